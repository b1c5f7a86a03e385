"""The map page in a real Chromium: drawn, filtered, clicked, played, shared, downloaded."""

import re
from pathlib import Path

import polars as pl
import pytest

from paritrana.app.state import State
from paritrana.app.table_card import shown
from paritrana.app.view import areas, csv, figures, table, years_told
from paritrana.tables.build import build
from paritrana.words import load_words

FIRST = ["region", "value", "unit", "year"]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def tables():
    return build()


@pytest.fixture(scope="module")
def year(tables):
    """A year in the middle of those with shares."""
    told = years_told(tables, State())
    return told[len(told) // 2 - 1] if len(told) > 2 else told[0]


def test_the_first_screen_holds_filters_figures_map_and_list(visit):
    seen = visit()
    assert len(seen.areas()) == 38
    for part in (".st-key-filters", ".st-key-keys", ".st-key-map_box", ".st-key-legend", ".st-key-list_card h4"):
        box = seen.page.query_selector(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900, part


def test_the_three_states_of_the_map_differ_without_colour(visit, tables):
    seen = visit()
    drawn = dict(areas(tables, State(), figures(tables, State()))["state"].value_counts().iter_rows())
    fills = seen.page.evaluate("""[...document.querySelectorAll('.st-key-map_box .trace.choropleth:first-child path')]
        .map(path => getComputedStyle(path).fill)""")
    rings = seen.page.locator(".st-key-map_box .scattergeo .trace, .st-key-map_box .trace.scattergeo").first
    assert sum(not fill.replace(" ", "").endswith(",0)") for fill in fills) == drawn["figure"]
    assert rings.locator(".point").count() == drawn["articles"]
    legend = seen.page.inner_text(".st-key-legend").replace(NBSP, " ")
    assert f"ada artikel, belum ada angka ini ({drawn['articles']})" in legend
    assert f"belum ada artikel ({drawn.get('none', 0)})" in legend


def test_a_filter_narrows_everything_and_back_undoes_it(visit, tables, year):
    seen = visit().choose("year", year)
    assert seen.page.url.endswith(f"/?year={year}")
    seen.choose("province", "Kalimantan Timur")
    assert seen.page.url.endswith(f"/?province=64&year={year}")
    assert len(seen.areas()) == 10
    seen.page.go_back()
    seen.settle()
    assert len(seen.areas()) == 38 and f"year={year}" in seen.page.url


def test_a_click_opens_a_province_and_another_selects_a_region(visit):
    seen = visit("/?measure=rank").click_area("73")
    assert "province=73" in seen.page.url and "73.16" in seen.areas()
    seen.click_area("73.16")
    assert "region=73.16" in seen.page.url
    assert seen.page.input_value(".st-key-f_region input") == "Kabupaten Enrekang"
    seen.shoot("region-selected")
    seen.click_area("73.16")
    assert "region=" not in seen.page.url


def test_finding_a_region_zooms_to_its_province(visit):
    seen = visit()
    seen.page.click(".st-key-f_region input")
    seen.page.keyboard.type("Kota Ambon")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert seen.page.url.endswith("/?province=81&region=81.71") and len(seen.areas()) == 11


def test_every_kabupaten_and_kota_can_be_shown_and_found(visit, tables):
    seen = visit("/?level=kabupaten")
    assert len(seen.areas()) == 38  # those without an article, a province at a time; the others one by one
    drawn = seen.page.evaluate("document.querySelector('.st-key-map_box .js-plotly-plot').data[1].locations")
    assert len(drawn) == tables.claims.filter(pl.col("region_code").str.len_chars() > 2)["region_code"].n_unique()
    seen.shoot("map-kabupaten")
    seen.page.click(".st-key-as_map button:has-text('Tabel')")
    seen.page.wait_for_selector(".st-key-rows_map table")
    assert "73.16" in seen.page.inner_text(".st-key-rows_map")


def test_the_years_play_and_stop(visit, tables):
    told = years_told(tables, State())
    seen = visit(f"/?year={told[-3]}")
    seen.page.click(".st-key-play button")
    seen.page.wait_for_function(f"location.href.endsWith('year={told[-1]}')", timeout=40_000)
    assert seen.page.inner_text(".st-key-play").strip().endswith("Putar")


def test_a_change_draws_every_figure_once(visit):
    seen = visit("/")
    seen.page.evaluate("""() => {
        window.drawn = new Map();
        new MutationObserver(changes => changes.forEach(({ target }) => {
            if (target.closest(".choroplethlayer, .barlayer")) drawn.set(target, (drawn.get(target) || 0) + 1);
        })).observe(document.body, { subtree: true, attributeFilter: ["d"] });
    }""")
    seen.page.click(".st-key-f_year input")
    seen.page.keyboard.type("2024")
    seen.page.keyboard.press("Enter")
    seen.settle().page.wait_for_timeout(500)
    times = seen.page.evaluate("[...drawn.values()]")
    assert len(times) > 38 and set(times) == {1}


def test_map_and_list_light_up_together(visit):
    seen = visit("/?province=73&measure=covered&group=formal")
    box = seen.page.locator(".st-key-list_card .barlayer .trace >> nth=0 >> .point path").first.bounding_box()
    seen.page.mouse.move(box["x"] + 30, box["y"] + 10)
    seen.page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2, steps=3)
    seen.page.wait_for_selector(".st-key-map_box path.alike", state="attached")


def test_a_shared_link_restores_its_state(visit):
    path = "/?province=73&measure=covered&group=formal&region=73.16&lang=en"
    seen = visit(path)
    assert seen.page.input_value(".st-key-f_region input") == "Kabupaten Enrekang"
    assert "25,000" in seen.page.inner_text(".st-key-list_card")
    assert seen.page.url.endswith(path)


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


def test_a_click_on_the_list_chooses_the_region_on_the_map_too(visit):
    seen = visit("/?province=73&measure=covered&group=formal")
    rows = seen.page.locator(".st-key-list_card .barlayer .trace >> nth=0 >> .point path")
    regions = rows.count()

    def click(n: int) -> None:
        box = rows.nth(n).bounding_box()
        seen.page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2)
        seen.page.wait_for_timeout(600)
        seen.settle()

    click(1)
    code = re.search(r"region=(73\.\d\d)", seen.page.url)[1]
    outlined = "document.querySelector('.st-key-map_box .js-plotly-plot').data.at(-1).locations"
    assert seen.page.evaluate(outlined) == [code]
    assert rows.count() == regions > 1
    tinted = [row.evaluate("path => getComputedStyle(path).fillOpacity") for row in rows.all()]
    assert [opacity != "0" for opacity in tinted] == [n == 1 for n in range(regions)]
    seen.shoot("region-chosen-in-the-list")
    seen.page.click(".st-key-alone_list button")
    assert seen.page.wait_for_selector('[role="dialog"] blockquote').inner_text().strip()
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector('[role="dialog"]', state="detached")
    click(1)
    assert "region=" not in seen.page.url and rows.count() == regions


