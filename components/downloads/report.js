"use strict";
// Draws the charts of a report in the ink of the page: on paper, on a light and on a dark screen, on a desk and on a phone.
(async () => {
  const root = document.documentElement;
  const stored = document.getElementById("charts").textContent;
  const names = Object.keys(JSON.parse(stored).charts);
  const nodes = new Map(names.map((name) => [name, document.getElementById(`chart-${name}`)]));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 640px)");
  // A4 less its margins and a little more, in CSS pixels, and the least part of its size that a chart stays readable at.
  const PAPER = { ink: "#1b2430", ground: "#ffffff", width: 672, height: 960, least: 0.5 };
  let onPaper = false;

  function look() {
    if (onPaper) return PAPER;
    const style = getComputedStyle(root);
    return { ink: style.getPropertyValue("--ink").trim(), ground: style.getPropertyValue("--raised").trim() };
  }

  // The pixels that what stands above a chart takes on paper. It is measured on a copy, since the page has not the width of paper yet.
  function head(frame) {
    const box = frame.parentElement;
    const above = [...box.children].slice(0, [...box.children].indexOf(frame));
    if (box.parentElement.querySelector(".chart-box") === box) above.push(...box.parentElement.querySelectorAll(":scope > :is(h2, .lead, .legend)"));
    const copy = document.createElement("div");
    Object.assign(copy.style, { position: "absolute", visibility: "hidden", width: `${PAPER.width}px`, fontSize: "10pt", display: "flow-root" });
    for (const one of above) copy.append(one.cloneNode(true));
    document.body.append(copy);
    const pixels = copy.getBoundingClientRect().height + 20; // the space above the box
    copy.remove();
    return pixels;
  }

  function draw(name) {
    const { ink, ground } = look();
    // Figures come with one ink for all text. Each drawing takes a new copy, since Plotly writes into what it is given.
    const { charts, config, ink: given } = JSON.parse(stored);
    const own = charts[name];
    const figure = narrow.matches && !onPaper && own.narrow ? own.narrow : own.wide;
    const layout = JSON.parse(JSON.stringify(figure.layout).replaceAll(given, ink));
    layout.font = { ...layout.font, color: ink, family: getComputedStyle(document.body).fontFamily };
    layout.hoverlabel = { ...layout.hoverlabel, bgcolor: ground, font: { ...layout.hoverlabel?.font, color: ink } };
    layout.modebar = { bgcolor: "rgba(0,0,0,0)", color: "rgba(127,127,127,0.75)", activecolor: ink };
    // A chart taller than a page would be cut: on paper it is made smaller as a whole, so that its heading has room above it. One that
    // would become too small for that has a page of its own, and the notes that else stand below it come with the heading.
    const frame = nodes.get(name).parentElement;
    const beside = (PAPER.height - head(frame)) / layout.height;
    const alone = onPaper && beside < PAPER.least;
    const zoom = onPaper ? Math.min(1, alone ? PAPER.height / layout.height : beside) : 1;
    frame.style.zoom = zoom;
    frame.parentElement.classList.toggle("tall", alone);
    if (onPaper) Object.assign(layout, { width: PAPER.width / zoom, autosize: false });
    const options = { ...config, responsive: true, typesetMath: false, toImageButtonOptions: { ...config.toImageButtonOptions, filename: own.file } };
    return Plotly.react(nodes.get(name), figure.data, layout, options);
  }

  const unfold = document.getElementById("unfold");
  unfold.hidden = false;
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    for (const one of document.querySelectorAll("details")) one.open = open;
    unfold.setAttribute("aria-pressed", String(open));
  });

  // Plotly's code is packed in the file: unpacked it becomes a script, whose hash the page's policy knows.
  const packed = Uint8Array.from(atob(document.getElementById("plotly").textContent.trim()), (sign) => sign.charCodeAt(0));
  const code = document.createElement("script");
  code.textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  document.head.append(code);

  for (const name of names) {
    await draw(name);
    await new Promise((next) => setTimeout(next)); // the page stays quick while it is drawn
  }
  root.dataset.drawn = "true";

  const again = () => names.forEach(draw);
  // A chart that was drawn at a width of its own would keep it: between page and paper each is drawn anew.
  const anew = () => { for (const node of nodes.values()) Plotly.purge(node); again(); };
  dark.addEventListener("change", again);
  narrow.addEventListener("change", again);
  // What cannot be measured is printed whether it is unfolded or not.
  let folded = [];
  addEventListener("beforeprint", () => {
    onPaper = true;
    folded = [...document.querySelectorAll("details.printed:not([open])")];
    for (const one of folded) one.open = true;
    anew();
  });
  addEventListener("afterprint", () => {
    onPaper = false;
    for (const one of folded) one.open = false;
    anew();
  });
})();
