"""Seeds that attack, in Chromium: no script of theirs runs on any page, and no link leads astray."""

import attacks
import pytest

from conftest import Visit, served
from paritrana.paths import ROOT

PATHS = ["", "?measure=covered&region=64.01", "banding?with=64.01&with=73.16", "wilayah?region=64.01", "janji",
         "bukti?article=script", "bukti?article=formula", "bukti?article=turned", "bukti?view=audit", "data", "metode",
         "?measure=%3Cscript%3Ewindow.struck=1%3C/script%3E"]  # fmt: skip


@pytest.fixture(scope="module")
def besieged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacks")
    attacks.write(folder / "seeds")
    with served(ROOT / "streamlit_app.py", folder / "log", PARITRANA_SEEDS=str(folder / "seeds")) as url:
        yield url


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_a_stranger_runs(context, besieged, path):
    page = context.new_page()
    seen = Visit(page, besieged).open(f"/{path}")
    page.wait_for_timeout(500)
    assert page.evaluate("window.struck") is None
    assert page.locator("img[onerror], a[href^='javascript'], [data-testid=stMain] script").count() == 0
    if path == "bukti?article=script":
        assert attacks.SCRIPT in seen.text() and attacks.IMAGE in seen.text() and attacks.LINK in seen.text()
    if path == "bukti?article=turned":
        assert "\u202e" not in seen.text()
    outside = [url for url in seen.asked if not url.startswith((besieged, "data:", "blob:"))]
    page.close()
    assert outside == []


def test_nothing_of_a_strangers_upload_runs(context, server, tmp_path):
    """Under names and texts that attack, through the page that reads one's own articles."""
    attacks.write(tmp_path)
    page = context.new_page()
    seen = Visit(page, server).open("/baca")
    files = sorted(path for path in tmp_path.iterdir() if path.name.isprintable())
    page.locator(".stFileUploader input[type=file]").set_input_files(files)
    button = page.locator(".st-key-own_upload button:not([disabled])")
    button.click(timeout=30_000)
    page.wait_for_selector(".st-key-article_card")
    seen.settle()
    assert page.evaluate("window.struck") is None
    assert page.locator("img[onerror], a[href^='javascript'], [data-testid=stMain] script").count() == 0
    page.close()
