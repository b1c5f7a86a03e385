"""What an article settles once: which region it is about, which award year, when it happens, at which level.

The running topic is kept apart (`Topic`): it moves from sentence to sentence and is dropped at paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from ..models import Article
from ..regions import Region, all_regions
from .lexicon import Mark
from .numbers import Figure
from .page import Page, Sentence
from .places import Mention
from .years import names_something, printed_year

SOLE_GROUP_MENTIONS = 5  # a group named so often and no other is what the story is about
_LIST_ITEM = re.compile(
    r"\(?(?:\d{1,2}[.)]|[•*·]|[a-z][.)])\s|(?:kategori|juara|terbaik|peringkat|pemenang|kelompok)\b[^.]{0,140}$"
)


@dataclass(frozen=True)
class Story:
    """`home`: the region the article is about; `event`: the day it tells of (full date), as year; years are None if unsaid."""

    home: Region | None
    province: Region | None
    award_year: int | None
    award_basis: str | None
    event_year: int | None
    published_year: int | None
    scope: str  # the level the placings are at unless a sentence says otherwise
    data_year: int | None = None  # the one year printed for figures, where there is only one
    group: str | None = None  # the one group of workers the story is about, where there is only one

    def award(self) -> tuple[int | None, str | None]:
        """Year of a placing and its basis: the award's name > the period judged > the ceremony > publication."""
        if self.award_year:
            return self.award_year, self.award_basis
        return self.now()

    def now(self) -> tuple[int | None, str | None]:
        """Year of a figure that carries none: the event told > publication."""
        if self.event_year:
            return self.event_year, "event"
        return (self.published_year, "published") if self.published_year else (None, None)


def settle(page: Page, article: Article) -> Story:
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
    published = int(article.published[:4]) if article.published else None
    return Story(
        home=home,
        province=all_regions().get(code) if code else None,
        award_year=year,
        award_basis=basis,
        event_year=_event_year(page, published),
        published_year=published,
        scope=_level(page, home),
        data_year=_data_year(page),
        group=_sole_group(page),
    )


def subjects(sentence: Sentence) -> list[Mention]:
    """The regions of a sentence that can be placed or own a figure. A province as the place where ("di Maluku") is none."""
    return [m for m in sentence.places if m.role == "subject" and m.region]


def areas(sentence: Sentence) -> list[Mention]:
    """The provinces named as the place where; they own a figure where the sentence names no other region."""
    return [m for m in sentence.places if m.role in ("area", "scope") and m.region and m.region.level == "provinsi"]


def _home(page: Page) -> Region | None:
    score: Counter[str] = Counter()
    for sentence in page.sentences:
        for mention in subjects(sentence) or areas(sentence):
            score[mention.region.code] += 3 if sentence.block == 0 else 2 if mention.typed or sentence.block == 1 else 1
    if not score:
        return None
    best = max(score.values())
    return all_regions()[next(code for code in score if score[code] == best)]


def _award_year(page: Page) -> tuple[int | None, str | None]:
    """The year in the award's name ("Paritrana Award 2022"), else the period judged ("tahun penilaian 2024")."""
    judged = None
    for sentence in page.sentences:
        for name in sentence.of("award", "name"):
            for when in sentence.dates:
                between = sentence.folded[name.end : when.start]
                if (
                    when.precision == "year"
                    and 0 <= when.start - name.end <= 45
                    and not any(c in between for c in ".,;")
                ):
                    return when.year, "award_name"
        for when in sentence.dates:
            if (
                when.precision == "year"
                and "penilaian" in sentence.folded[max(sentence.start, when.start - 30) : when.end + 30]
            ):
                judged = judged or when.year
    if judged:
        return judged, "period"
    for sentence in page.sentences:  # "pada 2024 jatuh ke tangan Pemkot": the year it was given, no year in its name
        if sentence.of("award", "name") and sentence.of("award", "win"):
            for when in sentence.dates:
                if when.precision in ("year", "month") and sentence.folded[
                    max(0, when.start - 14) : when.start
                ].endswith(("pada ", "tahun ")):
                    return when.year, "event"
    return None, None


def _data_year(page: Page) -> int | None:
    years = {
        when.year
        for sentence in page.sentences
        for when in sentence.dates
        if when.year and when.precision in ("year", "month") and not names_something(sentence, when)
        if not sentence.of("cue", "target")
    }
    return years.pop() if len(years) == 1 else None


def _sole_group(page: Page) -> str | None:
    keys = [mark.key for sentence in page.sentences for mark in sentence.of("group")]
    return keys[0] if len(keys) >= SOLE_GROUP_MENTIONS and len(set(keys)) == 1 else None


def _event_year(page: Page, published: int | None) -> int | None:
    """The year of the first full date told; a day without a year ("Selasa (31/7)") tells none."""
    for sentence in page.sentences:
        for when in sentence.dates:
            if when.precision == "day" and when.year and not (published and when.year > published):
                return when.year
    return None


def _level(page: Page, home: Region | None) -> str:
    words = Counter(m.key for s in page.sentences for m in s.of("scope"))
    named = [m for s in page.sentences for m in s.places if m.region]
    if any(m.role == "scope" and m.region.level == "provinsi" for m in named):
        return "provinsi"
    regional = any(m.role in ("area", "parent") for m in named)
    provinces = {m.region.code[:2] for m in named if m.role == "subject"}
    if len(provinces) > 2 or (len(provinces) > 1 and not (home and home.level != "provinsi" and regional)):
        return "nasional"
    if home and home.level == "provinsi" and words["nasional"]:
        return "nasional"
    return "provinsi" if regional or words["provinsi"] >= words["nasional"] else "nasional"


