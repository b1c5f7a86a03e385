"""The tables, built once for all visitors and kept for as long as seeds, lexicon, geo files and code stay the same."""

from __future__ import annotations

import streamlit as st

from ..errors import ParitranaError
from ..paths import SEEDS
from ..tables.build import kept, seeds_content
from ..tables.corrections import Correction, load_corrections
from ..tables.frames import Tables
from .state import Choices
from .view import choices


def load(day: str = "") -> tuple[Tables, Choices]:
    """The tables of the seeds as they stood on a day (ISO date; "": today's), and what can be chosen in them.

    Of a day by which no article was known: today's. Raises ParitranaError.
    """
    content = seeds_content(SEEDS)
    tables, known = _load(content, day)
    return (tables, known) if tables.texts else _load(content, "")


@st.cache_resource(max_entries=6, show_spinner=False)
def _load(content: str, day: str) -> tuple[Tables, Choices]:
    tables = kept(SEEDS, day or None)
    return tables, choices(tables)._replace(as_of=day)


def corrections() -> list[Correction]:
    """What a person decided against the reader; none where the file is damaged (the problems say so)."""
    try:
        return load_corrections(SEEDS / "corrections.toml")
    except ParitranaError:
        return []
