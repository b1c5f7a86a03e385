"""The tables as they stood on a day: which articles were known by then."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from ..errors import DayError
from ..models import Article, Claim


def the_day(said: str) -> str:
    """An ISO date as it is. Raises DayError for anything else."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII):
            return datetime.date.fromisoformat(said).isoformat()
    except ValueError:
        pass
    raise DayError(f"{said[:40]!r} is not a day", "as of", "write it as 2024-08-09")


def known_since(article: Article, claims: Iterable[Claim]) -> str | None:
    """The day an article is taken to be known from; None where nothing says.

    Its day of publication. Of an article of unknown date: the last day of the latest year it reports a figure or a
    placing of, as it cannot be older than what it tells; a year that is only promised says nothing.
    """
    if article.published:
        return article.published
    years = [claim.year for claim in claims if claim.year and claim.status == "actual"]
    return f"{max(years)}-12-31" if years else None


def known_by(article: Article, claims: Iterable[Claim], day: str) -> bool:
    """Was the article known by that day? One of which nothing says when is known today only."""
    since = known_since(article, claims)
    return since is not None and since <= day
