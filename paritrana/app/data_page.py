"""Data: downloads of a choice and of everything, how to open them elsewhere, the dictionary, citation, changelog."""

from __future__ import annotations

import streamlit as st

from ..dictionary import column, load_dictionary
from ..tables.frames import Tables
from ..words import Words
from . import about, downloads, findings, nav, view
from .chart_card import Row, head, table
from .markup import link, plain
from .state import Choices, State
from .table_card import file_name
from .take import take

SHORT = downloads.SHORT


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the page for a state: the filters say what the first card offers."""
    counts = {key: words.number(tables.counts.get(key, 0)) for key in ("machine_read", "amended", "added", "rejected")}
    said = words(
        "data.counts",
        articles=words.number(tables.articles.height),
        claims=words.number(tables.claims.height),
        machine=counts.pop("machine_read"),
        **counts,
    )
    st.markdown(f"## {words('data.title')}\n:small[:gray[{said}]]")
    left, right = st.columns(2, gap="small")
    with left:
        with st.container(border=True, key="choice_card"):
            _choice(tables, state, words)
        with st.container(border=True, key="all_card"):
            _everything(tables, state, words)
        with st.container(border=True, key="cite_card"):
            _citations(tables, words)
    with right:
        with st.container(border=True, key="use_card"):
            _use(words)
        with st.container(border=True, key="dictionary_card"):
            _dictionary(tables, words)
        with st.container(border=True, key="log_card"):
            head(words("data.log"))
            st.markdown("\n".join(f"- {', '.join(filter(None, (entry.version, words.date(entry.date))))}: "
                                  f"{plain(getattr(entry, words.lang))}" for entry in about.changelog()))  # fmt: skip


def _choice(tables: Tables, state: State, words: Words) -> None:
    """The rows of the filters, in every format; each is made when it is asked for."""
    rows = view.table(tables, state._replace(level="all"))  # the level is a choice of the map alone
    said = words.caption(words.label("measure", state.measure), words.label("group", state.group),
                         findings.years(state, rows, words))  # fmt: skip
    head(words("data.choice"), words("data.choice_about", n=words.number(rows.height), what=plain(said)))
    stem = file_name(state).removesuffix(".csv")
    take(rows, tables, words, said, stem)
    if not rows.height:
        st.caption(words("table.none"))


def base() -> str:
    """The full address of the files' folder."""
    return nav.absolute("").partition("?")[0] + downloads.URL


def _everything(tables: Tables, state: State, words: Words) -> None:
    """All tables at addresses that stay, and the same for this very version."""
    head(words("data.all"), words("data.all_about"))
    with st.spinner(words("data.writing"), show_time=False):
        dated = downloads.publish(tables, newest=not state.as_of)
    if dated is None:
        st.info(words("data.no_files"))
        return
    this = f"{base()}{dated.name}/"
    newest = this if state.as_of else base()
    table([_addresses(name, newest, tables, words) for name in tables.frames()], "files")
    whole = {"paritrana.zip": "ZIP", "paritrana.xlsx": "Excel", "claims.excel-id.csv": words("data.as_excel"),
             "regions.geojson": "GeoJSON", "datapackage.json": "Data Package"}  # fmt: skip
    st.markdown(" · ".join(link(label, newest + name) for name, label in whole.items()))
    if not state.as_of:
        st.caption(words("data.newest"))
        st.code(newest, language=None)
    st.caption(words("data.dated"))
    st.code(this, language=None)


def _addresses(name: str, root: str, tables: Tables, words: Words) -> Row:
    formats = {"CSV": f"{name}.csv", "Parquet": f"{name}.parquet", "CSVW": f"{name}.csv-metadata.json"}
    return {
        words("column.table"): plain(load_dictionary().tables[name].title(words.lang)),
        words("column.rows"): words.number(tables.frames()[name].height),
        words("column.files"): " · ".join(link(label, root + file) for label, file in formats.items()),
    }


def _use(words: Words) -> None:
    head(words("data.use"), words("data.use_about"))
    for tab, use in zip(st.tabs([use.title for use in about.uses().values()]), about.uses().values(), strict=True):
        tab.code(about.code(use, base()), language=use.language, wrap_lines=True)


@st.fragment
def _dictionary(tables: Tables, words: Words) -> None:
    known = load_dictionary()
    head(words("data.dictionary"))
    name = st.selectbox(words("data.pick_table"), list(tables.frames()), key="dictionary",
                        format_func=lambda name: known.tables[name].title(words.lang))  # fmt: skip
    st.markdown(f":small[{plain(known.tables[name].about(words.lang))}]")
    table([_column(name, field, words) for field in tables.frames()[name].columns], "dictionary")


def _column(name: str, field: str, words: Words) -> Row:
    entry = column(name, field)
    return {words("column.field"): f"`{field}`", words("column.meaning"):
            f"**{plain(entry.title(words.lang))}**. {plain(entry.about(words.lang))}"}  # fmt: skip


def _citations(tables: Tables, words: Words) -> None:
    head(words("data.license"))
    dataset = load_dictionary().dataset
    st.markdown(words("data.license_text", name=link(dataset.licence_title, dataset.licence_url)))
    for kind, said in about.citations(tables, words.lang, nav.absolute("data").partition("?")[0]).items():
        st.caption(words("data.cite_" + kind))
        st.code(said, language=None, wrap_lines=True)
