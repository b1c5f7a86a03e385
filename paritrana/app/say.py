"""What the map and the list say in words: titles, hover texts, labels, names of map classes."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

import polars as pl

from ..charts.frame import safe
from ..charts.map import OVER
from ..regions import all_regions, province_then
from ..tables.frames import Tables
from ..words import Words
from .once import once
from .state import State
from .view import FAIR, amount_classes, areas, local, one_order, ranked


class MapWords(NamedTuple):
    """All that `charts.map_chart` and its card need beside the outlines."""

    areas: pl.DataFrame
    classes: dict[int, str]
    title: str
    about: str
    alt: str


@once
def map_words(tables: Tables, state: State, rows: pl.DataFrame, words: Words) -> MapWords:
    """The areas of the map with class, hover and label, and the words around it."""
    one = local(state)
    units = areas(tables, state, rows)
    percent, placed = (rows["unit"] == "percent").any(), (rows["unit"] == "ordinal").any()
    if percent:
        names, klass, about = _share_classes(words), _share, words("map.about_regency" if one else "map.about_share")
    elif not one:
        names, klass, about = _count_classes(words), lambda value, n: min(n, 4), words("map.about_count")
    elif placed:
        names, klass, about = (
            _place_classes(words),
            lambda value, n: 5 - min(int(value or 5), 5),
            words("map.about_rank"),
        )
    else:
        bounds = amount_classes(units["value"])
        names, klass = _amount_classes(bounds, units["value"], rows, words)
        about = words("map.about_regency" if units["value"].count() else "map.about_named")
    filled = [row["state"] == "figure" for row in units.iter_rows(named=True)]
    units = units.with_columns(
        pl.Series("class", [klass(row["value"], row["n"]) if yes else None
                            for yes, row in zip(filled, units.iter_rows(named=True), strict=True)], dtype=pl.Int64),
        pl.Series("hover", [_area_hover(row, state, rows, words) for row in units.iter_rows(named=True)]),
        pl.Series("label", [words.number(row["value"]) if placed and one and yes and row["value"] else ""
                            for yes, row in zip(filled, units.iter_rows(named=True), strict=True)], dtype=pl.String),
        pl.Series("note", [_note(row, one, percent, words) for row in units.iter_rows(named=True)], dtype=pl.String),
        selected=pl.col("code") == (state.region if one else state.region[:2]),
    )  # fmt: skip
    measure, n = words.sentence(words.label("measure", state.measure)), rows["region_code"].n_unique()
    names_of = dict(measure=measure, n=words.number(n))
    title = words("map.title_none", **names_of) if not n else words("map.title_many", **names_of)
    if state.region:
        title = _one_title(measure, state, rows, words)
    elif n == 1:
        title = words("map.title_one", measure=measure, region=words.region(rows["region"][0]))
    hint = words("map.hint_region" if one else "map.hint_province")
    chosen = words("map.about_chosen") if state.region else ""
    return MapWords(units, names, title, " ".join(filter(None, [about, chosen, hint])), words("map.alt", **names_of))


def _one_title(measure: str, state: State, rows: pl.DataFrame, words: Words) -> str:
    """The title where a region is chosen: its figure, not the number of all."""
    name, own = words.region(all_regions()[state.region].name), rows.filter(region_code=state.region)
    if own.height == 0:
        return words("map.title_lacks", measure=measure, region=name)
    row = own.row(0, named=True)
    if row["value"] is None:
        return words("map.title_named", measure=measure, region=name)
    return words("map.title_figure", measure=measure, region=name, value=words.said(row), year=words.year(row["year"]))


def _note(row: dict, one: bool, percent: bool, words: Words) -> str:
    """Whose figures colour a province that has none of its own: a name, or how many regencies and cities."""
    if one or not percent or row["state"] != "figure" or row["own"]:
        return ""
    return words.region(row["names"][0]) if row["n"] == 1 else words("map.parts", n=words.number(row["n"]))


def _share(value: float | None, n: int) -> int | None:
    return None if value is None else OVER if value > 100 else min(int(value // 20), 4)


def _share_classes(words: Words) -> dict[int, str]:
    steps = {i: words("class.share", low=20 * i, high=20 * i + 20) for i in range(5)}
    return steps | {OVER: words("class.over")}


def _count_classes(words: Words) -> dict[int, str]:
    return {n: words("class.count", n=n) for n in range(1, 4)} | {4: words("class.count_last", n=4)}


def _place_classes(words: Words) -> dict[int, str]:
    return {5 - n: words("class.place", n=n) for n in range(1, 5)} | {0: words("class.place_last", n=5)}


def _amount_classes(bounds: list[float], values: pl.Series, rows: pl.DataFrame, words: Words):
    if not values.count():
        return {2: words("class.named")}, lambda value, n: 2
    unit = rows["unit"][0]
    edges, first = [0, *bounds, values.max()], 4 - len(bounds)  # the highest class is always the strongest colour
    names = {first + i: words("class.amount", low=words.figure(low, unit), high=words.figure(high, unit))
             for i, (low, high) in enumerate(zip(edges, edges[1:], strict=False))}  # fmt: skip
    return names, lambda value, n: first + sum((value or 0) > bound for bound in bounds)


def _area_hover(row: dict, state: State, rows: pl.DataFrame, words: Words) -> str:
    if row["state"] != "figure":
        return words("map.hover_" + row["state"])
    unit = rows["unit"][0]
    if row["value"] is None and not local(state) and row["n"] > 0 and unit is not None:
        return words("map.counted", n=words.number(row["n"]), names=words.names(map(words.region, row["names"])))
    if row["value"] is None:
        return words("map.named")
    if row["n"] > 1 and unit == "percent" and not row["own"]:
        if row["n"] >= FAIR:
            return words("map.median", value=words.figure(row["value"], unit), n=words.number(row["n"]))
        spread = words.range(row["low"], row["high"], unit)
        return words("map.spread", value=spread, names=words.names(map(words.region, row["names"])))
    whose = "" if local(state) else f"{words.region(row['names'][0])}: "
    return f"{whose}{words.figure(row['value'], unit, short=False)} ({words.year(row['year'])})"


@once
def list_rows(state: State, rows: pl.DataFrame, words: Words, failed: Set[str] = frozenset()) -> pl.DataFrame:
    """The rows of `charts.ranked_list`; `failed` are the claims of a failed check."""
    rows, ordered = ranked(rows), one_order(rows)
    most = 100.0 if (rows["unit"] == "percent").any() else rows["value"].max()
    drawn = []
    for row in rows.iter_rows(named=True):
        placed = row["unit"] == "ordinal"
        contest = words.label("scope", row["scope"])
        if row["scope"] == "provinsi":
            contest = province_then(row["region_code"], row["year"]) or row["province"]
        where = contest if ordered else words.said(row) if placed else words("list.articles", n=row["articles"])
        mark = "⚠ " if row["claim_id"] in failed else ""
        exact = "" if row["value"] is None else words.figure(row["value"], row["unit"], short=False)
        others = row["others"] and row["low"] != row["high"]
        spread = words("figure.range", low=words.figure(row["low"], row["unit"]),
                       high=words.figure(row["high"], row["unit"])) if others else ""  # fmt: skip
        what = words.label("group", row["group"]) or words.label("scope", row["scope"])
        of = words("list.of", of=words.label("denominator", row["denominator"])) if row["denominator"] else ""
        doubt = words("evidence.uncertain") if row["uncertain"] else ""
        lines = [f"<b>{safe(row['region'])}</b>, {row['province']}", " · ".join(filter(None, [exact, what])), of,
                 spread, doubt, words("list.fails") if mark else ""]  # fmt: skip
        drawn.append(dict(
            place="" if row["place"] is None or not ordered else words.number(row["place"]),
            name=words.region(row["region"]), note=contest if placed and not ordered else "",
            when=words.year(row["year"]),
            shown=where if placed or row["value"] is None else mark + words.said(row),
            part=None if placed or row["value"] is None or not most else min(row["value"] / most, 1.0),
            doubtful=bool(mark) or (row["unit"] == "percent" and (row["value"] or 0) > 100),
            selected=row["region_code"] == state.region,
            hover="<br>".join(filter(None, lines)), claim_ids=row["claim_id"], code=row["region_code"],
        ))  # fmt: skip
    return pl.DataFrame(drawn, infer_schema_length=None)
