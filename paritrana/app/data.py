"""The tables, built once for all visitors and kept for as long as seeds, lexicon, geo files and code stay the same."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import streamlit as st

from ..paths import GEO, PACKAGE, SEEDS
from ..tables.frames import Tables
from .state import Choices
from .view import choices

_READ = (".md", ".toml", ".csv", ".py", ".txt", ".html", ".jsonl")


def load() -> tuple[Tables, Choices]:
    """The tables of the seeds, and what can be chosen in them. Raises ParitranaError."""
    return _load(fingerprint(SEEDS, GEO, PACKAGE))


@st.cache_resource(max_entries=2, show_spinner=False)
def _load(content: str) -> tuple[Tables, Choices]:
    from ..tables.build import build

    tables = build(SEEDS)
    return tables, choices(tables)


def fingerprint(*folders: Path) -> str:
    """A hash of the content of every file that says what the tables hold."""
    files = [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _READ and path.is_file()
    ]
    return _hash(tuple((path, (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files))


@lru_cache(maxsize=2)
def _hash(files: tuple) -> str:
    total = hashlib.blake2b(digest_size=8)
    for path, *_ in files:
        total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
