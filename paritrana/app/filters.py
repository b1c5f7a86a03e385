"""The filters of the front door: they hold on every page, and the URL says them in codes, so that a link restores them.

The URL is written by hand (not with Streamlit's `bind`) because it must hold codes, not labels, and so that Back undoes
a choice: a query that is not the one last written came from a link, from Back or from another page, and is read again.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from ..tables.frames import Tables
from ..words import LANGUAGES, Words, load_words
from .evidence import plain
from .state import ALL, NONE, Choices, Query, State, day, read, usual_group, write

_KEYS = {"lang": "f_lang", "provinces": "f_province", "year": "f_year", "measure": "f_measure", "group": "f_group"}
_OTHERS = ("region", "article", "claim", "as_of")  # of the state, without a widget


def asked_day() -> str:
    """The day whose tables are wanted, "" for today's: before any table is there."""
    query, _, moved = _asked()
    return st.session_state.as_of if moved or query == st.session_state.get("query") else day(query)


def restore(choices: Choices) -> Words:
    """Bring the session to what the URL asks for, before any widget is drawn. The words are those of its language."""
    query, page, moved = _asked()
    if moved:  # the state goes along, and the URL must say it again
        st.session_state.said = None
    elif query != st.session_state.get("query"):
        state, unknown = read(query, choices)
        put(state)
        st.session_state.update(said=state, unknown=unknown)
    st.session_state.update(page=page, query=query, as_of=choices.as_of)
    return load_words(st.session_state.f_lang or LANGUAGES[0])


def _asked() -> tuple[Query, str, bool]:
    """The URL's query and page, and whether the menu was used: another page without a query."""
    query: Query = {name: st.query_params.get_all(name) for name in st.query_params}
    page = urlsplit(st.context.url or "").path
    return query, page, "query" in st.session_state and st.session_state.get("page") != page and not query


def put(state: State) -> None:
    """Make `state` the session's state. Only before the filters are drawn (from a callback, say)."""
    for name, key in _KEYS.items():
        value = getattr(state, name)
        st.session_state[key] = list(value) if name == "provinces" else value
    for name in _OTHERS:
        st.session_state[name] = getattr(state, name)


def front_door(choices: Choices, words: Words) -> State:
    """Draw the filters and return the state they make."""
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom", gap="small"):
        st.multiselect(words("filter.province"), choices.provinces, key="f_province", format_func=choices.provinces.get,
                       placeholder=words("filter.all_provinces"), on_change=_narrow, args=(choices,))  # fmt: skip
        st.selectbox(words("filter.year"), (ALL, *choices.years, NONE), key="f_year",
                     format_func=lambda year: words("year." + year) if year in (ALL, NONE) else year)  # fmt: skip
        st.selectbox(words("filter.measure"), choices.measures, key="f_measure",
                     on_change=_regroup, args=(choices,),
                     format_func=lambda code: words.label("measure", code))  # fmt: skip
        groups = choices.groups.get(st.session_state.f_measure, {})
        if groups:
            st.selectbox(words("filter.group"), list(groups), key="f_group", format_func=lambda code: words(
                "filter.option", name=words.label("group", code), n=words.number(groups[code])))  # fmt: skip
        if region := st.session_state.region:
            st.button(words("filter.region", region=choices.regions[region][0]), icon=":material/close:", key="let_go",
                      help=words("filter.clear"), on_click=st.session_state.update, kwargs={"region": ""})  # fmt: skip
    with st.container(key="language"):
        st.segmented_control(words("filter.language"), LANGUAGES, key="f_lang", required=True, format_func=str.upper,
                             label_visibility="collapsed", on_change=_relabel)  # fmt: skip
    return current(choices)


def current(choices: Choices) -> State:
    """The session's state."""
    chosen = {name: st.session_state[key] for name, key in _KEYS.items() if key in st.session_state}
    chosen["provinces"] = tuple(code for code in choices.provinces if code in chosen["provinces"])
    if not choices.groups.get(chosen["measure"]):
        chosen["group"] = ""
    return State(**chosen, **{name: st.session_state[name] for name in _OTHERS})


def remember(state: State, choices: Choices) -> None:
    """Write the state into the URL, unless the URL asked for it: every write is a step for Back to undo."""
    if state != st.session_state.said:
        st.session_state.update(said=state, query=write(state, choices))
        if st.session_state.query != {name: st.query_params.get_all(name) for name in st.query_params}:
            st.query_params.from_dict(st.session_state.query)


def notes(tables: Tables, words: Words) -> None:
    """Say calmly that the state shown is not today's, and which codes of a link are not known."""
    if as_of := st.session_state.as_of:
        with st.container(horizontal=True, vertical_alignment="center", key="as_of_note"):
            n = words.number(tables.articles.height)
            st.info(words("as_of.note", date=words.date(as_of), n=n), icon=":material/history:")
            st.button(words("as_of.back"), key="today", on_click=st.session_state.update, kwargs={"as_of": ""})
    if unknown := st.session_state.pop("unknown", ()):
        parts = ", ".join(plain(words("url." + part, code=code[:40])) for part, code in unknown)
        st.info(words("url.unknown", parts=parts))


def _relabel() -> None:
    """Say the choices again: a browser keeps the label it shows, in the old language, until a value is set."""
    for key in _KEYS.values():
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _narrow(choices: Choices) -> None:
    provinces, region = st.session_state.f_province, st.session_state.region
    if region and provinces and choices.regions[region][1] not in provinces:
        st.session_state.region = ""


def _regroup(choices: Choices) -> None:
    st.session_state.f_group = usual_group(st.session_state.f_measure, choices)
