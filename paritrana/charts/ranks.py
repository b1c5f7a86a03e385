"""Placings as ladders: one a province (zone, nation) and year, ties on the same place, nominees as open marks."""

import plotly.graph_objects as go
import polars as pl

from ..tables.clocks import dated
from ..words import Words
from .frame import EMPTY, NO_AXIS, ROW, SMALL, answering, figure, rules, text
from .palette import Palette

_ORDER = {"rank": 0, "coverage_rank": 1, "award": 2, "nominee": 3}
_SCOPES = {"nasional": 0, "zona": 1, "provinsi": 2, None: 3}
HEAD, NAME = 0.02, 0.085  # parts of the width


def rank_ladders(ranks: pl.DataFrame, words: Words, palette: Palette, most: int = 24) -> go.Figure | None:
    """Draw table `ranks`, newest ladders first, whole ladders up to about `most` marks. None for fewer than two."""
    if ranks.height < 2:
        return None
    lines, drawn = [], 0
    for ladder in ladders(ranks):
        if drawn and drawn + ladder.height > most:
            break
        lines += [None, *ladder.iter_rows(named=True)]
        drawn += ladder.height
    return _draw(lines, words, palette)


def ladders(ranks: pl.DataFrame) -> list[pl.DataFrame]:
    """The table cut into ladders, one a scope, area, year and kind, in the order they are drawn."""
    area = pl.when(pl.col("scope").is_in(["nasional", "zona"])).then(pl.lit("")).otherwise("province_code")
    kind = pl.col("measure") == "coverage_rank"
    cut = dated(ranks).with_columns(
        _area=area, _kind=kind,
        _scope=pl.col("scope").replace_strict(_SCOPES, default=3, return_dtype=pl.Int8),
        _order=pl.col("measure").replace_strict(_ORDER, return_dtype=pl.Int8),
    ).sort("year", "_scope", "_area", "_kind", "_order", "place", "region_code",
           descending=[True] + [False] * 6, nulls_last=True)  # fmt: skip
    keys = ["year", "_scope", "_area", "_kind"]
    return [part.drop("_area", "_kind", "_scope", "_order") for part in cut.partition_by(keys, maintain_order=True)]


def _draw(lines: list[dict | None], words: Words, palette: Palette) -> go.Figure:
    heads, marks = [], {"rank": [], "award": [], "nominee": []}
    for i, line in enumerate(lines):
        if line is None:
            heads.append((i, _head(lines[i + 1], words)))
        else:
            marks["rank" if line["place"] is not None else line["measure"]].append((i, line))
    n = len(lines)
    look = {
        "rank": dict(color=palette.accent, size=20),
        "award": dict(color=palette.accent, size=12),
        "nominee": dict(color=EMPTY, size=12, line=dict(color=palette.accent, width=1.5)),
    }
    traces = [rules([i - 0.5 for i, _ in heads if i], palette.rule),
              text([0] * len(heads), [i for i, _ in heads], [f"<b>{head}</b>" for _, head in heads])]  # fmt: skip
    for kind, rows in marks.items():
        if rows:
            y, claims = [i for i, _ in rows], [row for _, row in rows]
            traces += [
                answering(dict(type="scatter", mode="markers+text", x=[HEAD + 0.02] * len(y), y=y, marker=look[kind],
                            text=[row["place"] or "" for row in claims], textfont=dict(color=palette.panel, size=SMALL),
                            customdata=[row["claim_ids"] for row in claims],
                            hovertext=[_hover(row, words) for row in claims]), words),
                text([NAME] * len(y), y, [_name(row, words, palette) for row in claims]),
            ]  # fmt: skip
    return figure(
        traces, ROW * n, palette,
        xaxis=NO_AXIS | dict(range=[0, 1]), yaxis=NO_AXIS | dict(range=[n - 0.5, -0.5]),
    )  # fmt: skip


def _head(row: dict, words: Words) -> str:
    area = row["province"] if row["scope"] in ("provinsi", None) else words("scope." + row["scope"])
    kind = f" · {words.label('measure', row['measure'])}" if row["measure"] == "coverage_rank" else ""
    return f"{area} {words.year(row['year'])}{kind}"


def _name(row: dict, words: Words, palette: Palette) -> str:
    kind = "" if row["measure"] in ("rank", "coverage_rank") else words.label("measure", row["measure"])
    doubt = words("evidence.uncertain") if row["uncertain"] else ""
    notes = ", ".join(filter(None, [kind, words("rank.tied") if row["tied"] else "", doubt]))
    name = words.region(row["region"])
    return f'{name} <span style="color:{palette.muted};font-size:12px">{notes}</span>' if notes else name


def _hover(row: dict, words: Words) -> str:
    what = words.label("measure", row["measure"]) + (f" {row['place']}" if row["place"] is not None else "")
    scope = words.label("scope", row["scope"])
    return f"<b>{row['region']}</b><br>{', '.join(filter(None, [what, scope, words.year(row['year'])]))}"
