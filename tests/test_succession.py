"""Provinces that were cut out of others: the province of the time stands beside today's."""

import pytest
from making import article, claim

from paritrana import regions
from paritrana.errors import DataError
from paritrana.models import Article
from paritrana.reader.extract import read
from paritrana.regions import all_regions, all_successions, has_been_in, parts_then, province_then, succession
from paritrana.tables.frames import build_tables

HEAD = "province_code,from_code,law,date\n"


@pytest.mark.parametrize(
    ("code", "year", "then"),
    [
        ("96.71", 2019, "Papua Barat"), ("96.71", 2022, "Papua Barat"), ("96.71", 2023, None), ("96.71", None, None),
        ("93.01", 2021, "Papua"), ("93.01", 2024, None), ("65.71", 2012, "Kalimantan Timur"), ("65.71", 2013, None),
        ("76.04", 2004, "Sulawesi Selatan"), ("21.71", 2001, "Riau"), ("91.71", 2019, None), ("73.16", 1999, None),
        ("96", 2019, None),
    ],
)  # fmt: skip
def test_the_province_of_a_year(code, year, then):
    assert province_then(code, year) == then


def test_a_region_has_been_in_the_old_province_and_in_todays():
    assert [has_been_in("96.71", code) for code in ("96", "92", "91")] == [True, True, False]
    assert has_been_in("92", "92") and not has_been_in("92.02", "96")


def test_a_law_says_since_when_and_a_province_what_it_still_held():
    assert (succession("96.71", 2019).law, str(succession("96.71", 2019).date)) == ("UU 29/2022", "2022-12-08")
    assert parts_then("91", 2021) == ["Papua Selatan", "Papua Tengah", "Papua Pegunungan"]
    assert parts_then("91", 2023) == parts_then("91", None) == parts_then("73.16", 1999) == []
    assert all(row.date.year == int(row.law[-4:]) for row in all_successions().values())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("65,46,UU 20/2012,2012-11-16", "succession.csv:2: '46' is no province"),
        ("65.71,64,UU 20/2012,2012-11-16", "succession.csv:2: '65.71' is no province"),
        ("65,64,20/2012,2012-11-16", "succession.csv:2"),
        ("65,64,UU 20/2012,16-11-2012", "succession.csv:2"),
        ("65,64,UU 20/2012,2012-11-16\n65,63,UU 20/2012,2012-11-16", "succession.csv:3: province 65 stands twice"),
        ("65,64,UU 20/2012", "succession.csv:2: wrong number of cells"),
    ],
)
def test_a_damaged_line_is_named(tmp_path, line, says):
    (tmp_path / "succession.csv").write_text(HEAD + line)
    with pytest.raises(DataError) as error:
        regions.all_successions(tmp_path)
    assert says in str(error.value)


def test_an_article_of_the_time_keeps_its_province_in_the_tables():
    told = Article(id="x", text="Pada 2019 di Papua Barat, peserta aktif di Kota Sorong mencapai 21.345 pekerja.")
    claims = [c for c in read(told).claims if c.region_code == "96.71"]
    assert claims
    tables = build_tables([told], claims)
    for frame in (tables.claims, tables.regions, tables.coverage):
        row = frame.row(0, named=True)
        assert (row["province"], row["province_then"]) == (all_regions()["96"].province, "Papua Barat")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pemerintah Kota Sorong, Papua Barat, meraih Juara I Paritrana Award 2018 tingkat Provinsi Papua Barat.",
         {("96.71", "rank", 1, "provinsi")}),
        ("Kabupaten Merauke, Provinsi Papua, melindungi 12.345 pekerja rentan lewat BPJS Ketenagakerjaan pada 2021.",
         {("93.01", "covered", 12345, None)}),
        ("BPJS Ketenagakerjaan: cakupan kepesertaan di Kabupaten Merauke (Papua) mencapai 41,5 persen pada 2021.",
         {("93.01", "coverage_share", 41.5, None)}),
        ("BPJS Ketenagakerjaan: di Kota Tarakan, Kalimantan Timur, ada 50.123 pekerja terlindungi.",
         {("65.71", "covered", 50123, None)}),
    ],
)  # fmt: skip
def test_the_old_province_beside_a_name_owns_nothing(text, said):
    claims = read(Article(id="x", text=text)).claims
    assert {(c.region_code, c.measure, c.value, c.scope) for c in claims} == said


def test_places_of_one_contest_are_told_apart_by_the_province_of_the_time():
    lines = ["96.71 rank 1 2019 provinsi", "92.02 rank 1 2019 provinsi", "96.01 rank 1 2023 provinsi",
             "92.03 rank 1 2023 provinsi"]  # fmt: skip
    ranks = build_tables([article()], [claim(line) for line in lines]).ranks
    assert {row["award_year"]: row["tied"] for row in ranks.iter_rows(named=True)} == {2019: True, 2023: False}
    assert ranks.filter(region_code="96.71")["province_then"].to_list() == ["Papua Barat"]


@pytest.mark.parametrize(("year", "found"), [(2019, ["same_place"]), (2023, [])])
def test_two_firsts_of_one_province_of_the_time_contradict_each_other(year, found):
    """Sorong and Fakfak were both in Papua Barat until 2022."""
    claims = [claim(f"{code} rank 1 {year} provinsi", article=name) for code, name in (("96.71", "a"), ("92.03", "b"))]
    audit = build_tables([article("a"), article("b")], claims).audit
    assert audit.filter(check="same_place")["check"].to_list() == found
