"""The hosting of deploy/: nginx with that very configuration, two replicas, and what happens when one goes."""

import gzip
import re
import signal
import time

import pytest
from hosting import FORGIVEN, NGINX, NO_NGINX, Hosting, NewVisitors

from paritrana.paths import ROOT

pytestmark = pytest.mark.skipif(not NGINX, reason=NO_NGINX)
APP = "[data-testid=stApp]"
MAP = ".st-key-map_box .choroplethlayer path >> nth=37"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with Hosting(tmp_path_factory.mktemp("hosting")) as site:
        yield site


@pytest.fixture
def arrive(browser):
    """url (and cookie) -> page, sizes of what the first visit took, errors of the console: who sees the map."""
    contexts = []

    def visit(url: str, cookie: str = ""):
        contexts.append(browser.new_context(ignore_https_errors=True))  # a certificate of our own making
        if cookie:
            contexts[-1].add_cookies([{"name": "paritrana", "value": cookie, "url": url}])
        page, sizes, said = contexts[-1].new_page(), [], []
        network = contexts[-1].new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto(url)
        page.wait_for_selector(MAP, state="attached", timeout=30_000)
        return page, sizes, said

    yield visit
    for context in contexts:
        context.close()


def choose_year(page, year: str) -> None:
    """Choose in a filter, and see that the address follows: the page is answered."""
    page.click(".st-key-f_year input")
    page.keyboard.type(year)
    page.click(f'[role="option"]:has-text("{year}")')
    page.wait_for_function("year => location.search.includes(year)", arg=year, timeout=30_000)


def test_a_page_is_served_over_tls(site, arrive):
    if not site.secure:
        pytest.skip("no openssl here to make a certificate")
    page, _, said = arrive(site.secure)
    choose_year(page, "2023")
    assert not said


def test_a_first_visit_is_small(site, arrive):
    _, plain, _ = arrive(f"http://127.0.0.1:{site.ports[0]}/")
    _, packed, said = arrive(site.url)
    print(f"\nfirst visit: {sum(plain)} bytes without the proxy, {sum(packed)} with it")
    assert sum(packed) < 0.4 * sum(plain)
    assert not said  # nothing is refused by the headers


def test_every_answer_has_the_headers(site):
    wanted = re.findall(r"^add_header (\S+)", (ROOT / "deploy" / "headers.conf").read_text(), re.MULTILINE)
    assert wanted
    for path in ("/", "/wilayah", "/_stcore/health", "/app/static/icon.png", "/app/static/none", "/_stcore/metrics"):
        _, headers, _ = site.ask(path)
        assert {name.lower() for name in wanted} <= set(headers), path
        assert headers["server"] == "nginx"


def test_what_is_kept_and_for_how_long(site):
    _, headers, page = site.ask("/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and headers["cache-control"] == "no-cache"
    script = re.search(rb"static/js/index[^\"]*", gzip.decompress(page))[0].decode()
    for _ in range(2):
        _, headers, body = site.ask(f"/{script}", Accept_Encoding="gzip, br")
        assert headers["content-encoding"] == "gzip" and "immutable" in headers["cache-control"]
    assert [line["cache"] for line in site.log() if line["uri"] == f"/{script}"][-1] == "HIT"
    assert gzip.decompress(body) == site.ask(f"/{script}")[2]
    site.ask("/app/static/data/claims.csv")
    dated = next((ROOT / "static" / "data").glob("2*-*")).name
    geo = next((ROOT / "static" / "geo").glob("provinces.*.geojson")).name
    for path, kept in {
        f"geo/{geo}": "max-age=31536000, immutable", f"data/{dated}/claims.csv": "max-age=31536000, immutable",
        "data/claims.csv": "max-age=300", "logo-dark.svg": "max-age=86400", "data/none.csv": None,
    }.items():  # fmt: skip
        assert site.ask(f"/app/static/{path}")[1].get("cache-control") == (kept and f"public, {kept}"), path
    assert site.ask("/static/js/index.00000000.js")[1]["cache-control"] == "no-cache"  # the page instead: not kept


def test_a_visitor_stays_with_a_replica(site):
    before = len(site.log())
    first = site.ask("/")[1]
    cookie = first["set-cookie"].partition(";")[0]
    for _ in range(20):
        assert "set-cookie" not in site.ask("/", Cookie=cookie)[1]
    assert len({line["replica"] for line in site.log()[before:]}) == 1
    before = len(site.log())
    for _ in range(20):
        site.ask("/", Cookie="paritrana=forged")
    assert len({line["replica"] for line in site.log()[before:]}) == 2  # others are spread
    before = len(site.log())
    for _ in range(20):
        site.ask("/_stcore/health", User_Agent="keeps no cookies")
    assert len({line["replica"] for line in site.log()[before:]}) == 1


def test_what_is_for_the_inside_stays_inside(site):
    for path in ("script-health-check", "metrics", "agent/openapi.json"):
        assert site.ask(f"/_stcore/{path}")[0] == 404


def test_a_killed_replica_is_not_missed(site, arrive):
    pages = [arrive(site.url, site.cookie(number))[0] for number in (0, 1)]
    assert [site.sessions(number) for number in (0, 1)] == [1, 1]
    with NewVisitors(site) as seen:
        site.stop(0, signal.SIGKILL)
        choose_year(pages[1], "2023")
        arrive(site.url)
        pages[0].wait_for_selector(f"{APP}[data-test-connection-state=CONNECTED]")  # by itself
        pages[0].wait_for_timeout(500)
        pages[0].wait_for_selector(f"{APP}[data-test-script-state=notRunning]")
        choose_year(pages[0], "2022")
        assert site.sessions(1) == 3
    assert not seen.bad and seen.good > 20
    site.launch(0)
    site.wait(0)
    time.sleep(FORGIVEN)


def test_a_rolling_restart_shows_no_error(site, arrive):
    with NewVisitors(site) as seen:
        for number in (0, 1):
            site.stop(number)
            arrive(site.url)
            site.launch(number)
            site.wait(number)
            time.sleep(FORGIVEN)
    assert not seen.bad and seen.good > 50


def test_when_none_answers_it_says_so(site):
    for number in (0, 1):
        site.stop(number)
    status, headers, body = site.ask("/")
    assert status == 503 and b"dimulai ulang" in body and "charset=utf-8" in headers["content-type"]
    assert site.ask("/app/static/icon.png")[0] == 200  # kept
