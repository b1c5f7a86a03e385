"""What a visitor waits for, as ratios to a bare Streamlit page of one filter and one Plotly chart: `make bench`.

Both pages are measured in turn, in one run, in the same Chromium, each visit with nothing kept from an earlier one.

1. address to drawn map / to drawn chart: the first visit to a process that has just started, and to a warm one
2. choice in the filter to redrawn map / to redrawn chart: of a state nobody asked for before, and of one somebody did
3. press of the button to the marked text of a pasted article / the bare page's change of its filter
4. bytes of a first visit and of one change of a filter, on the wire
5. import time of the app's start path / import time of streamlit
"""

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser"), str(HERE.parents[1])]

import report  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from wire import Wire  # noqa: E402

from conftest import FLAGS, answering, chromium, served  # noqa: E402
from paritrana.paths import ROOT  # noqa: E402

COLD, WARM = 5, 9  # pairs of visits
YEARS = ("2023", "2022", "2021", "2024", "2025", "2020")
QUIET = 700  # ms without a change to any figure: all is drawn
BARE = """import plotly.graph_objects as go
import streamlit as st
year = st.selectbox("year", ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"], key="f_year")
st.plotly_chart(go.Figure(go.Bar(x=[1, 2], y=[3, int(year) - 2017])))
"""
ARTICLE = """Kabupaten Paser melindungi 25.000 pekerja rentan pada {0}, atau 53 persen dari potensinya.

Pemerintah Kota Ambon menargetkan 100 persen pada 2030 dan menyiapkan Rp600,1 juta."""
START = (
    "from paritrana.app import compare_page, data, data_page, evidence_page, filters, map_page, region_page;"
    "import paritrana.tables.build"
)
DRAWN = {"app": ".st-key-map_box .choroplethlayer path >> nth=37", "bare": ".barlayer .point path"}
FIGURE = {"app": ".st-key-map_box .js-plotly-plot", "bare": ".js-plotly-plot"}
# From the key that chooses: when what is seen of the main figure last changed, and of any. Streamlit draws a figure
# hidden and shows it later, and may keep the old one hidden beside it: a change counts that is seen, or lets see.
WATCH = """([main, quiet]) => new Promise((done, fail) => {
    setTimeout(() => fail(new Error("the figure did not change")), 60000);
    const shown = new Map([...document.querySelectorAll(".js-plotly-plot")].map(figure => [figure, true]));
    let start, last, all;
    const watch = new MutationObserver(changes => {
        if (!start) return;
        const touched = new Map();  // figure -> did its drawing change?
        for (const { target } of changes) {
            const figure = target.closest && target.closest(".js-plotly-plot");
            if (figure) touched.set(figure, touched.get(figure) || target !== figure);
        }
        for (const [figure, drawn] of touched) {
            const seen = figure.checkVisibility({ visibilityProperty: true });
            if (seen && (drawn || !shown.get(figure))) {
                all = performance.now();
                if (figure.matches(main)) last = all;
            }
            shown.set(figure, seen);
        }
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener("keydown", ({ key }) => { if (key === "Enter") start ??= performance.now(); }, true);
    const over = setInterval(() => {
        if (!last || performance.now() - all < quiet) return;
        clearInterval(over);
        watch.disconnect();
        done([last - start, all - start]);
    }, 50);
})"""


def server(what: str, folder: Path):
    """A fresh process that serves the app or the bare page; its address, once its health is green."""
    if what == "app":
        return answering(["-m", "paritrana", "app"], ("--port", "--host"), folder / "app.log", {})
    (folder / "bare.py").write_text(BARE)
    return served(folder / "bare.py", folder / "bare.log")


