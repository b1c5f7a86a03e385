"""What the front page says in words: key figures, titles that are findings, hover texts, names of map classes."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from ..charts.frame import safe
from ..charts.map import OVER
from ..tables.frames import Tables
from ..words import Words
from .state import ALL, State
from .view import amount_classes, areas, ranked, within


class MapWords(NamedTuple):
    """All that `charts.map_chart` and its card need beside the outlines."""

    areas: pl.DataFrame
    classes: dict[int, str]
    title: str
    about: str
    alt: str


def key_figures(tables: Tables, state: State, rows: pl.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """(number, what it counts, of how many and when) for the row under the filters."""
    claims = within(tables.claims, state, region=False)
    names = claims["article"].unique()
    articles = tables.articles.filter(pl.col("article").is_in(names.implode()))
    found = [
        (words.number(claims["region_code"].n_unique()), words("key.regions"), words("key.regions_of",
            total=words.number(governments(state)), years=words.span(claims["year"]))),
        (words.number(names.len()), words("key.articles"), words("key.articles_of", claims=words.number(claims.height),
            corrected=words.number(articles["corrected"].sum()))),
    ]  # fmt: skip
    said = dict(measure=words.label("measure", state.measure))
    basis = dict(n=words.number(rows["region_code"].n_unique()), years=words.span(rows["year"]))
    if rows.height and (rows["unit"] == "percent").all():
        median = words.figure(rows["value"].median(), "percent")
        found.append((median, words("key.median"), words("key.median_of", **said, **basis)))
    else:
        found.append((basis["n"], words("key.measure", **said), words("key.measure_of", **basis)))
    promises = within(tables.targets, state, year="due_year", region=False)
    outcomes = dict(promises["outcome"].value_counts().iter_rows())
    kept, missed = outcomes.get("kept", 0), outcomes.get("missed", 0)
    said = dict(
        kept=words.number(kept), missed=words.number(missed), open=words.number(promises.height - kept - missed)
    )
    found.append((words.number(promises.height), words("key.promises"), words("key.promises_of", **said)))
    checks = within(tables.audit, state, region=False)
    verdicts = dict(checks["outcome"].value_counts().iter_rows())
    found.append((words.number(verdicts.get("fails", 0)), words("key.checks"), words("key.checks_of",
        n=words.number(checks.height), unsure=words.number(verdicts.get("cannot_tell", 0)))))  # fmt: skip
    return found


def governments(state: State) -> int:
    """How many provinces, regencies and cities there are within the chosen provinces."""
    from ..regions import all_regions

    return sum(not state.provinces or region.province_code in state.provinces for region in all_regions().values())


def map_words(tables: Tables, state: State, rows: pl.DataFrame, words: Words) -> MapWords:
    """The areas of the map with class, hover and label, and the words around it."""
    one = len(state.provinces) == 1
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
        selected=pl.col("code") == (state.region if one else state.region[:2]),
    )  # fmt: skip
    measure, n = words.sentence(words.label("measure", state.measure)), rows["region_code"].n_unique()
    names_of = dict(measure=measure, n=words.number(n))
    title = words("map.title_none", **names_of) if not n else words("map.title_many", **names_of)
    if n == 1:
        title = words("map.title_one", measure=measure, region=words.region(rows["region"][0]))
    hint = words("map.hint_region" if one else "map.hint_province")
    return MapWords(units, names, title, f"{about} {hint}", words("map.alt", **names_of))


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
    if row["value"] is None and len(state.provinces) != 1 and row["n"] > 0 and unit is not None:
        return words("map.counted", n=words.number(row["n"]), names=words.names(map(words.region, row["names"])))
    if row["value"] is None:
        return words("map.named")
    if row["n"] > 1 and unit == "percent" and row["year"] is None:
        return words("map.median", value=words.figure(row["value"], unit), n=words.number(row["n"]))
    whose = "" if len(state.provinces) == 1 else f"{words.region(row['names'][0])}: "
    return f"{whose}{words.figure(row['value'], unit, short=False)} ({words.year(row['year'])})"


def list_rows(state: State, rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The rows of `charts.ranked_list`."""
    rows = ranked(rows)
    most = 100.0 if (rows["unit"] == "percent").any() else rows["value"].max()
    drawn = []
    for row in rows.iter_rows(named=True):
        placed = row["unit"] == "ordinal"
        value = words.figure(row["value"], row["unit"])
        about = words("figure.about") + " " if row["approximate"] else ""
        where = words.label("scope", row["scope"]) or words("list.articles", n=words.number(row["articles"]))
        exact = "" if row["value"] is None else words.figure(row["value"], row["unit"], short=False)
        others = row["others"] and row["low"] != row["high"]
        spread = words("figure.range", low=words.figure(row["low"], row["unit"]),
                       high=words.figure(row["high"], row["unit"])) if others else ""  # fmt: skip
        what = words.label("group", row["group"]) or words.label("scope", row["scope"])
        lines = [f"<b>{safe(row['region'])}</b>, {row['province']}", " · ".join(filter(None, [exact, what])), spread]
        drawn.append(dict(
            place="" if row["place"] is None else words.number(row["place"]),
            name=words.region(row["region"]), when=words.year(row["year"]),
            shown=where if placed or row["value"] is None else about + value,
            part=None if placed or row["value"] is None or not most else min(row["value"] / most, 1.0),
            doubtful=row["unit"] == "percent" and (row["value"] or 0) > 100,
            selected=row["region_code"] == state.region,
            hover="<br>".join(filter(None, lines)), claim_ids=row["claim_id"],
        ))  # fmt: skip
    return pl.DataFrame(drawn, infer_schema_length=None)


