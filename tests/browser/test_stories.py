"""What people come for: a region's page, a comparison, a promise, a sentence, a file; Back undoes it."""

import io
import re
import zipfile
from urllib.parse import urljoin

import duckdb
import geopandas
import openpyxl
import polars as pl
import pytest
from PIL import Image
from pypdf import PdfReader

from paritrana.app import about
from paritrana.app.downloads import FORMATS, SUFFIX
from paritrana.app.evidence_page import LISTED
from paritrana.app.facts import profile
from paritrana.app.state import State
from paritrana.app.view import table
from paritrana.export.excel import headings
from paritrana.regions import all_regions
from paritrana.tables.build import build

CHOICE = "measure=covered&group=formal"


@pytest.fixture(scope="module")
def tables():
    return build()


@pytest.fixture(scope="module")
def chosen(tables):
    return table(tables, State(measure="covered", group="formal"))


def cells(visit, key: str) -> list[list[str]]:
    """The cells of a plain table."""
    visit.page.wait_for_selector(f".st-key-rows_{key} tbody td", state="attached")
    rows = f"[...document.querySelectorAll('.st-key-rows_{key} tbody tr')]"
    return visit.page.evaluate(f"{rows}.map(row => [...row.cells].map(cell => cell.textContent.trim()))")


def test_a_region_is_found_by_name_and_back_returns(visit, tables):
    seen = visit("/wilayah")
    seen.page.click(".st-key-f_region input")
    seen.page.keyboard.type("Enrekang")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert seen.page.url.endswith("/wilayah?region=73.16")
    assert len(cells(seen, "known")) >= tables.regions.filter(region_code="73.16", status="actual").height
    seen.page.go_back()
    seen.settle()
    assert "region=" not in seen.page.url and "Profil wilayah" in seen.text()


def test_a_figure_of_a_profile_leads_to_its_sentence_and_back_to_the_profile(visit):
    seen = visit("/wilayah?region=73.16")
    seen.page.click(".st-key-rows_known tbody a >> nth=0")
    seen.page.wait_for_selector(".st-key-chosen blockquote")
    seen.settle()
    assert "/bukti?" in seen.page.url and "claim=" in seen.page.url
    figure = seen.page.inner_text(".st-key-chosen blockquote strong")
    assert figure in seen.page.inner_text(".st-key-article_card")
    seen.page.click(".st-key-chosen a:has-text('Profil')")
    seen.page.wait_for_selector(".st-key-known_card")
    seen.settle()
    assert "/wilayah?region=73.16" in seen.page.url


def test_a_figure_in_the_text_points_to_what_was_read(visit):
    seen = visit("/bukti")
    seen.page.click(".st-key-article_card strong a, .st-key-article_card a:has(strong)")
    seen.page.wait_for_selector(".st-key-chosen")
    assert "claim=" in seen.page.url


def test_the_page_of_a_region_prints_on_one_sheet(visit, tables):
    fullest = max(tables.claims["region_code"].unique(), key=lambda code: profile(tables, code).known.height)
    for code in ("73.16", fullest):
        seen = visit(f"/wilayah?region={code}")
        seen.page.emulate_media(media="print", color_scheme="light")
        pages = PdfReader(io.BytesIO(seen.page.pdf(prefer_css_page_size=True, print_background=True))).pages
        assert len(pages) == 1, code
        text = pages[0].extract_text()
        assert all_regions()[code].name in text and "Sumber" in text and "Cetak" not in text


def test_a_printed_chart_fills_its_place(visit):
    seen = visit("/wilayah?region=61.04")
    seen.page.wait_for_selector(".st-key-time_card .main-svg")
    seen.page.emulate_media(media="print", color_scheme="light")
    seen.page.set_viewport_size({"width": 718, "height": 1047})  # A4 within its margins
    seen.page.wait_for_timeout(600)
    size = "(({width, height}) => [width, height])"
    box = size + "(document.querySelector('.st-key-time_card %s').getBoundingClientRect())"
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    drawn, place = (seen.page.evaluate(box % part) for part in (".main-svg", ".stPlotlyChart"))
    assert drawn == pytest.approx(place, rel=0.03)
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not seen.page.query_selector(".stretched")


def test_the_share_card_is_a_picture(visit):
    seen = visit("/wilayah?region=73.16")
    with seen.page.expect_download() as coming:
        seen.page.click(".st-key-share button")
    assert coming.value.suggested_filename == "paritrana-73.16.png"
    assert Image.open(coming.value.path()).size == (1200, 630)


def test_a_chart_is_taken_away_without_asking_the_server(visit):
    seen, taken = visit("/janji"), {}
    before = len(seen.asked)
    for kind in ("png", "svg"):
        with seen.page.expect_download() as coming:
            seen.page.click(f'.st-key-targets_card button[data-kind="{kind}"]')
        taken[kind] = coming.value.path().read_bytes()
    asked = [url for url in seen.asked[before:] if not url.startswith(("blob:", "data:"))]
    assert all(url.endswith(".woff2") for url in asked)
    image = Image.open(io.BytesIO(taken["png"]))
    assert image.width > 600 and len(image.convert("L").getcolors(256)) > 3
    assert b"<svg" in taken["svg"] and "Sumber:" in taken["svg"].decode()


