"""The buttons that take rows away, one a format; a file is made when it is asked for."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from ..tables.frames import Tables
from ..words import Words
from . import downloads


def take(rows: pl.DataFrame, tables: Tables, words: Words, said: str, stem: str, ours: bool = True) -> None:
    """Buttons for rows of `tables`; `said` is in words what they hold, `stem` the file's name without its suffix.

    `ours`: of the published data, with its citation.
    """
    with st.container(horizontal=True, gap="small", key="formats"):
        for kind in downloads.FORMATS:
            st.download_button(
                words("data.as_" + kind), partial(downloads.taken, kind, rows, tables, said, ours=ours),
                stem + downloads.SUFFIX[kind], downloads.MIME[kind], key=f"take_{kind}", on_click="ignore",
                disabled=not rows.height,
            )  # fmt: skip
