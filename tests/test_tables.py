"""Tables from claims made by hand: what merges, what stands side by side, what is chosen, what is left empty."""

import random

import polars as pl
import pytest
from making import article, claim, rows, tables

from paritrana.dictionary import column, label, load_dictionary
from paritrana.errors import DataError
from paritrana.models import Claim, Group, Measure, Rejection
from paritrana.tables.clocks import dated
from paritrana.tables.frames import build_tables
from paritrana.tables.guard import checked, linked
from paritrana.tables.rounding import rounding
from paritrana.tables.schemas import ORDER, SCHEMAS
from paritrana.tables.silence import FAMILIES

# ---------------------------------------------------------------- form


def test_claims_table_has_the_fields_of_a_claim():
    assert tables("73.16 rank 1 2023 provinsi").claims.columns == [*Claim.__struct_fields__, "province_then"]


def test_every_column_and_code_is_in_the_dictionary():
    known = load_dictionary()
    assert set(known.tables) == set(SCHEMAS)
    names = {f"{table}.{name}" for table, schema in SCHEMAS.items() for name in schema.columns()}
    for name in names:
        assert column(*name.split(".")).satu_data
    used = names | {name.split(".")[1] for name in names}
    assert set(known.columns) <= used
    for kind, codes in (("measure", Measure), ("group", Group)):
        assert set(known.codes[kind]) == set(codes.__args__)
    assert label("measure", "covered", "id") == "pekerja terlindungi" and label("measure", None) == ""


def test_no_claims_at_all():
    made = tables()
    heights = {name: frame.height for name, frame in made.frames().items()}
    assert heights == dict.fromkeys(SCHEMAS, 0) | {"silence": 552}
    assert made.as_of == "" and list(made.frames()) == list(SCHEMAS)


def test_any_order_of_claims_and_articles_gives_the_same_tables():
    lines = [
        "73.16 rank 1 2023 provinsi", "b: 73.16 rank 1 2023 provinsi", "73.16 covered 25000 formal 2023",
        "b: 73.16 covered 26000 formal 2023", "73.71 covered 5 farmers", "73.71 covered 9 target farmers 2025",
    ]  # fmt: skip
    claims = [claim(line.rpartition(": ")[2], article=line[0] if ": " in line else "a") for line in lines]
    articles = [article("a"), article("b")]
    one = build_tables(articles, claims)
    for seed in range(5):
        random.Random(seed).shuffle(claims)
        other = build_tables(articles[::-1], claims)
        assert all(one.frames()[name].equals(frame) for name, frame in other.frames().items())
        assert one.fingerprint == other.fingerprint


def test_fingerprint_follows_what_is_said_not_where_the_seeds_lie():
    made = [build_tables([article("a", path=path)], [claim("73.16 rank 1", claim_id="c")]) for path in ("/x", "/y")]
    assert made[0].fingerprint == made[1].fingerprint
    other = build_tables([article("a")], [claim("73.16 rank 2", claim_id="c")])
    assert made[0].fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"unit": "people"}, "unit_fits_measure"),
        ({"year": 2023}, "year_has_its_basis"),
        ({"province_code": "11"}, "region_in_its_province"),
        ({"end": 0, "start": 5}, "ends_after_start"),
        ({"value": -1.0}, "value|min"),
    ],
)
def test_a_claim_that_breaks_a_rule_is_named(fields, rule):
    with pytest.raises(DataError) as error:
        build_tables([article()], [claim("73.16 rank 1", claim_id="the-one", **fields)])
    line = str(error.value)
    assert "table claims" in line and rule in line and "claim_id the-one" in line and "\n" not in line


def test_a_claim_twice_is_named():
    with pytest.raises(DataError, match="primary_key.*twin"):
        build_tables([article()], [claim("73.16 rank 1", claim_id="twin")] * 2)


def test_a_claim_of_an_unknown_article_or_region_is_named():
    with pytest.raises(DataError, match="claim lost of article b: 'b' is not known"):
        build_tables([article()], [claim("73.16 rank 1", claim_id="lost", article="b")])
    with pytest.raises(DataError, match="'73.99' is not known"):
        build_tables([article()], [claim("73.16 rank 1", region_code="73.99")])


# ---------------------------------------------------------------- articles, ranks


