"""Promises with a figure: from a dot (where it stood) to an arrow head (the target), later evidence as a diamond."""

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .coverage import HEIGHT
from .frame import NO_AXIS, SMALL, answering, figure, rules, text
from .palette import Palette

WEST, EAST = -0.02, 1.025  # of a row's 0 to 1: marks at the ends must lie inside, or they cannot be clicked


def target_arrows(targets: pl.DataFrame, words: Words, palette: Palette, most: int = 8) -> go.Figure | None:
    """Draw the rows of table `targets` that have a figure, by due year, at most `most`. None for fewer than two.

    A percentage stands on 0 to 100; people or rupiah on 0 to their own target, for the sizes of regions differ.
    """
    rows = in_order(targets)
    if rows.height < 2:
        return None
    drawn = [_scaled(row) for row in rows.head(most).iter_rows(named=True)]
    n = len(drawn)
    known = [(i, row) for i, row in enumerate(drawn) if row["from"] is not None]
    later = [(i, row) for i, row in enumerate(drawn) if row["seen"] is not None]
    traces = [
        rules(list(range(n)), palette.rule),
        text([WEST] * n, [i - 0.27 for i in range(n)], [words.region(row["region"]) for row in drawn]),
        text([EAST] * n, [i - 0.27 for i in range(n)], [_promise(row, words) for row in drawn], "left"),
        text([WEST] * n, [i + 0.27 for i in range(n)], [_about(row, words) for row in drawn],
             textfont=dict(size=SMALL, color=palette.muted)),
        dict(type="scatter", mode="lines", line=dict(color=palette.accent, width=2),
             x=[v for _, row in known for v in (row["from"], row["to"], None)],
             y=[v for i, _ in known for v in (i, i, None)]),
        _marks(known, "from", "circle", palette.accent, 9, words, "baseline_claim_id"),
        _marks(list(enumerate(drawn)), "to", "triangle-right", palette.accent, 13, words, "claim_id"),
        _marks(later, "seen", "diamond", palette.warning, 10, words, "evidence_claim_id"),
    ]  # fmt: skip
    return figure(
        traces, HEIGHT * n, palette, margin=dict(l=0, r=0, t=0, b=0),
        xaxis=NO_AXIS | dict(range=[WEST, EAST]), yaxis=NO_AXIS | dict(range=[n - 0.45, -0.55]),
    )  # fmt: skip


def in_order(targets: pl.DataFrame) -> pl.DataFrame:
    """The rows that have a figure, in the order drawn: latest due year first, undated last."""
    rows = targets.filter(pl.col("target").is_not_null())
    return rows.sort("due_year", "region_code", "measure", descending=[True, False, False], nulls_last=True)


def _scaled(row: dict) -> dict:
    start = row["baseline"]
    end = row["target"] + (start or 0) if row["increment"] else row["target"]
    size = max(100.0, end) if row["unit"] == "percent" else max(end, start or 0, row["latest"] or 0)
    part = lambda value: None if value is None else round(value / size, 3) if size else 0.0  # noqa: E731
    return row | {"from": part(start), "to": part(end), "seen": part(row["latest"])}


def _marks(rows: list, at: str, symbol: str, colour: str, size: int, words: Words, claim: str) -> dict:
    return answering(dict(type="scatter", mode="markers", x=[row[at] for _, row in rows], y=[i for i, _ in rows],
                       marker=dict(symbol=symbol, size=size, color=colour),
                       customdata=[row[claim] or row["claim_id"] for _, row in rows],
                       hovertext=[_hover(row, at, words) for _, row in rows]), words)  # fmt: skip


def _target(row: dict, words: Words) -> str:
    return ("+" if row["increment"] else "") + words.figure(row["target"], row["unit"])


def _promise(row: dict, words: Words) -> str:
    start = "" if row["baseline"] is None else f"{words.figure(row['baseline'], row['unit'])} → "
    due = words("target.undated") if row["due_year"] is None else str(row["due_year"])
    return f"{start}<b>{_target(row, words)}</b> · {due}"


def _about(row: dict, words: Words) -> str:
    what = words.label("measure", row["measure"]) + (f", {words.label('group', row['group'])}" if row["group"] else "")
    doubt = words("evidence.uncertain") if row["uncertain"] else ""
    outcome = "" if row["outcome"] == "due_later" else words.label("outcome", row["outcome"])  # the year says it
    return " · ".join(filter(None, [what, outcome, doubt]))


def _hover(row: dict, at: str, words: Words) -> str:
    value, year = {
        "from": ("baseline", "baseline_year"),
        "to": ("target", "due_year"),
        "seen": ("latest", "latest_year"),
    }[at]
    shown = _target(row, words) if at == "to" else words.figure(row[value], row["unit"])
    return f"<b>{row['region']}</b><br>{words('target.' + at)}: {shown}, {words.year(row[year])}"