class Last(NamedTuple):
    """The last figure taken: what a bare number in a list continues. `sentence` is its sentence's start."""

    measure: str
    group: str | None
    status: str | None
    unit: str | None
    rule: str | None
    sentence: int
    end: int
    when: tuple[int | None, str | None]


@dataclass
class Topic:
    """What the sentence before was about. `enter` before a sentence's rules run, `took` at each figure, `leave` after."""

    story: Story
    region: Region | None = None
    local: Region | None = None  # the last kabupaten or kota named
    listed: tuple[Region, ...] = ()  # all that the last sentence with names named
    groups: tuple[str, ...] = ()
    years: dict[str, int] = field(default_factory=dict)  # status -> the year carried in this paragraph
    group_years: dict[str, int] = field(default_factory=dict)  # group -> the first year printed with a figure of it
    counted: list[tuple[int, str]] = field(default_factory=list)  # in this sentence
    money: str | None = None  # budget or benefit, whichever was last spoken of
    last: Last | None = None
    people: Last | None = None  # the last number of workers taken: what a bare number beside a region continues
    contest: str = "government"  # whose placings these are: government, company, village
    listing: str | None = None  # "award" or "nominee" while a list of names goes on
    list_item: bool = False  # the block is an item of a list: "2. Kabupaten Bantul"
    village: bool = False  # a village is spoken of: its figures are not its region's
    intent: bool = False  # the sentence before ended on a word of intent
    award_seen: bool = False
    scheme_seen: bool = False
    block: int = -1
    seen: set = field(default_factory=set)

    def __post_init__(self) -> None:
        self.region = self.story.home
        self.local = self.region if self.region and self.region.level != "provinsi" else None

    def enter(self, sentence: Sentence) -> None:
        """Drop at a new paragraph what does not outlive one, and note what the sentence speaks of."""
        self.counted = []
        if sentence.block != self.block:
            self.block = sentence.block
            self.list_item = is_list_item(sentence)
            quoted = sentence.text[sentence.start] in '"“'
            if not (self.list_item or quoted):
                self.years = {}
            if not self.list_item:
                self.contest = "government"
                self.listing = self.money = self.last = None
            self.village = False
        contests = [m.key for m in sentence.of("topic", ("company", "village", "government"))]
        if contests:
            self.contest = "government" if "government" in contests else contests[0]
        if any(_named_village(sentence, mark) for mark in sentence.of("before", "village")):
            self.village = True
        elif subjects(sentence):
            self.village = False
        self.award_seen = self.award_seen or bool(sentence.of("award", "name"))
        self.scheme_seen = self.scheme_seen or bool(sentence.of("topic", "scheme"))

    def took(self, last: Last, figure: Figure, regions: list[Region], year: int | None) -> None:
        """A figure was read: the topic is now its region, and bare numbers continue it."""
        self.last = last
        if last.unit == "people":
            self.people = last
            self.counted.append((figure.start, last.group))
        if last.unit == "IDR":
            self.money = "budget" if last.measure == "budget" else "benefit"
        if year:
            self.group_years.setdefault(last.group, year)
        if len(regions) == 1:
            self.region = regions[0]

    def leave(self, sentence: Sentence) -> None:
        """The one region a sentence names is the topic; after several it is the article's own again."""
        named = {m.region.code: m.region for m in subjects(sentence)}
        if named and self.contest == "government":
            self.region = next(iter(named.values())) if len(named) == 1 else self.story.home
            self.listed = tuple(named.values())
            self.local = next((r for r in reversed(named.values()) if r.level != "provinsi"), self.local)
        if not sentence.figures and (year := printed_year(sentence, sentence.end, sentence.end)):
            self.years["actual"] = year  # "Data per Mei 2025 sebagai berikut:"
        if money := sentence.of("money", ("budget", "benefit")):
            self.money = money[-1].key
        said = sorted(sentence.of("cue", ("target", "goal", "done")))
        self.intent = bool(said) and said[-1].key != "done"
        if groups := sentence.of("group"):
            self.groups = tuple(dict.fromkeys(m.key for m in groups))

    def first_time(self, key: tuple) -> bool:
        """True once for each key: a scheme or regulation is one claim however often it is named."""
        fresh = key not in self.seen
        self.seen.add(key)
        return fresh

    def stand_in(self, level: str) -> Region | None:
        """The region that "kabupaten itu", "pemprov", "daerahnya" ... stands for."""
        if level == "provinsi":
            return self.story.province
        if level == "home":
            return self.story.home
        if self.region and self.region.level != "provinsi":
            return self.region
        return self.local


def is_list_item(sentence: Sentence) -> bool:
    """A line that goes on with a list: "2. Kabupaten Bantul", "Kategori Pemerintah Kota:", "Juara kedua: Maluku Tengah"."""
    return bool(_LIST_ITEM.match(sentence.folded[sentence.start : sentence.end]))


def _named_village(sentence: Sentence, mark: Mark) -> bool:
    """ "Kampung Holtekamp", not "kampung" alone."""
    return sentence.text[mark.start].isupper() and sentence.text[mark.end + 1 : mark.end + 2].isupper()
