"""Corrections: what they change, and that one which has done its work fails instead of staying for ever."""

import pytest
from making import article, claim, reading

from paritrana.articles import article_from_text
from paritrana.dictionary import load_correction_reasons
from paritrana.errors import CorrectionError
from paritrana.paths import SEEDS
from paritrana.reader.extract import read
from paritrana.tables.corrections import correct, identified, load_corrections
from paritrana.tables.frames import build_tables

TEXT = "Enrekang menjadi yang pertama. Cakupannya\n26,6 persen."
HEAD = '[[correction]]\narticle = "a"\nreason = "the table says so"\n'


def corrected(tmp_path, *entries, claims=(), errors=None):
    path = tmp_path / "corrections.toml"
    path.write_text("\n".join(HEAD + entry for entry in entries), encoding="utf-8")
    return correct([reading(*claims, text=TEXT)], load_corrections(path), errors)


def fails(tmp_path, *entries, claims=()):
    with pytest.raises(CorrectionError) as error:
        corrected(tmp_path, *entries, claims=claims)
    line = str(error.value)
    assert "corrections.toml" in line and "\n" not in line
    return line


def test_without_corrections_published_is_read(tmp_path):
    one = claim("73.16 rank 1 2023 provinsi")
    made = correct([reading(one)], load_corrections(tmp_path / "none.toml"))
    assert made.claims == (one,)
    assert made.counts() == {"machine_read": 1, "amended": 0, "added": 0, "rejected": 0}


def test_reject_amend_add(tmp_path):
    wrong, off, right = claim("73.16 rank 1 2023"), claim("73.16 covered 5 all 2023"), claim("73.71 rank 2 2023")
    made = corrected(
        tmp_path,
        'action = "reject"\nexpect = {measure = "rank", region = "Kabupaten Enrekang"}',
        'action = "amend"\nexpect = {measure = "covered", value = 5}\nclaim = {value = 50, region = "Kota Ambon"}',
        'action = "add"\nexpect = {}\nclaim = {region = "Kabupaten Enrekang", measure = "coverage_share", '
        'value = 26.6, unit = "percent", group = "all", quote = "Cakupannya 26,6 persen.", figure = "26,6 persen"}',
        claims=[wrong, off, right],
    )
    amended, kept, added = made.claims
    assert made.counts() == {"machine_read": 1, "amended": 1, "added": 1, "rejected": 1}
    assert kept is right
    assert (amended.value, amended.region_code, amended.province, amended.rule) == (50, "81.71", "Maluku", "correction")
    assert amended.claim_id != off.claim_id
    assert TEXT[added.start : added.end] == "26,6 persen"  # the quote is wrapped otherwise in the article
    assert (added.province_code, added.status, added.year, added.rule) == ("73", "actual", None, "correction")


def test_what_the_article_leaves_open_is_cleared(tmp_path):
    dated = claim("73.16 covered 5 all 2023")
    clear = 'action = "amend"\nexpect = {value = 5}\nclear = ["year", "year_basis"]'
    (made,) = corrected(tmp_path, clear, claims=[dated]).claims
    assert (made.year, made.year_basis, made.value, made.rule) == (None, None, 5, "correction")


def test_an_add_without_a_year_stands_beside_the_same_figure_of_a_year(tmp_path):
    add = (
        'action = "add"\nexpect = {}\nclaim = {region = "Kabupaten Enrekang", measure = "coverage_share", '
        'value = 26.6, unit = "percent", group = "all", quote = "Cakupannya 26,6 persen."}'
    )
    made = corrected(tmp_path, add, claims=[claim("73.16 coverage_share 26.6 all 2023")])
    assert {item.year for item in made.claims} == {2023, None}


def test_a_mark_of_doubt_leaves_a_claim_machine_read(tmp_path):
    mark = 'action = "amend"\nexpect = {value = 5}\nclaim = {uncertain = true}'
    made = corrected(tmp_path, mark, claims=[claim("73.16 covered 5 all 2023")])
    assert [(item.uncertain, item.rule) for item in made.claims] == [(True, "made")]
    assert made.counts() == {"machine_read": 1, "amended": 0, "added": 0, "rejected": 0}


