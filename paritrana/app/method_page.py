"""Method: how articles become figures, how accurate that is, what the words mean, how to report an error."""

from __future__ import annotations

import streamlit as st

from ..dictionary import load_dictionary
from ..tables.frames import Tables
from ..words import Words
from . import about, nav
from .chart_card import head, table
from .markup import plain
from .state import Choices, State


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the page."""
    st.markdown(f"## {words('method.title')}\n:small[:gray[{words('method.about')}]]")
    left, right = st.columns(2, gap="small")
    with left:
        _text("how", words)
        _text("years", words)
        _text("denominators", words)
        with st.container(border=True, key="chosen_card"):
            head(words("method.chosen"))
            st.markdown(plain(load_dictionary().tables["regions"].about(words.lang)))
    with right:
        with st.container(border=True, key="accuracy_card"):
            _accuracy(words)
        with st.container(border=True, key="definitions_card"):
            _definitions(words)
        with st.container(border=True, key="report_card"):
            head(words("method.report"))
            st.markdown(words("method.report_text"))
            nav.link("bukti", words("method.report_link"), view="")
    st.caption(words("data.bounds"))


def _text(part: str, words: Words) -> None:
    with st.container(border=True, key=f"{part}_card"):
        head(words("method." + part))
        st.markdown(words(f"method.{part}_text"))


def _accuracy(words: Words) -> None:
    head(words("method.accuracy"), words("method.accuracy_about"))
    table([{
        words("column.articles_of"): plain(getattr(row, words.lang)),
        words("column.articles"): words.number(row.articles),
        words("column.claims"): words.number(row.claims),
        words("column.f1"): words.number(row.f1, fixed=True),
        words("column.f1_full"): words.number(row.f1_full, fixed=True),
    } for row in about.accuracy()], "accuracy")  # fmt: skip
    st.caption(words("method.accuracy_text"))


def _definitions(words: Words) -> None:
    head(words("method.definitions"))
    codes = load_dictionary().codes["measure"]
    told = {code: getattr(entry, f"about_{words.lang}") or words(f"measure.{code}") for code, entry in codes.items()}
    st.markdown(
        "\n".join(f"- **{plain(getattr(codes[code], words.lang))}**: {plain(said)}" for code, said in told.items())
    )
