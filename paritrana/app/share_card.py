"""A region's card for sharing: 1200 x 630 pixels, its main figures, source and date, and a QR code of its page."""

from __future__ import annotations

import io
from functools import cache

import segno
from PIL import Image, ImageDraw, ImageFont

from ..charts import LIGHT
from ..paths import ROOT
from ..words import Words

SIZE, EDGE, CODE = (1200, 630), 64, 220  # px
FONT = ROOT / "static" / "fonts" / "plus-jakarta-sans-5.3.0.woff2"


def share_card(title: str, about: str, figures: list[tuple[str, str]], foot: list[str], url: str) -> bytes:
    """A PNG. `figures`: at most three pairs of a figure and what it is; texts too long for their place are cut."""
    image = Image.new("RGB", SIZE, LIGHT.page)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 12), fill=LIGHT.accent)
    room = SIZE[0] - 2 * EDGE
    _say(pen, title, (EDGE, 52), 60, 700, LIGHT.ink, room)
    _say(pen, about, (EDGE, 132), 28, 400, LIGHT.muted, room)
    y = 206
    for figure, what in figures[:3]:
        width = _say(pen, figure, (EDGE, y), 44, 700, LIGHT.accent, room - CODE)
        _say(pen, what, (EDGE + width + 20, y + 16), 26, 400, LIGHT.ink, room - CODE - width - 44)
        y += 76
    for i, line in enumerate(foot[:3]):
        _say(pen, line, (EDGE, SIZE[1] - EDGE - 34 * (len(foot[:3]) - i) + 8), 22, 400, LIGHT.muted, room - CODE - 24)
    code = _code(url)
    image.paste(code, (SIZE[0] - EDGE - code.width, SIZE[1] - EDGE - code.height))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def lines(region: dict, tables_as_of: str, words: Words) -> tuple[list[tuple[str, str]], list[str]]:
    """The figures and the foot of the card of a region as `facts.beside` tells it."""
    found = []
    if row := region["share"]:
        found.append((words.said(row), f"{words.label('measure', row['measure'])}, {words.year(row['year'])}"))
    if row := region["rank"]:
        found.append((words.said(row), words.caption(words.label("scope", row["scope"]), words.year(row["year"]))))
    counted = words("region.card_articles", n=words.number(region["articles"]))
    found.append((words.number(region["claims"]), counted))
    return found, [words("region.card_source"), words("chart.as_of", as_of=words.date(tables_as_of)) + " · CC BY 4.0"]


def _code(url: str) -> Image.Image:
    """The QR code of an address, black on white with its quiet zone, about CODE pixels wide."""
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=3)]
    code = Image.new("1", (len(rows[0]), len(rows)), 1)
    code.putdata([0 if dark else 1 for row in rows for dark in row])
    return code.resize((max(1, CODE // code.width) * code.width,) * 2, Image.Resampling.NEAREST).convert("RGB")


def _say(pen: ImageDraw.ImageDraw, text: str, at: tuple[int, int], size: int, weight: int, ink: str, room: int) -> int:
    """Write a line in at most `room` pixels; its width."""
    font = _font(size, weight)
    while pen.textlength(text, font) > room and len(text) > 1:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
    pen.text(at, text, ink, font)
    return round(pen.textlength(text, font))


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight])
    return font
