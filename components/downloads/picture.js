// Puts a chart and its words together into one SVG, shows it, and saves it as SVG or PNG.
const said = JSON.parse(document.getElementById("content").textContent);
const at = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const GROUNDS = {
  white: { ground: "#ffffff", ink: "#1b2430", quiet: "#566172", line: "#d5dbe3" },
  dark: { ground: "#10151c", ink: "#e6eaf0", quiet: "#a2adbb", line: "#3a4655" },
  none: { ground: null, ink: "#1b2430", quiet: "#566172", line: "#d5dbe3" },
};
const EDGE = 28; // pixels around everything
const WIDTH = said.width + 2 * EDGE;
const MOST_PIXELS = 12000; // of a PNG's side: browsers draw no larger ones everywhere
// Where a line may end: behind a space, and around Chinese signs, but not before what closes or behind what opens.
const BREAKS = /(?<=\s)|(?<=[\u3001-\u9fff\uff01-\uff60])(?<![（《「])(?![，。、；：？！）》」”…\s])|(?<=[\w%”…])(?=[\u4e00-\u9fff（《])/u;
const pen = document.createElement("canvas").getContext("2d");

// Text in lines that fit; a word that is longer than a line is broken where it must be.
function lines(text, size, weight, width) {
  pen.font = `${weight} ${size}px ${FONT}`;
  const fits = (words) => pen.measureText(words).width <= width;
  const found = [""];
  for (const word of text.split(BREAKS)) {
    if (fits(found.at(-1) + word.trimEnd())) { found[found.length - 1] += word; continue; }
    if (found.at(-1)) found.push("");
    for (const sign of word) {
      if (!fits(found.at(-1) + sign.trimEnd())) found.push("");
      found[found.length - 1] += sign;
    }
  }
  return found.map((line) => line.trim());
}

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

// Writes a paragraph from `top` on and returns where it ends.
function write(parent, text, top, { size, weight = 400, fill, leading = 1.35, width = said.width }) {
  if (!text) return top;
  for (const line of lines(text, size, weight, width)) {
    const made = element("text", { x: EDGE, y: top + size, "font-size": size, "font-weight": weight, fill }, parent);
    made.textContent = line;
    top += size * leading;
  }
  return top;
}

async function drawing({ ink }) {
  const layout = JSON.parse(JSON.stringify(said.figure.layout).replaceAll(said.ink, ink));
  layout.font = { ...layout.font, color: ink, family: FONT };
  // A picture has no toolbar, and needs no room for it.
  const spare = layout.margin.t >= said.toolbar ? said.toolbar - 8 : 0;
  layout.margin.t -= spare;
  const height = Math.max(layout.height - spare, said.least);
  Object.assign(layout, { width: said.width, height, autosize: false });
  const options = { format: "svg", width: said.width, height, imageDataOnly: true };
  const text = await Plotly.toImage({ data: said.figure.data, layout, config: { staticPlot: true, typesetMath: false } }, options);
  return { chart: document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true), height };
}

async function compose(look) {
  const svg = element("svg", { xmlns: SVG, width: WIDTH, "font-family": FONT, role: "img" });
  element("title", {}, svg).textContent = said.finding;
  const ground = look.ground && element("rect", { width: "100%", height: "100%", fill: look.ground }, svg);
  const length = said.finding.length;
  let top = write(svg, said.title, EDGE, { size: 14, weight: 600, fill: look.quiet }) + 4;
  if (said.finding !== said.title) top = write(svg, said.finding, top, { size: length < 130 ? 23 : length < 260 ? 19 : 16, weight: 700, fill: look.ink, leading: 1.25 }) + 4;
  top = write(svg, said.view, top, { size: 13, fill: look.quiet }) + 6;
  const { chart, height } = await drawing(look);
  for (const [key, value] of Object.entries({ x: EDGE, y: top, width: said.width, height })) chart.setAttribute(key, value);
  chart.removeAttribute("style");
  svg.append(chart);
  top += height + 10;
  for (const text of said.legend) top = write(svg, text, top, { size: 12, fill: look.quiet }) + 2;
  for (const text of said.notes) top = write(svg, text, top, { size: 12, fill: look.quiet }) + 2;
  top += 8;
  element("line", { x1: EDGE, x2: WIDTH - EDGE, y1: top, y2: top, stroke: look.line }, svg);
  top = write(svg, said.sources, top + 8, { size: 12, fill: look.ink });
  top = write(svg, said.made, top, { size: 12, fill: look.quiet });
  // A server that does not know its own address gives the path alone; a saved picture needs the whole.
  const link = new URL(said.link, location.href).href;
  const back = element("a", { href: link, target: "_blank" }, svg);
  top = write(back, link, top, { size: 12, fill: look.quiet });
  const whole = Math.ceil(top + EDGE - 8);
  svg.setAttribute("height", whole);
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${whole}`);
  ground?.setAttribute("height", whole);
  return { text: new XMLSerializer().serializeToString(svg), height: whole };
}

let made;

async function show() {
  made = undefined;
  at("state").textContent = said.words.drawing;
  made = await compose(GROUNDS[at("ground").value]);
  const picture = at("picture");
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(made.text)}`;
  await picture.decode();
  Object.assign(picture, { width: WIDTH, height: made.height, hidden: false });
  for (const id of ["png", "svg", "ground"]) at(id).disabled = false;
  at("copy").hidden = !(navigator.clipboard?.write && globalThis.ClipboardItem);
  at("state").textContent = "";
}

function png() {
  const scale = Math.min(said.pngWidth / WIDTH, MOST_PIXELS / made.height);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.round(WIDTH * scale), height: Math.round(made.height * scale) });
  canvas.getContext("2d").drawImage(at("picture"), 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
}

async function save(form) {
  const blob = form === "png" ? await png() : new Blob([made.text], { type: "image/svg+xml" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: said.files[form] });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  at("state").textContent = said.words.saved.replace("{file}", () => said.files[form]);
}

const told = (what) => async () => {
  try {
    await what();
  } catch (error) {
    at("state").textContent = said.words.failed.replace("{reason}", () => error.message);
  }
};
at("png").addEventListener("click", told(() => save("png")));
at("svg").addEventListener("click", told(() => save("svg")));
at("ground").addEventListener("change", told(show));
at("copy").addEventListener("click", told(async () => {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]);
  at("state").textContent = said.words.copied;
}));
await told(async () => {
  await show();
  if (!said.save) return;
  // Shown again, or sent to somebody, the page is not to save it once more.
  const address = new URL(location);
  address.searchParams.delete("save");
  history.replaceState(null, "", address);
  await save(said.save);
})();
document.documentElement.dataset.drawn = "true";
