"""The command as a user runs it: output, exit status, and one line on stderr for whatever is wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import paritrana
from paritrana.__main__ import main
from paritrana.paths import SEEDS

SEED = "003_68fb6bf7036d23bc"
ARTICLES = sum(path.stem != "README" for path in SEEDS.glob("*.md"))


@pytest.fixture
def run(capsysbinary):
    def run(*args):
        try:
            status = main([str(arg) for arg in args])
        except SystemExit as stop:
            status = stop.code
        out, err = capsysbinary.readouterr()
        return status, out, err.decode()

    return run


def test_extract_prints_a_claim_a_line(run):
    status, out, err = run("extract", SEEDS / f"{SEED}.md")
    claims = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and err == ""
    assert {"region": "Kota Ambon", "measure": "rank", "value": 1.0}.items() <= claims[0].items()
    assert list(claims[0]) == list(paritrana.models.Claim.__struct_fields__)


def test_extract_in_other_formats_to_a_file(run, tmp_path):
    count = len(run("extract", SEEDS)[1].splitlines())
    for suffix, read in (("csv", pl.read_csv), ("parquet", pl.read_parquet)):
        assert run("extract", SEEDS, "--format", suffix, "--out", tmp_path / "claims")[:2] == (0, b"")
        assert read(tmp_path / "claims").height == count


def test_explain_shows_what_was_taken_and_turned_down(run):
    status, out, _ = run("explain", SEEDS / f"{SEED}.md")
    text = out.decode()
    assert status == 0 and "+ Kota Ambon · rank · 1 place · province · 2022" in text
    assert "  - «" in text and "«40.000" in text


def test_build_writes_every_file_and_says_what(run, tmp_path):
    status, out, err = run("build", "--out", tmp_path / "out")
    assert (status, err) == (0, "")
    assert "5 articles" in out.decode() and "machine-read" in out.decode()
    assert (tmp_path / "out" / "claims.csv").is_file() and (tmp_path / "out" / "paritrana.xlsx").is_file()


def test_two_builds_are_the_same_bytes_on_any_number_of_threads(tmp_path):
    made = []
    for threads, seed in (("1", "1"), ("2", "7")):
        env = {**os.environ, "POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": seed, "TZ": f"UTC-{threads}"}
        out = tmp_path / threads
        command = [sys.executable, "-m", "paritrana", "build", "--out", out]
        subprocess.run(command, env=env, check=True, capture_output=True)
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]


@pytest.fixture
def seeds(tmp_path):
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


def test_a_bad_seed_is_named_and_the_others_are_built(run, seeds, tmp_path):
    (seeds / "bad.md").write_bytes(b"---\nid: bad\n---\n\xff\xfe\x00")
    status, out, err = run("build", "--seeds", seeds, "--out", tmp_path / "out")
    assert status == 2 and "bad.md" in err and len(err.splitlines()) == 1
    assert pl.read_csv(tmp_path / "out" / "articles.csv").height == ARTICLES
    status, out, _ = run("check", "--seeds", seeds)
    assert status == 1 and b"bad.md" in out


def test_a_correction_no_longer_needed_stops_the_build(run, seeds, tmp_path):
    (seeds / "corrections.toml").write_text(
        f'[[correction]]\narticle = "{SEED}"\naction = "reject"\nreason = "r"\nexpect = {{measure = "benefit_paid"}}'
    )
    status, out, err = run("build", "--seeds", seeds, "--out", tmp_path / "out")
    assert (status, out) == (2, b"") and "correction 1" in err and len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()
    from paritrana.tables.build import build

    tables = build(seeds)  # the app goes on without it, and says so
    assert tables.articles.height == ARTICLES and "correction 1" in tables.problems[0]


def test_check_is_content_with_the_project_itself(run):
    status, out, _ = run("check")
    lines = out.decode().splitlines()
    assert status == 0 and lines[-1] == "all well"
    assert lines[0].split() == ["rule", "fires", "right"]
    fired = {rule: int(fires) for rule, fires, *_ in map(str.split, lines[1:-1])}
    assert fired["people.covered"] > 10


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["extract", "nowhere.md"], "nowhere.md: no such file"),
        (["extract", SEEDS, "--out", "/dev/null/claims"], "cannot be written"),
        (["build", "--seeds", "nowhere"], "nowhere"),
        (["score", SEEDS, SEEDS], "no gold articles"),
        (["extract"], "PATH"),
        (["frobnicate"], "frobnicate"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_is_status_2_and_one_last_line(run, args, says):
    status, out, err = run(*args)
    assert (status, out) == (2, b"") and says in err.splitlines()[-1] and "Traceback" not in err


def test_an_empty_folder_has_no_article(run, tmp_path):
    assert run("extract", tmp_path)[0] == 2
    assert run("build", "--seeds", tmp_path, "--out", tmp_path / "out")[0] == 2 and not (tmp_path / "out").exists()


def gold(folder, **articles):
    for name, claims in articles.items():
        (folder / f"{name}.json").write_text(json.dumps({"id": name, "claims": claims}))


def test_score_counts_as_the_accuracy_table_does(run, tmp_path):
    from making import claim

    from paritrana.score import load_gold, score

    ambon = {"region": "Kota Ambon", "measure": "rank", "value": 1, "year": 2022, "scope": "provinsi"}
    award = {**ambon, "measure": "award", "value": None, "optional": True}
    gold(tmp_path, a=[ambon, {**ambon, "value": 2}, award], b=[ambon])
    got = [
        claim("81.71 rank 1 2023 provinsi"), claim("81.71 rank 1 2022 provinsi"), claim("81.71 award - 2022 provinsi"),
        claim("81.71 rank 1 2021 provinsi", article="b"), claim("81.71 rank 9", article="elsewhere"),
    ]  # fmt: skip
    result = score(load_gold(tmp_path), got)
    assert (result.articles, result.gold.total(), result.got.total()) == (2, 3, 3)
    assert (result.hit.total(), result.full) == (2, 1)
    assert [c["value"] for _, c in result.missed] == [2] and [c["year"] for _, c in result.spurious] == [2023]
    assert list(result.lines())[-1] == (
        "articles 2, gold claims 3, extracted 3: core P 0.667 R 0.667 F1 0.667, full F1 0.333"
    )
    status, out, _ = run("score", tmp_path, SEEDS, "--misses")
    assert status == 0 and out.decode().endswith("extracted 0: core P 0.000 R 0.000 F1 0.000, full F1 0.000\n")


def test_importing_the_package_and_help_load_nothing_heavy():
    code = "import sys, paritrana.__main__; print([m for m in ('polars', 'streamlit', 'plotly') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
    done = subprocess.run([sys.executable, "-m", "paritrana", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"paritrana {paritrana.__version__}\n"
    assert callable(paritrana.build_tables) and callable(paritrana.read_articles)
    with pytest.raises(AttributeError):
        paritrana.nothing  # noqa: B018


def test_a_reader_that_stops_early_is_no_error():
    command = f"{sys.executable} -m paritrana extract {SEEDS} | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=Path(SEEDS).parent)
    assert done.stderr == ""