def test_articles_count_claims_regions_and_corrections():
    made = tables("73.16 rank 1", "73.71 rank 2", claim("73.71 rank 3", rule="correction"),
                  articles=[article("a", published="2024-08-09", title="Judul"), article("z")])  # fmt: skip
    assert rows(made.articles, "article", "claims", "regions", "machine_read", "corrected", "turned_down") == [
        ("a", 3, 2, 2, 1, 0), ("z", 0, 0, 0, 0, 0),
    ]  # fmt: skip
    assert made.as_of == "2024-08-09"


def test_the_same_placing_in_two_articles_is_one_row_with_the_surest_year():
    late = claim("73.16 rank 1 2023 provinsi", article="b", year_basis="award_name")
    made = tables("73.16 rank 1 2023 provinsi", late)
    assert rows(made.ranks, "place", "articles", "award_year", "award_year_basis", "data_year", "tied") == [
        (1, 2, 2023, "award_name", None, False)
    ]
    assert made.ranks["claim_ids"][0].split(";")[0] == late.claim_id


def test_different_placings_stand_side_by_side():
    made = tables("73.16 rank 2 2023 provinsi", "b: 73.16 rank 3 2023 provinsi", "73.16 nominee - 2023 nasional")
    assert sorted(rows(made.ranks, "measure", "place")) == [("nominee", None), ("rank", 2), ("rank", 3)]


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("94.03 rank 1 2025 provinsi", "94.08 rank 1 2025 provinsi", True),
        ("73.16 rank 1 2025 provinsi", "94.08 rank 1 2025 provinsi", False),  # each in its own province
        ("73.16 rank 1 2025 nasional", "94.08 rank 1 2025 nasional", True),
        ("73 rank 1 2025 nasional", "94.08 rank 1 2025 nasional", False),  # provinces are judged apart
        ("73.16 rank 1 2025 zona", "94.08 rank 1 2025 zona", False),  # which zone is not said
        ("94.03 rank 1 provinsi", "94.08 rank 1 provinsi", False),  # nor which year
        ("94.03 nominee - 2025 provinsi", "94.08 nominee - 2025 provinsi", False),
    ],
)
def test_ties(one, other, tied):
    assert tables(one, other).ranks["tied"].to_list() == [tied, tied]


def test_a_placing_hoped_for_is_no_placing():
    assert tables("34 award - 2021 nasional target").ranks.is_empty()


# ---------------------------------------------------------------- the figure chosen


@pytest.mark.parametrize(
    ("lines", "value", "articles", "others", "low", "high"),
    [
        (["73.16 covered 5 all 2023"], 5, 1, 0, None, None),
        (["73.16 covered 5 all 2023", "b: 73.16 covered 5 all 2023"], 5, 2, 0, None, None),
        (["73.16 covered 9 all 2023", "b: 73.16 covered 5 all 2023", "c: 73.16 covered 5 all 2023"], 5, 2, 1, 9, 9),
        (["73.16 covered 9 all 2023 ~", "b: 73.16 covered 5 all 2023"], 5, 1, 1, 9, 9),
        (["73.16 coverage_share 27 all 2023", "73.16 coverage_share 27.4 all 2023"], 27.4, 1, 1, 27, 27),
        (["d: 73.16 covered 9 all 2023", "e: 73.16 covered 5 all 2023"], 5, 1, 1, 9, 9),  # e was published later
        (["73.16 covered 9 all 2023", "73.16 covered 5 all 2023", "73.16 covered 2 all 2023"], 9, 1, 1, 2, 5),
        (["73.16 coverage_share 26.6 all 2023", "73.16 coverage_share 25.6 all 2023"], 25.6, 1, 1, 26.6, 26.6),
        (["73.16 rank 2 2023 provinsi", "73.16 rank 3 2023 provinsi"], 3, 1, 1, 2, 2),
    ],
)
def test_choice(lines, value, articles, others, low, high):
    dated = [article("d", published="2024-01-01"), article("e", published="2024-02-01")]
    made = tables(*lines, articles=dated).regions
    assert rows(made, "value", "articles", "others", "low", "high") == [(value, articles, others, low, high)]
    ids = made["claim_ids"][0].split(";")
    assert ids[0] == made["claim_id"][0] and len(ids) == len(lines)


def test_no_year_is_a_year_of_its_own_and_no_other_years_figure_fills_it():
    made = tables("73.16 covered 5 all", "73.16 covered 7 all 2023", "73.16 potential 10 all 2022")
    assert rows(made.coverage, "data_year", "covered", "potential") == [(2023, 7, None), (None, 5, None)]


