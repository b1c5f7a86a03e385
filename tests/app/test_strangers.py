"""The explorer on seeds that attack: every text is shown as text (tests/browser/test_besieged.py has all pages)."""

import io
import re

import attacks
import pytest
from streamlit.testing.v1 import AppTest

from paritrana.app import data, downloads


@pytest.fixture
def struck(app, tmp_path, monkeypatch):
    attacks.write(tmp_path / "seeds")
    monkeypatch.setattr(data, "SEEDS", tmp_path / "seeds")
    return app


def markdown(page: AppTest) -> str:
    kinds = [*page.markdown, *page.caption, *page.info, *page.warning, *page.expander]
    return "\n".join(getattr(one, "value", "") or getattr(one, "label", "") for one in kinds)


def bare(text: str) -> str:
    """Markdown without what is escaped in it and without our own signs of colour."""
    return re.sub(r"\\.", "", text)


def test_the_front_page_says_no_text_as_markup(struck):
    said = bare(markdown(struck(region="64.01", measure="covered")))
    assert not re.search(r"<\s*(script|img)|javascript:|onerror", said, re.IGNORECASE), said


def test_the_list_of_problems_is_text_that_steers_nothing(struck):
    page = struck()
    (problems,) = [code.value for code in page.code if "tidak ada keterangan artikel" in code.value]
    assert problems.replace("\n", "").isprintable() and "\\x1b[2J" in problems


@pytest.mark.parametrize("kind", downloads.FORMATS)
def test_every_download_can_be_made_of_it(struck, kind):
    page = struck(measure="covered", group="all")
    tables = data.load().tables
    made = downloads.taken(kind, tables.claims.head(9), tables, "x")
    assert made and not page.exception
    if kind in ("csv", "excel"):
        assert not re.search(r"(?m)^[=+@]|[,;]\"?[=+@-]", io.BytesIO(made).getvalue().decode("utf-8-sig"))


def test_any_link_draws_a_page(app):
    for query in ({"region": "../../etc"}, {"province": "\u202e73"}, {"claim": attacks.SCRIPT}, {"year": "２０２３"},
                  {"as_of": "٢٠٢٣-٠١-٠١"}, {"article": "x" * 5000}, {"with": [str(n) for n in range(500)]},
                  {"table": ["map"] * 99, "lang": "EN"}):  # fmt: skip
        page = app(**query)
        assert "<script" not in bare(markdown(page))
