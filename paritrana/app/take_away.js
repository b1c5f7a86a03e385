// The buttons under a chart: the drawing with its title, what it shows and its source, as SVG or PNG, made in the browser.

const NS = "http://www.w3.org/2000/svg";
const EDGE = 20;
let font;

async function face(url) {
  if (!font) {
    const blob = await (await fetch(url)).blob();
    font = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(blob);
    });
  }
  return `@font-face{font-family:"Plus Jakarta Sans";src:url(${font});font-weight:200 800}`;
}

function lines(text, size, weight, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px "Plus Jakarta Sans"`;
  const made = [""];
  for (const word of text.split(/\s+/)) {
    const longer = (made.at(-1) + " " + word).trim();
    if (pen.measureText(longer).width > width && made.at(-1)) made.push(word);
    else made[made.length - 1] = longer;
  }
  return made;
}

// The legend's entries, each a coloured sign and words, as many in a line as fit.
function legend(card, svg, y, width, colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = '400 12px "Plus Jakarta Sans"';
  let x = EDGE, line = 0;
  const signs = [...card.querySelectorAll('[class*="st-key-legend"] p > span')].filter((span) => span.innerText.trim());
  for (let i = 0; i + 1 < signs.length; i += 2) {
    const [sign, words] = [signs[i], signs[i + 1]];
    const room = 18 + pen.measureText(words.innerText).width + 16;
    if (x + room > width + EDGE) [x, line] = [EDGE, line + 18];
    for (const [part, at, ink] of [[sign, x, getComputedStyle(sign).color], [words, x + 16, colour("muted")]]) {
      const text = document.createElementNS(NS, "text");
      text.setAttribute("x", at);
      text.setAttribute("y", y + 16 + line);
      text.setAttribute("font-size", 12);
      text.setAttribute("fill", ink);
      text.textContent = part.innerText;
      svg.append(text);
    }
    x += room;
  }
  return signs.length ? y + line + 26 : y;
}

async function picture(card, data) {
  const plot = card.querySelector(".js-plotly-plot");
  const box = plot.getBoundingClientRect();
  const width = Math.max(Math.round(box.width), 320);
  const svg = document.createElementNS(NS, "svg");
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue("--" + name).trim();
  const add = (tag, attributes, text) => {
    const part = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    if (text) part.textContent = text;
    svg.append(part);
    return part;
  };
  add("style", {}, (await face(data.font)) + 'text{font-family:"Plus Jakarta Sans",sans-serif}' +
    `text[style*="font-size: 11px"]{paint-order:stroke;stroke:${colour("panel")};stroke-width:3px}`);
  const back = add("rect", { width: width + 2 * EDGE, fill: colour("panel") });
  let y = EDGE;
  const say = (text, size, weight, ink) => {
    for (const line of lines(text, size, weight, width)) {
      y += size * 1.35;
      add("text", { x: EDGE, y, "font-size": size, "font-weight": weight, fill: colour(ink) }, line);
    }
  };
  const head = card.querySelector("h3, h4");
  if (head) say(head.textContent, 16, 650, "ink");
  const about = head && head.parentElement.closest('[data-testid="stMarkdown"]').querySelector("p");
  if (about) say(about.innerText, 12, 400, "muted");
  y += 12;
  for (const part of plot.querySelectorAll(".main-svg")) {
    const copy = part.cloneNode(true);
    copy.setAttribute("x", EDGE);
    copy.setAttribute("y", y);
    copy.style.background = "none";
    svg.append(copy);
  }
  y += box.height + 4;
  y = legend(card, svg, y, width, colour);
  say("Paritrana · " + data.source + " · " + location.href, 11, 400, "muted");
  y += EDGE;
  back.setAttribute("height", y);
  svg.setAttribute("xmlns", NS);
  svg.setAttribute("width", width + 2 * EDGE);
  svg.setAttribute("height", y);
  svg.setAttribute("viewBox", `0 0 ${width + 2 * EDGE} ${y}`);
  return svg;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function take(kind, host, data) {
  const svg = await picture(host.closest('[class*="_card"]'), data);
  const text = new XMLSerializer().serializeToString(svg);
  const drawn = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return save(drawn, data.name + ".svg");
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(blob, data.name + ".png"), "image/png");
}

export default function ({ parentElement, data }) {
  parentElement.querySelector("p").textContent = data.source;
  parentElement.querySelectorAll("button").forEach((button) => {
    if (button.dataset.kind !== "print") button.setAttribute("aria-label", `${data.verb} ${button.textContent}`);
    button.onclick = () =>
      button.dataset.kind === "print" ? window.print() : take(button.dataset.kind, parentElement.host || parentElement, data);
  });
}
