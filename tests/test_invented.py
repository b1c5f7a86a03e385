"""The invented articles: their gold is sound, and the reader does no worse on any set than floors.toml says."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from paritrana.articles import read_articles
from paritrana.reader.extract import extract_claims
from paritrana.regions import all_regions
from paritrana.score import load_gold, score

FOLDER = Path(__file__).parent / "invented"
FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))
SETS = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
ARTICLES = {name: read_articles(FOLDER / f"{name}.jsonl") for name in SETS}
GOLD = {name: load_gold(FOLDER / "gold" / f"{name}.jsonl") for name in SETS}


def test_every_set_has_gold_and_floors():
    assert [path.stem for path in sorted((FOLDER / "gold").iterdir())] == SETS == list(FLOORS)
    assert {tuple(floors) for floors in FLOORS.values()} == {("core", "full")}


def test_ids_are_unique():
    """Those that are read twice would be renamed: the ids as they are printed count."""
    printed = [json.loads(line)["id"] for name in SETS for line in (FOLDER / f"{name}.jsonl").open(encoding="utf-8")]
    assert [id for id, count in Counter(printed).items() if count > 1] == []
    assert len({id for gold in GOLD.values() for id in gold}) == len(printed)


@pytest.mark.parametrize("name", SETS)
def test_gold_is_of_its_articles(name):
    """Each figure as its article prints it, each region by its official name."""
    articles, errors = ARTICLES[name]
    printed = {article.id: " ".join(article.text.split()) for article in articles}
    assert (errors, sorted(printed)) == ([], sorted(GOLD[name]))
    regions = {region.name for region in all_regions().values()}
    for id, claims in GOLD[name].items():
        for claim in claims:
            assert claim["region"] in regions, (id, claim)
            assert " ".join(claim.get("figure", "").split()) in printed[id], (id, claim)


@pytest.mark.parametrize("name", SETS)
def test_the_reader_does_not_fall_below_the_floors(name):
    result = score(GOLD[name], (claim for article in ARTICLES[name][0] for claim in extract_claims(article)))
    f1 = {"core": result.f1()[2], "full": result.f1(full=True)[2]}
    low = [f"{what} F1 {f1[what]:.3f} under {floor}" for what, floor in FLOORS[name].items() if f1[what] < floor]
    files = f"tests/invented/gold/{name}.jsonl tests/invented/{name}.jsonl"
    assert not low, f"set {name}: {low}, see floors.toml; `.venv/bin/paritrana score {files} --misses` lists why"
