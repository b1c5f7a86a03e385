"""Seeds and articles from disk: plain text, Markdown with front matter, HTML, JSON Lines.

A bad file is named, and the rest load.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from pathlib import Path

from .errors import SeedError
from .models import Article

SUFFIXES = {".md", ".txt", ".html", ".htm", ".jsonl"}
META = ("id", "publisher", "url", "published", "place", "title")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
_LETTER = re.compile(r"[^\W\d_]")
_HALF = re.compile("[\ud800-\udfff]")
FRONT_EXAMPLE = (
    "begin it with lines of `id:`, `publisher:`, `url:`, `published:`, `place:`, `title:` between two lines of ---"
)


def read_articles(*paths: Path | str, front_matter: bool = False) -> tuple[list[Article], list[SeedError]]:
    """Articles of files and folders, in path order, and an error for each that could not be read.

    A folder gives its *.md, *.txt, *.html and *.jsonl files, README.md apart. `front_matter=True` (seeds) makes
    front matter with an `id` a duty of Markdown files. An id used twice is an error of the later file.
    """
    articles, errors, seen = [], [], {}
    for path in _files(paths, errors):
        try:
            for article in _read_file(path, front_matter, errors):
                if article.id in seen:
                    raise SeedError(
                        f"id {article.id!r} is used twice, first in {seen[article.id]}",
                        f"{path}{line_of(path, article.id)}",
                        "give it an id of its own",
                    )
                seen[article.id] = path.name
                articles.append(article)
        except SeedError as error:
            errors.append(error)
    return articles, errors


def article_from_text(
    text: str, id: str = "text", path: str | None = None, where: str | None = None, **meta: str | None
) -> Article:
    """An Article from bare text; a title in `meta` becomes the first line of a text that does not begin with it.

    Raises SeedError for a text without a letter and for a `published` that is no ISO date.
    """
    where = where or path or id
    body = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").strip()
    if not _LETTER.search(body):
        raise SeedError("no text", where, "put the article's text into it or remove it")
    if published := meta.get("published"):
        meta["published"] = _day(published, where)
    title = meta.get("title")
    if title and not body.startswith(title):
        body = f"{title}\n\n{body}"
    return Article(id=id, text=body, path=path, **meta)


def line_of(path: Path | str, said: str) -> str:
    """ ":12" for the first line of a file with these words, "" where no line has them."""
    lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    return next((f":{number}" for number, line in enumerate(lines, start=1) if said in line), "")


def _day(said: str, where: str) -> str:
    try:
        return datetime.date.fromisoformat(said).isoformat()
    except ValueError:
        mend = "write it as 2024-08-09 or leave it empty"
        raise SeedError(f"published is {said!r}, not a date", where, mend) from None


def _files(paths: Iterable[Path | str], errors: list[SeedError]) -> Iterable[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.stem.upper() != "README")
        elif path.is_file():
            yield path
        else:
            errors.append(SeedError("no such file or folder", str(path), "check the path"))


def _read_file(path: Path, front_matter: bool, errors: list[SeedError]) -> Iterable[Article]:
    suffix = path.suffix.lower()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SeedError(f"cannot be opened ({error.strerror})", str(path), "check its permissions") from None
    if not raw.strip():
        raise SeedError("empty", str(path), "put the article's text into it or remove it")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise SeedError("binary, not text", f"{path}:{line}", "save it as UTF-8 text")
    if suffix in (".html", ".htm"):
        yield _from_html(raw, path)
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if front_matter or suffix == ".jsonl":
            line = raw[: error.start].count(b"\n") + 1
            raise SeedError("not UTF-8", f"{path}:{line}", "save it as UTF-8") from None
        text = raw.decode("cp1252", errors="replace")  # what old Indonesian pages are written in
    if suffix == ".jsonl":
        yield from _from_lines(text, path, errors)
        return
    meta, body = _split_front(text, path, required=front_matter and suffix == ".md")
    meta.setdefault("id", path.stem)
    first = text.count("\n", 0, len(text) - len(body)) + 1
    yield article_from_text(body, path=str(path), where=f"{path}:{first}", **meta)


def _split_front(text: str, path: Path, required: bool) -> tuple[dict[str, str], str]:
    found = _FRONT.match(text)
    if not found:
        if required:
            raise SeedError("no front matter", f"{path}:1", FRONT_EXAMPLE)
        return {}, text
    meta = {}
    for number, line in enumerate(found[1].splitlines(), start=2):
        if not line.strip():
            continue
        pair = _KEY.fullmatch(line.strip())
        if not pair or pair[1] not in META or pair[1] in meta:
            raise SeedError(
                f"front matter line {line.strip()!r} is not understood",
                f"{path}:{number}",
                f"known keys, once each: {', '.join(META)}",
            )
        if value := pair[2].strip().strip("\"'"):
            meta[pair[1]] = _day(value, f"{path}:{number}") if pair[1] == "published" else value
    if required and "id" not in meta:
        raise SeedError("front matter without an id", f"{path}:1", "add a line `id: ...`")
    return meta, text[found.end() :]


def _from_lines(text: str, path: Path, errors: list[SeedError]) -> Iterable[Article]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise SeedError("no `text`", where, 'each line is {"id": ..., "text": ...}')
            meta = {key: str(row[key]) for key in META if row.get(key) not in (None, "")}
            meta.setdefault("id", f"{path.stem}-{number}")
            if _HALF.search("".join([row["text"], *meta.values()])):
                raise SeedError("half a character (\\ud800 to \\udfff alone)", where, "write the whole character")
            yield article_from_text(row["text"], path=str(path), where=where, **meta)
        except ValueError:
            errors.append(SeedError("not JSON", where, 'each line is {"id": ..., "text": ...}'))
        except SeedError as error:
            errors.append(error)


def _from_html(raw: bytes, path: Path) -> Article:
    """The article inside a web page, found by trafilatura (imported only here: it is slow to load)."""
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            raw, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
        )
    except Exception as error:  # the page is a stranger's: whatever it does to the parser is a bad file, not a crash
        raise SeedError(
            f"page cannot be parsed ({type(error).__name__})", str(path), "save the article's text instead"
        ) from None
    if page is None or not page.text:
        raise SeedError("no article found in the page", str(path), "save the article's text instead")
    published = page.date if page.date and re.fullmatch(r"\d{4}-\d\d-\d\d", page.date) else None
    return article_from_text(
        page.text,
        id=path.stem,
        path=str(path),
        title=page.title,
        url=page.url,
        publisher=page.sitename,
        published=published,
    )


__all__ = ["article_from_text", "read_articles"]
