"""Raw articles parsed: front matter, JSON, rows, web pages; ids kept apart; `read_articles`."""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from ..errors import SeedError, SeedNote
from ..models import Article
from .formats import NEEDS, Raw, empty, frame_rows, raws
from .limits import MAX_ARTICLE, too_long
from .text import META, article_from_text, iso_date, not_dated
from .walk import Walk

if TYPE_CHECKING:
    import polars as pl

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_HALF = re.compile("[\ud800-\udfff]")
_KEY = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
ROW = "row without an id"  # the reason of a note
ROWS = ("row", ".jsonl")  # kinds of which a file holds many
KEYS = f"known keys, once each: {', '.join(META)}"
FRONT_EXAMPLE = (
    "begin it with lines of `id:`, `publisher:`, `url:`, `published:`, `place:`, `title:` between two lines of ---"
)


def read_articles(
    *sources: Path | str | pl.DataFrame, front_matter: bool = False
) -> tuple[list[Article], list[SeedError]]:
    """Articles of files, folders, patterns and frames, in path order, and an error for each that could not be read.

    Files are .txt, .md, .html, .jsonl, .csv and .parquet (a column `text`, and `id` and the like), each also as .gz
    or .zst, and .zip of these. A folder gives all such files in it however deep, README apart. An article without an
    id is called after its file: its path below the folder that holds all paths given, without suffix, and its line.
    `front_matter=True` (seeds) makes front matter with an `id` a duty of Markdown files, an odd date an error. An
    id used twice is an error of the later article; a SeedNote among the errors is of an article that was read.

    >>> import polars as pl
    >>> articles, errors = read_articles(pl.DataFrame({"id": ["a"], "text": ["Kota Ambon juara."]}))
    >>> articles[0].id, articles[0].text, errors
    ('a', 'Kota Ambon juara.', [])
    """
    articles: list[Article] = []
    errors: list[SeedError] = []
    first: dict[str, str] = {}  # id -> the file it was first in
    for raw in raw_articles(sources):
        for item in [raw] if isinstance(raw, SeedError) else parse(raw, front_matter):
            if isinstance(item, SeedError):
                errors.append(item)
            elif item.id in first:
                line = "" if raw.kind in ROWS else line_of(raw.path, item.id)
                errors.append(used_twice(item.id, raw.where + line, first[item.id]))
            else:
                first[item.id] = PurePath(raw.path).name
                articles.append(item)
    return articles, list({str(error): error for error in errors}.values())  # a note on a file comes with each row


def raw_articles(sources: Iterable[Path | str | pl.DataFrame] | Walk) -> Iterator[Raw | SeedError]:
    """Raw articles in order, read one at a time; errors stand at their places."""
    if isinstance(sources, Walk):
        for source in sources:
            yield from [source] if isinstance(source, SeedError) else raws(source)
        return
    sources = list(sources)
    frames = [source for source in sources if hasattr(source, "iter_rows")]
    yield from raw_articles(Walk(source for source in sources if not hasattr(source, "iter_rows")))
    for number, frame in enumerate(frames, start=1):
        try:
            yield from frame_rows(frame, f"frame-{number}" if len(frames) > 1 else "frame")
        except SeedError as error:
            yield error


def parse(raw: Raw, front_matter: bool = False) -> Iterator[Article | SeedError]:
    """The article of a raw one, after a note on what was left out of it, or the error that it is."""
    try:
        match raw.kind:
            case ".jsonl":
                yield from _from_row(_json(raw), raw, front_matter)
            case "row":
                yield from _from_row(raw.content, raw, front_matter)
            case _:
                yield from _from_file(raw, front_matter)
    except SeedError as error:
        yield error


class Ids:
    """The ids used so far, as 8 bytes each in a table at most half full: a set of them would hold five times that."""

    def __init__(self, keys: Iterable[int] = ()):
        self._slots, self._count = array("Q", bytes(8 << 10)), 0
        for key in keys:
            self.add(key)

    @staticmethod
    def key(id: str) -> int:
        """8 bytes for an id, never 0."""
        return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest()) or 1

    def add(self, key: int) -> bool:
        """Was it new?

        >>> ids = Ids(range(1, 10_000))
        >>> ids.add(9_999), ids.add(10_000), ids.add(10_000)
        (False, True, False)
        """
        at = self._place(key)
        if self._slots[at]:
            return False
        self._slots[at] = key
        self._count += 1
        if 2 * self._count > len(self._slots):
            old, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
            for held in filter(None, old):
                self._slots[self._place(held)] = held
        return True

    def _place(self, key: int) -> int:
        last = len(self._slots) - 1
        at = key & last
        while self._slots[at] not in (0, key):
            at = (at + 1) & last
        return at

    def refused(self, key: int, id: str, where: str) -> SeedError | None:
        """The error of an article whose id is used already."""
        return None if self.add(key) else used_twice(id, where)


def used_twice(id: str, where: str, first: str = "") -> SeedError:
    what = f"id {id!r} is used twice, first in {first}" if first else f"id {id!r} is used twice"
    return SeedError(what, where, "give it an id of its own; the first one stays", "id used twice")


def line_of(path: Path | str, said: str) -> str:
    """ ":12" for the first line of a file with these words, "" where no line has them."""
    lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines() if Path(path).is_file() else []
    return next((f":{number}" for number, line in enumerate(lines, start=1) if said in line), "")


