"""Properties of the reader: it never raises, its spans hold, and wrapping does not change what is read."""

import textwrap

import msgspec
import pytest
from babel.numbers import format_decimal
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paritrana.articles import read_articles
from paritrana.models import Article
from paritrana.paths import SEEDS
from paritrana.reader.extract import article_from_text, read
from paritrana.reader.lexicon import load
from paritrana.reader.numbers import figures, parse
from paritrana.reader.text import fold
from paritrana.words import load_words

PAGE = load_words("id")  # what the page prints, the reader reads
SEED_ARTICLES = read_articles(SEEDS, front_matter=True)[0]
WRAPPED = {  # width 54 and 40
    "kmp-24": "in some widths a regulation goes to another region",
}
WORDS = [
    w
    for kind in ("group", "noun", "cue", "money", "award", "rank", "type", "before")
    for ws in getattr(load(), kind).values()
    for w in ws
]
PIECES = st.sampled_from(
    [
        *WORDS,
        "Kabupaten Paser",
        "Kota Ambon",
        "Sorong",
        "di",
        "dan",
        "dari",
        "menjadi",
        "Rp",
        "81.436",
        "90,43 persen",
        "2023",
        "I",
        ",",
        ".",
        "(",
        ")",
        ":",
        "\n",
        "\n\n",
        "\u200f",
        "İ",
        "ﬁ",
        "１２",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(st.characters(categories=["Cs", "Nd", "L", "P"])),
        st.lists(PIECES, max_size=40).map(" ".join),
    )
)
def test_reads_any_text(text):
    reading = read(Article(id="x", text=text))
    for claim in reading.claims:
        assert text[claim.start : claim.end].strip()
        if claim.unit in ("percent", "people", "IDR"):
            (figure,) = figures(fold(text[claim.start : claim.end]))
            assert figure.value == claim.value
    for rejection in reading.rejections:
        assert 0 <= rejection.start < rejection.end <= len(text)


@given(st.integers(0, 10**12))
def test_parse_is_the_inverse_of_format(number):
    assert parse(PAGE.number(number)) == number
    assert parse(format_decimal(number, locale="id")) == number


@given(st.integers(0, 999), st.integers(0, 99))
def test_parse_is_the_inverse_of_format_for_shares(whole, hundredths):
    share = float(f"{whole}.{hundredths:02d}")
    (printed,) = figures(fold(PAGE.figure(share, "percent")))
    assert (printed.value, printed.unit) == (share, "percent")
    assert parse(format_decimal(share, locale="id", format="#,##0.##"), "percent") == share


def facts(claims):
    return [(c.region, c.measure, c.value, c.status, c.year, c.group, c.scope) for c in claims]


def seeds_but(known: dict[str, str]):
    """The seeds, those that are known to fail marked with the reason."""
    marks = {id: [pytest.mark.xfail(reason=reason, strict=True)] for id, reason in known.items()}
    return [pytest.param(article, id=article.id, marks=marks.get(article.id, ())) for article in SEED_ARTICLES]


@pytest.mark.parametrize("article", seeds_but(WRAPPED))
@settings(max_examples=10, deadline=None)
@example(width=54)
@example(width=40)
@given(width=st.integers(40, 110))
def test_wrapping_changes_nothing(article, width):
    wrapped = "\n\n".join(
        textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False) for p in article.text.split("\n\n")
    )
    assert facts(read(msgspec.structs.replace(article, text=wrapped)).claims) == facts(read(article).claims)


@pytest.mark.parametrize("article", SEED_ARTICLES, ids=lambda a: a.id)
def test_ids_are_unique_and_stable(article):
    apart = msgspec.structs.replace(article, text=article.text.replace("\n\n", "\n\n\n \n"))
    claims, again = read(article).claims, read(apart).claims
    assert len({c.claim_id for c in claims}) == len(claims)
    assert {c.claim_id for c in claims} == {c.claim_id for c in again}


def test_another_language_gives_nothing():
    assert not read(
        article_from_text("The weather in 2024 was fine for 12,000 people and 45 percent of the fields.")
    ).claims


def test_health_insurance_alone_gives_nothing():
    told = """Kabupaten Paser mencapai UHC 98,7 persen. Peserta JKN di Paser 301.442 orang dan pemkab menganggarkan
    Rp31,5 miliar untuk iuran BPJS Kesehatan. Bupati menerima UHC Award dan menempati peringkat kedua."""
    assert not read(article_from_text(told)).claims


def test_a_megabyte_on_one_line_is_read():
    text = "Kabupaten Paser melindungi 81.436 pekerja BPJS Ketenagakerjaan, " * (2**20 // 64)
    assert {claim.value for claim in read(article_from_text(text)).claims} == {81436}


def test_the_ligatures_of_a_pdf_are_letters():
    text = (
        "Kabupaten Paser pada 2023 melindungi 81.436 peker\u00adja, naik signi\ufb01kan; pesertanya akti\ufb00 semua."
    )
    assert [claim.value for claim in read(article_from_text(text)).claims] == [81436]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_named(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("bytes") / "page.txt"
    path.write_bytes(raw)
    articles, errors = read_articles(path)
    assert len(articles) + len(errors) >= 1
    assert all(read(article) for article in articles)
