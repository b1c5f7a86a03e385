"""The running topic: what the sentences before were about. A new paragraph drops most of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..regions import Region
from .lexicon import Mark, plain
from .page import Sentence
from .persons import speaker
from .places import Mention
from .scan import Scan
from .story import Story
from .years import printed_year

VILLAGE_OPENS = 30  # in which a village is what the sentence, and the next, speak of
COMPANY_OPENS = 25  # in which a company's name begins whose sentence it is
OPENS = 3  # in which a sentence begins with "daerahnya"
HEADING = 45  # characters of a heading inside a list
_OPENS_LIST = Scan(
    r"\b(?:rincian|rinciannya|perincian|berikut|tersebar|sebaran|sebarannya"
    r"|tiap daerah|setiap daerah|masing masing daerah|tiap kabupaten)\b|:$",
    "rincian", "berikut", "tersebar", "sebaran", "tiap daerah", "masing daerah", "tiap kabupaten", ":",
)  # fmt: skip
_THAT_VILLAGE = re.compile(r"(?:kalurahan|kelurahan|desa|kampung|nagari|pekon|gampong) (?:tersebut|itu|ini)\b")
_VILLAGE_HEAD = re.compile(r"(?:Kepala Desa|Kades|Lurah|Keuchik|Geuchik|Wali Nagari) [A-Z]")  # a mark of its own
_GOES_ON = Scan(  # "Dari target itu, sudah terealisasi ...": the paragraph before is spoken of
    r"\W*(?:dari |atas |dengan )?(?:jumlah|angka|total|target|capaian|persentase|keseluruhan)(?:nya)?"
    r" (?:itu|tersebut|tadi)\b",
    " itu", " tersebut", " tadi",
)  # fmt: skip
SEGMENT = ("segmen", "kelompok")
AT_LEVEL = ("tingkat ", "level ", "seleksi ", "babak ")
WORKERS_IN = 20  # characters between "pekerja" and the province they are in
_LIST_ITEM = re.compile(
    r"\(?(?:\d{1,2}[.)]|[•*·]|[a-z][.)])\s|(?:kategori|juara|terbaik|peringkat|pemenang|kelompok)\b[^.]{0,140}$"
)


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
    """`enter` before a sentence's rules run, `took` at each figure read, `leave` after."""

    story: Story
    region: Region | None = None
    local: Region | None = None  # the last kabupaten or kota named
    of_level: dict[str, Region] = field(default_factory=dict)  # the last kabupaten, the last kota named
    listed: tuple[Region, ...] = ()  # all that the last sentence with names named
    groups: tuple[str, ...] = ()
    years: dict[str, tuple[int, str]] = field(default_factory=dict)  # status -> year and basis carried in a paragraph
    spoken_year: tuple[int, str] | None = None  # the one carried when the sentence began: "setahun kemudian"
    group_years: dict[str, int] = field(default_factory=dict)  # group -> the first year printed with a figure of it
    counted: list[str] = field(default_factory=list)  # groups of the workers counted so far in this sentence
    counted_here: list[str] = field(default_factory=list)  # ... in the last paragraph that counts any
    counted_block: int = -1  # its number
    money: str | None = None  # budget or benefit, whichever was last spoken of
    last: Last | None = None
    people: Last | None = None  # the last number of workers taken: what a bare number beside a region continues
    contest: str = "government"  # whose placings these are: government, company, village
    listing: str | None = None  # "award" or "nominee" while a list of names goes on
    ranked_list: bool = False  # the list's numbers are places: "urutan lengkap pemenang adalah:"
    placed: dict[str, int] = field(default_factory=dict)  # code of a region -> the place it was told to have
    level: str | None = None  # zona, where the paragraph's placings are told to be a zone's
    spoken_prize: str | None = None  # a nomination told before those nominated were
    budget_spoken: bool = False  # the sentence before spoke of a budget, and of no benefit
    last_money: int | None = None  # the sentence in which money was last taken
    list_target: bool = False  # a list of goals
    said_group: str | None = None  # the one group that the sentence before named
    list_group: str | None = None  # whom a list counts: "rincian tenaga non-ASN yang terdaftar sebagai berikut:"
    listing_scope: str | None = None  # the level that the list's opening words name
    columns: tuple[str | None, ...] = ()  # what the columns of the table that goes on hold
    list_item: bool = False  # the block is an item of a list: "2. Kabupaten Bantul"
    village: bool = False  # a village was spoken of: what follows is not its region's
    company_speaks: bool = False  # a company was the subject: what follows in the paragraph is its own
    start: int = 0  # of the sentence
    village_here: int | None = None  # where this sentence begins to speak of one
    unprotected: bool = False  # the sentence before spoke of those not covered, and gave no figure
    health: bool = False  # health insurance was the scheme last named in this paragraph
    health_before: bool = False  # ... in the sentence before
    national: bool = False  # the nation's figures are told in this paragraph
    counting: bool = False  # workers have been counted in this paragraph
    intent: bool = False  # the sentence before ended on a word of intent
    award_seen: bool = False
    scheme_seen: bool = False
    block: int = -1
    seen: set[tuple] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.region = self.story.home
        self.local = self.region if self.region and self.region.level != "provinsi" else None

    def enter(self, sentence: Sentence) -> None:
        """Drop at a new paragraph what does not outlive one, and note what the sentence speaks of."""
        self.counted = []
        self.spoken_year = self.years.get("actual")
        if sentence.block != self.block:
            self._new_paragraph(sentence)
        if self.story.persons and not sentence.subjects and (region := speaker(sentence, self.story.persons)):
            self.region = region  # "Alfian memasang ambisi 62 persen"
        contests = [m.key for m in sentence.of(("topic.company", "topic.village", "topic.government"))]
        if contests:
            self.contest = "government" if "government" in contests else contests[0]
        opened = self.village_here is not None and self.village_here - self.start < VILLAGE_OPENS
        self.village = (self.village or opened) and not sentence.subjects
        self.company_speaks = (self.company_speaks or _of_company(sentence)) and not sentence.subjects
        self.start = sentence.start
        villages = [mark.start for mark in sentence.of("before.village") if _named_village(sentence, mark)]
        if _THAT_VILLAGE.match(sentence.folded, sentence.start) or _VILLAGE_HEAD.match(sentence.text, sentence.start):
            villages.append(sentence.start)
        self.village_here = min(villages, default=None)
        self.award_seen = self.award_seen or bool(sentence.of("award.name"))
        self.scheme_seen = self.scheme_seen or bool(sentence.of("topic.scheme"))

    def _new_paragraph(self, sentence: Sentence) -> None:
        self.block = sentence.block
        self.list_item = _is_list_item(sentence) or _is_heading(sentence)
        quoted = sentence.text[sentence.start] in '"“'
        if not (self.list_item or quoted or _goes_on(sentence)):
            self.years = {}
        if not self.list_item:
            self.contest = "government"
            self.listing = self.listing_scope = self.money = self.last = self.list_group = None
            self.list_target = False
            if not quoted and self.story.one_region:
                self.region = self.story.home
            if not quoted and self.story.home and self.story.home.level in self.of_level:
                self.of_level[self.story.home.level] = self.story.home  # "pemkot" in a new paragraph is the story's own
        if not quoted:  # in quotes the head of the village goes on
            self.village, self.village_here, self.company_speaks = False, None, False
        self.unprotected = self.counting = self.national = False
        self.said_group = None
        self.level, self.health, self.health_before = None, False, False

    def took(self, last: Last, regions: list[Region], year: int | None) -> None:
        """A figure was read: the topic is now its region, and bare numbers continue it."""
        self.last = last
        if last.unit == "people":
            self.people, self.counting = last, True
            self.counted.append(last.group)
            if self.counted_block != self.block:
                self.counted_here, self.counted_block = [], self.block
            self.counted_here.append(last.group)
        if last.unit == "IDR":
            self.last_money = last.sentence
            self.money = "budget" if last.measure == "budget" else "benefit"
        if year:
            self.group_years.setdefault(last.group, year)
        if len(regions) == 1:
            self.region = regions[0]

    def last_unit(self, look) -> str | None:
        """The unit of the figure before in the same sentence."""
        return self.last.unit if self.last and self.last.sentence == look.sentence.start else None

    def leave(self, sentence: Sentence) -> None:
        """The one region a sentence names is the topic; after several it is the article's own again."""
        named = {m.region.code: m.region for m in sentence.subjects or _spoken_of(sentence)}
        if named and self.contest == "government" and not self._told_of_another(sentence, named):
            self.region = next(iter(named.values())) if len(named) == 1 else self.story.home
            self.listed = tuple(named.values())
            self.of_level |= {region.level: region for region in named.values()}
            self.local = next((r for r in reversed(named.values()) if r.level != "provinsi"), self.local)
        of_what_follows = sentence.dates and not (sentence.figures or sentence.of("instrument"))
        if of_what_follows and (year := printed_year(sentence, sentence.end, sentence.end)):
            self.years["actual"] = year, "stated"  # "Data per Mei 2025 sebagai berikut:"
        if money := sentence.of(("money.budget", "money.benefit")):
            self.money = money[-1].key
        self.budget_spoken = bool(money) and {mark.key for mark in money} == {"budget"}
        if schemes := sentence.of(("topic.health", "topic.scheme")):
            self.health = schemes[-1].key == "health"
        self.health_before = bool(schemes) and self.health
        if sentence.of("scope.zona"):
            self.level = "zona"
        elif any(sentence.folded.endswith(AT_LEVEL, 0, m.start) for m in sentence.of("scope.provinsi")):
            self.level = "provinsi"
        self.unprotected = not sentence.figures and bool(sentence.of("cue.uncovered"))
        said = sorted(sentence.of(("cue.target", "cue.goal", "cue.done")))
        self.intent = bool(said) and said[-1].key != "done"
        if sentence.text[sentence.end - 1] == ":" or sentence.end - sentence.start < HEADING and _is_title(sentence):
            self.list_target = bool(sentence.of(("cue.goal", "cue.target"))) and not sentence.of("cue.done")
        self.said_group = None
        pointed = any(sentence.folded[m.start : m.end].startswith(SEGMENT) for m in sentence.of("cue.pointer"))
        if pointed and len(self.groups) == 1 and sentence.search(_OPENS_LIST):
            self.list_group = self.groups[0]  # "cakupan segmen ini di tiap daerah"
        if groups := sentence.of("group"):
            if sentence.search(_OPENS_LIST):
                self.list_group = groups[0].key if len({m.key for m in groups}) == 1 else None
            self.said_group = groups[0].key if len({m.key for m in groups}) == 1 else None
            if self.said_group and _is_title(sentence):
                self.list_group = self.said_group
            self.groups = tuple(dict.fromkeys(m.key for m in groups))

    def _told_of_another(self, sentence: Sentence, named: dict[str, Region]) -> bool:
        """ "Daerahnya hendak meniru Mimika": the region spoken of opens the sentence, the one named is another."""
        opens = any(m.start - sentence.start < OPENS for m in sentence.of("anaphor"))
        return opens and len(named) == 1 and sentence.subjects and sentence.subjects[0].start - sentence.start > OPENS

    def first_time(self, key: tuple) -> bool:
        """True once for each key: a scheme or regulation is one claim however often it is named."""
        fresh = key not in self.seen
        self.seen.add(key)
        return fresh

    def stand_in(self, level: str) -> Region | None:
        """The region that "kabupaten itu", "pemprov", "daerahnya" ... stands for."""
        if level == "provinsi":
            return self.story.province
        if level in ("home", "daerah", "wilayah"):
            return self.region
        if self.region and self.region.level == level:
            return self.region
        if level in self.of_level:
            return self.of_level[level]  # "pemkot" and "pemkab" in one story
        if self.region and self.region.level != "provinsi":
            return self.region
        return self.local


