"""Data and method in short: what each table holds, how the reader works, licence and citation."""

from __future__ import annotations

import streamlit as st

from .. import __version__
from ..dictionary import load_dictionary
from ..tables.frames import Tables
from ..words import Words


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
    with right:
        st.markdown(f"#### {words('data.tables')}")
        st.markdown("\n".join(
            f"- **{table.title(words.lang)}** ({words.number(tables.frames()[name].height)}): {table.about(words.lang)}"
            for name, table in known.tables.items()
        ))  # fmt: skip
        st.markdown(f"#### {words('data.license')}")
        licence = known.dataset
        st.markdown(f"[{licence.licence_title}](<{licence.licence_url}>)")
        st.code(licence.citation(words.lang, tables.as_of, __version__), language=None, wrap_lines=True)