def test_a_figure_opens_its_sentence_and_closes_again(visit):
    seen = visit("/?province=73&measure=covered&group=formal")
    point = seen.page.locator(".st-key-ranks_card .scatterlayer .trace:has(.point) >> nth=0 >> .point").first
    point.evaluate("mark => mark.scrollIntoView({block: 'center'})")  # not below the header
    at = point.bounding_box()
    seen.page.mouse.click(at["x"] + min(at["width"] / 2, 40), at["y"] + at["height"] / 2)
    sentence = seen.page.wait_for_selector('[role="dialog"] blockquote').inner_text()
    assert sentence.strip() and "Lihat di artikelnya" in seen.page.inner_text('[role="dialog"]')
    seen.shoot("evidence")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector('[role="dialog"]', state="detached")
    seen.settle()


def test_the_evidence_leads_to_its_article_and_to_the_region(visit):
    seen = visit("/?province=73&measure=covered&group=formal")
    point = seen.page.locator(".st-key-ranks_card .scatterlayer .trace:has(.point) >> nth=0 >> .point").first
    point.evaluate("mark => mark.scrollIntoView({block: 'center'})")
    at = point.bounding_box()
    seen.page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    seen.page.click('[role="dialog"] a:has-text("Lihat di artikelnya") >> nth=0')
    seen.page.wait_for_selector(".st-key-article_card")
    seen.settle()
    assert "/bukti?" in seen.page.url and "claim=" in seen.page.url and "province=73" in seen.page.url
    seen.page.go_back()
    seen.settle()
    assert "province=73" in seen.page.url and "group=formal" in seen.page.url


@pytest.mark.parametrize("path, state", [
    ("/", State()),
    ("/?measure=covered&group=formal&lang=en", State("en", measure="covered", group="formal")),
])  # fmt: skip
def test_the_download_is_the_table_byte_for_byte(visit, tables, path, state):
    seen = visit(path)
    with seen.page.expect_download() as coming:
        seen.page.click(".st-key-download button")
    rows = table(tables, state)
    assert Path(coming.value.path()).read_bytes() == csv(rows)
    assert coming.value.suggested_filename.startswith(f"paritrana-{state.measure}")
    lines = shown(rows, tables, load_words(state.lang)).to_dicts()[:6]
    assert drawn(seen) == [[line[name] for name in FIRST] for line in lines]


def drawn(visit) -> list[list[str]]:
    """The cells of the table's first columns, as the browser shows them."""
    visit.page.locator('[data-testid="stDataFrame"]').scroll_into_view_if_needed()
    visit.page.wait_for_selector('[data-testid="stDataFrame"] tbody td', state="attached")
    lines = "[...document.querySelectorAll('[data-testid=stDataFrame] tbody tr')]"
    cells = f"{lines}.map(row => [...row.cells].map(cell => cell.textContent))"
    return [row[: len(FIRST)] for row in visit.page.evaluate(cells)]


def test_every_page_keeps_the_filters(visit):
    seen = visit("/?province=73")
    for name in ("Banding", "Janji", "Bukti", "Data", "Metode", "Peta"):
        seen.page.click(f'[data-testid="stTopNavLink"]:has-text("{name}")')
        seen.page.wait_for_url(lambda url, name=name: (name.lower() in url or name == "Peta") and "province=73" in url)
        seen.settle()
