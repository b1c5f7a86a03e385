"""The audit: every piece of arithmetic that articles allow, with its outcome in one sentence in both languages.

`checks.py` finds, this module loads the bounds (data/audit.toml), writes the sentences and makes the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
from babel.numbers import format_decimal, parse_pattern

from ..dictionary import LANGUAGES, Code, label
from ..models import Claim, Group
from ..paths import DATA
from ..records import read_toml
from .checks import CHECKS, Finding

_FORMAT = parse_pattern("#,##0.##")


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bound and the reason for it."""

    value: float
    why: str


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    workers_per_person: Limit
    monthly_contribution: Limit
    with_savings: Limit
    approximate: Limit


class Payers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    groups: frozenset[Group]
    why: str


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/audit.toml: bounds, and the sentence for each note and outcome."""

    limits: Limits
    minimum_payers: Payers
    notes: dict[str, dict[str, Code]]


@cache
def load_rules(path: Path = DATA / "audit.toml") -> Rules:
    """The audit's bounds and sentences. Raises DataError naming file and key."""
    return read_toml(path, Rules)


def audit_rows(claims: Sequence[Claim]) -> list[dict]:
    """Rows of the audit table, sorted by region, article, check. A check that the claims do not allow gives no row."""
    rules = load_rules()
    rows = {}
    for check in CHECKS:
        for finding in check(claims, rules):
            row = _row(finding, rules)
            rows.setdefault(row["audit_id"], row)
    keys = ("region_code", "article", "check", "audit_id")
    return sorted(rows.values(), key=lambda row: [row[key] for key in keys])


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
        "year": first.year,
        "expected": finding.expected,
        "found": finding.found,
        "unit": finding.unit,
        "note_id": notes["id"],
        "note_en": notes["en"],
        "claim_ids": ";".join(dict.fromkeys(ids)),
    }


def _said(value: object, language: str) -> str:
    """A figure in the language's format, a sum of figures, the label of a (kind, code), or text as it is."""
    if isinstance(value, float | int):
        return format_decimal(round(value, 2), format=_FORMAT, locale=language)
    if isinstance(value, list):
        return " + ".join(_said(item, language) for item in value)
    return label(*value, language) if isinstance(value, tuple) else str(value)
