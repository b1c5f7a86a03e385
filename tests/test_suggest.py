"""The tool that suggests corrections: what it writes leads to the gold, and the words of a person stay."""

import json
import tomllib

import pytest
from suggest_corrections import UNCERTAIN, main

from paritrana.dictionary import load_correction_reasons
from paritrana.errors import CorrectionError
from paritrana.tables.build import build

SEED = """---
id: a
title: Warta Ambon
---
Kota Ambon menjadi Juara I Paritrana Award 2022 tingkat Provinsi Maluku. Pada 2022 Kota Ambon melindungi 5.000 nelayan.
Pada tahun yang sama cakupan Kota Ambon 40 persen, entah berapa yang bekerja di sana, barangkali sembilan ribu.
"""
RANK = {"measure": "rank", "value": 1, "unit": "ordinal", "group": None, "scope": "provinsi", "figure": "Juara I"}
COVERED = {"measure": "covered", "value": 5000, "unit": "people", "group": "fishers", "figure": "5.000 nelayan"}
SHARE = {"measure": "coverage_share", "value": 40, "unit": "percent", "group": "all", "figure": "40 persen"}
WORKERS = {"measure": "potential", "value": 9000, "unit": "people", "group": "all", "figure": "sembilan ribu"}


@pytest.fixture
def run(tmp_path):
    """gold claims -> (exit status, entries of corrections.toml, its bytes)"""
    seeds, gold = tmp_path / "seeds", tmp_path / "gold"
    seeds.mkdir()
    gold.mkdir()
    (seeds / "a.md").write_text(SEED, encoding="utf-8")
    (seeds / "corrections.toml").write_text("# What a person decided.\n", encoding="utf-8")

    def run(*claims):
        base = {"region": "Kota Ambon", "province": "Maluku", "status": "actual", "year": 2022, "scope": None}
        (gold / "a.json").write_text(json.dumps({"id": "a", "claims": [base | claim for claim in claims]}))
        status, path = main(["--seeds", str(seeds), "--gold", str(gold)]), seeds / "corrections.toml"
        return status, tomllib.loads(path.read_text(encoding="utf-8")).get("correction", []), path

    return run


def word(path):
    path.write_text(path.read_text(encoding="utf-8").replace("TODO", "A person says why"), encoding="utf-8")


def test_nothing_is_suggested_where_the_reader_is_right(run):
    assert run(RANK, COVERED, SHARE)[:2] == (0, [])


def test_the_suggestions_lead_to_the_gold_once_a_person_has_worded_them(run):
    status, entries, path = run(RANK, {**COVERED, "group": "farmers", "year": None}, WORKERS)
    assert status == 1
    assert [entry["action"] for entry in entries] == ["amend", "reject", "add"]
    assert {entry["reason"] for entry in entries} == {"TODO"}
    assert entries[0]["claim"] == {"group": "farmers"} and entries[0]["clear"] == ["year", "year_basis"]
    with pytest.raises(CorrectionError, match="still to be worded"):
        build(path.parent, strict=True)
    word(path)
    tables = build(path.parent, strict=True)
    said = set(tables.claims.select("measure", "value", "year", "group").iter_rows())
    assert said == {("covered", 5000, None, "farmers"), ("potential", 9000, 2022, "all"), ("rank", 1, 2022, None)}
    assert tables.counts == {"machine_read": 1, "amended": 1, "added": 1, "rejected": 1}


def test_a_second_run_changes_nothing(run):
    claims = RANK, {**COVERED, "group": "farmers"}, WORKERS
    word(run(*claims)[2])
    before = run(*claims)[2].read_bytes()
    status, _, path = run(*claims)
    assert (status, path.read_bytes()) == (0, before) and before.startswith(b"# What a person decided.\n")


def test_a_decision_that_has_changed_keeps_its_words_for_a_person_to_judge(run):
    word(run(RANK, {**COVERED, "group": "farmers"}, SHARE)[2])
    _, (entry,), _ = run(RANK, {**COVERED, "group": "traders"}, SHARE)
    assert (entry["claim"], entry["reason"]) == ({"group": "traders"}, "TODO: A person says why")


def test_a_decision_no_longer_needed_goes(run):
    word(run(RANK, {**COVERED, "group": "farmers"})[2])
    assert run(RANK, COVERED, SHARE)[:2] == (0, [])


def test_what_careful_readers_differ_on_is_marked_where_it_is_read_and_never_added(run):
    optional = {"optional": True}
    _, (entry,), path = run(RANK, COVERED, {**SHARE, **optional}, {**WORKERS, **optional})
    assert (entry["action"], entry["claim"]) == ("amend", {"uncertain": True})
    word(path)
    assert build(path.parent, strict=True).claims.filter("uncertain")["measure"].to_list() == ["coverage_share"]


def test_a_figure_that_the_seed_does_not_print_is_named(run, capsys):
    assert run(RANK, COVERED, SHARE, {**WORKERS, "figure": "9.000"})[0] == 2
    assert "'9.000' does not stand in the seed" in capsys.readouterr().err


def test_the_reasons_it_words_itself_are_known_in_indonesian():
    assert set(UNCERTAIN.values()) <= set(load_correction_reasons())
