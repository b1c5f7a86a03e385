"""The URL and the state it stands for."""

import pytest

from paritrana.app.state import Choices, State, read, usual_group, with_region, write


@pytest.mark.parametrize(
    "query, state",
    [
        ({}, State()),
        ({"province": ["73"]}, State(provinces=("73",))),
        ({"province": ["73", "64"]}, State(provinces=("64", "73"))),
        ({"province": ["73,64"]}, State(provinces=("64", "73"))),
        ({"year": ["none"], "lang": ["en"]}, State(year="none", lang="en")),
        ({"measure": ["rank"], "year": ["2023"]}, State(measure="rank", year="2023", group="")),
        ({"measure": ["covered"]}, State(measure="covered", group="vulnerable")),
        ({"province": ["73"], "region": ["73.16"]}, State(provinces=("73",), region="73.16")),
        ({"level": ["kabupaten"], "view": ["years"]}, State(level="kabupaten", view="years")),
        ({"with": ["73.71", "73.16"]}, State(compare=("73.71", "73.16"))),
        ({"with": ["73.71,73.16"]}, State(compare=("73.71", "73.16"))),
        ({"outcome": ["due_later"], "due": ["2024"]}, State(outcome="due_later", due="2024")),
        ({"view": ["audit"]}, State(view="audit")),
    ],
)
def test_a_link_restores_its_state(query, state, known):
    assert read(query, known) == (state, [])
    assert read(write(state, known), known) == (state, [])


@pytest.mark.parametrize(
    "query, unknown",
    [
        ({"province": ["99", "73"]}, [("province", "99")]),
        ({"year": ["1999"]}, [("year", "1999")]),
        ({"measure": ["<script>"]}, [("measure", "<script>")]),
        ({"group": ["nobody"]}, [("group", "nobody")]),
        ({"province": ["64"], "region": ["73.16"]}, [("region", "73.16")]),
        ({"lang": ["fr"]}, [("lang", "fr")]),
        ({"with": ["73.16", "99.99"]}, [("with", "99.99")]),
        ({"level": ["desa"]}, [("level", "desa")]),
        ({"outcome": ["won"], "due": ["1999"], "check": ["x"]}, [("outcome", "won"), ("due", "1999"), ("check", "x")]),
        ({"article": ["x"], "claim": ["y"]}, [("claim", "y"), ("article", "x")]),
    ],
)
def test_an_unknown_code_is_named_and_the_rest_holds(query, unknown, known):
    state, told = read(query, known)
    assert told == unknown
    assert state.provinces == tuple(code for code in query.get("province", ()) if code in known.provinces)


def test_a_page_says_only_what_it_shows(known):
    state = State(provinces=("73",), level="kabupaten", compare=("73.16",), outcome="due_later", lang="en")
    assert write(state, known, "") == {"province": ["73"], "level": ["kabupaten"], "lang": ["en"]}
    assert write(state, known, "banding") == {"province": ["73"], "with": ["73.16"], "lang": ["en"]}
    assert write(state, known, "janji") == {"province": ["73"], "outcome": ["due_later"], "lang": ["en"]}


def test_at_most_six_regions_stand_side_by_side(known):
    asked = [f"73.0{n}" for n in range(1, 9)]
    assert len(read({"with": asked}, known)[0].compare) == 6


def test_a_region_found_outside_the_filter_lifts_it(known):
    state = with_region(State(provinces=("64",)), "73.16", known)
    assert (state.region, state.provinces) == ("73.16", ())
    assert with_region(State(provinces=("73",)), "73.16", known).provinces == ("73",)


def test_a_claim_brings_its_article(known):
    claim, article = next(iter(known.claims.items()))
    assert read({"claim": [claim]}, known)[0].article == article


def test_the_usual_group_is_the_one_most_regions_have():
    groups = {"covered": {"formal": 2, "all": 1}, "budget": {"formal": 1, "all": 1}}
    known = Choices({}, {}, (), tuple(groups), groups, frozenset(), {})
    assert [usual_group(measure, known) for measure in ("covered", "budget", "rank")] == ["formal", "all", ""]


def test_the_usual_group_is_all_workers_where_there_is_such_a_figure(known):
    assert [usual_group(measure, known) for measure in ("coverage_share", "covered", "rank")] == [
        "all",
        "vulnerable",
        "",
    ]
