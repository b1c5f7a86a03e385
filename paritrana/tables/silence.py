"""Silence is data too: for each region and family of measures, whether any article names it, and says such a figure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..models import Article, Claim, Rejection
from ..regions import all_regions

FAMILIES = {
    "placing": ("rank", "award", "nominee"),
    "coverage": ("coverage_share", "covered", "potential", "coverage_rank"),
    "money": ("budget", "benefit_paid"),
    "promise": (),  # every measure that is aimed at, and pledges
    "scheme": ("programme", "instrument"),
}
_FAMILY = {measure: family for family, measures in FAMILIES.items() for measure in measures}
_OFFICIAL = re.compile(r"\b(?:Provinsi|Kabupaten|Kota)(?: [A-Z][\w'’-]*){1,5}")


@cache
def _codes() -> dict[str, str]:
    return {region.name: code for code, region in all_regions().items()}


def silence_rows(
    texts: Mapping[str, Article], claims: Sequence[Claim], rejections: Mapping[str, Sequence[Rejection]]
) -> list[dict]:
    """Rows of the silence table: every region in code order, with a column a family."""
    naming, told = defaultdict(set), set()
    for claim in claims:
        naming[claim.region_code].add(claim.article)
        told.add((claim.region_code, family(claim)))
    for name, article in texts.items():
        for code in _named(article, rejections.get(name, ())):
            naming[code].add(name)
    rows = []
    for code, region in all_regions().items():
        articles = len(naming.get(code, ()))
        without = "no_figure" if articles else "no_article"
        rows.append({
            "region_code": code,
            "region": region.name,
            "province_code": region.province_code,
            "province": region.province,
            "articles": articles,
            **{kind: "figure" if (code, kind) in told else without for kind in FAMILIES},
        })  # fmt: skip
    return rows


def family(claim: Claim) -> str:
    """The family a claim belongs to: what is aimed at is a promise, whatever it measures."""
    return "promise" if claim.status == "target" or claim.measure == "pledge" else _FAMILY[claim.measure]


def _named(article: Article, rejections: Sequence[Rejection]) -> Iterator[str]:
    """Regions an article names without a claim: where a figure was turned down, or by the official name."""
    codes = _codes()
    for rejection in rejections:
        if rejection.region in codes and not rejection.reason.startswith("place_"):
            yield codes[rejection.region]
    for match in _OFFICIAL.finditer(article.text):
        name = match[0]
        while name.count(" "):
            if name in codes:
                yield codes[name]
                break
            name = name.rpartition(" ")[0]
