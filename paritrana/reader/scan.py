"""Patterns that are tried only where one of their words stands: one automaton is faster than many searches.

A `Scan` is searched for in sentences that have one of its words (`Sentence.search`), `Heads` are tried at theirs only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import ClassVar

import ahocorasick_rs

FASTEST = ahocorasick_rs.Implementation.DFA


class Scan:
    """A pattern every match of which, folded, holds one of these words, whole or as part of another."""

    all: ClassVar[list[Scan]] = []

    def __init__(self, pattern: str, *words: str):
        self.pattern, self.words = re.compile(pattern), words
        self.bit = 1 << len(self.all)
        self.all.append(self)


def heard(folded: str) -> int:
    """The bits of the scans one of whose words stands in a folded text."""
    automaton, bits = _automaton(len(Scan.all))
    found = 0
    for index, _, _ in automaton.find_matches_as_indexes(folded, overlapping=True):
        found |= bits[index]
    return found


@cache
def _automaton(_: int) -> tuple[ahocorasick_rs.AhoCorasick, list[int]]:
    """All words of all scans known so far, and for each the bits of those whose it is."""
    bits: dict[str, int] = {}
    for scan in Scan.all:
        for word in scan.words:
            bits[word] = bits.get(word, 0) | scan.bit
    return ahocorasick_rs.AhoCorasick(list(bits), implementation=FASTEST), list(bits.values())


class Heads:
    """A pattern every match of which begins with one of these words."""

    def __init__(self, pattern: str, words: Iterable[str]):
        self.pattern = re.compile(pattern)
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, implementation=FASTEST
        )

    def finditer(self, folded: str) -> Iterator[re.Match]:
        """The matches in a folded text, in order; none overlaps another."""
        end, matches = 0, self.pattern.match
        for _, start, _ in self._automaton.find_matches_as_indexes(folded):
            if start >= end and (match := matches(folded, start)):
                end = match.end()
                yield match
