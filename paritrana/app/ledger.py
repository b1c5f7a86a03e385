"""The ledger of promises as rows of words, for every page that shows promises."""

from __future__ import annotations

import polars as pl

from ..tables.frames import Tables
from ..words import Words
from . import nav
from .chart_card import Row
from .markup import link, plain

SIGNS = {"kept": "✓", "missed": "✕", "due_later": "◷", "no_later_evidence": "?"}  # an outcome without colour


def ledger_rows(targets: pl.DataFrame, tables: Tables, words: Words) -> list[Row]:
    """Rows of table `targets` in words, soonest due last, undated at the end; the figures lead to their sentences."""
    rows = targets.sort("due_year", "region_code", "measure", descending=[True, False, False], nulls_last=True)
    return [_row(row, tables, words) for row in rows.iter_rows(named=True)]


def _row(row: dict, tables: Tables, words: Words) -> Row:
    what = words.caption(words.label("measure", row["measure"]), words.label("group", row["group"]))
    publisher = tables.texts[row["article"]].publisher or words("evidence.no_publisher")
    return {
        words("column.region"): link(
            words.region(row["region"]), nav.address("wilayah", region=row["region_code"], provinces=())
        ),
        words("column.promise"): _figure("target", row, words)
        if row["target"] is not None
        else plain(row["label"] or "–"),
        words("column.what"): plain(what),
        words("column.due"): words("target.undated") if row["due_year"] is None else str(row["due_year"]),
        words("column.from"): _when("baseline", "baseline_claim_id", row, words),
        words("column.later"): _when("latest", "evidence_claim_id", row, words),
        words("column.outcome"): outcome(row["outcome"], words),
        words("column.source"): link(publisher, nav.of_claim(row["claim_id"])),
    }


def outcome(code: str, words: Words) -> str:
    """An outcome with its sign."""
    return f"{SIGNS[code]} {words.label('outcome', code)}"


def _figure(name: str, row: dict, words: Words) -> str:
    sign = "+" if row["increment"] and name == "target" else ""
    return plain(sign + words.figure(row[name], row["unit"]))


def _when(name: str, claim: str, row: dict, words: Words) -> str:
    if row[name] is None:
        return "–"
    said = f"{words.figure(row[name], row['unit'])} ({words.year(row[f'{name}_year'])})"
    return link(said, nav.of_claim(row[claim])) if row[claim] else plain(said)
