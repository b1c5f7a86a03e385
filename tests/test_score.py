"""Gold from a file or a folder: what is read, and what is said of lines that are no gold."""

import json

import pytest

from paritrana.errors import SeedError
from paritrana.score import load_gold

RANK = {"region": "Kota Ambon", "measure": "rank", "value": 1}
A, B = ({"id": id, "claims": [RANK] * count} for id, count in (("a", 1), ("b", 0)))


def lines(*articles):
    return "".join(json.dumps(article) + "\n" for article in articles)


def test_gold_is_an_article_a_file_or_an_article_a_line(tmp_path):
    (tmp_path / "both.jsonl").write_text(lines(A) + "\n" + lines(B))
    wanted = {"a": [{**RANK, "status": "actual"}], "b": []}
    assert load_gold(tmp_path / "both.jsonl") == wanted
    (tmp_path / "c.json").write_text(json.dumps({"id": "c", "claims": [{**RANK, "status": "target"}]}, indent=1))
    (tmp_path / "README.md").write_text("no gold, and no matter")
    assert load_gold(tmp_path / "c.json") == {"c": [{**RANK, "status": "target"}]}
    assert load_gold(tmp_path) == {**wanted, **load_gold(tmp_path / "c.json")}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.jsonl", lines(A) + "{\n", "x.jsonl:2: not gold (JSONDecodeError)"),
        ("x.jsonl", lines(A, {"id": "b"}), "x.jsonl:2: not gold (KeyError)"),
        ("x.jsonl", lines(A) + "\n" + lines([]), "x.jsonl:3: not gold (TypeError)"),
        ("x.jsonl", lines({"id": "a", "claims": [{"region": "Kota Ambon"}]}), "x.jsonl:1: not gold (KeyError)"),
        ("x.jsonl", lines({"id": "a", "claims": "rank"}), "x.jsonl:1: not gold (TypeError)"),
        ("x.jsonl", lines(A, B, A), "x.jsonl:3: gold of 'a' for the second time"),
        ("x.jsonl", "\n", "x.jsonl: no gold articles"),
        ("x.jsonl", b"\xff\n", "x.jsonl: not gold (UnicodeDecodeError)"),
        ("x.json", lines(A, B), "x.json: not gold (JSONDecodeError)"),
    ],
)
def test_bad_gold_is_named_with_its_line(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SeedError) as caught:
        load_gold(tmp_path / name)
    assert says in str(caught.value)


def test_gold_that_is_not_there(tmp_path):
    with pytest.raises(SeedError, match="nowhere.jsonl: not gold .FileNotFoundError"):
        load_gold(tmp_path / "nowhere.jsonl")
