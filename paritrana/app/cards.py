"""The cards that lead to evidence, each a fragment of its own: list, placings, coverage, promises."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..charts import Palette, coverage_chart, in_order, rank_ladders, ranked_list, target_arrows
from ..tables.frames import Tables
from ..words import Words
from . import evidence, findings, say, view
from .state import State
from .view import within

LIST, LADDERS, ROWS = 12, 20, 6  # marks a card draws at most; the table has them all


@st.fragment
def ranking(tables: Tables, state: State, rows: pl.DataFrame, words: Words, palette: Palette) -> None:
    """The ranked list of the chosen measure."""
    failed = view.failed(tables)
    drawn, measure = say.list_rows(state, rows, words, failed), words.label("measure", state.measure)
    title = "list.title_plain" if rows.height and rows["value"].count() == 0 else "list.title_figures"
    _head(words("list.title" if view.one_order(rows) else title),
          words.caption(measure, words.label("group", state.group)))  # fmt: skip
    if drawn.height == 0:
        st.markdown(words("list.none", measure=measure))
    elif drawn.height == 1:
        row = rows.row(0, named=True)
        said = dict(region=row["region"], value=drawn["shown"][0], year=words.year(row["year"]))
        if row["unit"] == "ordinal":
            said["value"] = words.caption(words.said(row), words.label("scope", row["scope"]))
        key = "list.one_named" if row["value"] is None else "list.one_chosen" if state.region else "list.one"
        _alone("list", words.only(key, said), row["claim_ids"], tables, words)
    else:
        evidence.chart(ranked_list(drawn.head(LIST), words, palette), "list", tables, words, words("list.alt"))
    _more("list.more", drawn.height - LIST, words)
    _doubt(rows["claim_id"], failed, words)


@st.fragment
def ranks(tables: Tables, state: State, words: Words, palette: Palette) -> None:
    """Placings and nominations as ladders."""
    rows = within(tables.ranks, state)
    _head(findings.rank_words(rows, words) if rows.height > 1 else words("rank.title"), words("rank.about"))
    if rows.height == 0:
        st.markdown(words("rank.none"))
    elif rows.height == 1:
        row = rows.row(0, named=True)
        what = words.label("measure", row["measure"]) + (f" {row['place']}" if row["place"] else "")
        _alone(
            "rank",
            words("rank.one", region=row["region"], what=what, year=words.year(row["year"])),
            row["claim_ids"],
            tables,
            words,
        )
    else:
        evidence.chart(rank_ladders(rows, words, palette, LADDERS), "rank", tables, words, words("rank.alt"))
    _more("rank.more", rows.height - LADDERS, words)


@st.fragment
def coverage(tables: Tables, state: State, words: Words, palette: Palette) -> None:
    """Coverage shares, and in words how many rows give a number of people only."""
    told = within(tables.coverage, state)
    if state.measure == "coverage_share":
        told = told.filter(group=state.group)
    rows, failed = told.filter(pl.col("share").is_not_null()), view.failed(tables)
    _head(findings.coverage_words(rows, words) if rows.height > 1 else words("coverage.title"), words("coverage.about"))
    if rows.height == 0:
        st.markdown(words("coverage.none"))
    elif rows.height == 1:
        row = rows.row(0, named=True)
        said = words("coverage.one", region=row["region"], value=findings.share(row, words),
                     year=words.year(row["year"]), of=words.denominator(row))  # fmt: skip
        said = " ".join(filter(None, [said, words.sentence(words.standing(row))]))
        _alone("coverage", said, row["claim_ids"], tables, words)
    else:
        drawn = coverage_chart(rows, words, palette, ROWS, failed)
        evidence.chart(drawn, "coverage", tables, words, words("coverage.alt"))
    _more("coverage.more", rows.height - ROWS, words)
    _doubt(rows["claim_ids"].str.split(";").explode(), failed, words)
    if people := told.height - rows.height:
        st.caption(words("coverage.only_people", n=words.number(people)))


@st.fragment
def targets(tables: Tables, state: State, words: Words, palette: Palette) -> None:
    """Promises with a figure as arrows, the others as lines of text."""
    told = within(tables.targets, state)
    rows = in_order(told)
    _head(findings.target_words(rows.head(ROWS), tables.claims, words) if rows.height > 1 else words("target.title"),
          words("target.about"))  # fmt: skip
    if rows.height == 0:
        st.markdown(words("target.none"))
    elif rows.height == 1:
        row = rows.row(0, named=True)
        outcome = words("target.in_data", outcome=words("outcome." + row["outcome"]))
        said = words("target.one", outcome=outcome, **findings.promised(row, words))
        _alone("target", said, row["claim_id"], tables, words)
    else:
        evidence.chart(target_arrows(rows, words, palette, ROWS), "target", tables, words, words("target.alt"))
    _more("target.more", rows.height - ROWS, words)
    pledges = told.filter(pl.col("target").is_null() & pl.col("label").is_not_null())
    if pledges.height:
        _pledges(pledges, tables, words)


def _pledges(pledges: pl.DataFrame, tables: Tables, words: Words) -> None:
    """Promises without a figure, all of them, each a button that leads to its sentence."""
    said = {row["claim_id"]: f"{words.region(row['region'])}: {row['label']}" for row in pledges.iter_rows(named=True)}
    turn = st.session_state.get("turn_pledges", 0)
    with st.expander(words("target.words", n=words.number(len(said)))):
        chosen = st.pills(words("target.words_pick"), list(said), key=f"pledges_{turn}",
                          format_func=lambda claim: evidence.plain(said[claim]))  # fmt: skip
    if chosen:
        evidence.show([chosen], tables, words, lambda: st.session_state.update(turn_pledges=turn + 1))


def _head(title: str, about: str) -> None:
    st.markdown(f"#### {evidence.plain(title)}\n:small[:gray[{about}]]")


def _alone(name: str, said: str, claim_ids: str, tables: Tables, words: Words) -> None:
    """A lone figure in words, with the way to its sentence."""
    st.markdown(said)
    if st.button(words("evidence.title"), key=f"alone_{name}"):
        evidence.show(claim_ids.split(";"), tables, words, lambda: None)


def _doubt(claim_ids: pl.Series, failed: frozenset[str], words: Words) -> None:
    if not failed.isdisjoint(claim_ids):
        st.caption(words("list.fails"))


def _more(key: str, n: int, words: Words) -> None:
    if n > 0:
        st.caption(words(key, n=words.number(n)))
