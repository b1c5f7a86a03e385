"""Files of a choice and of everything; the card; what the Data and Method pages quote."""

import io
import re
import zipfile

import polars as pl
import pytest
from PIL import Image

from paritrana.app import about
from paritrana.app.downloads import FORMATS, all_files, publish, readme, taken
from paritrana.app.share_card import CODE, EDGE, SIZE, share_card
from paritrana.app.state import State
from paritrana.app.view import table
from paritrana.paths import ROOT


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("state", [State(), State(measure="rank", group=""), State(measure="pledge", group=""),
                                   State(year="1999")])  # fmt: skip
def test_any_choice_makes_a_file_and_the_same_one_twice(tables, kind, state):
    rows = table(tables, state)
    assert taken(kind, rows, tables, "x") == taken(kind, rows, tables, "x") != b""


def test_a_download_keeps_codes_as_text_and_missing_as_missing(tables):
    rows = table(tables, State(measure="covered", group="vulnerable"))
    back = pl.read_parquet(io.BytesIO(taken("parquet", rows, tables, "")))
    assert back["region_code"].to_list() == ["81.71"] and back["year"].to_list() == [None]


def test_a_text_that_a_spreadsheet_would_run_does_not(tables):
    rows = table(tables, State()).with_columns(publisher=pl.lit("=1+1"))
    assert "'=1+1" in taken("excel", rows, tables, "").decode("utf-8-sig")


def test_an_archive_says_what_it_holds_in_both_languages(tables):
    archive = zipfile.ZipFile(io.BytesIO(all_files(tables)["paritrana.zip"]))
    said = archive.read("README.txt").decode()
    assert "bukan nol" in said and "not zero" in said and tables.fingerprint[:8] in said
    assert {"claims.csv", "paritrana.xlsx", "datapackage.json"} <= set(archive.namelist())
    assert readme(tables, "Peringkat 2023", ["region_code"]).count("Peringkat 2023") == 2


def test_published_files_keep_their_names_and_old_versions_stay(tables, make_tables, tmp_path):
    first = publish(tables, tmp_path)
    assert publish(tables, tmp_path) == first  # a second time nothing is to do
    old = (first / "claims.csv").read_bytes()
    assert (tmp_path / "claims.csv").read_bytes() == old
    second = publish(make_tables("73.16 coverage_share 40 2021 all"), tmp_path)
    assert second != first and (first / "claims.csv").read_bytes() == old
    assert (tmp_path / "claims.csv").read_bytes() == (second / "claims.csv").read_bytes() != old
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_tables_of_a_past_day_leave_the_newest_alone(tables, make_tables, tmp_path):
    publish(tables, tmp_path)
    now = (tmp_path / "claims.csv").read_bytes()
    past = publish(make_tables("73.16 coverage_share 40 2021 all"), tmp_path, newest=False)
    assert (tmp_path / "claims.csv").read_bytes() == now != (past / "claims.csv").read_bytes()


def test_the_last_versions_stay_and_older_ones_go(make_tables, tmp_path, monkeypatch):
    monkeypatch.setattr("paritrana.app.downloads.KEPT", 2)
    versions = [make_tables(f"73.16 coverage_share {share} 2021 all") for share in (40, 41, 42)]
    first, second, third = (publish(tables, tmp_path) for tables in versions)
    assert not first.exists() and second.exists() and third.exists()
    assert publish(versions[1], tmp_path) == second  # asked for again: the one that goes next is the other
    fourth = publish(make_tables("73.16 coverage_share 43 2021 all"), tmp_path)
    assert second.exists() and fourth.exists() and not third.exists()


def test_past_days_that_visitors_ask_for_push_no_version_out(make_tables, tmp_path, monkeypatch):
    monkeypatch.setattr("paritrana.app.downloads.KEPT", 2)
    version = publish(make_tables("73.16 coverage_share 40 2021 all"), tmp_path)
    days = [publish(make_tables(f"73.16 coverage_share {n} 2021 all"), tmp_path, newest=False) for n in (50, 51, 52)]
    assert version.exists() and [day.exists() for day in days] == [False, True, True]


def test_where_nothing_can_be_written_nothing_is_promised(tables, tmp_path):
    (tmp_path / "file").write_text("")
    assert publish(tables, tmp_path / "file" / "data") is None


def test_the_card_is_a_picture_with_a_code_in_its_corner():
    said = share_card("Kabupaten Kepulauan Tanimbar" * 4, "Kabupaten", [("53 %", "cakupan, 2024")] * 5, ["a"] * 9,
                      "https://contoh.id/wilayah?region=81.03&lang=en")  # fmt: skip
    image = Image.open(io.BytesIO(said)).convert("L")
    assert image.size == SIZE
    corner = image.crop((SIZE[0] - EDGE - CODE, SIZE[1] - EDGE - CODE, SIZE[0] - EDGE, SIZE[1] - EDGE))
    dark = sum(count for count, value in corner.getcolors(256) if value < 64)
    assert 0.2 < dark / (CODE * CODE) < 0.6


def test_the_readme_and_the_method_page_name_the_same_accuracy():
    lines = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$",
                       (ROOT / "README.md").read_text().replace("*", ""), re.MULTILINE)  # fmt: skip
    told = [(row.en, str(row.articles), str(row.claims), f"{row.f1:.2f}", f"{row.f1_full:.2f}")
            for row in about.accuracy()]  # fmt: skip
    assert lines == told


def test_citations_say_version_and_date(tables):
    said = about.citations(tables, "id", "https://contoh.id/data")
    assert all(tables.fingerprint[:8] in text and tables.as_of in text for text in said.values())
    assert said["bibtex"].startswith("@misc{") and said["bibtex"].count("{") == said["bibtex"].count("}")


def test_the_changelog_is_newest_first():
    dates = [entry.date for entry in about.changelog()]
    assert dates == sorted(dates, reverse=True)
