"""What the app says of a region that has changed its province."""

from paritrana.app import evidence, say, view
from paritrana.app.state import State
from paritrana.words import load_words

ID, EN = load_words("id"), load_words("en")


def test_a_figure_of_then_is_told_with_its_province_of_then():
    assert evidence.then("96.71", 2019, ID) == (
        "Pada 2019 Kota Sorong masih termasuk Provinsi Papua Barat; sejak 8 Desember 2022 termasuk Papua Barat Daya "
        "(UU 29/2022). Tabel dan peta memakai provinsi sekarang."
    )
    assert "the province of Papua; since 25 July 2022" in evidence.then("93.01", 2021, EN)
    assert evidence.then("91", 2021, ID).replace("\\", "") == (
        "Pada 2021 Prov. Papua masih mencakup Papua Selatan, Papua Tengah dan Papua Pegunungan."
    )
    for code, year in (("96.71", 2023), ("96.71", None), ("73.16", 2001)):
        assert evidence.then(code, year, ID) == ""


def test_a_region_that_moved_says_so_in_a_line():
    assert evidence.moved("65.71", EN).startswith("Kota Tarakan: in the province of Kalimantan Timur until 16 November")
    assert evidence.moved("73.16", EN) == evidence.moved("65", EN) == evidence.moved("", EN) == ""


def test_the_list_names_the_contest_of_the_time(make_tables):
    tables = make_tables("96.71 rank 1 2019 provinsi", "96.01 rank 2 2019 provinsi")
    rows = view.figures(tables, State(measure="rank", group=""))
    assert set(rows["province"]) == {"Papua Barat Daya"}
    drawn = say.list_rows(State(measure="rank"), rows, ID)
    assert set(drawn["shown"]) | set(drawn["note"]) >= {"Papua Barat"}


def test_the_page_of_a_region_that_moved_has_the_line(app):
    page = app(region="96.71")
    assert any("Papua Barat sampai 8 Desember 2022" in caption.value for caption in page.caption)
