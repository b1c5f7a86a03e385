"""Anybody's archive: every kind of file gives the same articles, and a bad file harms and loses nothing."""

import gzip
import io
import json
import stat
import subprocess
import sys
import zipfile

import polars as pl
import pyarrow as pa
import pytest
from making import packed

from paritrana.articles import limits as limits_module
from paritrana.articles import read_articles
from paritrana.articles.walk import Walk
from paritrana.errors import SeedNote
from paritrana.paths import ROOT

TEXT = "Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku."
ROWS = [
    {"id": "a", "text": TEXT, "publisher": "Warta; \"Satu\"", "published": "2022-08-09", "title": None},
    {"id": "b", "text": "Kabupaten Paser,\nbaris kedua; \"kutip\".", "publisher": None, "published": None,
     "title": "Paser maju"},
]  # fmt: skip


def jsonl(rows=ROWS) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def csv(separator=",") -> bytes:
    return pl.DataFrame(ROWS).write_csv(separator=separator).encode()


def parquet() -> bytes:
    out = io.BytesIO()
    pl.DataFrame(ROWS).with_columns(pl.col("published").str.to_date()).write_parquet(out)
    return out.getvalue()


def zst(content: bytes) -> bytes:
    return pa.compress(content, codec="zstd", asbytes=True)


