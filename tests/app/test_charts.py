"""The charts as figures: what is drawn, and when nothing is."""

import json

import polars as pl
import pytest
from making import claim

from paritrana.app.outlines import coarse, outlines
from paritrana.app.say import list_rows, map_words
from paritrana.app.state import State
from paritrana.app.view import figures
from paritrana.charts import DARK, LIGHT, coverage_chart, legend, map_chart, rank_ladders, ranked_list, target_arrows
from paritrana.words import load_words

ID = load_words("id")


@pytest.fixture(scope="module")
def shares(make_tables):
    return make_tables("64.01 coverage_share 126 2023 all", "73.16 coverage_share 53 2023 all ~")


@pytest.mark.parametrize(
    "draw, name", [(coverage_chart, "coverage"), (rank_ladders, "ranks"), (target_arrows, "targets")]
)
def test_fewer_than_two_marks_are_no_chart(draw, name, make_tables):
    one = make_tables(
        "73.16 coverage_share 53 2023 all", "73.16 rank 1 2023 provinsi", "73.16 covered 100 2030 all target"
    )
    assert draw(one.frames()[name], ID, LIGHT) is None
    assert ranked_list(list_rows(State(), figures(one, State()), ID), ID, LIGHT) is None


def test_coverage_marks_approximate_open_and_over_100_in_the_warning_colour(shares):
    marks = next(trace for trace in coverage_chart(shares.coverage, ID, LIGHT).data if trace.customdata)
    assert list(marks.x) == [126, 53]
    assert list(marks.marker.color) == [LIGHT.warning, LIGHT.panel]
    assert list(marks.marker.line.color) == [LIGHT.warning, LIGHT.accent]


def test_whiskers_stand_where_articles_disagree(make_tables):
    other = claim("64.01 coverage_share 80 2023 all", article="b")
    tables = make_tables("64.01 coverage_share 90 2023 all", other, "73.16 coverage_share 53 2023 all")
    figure = coverage_chart(tables.coverage, ID, DARK)
    assert any(trace.mode == "lines" and trace.x and list(trace.x)[:2] == [80, 90] for trace in figure.data)


def test_ladders_keep_scopes_and_years_apart_and_ties_on_one_place(make_tables):
    tables = make_tables("73.16 rank 1 2023 provinsi", "73.71 rank 1 2023 provinsi", "73.16 rank 2 2023 nasional",
                         "64.01 nominee - 2024 provinsi")  # fmt: skip
    figure = rank_ladders(tables.ranks, ID, LIGHT)
    heads = [
        text for trace in figure.data if trace.mode == "text" for text in trace.text if str(text).startswith("<b>")
    ]
    assert heads == ["<b>Kalimantan Timur 2024</b>", "<b>Nasional 2023</b>", "<b>Sulawesi Selatan 2023</b>"]
    places = next(trace for trace in figure.data if trace.mode == "markers+text" and any(trace.text))
    assert sorted(places.text) == ["1", "1", "2"]


def test_an_unknown_baseline_draws_no_line(make_tables):
    tables = make_tables("73.16 covered 100 2030 all target", "64.01 coverage_share 95 2030 all target")
    figure = target_arrows(tables.targets, ID, LIGHT)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert not lines[1].x and not lines[1].y


def test_the_map_draws_every_area_and_its_legend_counts_them(tables):
    rows = figures(tables, State())
    said = map_words(tables, State(), rows, ID)
    figure = map_chart(said.areas, outlines(), ID, LIGHT)
    assert len(figure.data[0].locations) == 38
    assert isinstance(figure.data[0].geojson, str)
    signs = [f"{sign} {text}" for sign, _, text in legend(said.areas, said.classes, ID, LIGHT)]
    assert signs == [
        "■ 40–60 % (1)",
        "■ 80–100 % (1)",
        "○ ada artikel, belum ada angka ini (1)",
        "□ belum ada artikel (35)",
    ]


def test_of_very_many_areas_those_without_an_article_are_drawn_by_province(tables):
    state = State(level="kabupaten")
    said = map_words(tables, state, figures(tables, state), ID)
    behind, told = map_chart(said.areas, outlines(local=True), ID, LIGHT).data[:2]
    assert (behind.meta, len(behind.locations)) == ("backdrop", 38)
    assert set(told.locations) == {"64.01", "73.16", "73.71", "81.71"}


def test_coarse_outlines_keep_their_turn():
    square = [[0.001, 0.001], [0.001, 1.004], [1.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.001, 0.001]]
    assert coarse(square) == [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    islet = [[0.001, 0.001], [0.001, 0.002], [0.002, 0.002], [0.001, 0.001]]
    assert coarse(islet) == islet


def test_names_cannot_smuggle_markup_into_a_hover_box(tables):
    rows = figures(tables, State()).with_columns(region=pl.lit("<img src=x>"))
    assert "<img" not in json.dumps(list_rows(State(), rows, ID)["hover"].to_list())


def test_the_same_tables_make_the_same_figure(shares):
    first, second = (coverage_chart(shares.coverage, ID, LIGHT).to_json() for _ in range(2))
    assert first == second
