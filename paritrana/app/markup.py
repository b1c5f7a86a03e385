"""Text of others as Markdown that shows exactly that text, and links that may be followed."""

from __future__ import annotations

import re

_TURNS = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")  # would turn round what stands after them, ours too
_SPACES = re.compile(r"[ \t]{2,}|[\t\n]")  # four in front of a line would make it code
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!$:<>|~&=^@-])")


def plain(text: str) -> str:
    """Text as Markdown that shows exactly this text: no markup, link, formula or icon in it comes to life."""
    text = _SPACES.sub(" ", _TURNS.sub("\N{REPLACEMENT CHARACTER}", text))
    return _SPECIAL.sub(r"\\\1", text)


def web(url: str | None) -> bool:
    """Is this a link that may be followed: http or https, and nothing that could end a Markdown link."""
    return bool(url) and re.fullmatch(r"https?://[^\s<>]+", url) is not None


def link(label: str, address: str) -> str:
    """A Markdown link; `address` is one `web` lets through or one of our own."""
    return f"[{plain(label)}](<{address}>)"
