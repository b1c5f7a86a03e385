"""Bad input gets one clear line, and everything else is still there."""

import shutil

import pytest

from paritrana.articles import article_from_text, read_articles
from paritrana.errors import DataError, SeedError
from paritrana.paths import GEO, SEEDS
from paritrana.reader.lexicon import LEXICON, load
from paritrana.regions import all_aliases, all_regions
from paritrana.tables.build import build

GOOD = "---\nid: good\n---\nKota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.\n"
BAD_SEEDS = [
    ("empty.md", b"", "empty"),
    ("blank.md", b" \n\n", "empty"),
    ("binary.md", b"---\nid: x\n---\n\x00\x01\x02", "binary"),
    ("latin.md", "---\nid: x\n---\nKaf\xe9 di Ambon".encode("latin-1"), "not UTF-8"),
    ("bare.md", b"Kota Ambon menjadi Juara I.", "no front matter"),
    ("noid.md", b"---\ntitle: x\n---\nKota Ambon.", "without an id"),
    ("key.md", b"---\nid: x\nauthor: y\n---\nKota Ambon.", "is not understood"),
    ("date.md", b"---\nid: x\npublished: 9/8/2024\n---\nKota Ambon.", "not a date"),
    ("twice.md", GOOD.encode(), "used twice"),
    ("notext.md", b"---\nid: x\n---\n. . .", "no text"),
    ("lines.jsonl", b'{"id": "x"}\n', "no `text`"),
    ("broken.jsonl", b'{"id": \n', "not JSON"),
    ("page.html", b"<html><body></body></html>", "no article found"),
    ("where.md", b"---\nid: x\n---\nPemkab Antah meraih Paritrana Award 2022 juara I.", "is not known"),
]


@pytest.mark.parametrize(("name", "content", "says"), BAD_SEEDS, ids=[name for name, _, _ in BAD_SEEDS])
def test_a_bad_seed_is_one_line_and_the_others_load(tmp_path, name, content, says):
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / name).write_bytes(content)
    tables = build(tmp_path)
    (problem,) = map(str, tables.problems)
    assert name in problem
    assert says in problem
    assert ";" in problem
    assert "\n" not in problem
    assert tables.ranks["region"].to_list() == ["Kota Ambon"]


def test_a_missing_path_is_named():
    articles, (error,) = read_articles("no/such/folder")
    assert articles == []
    assert str(error) == "no/such/folder: no such file or folder; check the path"


def test_old_pages_in_windows_1252_are_read(tmp_path):
    (tmp_path / "old.txt").write_bytes("Kota Ambon \x93Juara I\x94 Paritrana Award 2022".encode("latin-1"))
    (article,), errors = read_articles(tmp_path)
    assert not errors
    assert "“Juara I”" in article.text


def test_a_text_without_a_letter_is_an_error():
    with pytest.raises(SeedError, match="no text"):
        article_from_text("123 ...")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("[cue]\ncovered", "[cue]\ncoverd", "coverd"),
        ('"jiwa"', "7", "Expected `str`, got `int`"),
        ('"jiwa"', '"Jiwa"', "write it as 'jiwa'"),
        ("[noun]", "[noun", "table declaration"),
    ],
)
def test_a_typo_in_the_lexicon_names_file_and_line(tmp_path, was, becomes, says):
    path = tmp_path / "lexicon.toml"
    text = LEXICON.read_text()
    line = text[: text.index(was) + was.count("\n") * (was.index("\n") + 1 if "\n" in was else 0)].count("\n") + 1
    path.write_text(text.replace(was, becomes, 1))
    with pytest.raises(DataError, match=says) as error:
        load(path)
    told = int(str(error.value).split("lexicon.toml:")[1].split(":")[0])
    assert abs(told - line) <= 1


@pytest.mark.parametrize(
    ("file", "was", "becomes", "says"),
    [
        ("regions.csv", "code,level", "kode,level", "columns are not"),
        ("regions.csv", "11,provinsi", "11,negara", "regions.csv:2"),
        ("regions.csv", "11.01,kabupaten", "11,kabupaten", "stands twice"),
        ("aliases.csv", "Kaltim,64", "Kaltim,99", "names no region"),
    ],
)
def test_a_damaged_geo_file_is_named(tmp_path, file, was, becomes, says):
    for name in ("regions.csv", "aliases.csv"):
        shutil.copy(GEO / name, tmp_path)
    path = tmp_path / file
    path.write_text(path.read_text().replace(was, becomes, 1))
    with pytest.raises(DataError, match=says):
        all_aliases(tmp_path)


def test_a_missing_geo_file_says_how_to_get_it_back(tmp_path):
    with pytest.raises(DataError, match="regions.csv: cannot be read .*restore it"):
        all_regions(tmp_path)


def test_the_project_itself_has_no_problem():
    assert build(SEEDS).problems == ()