def test_additions_and_figures_per_person_are_not_chosen_but_yearly_ones_are():
    made = tables(
        "73.16 covered 5 all 2023 +", "73.16 benefit_paid 42000000 all person", "73.16 budget 1000 all per-year",
        "73.16 pledge - target",
    )  # fmt: skip
    assert rows(made.regions, "measure", "value") == [("budget", 1000)]


# ---------------------------------------------------------------- coverage


def test_coverage_sets_share_covered_and_potential_side_by_side():
    made = tables(
        "64.01 coverage_share 90.43 all 2023", "64.01 covered 81436 all 2023 ~", "64.01 potential 90052 all 2023",
        "b: 64.01 coverage_share 89 all 2023", "b: 64.01 coverage_share 90.43 formal 2023",
    )  # fmt: skip
    names = ("group", "share", "share_low", "share_high", "covered", "potential", "articles", "article_ids")
    assert rows(made.coverage, *names) == [
        ("all", 89.0, 89.0, 90.43, 81436.0, 90052.0, 2, "b;a"),
        ("formal", 90.43, 90.43, 90.43, None, None, 1, "b"),
    ]


def test_a_potential_alone_is_no_coverage_and_zero_is_a_figure():
    made = tables("64.01 potential 90052 all 2023", "96.71 covered 0 informal 2023")
    assert rows(made.coverage, "region_code", "covered") == [("96.71", 0)]


# ---------------------------------------------------------------- two clocks


def test_award_and_data_have_a_year_of_their_own():
    named = claim("73.16 coverage_rank 3 2023 provinsi", year_basis="award_name")
    made = tables("73.16 rank 1 2022 provinsi", "73.16 coverage_share 40 all 2021", named,
                  "73.16 coverage_rank 2 2024 provinsi", "73.16 nominee - provinsi",
                  "73.16 award - 2025 nasional target", "73.16 coverage_share 60 all 2026 target")  # fmt: skip
    clocks = ("award_year", "award_year_basis", "data_year", "data_year_basis")
    found = {row[0]: row[1:] for row in rows(made.ranks, "measure", *clocks) if row[0] != "coverage_rank"}
    assert found == {"rank": (2022, "stated", None, None), "nominee": (None,) * 4}
    places = made.ranks.filter(measure="coverage_rank")
    assert rows(places, "place", *clocks) == [(3, 2023, "award_name", None, None), (2, None, None, 2024, "stated")]
    shares = made.regions.filter(measure="coverage_share", status="actual")
    assert rows(shares, *clocks) == [(None, None, 2021, "stated")]
    assert rows(made.coverage, "data_year", "data_year_basis") == [(2021, "stated")]
    due = ("measure", "award_year", "award_year_basis", "due_year", "due_year_basis")
    assert rows(made.targets, *due) == [
        ("award", 2025, "stated", None, None), ("coverage_share", None, None, 2026, "stated"),
    ]  # fmt: skip


def test_the_app_reads_either_clock():
    made = tables("73.16 rank 1 2022 provinsi", "73.16 coverage_share 40 all 2021", "73.16 nominee - nasional")
    assert sorted(rows(dated(made.regions), "measure", "year"), key=str) == [
        ("coverage_share", 2021), ("nominee", None), ("rank", 2022),
    ]  # fmt: skip
    assert dated(made.claims) is made.claims


# ---------------------------------------------------------------- several articles


def test_the_same_figure_is_one_line_with_all_its_sources():
    made = tables("73.16 covered 5 all 2023", "b: 73.16 covered 5 all 2023", "c: 73.16 covered 9 all 2023")
    assert rows(made.regions, "value", "articles", "others", "article_ids") == [(5, 2, 1, "a;b")]
    assert rows(made.coverage, "covered", "articles", "article_ids") == [(5, 3, "a;b;c")]
    assert len(made.regions["claim_ids"][0].split(";")) == 3
    made = tables("73.16 rank 1 2023 provinsi", "b: 73.16 rank 1 2023 provinsi", "c: 73.16 rank 2 2023 provinsi")
    assert rows(made.ranks, "place", "articles", "article_ids") == [(1, 2, "a;b"), (2, 1, "c")]


# ---------------------------------------------------------------- doubtful readings


def test_a_doubtful_reading_never_wins_over_a_certain_one():
    made = tables("73.16 covered 9 all 2023", "b: 73.16 covered 5 all 2023 ?", "c: 73.16 covered 5 all 2023 ?")
    assert rows(made.regions, "value", "articles", "others", "uncertain") == [(9, 1, 2, False)]
    assert rows(made.coverage, "covered", "uncertain") == [(9, False)]


