"""What a state shows, from the tables alone."""

import io

import polars as pl
import pytest
from making import claim

from paritrana.app.findings import key_figures, target_words
from paritrana.app.options import ways_out
from paritrana.app.say import list_rows, map_words
from paritrana.app.state import State
from paritrana.app.view import TABLE, areas, comparable, csv, figures, one_order, ranked, table
from paritrana.words import load_words

ID = load_words("id")
NBSP = "\N{NO-BREAK SPACE}"


def test_all_years_show_the_latest_figure_and_say_which(tables):
    rows = figures(tables, State())
    assert dict(rows.select("region_code", "year").iter_rows()) == {"73.16": 2024, "64.01": 2023}


def test_a_year_never_shows_another_years_figure(tables):
    assert figures(tables, State(year="2021"))["value"].to_list() == [40]
    assert figures(tables, State(year="2022")).height == 0


def test_no_year_is_a_choice_of_its_own(tables):
    state = State(measure="covered", group="vulnerable", year="none")
    assert figures(tables, state)["region"].to_list() == ["Kota Ambon"]
    assert table(tables, state)["year"].to_list() == [None]


def test_the_map_has_38_provinces_in_three_states(tables):
    units = areas(tables, State(), figures(tables, State()))
    assert units.height == 38
    states = dict(units.select("code", "state").iter_rows())
    assert (states["64"], states["81"], states["11"]) == ("figure", "articles", "none")


def test_a_province_without_its_own_figure_shows_the_median_of_its_regions(make_tables):
    both = make_tables("73.16 coverage_share 40 2023 all", "73.71 coverage_share 60 2023 all")
    row = areas(both, State(), figures(both, State())).row(by_predicate=pl.col("code") == "73", named=True)
    assert (row["value"], row["n"]) == (50, 2)


def test_a_median_is_of_one_year_and_denominator(make_tables):
    said = {"73.16": (40, 2024), "73.71": (60, 2024), "73.06": (90, 2023), "73.08": (10, 2024)}
    lines = [claim(f"{code} coverage_share {value} {year} all", quote="potensi" if value == 10 else "angkatan kerja")
             for code, (value, year) in said.items()]  # fmt: skip
    made = make_tables(*lines)
    row = areas(made, State(), figures(made, State())).row(by_predicate=pl.col("code") == "73", named=True)
    assert (row["value"], row["n"], row["low"], row["high"]) == (50, 2, 40, 60)


def test_one_province_opens_its_regencies_and_others_stand_outside(tables):
    one = State(provinces=("73",), measure="rank", group="")
    assert areas(tables, one, figures(tables, one)).height == 24
    two = State(provinces=("64", "73"))
    assert areas(tables, two, figures(tables, two)).filter(state="outside").height == 36


def test_equal_figures_share_a_place(make_tables):
    same = make_tables("64.01 coverage_share 50 2023 all", "73.16 coverage_share 50 2023 all")
    rows = ranked(figures(same, State()))
    assert rows["place"].to_list() == [1, 1]


def test_numerals_only_where_figures_make_one_order(tables, make_tables):
    assert list_rows(State(), figures(tables, State()), ID)["place"].to_list() == ["", ""]  # 2023 and 2024
    year = make_tables("64.01 coverage_share 50 2023 all", "73.16 coverage_share 60 2023 all")
    assert list_rows(State(), figures(year, State()), ID)["place"].to_list() == ["1", "2"]
    placings = State(measure="rank", group="")
    assert list_rows(placings, figures(tables, placings), ID)["place"].to_list() == ["1", "2"]
    two = make_tables("64.01 rank 1 2023 provinsi", "73.16 rank 1 2023 provinsi")
    drawn = list_rows(placings, figures(two, placings), ID)
    assert drawn["place"].to_list() == ["", ""] and drawn["shown"].to_list() == ["peringkat 1"] * 2
    assert drawn["note"].to_list() == ["Kalimantan Timur", "Sulawesi Selatan"]


def test_shares_of_different_denominators_are_never_one_order(make_tables):
    said = {"64.01": (50, "angkatan kerja"), "73.16": (60, "dari potensi"), "73.71": (40, "dari angkatan kerja")}
    made = make_tables(*(claim(f"{code} coverage_share {value} 2023 all", quote=f"{value} persen {words}")
                         for code, (value, words) in said.items()))  # fmt: skip
    rows = ranked(figures(made, State()))
    assert rows.select("region_code", "place").rows() == [("64.01", 1), ("73.71", 2), ("73.16", 1)]
    assert not one_order(rows) and not comparable(rows)
    drawn = list_rows(State(), figures(made, State()), ID)
    assert drawn["place"].to_list() == [""] * 3 and "penyebut: angkatan kerja" in drawn["hover"][0]


def test_shares_that_do_not_say_of_what_are_one_order_within_an_article_only(make_tables):
    other = claim("73.16 coverage_share 60 2023 all", article="b")
    for lines, ordered in ((["73.16 coverage_share 60 2023 all"], True), ([other], False)):
        made = make_tables("64.01 coverage_share 50 2023 all", *lines)
        assert one_order(figures(made, State())) is ordered


