"""The page for a visitor's own articles, without a browser: paste, upload, correct, draw, take away."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from paritrana.app import evidence, filters
from paritrana.app.read_dialog import number
from paritrana.articles.limits import VISIT
from paritrana.paths import ROOT

TEXT = (
    "Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.\n\n"
    "Sebanyak 12.000 nelayan di Kota Ambon menjadi peserta BPJS Ketenagakerjaan pada 2022."
)


@pytest.fixture
def page(monkeypatch) -> AppTest:
    """The app, opened on this page."""
    monkeypatch.setattr("paritrana.app.downloads.publish", lambda *given, **named: None)
    asked = filters._asked
    monkeypatch.setattr(filters, "_asked", lambda: (asked()[0], "baca", False))
    source = (ROOT / "streamlit_app.py").read_text().replace("default=not path", "default=path == 'baca'")
    return ran(AppTest.from_string(source, default_timeout=60))


def ran(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception, page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    next(button for button in page.button if button.key.split(":")[0] == key).click()
    return ran(page)


def field(page: AppTest, kind: str, name: str):
    return next(item for item in getattr(page, kind) if re.fullmatch(rf"own_{name}_\d+", item.key or ""))


def pasted(page: AppTest, text: str = TEXT) -> AppTest:
    field(page, "text_area", "text").set_value(text)
    return press(page, "own_paste")


def said(page: AppTest) -> str:
    parts = (element.value for kind in ("markdown", "caption", "info", "error") for element in getattr(page, kind))
    return re.sub(r"\\(.)", r"\1", "\n".join(parts))


def test_a_pasted_text_is_marked_in_place_with_what_was_read(page):
    assert "tidak disimpan" in said(page) and not page.get("plotly_chart")
    told = said(pasted(page))
    assert "**1** artikel · **2** angka" in told
    assert re.search(r"\[\*\*12\.000\*\*\]\(<baca\?[^>]*claim=\w+> \"Kota Ambon", told), told
    assert page.get("plotly_chart")
    assert field(page, "text_area", "text").value == ""


def test_a_text_that_is_none_is_refused_in_one_line_and_stays(page):
    told = said(pasted(page, "..."))
    assert "text-1: tidak ada teks; isi dengan" in told and field(page, "text_area", "text").value == "..."


def test_more_files_than_fit_are_given_back_unread(page, monkeypatch):
    monkeypatch.setattr("paritrana.app.read_page.VISIT", VISIT._replace(together=10))
    page.file_uploader[0].set_value([("a.txt", TEXT.encode(), "text/plain")])
    told = said(ran(page))
    assert "tidak ada yang dibaca" in told and not page.file_uploader[0].value


def test_filters_show_what_was_read(page):
    page.session_state.state = page.session_state.state._replace(provinces=("64",))
    pasted(page)
    state = page.session_state.state
    assert state.provinces == () and state.measure in ("covered", "rank")


def test_a_claim_is_amended_rejected_and_added(page):
    pasted(page)
    claim = next(c for c in page.session_state.own.corrected().claims if c.measure == "covered")
    page.session_state.state = page.session_state.state._replace(claim=claim.claim_id)
    press(ran(page), "own_amend")
    field(page, "text_input", "value").set_value("13.000")
    field(page, "text_input", "reason").set_value("Kata kalimatnya.")
    ran(page)
    next(b for b in page.button if b.key.startswith("own_save")).click()
    ran(page)
    own = page.session_state.own
    assert 13000.0 in [c.value for c in own.corrected().claims] and own.corrections[0].action == "amend"
    assert "Kata kalimatnya." in said(page)
    press(page, "own_undo_0")
    assert not own.corrections
    press(page, "own_add")
    field(page, "selectbox", "sentence").set_value(TEXT.split("\n\n")[1])
    ran(page)
    field(page, "selectbox", "is_region").set_value("Kota Tual")
    field(page, "text_input", "value").set_value("12 ribu")
    field(page, "text_input", "year").set_value("2022")
    field(page, "text_input", "reason").set_value("Ada.")
    ran(page)
    next(b for b in page.button if b.key.startswith("own_save")).click()
    ran(page)
    added = own.corrected().claims[-1]
    assert (added.region, added.value, added.year, added.year_basis) == ("Kota Tual", 12000.0, 2022, "stated")


def test_over_the_published_ones(page):
    pasted(page)
    own = page.session_state.own
    key_figures = said(page)
    page.button_group(key="f_over").set_value([True])
    ran(page)
    assert said(page) != key_figures and len(own._tables) == 2


def test_nothing_of_it_goes_into_a_cache_that_outlives_the_visit(page, monkeypatch):
    figures = []
    monkeypatch.setattr(evidence, "_built", lambda key, make: figures.append(key))
    pasted(page)
    assert figures == [] and page.get("plotly_chart")


@pytest.mark.parametrize(
    "text, lang, value",
    [("25.000", "id", 25000), ("25,000", "en", 25000), ("90,43", "id", 90.43), ("Rp600,1 juta", "id", 600_100_000),
     ("dua", "id", None), ("", "id", None), ("1 dari 2", "id", None)],
)  # fmt: skip
def test_a_figure_as_a_person_types_it(text, lang, value):
    assert number(text, lang) == value


def test_uploaded_files_are_read_on_a_press_of_the_button(page):
    page.file_uploader[0].set_value([("a.txt", TEXT.encode(), "text/plain"), ("b.bin", b"x", "x")])
    told = said(press(ran(page), "own_upload"))
    assert "**1** artikel" in told and not page.file_uploader[0].value
    assert [code.value for code in page.code] == [
        "b.bin: jenis berkas ini tidak dibaca di sini; unggah .csv, .htm, .html, .jsonl, .md, .parquet, .txt atau .zip"
    ]
    page.session_state.state = page.session_state.state._replace(lang="en")
    assert "b.bin: no kind of file that is read here; bring .csv" in ran(page).code[0].value


@pytest.mark.parametrize(
    ("lang", "line"),
    [("id", "tidak mengubah apa-apa: pembaca sudah membacanya begitu; hapus koreksi ini"),
     ("en", "changes nothing: the reader says so already; delete the entry")],
)  # fmt: skip
def test_a_correction_that_changes_nothing_is_refused_in_the_language_of_the_page(page, lang, line):
    pasted(page)
    claim = page.session_state.own.corrected().claims[0]
    page.session_state.state = page.session_state.state._replace(claim=claim.claim_id, lang=lang)
    press(ran(page), "own_amend")
    field(page, "text_input", "reason").set_value("Ada.")
    ran(page)
    next(b for b in page.button if b.key.startswith("own_save")).click()
    ran(page)
    assert [re.sub(r"\\(.)", r"\1", error.value) for error in page.error] == [line]
