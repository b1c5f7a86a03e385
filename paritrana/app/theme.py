"""Light or dark, and the few rules of style that Streamlit's theme has no words for."""

import streamlit as st

from ..charts import DARK, LIGHT, Palette
from ..paths import PACKAGE

_STYLE = (PACKAGE / "app" / "style.css").read_text(encoding="utf-8")


def name() -> str:
    """The visitor's theme, "light" or "dark"."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> Palette:
    """The colours of the visitor's theme."""
    return DARK if name() == "dark" else LIGHT


def style() -> None:
    """Send the style sheet, with the theme's colours as variables.

    As Markdown: what draws `st.html` is fetched only after the page is drawn, which then stands bare for a second.
    """
    colours = palette()
    variables = "".join(
        f"--{part}:{getattr(colours, part)};" for part in ("page", "panel", "ink", "muted", "rule", "accent")
    )
    variables += f"--tint:{colours.classes[0]};"
    st.markdown(f"<style>:root{{{variables}}}\n{_STYLE}</style>", unsafe_allow_html=True)
