"""What a profile, a comparison and the ledger say, from the tables alone."""

from pathlib import Path

import pytest
from making import claim

from paritrana.app import facts
from paritrana.app.outlines import neighbours
from paritrana.app.promises_page import chosen
from paritrana.app.state import State
from paritrana.app.view import dated
from paritrana.charts import LIGHT, bump, timeline
from paritrana.words import load_words

ID = load_words("id")


@pytest.fixture(scope="module")
def years(make_tables):
    """One region's shares with a year missing, a second region's, a promise, places of two contests."""
    return make_tables(
        "73.16 coverage_share 40 2021 all", "73.16 coverage_share 53 2022 all ~", "73.16 coverage_share 60 2024 all",
        claim("73.16 coverage_share 58 2024 all", article="b"), "73.16 coverage_share 100 2026 all target",
        "73.71 coverage_share 30 2024 all", "73.16 rank 2 2022 provinsi", "73.16 rank 1 2023 provinsi",
        "64.01 rank 1 2023 provinsi", "73 rank 3 2023 nasional", "73.71 covered 5000 formal",
    )  # fmt: skip


def test_a_profile_tells_what_is_known_and_what_is_silent(years):
    found = facts.profile(years, "73.16")
    told = list(found.known.select("measure", "year").iter_rows())
    assert told == [("coverage_share", 2024), ("coverage_share", 2022), ("coverage_share", 2021), ("rank", 2023),
                    ("rank", 2022)]  # fmt: skip
    assert found.silent == ["covered", "potential", "budget", "benefit_paid"]
    assert found.promises.height == 1 and found.articles.height == 2


def test_a_region_nobody_wrote_about_is_empty_and_not_zero(years):
    found = facts.profile(years, "11.01")
    assert (found.known.height, found.promises.height, found.articles.height) == (0, 0, 0)
    assert found.silent == list(facts.SOUGHT)
    assert facts.beside(years, ["11.01"])[0]["share"] is None


def test_a_gap_in_the_years_stays_a_gap(years):
    drawn = facts.series(years, ["73.16"], "coverage_share", "all")
    figure = timeline(drawn, "percent", ID, LIGHT)
    line = next(trace for trace in figure.data if trace.mode == "lines")
    assert list(line.x) == [2021, 2022, None]  # 2022 and 2024 are not joined, nor is the promise
    marks = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(marks.x) == [2021, 2022, 2024, 2026] and len(marks.customdata) == 4


def test_where_articles_disagree_a_bar_shows_how_far(years):
    figure = timeline(facts.series(years, ["73.16"], "coverage_share", "all"), "percent", ID, LIGHT)
    bar = [trace for trace in figure.data if trace.mode == "lines"][1]
    assert list(bar.x) == [2024, 2024, None] and sorted(bar.y[:2]) == [58, 60]


def test_regions_are_told_apart_by_more_than_hue(years):
    figure = timeline(facts.series(years, ["73.16", "73.71"], "coverage_share", "all"), "percent", ID, LIGHT)
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    assert len({trace.marker.symbol[0] for trace in marks}) == 2
    names = [text.strip() for trace in figure.data if trace.mode == "text" for text in trace.text]
    assert names == ["Enrekang", "Makassar"]


def test_places_of_two_contests_share_no_axis(years):
    figure = bump(dated(years.ranks).filter(measure="rank"), ["73.16", "64.01", "73"], ID, LIGHT)
    heads = [text for trace in figure.data if trace.mode == "text" for text in trace.text if text.startswith("<b>")]
    assert heads == ["<b>Nasional, antarprovinsi</b>", "<b>Kalimantan Timur, kabupaten/kota</b>",
                     "<b>Sulawesi Selatan, kabupaten/kota</b>"]  # fmt: skip
    places = [(str(text), y) for trace in figure.data if trace.mode == "markers+text"
              for text, y in zip(trace.text, trace.y, strict=True)]  # fmt: skip
    firsts = [y for place, y in places if place == "1"]
    assert len(set(firsts)) == 2  # place 1 of two provinces stands at two heights


def test_fewer_than_two_marks_are_no_chart(years):
    assert timeline(facts.series(years, ["73.71"], "coverage_share", "all"), "percent", ID, LIGHT) is None
    assert bump(dated(years.ranks).clear(), [], ID, LIGHT) is None


def test_neighbours_border_on_each_other_and_an_island_on_none():
    near = neighbours()
    assert {"73.15", "73.17", "73.18"} <= set(near["73.16"])
    assert all(code in near[other] for code, others in near.items() for other in others)
    assert "73.01" not in near  # Selayar
    assert neighbours.__wrapped__(Path("/nowhere")) == {}


def test_promises_are_filtered_by_outcome_and_due_year(years):
    everything = years.targets
    assert chosen(everything, State()).height == 1
    assert chosen(everything, State(due="2026")).height == 1 and chosen(everything, State(due="none")).height == 0
    assert chosen(everything, State(outcome=everything["outcome"][0])).height == 1
    assert chosen(everything, State(outcome="kept")).height == 0
