"""What changed between two releases: by article, for people and machines."""

import json
import shutil

import msgspec
import pytest
from making import article, claim

from paritrana.__main__ import main
from paritrana.diff import changes
from paritrana.export import files as export
from paritrana.models import Claim
from paritrana.tables.frames import build_tables


def rows(*claims: Claim) -> list[dict]:
    return [msgspec.to_builtins(item) for item in claims]


A = claim("81.71 covered 21345 2021 all", claim_id="a", start=10, end=16)
B = claim("81.71 rank 1 2022 provinsi", claim_id="b", start=30, end=37)


def make(item: Claim, **fields) -> Claim:
    return msgspec.structs.replace(item, **fields)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([A, B], [B, A], []),
        ([A], [A, B], [("gained", None)]),
        ([A, B], [A], [("lost", None)]),
        # what the id is made of changes, so the id does; the article and the figure stay
        ([A, B], [make(A, claim_id="a2", year=2022), B], [("changed", ["year"])]),
        ([A], [make(A, claim_id="a2", region_code="73.16", region="Kabupaten Enrekang")],
         [("changed", ["region_code", "region"])]),
        ([A], [make(A, claim_id="a2", group="formal", status="target")], [("changed", ["status", "group"])]),
        # what stands outside the id
        ([A], [make(A, quote="Lain.", approximate=True, year_basis="event")],
         [("changed", ["year_basis", "approximate", "quote"])]),
        # read otherwise at the same place
        ([A], [make(A, claim_id="a2", value=21345000.0)], [("changed", ["value"])]),
        # only moved by an edit of the text
        ([A], [make(A, start=99, end=105)], []),
        # the same figure in another article is another claim
        ([A], [make(A, claim_id="x", article="other")], [("lost", None), ("gained", None)]),
        ([], [], []),
    ],
)  # fmt: skip
def test_changes(old, new, said):
    found = changes(rows(*old), rows(*new))
    assert [(item.change, item.fields) for item in found] == said


def test_two_equal_figures_of_an_article_are_not_mixed_up():
    twin = make(A, claim_id="t", region_code="73.16", region="Kabupaten Enrekang", start=50, end=56)
    found = changes(rows(A, twin), rows(make(twin, claim_id="t2", year=2022), A))
    assert [(item.old["claim_id"], item.new["claim_id"], item.fields) for item in found] == [("t", "t2", ["year"])]


@pytest.fixture
def releases(tmp_path):
    texts = [article("a"), article("b")]
    old, new = [A, B], [make(A, claim_id="a2", year=2022), claim("73.16 award - 2023", article="b", claim_id="c")]
    for name, claims in (("old", old), ("new", new)):
        export.write(build_tables(texts, claims), tmp_path / name)
    return tmp_path / "old", tmp_path / "new"


def test_text_for_people(releases, capsys):
    assert main(["diff", *map(str, releases)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "a",
        "  ~ Kota Ambon · workers covered · 21,345 people · all workers · 2022 (printed with the figure)",
        "      year 2021 -> 2022",
        "  - Kota Ambon · rank · 1 place · province · 2022 (printed with the figure)",
        "b",
        "  + Kabupaten Enrekang · award without a number · 2023 (printed with the figure)",
        "1 gained, 1 lost, 1 changed, 0 the same",
    ]


def test_lines_for_machines(releases, capsys):
    assert main(["diff", *map(str, releases), "--format", "jsonl"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["change"], line["article"]) for line in lines] == [("changed", "a"), ("lost", "a"), ("gained", "b")]
    assert lines[0]["fields"] == ["year"] and (lines[0]["old"]["year"], lines[0]["new"]["year"]) == (2021, 2022)
    assert "new" not in lines[1] and lines[2]["new"]["region"] == "Kabupaten Enrekang"


def test_the_same_release_in_any_form(releases, tmp_path, capsys):
    old, _ = releases
    forms = [old, old / "claims.csv", old / "claims.parquet", tmp_path / "claims.jsonl"]
    forms[3].write_bytes(b"\n".join(map(msgspec.json.encode, (A, B))))
    for one in forms:
        for other in forms:
            assert main(["diff", str(one), str(other)]) == 0, (one, other)
            assert capsys.readouterr().out == "no difference: 2 claims\n"
    assert main(["diff", str(old), str(old), "--format", "jsonl"]) == 0 and capsys.readouterr().out == ""


def test_a_column_that_one_release_lacks_is_no_change_but_said(releases, tmp_path, capsys):
    old, _ = releases
    lines = [json.loads(msgspec.json.encode(item)) for item in (A, B)]
    for line in lines:
        del line["label"]
    (tmp_path / "older.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert main(["diff", str(tmp_path / "older.jsonl"), str(old)]) == 0
    out, err = capsys.readouterr()
    assert out == "no difference: 2 claims\n" and "not compared" in err and "label" in err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file or folder"), ("folder", "no claims"), (b"a,b\n1,2\n", "no column claim_id"),
        (b"", "cannot be read"), (b"\xff\xfe\x00,", "cannot be read"),
        ("jsonl", "claims.jsonl:2: "), ("txt", "neither .csv"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_status_2(releases, tmp_path, capsys, content, says):
    there = tmp_path / "bad.csv"
    if content == "folder":
        there = tmp_path / "empty"
        there.mkdir()
    elif content == "jsonl":
        there = tmp_path / "claims.jsonl"
        there.write_bytes(msgspec.json.encode(A) + b"\n{")
    elif content == "txt":
        there = tmp_path / "claims.txt"
        there.write_text("x")
    elif content is not None:
        there.write_bytes(content)
    for pair in ((releases[0], there), (there, releases[0])):
        assert main(["diff", *map(str, pair)]) == 2
        out, err = capsys.readouterr()
        assert out == "" and len(err.splitlines()) == 1 and says in err and str(there.name) in err


def test_a_spreadsheet_copy_is_told_from_a_release(releases, capsys):
    shutil.copy(releases[0] / "claims.excel-id.csv", releases[0].parent / "sheet.csv")
    assert main(["diff", str(releases[0].parent / "sheet.csv"), str(releases[1])]) == 2
    assert "no column claim_id" in capsys.readouterr().err
