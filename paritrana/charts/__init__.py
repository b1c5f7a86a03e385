"""The charts: pure functions from a frame to a Plotly figure. Nothing here knows Streamlit.

Every function takes the frame it draws, the `Words` of a language and a `Palette`, and returns a figure, or None for
fewer than two marks: a lone figure is said in words instead. Marks carry the ids of their claims in `customdata`, so
that a click can lead to the sentence.
"""

from .bump import bump
from .coverage import coverage_chart
from .map import legend, map_chart, small_maps
from .palette import DARK, LIGHT, Palette
from .ranking import ranked_list
from .ranks import rank_ladders
from .targets import in_order, target_arrows
from .timeline import Series, timeline

__all__ = [
    "DARK",
    "LIGHT",
    "Palette",
    "Series",
    "bump",
    "coverage_chart",
    "in_order",
    "legend",
    "map_chart",
    "rank_ladders",
    "ranked_list",
    "small_maps",
    "target_arrows",
    "timeline",
]
