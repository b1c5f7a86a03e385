"""The cards that lead to evidence, each a fragment of its own: list, placings, coverage, promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl
import streamlit as st

from ..charts import coverage_chart, in_order, rank_ladders, ranked_list, target_arrows
from ..tables.frames import Tables
from ..words import Words
from . import evidence, filters, findings, nav, say, view
from .chart_card import Row, chart_card, head
from .ledger import ledger_rows
from .markup import link, plain
from .once import once
from .state import State, figures_of

LIST, LADDERS, ROWS = 10, 12, 4  # marks a card draws at most; its table has them all


@st.fragment
def ranking(tables: Tables, state: State, rows: pl.DataFrame, words: Words) -> None:
    """The ranked list of the chosen measure. A click on a row chooses its region as a click on the map does."""
    if filters.current().region != state.region:  # a click on a row changed it, and a fragment's run draws this alone
        st.rerun()
    failed = view.failed(tables)
    drawn, measure = say.list_rows(state, rows, words, failed), words.label("measure", state.measure)
    title = "list.title_plain" if rows.height and rows["value"].count() == 0 else "list.title_figures"
    title = words("list.title" if view.one_order(rows) else title)
    about = words.caption(measure, words.label("group", state.group))
    if drawn.height == 0:
        head(title, about)
        st.markdown(words("list.none", measure=measure))
    elif drawn.height == 1:
        head(title, about)
        _told(rows, drawn, "" if state.region else "list.one", tables, words)
    else:
        shown = _in_list(drawn)
        figure = _built("list", tables, state, words, lambda palette: ranked_list(shown, words, palette))
        chart_card("list", title, about, figure, lambda: _listed(drawn, words), tables, words, words("list.alt"),
                   lambda: _rows(figure.figure, shown["code"].to_list(), words))  # fmt: skip
        if state.region:
            own = view.ranked(rows).filter(region_code=state.region)
            _told(own, drawn.filter("selected"), "", tables, words)
    _notes(_more("list.more", drawn.height - LIST, words), _doubt(rows["claim_id"], failed, words))


@once
def _in_list(drawn: pl.DataFrame) -> pl.DataFrame:
    """The rows the list has room for, the chosen region's among them."""
    chosen = drawn.with_row_index("at").filter("selected", pl.col("at") >= LIST).drop("at")
    return pl.concat([drawn.head(LIST - chosen.height), chosen.head(LIST)])


def _rows(figure: dict, codes: list[str], words: Words) -> None:
    """The list as a chart; a row chosen again is let go."""

    def choose() -> None:
        points = st.session_state.list["selection"]["points"]
        if points:
            code = codes[points[0]["point_index"]]
            filters.change(region="" if filters.current().region == code else code)

    st.plotly_chart(figure, key="list", theme=None, config=evidence.CONFIG, on_select=choose, selection_mode="points",
                    alt=words("list.alt"))  # fmt: skip


def _told(rows: pl.DataFrame, drawn: pl.DataFrame, key: str, tables: Tables, words: Words) -> None:
    """A region's figures in words (`key`: the sentence, else that of a chosen region), with the way to theirs."""
    said, claims = [], []
    for row, shown in zip(rows.iter_rows(named=True), drawn["shown"], strict=True):
        value = shown
        if row["unit"] == "ordinal":
            value = words.caption(words.said(row), words.label("scope", row["scope"]))
        sentence = "list.one_named" if row["value"] is None else key or "list.one_chosen"
        said.append(words.only(sentence, dict(region=row["region"], value=value, year=words.year(row["year"]))))
        claims.append(row["claim_ids"])
    if said:
        _alone("list", "  \n".join(said), ";".join(claims), tables, words)


def _listed(drawn: pl.DataFrame, words: Words) -> list[Row]:
    return [{words("column.place"): row["place"] or "–",
             words("column.region"): _profile(row["name"], row["code"]),
             words("column.figure"): _sentence(row["shown"], row["claim_ids"]),
             words("column.year"): row["when"]} for row in drawn.iter_rows(named=True)]  # fmt: skip


@st.fragment
def ranks(tables: Tables, state: State, words: Words) -> None:
    """Placings and nominations as ladders."""
    rows = view.told(tables.ranks, state)
    if rows.height < 2:
        head(words("rank.title"), words("rank.about"))
    if rows.height == 0:
        st.markdown(words("rank.none"))
    elif rows.height == 1:
        row = rows.row(0, named=True)
        what = words.label("measure", row["measure"]) + (f" {row['place']}" if row["place"] else "")
        said = words("rank.one", region=row["region"], what=what, year=words.year(row["year"]))
        _alone("rank", said, row["claim_ids"], tables, words)
    else:
        _drawn(
            "rank",
            findings.rank_words(rows, words),
            _built("rank", tables, state, words, lambda palette: rank_ladders(rows, words, palette, LADDERS)),
            lambda: [_placing(row, words) for row in rows.iter_rows(named=True)],
            tables,
            words,
        )
    _notes(_more("rank.more", rows.height - LADDERS, words))


