"""The ledger of promises: where they start from, what settles them, what leaves them open."""

import pytest
from making import article, claim, tables


def promise(*lines, **more):
    (row,) = tables(*lines, **more).targets.iter_rows(named=True)
    return row


def test_paser_promises_once_what_it_adds_and_reaches():
    row = promise("64.01 covered 32268 vulnerable 2023", "64.01 covered 14242 vulnerable 2024 target +",
                  "64.01 covered 46510 vulnerable 2024 target")  # fmt: skip
    assert (row["baseline"], row["target"], row["increment"], row["due_year"]) == (32268, 46510, False, 2024)


def test_an_addition_alone_stands_on_its_baseline_and_is_judged_by_the_sum():
    row = promise("64.01 covered 100 all 2023", "64.01 covered 50 all 2024 target +", "b: 64.01 covered 120 all 2025")
    assert (row["baseline"], row["target"], row["increment"], row["outcome"]) == (100, 50, True, "missed")
    row = promise("64.01 covered 100 all 2023", "64.01 covered 50 all 2024 target +", "b: 64.01 covered 150 all 2025")
    assert row["outcome"] == "kept"


def test_from_x_to_y_in_one_sentence():
    quote = "Dari 5000 menjadi 10.000."
    row = promise(claim("73.16 covered 5000 farmers 2023", quote=quote), "73.16 covered 7000 farmers 2023",
                  claim("73.16 covered 10000 farmers target", quote=quote))  # fmt: skip
    assert (row["baseline"], row["baseline_year"], row["outcome"]) == (5000, 2023, "no_later_evidence")


def test_without_a_clear_start_there_is_none():
    starts = "73.16 covered 5000 farmers 2023", "73.16 covered 7000 farmers 2023"
    row = promise(*starts, "73.16 covered 9000 farmers 2024 target")
    assert row["baseline"] is None and row["baseline_claim_id"] is None
    row = promise("73.16 covered 81466 vulnerable 2025", "73.16 covered 45000 vulnerable 2026 target")
    assert row["baseline"] is None  # more than is promised: other people


SHARE = "73.16 coverage_share 40 all 2024 target"


@pytest.mark.parametrize(
    ("lines", "outcome", "latest"),
    [
        ([SHARE], "due_later", None),
        ([SHARE, "b: 73.16 coverage_share 41 all 2024"], "kept", 41),
        ([SHARE, "b: 73.16 coverage_share 39 all 2025"], "missed", 39),
        # told in 2025 by the same article: the due year is over, so its figure settles it
        ([SHARE, "73.16 coverage_share 39 all 2024", "73.16 covered 1 all 2025"], "missed", 39),
        # from within the due year: not yet a miss
        ([SHARE, "73.16 coverage_share 39 all 2024"], "due_later", None),
        # on the way
        (["73.16 coverage_share 60 all 2030 target", "73.16 covered 1 all 2024", "b: 73.16 coverage_share 50 all 2025"],
         "due_later", 50),
        # another group, another region
        ([SHARE, "b: 73.16 coverage_share 90 formal 2025"], "no_later_evidence", None),
        ([SHARE, "b: 73.71 coverage_share 90 all 2025"], "no_later_evidence", None),
        (["34 award - 2021 nasional target", "b: 34 award - 2021 nasional"], "kept", None),
        (["34 award - 2021 nasional target", "b: 34 award - 2022 nasional"], "no_later_evidence", None),
        (["34 pledge - target"], "no_later_evidence", None),
    ],
)  # fmt: skip
def test_outcome(lines, outcome, latest):
    row = promise(*lines)
    assert (row["outcome"], row["latest"]) == (outcome, latest)
    assert outcome not in ("kept", "missed") or row["evidence_claim_id"]


def test_an_earlier_article_is_no_evidence():
    dated = [article("a", published="2024-06-01"), article("b", published="2024-01-01")]
    row = promise("73.16 coverage_share 40 all 2024 target", "b: 73.16 coverage_share 45 all 2024", articles=dated)
    assert (row["outcome"], row["latest"], row["said_on"]) == ("due_later", None, "2024-06-01")


