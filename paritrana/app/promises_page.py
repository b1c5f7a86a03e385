"""The ledger of promises: who promised what, by when, and what later figures say; by outcome and due year."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..charts import in_order, target_arrows
from ..tables.frames import Tables
from ..words import Words
from . import evidence, filters
from .chart_card import chart_card, head, table
from .findings import target_words
from .ledger import ledger_rows, outcome
from .state import ALL, NONE, Choices, State
from .view import within

DRAWN, LISTED = 12, 100  # promises in the chart, in the ledger


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the filters of the ledger, its chart and its rows."""
    st.markdown(f"## {words('ledger.title')}\n:small[:gray[{words('ledger.about')}]]")
    everyone = within(tables.targets, state._replace(year=ALL))
    counts = dict(everyone["outcome"].value_counts().iter_rows())
    with st.container(horizontal=True, vertical_alignment="bottom", key="ledger_filters"):
        filters.widget(
            st.pills, "f_outcome", state.outcome or None, lambda code: filters.change(outcome=code or ""),
            words("ledger.outcome"), choices.outcomes,
            format_func=lambda code: f"{outcome(code, words)} ({words.number(counts.get(code, 0))})",
        )  # fmt: skip
        filters.widget(st.selectbox, "f_due", state.due, lambda due: filters.change(due=due), words("ledger.due"),
                       (ALL, *choices.dues, NONE), width=220,
                       format_func=lambda due: words("ledger.due_" + due) if due in (ALL, NONE) else due)  # fmt: skip
    rows = chosen(everyone, state)
    _chart(rows, tables, state, words)
    with st.container(border=True, key="ledger_card"):
        head(words("ledger.rows", n=words.number(rows.height)), words("ledger.rows_about"))
        if not rows.height:
            st.markdown(words("ledger.none"))
        table(ledger_rows(rows.head(LISTED), tables, words), "ledger")
        if rows.height > LISTED:
            st.caption(words("ledger.more", n=words.number(rows.height - LISTED)))


def chosen(targets: pl.DataFrame, state: State) -> pl.DataFrame:
    """The promises of the outcome and due year chosen."""
    if state.outcome:
        targets = targets.filter(outcome=state.outcome)
    if state.due == NONE:
        return targets.filter(pl.col("due_year").is_null())
    return targets if state.due == ALL else targets.filter(due_year=int(state.due))


@st.fragment
def _chart(rows: pl.DataFrame, tables: Tables, state: State, words: Words) -> None:
    drawn = in_order(rows)
    figure = evidence.built(
        "promises", tables, words, (state.provinces, state.region, state.outcome, state.due),
        lambda palette: target_arrows(drawn, words, palette, DRAWN),
    )  # fmt: skip
    if figure is None:
        return
    with st.container(border=True, key="targets_card"):
        chart_card(
            "targets",
            target_words(drawn.head(DRAWN), tables.claims, words),
            words("target.about"),
            figure,
            lambda: ledger_rows(drawn.head(DRAWN), tables, words),
            tables,
            words,
            words("target.alt"),
        )
        if drawn.height > DRAWN:
            st.caption(words("ledger.drawn", n=words.number(DRAWN), total=words.number(drawn.height)))
