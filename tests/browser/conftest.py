"""One server and one Chromium for all browser tests. No browser: they fail with a line that says what to install."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from paritrana.paths import ROOT

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SHOTS = ROOT / "test-artefacts"
NO_BROWSER = "no Chromium found: install one (apt-get install chromium) or set CHROMIUM=/path/to/it"


def chromium() -> str | None:
    """The browser to use: $CHROMIUM, one on PATH, one in .cache/chromium; None for Playwright's own."""
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))]
    cached = sorted((ROOT / ".cache" / "chromium").rglob("chrome*")) if (ROOT / ".cache" / "chromium").is_dir() else []
    found += [str(path) for path in cached if path.is_file() and os.access(path, os.X_OK)]
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        except Error as error:
            pytest.fail(f"{NO_BROWSER} ({str(error).splitlines()[0]})", pytrace=False)
        yield browser
        browser.close()


def served(script: Path, log: Path, **environ: str):
    """The address of a Streamlit server for `script` on a free loopback port."""
    return answering(["-m", "streamlit", "run", str(script), "--server.fileWatcherType", "none"],
                     ("--server.port", "--server.address"), log, environ)  # fmt: skip


@contextlib.contextmanager
def answering(command: list[str], where: tuple[str, str], log: Path, environ: dict[str, str]):
    """The same of a Python `command`, whose options for port and address are `where`, once its health is green."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *command, where[0], str(port), where[1], "127.0.0.1"]
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=os.environ | environ) as server,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            for _ in range(240):
                with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                    break
                if server.poll() is not None:
                    pytest.fail(f"the server ended: {log.read_text()[-500:]}", pytrace=False)
                time.sleep(0.25)
            yield url
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with served(ROOT / "streamlit_app.py", tmp_path_factory.mktemp("server") / "log") as url:
        yield url


class Visit:
    """A page opened on the app, and all it asked for and logged."""

    def __init__(self, page, server: str):
        self.page, self.server = page, server
        self.asked, self.logged = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "console", lambda message: self.logged.append((message.type, message.text, message.location.get("url", "")))
        )
        self.page.on("pageerror", lambda error: self.logged.append(("error", str(error), "")))

    def open(self, path: str = "/") -> "Visit":
        self.page.goto(self.server + path)
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the last run has ended and its map, if any, is drawn."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_selector('.st-key-footer, [data-testid="stException"]')
        self.page.wait_for_selector('.stMarkdown style', state="attached")
        self.page.wait_for_selector('[data-testid="stSkeleton"]', state="detached")  # what draws an element has come
        assert not self.page.query_selector('[data-testid="stException"]'), self.text()
        self.page.wait_for_timeout(350)
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        if self.page.query_selector(".st-key-map_box"):
            self.page.wait_for_selector(".st-key-map_box .choroplethlayer path")
        return self

    def areas(self) -> list[str]:
        """The codes of the areas drawn on the map, in the order of their paths."""
        self.page.wait_for_function(
            "() => { const plot = document.querySelector('.st-key-map_box .js-plotly-plot');"
            " return plot && document.querySelectorAll('.st-key-map_box .trace.choropleth:first-child path').length"
            " >= plot.data[0].locations.length }"
        )
        return self.page.evaluate("[...document.querySelector('.st-key-map_box .js-plotly-plot').data[0].locations]")

    def click_area(self, code: str) -> "Visit":
        """Click a point that lies inside an area."""
        at = self.page.evaluate(
            """index => {
                const path = document.querySelectorAll('.st-key-map_box .trace.choropleth:first-child path')[index];
                const box = path.getBoundingClientRect(), svg = path.ownerSVGElement, point = svg.createSVGPoint();
                const matrix = path.getScreenCTM().inverse(), inside = [];
                for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
                    point.x = box.x + box.width * i / 40; point.y = box.y + box.height * j / 40;
                    if (path.isPointInFill(point.matrixTransform(matrix))) inside.push([point.x, point.y]);
                }
                return inside[inside.length >> 1];
            }""",
            self.areas().index(code),
        )
        self.page.mouse.move(*at)
        self.page.wait_for_timeout(150)
        self.page.mouse.click(*at)
        self.page.wait_for_timeout(300)
        return self.settle()

    def choose(self, filter: str, option: str) -> "Visit":
        """Choose in one of the filters."""
        self.page.click(f".st-key-f_{filter} input")
        self.page.keyboard.type(option)  # a long list draws only what is near
        self.page.click(f'[role="option"]:has-text("{option}")')
        self.page.keyboard.press("Escape")
        return self.settle()

    def shoot(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")

    def text(self) -> str:
        return self.page.inner_text('[data-testid="stMain"]')


@pytest.fixture(scope="session")
def context(browser):
    """One for all pages, so that Streamlit's own eight megabytes are loaded once."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(30_000)
    return context


@pytest.fixture
def visit(context, server):
    """(path, width, height, scheme) -> Visit. At the end: nothing but loopback was asked, and the console is clean."""
    visits = []

    def start(path: str = "/", width: int = 1440, height: int = 900, scheme: str = "light") -> Visit:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        visits.append(Visit(page, server))
        return visits[-1].open(path)

    yield start
    for visit in visits:
        outside = [url for url in visit.asked if not url.startswith((visit.server, "data:", "blob:"))]
        # a deep link makes Streamlit look for its own health check below the page first: two harmless 404s
        noise = [text for kind, text, url in visit.logged
                 if kind in ("error", "warning") and "_stcore/" not in url + text]  # fmt: skip
        visit.page.close()
        assert not outside and not noise
