"""The colours of the light and the dark page. One hue in five classes that stay apart in grey; a sixth for over 100."""

from typing import NamedTuple


class Palette(NamedTuple):
    page: str
    panel: str
    ink: str
    muted: str
    rule: str
    accent: str  # the one interactive colour
    warning: str  # doubtful, over 100 percent
    failed: str
    classes: tuple[str, str, str, str, str]
    series: tuple[str, ...]  # regions side by side, apart for every kind of colour blindness by lightness as well


LIGHT = Palette(
    page="#FBFBF8", panel="#FFFFFF", ink="#1C2526", muted="#58666A", rule="#DDE1DC", accent="#0B6E69",
    warning="#A3470F", failed="#9B1C31", classes=("#E3F1EC", "#ACD6CB", "#66B2A6", "#24867F", "#0A5355"),
    series=("#0B6E69", "#A3470F", "#4B3F9E", "#7A5C00", "#B0307A", "#1C2526"),
)  # fmt: skip
DARK = Palette(
    page="#12191A", panel="#182122", ink="#EAF0EE", muted="#9FB0B0", rule="#2C393A", accent="#5CC8BC",
    warning="#F0A35E", failed="#F38BA0", classes=("#1F3B3C", "#2B5E5C", "#388682", "#55B3A8", "#A5E6D8"),
    series=("#5CC8BC", "#F0A35E", "#B3A7FF", "#E3C65B", "#F48BC6", "#EAF0EE"),
)  # fmt: skip