def test_a_doubtful_reading_says_so_wherever_it_is_shown(make_tables):
    made = make_tables("64.01 coverage_share 50 2023 all ?", "73.16 coverage_share 60 2023 all")
    drawn = list_rows(State(), figures(made, State()), ID)
    for name in ("shown", "hover"):
        assert drawn[name].str.contains("bacaan tidak pasti").to_list() == [False, True]
    assert table(made, State())["uncertain"].to_list() == [True, False]


def test_the_key_figures_say_how_many_checks_fail_hold_and_cannot_be_told(make_tables):
    made = make_tables("64.01 coverage_share 150 2023 all", "73.16 coverage_share 60 2023 all")
    assert key_figures(made, State(), figures(made, State()), ID)[-1] == (
        "1", "uji hitung tidak cocok", "1 cocok · 0 tidak pasti",
    )  # fmt: skip


SEVERAL = ["64.01", "73.16", "73.71", "81.71", "18.06"]


@pytest.mark.parametrize("regions, years, said", [
    (5, [2023], (f"40{NBSP}%", "median")),
    (5, [2023, 2024], (f"20–60{NBSP}%", "cakupan kepesertaan")),
    (4, [2023], (f"20–50{NBSP}%", "cakupan kepesertaan")),
    (1, [2023], (f"20{NBSP}%", "cakupan kepesertaan")),
    (0, [2023], ("belum ada angka", "")),
])  # fmt: skip
def test_a_median_only_of_enough_regions_of_one_year(make_tables, regions, years, said):
    lines = [f"{code} coverage_share {20 + 10 * i} {years[i % len(years)]} all" for i, code in enumerate(SEVERAL)]
    made = make_tables("73.16 rank 1 2023 provinsi", *lines[:regions])
    assert key_figures(made, State(), figures(made, State()), ID)[2][:2] == said


def test_a_median_only_of_shares_of_one_denominator(make_tables):
    of = ["angkatan kerja"] * 4 + ["dari potensi"]
    made = make_tables(*(claim(f"{code} coverage_share 50 2023 all", quote=words)
                         for code, words in zip(SEVERAL, of, strict=True)))  # fmt: skip
    assert not comparable(figures(made, State()))


def test_a_province_coloured_by_its_regions_says_whose_figures_they_are(make_tables):
    made = make_tables("73.16 coverage_share 40 2023 all", "73.71 coverage_share 60 2023 all",
                       "64.01 coverage_share 90 2023 all", "81 coverage_share 30 2023 all")  # fmt: skip
    said = map_words(made, State(), figures(made, State()), ID).areas
    notes = dict(said.filter(state="figure").select("code", "note").iter_rows())
    assert notes == {"64": "Paser", "73": "2 kab/kota", "81": ""}
    assert said.filter(code="73")["hover"][0] == f"40–60{NBSP}% (Enrekang dan Kota Makassar)"


def test_the_map_respects_the_year_when_it_says_there_are_articles(tables):
    state = State(year="2021")
    states = dict(areas(tables, state, figures(tables, state)).select("code", "state").iter_rows())
    assert (states["73"], states["64"], states["81"]) == ("figure", "none", "none")


def test_a_target_names_its_due_year_only_where_the_article_prints_it(make_tables):
    printed = make_tables("64.01 coverage_share 100 2024 all target")
    assert target_words(printed.targets, printed.claims, ID) == f"Paser menargetkan 100{NBSP}% paling lambat 2024"
    guessed = printed.claims.with_columns(year_basis=pl.lit("published"))
    assert target_words(printed.targets, guessed, ID) == f"Target terbesar: Paser, 100{NBSP}%"


@pytest.mark.parametrize("measure", ["coverage_share", "covered", "rank", "budget", "pledge"])
@pytest.mark.parametrize("provinces", [(), ("73",), ("64", "81")])
@pytest.mark.parametrize("year", ["all", "none", "2023"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_state_can_be_said(tables, known, measure, provinces, year, lang):
    from paritrana.app.state import usual_group

    state = State(lang, provinces, year, measure, usual_group(measure, known))
    rows = figures(tables, state)
    said = map_words(tables, state, rows, load_words(lang))
    assert said.areas.filter(pl.col("state") == "figure")["class"].null_count() == 0
    assert list_rows(state, rows, load_words(lang)).height == rows.height


def test_the_download_is_the_table(tables):
    rows = table(tables, State())
    back = pl.read_csv(io.BytesIO(csv(rows)), infer_schema_length=0)
    assert back.columns == [name for name in TABLE if name not in ("label", "scope")] == rows.columns
    assert back.height == rows.height == 4
    assert csv(rows) == csv(table(tables, State()))


def test_the_download_of_nothing_is_a_header(tables):
    assert (
        csv(table(tables, State(year="2022"))).decode().startswith("region_code,region,province_code,province,measure,")
    )
    assert csv(table(tables, State(year="2022"))).count(b"\n") == 1


def test_an_empty_choice_says_what_would_bring_results(tables, known):
    state = State(provinces=("81",), year="2023")
    ways = {what: n for what, _, n in ways_out(tables, state, known)}
    assert ways == {"province": 1}
    state = State(provinces=("11",), year="2022", measure="rank", group="")
    assert [what for what, *_ in ways_out(tables, state, known)] == ["all_province"]
    state = State(provinces=("81",), year="2023", measure="covered", group="vulnerable")
    assert next(ways_out(tables, state, known))[0] == "year"
