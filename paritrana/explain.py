"""Why an article was read as it was: each claim with its rule, then what was turned down and for what reason."""

from __future__ import annotations

from collections.abc import Iterable

from .dictionary import label, load_reasons
from .errors import shown
from .models import Claim, Reading, Rejection


def lines(reading: Reading) -> Iterable[str]:
    """The report of one article, line by line."""
    article = reading.article
    yield f"{shown(article.id)}: {len(reading.claims)} claims, {len(reading.rejections)} turned down"
    for claim in reading.claims:
        yield f"  + {said(claim)}"
        yield f"      {_printed(article.text, claim)}   rule {claim.rule}"
        yield f"      {shown(claim.quote)}"
    for rejection in reading.rejections:
        what = " ".join(filter(None, (rejection.region, label("measure", rejection.measure, "en"))))
        yield f"  - {_printed(article.text, rejection)}   {what}".rstrip()
        reason = load_reasons().get(rejection.reason)
        yield f"      {reason.en if reason else 'no wording yet'}   ({rejection.reason})"
        yield f"      {shown(rejection.quote)}"


def said(claim: Claim) -> str:
    """What a claim says, in a line."""
    value = "" if claim.value is None else f"{claim.value:,.10g} {label('unit', claim.unit, 'en')}"
    year = f"{claim.year} ({label('year_basis', claim.year_basis, 'en')})" if claim.year else "no year"
    parts = (
        claim.region,
        label("measure", claim.measure, "en"),
        value,
        label("per", claim.per, "en"),
        "target" if claim.status == "target" else "",
        "addition" if claim.increment else "",
        "approximate" if claim.approximate else "",
        label("group", claim.group, "en"),
        label("scope", claim.scope, "en"),
        claim.label or "",
        year,
    )
    return shown(" · ".join(part for part in parts if part))


def _printed(text: str, item: Claim | Rejection) -> str:
    return f"«{shown(' '.join(text[item.start : item.end].split()))}» at {item.start}"
