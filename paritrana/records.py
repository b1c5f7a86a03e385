"""Strict TOML: a file as a record of a given type, a typo as an error that names file and line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from .errors import DataError

Kind = TypeVar("Kind")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_UNKNOWN = re.compile(r"(?:unknown field `|Invalid enum value ')(\w+)(?:`|' - at `key`)")
_PATH = re.compile(r"`\$((?:\.\w+|\[[^\]]*\])+)`")


def read_toml(path: Path, kind: type[Kind], error: type[DataError] = DataError) -> Kind:
    """A TOML file as a record of `kind`. Raises `error` naming file and line for anything that does not fit."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise error(f"cannot be read ({type(reason).__name__})", str(path), "restore it from the repository") from None
    try:
        return msgspec.toml.decode(text, type=kind)
    except msgspec.DecodeError as reason:  # ValidationError is one
        what = str(reason)
        raise error(_AT_LINE.sub("", what), f"{path}{_line(text, what)}", "mend the line") from None


def _line(text: str, what: str) -> str:
    """ ":12" for the line that an error of msgspec or tomllib speaks of, "" where it cannot be told."""
    if at := _AT_LINE.search(what):
        return f":{at[1]}"
    path, unknown = _PATH.search(what), _UNKNOWN.search(what)
    keys = re.findall(r"\w+", re.sub(r"\[[^\]]*\]", "", path[1])) if path else []
    if unknown:
        keys.append(unknown[1])
    lines, at = text.splitlines(), 0
    for key in keys:  # each key stands behind the one it belongs to
        pattern = re.compile(rf"\s*(?:\[+\s*(?:[\w.\"]+\.)?{key}\b|\"?{key}\"?\s*=|.*[{{,]\s*{key}\s*=)")
        at = next((number for number in range(at, len(lines)) if pattern.match(lines[number])), at)
    return f":{at + 1}" if keys else ""
