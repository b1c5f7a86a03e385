"""The audit: every piece of arithmetic that articles allow, with its outcome in one sentence in both languages.

`checks.py` finds, this module loads the bounds (data/audit.toml), writes the sentences and makes the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import polars as pl

from ..dictionary import LANGUAGES, Code, label
from ..models import Article, Claim, Group
from ..paths import DATA
from ..records import read_toml
from .checks import CHECKS
from .clocks import years
from .conflicts import conflicts, same_places, two_names, two_years
from .denominators import Of
from .figures import Finding

VERDICTS = ("holds", "fails", "cannot_tell")
_TO_INDONESIAN = str.maketrans(",.", ".,")


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bound and the reason for it."""

    value: float
    why: str


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    workers_per_person: Limit
    monthly_contribution: Limit
    with_savings: Limit
    approximate: Limit
    one_ceremony: Limit


class Payers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    groups: frozenset[Group]
    why: str


class Award(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    names: list[str]
    why: str


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/audit.toml: bounds, and the sentence for each note and outcome."""

    limits: Limits
    minimum_payers: Payers
    award: Award
    notes: dict[str, dict[str, Code]]


@cache
def load_rules(path: Path = DATA / "audit.toml") -> Rules:
    """The audit's bounds and sentences. Raises DataError naming file and key."""
    return read_toml(path, Rules)


def audit_rows(
    claims: Sequence[Claim],
    texts: Mapping[str, Article] = MappingProxyType({}),
    of: Mapping[str, Of] = MappingProxyType({}),
) -> list[dict]:
    """Rows of the audit table, sorted by region, article, check. A check that the claims do not allow gives no row."""
    rules = load_rules()
    rows = {}
    found = [finding for check in CHECKS for finding in check(claims, rules)]
    found += [*conflicts(claims, rules, texts, of), *same_places(claims), *two_years(claims, rules, texts)]
    found += two_names(claims, rules, texts)
    for finding in found:
        row = _row(finding, rules)
        rows.setdefault(row["audit_id"], row)
    keys = ("region_code", "article", "check", "audit_id")
    return sorted(rows.values(), key=lambda row: [row[key] for key in keys])


def verdicts(audit: pl.DataFrame) -> dict[str, int]:
    """How many checks hold, fail and cannot be told, of a whole audit table or of a part."""
    counts = dict(audit["outcome"].value_counts().iter_rows())
    return {verdict: counts.get(verdict, 0) for verdict in VERDICTS}


def _row(finding: Finding, rules: Rules) -> dict:
    first, ids = finding.claims[0], [claim.claim_id for claim in finding.claims]
    name = "|".join([finding.note, *sorted(ids)])
    sentence = rules.notes[finding.note][finding.outcome]
    notes = {}
    for language in LANGUAGES:
        values = {key: _said(value, language) for key, value in finding.values.items()}
        text = getattr(sentence, language).format(**values)
        notes[language] = text[0].upper() + text[1:]
    return {
        "audit_id": hashlib.blake2b(name.encode(), digest_size=6).hexdigest(),
        "article": first.article,
        "region_code": first.region_code,
        "region": first.region,
        "province_code": first.province_code,
        "province": first.province,
        "check": finding.check,
        "outcome": finding.outcome,
        **years(first),
        "expected": finding.expected,
        "found": finding.found,
        "unit": finding.unit,
        "note_id": notes["id"],
        "note_en": notes["en"],
        "quotes": " | ".join(dict.fromkeys(claim.quote for claim in finding.claims)),
        "claim_ids": ";".join(dict.fromkeys(ids)),
        "uncertain": any(claim.uncertain for claim in finding.claims),
    }


def _said(value: object, language: str) -> str:
    """A figure in the language's format, a sum or a choice of figures, the label of a (kind, code), or text."""
    if isinstance(value, float | int):
        text = f"{value:,.2f}".rstrip("0").rstrip(".")
        return text.translate(_TO_INDONESIAN) if language == "id" else text
    if isinstance(value, list):
        return " + ".join(_said(item, language) for item in value)
    if isinstance(value, frozenset):
        return " / ".join(_said(item, language) for item in sorted(value))
    return label(*value, language) if isinstance(value, tuple) else str(value)
