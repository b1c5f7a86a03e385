"""One change of a filter brings at most 15 KB over the websocket, after compression."""

import sys

import pytest

from paritrana.paths import ROOT

sys.path.append(str(ROOT / "tests" / "benchmarks"))

from wire import Wire  # noqa: E402

MOST = 15 * 1024
# the heaviest: where the map has every kabupaten and kota, and where it stands once a year
CHANGES = {
    "/?level=kabupaten&measure=rank": ("year", "2024"),
    "/?view=years": ("level", "Kab"),
    "/": ("province", "Sulawesi Selatan"),
}


@pytest.mark.parametrize("path", CHANGES)
def test_one_change_sends_little(context, server, path):
    name, option = CHANGES[path]
    page = context.new_page()
    with Wire(int(server.rsplit(":", 1)[1])) as wire:
        page.goto(f"http://127.0.0.1:{wire.port}{path}")
        page.wait_for_selector(".st-key-footer")
        page.wait_for_timeout(2000)
        if name == "level":
            choice = page.locator(f".st-key-f_level button:has-text('{option}')")
        else:
            page.click(f".st-key-f_{name} input")
            page.keyboard.type(option)
            choice = page.locator(f'[role="option"]:has-text("{option}")')
        wire.down = 0
        choice.click()
        page.wait_for_timeout(2000)
        page.close()
    assert 1024 < wire.down <= MOST
