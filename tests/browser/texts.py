"""Texts that a careless or a hostile editor might write, and a page of Streamlit that shows each in every place that has such texts.

`streamlit run tests/browser/texts.py` draws the page.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What the frontend of Streamlit or its Markdown would make something else of. None of them is shown as anything but itself.
HOSTILE = [
    "Alibaba & Tencent: 380bn, more",
    "a -- b -> c <- d <-> e >= f <= g ~= h",
    "-- first",
    "last ->",
    "<->",
    ":streamlit: :material/home: :material_home: :tada: :+1: 12:30:45 a:b:c:",
    ":red[red] :blue-background[x] :gray-badge[b] :small[s] :help[h] :color[c] :shimmer[x] :nothing[x]",
    "www.evil.example and http://evil.example/x, HTTPS://evil.example/(y).",
    "(www.evil.example) https://a.example/https://b.example mail@evil.example x.y+z@evil-host.example.org",
    "<https://evil.example> <mail@evil.example> mailto:mail@evil.example xmpp:a@b.example",
    "[a](https://evil.example) ![b](https://evil.example/x.png) [c]: https://evil.example [^1] [ ] [x]",
    "<b>bold</b> <script>alert(1)</script> <img src=x onerror=alert(1)> <!-- gone -->",
    "&copy; &amp;lt; &#60;b&#62;",
    "$5B to $8B, $$x^2$$ and \\$3",
    "*a* **b** _c_ __d__ ~~e~~ ~f~ `g` ``h``",
    "1986. A year",
    "1) one",
    "# heading",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "| a | b |",
    "===",
    "---",
    "***",
    "```mermaid",
    "~~~",
    "::: note",
    "ends in a backslash \\",
    r"C:\path \* \[ \` \:tada:",
    "{x} {{y}} {0} %s %(z)s !{}",
    "中文：380亿，https://evil.example/中文",
    "Straße, naïve, العربية, עברית, 👍🏽",
    "one two",
]
# Places that a text is shown in, by the key of the container that holds each, and what stands around it there.
PLACES = {
    "markdown": "{}",
    "caption": "{}",
    "subheader": "{}",
    "info": "{}",
    "label": "{}",
    "value": "{}",
    "button": "{}",
    "link": "{}",
    "expander": "keyboard_arrow_right {}",
    "list": "{}",
    "small": "{}",
    "bold": "{}",
    "inside": "history Before {} behind",
    "multiselect": "Some {}",
    "code": "{}",
}
# Summaries with what a page shows of each, and the elements that it may make of them.
SUMMARIES = [
    ("*a*, **b** and `c:d $5`", "a, b and c:d $5", {"em", "strong", "code"}),
    ("- one\n- two\n  - three", "one two three", {"ul", "li"}),
    ("1. one\n2. two", "one two", {"ol", "li"}),
    ("Head\n===\nor\n---\nor\n- - -\n***", "Head === or --- or - - - ***", set()),
    ("# head\n> quote\n1986. A year", "# head > quote 1986. A year", set()),
    ("```mermaid\ngraph TD\n```", "```mermaid graph TD ```", set()),
    ("www.evil.example *http*://evil.example <https://evil.example> me@evil.example", None, {"em"}),
    ("[a](https://evil.example) ![b](https://evil.example/x.png) [^1]: x", None, set()),
    ("a -- b *c*-> d :tada: :streamlit: :material_home: :red[x]", None, {"em"}),
    ("<b>bold</b> &copy; $x$ and $y$ | a |", None, set()),
    ("| a |\n| - |\n| b |", "| a | | - | | b |", set()),
    ("    indented\n\n\tand more", "indented and more", set()),
]


def draw() -> None:
    """Draw the page."""
    import streamlit as st

    from components.widgets.text import link, plain, simple

    st.set_page_config(layout="wide")
    st.title("Texts")
    for number, text in enumerate(HOSTILE):
        shown = plain(text)
        with st.container(key=f"markdown-{number}"):
            st.markdown(shown)
        with st.container(key=f"caption-{number}"):
            st.caption(shown)
        with st.container(key=f"subheader-{number}"):
            st.subheader(shown, anchor=False)
        with st.container(key=f"info-{number}"):
            st.info(shown)
        with st.container(key=f"label-{number}"):
            st.metric(shown, "")
        with st.container(key=f"value-{number}"):
            st.metric(" ", shown)
        with st.container(key=f"button-{number}"):
            st.button(shown, key=f"b{number}")
        with st.container(key=f"link-{number}"):
            st.markdown(link(text, "https://good.example/x"))
        with st.container(key=f"expander-{number}"):
            st.expander(shown)
        with st.container(key=f"list-{number}"):
            st.markdown(f"- {shown}")
        with st.container(key=f"small-{number}"):
            st.markdown(f":small[{shown}]")
        with st.container(key=f"bold-{number}"):
            st.markdown(f"**{shown}**")
        with st.container(key=f"inside-{number}"):
            st.markdown(f":material/history: Before  \n{shown}  \nbehind")
        # Two places that Streamlit does not read as Markdown get the text as it is.
        with st.container(key=f"multiselect-{number}"):
            st.multiselect("Some", [text], [text], key=f"m{number}")
        with st.container(key=f"code-{number}"):
            st.code(text, language=None)
    st.dataframe({text: [text] for text in HOSTILE[:6]}, key="table")
    for number, (text, _shown, _elements) in enumerate(SUMMARIES):
        with st.container(key=f"summary-{number}"):
            st.markdown(simple(text))
    with st.container(key="turned"):
        st.markdown(plain("Xinhua \u202egpj.exe\u2066"))
    st.caption("data revision 0")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    draw()
