"""Every line of tests/specs/*.toml is a test. A newcomer adds a failing case there."""

import tomllib
from pathlib import Path

import pytest

from paritrana.dictionary import load_reasons
from paritrana.reader.dates import dates
from paritrana.reader.extract import article_from_text, read
from paritrana.reader.lexicon import finder, load
from paritrana.reader.numbers import figures
from paritrana.reader.page import Page
from paritrana.reader.places import mentions
from paritrana.reader.rules import money, people, shares
from paritrana.reader.text import fold
from paritrana.reader.written import year_written

SPECS = Path(__file__).parent / "specs"


def cases(name):
    return list(_cases(name))


def _read(name):
    return tomllib.loads((SPECS / f"{name}.toml").read_text(encoding="utf-8"))["cases"]


def _cases(name):
    for case in _read(name):
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if case.get("xfail") else []
        yield pytest.param(case, marks=marks, id=case["say"][:60])


def said(claim):
    value = "" if claim.value is None else f" {claim.value:.12g}"
    planned = " target" if claim.status == "target" else ""
    added = " +" if claim.increment else ""
    what = f"{claim.measure}{value}{planned}{added}"
    return f"{claim.region}: {what}, {claim.year or '-'}, {claim.group or claim.scope or '-'}"


@pytest.mark.parametrize("case", cases("claims"))
def test_claims(case):
    reading = read(article_from_text(case["say"]))
    wordings = ("pledge", "programme", "instrument")
    assert [said(c) for c in reading.claims if c.measure not in wordings] == case["read"]
    reasons = {r.reason for r in reading.rejections}
    assert set(case.get("not", [])) <= reasons <= set(load_reasons())


def test_each_reason_is_shown_by_a_case_and_has_words():
    shown = {reason for case in _read("claims") for reason in case.get("not", [])}
    assert shown == set(load_reasons())
    assert {refuse.__name__ for family in (money, people, shares) for refuse in family.REFUSALS} <= shown
    assert {f"place_{role}" for role in load().before} <= shown


def test_reasons_differ_in_both_languages():
    for language in ("id", "en"):
        said = [getattr(reason, language) for reason in load_reasons().values()]
        assert all(said) and len(set(said)) == len(said)


@pytest.mark.parametrize("case", cases("numbers"))
def test_numbers(case):
    found = [(f.value, f.unit, f.approximate) for f in figures(fold(case["say"]), tuple(load().approx["before"]))]
    assert found == ([(case["value"], case["unit"], case.get("approx", False))] if "value" in case else [])


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case):
    found = [(w.precision, w.year or 0, w.iso or "", w.doubtful) for w in dates(fold(case["say"]))]
    assert found == (
        [(case["precision"], case["year"], case.get("iso", ""), case.get("doubtful", False))] if "year" in case else []
    )


@pytest.mark.parametrize("case", cases("written"))
def test_written(case):
    article = article_from_text(case["say"], url=case.get("url"))
    assert (year_written(article, Page(article.text)) or 0) == case["year"]


@pytest.mark.parametrize("case", cases("places"))
def test_places(case):
    text = f"Kata {case['say']} itu."
    folded = fold(text)
    found = mentions(text, folded, finder().find(folded), [0])
    assert (found[0].region.name if found[0].region else "", found[0].role) == (case["region"], case["role"])
