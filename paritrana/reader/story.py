"""What an article settles once: which region it is about, which award year, when it happens, at which level."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ..models import Article
from ..regions import Region, all_regions
from .page import Page, Sentence
from .persons import read_persons
from .scan import Scan, heard
from .written import year_written
from .years import award_named, names_something

MOSTLY_OF_ONE = 0.6  # of the sentences on paying, those that name the group
SOLE_GROUP_MENTIONS = 5  # a group named so often and no other is what the story is about
_HEADS = ("juara", "terbaik", "peringkat", "pemenang")
_IN_ORDER = Scan(
    rf"\b(?:{'|'.join(_HEADS)}) (?:i|1|satu|pertama)\b.{{0,25}}\b(?:ii|iii|2|3|dua|tiga|kedua|ketiga)\b",
    *(f"{head} {first}" for head in _HEADS for first in ("i", "1", "satu", "pertama")),
)
_AS_OF = re.compile(  # "hingga triwulan III tahun 2021", "per Juni 2025"
    r"\b(?:per|hingga|sampai|sampai dengan|data|posisi) (?:triwulan|kuartal|semester) \w+(?: tahun)? $|\bper $"
)
MOSTLY = 0.5  # of the regions named are the one the article is about
JUDGED_REACH = 30  # characters between "penilaian" and its year
MANY_PROVINCES = 3  # an article that names regions of so many is about the nation's prize
HEADLINE_WEIGHT, WEIGHT, PASSING_WEIGHT = 3, 2, 1  # of a name: in the headline; typed or in the lead; elsewhere
LONGEST_WRITTEN_OUT = 60  # characters
_SHORT = re.compile(r"\(([A-Z]{3,8})\)")
_OF_PEOPLE = re.compile(r"\b(?:tenaga|petugas|kader|pekerja|guru|buruh|pegawai|relawan) (?:[a-z]+ ){1,6}$")


@dataclass(frozen=True)
class Story:
    """`home`: the region the article is about; `event_year`: of the first full date it tells. None where unsaid."""

    home: Region | None
    province: Region | None
    award_year: int | None
    award_basis: str | None
    event_year: int | None
    published_year: int | None
    scope: str  # the level the placings are at unless a sentence says otherwise
    data_year: int | None = None  # the one year printed for figures, where there is only one
    as_of_year: int | None = None  # the one year of "data per Juni 2025", "hingga triwulan III 2021": the article's now
    group: str | None = None  # the one group of workers the story is about, where there is only one
    paid_group: str | None = None  # whom nearly all that is told of contributions paid is about
    places_in_lists: bool = False  # "tiap kategori diambil juara I, II, dan III": numbers of winners are their places
    money: str | None = None  # budget or benefit, whichever the headline speaks of
    one_region: bool = False  # most of its regions named are `home`: a new paragraph is about it again
    persons: dict[str, Region] = field(default_factory=dict)  # who holds an office of which region
    shorts: frozenset[str] = frozenset()  # of people: "tenaga penunjang kegiatan daerah (TPKD)"
    by_coverage: bool = False  # it names no award, so that a placing in it is one by coverage

    def award(self) -> tuple[int | None, str | None]:
        """Year of a placing and its basis: the award's name > the period judged > the ceremony > publication."""
        if self.award_year:
            return self.award_year, self.award_basis
        return self.now()

    def is_to_come(self, year: int) -> bool:
        """Whether a year lies after the article: what is said of it is planned."""
        known = self.published_year or self.event_year
        return known is not None and year > known

    def now(self) -> tuple[int | None, str | None]:
        """Year of a figure that carries none: the event told > publication."""
        if self.event_year:
            return self.event_year, "event"
        return (self.published_year, "published") if self.published_year else (None, None)


def read_story(page: Page, article: Article) -> Story:
    """Read the whole article once for what holds throughout."""
    home = _home(page)
    provinces = Counter(
        m.region.province_code
        for s in page.sentences
        for m in s.places
        if m.region and m.role in ("subject", "area", "scope", "parent")
    )
    code = home.province_code if home else provinces.most_common(1)[0][0] if provinces else None
    year, basis = _award_year(page)
    published = year_written(article, page)
    return Story(
        home=home,
        province=all_regions().get(code) if code else None,
        award_year=year,
        award_basis=basis,
        event_year=_event_year(page, published),
        published_year=published,
        scope=_level(page, home),
        places_in_lists=bool(heard(page.folded) & _IN_ORDER.bit and _IN_ORDER.pattern.search(page.folded)),
        money=_money(page),
        one_region=_is_about_one(page, home),
        data_year=_data_year(page),
        as_of_year=_as_of_year(page),
        group=_sole_group(page),
        paid_group=_paid_group(page),
        persons=read_persons(page),
        shorts=_shorts(page),
        by_coverage=bool(page.where("rank.coverage")) and not page.where("award.name"),
    )


