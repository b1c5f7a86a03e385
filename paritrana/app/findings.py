"""What the front page finds, in words: key figures, and titles that say no more than the figures do."""

from __future__ import annotations

import polars as pl

from ..regions import all_regions
from ..tables.audit import verdicts
from ..tables.frames import Tables
from ..words import Words
from . import view
from .once import once
from .state import ALL, NONE, State

NAMED = 3  # regions a title names one by one; of more it gives the range


@once
def key_figures(tables: Tables, state: State, rows: pl.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """(figure, what it is, of how many and when) for the row under the filters; `rows` are those of the state."""
    return [
        *_news(tables, state, words),
        _measure(state, rows, words),
        _promises(view.within(tables.targets, state), words),
        _checks(view.within(tables.audit, state), words),
    ]


def _news(tables: Tables, state: State, words: Words) -> list[tuple[str, str, str]]:
    claims = view.within(tables.claims, state)
    articles = tables.articles.filter(pl.col("article").is_in(claims["article"].unique().implode()))
    when = years(state, claims.filter(status="actual"), words)  # a goal of 2030 is no news of 2030
    read = (words.number(articles.height), words("key.articles"), words("key.articles_of",
            claims=words.number(claims.height), corrected=words.number(articles["corrected"].sum())))  # fmt: skip
    if state.region:
        return [(words.region(all_regions()[state.region].name), words("key.chosen"), when), read]
    told = words.number(claims["region_code"].n_unique())
    return [(told, words("key.regions"), words("key.regions_of", total=words.number(governments(state)), years=when)),
            read]  # fmt: skip


def _measure(state: State, rows: pl.DataFrame, words: Words) -> tuple[str, str, str]:
    """The chosen measure: a percentage as one figure, a range or (from `view.MEDIAN_FROM` regions on) a median."""
    measure, group = words.label("measure", state.measure), words.label("group", state.group)
    n, when = rows["region_code"].n_unique(), years(state, rows, words)
    regions = words.count("region", n)
    if not n:
        return words("key.none"), "", " · ".join(filter(None, [measure, group, when]))
    if not (rows["unit"] == "percent").all():
        kind = "key.named" if rows["value"].count() == 0 else "key.placed" if _placed(rows) else "key.counted"
        return regions, words(kind, measure=measure), " · ".join(filter(None, [group, when]))
    if n == 1:
        row = rows.row(0, named=True)
        return words.said(row), measure, f"{words.region(row['region'])} · {words.year(row['year'])}"
    if view.comparable(rows):
        median = words.figure(rows["value"].median(), "percent")
        return median, words("key.median"), " · ".join([measure, regions, when])
    return words.range(rows["value"].min(), rows["value"].max(), "percent"), measure, f"{regions} · {when}"


def _placed(rows: pl.DataFrame) -> bool:
    return (rows["unit"] == "ordinal").any()


def _promises(promises: pl.DataFrame, words: Words) -> tuple[str, str, str]:
    told = []
    for outcome in ("kept", "missed", "no_later_evidence", "due_later"):
        part = promises.filter(outcome=outcome)
        if part.height:
            told.append(words.only("key.promises_" + outcome, dict(n=words.number(part.height),
                                                                   years=words.span(part["due_year"]))))  # fmt: skip
    return words.number(promises.height), words("key.promises"), ", ".join(told)


def _checks(checks: pl.DataFrame, words: Words) -> tuple[str, str, str]:
    """How many fail, and beside them how many hold and how many cannot be told."""
    counts = {verdict: words.number(n) for verdict, n in verdicts(checks).items()}
    return counts["fails"], words("key.checks"), words.only("key.checks_of", counts)


def governments(state: State) -> int:
    """How many provinces, regencies and cities there are within the chosen provinces."""
    return sum(not state.provinces or region.province_code in state.provinces for region in all_regions().values())


@once
def rank_words(ranks: pl.DataFrame, words: Words) -> str:
    """The finding of the placings, as a title."""
    first = ranks.filter(place=1, scope="provinsi", measure="rank")
    if first.height:
        return words("rank.finding", names=words.names(map(words.region, first["region"])))
    placed = ranks.filter(pl.col("place").is_not_null()).height
    nominees = ranks.filter(measure="nominee").height
    return words("rank.finding_plain", n=words.number(placed), k=words.number(nominees))


@once
def coverage_words(coverage: pl.DataFrame, words: Words) -> str:
    """The finding of at least two shares, as a title. Highest and lowest only of many figures of one year.

    A share over 100 is doubtful, not the highest.
    """
    over = coverage.filter(pl.col("share") > 100).height
    rows = coverage.filter(pl.col("share") <= 100).sort("share", "region_code", descending=[True, False])
    if rows.height < 2:
        return words("coverage.finding_over", n=words.number(over))
    top, bottom = rows.row(0, named=True), rows.row(-1, named=True)
    if view.comparable(rows):
        found = words("coverage.finding", top=words.region(top["region"]), high=words.figure(top["share"], "percent"),
                      bottom=words.region(bottom["region"]), low=words.figure(bottom["share"], "percent"))  # fmt: skip
    else:
        regions = words.count("region", rows["region_code"].n_unique())
        if rows.height <= NAMED:
            told = ", ".join(f"{words.region(row['region'])} {share(row, words)} ({words.year(row['year'])})"
                             for row in rows.iter_rows(named=True))  # fmt: skip
        else:
            told = words.range(bottom["share"], top["share"], "percent") + f" ({words.span(rows['year'])})"
        found = words("coverage.finding_few", regions=regions, told=told)
    return f"{found}; {words('coverage.finding_over', n=words.number(over))}" if over else found


def share(row: dict, words: Words) -> str:
    """The share of a row of table `coverage`: "sekitar 53 %"."""
    return words.said(row | {"value": row["share"], "unit": "percent"})


def promised(row: dict, words: Words) -> dict[str, str]:
    """The fields of the sentences about a promise: region, value, due."""
    value = ("+" if row["increment"] else "") + words.figure(row["target"], row["unit"])
    if row["unit"] == "people":
        value += f" {words.label('unit', 'people')}"
    due = words("target.undated_by") if row["due_year"] is None else words("target.by", year=row["due_year"])
    return dict(region=words.region(row["region"]), value=value, due=due)


@once
def target_words(targets: pl.DataFrame, claims: pl.DataFrame, words: Words) -> str:
    """The largest target (the highest percentage, else the most people; dated before undated), as a title.

    Its due year is named only where the article prints it.
    """
    order = pl.col("unit").replace_strict({"percent": 0, "people": 1}, default=2, return_dtype=pl.Int8)
    rows = targets.sort(
        order, pl.col("due_year").is_null(), "target", "region_code", descending=[False, False, True, False]
    )
    row = rows.row(0, named=True)
    printed = claims.filter(claim_id=row["claim_id"], year_basis="stated").height and row["due_year"] is not None
    return words.only("target.finding" if printed else "target.finding_plain", promised(row, words))


def years(state: State, rows: pl.DataFrame, words: Words) -> str:
    """The years of a table, as its caption says them: the one chosen, or those the rows span."""
    return words.span(rows["year"]) if state.year == ALL else words.year(None) if state.year == NONE else state.year
