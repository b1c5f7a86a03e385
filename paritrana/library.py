"""The three functions a program or notebook wants, on whatever it holds: paths, texts, Polars frames, articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from .articles import article_from_text, read_articles
from .errors import SeedNote
from .models import Article, Claim

if TYPE_CHECKING:
    import polars as pl

    from .tables.frames import Tables

    Readable: TypeAlias = "Article | str | Path | pl.DataFrame | Iterable[Article | str | Path | pl.DataFrame]"


def extract_claims(what: Readable) -> tuple[Claim, ...]:
    """The claims of an article, a text, a path (a `Path`, not a str), a Polars frame with a column `text`, or of
    several such things; in their order, as read, without corrections.

    Raises SeedError for what cannot be read; `read_articles` gives the rest and the errors beside it.

    >>> claims = extract_claims("Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.")
    >>> [(claim.region, claim.measure, claim.value) for claim in claims]
    [('Kota Ambon', 'rank', 1.0)]
    >>> import polars as pl
    >>> [claim.article for claim in extract_claims(pl.DataFrame({"id": ["a"], "text": [claims[0].quote]}))]
    ['a']
    """
    from .reader.extract import extract_claims

    return tuple(claim for article in _articles(what) for claim in extract_claims(article))


def build_tables(what: Readable, claims: Iterable[Claim] | None = None, **more: Any) -> Tables:
    """All tables, Polars frames, of articles (or what `extract_claims` takes) and their claims, read where none are
    given. `more`: as `tables.frames.build_tables` has it. Raises SeedError for what cannot be read, DataError for
    claims that do not fit.

    >>> tables = build_tables("Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.")
    >>> tables.ranks.select("region", "place", "award_year").rows()
    [('Kota Ambon', 1, 2022)]
    """
    from .tables.frames import build_tables

    articles = list(_articles(what))
    return build_tables(articles, extract_claims(articles) if claims is None else claims, **more)


def _articles(what: Readable) -> Iterator[Article]:
    if isinstance(what, Article):
        yield what
    elif isinstance(what, str):
        yield article_from_text(what)
    elif isinstance(what, Path) or hasattr(what, "iter_rows"):
        articles, errors = read_articles(what)
        for error in errors:
            if not isinstance(error, SeedNote):
                raise error
        yield from articles
    else:
        for one in what:
            yield from _articles(one)


__all__ = ["build_tables", "extract_claims", "read_articles"]