def said_of(line, quote, **fields):
    return claim(line, quote=quote, **fields)


def test_a_promise_is_judged_only_by_a_figure_of_its_own_denominator():
    pledged = said_of("73.16 coverage_share 40 all 2024 target", "40 persen angkatan kerja")
    same = said_of("73.16 coverage_share 41 all 2025", "41 persen angkatan kerja", article="b")
    other = said_of("73.16 coverage_share 41 all 2025", "41 persen dari potensi", article="b")
    silent = said_of("73.16 coverage_share 41 all 2025", "41 persen", article="b")
    assert promise(pledged, same)["outcome"] == "kept"
    for figure in (other, silent):
        row = promise(pledged, figure)
        assert (row["outcome"], row["latest"], row["denominator"]) == ("no_later_evidence", None, "labour_force")


def test_a_promised_share_is_of_what_the_shares_of_now_in_its_article_are_of():
    row = promise(said_of("73.16 coverage_share 29 all 2025", "29 persen angkatan kerja"),
                  "73.16 coverage_share 52 all 2026 target")  # fmt: skip
    assert (row["denominator"], row["baseline"]) == ("labour_force", 29)


def test_both_sentences_stand_in_the_ledger():
    row = promise(said_of("73.16 coverage_share 40 all 2024 target", "Akan 40 persen."),
                  said_of("73.16 coverage_share 41 all 2024", "Kini 41 persen.", article="b"))  # fmt: skip
    assert (row["quote"], row["evidence_quote"], row["evidence_article"]) == ("Akan 40 persen.", "Kini 41 persen.", "b")
    assert (row["due_year_basis"], row["latest_year_basis"]) == ("stated", "stated")


def test_a_promise_that_two_articles_repeat_is_one_row_as_first_said():
    dated = [article("a", published="2024-06-01"), article("b", published="2023-01-01")]
    row = promise("73.16 covered 100 farmers 2030 target", "b: 73.16 covered 100 farmers 2030 target", articles=dated)
    assert (row["said_on"], row["article"], row["articles"], row["article_ids"]) == ("2023-01-01", "b", 2, "b;a")
    assert len(row["claim_ids"].split(";")) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["73.16 covered 5 other 2024 target", "b: 73.16 covered 9 other 2025"],  # who knows whether the same people
        ["73.16 pledge - 2024 target", "b: 73.16 pledge - 2024"],
        [claim("73.16 instrument - 2024 target", label="perda"),
         claim("73.16 instrument - 2024", label="perbup", article="b")],
    ],
)  # fmt: skip
def test_what_may_be_another_thing_settles_no_promise(lines):
    assert promise(*lines, as_of="2026")["outcome"] == "no_later_evidence"


def test_a_named_rule_that_came_is_a_promise_kept_and_so_is_a_place_for_an_award():
    row = promise(claim("73.16 instrument - 2024 target", label="Perda A"),
                  claim("73.16 instrument - 2024", label="perda a", article="b"))  # fmt: skip
    assert row["outcome"] == "kept"
    assert promise("34 award - 2021 nasional target", "b: 34 rank 2 2021 nasional")["outcome"] == "kept"


def test_doubtful_evidence_settles_nothing_where_there_is_certain_evidence():
    row = promise(SHARE, "b: 73.16 coverage_share 41 all 2024 ?", "c: 73.16 coverage_share 39 all 2025")
    assert (row["outcome"], row["latest"], row["uncertain"]) == ("missed", 39, False)
    assert promise(SHARE, "b: 73.16 coverage_share 41 all 2024 ?")["uncertain"]


def test_as_of_says_what_is_due_later():
    outcomes = [promise(SHARE, as_of=day)["outcome"] for day in ("2024-12-31", "2025-01-01")]
    assert outcomes == ["due_later", "no_later_evidence"]


