"""The reader against what a careful reader recorded: all fields of every claim, nothing spurious, nothing corrected."""

import json
import tomllib
from pathlib import Path

import pytest

from paritrana.articles import read_articles
from paritrana.paths import SEEDS
from paritrana.reader.extract import read

GOLD = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (Path(__file__).parent / "gold").glob("*.json")
}
TRAPS = tomllib.loads((Path(__file__).parent / "specs" / "traps.toml").read_text(encoding="utf-8"))["cases"]
ORIGINALS = Path(__file__).parents[2] / "shared" / "seeds"
FIELDS = ("region", "province", "measure", "value", "unit", "status", "year", "scope", "per")


def key(item):
    get = item.get if isinstance(item, dict) else lambda name, default=None: getattr(item, name, default)
    group = get("group") or ("all" if get("value") is not None and get("unit") != "ordinal" else None)
    return (*(get(field) for field in FIELDS), group, bool(get("approximate")), bool(get("increment")))


def same(gold, claim):
    """An optional claim is worded freely: region, measure and status must agree."""
    if gold.get("optional"):
        return (gold["region"], gold["measure"], gold["value"], gold["status"]) == (
            claim.region,
            claim.measure,
            claim.value,
            claim.status,
        )
    return key(gold) == key(claim)


def check(article):
    left = list(read(article).claims)
    missed = []
    for gold in sorted(GOLD[article.id]["claims"], key=lambda g: bool(g.get("optional"))):
        match = next((claim for claim in left if same(gold, claim)), None)
        if match:
            left.remove(match)
        elif not gold.get("optional"):  # on which careful readers differ
            missed.append(key(gold))
    assert (missed, [key(claim) for claim in left]) == ([], [])


@pytest.mark.parametrize(
    "article", [a for a in read_articles(SEEDS, front_matter=True)[0] if a.id in GOLD], ids=lambda a: a.id
)
def test_seed(article):
    check(article)


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are their publishers' and lie outside the project")
@pytest.mark.parametrize("article", read_articles(ORIGINALS)[0] if ORIGINALS.is_dir() else [], ids=lambda a: a.id)
def test_original(article):
    """Reading an original gives the same claims as reading its retelling."""
    check(article)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap['article'][:3]} {trap['at']}")
@pytest.mark.parametrize("folder", [SEEDS, ORIGINALS], ids=["retold", "original"])
def test_trap(folder, trap):
    """What looks like a claim and is none is turned down, with the reason `paritrana explain` shows."""
    if not folder.is_dir():
        pytest.skip("the originals are their publishers' and lie outside the project")
    (article,) = (a for a in read_articles(folder)[0] if a.id == trap["article"])
    turned_down = [(r.reason, article.text[r.start : r.end]) for r in read(article).rejections]
    assert any(reason == trap["reason"] and trap["at"] in said for reason, said in turned_down), turned_down


def test_every_gold_article_is_a_seed():
    assert {a.id for a in read_articles(SEEDS, front_matter=True)[0]} >= set(GOLD)
