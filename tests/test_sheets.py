"""The workbook's own writer: what is put in comes out again, in whatever reads it."""

import datetime
import io
import zipfile
from xml.etree import ElementTree

import fastexcel
import polars as pl
import pytest

from paritrana.export.sheets import MAIN, MOST, Sheet, workbook

TEXTS = [
    "=SUM(A1)", "@nama", "a & b < c > d", 'kata "kutip"', " ruang di tepi ", "baris\nbaru", "tab\tdi sini", "", None,
    "_x0041_ bukan A", "Ñandú 😀", "x" * (MOST + 5),
]  # fmt: skip


def made_of(frame, name="Lembar", **more):
    sheet = Sheet(name, [f"h{n}" for n in range(frame.width)], [12] * frame.width, frame)
    return workbook([sheet], **({"title": "Judul & <sub>", "about": "Sitiran", "made": "2024-04-24"} | more))


def back(raw, name="Lembar", **how):
    return fastexcel.read_excel(raw).load_sheet(name, **how).to_polars()


def cells(raw):
    """Cell -> (type, style, content) of the first sheet, texts as they stand in the list of texts."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        texts = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    texts = [item.text or "" for item in texts.iter(f"{{{MAIN}}}t")]
    found = {}
    for cell in sheet.iter(f"{{{MAIN}}}c"):
        value = cell.find(f"{{{MAIN}}}v")
        if value is not None:
            kind = cell.get("t")
            found[cell.get("r")] = kind, cell.get("s"), texts[int(value.text)] if kind == "s" else value.text
    return found


def test_texts_stay_what_they_are():
    frame = pl.DataFrame({"text": TEXTS, "n": range(len(TEXTS))})
    read = back(made_of(frame), dtypes={0: "string"})["h0"].to_list()
    assert [text or "" for text in read[:9]] == [text or "" for text in TEXTS[:9]]
    assert read[10:] == [TEXTS[10], "x" * MOST]
    assert cells(made_of(frame))["A11"] == ("s", None, "_x005F_x0041_ bukan A")  # ECMA-376: the escape's escape


def test_characters_that_xml_has_not_are_escaped():
    frame = pl.DataFrame({"text": ["a\x00b\x1f\r\uffff"]})
    assert cells(made_of(frame))["A2"][2] == "a_x0000_b_x001F__x000D__xFFFF_"


def test_numbers_dates_and_nothing():
    days = [datetime.date(2024, 2, 29), None, datetime.date(1900, 3, 1)]
    frame = pl.DataFrame({"n": [1, None, -3], "x": [90.43, 148_510_000_000.0, None], "day": days})
    raw, made = made_of(frame), cells(made_of(frame))
    assert back(raw, dtypes={2: "date"}).rows() == [(1, 90.43, days[0]), (None, 1.4851e11, None), (-3, None, days[2])]
    assert made["C2"] == (None, "2", "45351") and {"A3", "B4", "C3"}.isdisjoint(made)


def test_columns_after_z_and_headings():
    frame = pl.DataFrame({f"c{n}": [n] for n in range(60)})
    assert back(made_of(frame)).row(0) == tuple(range(60))
    assert {"Z2", "AA2", "AZ2", "BA2", "BH2"} <= set(cells(made_of(frame)))


def test_an_empty_table_is_a_heading():
    frame = pl.DataFrame(schema={"a": pl.String, "b": pl.Float64})
    assert back(made_of(frame)).columns == ["h0", "h1"]


def test_sheets_share_their_texts_and_keep_them_apart():
    one, two = pl.DataFrame({"a": ["x", "y"], "b": ["y", None]}), pl.DataFrame({"a": ["z", "y", "x"]})
    sheets = [Sheet("Satu & dua", ["a", "b"], [9, 9], one), Sheet("Tiga", ["a"], [9], two)]
    raw = workbook(sheets, title="", about="", made="2024-01-01")
    assert fastexcel.read_excel(raw).sheet_names == ["Satu & dua", "Tiga"]
    assert back(raw, "Satu & dua").rows() == one.rows() and back(raw, "Tiga").rows() == two.rows()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert parts.read("xl/sharedStrings.xml").count(b"<si>") == 3


def test_more_rows_than_a_sheet_has_are_cut(monkeypatch):
    monkeypatch.setattr("paritrana.export.sheets.ROWS", 5)
    assert sorted(cells(made_of(pl.DataFrame({"n": range(9)})))) == ["A2", "A3", "A4", "A5"]


def test_it_says_what_it_is_and_names_the_day_of_the_data():
    raw = made_of(pl.DataFrame({"a": [1]}))
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        core = ElementTree.fromstring(parts.read("docProps/core.xml"))
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
    assert [item.text for item in core] == ["Judul & <sub>", "Sitiran", "2024-04-24T00:00:00Z"]


@pytest.mark.parametrize("part", ["autoFilter", "pane", "cols"])
def test_headings_stay_in_sight_and_filter(part):
    with zipfile.ZipFile(io.BytesIO(made_of(pl.DataFrame({"a": [1], "b": [2]})))) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    (found,) = sheet.iter(f"{{{MAIN}}}{part}")
    names = [name.text for name in book.iter(f"{{{MAIN}}}definedName")]
    assert part != "autoFilter" or [found.get("ref"), *names] == ["A1:B2", "'Lembar'!$A$1:$B$2"]
