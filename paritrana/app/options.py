"""What can be chosen in tables, and which one choice would bring rows where there are none. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ..regions import all_regions
from ..tables.frames import Tables
from . import view
from .state import ALL, Choices, State, usual_group

OUTCOMES = ("kept", "missed", "due_later", "no_later_evidence")


def choices(tables: Tables) -> Choices:
    """All that can be chosen: every province; the years, measures and groups with a claim. Raises DataError."""
    regions, claims = all_regions(), tables.claims
    by_regions = pl.col("region_code").n_unique()
    measures = claims.group_by("measure").agg(n=by_regions).sort(pl.col("n"), "measure", descending=[True, False])
    groups = claims.filter(pl.col("group").is_not_null()).group_by("measure", "group").agg(n=by_regions)
    groups = groups.sort("n", "group", descending=[True, False])
    return Choices(
        provinces={code: region.province for code, region in regions.items() if region.level == "provinsi"},
        regions={code: (region.name, region.province_code) for code, region in regions.items()},
        years=tuple(str(year) for year in claims["year"].drop_nulls().unique().sort(descending=True)),
        measures=tuple(measures["measure"]),
        groups={
            measure[0]: dict(part.select("group", "n").iter_rows())
            for measure, part in groups.group_by("measure", maintain_order=True)
        },
        articles=frozenset(tables.texts),
        claims=dict(claims.select("claim_id", "article").iter_rows()),
        outcomes=tuple(name for name in OUTCOMES if name in set(tables.targets["outcome"])),
        dues=tuple(str(year) for year in tables.targets["due_year"].drop_nulls().unique().sort(descending=True)),
        checks=tuple(name for name in view.CHECKED if name in set(tables.audit["outcome"])),
    )


def joined(one: Choices, more: Choices) -> Choices:
    """All that can be chosen in either; `more` first where the order is by number."""
    groups = {name: more.groups.get(name, {}) | one.groups.get(name, {}) for name in (*more.groups, *one.groups)}
    return one._replace(
        years=tuple(sorted({*one.years, *more.years}, reverse=True)),
        measures=tuple(dict.fromkeys((*more.measures, *one.measures))), groups=groups,
        articles=one.articles | more.articles, claims=one.claims | more.claims,
    )  # fmt: skip


def ways_out(tables: Tables, state: State, choices: Choices) -> Iterator[tuple[str, State, int]]:
    """(what to change, the state then, its rows) for every one change that would bring rows.

    Where none would, for every one change besides all years ("all_province").
    """
    found = [("year", state._replace(year=ALL)), *_loosened(state, choices)]
    found = [(what, other, n) for what, other in found if other != state and (n := view.table(tables, other).height)]
    if not found and state.year != ALL:
        further = _loosened(state._replace(year=ALL), choices)
        found = [("all_" + what, other, n) for what, other in further if (n := view.table(tables, other).height)]
    yield from found


def _loosened(state: State, choices: Choices) -> list[tuple[str, State]]:
    return [
        ("region", state._replace(region="")),
        ("level", state._replace(level="all")),
        ("province", state._replace(provinces=(), region="")),
        *(("group", state._replace(group=group)) for group in list(choices.groups.get(state.measure, ()))[:3]),
        *(("measure", _with_measure(state, measure, choices)) for measure in choices.measures[:6]),
    ]


def _with_measure(state: State, measure: str, choices: Choices) -> State:
    return state._replace(measure=measure, group=usual_group(measure, choices))