KINDS = {
    "a.jsonl": jsonl(), "a.csv": csv(), "excel.csv": b"\xef\xbb\xbf" + csv(";"), "tab.csv": csv("\t"),
    "a.parquet": parquet(), "a.jsonl.gz": gzip.compress(jsonl()), "two.jsonl.gz": b"".join(
        gzip.compress(line) for line in jsonl().splitlines(keepends=True)), "a.csv.zst": zst(csv()),
    "two.JSONL.ZST": b"".join(zst(line) for line in jsonl().splitlines(keepends=True)),
    "a.zip": packed(**{"x/a.jsonl": jsonl()}), "b.zip": packed(**{"a.parquet": parquet()}),
    "c.zip": packed(**{"a.csv.gz": gzip.compress(csv())}), "d.zip": packed(**{"a.jsonl.zst": zst(jsonl())}),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_gives_the_same_articles(tmp_path, name):
    (tmp_path / name).write_bytes(KINDS[name])
    articles, errors = read_articles(tmp_path / name)
    assert not errors
    assert [(a.id, a.publisher, a.published) for a in articles] == [
        ("a", 'Warta; "Satu"', "2022-08-09"), ("b", None, None)]  # fmt: skip
    assert [a.text for a in articles] == [TEXT, 'Paser maju\n\nKabupaten Paser,\nbaris kedua; "kutip".']


def test_a_frame_is_read_as_its_file():
    articles, errors = read_articles(pl.DataFrame(ROWS))
    assert [a.id for a in articles] == ["a", "b"] and not errors
    (error,) = read_articles(pl.DataFrame({"isi": ["x"]}))[1]
    assert "no column `text` (there are isi)" in str(error)


def test_ids_come_from_where_a_file_lies(tmp_path):
    for name in ("2023/a.txt", "2023/x/a.txt.gz", "2024/a.txt", "README.md", "2024/.a.txt", "2024/a.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        content = f"Kota Ambon: {name}.".encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    (tmp_path / "z.zip").write_bytes(packed(**{"b/a.txt": b"Ambon", "__MACOSX/a.txt": b"\0", "b/.a.txt": b"\0"}))

    def ids(*paths):
        articles, errors = read_articles(*paths)
        assert not errors
        return [article.id for article in articles]

    assert ids(tmp_path) == ["2023/a", "2023/x/a", "2024/a", "z/b/a"]
    assert ids(tmp_path / "2023/a.txt") == ["a"]
    assert ids(tmp_path / "2024", tmp_path / "2023") == ["2024/a", "2023/a", "2023/x/a"]
    assert ids(f"{tmp_path}/**/*.txt") == ["2023/a", "2024/a"]
    assert ids(f"{tmp_path}/20*") == ids(f"{tmp_path}/20*/**") == ["2023/a", "2023/x/a", "2024/a"]
    assert Walk([tmp_path]).total() > 100


BAD = {
    "cut.jsonl.gz": (gzip.compress(jsonl())[:-9], 2, "cut short"),
    "cut.csv.zst": (zst(csv())[:-3], None, "damaged"),
    "no.gz.txt.gz": (b"plain", 0, "damaged"),
    "no.zip": (b"PK\3\4 plain", 0, "damaged"),
    "no.parquet": (b"PAR1 plain", 0, "damaged"),
    "zero.jsonl": (b"", 0, "empty"),
    "zero.csv": (b"\n", 0, "empty"),
    "column.csv": (b"id,isi\n1,x\n", 0, "no column `text` (there are id, isi)"),
    "wide.csv": (csv() + b"c,d\n", 2, "wide.csv:5: 2 fields under 5"),
    "utf16.csv": ("id,text\n".encode("utf-16"), 0, "binary"),
    "quote.csv": (b'text,id\nAmbon,a\n"' + b"x\n" * 200 + b"Paser,b\n", None, "quote.csv:3: a quote that is never"),
    "deep.jsonl": (b"[" * 100_000 + b"\n" + jsonl(), 2, "deep.jsonl:1: not JSON"),
    "bytes.jsonl": (b'{"text": "caf\xe9"}\n' + jsonl(), 2, "bytes.jsonl:1: not UTF-8"),
    "list.jsonl": (b"[1]\n" + jsonl(), 2, "list.jsonl:1: no `text`"),
    "nul.jsonl": (b'{"id": "n", "text": "Ambon \\u0000"}\n' + jsonl(), 2, "nul.jsonl:1: binary"),
    "nested.zip": (packed(**{"a.jsonl": jsonl(), "b.zip": b""}), 2, "nested.zip/b.zip: a zip in a zip"),
    "climb.zip": (packed(**{"../a.txt": b"Ambon", "b.jsonl": jsonl()}), 2, "climb.zip/../a.txt: its name climbs"),
    "root.zip": (packed(**{"/etc/a.txt": b"Ambon", "b.jsonl": jsonl()}), 2, "its name climbs"),
    "drive.zip": (packed(**{"C:\\a.txt": b"Ambon", "b.jsonl": jsonl()}), 2, "its name climbs"),
    "twice.jsonl": (jsonl() + jsonl()[: len(jsonl().splitlines()[0]) + 1], 2, "twice.jsonl:3: id 'a' is used twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line_and_the_rest_is_there(tmp_path, name, monkeypatch):
    for module in ("formats", "limits"):
        monkeypatch.setattr(f"paritrana.articles.{module}.MAX_ARTICLE", 300 if name == "quote.csv" else 1 << 24)
    content, count, says = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text(TEXT)
    articles, errors = read_articles(tmp_path)
    if count is not None:
        assert len(articles) == count + 1
    assert articles[-1].id == "zz"
    error = errors[0]
    assert len(errors) == 1 or name == "quote.csv"
    assert says in str(error) and name in str(error) and ";" in str(error) and "\n" not in str(error)


def test_links_are_not_followed(tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text(TEXT)
    (inside / "a.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "loop").symlink_to(inside)
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(inside / "z.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    articles, errors = read_articles(inside)
    assert articles == [] and [error.what for error in errors] == ["a link, not followed"] * 3
    assert read_articles(inside / "a.txt")[0][0].text == TEXT  # named by the user, so wanted


@pytest.fixture
def small(monkeypatch):
    for module in ("formats", "limits"):
        monkeypatch.setattr(f"paritrana.articles.{module}.MAX_ARTICLE", 1000)
    monkeypatch.setattr(limits_module, "RATIO_FREE", 10_000)


def test_what_is_too_long_is_passed_over(tmp_path, small):
    long = json.dumps({"id": "long", "text": "x" * 5000}).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(long + jsonl() + long[:-1])
    (tmp_path / "b.txt").write_bytes(b"x" * 1001)
    (tmp_path / "c.csv").write_bytes(b"id,text\nc,Ambon\nd," + b"x" * 3000 + b"\ne,Paser\n")
    articles, errors = read_articles(tmp_path)
    assert [a.id for a in articles] == ["a", "b", "c", "e"]
    assert [error.where.rpartition("/")[2] for error in errors] == ["a.jsonl:1", "a.jsonl:4", "b.txt", "c.csv:3"]
    assert {error.what for error in errors} == {"longer than 0 MiB, no article"}


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.zip", "many.zip"])
def test_a_bomb_is_stopped_while_it_unpacks(tmp_path, small, name):
    bomb = jsonl() + b"\n" * 3_000_000
    files = {f"{n:03}.txt": b"x" * 900 for n in range(400)}  # each of them small
    made = {"a.jsonl.gz": gzip.compress(bomb), "a.jsonl.zst": zst(bomb), "a.zip": packed(a=b"", **{"a.jsonl": bomb}),
            "many.zip": packed(**files)}  # fmt: skip
    (tmp_path / name).write_bytes(made[name])
    articles, errors = read_articles(tmp_path)
    if name != "many.zip":
        assert [a.id for a in articles] == ["a", "b"]
        (error,) = errors
        assert "unpacks to more than 200 times its size" in str(error)
    else:  # 360,000 bytes in a zip of 50,000: well within
        assert len(articles) == 400 and not errors


def test_a_locked_zip_says_so(tmp_path):
    content = bytearray(packed(**{"a.txt": b"Ambon"}))
    content[6] |= 1  # the flag of a password, in the file's head and in the directory
    content[content.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    (error,) = read_articles(tmp_path)[1]
    assert "locked with a password" in str(error)


def test_odd_dates_and_missing_ids_are_named_and_the_article_is_read(tmp_path):
    rows = [
        {"text": "Ambon", "published": "2022-08-09T23:00:00+09:00"}, {"text": "Paser", "published": "9/8/2022"},
        {"id": 7, "text": "Buol", "published": None}, {"id": float("nan"), "text": "Palu"},
        {"id": "s", "text": "\ud83d lone", "publisher": "\udc00"},
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes(jsonl(rows))
    (tmp_path / "b.md").write_text("---\nid: b\nauthor: x\ndate: 2022\npublished: kemarin\n---\nMaros")
    (tmp_path / "c.md").write_text("---\nMasih teks\n---\nBone")
    articles, notes = read_articles(tmp_path)
    assert [a.id for a in articles] == ["a-1", "a-2", "7", "a-4", "s", "b", "c"]
    assert [a.published for a in articles[:3]] == ["2022-08-09", None, None]
    assert (articles[4].text, articles[4].publisher) == ("\ufffd lone", "\ufffd")
    assert "Masih teks" in articles[-1].text
    assert all(isinstance(note, SeedNote) for note in notes)
    assert [note.reason for note in notes] == [
        "row without an id", "published is not a date", "front matter is not understood",
        "front matter is not understood", "published is not a date"]  # fmt: skip


def test_old_spreadsheets_in_windows_1252_are_read(tmp_path):
    (tmp_path / "a.csv").write_bytes("Id;Text\na;Ambon \x93Juara I\x94\n".encode("latin-1"))
    ((article,), errors) = read_articles(tmp_path)
    assert article.text == "Ambon “Juara I”" and not errors


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_gives_its_article_without_counters_captions_comments(tmp_path, charset):
    page = (ROOT / "tests" / "pages" / "ambon.html").read_text()
    (tmp_path / "a.html").write_bytes(page.replace("{charset}", charset).encode(charset))
    ((article,), errors) = read_articles(tmp_path)
    assert (article.publisher, article.published, article.title) == ("Warta", "2022-08-09", "Ambon juara Paritrana")
    assert "Kota Ambon “Manise” menjadi" in article.text and "40.000" in article.text and not errors
    assert not [word for word in ("1.234", "777", "99.999", "8.888", "Beranda") if word in article.text]


def test_only_a_web_page_loads_what_reads_web_pages():
    code = "from paritrana.articles import read_articles; import paritrana.batch.command, sys; read_articles('seeds');"
    heavy = "'trafilatura', 'pyarrow', 'polars', 'distributed'"
    code += f"print([m for m in ({heavy}) if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT) == "[]\n"