def _of_company(sentence: Sentence) -> bool:
    """ "PT Mina Sejahtera, misalnya, menanggung iuran 150 warga", "Direktur RS Medika mengatakan"."""
    heads = (m for m in sentence.of("before.company") if m.start - sentence.start < COMPANY_OPENS)
    return any(
        sentence.text[m.start].isupper() and sentence.text[m.end + 1 : m.end + 2].isupper()
        for m in heads
        if sentence.folded[m.start : m.end] not in plain("no_firm")
    )


def _spoken_of(sentence: Sentence) -> list[Mention]:
    """The province whose workers a sentence speaks of: "Jumlah pekerja di Provinsi Bengkulu bergerak naik"."""
    if not sentence.areas:
        return []
    counted = [*sentence.of("noun.person"), *sentence.of("noun.workers"), *sentence.of("rank.coverage")]
    return [m for m in sentence.areas if any(0 <= m.start - mark.end < WORKERS_IN for mark in counted)]


def _goes_on(sentence: Sentence) -> bool:
    return sentence.hears(_GOES_ON) and _GOES_ON.pattern.match(sentence.folded, sentence.start) is not None


def _is_list_item(sentence: Sentence) -> bool:
    """ "2. Kabupaten Bantul", "Kategori Pemerintah Kota:", "Juara kedua: Maluku Tengah"."""
    if sentence.text.count("|", sentence.start, sentence.end) > 1:
        return True  # a row of a table, or its head
    if sentence.subjects and sentence.subjects[0].start == sentence.start and sentence.figures:
        after = sentence.text[sentence.subjects[0].end : sentence.subjects[0].end + 2]
        if after.lstrip()[:1] in (":", "|", "–", "—") and sentence.text[sentence.end - 1] not in '.!?"”':
            return True  # "Lumajang: 14.600 orang, Rp1,47 miliar", alone on its line
    dashed = sentence.text[sentence.start] in "-–—" and sentence.text[sentence.start + 1 : sentence.start + 2] == " "
    return dashed or bool(_LIST_ITEM.match(sentence.folded, sentence.start, sentence.end))


def _is_heading(sentence: Sentence) -> bool:
    """ "Pemerintah Kabupaten/Kota", alone on its line: whose names follow."""
    alone = sentence.end - sentence.start < HEADING and sentence.text[sentence.end - 1] not in '.!?"”'
    return alone and not sentence.figures and bool(sentence.of(("topic.company", "topic.village", "topic.government")))


def _is_title(sentence: Sentence) -> bool:
    """A line over a list: no figure, no region, no full stop."""
    return not (sentence.figures or sentence.subjects) and sentence.text[sentence.end - 1] not in '.!?"”'


def _named_village(sentence: Sentence, mark: Mark) -> bool:
    """ "Kampung Holtekamp", not "kampung" alone."""
    named = sentence.text[mark.start].isupper() and sentence.text[mark.end + 1 : mark.end + 2].isupper()
    return named and not any(m.start == mark.end + 1 for m in sentence.subjects)  # "Nagari Kabupaten Solok"
