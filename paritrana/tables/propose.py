"""A decision on a claim as an entry of corrections.toml: which fields single the claim out, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..models import Claim, Reading
from .corrections import Correction

SINGLES_OUT = ("region", "measure", "value", "status", "year", "group", "scope", "label", "increment", "start")


def singled_out(claim: Claim, reading: Reading) -> dict:
    """Fields that no other claim of the article shares: as few as will do."""
    fields = {}
    for name in SINGLES_OUT:
        value, others = getattr(claim, name), [other for other in reading.claims if other is not claim]
        fits = [other for other in others if all(getattr(other, key) == said for key, said in fields.items())]
        if value is not None and (name in SINGLES_OUT[:3] or any(getattr(other, name) != value for other in fits)):
            fields[name] = value
    return fields


def changed(claim: Claim, said: Mapping[str, object]) -> tuple[dict, list[str]]:
    """Of fields said anew: (those that change, those that are left open), as `claim` and `clear` of an amend."""
    differs = {name: value for name, value in said.items() if getattr(claim, name) != value}
    clear = [name for name, value in differs.items() if value is None]
    return {name: value for name, value in differs.items() if value is not None}, clear


def written(item: Correction) -> str:
    """An entry as TOML."""
    lines = [f"{name} = {toml(getattr(item, name))}" for name in ("article", "action", "reason", "expect")]
    lines += [f"{name} = {toml(value)}" for name in ("claim", "clear") if (value := getattr(item, name))]
    return "\n".join(["", "[[correction]]", *lines, ""])


def toml(value) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }" if value else "{}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
