"""The audit, a case a line in specs/audit.toml; and how its sentences and bounds come about."""

import tomllib
from pathlib import Path
from typing import get_args

import msgspec
import polars as pl
import pytest
from making import article, claim

from paritrana.errors import DataError
from paritrana.paths import DATA
from paritrana.tables.audit import audit_rows, load_rules, verdicts
from paritrana.tables.build import build
from paritrana.tables.frames import build_tables
from paritrana.tables.schemas import Check

CASES = tomllib.loads((Path(__file__).parent / "specs" / "audit.toml").read_text(encoding="utf-8"))["case"]


def claims_of(lines):
    for line in lines:
        name, _, said = line.rpartition(": ")
        yield claim(said, article=name or "a")


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_case(case):
    rows = audit_rows(list(claims_of(case["claims"])), texts_of(case))
    found = [f"{row['check']} {row['outcome']}" for row in (rows if case.get("bounds") else telling(rows))]
    assert sorted(found) == sorted(case["finds"])


def texts_of(case):
    """The articles of a case: those with a date ("published") or a headline."""
    dates = case.get("published", {})
    return {name: article(name, published=day) for name, day in dates.items()}


def telling(rows):
    """Without the bounds that figures merely keep to."""
    return [row for row in rows if row["outcome"] != "holds" or not row["check"].startswith("over_")]


def only(*lines):
    (row,) = telling(audit_rows(list(claims_of(lines))))
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
    rows = [row for case in CASES for row in audit_rows(list(claims_of(case["claims"])), texts_of(case))]
    assert {row["check"] for row in rows} == set(get_args(Check))
    assert not [row for row in rows if "{" in row["note_id"] + row["note_en"]]


def test_the_verdicts_are_counted():
    frame = pl.DataFrame({"outcome": ["holds", "fails", "holds"]})
    assert verdicts(frame) == {"holds": 2, "fails": 1, "cannot_tell": 0}
    assert verdicts(frame.clear()) == {"holds": 0, "fails": 0, "cannot_tell": 0}


HEADED = article("a", "Dilindungi 30.100 orang\nSetelah itu 25.100 orang.", title="Dilindungi 30.100 orang")


def test_the_headline_is_held_against_the_body():
    claims = [claim("73.16 covered 30100 all 2024", start=11, end=17), claim("73.16 covered 25100 all 2024", start=36)]
    (row,) = telling(audit_rows(claims, {"a": HEADED}))
    assert (row["check"], row["outcome"]) == ("conflict", "cannot_tell")
    assert row["claim_ids"].split(";") == [claims[1].claim_id, claims[0].claim_id]
    repeated = msgspec.structs.replace(HEADED, text=HEADED.text + " Jadi 30.100.")
    assert telling(audit_rows(claims, {"a": repeated})) == []


def test_both_sentences_of_a_contradiction_can_be_reached():
    claims = [claim("73 rank 2 nasional 2020", quote="Satu."),
              claim("91 rank 2 nasional 2020", article="b", quote="Dua.")]  # fmt: skip
    made = build_tables([article("a"), article("b")], claims)
    (row,) = made.audit.iter_rows(named=True)
    quotes = made.claims.filter(pl.col("claim_id").is_in(row["claim_ids"].split(";")))["quote"]
    assert sorted(quotes) == ["Dua.", "Satu."] and (row["award_year"], row["data_year"]) == (2020, None)


@pytest.mark.parametrize(("text", "found"), [
    ("Paser juara Paritrana Award 2023. Panitia Paritrana Award 2024 hadir.", ["two_years cannot_tell"]),
    ("Paser juara Paritrana Award 2023. Panitia Paritrana Award 2021 hadir.", []),
    ("Paser juara Paritrana Award 2023 pada 2024.", []),
])  # fmt: skip
def test_one_article_that_names_its_award_by_two_years(text, found):
    rows = telling(audit_rows([claim("64.01 rank 1 2023 provinsi")], {"a": article("a", text)}))
    assert [f"{row['check']} {row['outcome']}" for row in rows] == found


def test_shares_of_different_denominators_may_both_be_right():
    of = {"x": "40 persen dari angkatan kerja.", "y": "55 persen dari potensi peserta."}
    claims = [claim(f"73.16 coverage_share {quote[:2]} all 2024", claim_id=name, quote=quote, start=0, end=2)
              for name, quote in of.items()]  # fmt: skip
    made = build_tables([article("a", " ".join(of.values()))], claims)
    assert [row["outcome"] for row in telling(made.audit.to_dicts())] == ["cannot_tell"]


def test_a_wild_figure_is_shown_with_the_check_that_fails_and_breaks_no_table():
    claims = [claim("73.16 coverage_share 5000 all 2023"), claim("64.01 covered 900000000000 all 2023")]
    made = build_tables([article()], claims)
    assert made.regions["value"].to_list() == [900e9, 5000]
    assert set(made.audit.filter(outcome="fails")["check"]) == {"over_100", "over_population"}


def test_a_doubtful_reading_is_marked():
    rows = telling(audit_rows([claim("18.03 coverage_share 126 all 2024 ?")]))
    assert [row["uncertain"] for row in rows] == [True]


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
        ("kmp-24", "sum"), ("kmp-25", "conflict"), ("sul-03", "two_years"), ("sul-04", "same_place"),
        ("sul-10", "over_potential"),
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


def test_a_contradiction_stands_there_with_both_sentences():
    said = [
        claim(f"73.16 coverage_share {value} all 2023", article=name, quote=f"Kalimat {name}.", claim_id=name)
        for name, value in (("a", 25.6), ("b", 26.6))
    ]
    rows = audit_rows(said, {name: article(name) for name in "ab"})
    (row,) = (row for row in rows if row["check"] == "conflict")
    assert (row["quotes"], row["claim_ids"]) == ("Kalimat a. | Kalimat b.", "a;b")