def _from_file(raw: Raw, front_matter: bool) -> Iterator[Article | SeedError]:
    content: bytes = raw.content
    if not content.strip():
        raise empty(raw.where)
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise SeedError("binary, not text", f"{raw.where}:{line}", "save it as UTF-8 text")
    if raw.kind in (".html", ".htm"):
        yield _from_html(raw)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if front_matter:
            line = content[: error.start].count(b"\n") + 1
            raise SeedError("not UTF-8", f"{raw.where}:{line}", "save it as UTF-8") from None
        text = content.decode("cp1252", errors="replace")  # what old Indonesian pages are written in
    meta, body, notes, dated = _split_front(text, raw.where, strict=front_matter)
    if front_matter and notes:
        raise notes[0]
    if front_matter and raw.kind == ".md" and "id" not in meta:
        what = "front matter without an id" if body != text else "no front matter"
        raise SeedError(what, f"{raw.where}:1", "add a line `id: ...`" if body != text else FRONT_EXAMPLE)
    yield from notes
    first = text.count("\n", 0, len(text) - len(body)) + 1
    yield from _dated(body, {"id": raw.id, **meta}, raw, front_matter, f"{raw.where}:{first}", dated)


def _from_row(row: dict[str, Any], raw: Raw, front_matter: bool) -> Iterator[Article | SeedError]:
    text = row.get("text")
    if not isinstance(text, str):
        raise SeedError("no `text`", raw.where, NEEDS if raw.kind == ".jsonl" else "put the article's text into it")
    if len(text) > MAX_ARTICLE:
        raise too_long(raw.where)
    meta = {key: str(row[key]) for key in META if row.get(key) not in (None, "") and row[key] == row[key]}
    if front_matter and _HALF.search("".join([text, *meta.values()])):
        raise SeedError("half a character (\\ud800 to \\udfff alone)", raw.where, "write the whole character")
    if "id" not in meta and not front_matter:
        mend = f"they are called {raw.id.rpartition('-')[0]}-<line>; give them ids to keep them apart"
        yield SeedNote("rows without an id", raw.path, mend, ROW)
    yield from _dated(text, {"id": raw.id, **meta}, raw, front_matter, raw.where, raw.where)


def _dated(
    text: str, meta: dict[str, str], raw: Raw, front_matter: bool, where: str, dated: str
) -> Iterator[Article | SeedError]:
    """The article; `where` its text begins, and `dated`, where its date stands, which may be odd."""
    published = meta.pop("published", None)
    if published and not (day := iso_date(published)):
        if front_matter and raw.kind == ".md":
            raise not_dated(published, dated)
        what = f"published is {published[:40]!r}, not a date"
        yield SeedNote(what, dated, "read without it; write it as 2024-08-09", "published is not a date")
    yield article_from_text(text, path=raw.path, where=where, published=day if published else None, **meta)


def _json(raw: Raw) -> dict[str, Any]:
    try:
        row = json.loads(raw.content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SeedError("not UTF-8", raw.where, "save it as UTF-8") from None
    except (ValueError, RecursionError):
        raise SeedError("not JSON", raw.where, NEEDS) from None
    if not isinstance(row, dict):
        raise SeedError("no `text`", raw.where, NEEDS)
    return row


def _split_front(text: str, where: str, strict: bool) -> tuple[dict[str, str], str, list[SeedError], str]:
    """Keys, body, what was not understood (errors where `strict`, else notes), and where the date stands. A block
    without a known key is text, unless `strict`."""
    found = _FRONT.match(text)
    meta: dict[str, str] = {}
    notes: list[SeedError] = []
    dated = where
    kind = SeedError if strict else SeedNote
    for number, line in enumerate(found[1].splitlines() if found else (), start=2):
        if not line.strip():
            continue
        pair = _KEY.fullmatch(line.strip())
        if not pair or pair[1] not in META or pair[1] in meta:
            what = f"front matter line {line.strip()[:80]!r} is not understood"
            notes.append(kind(what, f"{where}:{number}", KEYS, "front matter is not understood"))
        elif value := _unquoted(pair[2].strip()):
            meta[pair[1]] = value
            dated = f"{where}:{number}" if pair[1] == "published" else dated
    if not found or notes and not meta and not strict:
        return {}, text, [], dated
    return meta, text[found.end() :], notes, dated


def _unquoted(value: str) -> str:
    """Without the quotes around all of it: others are the title's own.

    >>> _unquoted('"Juara"'), _unquoted('Sebut "Juara"')
    ('Juara', 'Sebut "Juara"')
    """
    around = value[:1] in ('"', "'") and value[1:].find(value[0]) == len(value) - 2
    return value[1:-1].strip() if around else value


def _from_html(raw: Raw) -> Article:
    """The article inside a web page, found by trafilatura (imported only here: it is slow to load)."""
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            raw.content, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
        )
    except Exception as error:  # the page is a stranger's: whatever it does to the parser is a bad file, not a crash
        what = f"page cannot be parsed ({type(error).__name__})"
        raise SeedError(what, raw.where, "save the article's text instead") from None
    if page is None or not page.text:
        raise SeedError("no article found in the page", raw.where, "save the article's text instead")
    published = page.date if page.date and re.fullmatch(r"\d{4}-\d\d-\d\d", page.date) else None
    return article_from_text(
        page.text, id=raw.id, path=raw.path, where=raw.where,
        title=page.title, url=page.url, publisher=page.sitename, published=published,
    )  # fmt: skip
