"""The tables against what a careful reader recorded: all fields of every claim, nothing missed, nothing spurious."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from paritrana.articles import read_articles
from paritrana.models import Claim
from paritrana.paths import SEEDS
from paritrana.reader.extract import read
from paritrana.regions import all_regions
from paritrana.tables.build import build

GOLD = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (Path(__file__).parent / "gold").glob("*.json")
}
TRAPS = tomllib.loads((Path(__file__).parent / "specs" / "traps.toml").read_text(encoding="utf-8"))["cases"]
ORIGINALS = Path(__file__).parents[2] / "shared" / "seeds"
SEED_ARTICLES = {article.id: article for article in read_articles(SEEDS, front_matter=True)[0]}
FIVE = [id for id in GOLD if id[0].isdigit()]  # those whose originals we hold: read without a correction
WORDS = ("programme", "pledge", "instrument")
FIELDS = ("region", "province", "measure", "value", "unit", "status", "year", "scope", "per")


def key(item):
    get = item.get if isinstance(item, dict) else lambda name, default=None: getattr(item, name, default)
    group = get("group") or ("all" if get("value") is not None and get("unit") != "ordinal" else None)
    return (*(get(field) for field in FIELDS), group, bool(get("approximate")), bool(get("increment")))


def same(gold, claim):
    """Programmes, pledges and instruments are worded freely: region, measure and status must agree."""
    if gold["measure"] in WORDS:
        return all(gold[field] == getattr(claim, field) for field in ("region", "measure", "status"))
    return key(gold) == key(claim)


def apart(gold, claims):
    """(gold claims that no claim says, claims that no gold claim says), matched one to one."""
    left, missed = list(claims), []
    for wanted in gold:
        match = next((claim for claim in left if same(wanted, claim)), None)
        if match is None:
            missed.append(key(wanted))
        else:
            left.remove(match)
    return missed, [key(claim) for claim in left]


def check(article):
    """A claim on which careful readers differ may be read or not."""
    gold = sorted(GOLD[article.id]["claims"], key=lambda claim: bool(claim.get("optional")))
    sure = {key(claim) for claim in gold if not claim.get("optional")}
    missed, extra = apart(gold, read(article).claims)
    assert ([claim for claim in missed if claim in sure], extra) == ([], [])


@pytest.mark.parametrize("id", FIVE)
def test_seed_is_read_without_a_correction(id):
    check(SEED_ARTICLES[id])


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are their publishers' and lie outside the project")
@pytest.mark.parametrize("article", read_articles(ORIGINALS)[0] if ORIGINALS.is_dir() else [], ids=lambda a: a.id)
def test_original(article):
    """Reading an original gives the same claims as reading its retelling."""
    check(article)


@pytest.fixture(scope="module")
def published():
    """Article id -> the claims as they are published."""
    claims = [Claim(**row) for row in build(SEEDS, strict=True).claims.drop("province_then").iter_rows(named=True)]
    return {id: [claim for claim in claims if claim.article == id] for id in GOLD}


@pytest.mark.parametrize("id", GOLD)
def test_published_is_gold(published, id):
    """All of what every careful reader records, and nothing else but what some do: that is marked uncertain."""
    gold = GOLD[id]["claims"]
    sure = [claim for claim in gold if not claim.get("optional") and not claim.get("uncertain")]
    doubtful = [claim for claim in gold if claim.get("uncertain")]
    assert apart(sure, (claim for claim in published[id] if not claim.uncertain)) == ([], [])
    missed, extra = apart(
        [*doubtful, *(claim for claim in gold if claim.get("optional"))],
        (claim for claim in published[id] if claim.uncertain),
    )
    assert not extra
    assert not set(missed) & set(map(key, doubtful))


@pytest.mark.parametrize("id", GOLD)
def test_a_published_figure_is_printed_where_its_claim_says(published, id):
    text = SEED_ARTICLES[id].text
    for claim in published[id]:
        printed = text[claim.start : claim.end]
        assert printed in claim.quote, claim.quote
        if claim.unit in ("people", "percent", "IDR"):
            assert number(printed) == pytest.approx(claim.value), printed


def number(printed):
    """The first figure of "Rp 1,08 miliar", "15,386" or "13.85 persen": three digits after a mark are thousands."""
    scales = {"ribu": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12}
    figure, unit = re.search(r"(\d[\d.,]*\d|\d)\s*(?:\w+)?", printed)[1], printed.lower()
    scale = next((by for word, by in scales.items() if re.search(rf"\d\s*{word}", unit)), 1)
    plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", figure) if scale == 1 else figure
    return float(plain.replace(",", ".")) * scale


@pytest.mark.parametrize("id", GOLD)
def test_gold_is_of_its_seed(id):
    """Publisher, date, regions by their official names, and each figure as the seed prints it."""
    gold, article = GOLD[id], SEED_ARTICLES[id]
    assert (gold["id"], gold["publisher"], gold["published"]) == (id, article.publisher, article.published)
    names = {region.name: region.province for region in all_regions().values()}
    for claim in gold["claims"]:
        assert names[claim["region"]] == claim["province"]
        assert id in FIVE or (claim["figure"] or "") in " ".join(article.text.split())
        assert claim["value"] is None or claim["figure"]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap['article'][:3]} {trap['at']}")
@pytest.mark.parametrize("folder", [SEEDS, ORIGINALS], ids=["retold", "original"])
def test_trap(folder, trap):
    """What looks like a claim and is none is turned down, with the reason `paritrana explain` shows."""
    if not folder.is_dir():
        pytest.skip("the originals are their publishers' and lie outside the project")
    (article,) = (a for a in read_articles(folder)[0] if a.id == trap["article"])
    turned_down = [(r.reason, article.text[r.start : r.end]) for r in read(article).rejections]
    assert any(reason == trap["reason"] and trap["at"] in said for reason, said in turned_down), turned_down


def test_every_seed_has_gold():
    assert set(SEED_ARTICLES) == set(GOLD)