def _home(page: Page) -> Region | None:
    score: Counter[str] = Counter()
    for sentence in page.sentences:
        for mention in sentence.subjects or sentence.areas:
            weight = WEIGHT if mention.typed or sentence.block == 1 else PASSING_WEIGHT
            score[mention.region.code] += HEADLINE_WEIGHT if sentence.block == 0 else weight
    if not score:
        return None
    best = max(score.values())
    return all_regions()[next(code for code in score if score[code] == best)]


def _is_about_one(page: Page, home: Region | None) -> bool:
    named = [m.region for s in page.sentences for m in s.subjects]
    return home is not None and named.count(home) > MOSTLY * len(named)


def _money(page: Page) -> str | None:
    first = page.sentences[0] if page.sentences else None
    marks = first.of(("money.budget", "money.benefit")) if first and first.is_headline else []
    return marks[0].key if marks else None


def _award_year(page: Page) -> tuple[int | None, str | None]:
    """The year in the award's name, else the period judged, else the year in which it was given, and which of them."""
    for read, basis in ((award_named, "award_name"), (_judged_year, "period"), (_given_year, "event")):
        for sentence in page.sentences:
            if year := read(sentence):
                return year, basis
    return None, None


def _judged_year(sentence: Sentence) -> int | None:
    """ "tahun penilaian 2024"."""
    for when in sentence.dates:
        around = sentence.folded[max(sentence.start, when.start - JUDGED_REACH) : when.end + JUDGED_REACH]
        if when.precision == "year" and any(word in around for word in ("penilaian", "dinilai", "kinerja")):
            return when.year
    return None


def _given_year(sentence: Sentence) -> int | None:
    """ "pada 2024 jatuh ke tangan Pemkot": the year it was given, no year in its name."""
    if sentence.of("award.name") and sentence.of("award.win"):
        for when in sentence.dates:
            said = sentence.folded.endswith(("pada ", "tahun "), 0, when.start)
            if said and when.precision in ("year", "month"):
                return when.year
    return None


def _shorts(page: Page) -> frozenset[str]:
    """Short names, folded, of people whom the article has written out before them."""
    return frozenset(
        match[1].lower()
        for match in _SHORT.finditer(page.text)
        if _OF_PEOPLE.search(page.folded, max(0, match.start() - LONGEST_WRITTEN_OUT), match.start())
    )


def _data_year(page: Page) -> int | None:
    """The one year printed for figures that are no goals, None where there are several."""
    years = {
        when.year
        for sentence in page.sentences
        for when in sentence.dates
        if when.precision in ("year", "month") and not sentence.of("cue.target") and not names_something(sentence, when)
    }
    return years.pop() if len(years) == 1 else None


def _as_of_year(page: Page) -> int | None:
    """The one year in which all that is dated ends, None where there are several."""
    years = {
        when.year
        for sentence in page.sentences
        for when in sentence.dates
        if when.precision in ("year", "month") and sentence.leads(_AS_OF, when.start)
    }
    return years.pop() if len(years) == 1 else None


def _sole_group(page: Page) -> str | None:
    """The one group of workers named, and named often; None where there are others."""
    keys = [mark.key for sentence in page.where("group") for mark in sentence.of("group")]
    return keys[0] if len(keys) >= SOLE_GROUP_MENTIONS and len(set(keys)) == 1 else None


def _paid_group(page: Page) -> str | None:
    """The group that most sentences on paying contributions name: whom the story's budget is for."""
    paying = [s for s in page.where("money") if s.of("money.budget") or s.of("money.contribution")]
    keys = Counter(key for s in paying for key in {mark.key for mark in s.of("group")})
    key, times = keys.most_common(1)[0] if keys else (None, 1)
    return key if times >= MOSTLY_OF_ONE * keys.total() else None


def _event_year(page: Page, published: int | None) -> int | None:
    """The year of the first full date told; a day without a year ("Selasa (31/7)") tells none."""
    for sentence in page.sentences:
        for when in sentence.dates:
            if when.precision == "day" and when.year and not (published and when.year > published):
                return when.year
    return None


def _level(page: Page, home: Region | None) -> str:
    """The level of the article's placings: a province's where it names one as their scope, or as the place where."""
    words = Counter(m.key for s in page.where("scope") for m in s.of("scope"))
    named = [m for s in page.sentences for m in s.places if m.region]
    if any(m.role == "scope" and m.region.level == "provinsi" for m in named):
        return "provinsi"
    regional = any(m.role in ("area", "parent") for m in named)
    provinces = {m.region.code[:2] for m in named if m.role == "subject"}
    inside = {m.region.code[:2] for m in named if m.role == "subject" and m.region.level != "provinsi"}
    local = home and home.level != "provinsi" and regional
    if len(provinces) >= MANY_PROVINCES or (len(inside) > 1 and not local):
        return "nasional"
    if home and home.level == "provinsi" and words["nasional"]:
        return "nasional"
    return "provinsi" if regional or words["provinsi"] >= words["nasional"] else "nasional"
