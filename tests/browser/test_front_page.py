"""The app in a real Chromium: drawn, filtered, clicked, shared, downloaded, in both languages, wide and narrow."""

from pathlib import Path

import pytest

from paritrana.app.state import State
from paritrana.app.table_card import PAGE, shown
from paritrana.app.view import csv, table
from paritrana.tables.build import build
from paritrana.words import load_words

FIRST = ["region", "value", "unit", "year"]


@pytest.fixture(scope="module")
def tables():
    return build()


def no_wider_than_the_window(visit) -> bool:
    return visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("lang, scheme", [("id", "light"), ("en", "dark")])
@pytest.mark.parametrize("width, height", [(1440, 900), (768, 1024), (390, 844)])
def test_it_draws_38_provinces(visit, lang, scheme, width, height):
    seen = visit("/" if lang == "id" else "/?lang=en", width, height, scheme)
    assert len(seen.areas()) == 38
    assert ("wilayah diberitakan" if lang == "id" else "regions in the news") in seen.text()
    assert ("90,43" if lang == "id" else "90.43") in seen.page.inner_text(".st-key-list_card")
    assert seen.page.evaluate("document.fonts.check('16px \"Plus Jakarta Sans\"')")
    assert no_wider_than_the_window(seen)
    seen.shoot(f"front-{lang}-{scheme}-{width}")


def test_the_first_screen_holds_filters_figures_map_and_list(visit):
    seen = visit()
    for part in (".st-key-filters", ".st-key-keys", ".st-key-map_card", ".st-key-list_card"):
        box = seen.page.query_selector(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900, part


def test_the_three_states_of_the_map_differ_without_colour(visit, tables):
    told = set(tables.claims["province_code"])
    figures = set(tables.claims.filter(measure="coverage_share", group="all", status="actual")["province_code"])
    seen = visit()
    fills = seen.page.evaluate("""[...document.querySelectorAll('.st-key-map_box .trace.choropleth:first-child path')]
        .map(path => getComputedStyle(path).fill)""")
    rings = seen.page.query_selector_all(".st-key-map_box .scattergeo .point")
    filled = sum(not fill.replace(" ", "").endswith(",0)") for fill in fills)
    assert (filled, len(rings)) == (len(figures), len(told - figures))
    assert f"ada artikel, belum ada angka ini ({len(rings)})" in seen.text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_filter_narrows_everything_and_back_undoes_it(visit):
    seen = visit().choose("year", "2023")
    assert seen.page.url.endswith("/?year=2023")
    rows = seen.page.inner_text(".st-key-list_card")
    assert "· 2023" in rows and "· 2024" not in rows
    seen.choose("province", "Kalimantan Timur")
    assert "Baru ada satu angka, belum bisa diurutkan" in seen.page.inner_text(".st-key-list_card")
    assert seen.page.url.endswith("/?province=64&year=2023")
    assert len(seen.areas()) == 10
    seen.page.go_back()
    seen.settle()
    assert len(seen.areas()) == 38 and "year=2023" in seen.page.url


def test_a_click_opens_a_province_and_another_selects_a_region(visit):
    seen = visit("/?measure=rank").click_area("73")
    assert "province=73" in seen.page.url and "73.16" in seen.areas()
    seen.click_area("73.16")
    assert "region=73.16" in seen.page.url
    assert "Hanya Kabupaten Enrekang" in seen.text()
    seen.shoot("region-selected")
    seen.click_area("73.16")
    assert "region=" not in seen.page.url


def test_a_shared_link_restores_its_state(visit):
    seen = visit("/?province=73&measure=covered&group=formal&region=73.16&lang=en")
    assert "Only Kabupaten Enrekang" in seen.text() and "25,000" in seen.page.inner_text(".st-key-list_card")
    assert seen.page.url.endswith("/?province=73&measure=covered&group=formal&region=73.16&lang=en")


def test_a_link_with_unknown_codes_is_answered_calmly(visit):
    seen = visit("/?province=99&year=1999&measure=wealth")
    assert all(code in seen.text() for code in ("99", "1999", "wealth"))
    assert len(seen.areas()) == 38


def test_the_language_switch_changes_every_word(visit):
    seen = visit()
    seen.page.click('.st-key-f_lang button:has-text("EN")')
    seen.settle()
    assert seen.page.url.endswith("/?lang=en")
    assert seen.page.inner_text('[data-testid="stTopNavLink"] >> nth=0') == "Map"
    assert seen.page.inner_text(".st-key-f_year label") == "Year"
    assert seen.page.input_value(".st-key-f_year input") == "All years"


def test_a_figure_opens_its_sentence_and_closes_again(visit):
    seen = visit()
    marks = {"list": ".barlayer .trace >> nth=-1 >> .point path",
             "ranks": ".scatterlayer .trace:has(.point) >> nth=0 >> .point",
             "coverage": ".scatterlayer .trace:has(.point) >> nth=-1 >> .point",
             "targets": ".scatterlayer .trace:has(.point) >> nth=-1 >> .point"}  # fmt: skip
    for card, mark in marks.items():
        point = seen.page.locator(f".st-key-{card}_card {mark}").first
        point.evaluate("mark => mark.scrollIntoView({block: 'center'})")  # not below the header
        at = point.bounding_box()
        seen.page.mouse.click(at["x"] + min(at["width"] / 2, 40), at["y"] + at["height"] / 2)
        sentence = seen.page.wait_for_selector('[role="dialog"] blockquote').inner_text()
        words = seen.page.inner_text('[role="dialog"]')
        assert sentence.strip() and "Dibaca dengan aturan" in words and "tanggal terbit tidak diketahui" in words
        seen.shoot(f"evidence-{card}")
        seen.page.keyboard.press("Escape")
        seen.page.wait_for_selector('[role="dialog"]', state="detached")
        seen.settle()


def test_the_evidence_leads_to_its_article_and_back(visit):
    seen = visit("/?province=64&year=2023")
    seen.page.click(".st-key-alone_list button")
    seen.page.click('[role="dialog"] a:has-text("Lihat di artikelnya")')
    seen.page.wait_for_selector(".st-key-article")
    seen.settle()
    assert "/bukti?" in seen.page.url and "claim=" in seen.page.url and "year=2023" in seen.page.url
    assert "90,43 persen" in seen.page.inner_text(".st-key-article")
    seen.shoot("article")
    seen.page.go_back()
    seen.settle()
    assert len(seen.areas()) == 10 and seen.page.url.endswith("/?province=64&year=2023")


@pytest.mark.parametrize(
    "path, state",
    [
        ("/", State()),
        ("/?region=73.16&measure=rank", State(measure="rank", group="", region="73.16")),
        ("/?measure=covered&group=formal&lang=en", State("en", measure="covered", group="formal")),
    ],
)
def test_the_download_is_the_table_byte_for_byte(visit, tables, path, state):
    seen = visit(path)
    with seen.page.expect_download() as coming:
        seen.page.click(".st-key-download button")
    rows = table(tables, state)
    assert Path(coming.value.path()).read_bytes() == csv(rows)
    assert coming.value.suggested_filename.startswith(f"paritrana-{state.measure}")
    lines = shown(rows, tables, load_words(state.lang)).to_dicts()
    assert drawn(seen) == [[line[name] for name in FIRST] for line in lines][:PAGE]


def test_nothing_is_no_download(visit):
    assert visit("/?province=11").page.is_disabled(".st-key-download button")


def drawn(visit) -> list[list[str]]:
    """The cells of the table's first columns, as the browser shows them."""
    if not visit.page.query_selector('[data-testid="stDataFrame"]'):
        return []
    visit.page.locator('[data-testid="stDataFrame"]').scroll_into_view_if_needed()
    visit.page.wait_for_selector('[data-testid="stDataFrame"] tbody td', state="attached")
    lines = "[...document.querySelectorAll('[data-testid=stDataFrame] tbody tr')]"
    cells = f"{lines}.map(row => [...row.cells].map(cell => cell.textContent))"
    return [row[: len(FIRST)] for row in visit.page.evaluate(cells)]


def test_the_evidence_narrows_to_its_region(visit):
    seen = visit("/?province=73&measure=covered&group=formal")
    box = seen.page.locator(".st-key-list_card .barlayer .trace >> nth=-1 >> .point path").first.bounding_box()
    seen.page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2)
    seen.page.click('[role="dialog"] button:has-text("Hanya wilayah ini")')
    seen.page.wait_for_selector('[role="dialog"]', state="detached")
    seen.settle()
    assert "region=73." in seen.page.url and "Hanya Kabupaten" in seen.text()