def rank_words(ranks: pl.DataFrame, words: Words) -> str:
    """The finding of the placings, as a title."""
    first = ranks.filter(place=1, scope="provinsi", measure="rank")
    if first.height:
        return words("rank.finding", names=words.names(map(words.region, first["region"])))
    placed = ranks.filter(pl.col("place").is_not_null()).height
    nominees = ranks.filter(measure="nominee").height
    return words("rank.finding_plain", n=words.number(placed), k=words.number(nominees))


def coverage_words(coverage: pl.DataFrame, words: Words) -> str:
    """The finding of at least two shares, as a title; a share over 100 is doubtful, not the highest."""
    over = coverage.filter(pl.col("share") > 100).height
    rows = coverage.filter(pl.col("share") <= 100).sort("share", "region_code", descending=[True, False])
    if rows.height < 2:
        return words("coverage.finding_over", n=words.number(over))
    top, bottom = rows.row(0, named=True), rows.row(-1, named=True)
    found = words("coverage.finding", top=words.region(top["region"]), high=words.figure(top["share"], "percent"),
                  bottom=words.region(bottom["region"]), low=words.figure(bottom["share"], "percent"))  # fmt: skip
    return f"{found}; {words('coverage.finding_over', n=words.number(over))}" if over else found


def promised(row: dict, words: Words) -> dict[str, str]:
    """The fields of the sentences about a promise: region, value, due."""
    value = ("+" if row["increment"] else "") + words.figure(row["target"], row["unit"])
    if row["unit"] == "people":
        value += f" {words.label('unit', 'people')}"
    due = words("target.undated_by") if row["due_year"] is None else words("target.by", year=row["due_year"])
    return dict(region=words.region(row["region"]), value=value, due=due)


def target_words(targets: pl.DataFrame, words: Words) -> str:
    """The boldest promise (the highest percentage, else the most people; dated before undated), as a title."""
    order = pl.col("unit").replace_strict({"percent": 0, "people": 1}, default=2, return_dtype=pl.Int8)
    rows = targets.sort(
        order, pl.col("due_year").is_null(), "target", "region_code", descending=[False, False, True, False]
    )
    return words("target.finding", **promised(rows.row(0, named=True), words))


def years(state: State, rows: pl.DataFrame, words: Words) -> str:
    """The years of a table, as its caption says them."""
    return words.span(rows["year"]) if state.year == ALL else words.year(None) if state.year == "none" else state.year
