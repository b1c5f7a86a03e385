"""Input that attacks, through the command: shown as text, written safe, refused in time."""

import csv
import gc
import io
import json
import os
import subprocess
import sys
import time
import tracemalloc

import attacks
import fastexcel
import pytest

from paritrana.__main__ import main
from paritrana.articles import article_from_text, read_articles
from paritrana.articles.limits import MIB
from paritrana.paths import ROOT
from paritrana.reader.extract import read


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacks") / "seeds"
    attacks.write(folder)
    return folder


@pytest.fixture(scope="module")
def built(folder):
    out = folder.parent / "out"
    command = [sys.executable, "-m", "paritrana", "build", "--seeds", folder, "--out", out]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    return out, made


def test_what_is_good_is_built_and_what_is_not_is_named_in_a_line_each(folder, built):
    out, made = built
    assert made.returncode == 2 and "Traceback" not in made.stderr
    assert made.stderr.replace("\n", "").isprintable()  # nothing steers a terminal
    assert made.stderr.count("\n") == made.stderr.count("paritrana: ")
    for says in ("no front matter", "climbs out of the zip", "half a character", "\\x1b[2J\\u202egnp.md"):
        assert says in made.stderr
    rows = list(csv.DictReader(io.StringIO((out / "claims.csv").read_text())))
    assert {row["article"] for row in rows} == {"good", "script", "formula", "turned", "latin"}
    assert not (folder.parent.parent / "climbed.md").exists() and not (folder.parent / "climbed.md").exists()


@pytest.mark.parametrize("name", ["claims.csv", "articles.csv", "ranks.csv", "targets.csv", "claims.excel-id.csv"])
def test_no_cell_of_a_csv_runs(built, name):
    text = (built[0] / name).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if "excel" in name else ","))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell[:1] and cell[0] in "=+-@\t\r\n＝＋－＠"] == []
    assert any(cell.startswith("'") for cell in cells) == (name not in ("ranks.csv", "targets.csv"))


def test_a_workbook_holds_texts_and_no_formula(built):
    import zipfile

    path = built[0] / "paritrana.xlsx"
    with zipfile.ZipFile(path) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name) or b"<f " in book.read(name)]
    cells = [cell for row in fastexcel.read_excel(path).load_sheet(1).to_polars().iter_rows() for cell in row]
    assert attacks.FORMULA in cells and "-2+3" in cells and "@SUM(1)" in cells


def test_a_descriptor_links_to_web_pages_alone(built):
    package = json.loads((built[0] / "datapackage.json").read_text())
    assert package["resources"] and "javascript:" not in json.dumps(package)


@pytest.mark.parametrize("figure", [*attacks.READ, *attacks.ODD])
def test_a_figure_with_odd_characters_is_read_right_or_not_at_all(figure):
    claims = read(article_from_text(attacks.SAYS.format(figure))).claims
    assert [claim.value for claim in claims] == ([attacks.READ[figure]] if figure in attacks.READ else [])


def test_explain_steers_no_terminal(folder, capsys):
    main(["explain", str(folder / "turned.md"), str(folder / "script.md")])
    assert capsys.readouterr().out.replace("\n", "").isprintable()


def test_a_hundred_megabytes_on_one_line_are_refused_in_time(tmp_path):
    for name in ("long.jsonl", "long.txt", "long.csv", "long.md", "long.html"):
        with (tmp_path / name).open("wb") as file:
            file.write(b"id,text\n" if name.endswith("csv") else b"")
            for _ in range(100):
                file.write(b"a" * MIB)
    tracemalloc.start()
    start = time.monotonic()
    articles, errors = read_articles(tmp_path)
    peak, took = tracemalloc.get_traced_memory()[1], time.monotonic() - start
    tracemalloc.stop()
    assert articles == [] and [error.what for error in errors] == ["longer than 16 MiB, no article"] * 5
    assert peak < 80 * MIB and took < 20


@pytest.mark.parametrize("piece", [
    "(", "1.", "Rp", "Kabupaten ", "a", "\n", "25.000 pekerja, ", "Kota Ambon dan ", "\u0301", "ribu juta persen ",
    "juara I ", "«“\"'", "- a\n", "peringkat ke-", "2023 ", "\u200b5", "Rp1 juta untuk ", "dari 5 menjadi ",
], ids=repr)  # fmt: skip
def test_reading_takes_no_more_than_its_length(piece):
    """Eight times as much text, not much more than eight times the work, whatever the text."""

    def work(letters: int) -> float:
        article = article_from_text(piece * (letters // len(piece)) + " a BPJS Ketenagakerjaan Paritrana Award Paser")
        gc.disable()  # its work grows with what other tests left
        start = time.process_time()
        read(article)
        took = time.process_time() - start
        gc.enable()
        return took

    work(1000)
    assert work(80_000) < 24 * max(work(10_000), 0.02)
