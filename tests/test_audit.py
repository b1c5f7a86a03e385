"""The audit, a case a line in specs/audit.toml; and how its sentences and bounds come about."""

import tomllib
from pathlib import Path

import pytest
from making import article, claim

from paritrana.errors import DataError
from paritrana.paths import DATA
from paritrana.tables.audit import audit_rows, load_rules
from paritrana.tables.build import build
from paritrana.tables.frames import build_tables

CASES = tomllib.loads((Path(__file__).parent / "specs" / "audit.toml").read_text(encoding="utf-8"))["case"]


def claims_of(lines):
    for line in lines:
        name, _, said = line.rpartition(": ")
        yield claim(said, article=name or "a")


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_case(case):
    found = [f"{row['check']} {row['outcome']}" for row in audit_rows(list(claims_of(case["claims"])))]
    assert sorted(found) == sorted(case["finds"])


def only(*lines):
    (row,) = audit_rows(list(claims_of(lines)))
    return row


def test_sentences_have_each_languages_numbers():
    row = only("18.06 budget 69400000 fishers 2021", "18.06 covered 376 fishers 2021")
    assert "Rp69.400.000 untuk 376 orang" in row["note_id"] and "sekitar 11 dari 12 bulan" in row["note_id"]
    assert "Rp69,400,000 for 376 people" in row["note_en"] and "about 11 of 12 months" in row["note_en"]
    assert round(row["found"]) == 184_574 and row["expected"] == 12 * 16_800 and row["unit"] == "IDR"


def test_selayar_says_how_many_workers_it_would_take():
    counted = "73.01 covered 24874 formal 2024", "73.01 covered 47257 informal 2024"
    row = only("73.01 coverage_share 53 all 2024 ~", *counted)
    assert round(row["found"]) == 136_096 and row["found"] > row["expected"]
    assert "136.096" in row["note_id"] and "143.096 penduduk" in row["note_id"]
    assert len(row["claim_ids"].split(";")) == 3


def test_every_finding_has_its_sentence_and_every_sentence_its_figures():
    rows = audit_rows([c for case in CASES for c in claims_of(case["claims"])])
    assert {row["check"] for row in rows} >= {"sum", "increment", "share", "over_100", "per_person", "conflict"}
    assert not [row for row in rows if "{" in row["note_id"] + row["note_en"]]


def test_the_seeds():
    """What an article's own figures allow, and each figure that cannot be right beside another of its article."""
    audit = build().audit.select("region", "check", "outcome", "note_en", "article")
    rows = {tuple(row[:3]): row[3] for row in audit.iter_rows()}
    assert "32,268 + 14,242 = 46,510" in rows["Kabupaten Paser", "increment", "holds"]
    assert "95 percent of 143,096 inhabitants" in rows["Kabupaten Kepulauan Selayar", "share", "fails"]
    assert "about 11 of 12 months" in rows["Kabupaten Tanggamus", "per_person", "holds"]
    assert "128,357, but 128,358 is stated" in rows["Provinsi Papua Barat", "sum", "fails"]
    assert "as 25.6 and as 26.6" in rows["Kabupaten Lampung Utara", "conflict", "fails"]
    assert set(audit.filter(outcome="fails").select("article", "check").iter_rows()) == {
        ("001_7e90024d689d2bf2", "share"), ("jbn-01", "share"), ("jbn-13", "share"), ("kmp-02", "over_100"),
        ("kmp-02", "over_potential"), ("kmp-24", "over_100"), ("kmp-24", "over_potential"), ("kmp-24", "share"),
        ("kmp-24", "sum"), ("kmp-25", "conflict"), ("sul-04", "conflict"), ("sul-10", "over_potential"),
        ("sum-02", "conflict"), ("sum-24", "conflict"),
    }  # fmt: skip


def test_the_order_of_claims_does_not_matter():
    claims = [c for case in CASES[:8] for c in claims_of(case["claims"])]
    articles = [article("a"), article("b")]
    one, other = (build_tables(articles, order).audit for order in (claims, claims[::-1]))
    assert one.equals(other)


def test_an_unknown_key_in_the_bounds_is_named(tmp_path):
    path = tmp_path / "audit.toml"
    path.write_text((DATA / "audit.toml").read_text(encoding="utf-8").replace("value = 0.75", "vlaue = 0.75"))
    with pytest.raises(DataError, match=r"audit.toml.*vlaue|audit.toml.*value"):
        load_rules(path)
