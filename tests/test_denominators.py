"""What a share is a percentage of, by the rule in the dictionary; and its place among those that may be compared."""

import pytest
from making import article, claim

from paritrana.errors import DataError
from paritrana.paths import DATA
from paritrana.tables.denominators import denominators, load_wordings
from paritrana.tables.frames import build_tables


def share(quote, figure, line="73.16 coverage_share {} all 2024"):
    """(claim, text) of a share printed as `figure` in a sentence that is the whole article."""
    start = quote.index(figure)
    return claim(line.format(figure.split()[0]), quote=quote, start=start, end=start + len(figure)), quote


@pytest.mark.parametrize(("quote", "code"), [
    ("Baru 40 persen angkatan kerja Enrekang yang terlindungi.", "labour_force"),
    ("Dari penduduk yang bekerja di Enrekang, 40 persen ikut.", "employed"),
    ("Angkanya 40 persen dari potensinya.", "potential"),
    ("Angkatan kerja tumbuh pesat tahun ini, dan dari potensi yang ada 40 persen sudah ikut.", "potential"),
    ("Cakupan Enrekang 40 persen.", "unstated"),
    ("Cakupan Enrekang 40 persen, dan prapotensi tidak dihitung.", "unstated"),
])  # fmt: skip
def test_the_words_of_its_sentence_say_it(quote, code):
    made, text = share(quote, "40 persen")
    assert denominators([made], {"a": article("a", text)})[made.claim_id] == (code, None)


@pytest.mark.parametrize(("group", "code"), [
    ("formal", "formal"), ("informal", "informal"), ("non_asn", "non_asn"), ("vulnerable", "vulnerable"),
    ("fishers", "group"), ("other", "group"),
])  # fmt: skip
def test_a_share_of_one_group_is_of_that_group_whatever_its_sentence_says(group, code):
    made, text = share("Baru 40 persen dari angkatan kerja.", "40", f"73.16 coverage_share {{}} {group} 2024")
    assert denominators([made], {"a": article("a", text)})[made.claim_id].code == code


def test_the_number_of_workers_beside_it_says_it():
    one = claim("73.16 coverage_share 40 all 2024", quote="Cakupannya 40 persen.", start=11, end=13)
    text = "Angkatan kerja di sana 1.000 orang."
    workers = claim("73.16 potential 1000 all 2024", quote=text, start=23, end=28)
    texts = {"a": article("a", text)}
    assert denominators([one, workers], texts)[one.claim_id] == ("labour_force", 1000)
    plain = claim("73.16 potential 1000 all 2024", quote="Di sana ada 1.000 orang.")
    assert denominators([one, plain], texts)[one.claim_id] == ("potential", 1000)
    for other in ("73.16 potential 1000 all 2023", "73.71 potential 1000 all 2024", "73.16 potential 1000 formal 2024"):
        assert denominators([one, claim(other)], texts)[one.claim_id] == ("unstated", None)
    elsewhere = claim("73.16 potential 1000 all 2024", article="b")
    assert denominators([one, elsewhere], texts)[one.claim_id] == ("unstated", None)


def test_of_two_numbers_of_workers_the_one_that_gives_the_share():
    one, covered = claim("73.16 coverage_share 40 all 2024"), claim("73.16 covered 400 all 2024")
    right = claim("73.16 potential 1000 all 2024")
    wrong = claim("73.16 potential 3000 all 2024", quote="Angkatan kerja 3.000.")
    assert denominators([one, covered, right, wrong], {})[one.claim_id] == ("potential", 1000)
    assert denominators([one, right, wrong], {})[one.claim_id] == ("unstated", None)


def test_of_articles_with_one_figure_one_that_says_of_what_is_enough():
    texts = [article("a", "Cakupannya 40 persen."), article("b", "Dari angkatan kerja 40 persen.")]
    claims = [claim("73.16 coverage_share 40 all 2024", article=item.id, quote=item.text) for item in texts]
    made = build_tables(texts, claims)
    assert made.regions["denominator"].to_list() == made.coverage["denominator"].to_list() == ["labour_force"]


def placed(*lines, texts=()):
    """region -> (place, reporting, governments) of the shares of these lines."""
    claims = [claim(line.rpartition(": ")[2], article=line[0] if ": " in line else "a") for line in lines]
    known = {item.id for item in texts}
    made = build_tables([*texts, *(article(name) for name in sorted({c.article for c in claims} - known))], claims)
    names = ("region_code", "share_place", "share_reporting", "share_governments")
    return {row[0]: row[1:] for row in made.coverage.select(names).iter_rows()}


def test_third_of_three_reporting_24_in_the_province():
    lines = "73.16 coverage_share 50 all 2024", "73.71 coverage_share 60 all 2024", "73.06 coverage_share 40 all 2024"
    assert placed(*lines) == {"73.71": (1, 3, 24), "73.16": (2, 3, 24), "73.06": (3, 3, 24)}


@pytest.mark.parametrize("other", [
    "73.71 coverage_share 60 all 2023", "73.71 coverage_share 60 formal 2024", "73 coverage_share 60 all 2024",
    "64.01 coverage_share 60 all 2024", "b: 73.71 coverage_share 60 all 2024", "73.71 covered 60 all 2024",
])  # fmt: skip
def test_another_year_group_level_province_or_unknown_denominator_is_not_compared(other):
    assert placed("73.16 coverage_share 50 all 2024", other)["73.16"] == (1, 1, 24)


def test_different_denominators_are_not_compared_and_equal_shares_share_a_place():
    def said(code, figure, words, article="a"):
        return claim(f"{code} coverage_share {figure} all 2024", quote=f"{figure} persen {words}", article=article)

    claims = [said("73.16", 50, "angkatan kerja"), said("73.71", 60, "dari potensi"),
              said("73.06", 50, "dari angkatan kerja", "b")]  # fmt: skip
    made = build_tables([article("a"), article("b")], claims).coverage
    assert made.sort("region_code").select("share_place", "share_reporting").rows() == [(1, 2), (1, 2), (1, 1)]


def test_a_share_without_a_year_has_no_place_and_provinces_compete_in_the_country():
    assert placed("73.16 coverage_share 50 all") == {"73.16": (None, None, None)}
    assert placed("73 coverage_share 50 all 2024", "64 coverage_share 60 all 2024")["73"] == (2, 2, 38)


def test_a_typo_in_the_words_is_named(tmp_path):
    path = tmp_path / "denominators.toml"
    path.write_text((DATA / "denominators.toml").read_text(encoding="utf-8").replace("employed =", "employd ="))
    with pytest.raises(DataError, match=r"denominators.toml:\d+.*employd|denominators.toml.*employ"):
        load_wordings(path)
