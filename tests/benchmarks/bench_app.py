"""The app's three figures, each a ratio of two things of one run or a count: `make bench`.

1. bytes over the websocket for one filter change: on the wire (compressed) and as payload
2. time to the drawn map / time to a bare Streamlit page with one Plotly bar chart, in the same Chromium
3. import time of the app's start path / import time of streamlit
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser"), str(HERE.parents[1])]

from playwright.sync_api import sync_playwright  # noqa: E402
from wire import Wire  # noqa: E402

from conftest import FLAGS, chromium, served  # noqa: E402
from paritrana.paths import ROOT  # noqa: E402

RUNS = 5
BARE = """import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Bar(x=[1, 2], y=[3, 4])))
"""
START = (
    "from paritrana.app import compare_page, data, data_page, evidence_page, filters, map_page, region_page;"
    "import paritrana.tables.build"
)
DRAWN = {"app": ".st-key-map_box .choroplethlayer path >> nth=37", "bare": ".barlayer .point path"}


def filter_change(browser, port: int) -> dict[str, tuple[int, int]]:
    """Choice -> (bytes on the wire, bytes of payload) for one change each of year, measure and province."""
    found = {}
    with Wire(port) as wire:
        page, payload = browser.new_page(), []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda data: payload.append(len(data))))
        page.goto(f"http://127.0.0.1:{wire.port}/")
        page.wait_for_selector(DRAWN["app"])
        page.wait_for_timeout(2000)
        for name, option in (("year", "2023"), ("measure", "pekerja terlindungi"), ("province", "Sulawesi Selatan")):
            page.click(f".st-key-f_{name} input")
            page.keyboard.type(option)
            wire.down, payload[:] = 0, []
            page.click(f'[role="option"]:has-text("{option}")')
            page.wait_for_timeout(2500)
            found[name] = (wire.down, sum(payload))
        page.close()
    return found


def drawing(browser, url: str, what: str) -> float:
    """Seconds from the address to the drawn figure, in a browser that has nothing of it yet."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(DRAWN[what], state="attached")
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def importing(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with (
            served(ROOT / "streamlit_app.py", Path(folder) / "app.log") as app,
            served(bare, Path(folder) / "bare.log") as plain,
        ):
            for name, (wire, payload) in filter_change(browser, int(app.rsplit(":", 1)[1])).items():
                print(f"one change of {name}: {wire} bytes on the wire, {payload} of payload (at most 15360)")
            drawing(browser, plain, "bare")  # both servers warm
            pairs = [(drawing(browser, app, "app"), drawing(browser, plain, "bare")) for _ in range(RUNS)]
        browser.close()
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(f"drawn map / bare bar chart: {ours / theirs:.2f} ({ours:.2f} s / {theirs:.2f} s, median of {RUNS})")
    pairs = [(importing(START), importing("import streamlit")) for _ in range(RUNS)]
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(f"start path / import streamlit: {ours / theirs:.2f} ({ours:.2f} s / {theirs:.2f} s, median of {RUNS})")


if __name__ == "__main__":
    main()