RANK = 'expect = {measure = "rank"}\n'
RANKED = 'region = "Kabupaten Enrekang", measure = "rank", value = 1, unit = "ordinal"'
ADD = f'action = "add"\nexpect = {{}}\nclaim = {{{RANKED}, '


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('action = "reject"\nexpect = {measure = "award"}', "no longer says"),
        (f'action = "reject"\n{RANK}', "fits 2 claims"),
        ('action = "amend"\nexpect = {value = 1}\nclaim = {value = 1}', "changes nothing"),
        ('action = "amend"\nexpect = {value = 1}', "without fields"),
        ('action = "amend"\nexpect = {value = 1}\nclaim = {valeu = 2}', "no field 'valeu'"),
        ('action = "amend"\nexpect = {value = 1}\nclaim = {region = "Enrekang"}', "no region 'Enrekang'"),
        ('action = "amend"\nexpect = {value = 1}\nclaim = {status = "hoped"}', "hoped"),
        ('action = "amend"\nexpect = {value = 1}\nclaim = {value = 2, region = "Kota Makassar"}', "there already"),
        ('action = "reject"\nexpect = {value = 1}\nclaim = {value = 2}', "a reject sets no fields"),
        ('action = "reject"\nexpect = {}', "no expect"),
        ('action = "reject"\nexpect = {value = 1}\nclear = ["year"]', "only an amend clears"),
        ('action = "amend"\nexpect = {value = 1}\nclear = ["region"]', "clear names 'region'"),
        ('action = "amend"\nexpect = {value = 1}\nclear = ["year"]', "changes nothing"),
        ('action = "erase"\nexpect = {value = 1}', "erase"),
        ('action = "reject"\nexpect = {value = 1}\nwhy = "?"', "why"),
        (ADD + 'quote = "Enrekang menjadi yang pertama."}', "now says this by itself"),
        (ADD + 'year = 2024, quote = "Nowhere."}', "does not stand in the article"),
        (ADD + 'year = 2024, quote = "Cakupannya 26,6 persen.", figure = "27"}', "does not stand in the article"),
        ('action = "add"\nexpect = {}\nclaim = {measure = "rank"}', "region and quote"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, entry, says):
    claims = [claim("73.16 rank 1"), identified(claim("73.71 rank 2"))]
    assert says in fails(tmp_path, entry, claims=claims)


UNFIT = {
    "value = -5": "value|min", "value = inf": "value|inf", "value = nan": "value|nan", "year = 5692": "year|max",
    "year = 1000000000000000000000000000000": "year", 'unit = "IDR"': "unit_fits_measure", 'quote = ""': "",
    "start = 9, end = 2": "ends_after_start", 'measure = "rank", unit = "ordinal", value = 0': "placing_is_a_place",
}  # fmt: skip


@pytest.mark.parametrize("field", UNFIT)
def test_a_claim_that_no_table_can_hold_is_the_fault_of_its_entry(tmp_path, field):
    good, bad = claim("73.16 covered 5 all 2023"), claim("73.71 covered 7 all 2023")
    entry = f'action = "amend"\nexpect = {{value = 7}}\nclaim = {{{field}}}'
    other = 'action = "amend"\nexpect = {value = 5}\nclaim = {value = 6}'
    assert UNFIT[field] in fails(tmp_path, entry, claims=[bad])
    errors = []
    made = corrected(tmp_path, entry, other, claims=[good, bad], errors=errors)
    assert len(errors) == 1 and [one.value for one in made.claims] == [6, 7]
    build_tables([article(text=TEXT)], made.claims)


def test_a_reason_still_to_be_worded_is_refused(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_text('[[correction]]\narticle = "a"\naction = "reject"\nreason = "TODO: old"\nexpect = {value = 1}')
    with pytest.raises(CorrectionError, match="correction 1: a: the reason is still to be worded"):
        load_corrections(path)


def test_an_unknown_article_two_decisions_on_one_claim_and_broken_toml(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_text('[[correction]]\narticle = "z"\naction = "reject"\nreason = "r"\nexpect = {value = 1}')
    with pytest.raises(CorrectionError, match="correction 1: z: no such article"):
        correct([reading()], load_corrections(path))
    reject = 'action = "reject"\nexpect = {value = 1}'
    assert "an earlier entry" in fails(tmp_path, reject, reject, claims=[claim("73.16 rank 1")])
    path.write_bytes(b"[[correction]\n\xff")
    with pytest.raises(CorrectionError, match=r"corrections\.toml"):
        load_corrections(path)


def test_given_a_list_bad_entries_are_passed_over_and_the_rest_holds(tmp_path):
    errors = []
    made = corrected(
        tmp_path, 'action = "reject"\nexpect = {value = 9}', 'action = "reject"\nexpect = {value = 1}',
        claims=[claim("73.16 rank 1")], errors=errors,
    )  # fmt: skip
    assert made.claims == () and [error.where[-15:] for error in errors] == ["correction 1: a"]


def test_a_person_can_mark_a_reading_as_doubtful(tmp_path):
    mark = 'action = "amend"\nexpect = {value = 1}\nclaim = {uncertain = true}'
    (made,) = corrected(tmp_path, mark, claims=[claim("73.16 rank 1")]).claims
    assert made.uncertain and made.value == 1


def test_an_id_is_the_one_that_the_reader_gives():
    said = read(article_from_text("Kota Ambon menjadi Juara I Paritrana Award 2022 tingkat Provinsi Maluku.")).claims
    assert said and [identified(item) for item in said] == list(said)


def test_every_reason_is_worded_in_indonesian_too():
    known = load_correction_reasons()
    assert [entry.reason for entry in load_corrections(SEEDS / "corrections.toml") if entry.reason not in known] == []
