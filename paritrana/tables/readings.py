"""Articles read once: a reading is kept by the content of its article and by the reader that read it."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Sequence

import msgspec

from ..models import Article, Claim, Reading, Rejection
from ..paths import DATA, GEO, PACKAGE
from ..reader.extract import read
from ..store import content, fingerprint, store

PAYS = 400  # articles from which one more process is worth its start
MOST = 200_000  # readings kept
_SOME = 100  # articles handed to a process at a time
_Kept = tuple[tuple[Claim, ...], tuple[Rejection, ...]]
_LIBRARIES = ("ahocorasick-rs", "msgspec")

READ_BY = sorted(
    [
        *(PACKAGE / f"{name}.py" for name in ("models", "records", "regions")),
        *(path for room in ("articles", "reader") for path in PACKAGE.joinpath(room).rglob("*.py")),
        DATA / "lexicon.toml",
    ]
) + [GEO / "regions.csv", GEO / "aliases.csv", GEO / "succession.csv"]  # all that a reading hangs on beside its article


def _reader() -> str:
    """A hash of the reader: its code and words, as they were when it was loaded, and what it runs on."""
    runs_on = [sys.version, *map(importlib.metadata.version, _LIBRARIES)]
    files = (content([file], file.parent) for file in READ_BY if file.is_file())
    return fingerprint([*runs_on, *files])


READER = _reader()


def readings(articles: Sequence[Article], workers: int = 1) -> list[Reading]:
    """What the reader says of these articles, in their order; only those never read before are read.

    `workers`: processes at most. Any number of them gives the same.
    """
    keys = [_key(article) for article in articles]
    by_key = dict(zip(keys, articles, strict=True))
    kept = store("readings", MOST).fill(
        list(by_key), lambda some: dict(zip(some, _read([by_key[key] for key in some], workers), strict=True))
    )
    decode = msgspec.msgpack.Decoder(_Kept).decode
    found = []
    for key, article in zip(keys, articles, strict=True):
        claims, rejections = decode(kept[key])
        found.append(Reading(article=article, claims=claims, rejections=rejections))
    return found


def _key(article: Article) -> str:
    said = msgspec.structs.replace(article, path=None)  # wherever the seed lies
    return fingerprint([READER, msgspec.msgpack.encode(said)])


def _read(articles: list[Article], workers: int) -> list[bytes]:
    workers = min(workers, len(articles) // PAYS)
    if workers < 2:
        return _read_some(articles)
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    some = [articles[first : first + _SOME] for first in range(0, len(articles), _SOME)]
    # not forked: a process with threads (Polars, Streamlit) may not be
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return [made for part in pool.map(_read_some, some) for made in part]


def _read_some(articles: list[Article]) -> list[bytes]:
    encode = msgspec.msgpack.Encoder().encode
    return [encode((reading.claims, reading.rejections)) for reading in map(read, articles)]
