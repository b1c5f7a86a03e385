"""What every prize needs, with a number or without: the award's year and its level."""

from __future__ import annotations

import re
from itertools import zip_longest

from ...regions import Region
from ..lexicon import Mark
from ..page import Sentence
from ..scan import Scan
from ..text import Span
from ..topic import AT_LEVEL, Topic
from ..years import award_named, printed_years, year_beside
from .ordinals import Placing

BACK = {"last_year": -1, "two_ago": -2, "three_ago": -3}  # from the year in which it is told
BACK_FROM_AWARD = {"year_before": -1, "two_before": -2}
_OPENING = re.compile(r"(?:(?:pada|di|untuk) )?(?:tahun )?20\d\d")
MOST_IN_PROVINCE = 38  # kabupaten and kota; Jawa Timur has them
_AMONG = Scan(r"\bdari (\d{1,3}) (?:kabupaten|kota|daerah)\b", "dari ")
_NATION = Scan(r"\b(?:zona|nasional)\b", "zona", "nasional")


def year_of_award(
    sentence: Sentence, topic: Topic, coverage: bool = False, position: int | None = None
) -> tuple[int | None, str | None]:
    """The year in the award's name, here or in the story; of a placing by coverage the year printed with it."""
    if not coverage:
        year = award_named(sentence, position) or (position and year_of_placing(sentence, position))
        told = _relative(sentence, position)
        if told and told.key in BACK_FROM_AWARD and (base := year or topic.story.award()[0]):
            return base + BACK_FROM_AWARD[told.key], "award_name"
        if year:
            return year, "award_name"
        now, _ = topic.story.now()
        return (now + BACK[told.key], "event") if now and told and told.key in BACK else topic.story.award()
    for when in sentence.dates:
        if when.year and when.precision != "day":
            return when.year, "stated"
    return topic.years.get("actual") or topic.story.now()


def _relative(sentence: Sentence, position: int | None) -> Mark | None:
    """ "Siak yang tahun silam peringkat lima kini nomor satu": the word for a year that is last before a placing.

    The first of the sentence where none is before it.
    """
    marks = [m for m in sentence.of("when") if m.key != "names"]
    before = [m for m in marks if position is not None and m.end <= position]
    if before and any(before[-1].end <= when.start < position and when.year for when in sentence.dates):
        return None  # "setahun sebelumnya, dalam edisi 2024, juga terbaik I"
    return before[-1] if before else marks[0] if marks and marks[0].key in BACK else None


def year_of_placing(sentence: Sentence, position: int) -> int | None:
    """ "Tahun 2021 juara III, tahun 2022 juara II", "Pada 2022, Batu juara II": of its own clause, or the first."""
    clause, years = sentence.clause(position), printed_years(sentence)
    inside = [told for told in years if clause.start <= told.start < clause.end]
    if not inside and len(years) == 1 and _OPENING.fullmatch(sentence.folded, sentence.start, years[0].end):
        return years[0].year
    told = year_beside(sentence, Span(position, position), inside)
    return told.year if told else None


def stands_for_province(sentence: Sentence) -> bool:
    """ "terpilih mewakili Kalimantan Selatan"."""
    return any(m.role == "represented" and m.region and m.region.level == "provinsi" for m in sentence.places)


def _in_province(sentence: Sentence, around: Span) -> bool:
    """ "urutan 1 di tingkat provinsi", "peringkat ke-17 dari 17 kabupaten/kota"."""
    if any(sentence.folded.endswith(AT_LEVEL, 0, m.start) for m in sentence.of("scope.provinsi", around)):
        return True
    among = sentence.search(_AMONG, around.start, around.end)
    return among is not None and int(among[1]) <= MOST_IN_PROVINCE


def scope_of(sentence: Sentence, region: Region, position: int, topic: Topic, measure: str = "rank") -> str:
    """The level of a prize: said in the clause or sentence, else a province's is the nation's, else the story's."""
    if measure == "nominee" and (sentence.search(_NATION) or stands_for_province(sentence)):
        return "nasional"  # a zone's candidate, or a province's, stands for the nation's prize
    if topic.list_item and topic.listing_scope and region.level != "provinsi":
        return topic.listing_scope
    for around in (sentence.clause(position), Span(sentence.start, sentence.end)):
        if sentence.of("scope.zona", around):
            return "zona"
        if any(around.start <= area.start < around.end for area in sentence.areas):
            return "provinsi" if region.level != "provinsi" else "nasional"
        if region.level != "provinsi" and _in_province(sentence, around):
            return "provinsi"
        if sentence.of("scope.nasional", around):
            return "nasional"
    if topic.level and region.level != "provinsi":
        return topic.level
    return "nasional" if region.level == "provinsi" else topic.story.scope


def own_levels(sentence: Sentence, ranked: list[Placing]) -> dict[Placing, str]:
    """ "peringkat ketiga di Jawa Tengah dan peringkat ke-38 nasional": the level behind each, where all differ."""
    levels = {}
    for placing, behind in zip_longest(ranked, ranked[1:]):
        said = Span(placing.end, behind.start if behind else sentence.end)
        nation = sentence.of(("scope.nasional", "scope.zona"), said)
        if nation or any(said.start <= m.start < said.end for m in sentence.areas):
            levels[placing] = nation[0].key if nation else "provinsi"
    return levels if len(set(levels.values())) == len(ranked) > 1 else {}
