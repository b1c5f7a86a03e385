"""Two to six regions side by side: places and a measure over the years, promises, and where articles differ."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..charts import bump, in_order, target_arrows, timeline
from ..regions import all_regions
from ..tables.clocks import dated
from ..tables.frames import Tables
from ..words import Words
from . import evidence, facts, filters, nav
from .chart_card import Row, chart_card, head, table
from .ledger import ledger_rows
from .markup import link, plain
from .region_page import over_time_rows
from .state import MOST, Choices, State

OFFERED = 3  # groups of regions worth comparing, where none is chosen


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the comparison of the regions chosen, or help to choose some."""
    st.markdown(f"## {words('compare.title')}\n:small[:gray[{words('compare.about')}]]")
    filters.widget(
        st.multiselect,
        "f_with",
        list(state.compare),
        lambda codes: filters.change(compare=tuple(codes)),
        words("compare.pick", most=MOST),
        list(choices.regions),
        max_selections=MOST,
        format_func=lambda code: choices.regions[code][0],
        placeholder=words("filter.find_hint"),
    )
    codes = list(state.compare)
    if len(codes) < 2:
        _choose(tables, codes, words)
        return
    left, right = st.columns(2, gap="small")
    with left:
        _over_time(tables, state, codes, words)
        with st.container(border=True, key="targets_card"):
            _targets(tables, codes, words)
    with right:
        _ranks(tables, codes, words)
        with st.container(border=True, key="apart_card"):
            _apart(tables, codes, words)


def _choose(tables: Tables, codes: list[str], words: Words) -> None:
    st.markdown(words("compare.one" if codes else "compare.none"))
    by_province: dict[str, list[str]] = {}
    for code in facts.told(tables):
        by_province.setdefault(code[:2], []).append(code)
    for province, told in sorted(by_province.items(), key=lambda item: -len(item[1]))[:OFFERED]:
        names = [code for code in told if code != province][:4]
        if len(names) >= 2:
            label = words("compare.offer", province=all_regions()[province].province,
                          names=words.names(words.region(all_regions()[code].name) for code in names))  # fmt: skip
            nav.link("banding", label, compare=tuple(names))


@st.fragment
def _over_time(tables: Tables, state: State, codes: list[str], words: Words) -> None:
    drawn = facts.series(tables, codes, state.measure, state.group)
    title = words.sentence(words.caption(words.label("measure", state.measure), words.label("group", state.group)))
    with st.container(border=True, key="time_card"):
        unit = drawn[0].rows["unit"][0] if drawn else "percent"
        figure = None if unit == "ordinal" or not drawn else evidence.built(
            "time", tables, words, (tuple(codes), state.measure, state.group),
            lambda palette: timeline(drawn, unit, words, palette),
        )  # fmt: skip
        if figure is None:
            head(title, words("region.time_about"))
            told = "\n".join(f"- {plain(one.name)}: {words.said(row)} ({words.year(row['year'])})"
                             for one in drawn for row in one.rows.iter_rows(named=True))  # fmt: skip
            st.markdown(told or words("compare.time_none"))
            return
        missing = len(codes) - len(drawn)
        chart_card("time", title, words("region.time_about"), figure, lambda: over_time_rows(drawn, words), tables,
                   words, words("region.time_alt"))  # fmt: skip
        if missing:
            st.caption(words("compare.missing", n=words.number(missing)))


@st.fragment
def _ranks(tables: Tables, codes: list[str], words: Words) -> None:
    rows = dated(tables.ranks).filter(pl.col("region_code").is_in(codes), measure="rank")
    figure = evidence.built("ranks", tables, words, tuple(codes), lambda palette: bump(rows, codes, words, palette))
    with st.container(border=True, key="ranks_card"):
        if figure is None:
            head(words("compare.ranks"), words("compare.ranks_about"))
            told = "\n".join(f"- {plain(words.region(row['region']))}: {words.figure(row['place'], 'ordinal')} "
                             f"({words.year(row['year'])})" for row in rows.iter_rows(named=True))  # fmt: skip
            st.markdown(told or words("compare.ranks_none"))
            return
        chart_card("ranks", words("compare.ranks"), words("compare.ranks_about"), figure,
                   lambda: [_place(row, words) for row in rows.iter_rows(named=True)], tables, words,
                   words("compare.ranks_alt"))  # fmt: skip


def _place(row: dict, words: Words) -> Row:
    return {
        words("column.region"): plain(words.region(row["region"])),
        words("column.rank"): words.number(row["place"]) + (f" ({words('rank.tied')})" if row["tied"] else ""),
        words("column.scope"): words.label("scope", row["scope"]),
        words("column.year"): words.year(row["year"]),
    }


@st.fragment
def _targets(tables: Tables, codes: list[str], words: Words) -> None:
    told = tables.targets.filter(pl.col("region_code").is_in(codes))
    rows = in_order(told)
    if rows.height < 2:
        head(words("compare.targets"))
        st.markdown(words("compare.targets_none") if not told.height else "")
        table(ledger_rows(told, tables, words), "ledger")
        return
    chart_card(
        "targets",
        words("compare.targets"),
        words("target.about"),
        evidence.built("targets", tables, words, tuple(codes), lambda palette: target_arrows(rows, words, palette, 12)),
        lambda: ledger_rows(told, tables, words),
        tables,
        words,
        words("target.alt"),
    )


def _apart(tables: Tables, codes: list[str], words: Words) -> None:
    """Where articles give different figures for the same thing."""
    head(words("compare.apart"), words("compare.apart_about"))
    rows = dated(tables.regions).filter(
        pl.col("region_code").is_in(codes),
        pl.col("others") > 0,
        (pl.col("low") != pl.col("value")) | (pl.col("high") != pl.col("value")),
    )
    if not rows.height:
        st.markdown(words("compare.apart_none"))
        return
    table([_range(row, words) for row in rows.sort("region_code", "measure", "year").iter_rows(named=True)], "apart")


def _range(row: dict, words: Words) -> Row:
    low, high = min(row["low"], row["value"]), max(row["high"], row["value"])
    what = words.caption(words.label("measure", row["measure"]), words.label("group", row["group"]),
                         words.year(row["year"]))  # fmt: skip
    return {
        words("column.region"): plain(words.region(row["region"])),
        words("column.what"): words.sentence(plain(what)),
        words("column.shown"): link(words.said(row), nav.of_claim(row["claim_id"])),
        words("column.range"): words.range(low, high, row["unit"]),
    }
