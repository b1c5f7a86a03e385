"""What a worker does: raw articles in, their claims as lines of JSON out. Pure, but for parsing what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from ..articles import Ids, parse
from ..articles.formats import Raw
from ..errors import SeedError
from ..models import Article, Claim
from ..reader.extract import extract_claims

_encode = msgspec.json.Encoder().encode


class Done(NamedTuple):
    """An article read. `key`: its id in 8 bytes (`articles.Ids`); `lines`: its claims."""

    key: int
    id: str
    where: str
    claims: int
    lines: bytes


def work(batch: Iterable[Raw | SeedError]) -> list[Done | SeedError]:
    """Every article of a batch read, in order; an error stands at its place."""
    made: list[Done | SeedError] = []
    for raw in batch:
        for item in [raw] if isinstance(raw, SeedError) else parse(raw):
            if isinstance(item, Article):
                item = claims_of(item, raw.where)
            if not isinstance(item, SeedError):
                article, claims = item
                lines = b"".join(_encode(claim) + b"\n" for claim in claims)
                item = Done(Ids.key(article.id), article.id, raw.where, len(claims), lines)
            made.append(item)
    return made


def claims_of(article: Article, where: str) -> tuple[Article, Sequence[Claim]] | SeedError:
    """An article's claims. A fault of ours on one article is named like a bad file: it must not stop the rest."""
    try:
        return article, extract_claims(article)
    except Exception as error:
        what = f"the reader failed on it ({type(error).__name__}: {error})"
        return SeedError(what, where, "please report it with the article", "the reader failed")
