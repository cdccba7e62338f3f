"""Lets charts be made smaller for the printer: a script in the page that Streamlit serves, for the rules of `components/widgets/paper.py`.

A chart is drawn for the width of the screen, and a browser does not wait for it to be drawn anew before it prints: from a wide screen
the sheet would show a part of it. With a view box the drawing that is there is scaled as a picture is.
"""

# In the page itself and let through by its digest: it is there before anything is drawn, and there is no file to ask for.
SCRIPT = """
const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
addEventListener("beforeprint", () => {
  for (const one of drawings()) one.setAttribute("viewBox", `0 0 ${one.getAttribute("width")} ${one.getAttribute("height")}`);
});
addEventListener("afterprint", () => {
  for (const one of drawings()) one.removeAttribute("viewBox");
});
"""
TAG = f"<script>{SCRIPT}</script>\n"
