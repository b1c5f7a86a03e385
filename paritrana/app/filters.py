"""The session's state, the filters that change it, and the URL that says it.

One `State` in the session is the truth; widgets are told it before they are drawn and report back when they change.
The URL is written by hand (not with Streamlit's `bind`) because it must hold codes, not labels, and so that Back undoes
a choice: a query that is not the one last written came from a link, from Back or from another page, and is read again.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from ..tables.frames import Tables
from ..words import LANGUAGES, Words, load_words
from .markup import plain
from .state import ALL, NONE, Choices, Query, State, day, read, usual_group, with_region, write


def restore(choices: Choices) -> Words:
    """Bring the session to what the URL asks for, before any widget is drawn. The words are those of its language."""
    query, path, moved = _asked()
    if moved:  # the state goes along as far as it is known there, and the URL must say it again
        put(read(write(current(), choices), choices)[0])
        st.session_state.said = None
    elif query != st.session_state.get("query"):
        state, unknown = read(query, choices)
        put(state)
        st.session_state.update(said=state, unknown=unknown)
    st.session_state.update(path=path, query=query)
    return load_words(current().lang)


def asked_day() -> str:
    """The day whose tables are wanted, "" for today's: before any table is there."""
    query, _, moved = _asked()
    return current().as_of if moved or query == st.session_state.get("query") else day(query)


def asked_lang() -> str:
    """The language that is wanted: for where no page can be drawn."""
    query, _, moved = _asked()
    lang = current().lang if moved or query == st.session_state.get("query") else (query.get("lang") or [""])[-1]
    return lang if lang in LANGUAGES else LANGUAGES[0]


def asked_page() -> str:
    """The path of the page that is wanted: before it is drawn."""
    return _asked()[1]


def _asked() -> tuple[Query, str, bool]:
    """The URL's query and page, and whether the menu was used: another page without a query."""
    query: Query = {name: st.query_params.get_all(name) for name in st.query_params}
    path = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    return query, path, "query" in st.session_state and st.session_state.get("path") != path and not query


def current() -> State:
    """The session's state."""
    return st.session_state.state


def put(state: State) -> None:
    """Make `state` the session's state. Only before the widgets that show it are drawn (from a callback, say)."""
    st.session_state.state = state


def change(**parts: object) -> None:
    """Change parts of the session's state."""
    put(current()._replace(**parts))


def widget(draw: Callable, key: str, value: object, take: Callable[[object], None], *args, **options) -> None:
    """Draw a widget that shows `value` and gives `take` what a visitor makes of it."""
    st.session_state[key] = value  # in every run: what is said only now and then would be sent anew now and then
    draw(*args, key=key, on_change=lambda: take(st.session_state[key]), **options)


def front_door(parts: tuple[str, ...], choices: Choices, words: Words) -> None:
    """Draw the language switch, and the filters a page answers to: province, year, measure, group, region."""
    state, drawers = current(), dict(province=_province, year=_year, measure=_measure, group=_group, region=_region)
    with st.container(key="language"):
        widget(st.segmented_control, "f_lang", state.lang, _relabel, words("filter.language"), LANGUAGES,
               required=True, format_func=str.upper, label_visibility="collapsed")  # fmt: skip
    if parts:
        with st.container(horizontal=True, key="filters", vertical_alignment="bottom", gap="small"):
            for part in parts:
                drawers[part](state, choices, words)


def _province(state: State, choices: Choices, words: Words) -> None:
    def take(chosen: list[str]) -> None:
        provinces = tuple(code for code in choices.provinces if code in chosen)
        outside = state.region and provinces and choices.regions[state.region][1] not in provinces
        change(provinces=provinces, region="" if outside else state.region)

    widget(st.multiselect, "f_province", list(state.provinces), take, words("filter.province"), choices.provinces,
           format_func=choices.provinces.get, placeholder=words("filter.all_provinces"))  # fmt: skip


def _year(state: State, choices: Choices, words: Words) -> None:
    widget(st.selectbox, "f_year", state.year, lambda year: change(year=year), words("filter.year"),
           (ALL, *choices.years, NONE), format_func=words.year_choice)  # fmt: skip


def _measure(state: State, choices: Choices, words: Words) -> None:
    widget(st.selectbox, "f_measure", state.measure,
           lambda measure: change(measure=measure, group=usual_group(measure, choices)), words("filter.measure"),
           choices.measures, format_func=lambda code: words.label("measure", code))  # fmt: skip


def _group(state: State, choices: Choices, words: Words) -> None:
    if groups := choices.groups.get(state.measure, {}):
        widget(st.selectbox, "f_group", state.group, lambda group: change(group=group), words("filter.group"),
               list(groups), format_func=lambda code: words("filter.option", name=words.label("group", code),
                                                            n=words.number(groups[code])))  # fmt: skip


def _region(state: State, choices: Choices, words: Words) -> None:
    """A box to find a region by typing: every province, kabupaten and kota. On the map it zooms to the province."""

    def take(code: str | None) -> None:
        found = with_region(current(), code or "", choices)
        zoomed = code and not st.session_state.path and len(found.provinces) != 1
        put(found._replace(provinces=(choices.regions[code][1],)) if zoomed else found)

    widget(
        st.selectbox,
        "f_region",
        state.region or None,
        take,
        words("filter.find"),
        list(choices.regions),
        index=None,
        format_func=lambda code: choices.regions[code][0],
        placeholder=words("filter.find_hint"),
    )


def remember(state: State, choices: Choices) -> None:
    """Write the state into the URL, unless the URL asked for it: every write is a step for Back to undo."""
    if state != st.session_state.said and not st.session_state.get("playing"):
        st.session_state.update(said=state, query=write(state, choices, st.session_state.path))
        if st.session_state.query != {name: st.query_params.get_all(name) for name in st.query_params}:
            st.query_params.from_dict(st.session_state.query)


def notes(tables: Tables, held: str, words: Words) -> None:
    """Say calmly that the data are not the newest, or not today's, and which codes of a link are not known."""
    if held:
        st.warning(words("problem.held", when=words.moment(held)))
    if as_of := current().as_of:
        with st.container(horizontal=True, vertical_alignment="center", key="as_of_note"):
            n = words.number(tables.articles.height)
            st.info(words("as_of.note", date=words.date(as_of), n=n), icon=":material/history:")
            st.button(words("as_of.back"), key="today", on_click=change, kwargs={"as_of": ""})
    if unknown := st.session_state.pop("unknown", ()):
        parts = ", ".join(plain(words("url." + part, code=code[:40])) for part, code in unknown)
        st.info(words("url.unknown", parts=parts))


def _relabel(lang: str) -> None:
    """Say the choices again: a browser keeps the label it shows, in the old language, until a value is set."""
    change(lang=lang)
    for key in [key for key in st.session_state if str(key).startswith("f_")]:
        st.session_state[key] = st.session_state[key]