def _placing(row: dict, words: Words) -> Row:
    place = words.label("measure", row["measure"]) if row["place"] is None else words.number(row["place"])
    return {
        words("column.region"): _profile(words.region(row["region"]), row["region_code"]),
        words("column.rank"): _sentence(place + (f" ({words('rank.tied')})" if row["tied"] else ""), row["claim_ids"]),
        words("column.scope"): words.label("scope", row["scope"]) or "–",
        words("column.year"): words.year(row["year"]),
    }


@st.fragment
def coverage(tables: Tables, state: State, words: Words) -> None:
    """Coverage shares, and in words how many rows give a number of people only."""
    told, failed = view.shares(tables, state), view.failed(tables)
    rows = view.with_share(told)
    if rows.height < 2:
        head(words("coverage.title"), words("coverage.about"))
    if rows.height == 0:
        st.markdown(words("coverage.none"))
    elif rows.height == 1:
        row = rows.row(0, named=True)
        said = words("coverage.one", region=row["region"], value=findings.share(row, words),
                     year=words.year(row["year"]), of=words.denominator(row))  # fmt: skip
        said = " ".join(filter(None, [said, words.sentence(words.standing(row))]))
        _alone("coverage", said, row["claim_ids"], tables, words)
    else:
        _drawn("coverage", findings.coverage_words(rows, words), _built("coverage", tables, state, words,
                      lambda palette: coverage_chart(rows, words, palette, ROWS, failed)),
               lambda: [_share(row, words) for row in rows.sort("share", descending=True).iter_rows(named=True)],
               tables, words)  # fmt: skip
    people = told.height - rows.height
    _notes(
        _more("coverage.more", rows.height - ROWS, words),
        _doubt(_all_ids(rows), failed, words),
        words("coverage.only_people", n=words.number(people)) if people else "",
    )


def _share(row: dict, words: Words) -> Row:
    spread = (
        words.range(row["share_low"], row["share_high"], "percent") if row["share_low"] != row["share_high"] else "–"
    )
    return {
        words("column.region"): _profile(words.region(row["region"]), row["region_code"]),
        words("column.share"): _sentence(findings.share(row, words), row["claim_ids"]),
        words("column.range"): spread,
        words("column.of"): plain(words.denominator(row)),
        words("column.year"): words.year(row["year"]),
    }


_in_order = once(in_order)
_all_ids = once(lambda rows: rows["claim_ids"].str.split(";").explode().to_list())
_first = once(lambda rows: rows.head(ROWS))


@st.fragment
def targets(tables: Tables, state: State, words: Words) -> None:
    """Promises with a figure as arrows, the others as lines of text."""
    told = view.told(tables.targets, state)
    rows = _in_order(told)
    if rows.height < 2:
        head(words("target.title"), words("target.about"))
    if rows.height == 0:
        st.markdown(words("target.none"))
    elif rows.height == 1:
        row = rows.row(0, named=True)
        outcome = words("target.in_data", outcome=words.label("outcome", row["outcome"]))
        said = words("target.one", outcome=outcome, **findings.promised(row, words))
        _alone("target", said, row["claim_id"], tables, words)
    else:
        _drawn(
            "target",
            findings.target_words(_first(rows), tables.claims, words),
            _built("target", tables, state, words, lambda palette: target_arrows(rows, words, palette, ROWS)),
            lambda: ledger_rows(rows, tables, words),
            tables,
            words,
        )
    _notes(_more("target.more", rows.height - ROWS, words))
    if told.height:
        nav.link("janji", words("target.all"))


def _built(name: str, tables: Tables, state: State, words: Words, build: Callable) -> evidence.Drawn | None:
    return evidence.built(name, tables, words, figures_of(state), build)


def _drawn(name: str, title: str, figure, rows: Callable[[], list[Row]], tables: Tables, words: Words) -> None:
    chart_card(name, title, words(f"{name}.about"), figure, rows, tables, words, words(f"{name}.alt"))


def _profile(name: str, code: str) -> str:
    return link(name, nav.address("wilayah", region=code, provinces=()))


def _sentence(said: str, claim_ids: str) -> str:
    return link(said, nav.of_claim(claim_ids.split(";")[0]))


def _alone(name: str, said: str, claim_ids: str, tables: Tables, words: Words) -> None:
    """A lone figure in words, with the way to its sentence."""
    st.markdown(said)
    if st.button(words("evidence.title"), key=f"alone_{name}"):
        evidence.show(claim_ids.split(";"), tables, words, lambda: None)


def _notes(*lines: str) -> None:
    """What stands below a card, a line each, as one element."""
    if said := "  \n".join(filter(None, lines)):
        st.caption(said)


def _doubt(claim_ids: Iterable[str], failed: frozenset[str], words: Words) -> str:
    return "" if failed.isdisjoint(claim_ids) else words("list.fails")


def _more(key: str, n: int, words: Words) -> str:
    return words(key, n=words.number(n)) if n > 0 else ""
