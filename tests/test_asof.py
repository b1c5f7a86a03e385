"""The tables as they stood on a day."""

import json

import pytest
from making import article, claim

from paritrana.__main__ import main
from paritrana.errors import DayError
from paritrana.paths import SEEDS
from paritrana.tables.asof import known_by, known_since, the_day
from paritrana.tables.build import build

SEED = "---\nid: {id}\npublished: {published}\n---\n{text}\n"
ARTICLES = {
    "early": ("2022-03-01", "Kota Ambon melindungi 21.345 pekerja pada 2021."),
    "late": ("2024-05-01", "Kota Ambon melindungi 30.123 pekerja pada 2023."),
    "undated": ("", "Kota Ambon melindungi 25.678 pekerja pada 2022 dan menargetkan 40.000 pekerja pada 2025."),
    "silent": ("", "Kota Ambon melindungi 11.111 pekerja."),
}


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, (published, text) in ARTICLES.items():
        (folder / f"{name}.md").write_text(SEED.format(id=name, published=published, text=text))
    return folder


@pytest.mark.parametrize(
    "said", ["", "2024", "2024-13-01", "20240101", "2024-W01-1", "1 Mei 2024", "٢٠٢٤-٠١-٠١", "x" * 99]
)
def test_a_bad_day_is_one_clear_line(said):
    with pytest.raises(DayError) as error:
        the_day(said)
    assert "2024-08-09" in str(error.value) and "\n" not in str(error.value) and len(str(error.value)) < 120


def test_since_when_an_article_is_known():
    reported, promised = claim("81.71 covered 5 2022 all"), claim("81.71 covered 9 2030 all target")
    undated = claim("81.71 covered 5 all")
    assert known_since(article(published="2021-02-03"), [reported]) == "2021-02-03"
    assert known_since(article(), [reported, promised]) == "2022-12-31"
    assert known_since(article(), [promised, undated]) is None
    assert [known_by(article(), [reported], day) for day in ("2022-12-30", "2022-12-31")] == [False, True]
    assert not known_by(article(), [], "2999-01-01")


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2022-02-28", set()), ("2022-03-01", {"early"}), ("2022-12-31", {"early", "undated"}),
        ("2024-05-01", {"early", "late", "undated"}), (None, set(ARTICLES)),
    ],
)  # fmt: skip
def test_a_day_holds_what_was_known_by_then(seeds, day, known):
    tables = build(seeds, as_of=day)
    assert set(tables.texts) == known == set(tables.claims["article"]) == set(tables.articles["article"])
    assert day is None or tables.as_of == day


def test_what_is_due_is_judged_on_that_day(seeds):
    (outcome,) = build(seeds, as_of="2023-01-01").targets["outcome"]
    assert outcome == "due_later"
    (outcome,) = build(seeds, as_of="2026-01-01").targets["outcome"]
    assert outcome == "no_later_evidence"


def test_corrections_of_later_articles_wait_and_those_of_none_still_fail(seeds):
    entry = '[[correction]]\narticle = "{}"\naction = "reject"\nreason = "r"\nexpect = {{measure = "covered"}}\n'
    (seeds / "corrections.toml").write_text(entry.format("late"))
    assert build(seeds, strict=True, as_of="2022-06-01").counts["rejected"] == 0
    assert build(seeds, strict=True, as_of="2024-06-01").counts["rejected"] == 1
    (seeds / "corrections.toml").write_text(entry.format("nobody"))
    assert "no such article" in build(seeds, as_of="2022-06-01").problems[0]


def test_the_command_builds_a_day(seeds, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["build", "--seeds", str(seeds), "--out", str(out), "--as-of", "2022-06-01"]) == 0
    package = json.loads((out / "datapackage.json").read_text())
    assert package["as_of"] == "2022-06-01" and "as of 2022-06-01" in capsys.readouterr().out
    assert len((out / "articles.csv").read_text().splitlines()) == 2


@pytest.mark.parametrize(("day", "says"), [("1 Juni", "'1 Juni' is not a day"), ("1990-01-01", "no article known by")])
def test_the_command_says_what_is_wrong_with_a_day(tmp_path, capsys, day, says):
    assert main(["build", "--seeds", str(SEEDS), "--out", str(tmp_path / "out"), "--as-of", day]) == 2
    err = capsys.readouterr().err
    assert says in err and len(err.splitlines()) == 1 and not (tmp_path / "out").exists()


def test_workers_are_a_number(capsys):
    with pytest.raises(SystemExit):
        main(["build", "--workers", "0"])
    assert "'0' is not a number from 1" in capsys.readouterr().err
