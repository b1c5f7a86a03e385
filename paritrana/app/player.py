"""The years as a slider that can play: one step every STEP seconds, until the last year or a click."""

from __future__ import annotations

import time

import streamlit as st

from ..words import Words
from . import filters
from .state import ALL, NONE, State

STEP = 1.6  # s


def player(years: list[str], state: State, words: Words) -> None:
    """Draw the slider over `years` (those with data) and the button that plays them."""
    options = [*sorted({*years, *([state.year] if state.year not in (ALL, NONE) else [])}), ALL]
    if len(options) < 3 or state.year == NONE:
        stop()
        return
    playing = st.session_state.get("playing", False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="player"):
        st.button(words("player.stop" if playing else "player.play"), key="play", on_click=stop if playing else _start,
                  args=() if playing else (years,),
                  icon=":material/pause:" if playing else ":material/play_arrow:")  # fmt: skip
        filters.widget(st.select_slider, "f_slider", state.year, _chosen, words("player.years"), options,
                       format_func=lambda year: words("player.latest") if year == ALL else year,
                       label_visibility="collapsed")  # fmt: skip
    if playing:
        st.fragment(_tick, run_every=STEP)(years)


def playing() -> bool:
    return st.session_state.get("playing", False)


def stop() -> None:
    st.session_state.playing = False


def _chosen(year: str) -> None:
    stop()
    filters.change(year=year)


def _start(years: list[str]) -> None:
    year = filters.current().year
    if year not in years[:-1]:
        filters.change(year=years[0])
    st.session_state.update(playing=True, stepped=time.monotonic())


def _tick(years: list[str]) -> None:
    """Go on to the next year when the time has come; the run that draws it calls this too, too early to count."""
    if time.monotonic() - st.session_state.stepped < 0.8 * STEP:
        return
    later = [year for year in years if year > filters.current().year]
    if later:
        filters.change(year=later[0])
    if len(later) < 2:
        stop()
    st.session_state.stepped = time.monotonic()
    st.rerun()
