// Small services for the whole app, mounted once: the page says which language it is in (for readers aloud),
// links of our own inside text and tables open in the app instead of a new tab, and areas of the map and rows of the
// list that stand for the same region light up together, and charts fit the paper they are printed on. A page that lost
// its server and found one again (this one after a restart, or another replica) asks for itself anew: a server that does
// not know it would not hear the next choice.

const plots = () => [...document.querySelectorAll(".js-plotly-plot")];
const areas = (plot) => plot.data.findIndex((trace) => trace.type === "choropleth" && trace.meta !== "backdrop");
const codes = (plot) => {
  if (!plot.data || !plot.data[0]) return null;
  const at = areas(plot);
  return at < 0 ? plot.data[0].ids : plot.data[at].locations;
};
const paths = (plot) => {
  const at = areas(plot);
  return at < 0
    ? plot.querySelectorAll(".barlayer .trace:first-child .point path")
    : plot.querySelectorAll(`.trace.choropleth:nth-child(${at + 1}) path`);
};

function light(from, code) {
  for (const plot of plots()) {
    const known = plot !== from && codes(plot);
    if (!known) continue;
    const drawn = paths(plot);
    known.forEach((own, i) => {
      if (!drawn[i]) return;
      const same = code && (own === code || own.slice(0, 2) === code || own === code.slice(0, 2));
      drawn[i].classList.toggle("alike", Boolean(same));
    });
  }
}

function watch(event) {
  const plot = event.target.closest && event.target.closest(".js-plotly-plot");
  if (!plot || !plot.on || plot.watched || !codes(plot)) return;
  plot.watched = true;
  plot.on("plotly_hover", ({ points }) => {
    const at = points[0], known = codes(plot);
    light(plot, at.location || (known && known[at.pointNumber]));
  });
  plot.on("plotly_unhover", () => light(plot, null));
}

// A drawing has the size of its place on the screen; on paper it is stretched to the place it has there (style.css).
const drawings = (change) => document.querySelectorAll(".js-plotly-plot .main-svg").forEach(change);
const stretch = () => drawings((svg) => {
  svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  svg.classList.add("stretched");
});
const release = () => drawings((svg) => {
  svg.removeAttribute("viewBox");
  svg.classList.remove("stretched");
});

// Streamlit's own words cannot be set: each text and label that is just one of them is put in the page's language.
const LABELS = ["aria-label", "placeholder", "title"];
function translate(node, words) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (Object.hasOwn(words, node.data)) node.data = words[node.data];
  } else if (node instanceof HTMLElement) {
    for (const label of LABELS) {
      const said = node.getAttribute(label);
      if (said && Object.hasOwn(words, said)) node.setAttribute(label, words[said]);
    }
    for (const child of node.childNodes) translate(child, words);
  }
}

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang;
  const words = JSON.parse(data.words);
  translate(document.body, words);
  const said = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof HTMLElement) for (const node of addedNodes) translate(node, words);
    }
  });
  said.observe(document.body, { childList: true, subtree: true });
  const follow = (event) => {
    const link = event.target.closest && event.target.closest('a[target="_blank"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || url.pathname.includes("/static/")) return;
    event.preventDefault();
    setTriggerValue("go", url.pathname.split("/").pop() + url.search);
  };
  document.addEventListener("click", follow, true);
  document.addEventListener("mouseover", watch, true);
  window.addEventListener("beforeprint", stretch);
  window.addEventListener("afterprint", release);
  const app = document.querySelector('[data-testid="stApp"]');
  let lost = false;
  const back = new MutationObserver(() => {
    const here = app.dataset.testConnectionState === "CONNECTED";
    if (here && lost) setTriggerValue("back", true);
    lost = !here;
  });
  if (app) back.observe(app, { attributeFilter: ["data-test-connection-state"] });
  return () => {
    said.disconnect();
    back.disconnect();
    window.removeEventListener("beforeprint", stretch);
    window.removeEventListener("afterprint", release);
    document.removeEventListener("click", follow, true);
    document.removeEventListener("mouseover", watch, true);
  };
}
