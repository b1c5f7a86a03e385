"""Patterns tried only where a word of theirs stands: the word is in all that they match, so that nothing is missed."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paritrana.articles import read_articles
from paritrana.paths import SEEDS
from paritrana.reader import extract  # noqa: F401 - brings all rules and their scans
from paritrana.reader.dates import _DATE
from paritrana.reader.numbers import _FIGURE
from paritrana.reader.page import _NUMBERED
from paritrana.reader.rules.levels import BOUND
from paritrana.reader.scan import Heads, Scan, heard
from paritrana.reader.text import fold


@pytest.mark.parametrize("scan", Scan.all, ids=lambda scan: scan.pattern.pattern[:40])
def test_every_match_holds_a_word_of_its_scan(scan):
    @settings(max_examples=150, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def holds(data):
        text = data.draw(st.from_regex(scan.pattern))
        match = scan.pattern.search(text)
        assert match is None or heard(fold(match[0])) & scan.bit

    holds()


@pytest.mark.parametrize("heads", [_DATE, _FIGURE, _NUMBERED], ids=["dates", "figures", "references"])
def test_heads_find_what_a_search_finds(heads: Heads):
    for article in read_articles(SEEDS)[0]:
        folded = fold(article.text)
        searched = [match.span() for match in re.finditer(heads.pattern, folded)]
        assert [match.span() for match in heads.finditer(folded)] == searched


def test_a_word_is_heard_as_part_of_another():
    assert heard("kini di bawahnya") & BOUND.bit
    assert not heard("di atas") & BOUND.bit
