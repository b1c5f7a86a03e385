"""Data and method in short: what each table holds, how the reader works, licence and citation."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..dictionary import load_dictionary
from ..tables.audit import verdicts
from ..tables.frames import Tables
from ..words import Words
from . import evidence

SHORT = 8  # letters of the version, everywhere it is shown
_FIRST = {"fails": 0, "cannot_tell": 1}


def page(tables: Tables, words: Words) -> None:
    """Draw the page."""
    known = load_dictionary()
    counts = {key: words.number(tables.counts.get(key, 0)) for key in ("amended", "added", "rejected")}
    st.markdown(f"## {words('data.title')}")
    articles, claims = words.number(tables.articles.height), words.number(tables.claims.height)
    st.markdown(words("data.counts", articles=articles, claims=claims,
                      machine=words.number(tables.counts.get("machine_read", 0)), **counts))  # fmt: skip
    left, right = st.columns(2, gap="medium")
    with left:
        for part in ("how", "years", "denominators"):
            st.markdown(
                f"#### {words('data.' + part)}\n{words('data.' + ('steps' if part == 'how' else part + '_text'))}"
            )
        st.caption(words("data.bounds"))
        _checks(tables, words)
    with right:
        st.markdown(f"#### {words('data.tables')}")
        st.markdown("\n".join(
            f"- **{table.title(words.lang)}** ({words.number(tables.frames()[name].height)}): {table.about(words.lang)}"
            for name, table in known.tables.items()
        ))  # fmt: skip
        st.markdown(f"#### {words('data.license')}")
        licence = known.dataset
        st.markdown(f"[{licence.licence_title}](<{licence.licence_url}>)")
        st.code(licence.citation(words.lang, tables.as_of, tables.fingerprint[:SHORT]), language=None, wrap_lines=True)


def _checks(tables: Tables, words: Words) -> None:
    """How many checks hold; those that do not, the failed ones first, each with the way to its sentences."""
    st.markdown(f"#### {words('data.checks')}")
    if not tables.audit.height:
        st.markdown(words("data.checks_none"))
        return
    counts = {verdict: words.number(n) for verdict, n in verdicts(tables.audit).items()}
    st.markdown(words("data.checks_text", n=words.number(tables.audit.height), **counts))
    articles = dict(tables.claims.select("claim_id", "article").iter_rows())
    order = pl.col("outcome").replace_strict(_FIRST, return_dtype=pl.Int8)
    rows = tables.audit.filter(pl.col("outcome").is_in(list(_FIRST))).sort(order, maintain_order=True)
    for row in rows.iter_rows(named=True):
        name = evidence.plain(words.caption(words.region(row["region"]), words.label("check", row["check"])))
        with st.container(gap=None):
            st.markdown(f"**{name}** {evidence.verdict(row, words)}")
            first = {articles[claim]: claim for claim in reversed(row["claim_ids"].split(";"))}  # one of each article
            for claim in sorted(first.values(), key=row["claim_ids"].index):
                st.page_link(st.session_state.pages["articles"], label=words("evidence.open"),
                             query_params=st.session_state.query | {"claim": claim})  # fmt: skip
