"""Tables for Indonesian spreadsheets: Satu Data headings, words for codes, decimal comma, and no cell that runs."""

from __future__ import annotations

import io
from collections.abc import Mapping

import polars as pl

from ..dictionary import column, label, load_dictionary
from ..tables.silence import FAMILIES
from . import sheets as sheets_of
from .cells import safe

CODES = (
    "measure", "unit", "status", "group", "scope", "per", "outcome", "check", "denominator", "state",
)  # fmt: skip
BASIS = "year_basis"  # how the columns end that say where a year is known from
WIDTHS = dict.fromkeys(("quote", "quotes", "evidence_quote", "note_id", "note_en"), 60)
WIDTHS |= {"about": 80, "region": 26, "province": 22}


def worded(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as an Indonesian reader expects it: province before kabupaten/kota, labels for codes, ya and tidak.

    A row on a province has no kode_kabupaten_kota, as is the custom.
    """
    if "region_code" in frame.columns:
        local = pl.col("region_code") != pl.col("province_code")
        region = [pl.when(local).then(name).alias(name) for name in ("region_code", "region")]
        where = frame.columns.index("region_code")
        others = [name for name in frame.columns if name not in ("region_code", "region", "province_code", "province")]
        frame = frame.select(*others[:where], "province_code", "province", *region, *others[where:])
    labels = load_dictionary().codes
    kinds = {name: BASIS if name.endswith(BASIS) else name for name in frame.columns}
    if table == "silence":
        kinds |= dict.fromkeys(FAMILIES, "state")
    words = [
        pl.col(name).replace({code: word.id for code, word in labels[kind].items()})
        for name, kind in kinds.items()
        if kind in (*CODES, BASIS)
    ]
    flags = [
        pl.when(pl.col(name)).then(pl.lit(label("bool", "true"))).otherwise(pl.lit(label("bool", "false"))).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.Boolean
    ]
    return frame.with_columns(*words, *flags)


def headings(table: str, names: list[str]) -> list[str]:
    return [column(table, name).satu_data for name in names]


def excel_csv(table: str, frame: pl.DataFrame) -> bytes:
    """CSV that Indonesian Excel opens by a double click: BOM, semicolon, decimal comma.

    A text that a spreadsheet would run as a formula gets an apostrophe in front (`cells`).
    """
    frame = safe(worded(table, frame))
    frame.columns = headings(table, frame.columns)
    out = io.BytesIO()
    frame.write_csv(out, separator=";", decimal_comma=True, include_bom=True, float_scientific=False)
    return out.getvalue()


def workbook(frames: Mapping[str, pl.DataFrame], as_of: str, version: str, ours: bool = True) -> bytes:
    """An .xlsx with a sheet a table and the dictionary. The date inside is that of the data.

    What is not `ours`, but read from articles that a visitor brought, carries neither citation nor licence.
    """
    known = load_dictionary()
    sheets = []
    for table, frame in frames.items():
        frame = worded(table, frame)
        sheets.append(_sheet(known.tables[table].title_id, headings(table, frame.columns), frame))
    credits = [("Sitiran", known.dataset.citation("id", as_of, version)),
               ("Lisensi", f"{known.dataset.licence_title} ({known.dataset.licence_url})")] if ours else []  # fmt: skip
    sheets.append(_sheet("Kamus", *_dictionary_sheet(frames, credits)))
    made, about = f"{as_of or '1980'}-01-01"[:10], credits[0][1] if credits else ""
    return sheets_of.workbook(sheets, title=known.dataset.title_id, about=about, made=made)


def _sheet(name: str, titles: list[str], frame: pl.DataFrame) -> sheets_of.Sheet:
    widths = [WIDTHS.get(name, max(12, len(title) + 2)) for name, title in zip(frame.columns, titles, strict=True)]
    return sheets_of.Sheet(name, titles, widths, frame)


def _dictionary_sheet(
    frames: Mapping[str, pl.DataFrame], credits: list[tuple[str, str]]
) -> tuple[list[str], pl.DataFrame]:
    known = load_dictionary()
    rows = [("", "", "", *said) for said in [(known.dataset.title_id, known.dataset.about_id), *credits]]
    for table, frame in frames.items():
        rows.append((table, "", "", known.tables[table].title_id, known.tables[table].about_id))
        for name in frame.columns:
            entry = column(table, name)
            rows.append((table, name, entry.satu_data, entry.title_id, entry.about_id))
    for kind, codes in known.codes.items():
        rows += [("", kind, code, word.id, word.about_id) for code, word in codes.items()]
    names = ["table", "column", "heading", "title", "about"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return ["tabel", "kolom", "judul_kolom_atau_kode", "sebutan", "arti"], frame
