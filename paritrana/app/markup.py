"""Text of others as Markdown that shows exactly that text, and links that may be followed."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!$:<>|~&=^@-])")


def plain(text: str) -> str:
    """Text as Markdown that shows exactly this text: no markup, link, formula or icon in it comes to life."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def web(url: str | None) -> bool:
    """Is this a link that may be followed: http or https, and nothing that could end a Markdown link."""
    return bool(url) and re.fullmatch(r"https?://[^\s<>]+", url) is not None


def link(label: str, address: str) -> str:
    """A Markdown link; `address` is one `web` lets through or one of our own."""
    return f"[{plain(label)}](<{address}>)"
