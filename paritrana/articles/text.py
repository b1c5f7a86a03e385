"""An Article from bare text: what every format ends in."""

from __future__ import annotations

import datetime
import re

from ..errors import SeedError
from ..models import Article

META = ("id", "publisher", "url", "published", "place", "title")
_LETTER = re.compile(r"[^\W\d_]")
_LONE = re.compile("[\ud800-\udfff]")  # half a character: no UTF-8 can hold it


def article_from_text(
    text: str, id: str = "text", path: str | None = None, where: str | None = None, **meta: str | None
) -> Article:
    """An Article from bare text; a title in `meta` becomes the first line of a text that does not begin with it.

    Raises SeedError for a text without a letter or with NUL in it, and for a `published` that is no ISO date or time.
    Lone surrogates become U+FFFD, so that places in the text stay.

    >>> article_from_text("Ambon juara.", id="a", title="Juara", published="2024-08-09T10:00:00+09:00").published
    '2024-08-09'
    """
    where = where or path or id
    body = whole(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").strip())
    if "\0" in body:
        raise SeedError("binary, not text", where, "save it as UTF-8 text")
    if not _LETTER.search(body):
        raise SeedError("no text", where, "put the article's text into it or remove it")
    meta = {key: whole(value) if value else value for key, value in meta.items()}
    if published := meta.get("published"):
        meta["published"] = iso_date(published)
        if not meta["published"]:
            raise not_dated(published, where)
    title = meta.get("title")
    if title and not body.startswith(title):
        body = f"{title}\n\n{body}"
    return Article(id=whole(id), text=body, path=whole(path) if path else path, **meta)


def iso_date(text: str) -> str | None:
    """The day of an ISO date or time as printed, whatever its time zone; None for anything else: no guess is made."""
    try:
        return datetime.datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        return None


def not_dated(published: str, where: str) -> SeedError:
    what = f"published is {published!r}, not a date"
    return SeedError(what, where, "write it as 2024-08-09 or leave it empty", "published is not a date")


def whole(text: str) -> str:
    """The text with U+FFFD for each lone surrogate."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