def visit(browser: Browser, url: str, what: str) -> float:
    """Seconds from the address to the drawn figure, in a browser that has nothing of it yet."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(DRAWN[what], state="attached")
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def change(page: Page, what: str, year: str) -> tuple[float, float]:
    """Seconds from the choice of a year to the last change of the main figure, and of any."""
    page.click(".st-key-f_year input")
    page.keyboard.type(year)
    page.wait_for_selector(f'[role="option"]:has-text("{year}")')
    page.evaluate("([watch, given]) => { window.told = eval(watch)(given); }", [WATCH, [FIGURE[what], QUIET]])
    page.keyboard.press("Enter")
    main, every = page.evaluate("() => window.told")
    return main / 1000, every / 1000


def cold(browser: Browser, folder: Path) -> None:
    starts, visits = {"app": [], "bare": []}, {"app": [], "bare": []}
    for _ in range(COLD):
        for what in ("app", "bare"):
            start = time.perf_counter()
            with server(what, folder) as url:
                starts[what].append(time.perf_counter() - start)
                visits[what].append(visit(browser, url, what))
    report.row("First visit to drawn map, the process just started", *report.ratio(*visits.values()), "1.3")
    report.row("Start of the process until its health is green", *report.ratio(*starts.values()), "")


def warm(browser: Browser, urls: dict[str, str]) -> None:
    found = {what: [] for what in urls}
    for _ in range(WARM):
        for what, url in urls.items():
            found[what].append(visit(browser, url, what))
    report.row("First visit to drawn map, warm", *report.ratio(*found.values()), "1.3")


def changes(browser: Browser, urls: dict[str, str]) -> None:
    pages = {what: browser.new_page() for what in urls}
    for what, page in pages.items():
        page.goto(urls[what])
        page.wait_for_selector(DRAWN[what], state="attached")
        page.wait_for_timeout(3000)
        change(page, what, "2019")
    for asked in ("that nobody asked for before", "that somebody asked for before"):
        found = {what: [] for what in urls}
        for year in YEARS:
            for what, page in pages.items():
                page.bring_to_front()
                found[what].append(change(page, what, year))
        for which, name in enumerate(("redrawn map", "the last of all charts")):
            times = [[pair[which] for pair in pairs] for pairs in found.values()]
            report.row(f"Choice of a year {asked} to {name}", *report.ratio(*times), "" if which else "1.5")
    for page in pages.values():
        page.close()


def pasted(browser: Browser, urls: dict[str, str]) -> None:
    """An article of one's own, from the press of the button to its text with the figures marked."""
    page, bare = browser.new_page(), browser.new_page()
    bare.goto(urls["bare"])
    bare.wait_for_selector(DRAWN["bare"], state="attached")
    found = {"app": [], "bare": []}
    for year in YEARS:
        page.bring_to_front()
        page.goto(f"{urls['app']}/baca")
        page.wait_for_selector(".st-key-bring_card")
        page.wait_for_timeout(1500)
        page.fill(".st-key-bring_card textarea", ARTICLE.format(year))
        start = time.perf_counter()
        page.click(".st-key-own_paste button")
        page.wait_for_selector(".st-key-article_card strong")
        found["app"].append(time.perf_counter() - start)
        bare.bring_to_front()
        found["bare"].append(change(bare, "bare", year)[0])
    report.row("Press of the button to the marked text of a pasted article", *report.ratio(*found.values()), "")
    page.close()
    bare.close()


def sizes(browser: Browser, port: int) -> None:
    """Bytes of a first visit, and of one change each of year, measure and province."""
    with Wire(port) as wire:
        page = browser.new_context().new_page()
        page.goto(f"http://127.0.0.1:{wire.port}/")
        page.wait_for_selector(DRAWN["app"])
        page.wait_for_timeout(2000)
        report.row("First visit, all in all (Streamlit's own files come uncompressed)", wire.all, "")
        report.row("of these by the websocket: the page itself", wire.down, "")
        for name, option in (("year", "2023"), ("measure", "pekerja terlindungi"), ("province", "Sulawesi Selatan")):
            page.click(f".st-key-f_{name} input")
            page.keyboard.type(option)
            before = wire.down
            page.click(f'[role="option"]:has-text("{option}")')
            page.wait_for_timeout(2500)
            report.row(f"One change of {name}", wire.down - before, "15360")
        page.context.close()


def importing(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, ExitStack() as stack:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        report.begin("What a visitor waits for", "explorer / bare page", "ratio", "pairs", "medians", "aim")
        cold(browser, folder)
        urls = {what: stack.enter_context(server(what, folder)) for what in DRAWN}
        for what, url in urls.items():
            visit(browser, url, what)
        warm(browser, urls)
        changes(browser, urls)
        pasted(browser, urls)
        pairs = [(importing(START), importing("import streamlit")) for _ in range(COLD)]
        report.row("Import of the explorer / of Streamlit", *report.ratio(*zip(*pairs, strict=True)), "")
        report.begin("What a visitor loads", "", "bytes on the wire", "aim")
        sizes(browser, int(urls["app"].rsplit(":", 1)[1]))
        browser.close()


if __name__ == "__main__":
    main()