def test_regions_side_by_side_are_in_the_address(visit):
    seen = visit("/banding?with=73.71&with=73.16")
    assert "Kota Makassar" in seen.text() and "Kabupaten Enrekang" in seen.text()
    seen.page.click('.st-key-ranks_card button:has-text("Tabel")')
    seen.page.wait_for_selector(".st-key-rows_ranks table")
    assert seen.page.url.endswith("/banding?with=73.71&with=73.16&table=ranks")
    assert {row[0] for row in cells(seen, "ranks")} <= {"Kota Makassar", "Enrekang"}
    seen.page.click(".st-key-f_with input")
    seen.page.keyboard.press("Escape")
    seen.page.keyboard.press("Backspace")
    seen.settle()
    assert seen.page.url.endswith("/banding?with=73.71&table=ranks")
    assert "Pilih satu daerah lagi" in seen.text()


def test_promises_by_outcome_and_due_year(visit, tables):
    seen = visit("/janji")
    outcome = tables.targets["outcome"].value_counts().sort("count", descending=True)["outcome"][0]
    n = tables.targets.filter(outcome=outcome).height
    seen.page.click(f".st-key-f_outcome button:has-text('({n})')")
    seen.settle()
    assert f"outcome={outcome}" in seen.page.url
    assert len(cells(seen, "ledger")) == min(n, 100)
    seen.page.go_back()
    seen.settle()
    assert "outcome" not in seen.page.url and len(cells(seen, "ledger")) == min(tables.targets.height, 100)


def test_the_checks_are_filtered_and_lead_to_their_sentence(visit, tables):
    seen = visit("/bukti?view=audit&check=fails")
    assert len(cells(seen, "checks")) == min(tables.audit.filter(outcome="fails").height, LISTED)
    seen.page.click(".st-key-rows_checks tbody a >> nth=0")
    seen.page.wait_for_selector(".st-key-chosen")
    assert "claim=" in seen.page.url


def test_a_choice_is_taken_in_every_format_and_says_the_same(visit, chosen):
    seen = visit(f"/data?{CHOICE}")
    assert f"{chosen.height} baris" in seen.text()
    for kind in FORMATS:
        with seen.page.expect_download() as coming:
            seen.page.click(f".st-key-take_{kind} button")
        assert coming.value.suggested_filename == "paritrana-covered-formal" + SUFFIX[kind]
        assert READERS[kind](coming.value.path(), chosen), kind


def _xlsx(path, chosen) -> bool:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book.worksheets[0]
    found = sheet.max_row - 1 == chosen.height and "Kamus" in book.sheetnames
    at = [cell.value for cell in sheet[1]].index(headings("claims", ["value"])[0])
    return found and [row[at].value for row in sheet.iter_rows(min_row=2)] == chosen["value"].to_list()


def _geojson(path, chosen) -> bool:
    frame = geopandas.read_file(io.BytesIO(path.read_bytes()))
    return set(frame["region_code"]) == set(chosen["region_code"]) and frame.geometry.is_valid.all()


def _zip(path, chosen) -> bool:
    archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    readme = archive.read("README.txt").decode()
    return len(archive.namelist()) == len(FORMATS) and "CC BY 4.0" in readme and "bukan nol" in readme


CODES = {"region_code": pl.String}
READERS = {
    "csv": lambda path, chosen: pl.read_csv(path, schema_overrides=chosen.schema).equals(chosen),
    "excel": lambda path, chosen: (
        pl.read_csv(path, separator=";", decimal_comma=True, infer_schema=False).height == chosen.height
    ),
    "xlsx": _xlsx,
    "parquet": lambda path, chosen: duckdb.sql(f"SELECT * FROM read_parquet('{path}')").pl().equals(chosen),
    "geojson": _geojson,
    "zip": _zip,
}


def test_files_stand_at_addresses_that_stay(visit, tables):
    seen = visit("/data")
    seen.page.wait_for_selector(".st-key-rows_files table")
    links = seen.page.evaluate("[...document.querySelectorAll('.st-key-all_card :is(td, p) a')].map(link => link.href)")
    assert len(links) == 3 * len(tables.frames()) + 5
    assert links[0] == urljoin(seen.server, "/app/static/data/claims.csv")
    for url in links:
        assert seen.page.request.get(url).ok, url
    dated = re.search(r"\S+/data/\d{4}\S+/", seen.text())[0]
    newest = seen.page.request.get(links[0]).body()
    assert seen.page.request.get(dated + "claims.csv").body() == newest


def test_the_programs_on_the_page_run(visit, tables, tmp_path, monkeypatch):
    seen = visit("/data")
    seen.page.wait_for_selector(".st-key-rows_files table")
    base = seen.server + "/app/static/data/"
    shown = seen.page.inner_text(".st-key-use_card")
    python = about.code(about.uses()["python"], base)
    assert base in shown and "import polars" in shown
    monkeypatch.setenv("POLARS_FMT_MAX_ROWS", "3")
    names: dict = {}
    exec(compile(python, "use.toml", "exec"), names)
    assert names["claims"].height == tables.claims.height and names["claims"]["region_code"].dtype == pl.String
    (tmp_path / "claims.parquet").write_bytes(seen.page.request.get(base + "claims.parquet").body())
    monkeypatch.chdir(tmp_path)
    found = duckdb.sql(about.code(about.uses()["duckdb"], base).partition("\n")[2].rstrip(";")).pl()
    assert found.height == tables.claims.filter(measure="coverage_share", status="actual").height