def test_one_certain_reading_makes_a_figure_certain_and_stands_first():
    made = tables("73.16 rank 1 2023 provinsi ?", "b: 73.16 rank 1 2023 provinsi")
    assert made.ranks["uncertain"].to_list() == made.regions["uncertain"].to_list() == [False]
    assert made.regions["article"].to_list() == ["b"]


def test_where_the_only_reading_is_doubtful_the_tables_say_so():
    made = tables("73.16 coverage_share 50 all 2023 ?", "73.16 rank 1 2023 provinsi ?",
                  "73.16 covered 5 all 2024 target ?")  # fmt: skip
    assert made.claims["uncertain"].all() and Claim.__struct_fields__[-1] == "uncertain"
    for frame in (made.ranks, made.coverage, made.targets, made.regions):
        assert frame["uncertain"].all(), frame


# ---------------------------------------------------------------- silence


def test_silence_tells_a_figure_from_an_article_from_none():
    named = article("b", "Bupati Kabupaten Gowa dan Kota Makassar hadir di kantor BPJS Cabang Bone.")
    made = tables("73.16 covered 5 all 2023", "73.16 covered 9 all 2024 target", articles=[named]).silence
    told = {row["region_code"]: row for row in made.iter_rows(named=True)}
    assert len(told) == made.height == 552
    first, named, silent = told["73.16"], told["73.06"], told["73.08"]
    assert [first[family] for family in FAMILIES] == ["no_figure", "figure", "no_figure", "figure", "no_figure"]
    assert {named[family] for family in FAMILIES} == {told["73.71"]["money"]} == {"no_figure"}
    assert {silent[family] for family in FAMILIES} == {"no_article"}
    assert (first["articles"], named["articles"], silent["articles"]) == (1, 1, 0)


def test_a_figure_turned_down_names_its_region_a_place_turned_down_does_not():
    def turned_down(reason, region):
        return Rejection(article="a", reason=reason, region=region, start=0, end=1, quote="x")

    rejections = {"a": (turned_down("premium", "Kabupaten Gowa"), turned_down("place_office", "Kabupaten Bone"))}
    made = build_tables([article()], [], rejections=rejections).silence
    assert set(made.filter(money="no_figure")["region"]) == {"Kabupaten Gowa"}


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("table", "column"), [("targets", "evidence_claim_id"), ("coverage", "claim_ids"), ("ranks", "article_ids")]
)
def test_a_row_that_names_a_missing_claim_or_article_is_named(table, column):
    made = tables("73.16 coverage_share 40 all 2024 target", "b: 73.16 coverage_share 41 all 2024", "73.16 rank 1 2023")
    broken = made.frames() | {table: made.frames()[table].with_columns(pl.lit("lost").alias(column))}
    with pytest.raises(DataError, match=f"table {table}.*{column} names 'lost'.*claim_id"):
        linked(broken)


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_table_is_checked(table):
    made = tables("73.16 coverage_share 40 all 2024 target", "73.16 coverage_share 41 all 2024", "73.16 rank 1 2023")
    frames = made.frames()
    name = next(name for name, kind in frames[table].schema.items() if kind == pl.String)
    assert checked(frames) is frames
    for broken in (frames[table].drop(name), frames[table].with_columns(pl.lit("").alias(name))):
        with pytest.raises(DataError, match=f"table {table}"):
            checked(frames | {table: broken})


def test_a_row_too_few_is_seen():
    made = tables("73.16 rank 1 2023").frames()
    with pytest.raises(DataError, match="rows of silence instead of"):
        linked(made | {"silence": made["silence"].head(5)})


def test_a_promise_that_is_lost_is_seen():
    made = tables("73.16 coverage_share 40 all 2024 target").frames()
    with pytest.raises(DataError, match="0 promises instead of 1"):
        linked(made | {"targets": made["targets"].clear()})


# ---------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    ("value", "unit", "half"),
    [
        (27, "percent", 0.5), (27.4, "percent", 0.05), (100, "percent", 0.5),
        (14_242, "people", 0), (376, "people", 0), (0, "people", 0), (50_000, "people", 500),
        (1_600_000, "people", 50_000), (69_400_000, "IDR", 50_000), (3, "ordinal", 0), (None, None, 0),
    ],
)  # fmt: skip
def test_rounding(value, unit, half):
    assert rounding(value, unit) == pytest.approx(half)


def test_order_names_every_column():
    for table, names in ORDER.items():
        assert set(names) == set(SCHEMAS[table].columns())