def test_the_failed_check_leads_to_all_checks_and_on_to_the_evidence(visit):
    seen = visit()
    seen.page.click('.st-key-keys a:has-text("Lihat semua")')
    seen.page.wait_for_selector("text=Semua uji hitung")
    seen.settle()
    seen.page.click('//p[contains(., "Kepulauan Selayar, persen dan jumlah")]/following::a[1]')
    seen.page.wait_for_selector(".st-key-article")
    seen.settle()
    assert "claim=" in seen.page.url and "53 persen" in seen.page.inner_text(".st-key-article")


def test_a_promise_without_a_figure_opens_its_sentence(visit, tables):
    seen, wordy = visit(), tables.targets["target"].null_count()
    seen.page.click(f'summary:has-text("Janji tanpa angka ({wordy})")')
    seen.page.click('.st-key-targets_card [data-testid="stButtonGroup"] button >> nth=0')
    assert seen.page.wait_for_selector('[role="dialog"] blockquote').inner_text().strip()
    seen.shoot("promise")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector('[role="dialog"]', state="detached")
    seen.settle()


def test_every_page_keeps_the_filters(visit):
    seen = visit("/?province=73")
    for name, word in (("Bukti", "Yang dibaca"), ("Data & metode", "Semua uji hitung"), ("Peta", "Sulawesi Selatan")):
        seen.page.click(f'[data-testid="stTopNavLink"]:has-text("{name}")')
        seen.settle()
        seen.page.wait_for_selector(f"text={word}")
        assert "province=73" in seen.page.url
        seen.shoot(f"page-{name.split()[0].lower()}")
