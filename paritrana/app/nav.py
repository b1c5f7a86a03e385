"""The pages, and the ways between them: each has one address, and each way carries the state."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import parse_qs, urlencode

import streamlit as st

from ..articles.limits import MIB, VISIT
from ..paths import PACKAGE
from ..words import LANGUAGES, Words, load_words
from .state import write

PAGES = ("", "banding", "wilayah", "janji", "bukti", "baca", "data", "metode")  # paths; "" is the map
_MB = VISIT.file // MIB
_JS = (PACKAGE / "app" / "bridge.js").read_text(encoding="utf-8")


def query(page: str, **parts: object) -> dict[str, list[str]]:
    """The query of the session's state with these parts changed, as `page` says it."""
    state = st.session_state.state._replace(**parts)
    return write(state, st.session_state.choices, page)


def address(page: str, **parts: object) -> str:
    """The address of such a state, relative to any page."""
    asked = urlencode(query(page, **parts), doseq=True)
    return f"{page or '.'}?{asked}" if asked else page or "."


def shows(claim: str) -> str:
    """The page that shows a claim in its article: that of the visitor's own articles for a claim of theirs."""
    own = st.session_state.get("own")
    return "baca" if own and claim in own.claims() else "bukti"


def of_claim(claim: str) -> str:
    """The address of a claim in its article."""
    return address(shows(claim), claim=claim, article="", view="")


def absolute(page: str, **parts: object) -> str:
    """The same address for a reader elsewhere: on the host the visitor came by."""
    here = (st.context.url or "http://localhost:8501/").partition("?")[0].rstrip("/")
    root = here.removesuffix("/" + st.session_state.path) if st.session_state.path else here
    return f"{root}/{address(page, **parts).removeprefix('.')}"


def link(page: str, label: str, icon: str | None = None, **parts: object) -> None:
    """A link within the app that takes the state along."""
    st.page_link(st.session_state.pages[page], label=label, icon=icon, query_params=query(page, **parts))


def bridge(words: Words) -> None:
    """What Streamlit has no word for: the page's language, links in text that stay here, a shared hover."""
    data = {"lang": words.lang, "words": _streamlits(words)}
    answer = _bridge()(key="bridge", data=data, on_go_change=lambda: None, on_back_change=lambda: None)
    if answer.go:
        page, _, asked = str(answer.go).partition("?")
        if page in st.session_state.pages:
            st.switch_page(st.session_state.pages[page], query_params=parse_qs(asked))


@cache
def _streamlits(words: Words) -> str:
    """What Streamlit's own widgets say, or were made to say, in any language -> the same in this one.

    As JSON text: for a dict Streamlit would load pandas, to ask whether it is one of its frames.
    """
    said = {load_words(lang)(key, n=_MB): words(key, n=_MB) for lang in LANGUAGES for key in words.section("streamlit")}
    return json.dumps({theirs: ours for theirs, ours in said.items() if theirs != ours})


def _bridge():
    return st.components.v2.component("paritrana_bridge", js=_JS)
