"""When a figure holds and whether it is a goal: words of intent, printed years, years carried on."""

from __future__ import annotations

import re
from itertools import pairwise

from ..lexicon import Mark
from ..page import Sentence
from ..scan import Scan
from ..text import Span
from ..topic import Topic
from ..years import Told, printed_years, year_behind, year_beside
from . import levels
from .look import Look, nearest

Year = tuple[int | None, str | None]  # and its basis
REACHING = ("mencapai", "menyentuh")  # facts by themselves, but "berharap mencapai" is a wish
BUDGETED = ("menganggarkan", "dianggarkan", "menyiapkan", "disiapkan", "mengalokasikan", "dialokasikan")
SHIFTS = {
    "this_year": 0, "year_end": 0, "last_year": -1, "next_year": 1, "year_before": -1, "year_after": 1,
    "two_ago": -2, "three_ago": -3, "in_two": 2, "two_before": -2, "two_after": 2,
}  # fmt: skip
FROM_SPOKEN = ("year_before", "year_after", "two_before", "two_after")
# characters
OPENING = 40  # before a colon in which "target" makes what follows goals
RIGHT_BEHIND = 4  # between "target" and its own figure
VERSUS = 20  # before "target", in which "di atas" may stand

_IS = re.compile(r",\s(?:ialah|adalah|yaitu|yakni|sebesar|sebanyak|menjadi)\b[^,]*$")  # "Sasaran 2029, ialah"
_FOR_WHOM = re.compile(r"\b(?:untuk|bagi)(?: sekitar| sebanyak)?\s*$")  # "menganggarkan perlindungan bagi"
_JOINED = re.compile(r"(?:,|,? (?:dan|serta|ke))(?: tahun)? ")
_BECAUSE = re.compile(r"\b(?:karena|sebab|lantaran)\b")
_NOW_IS = re.compile(r"(?: [a-z]+){0,2} (?:sudah|telah) ")
_CAN = re.compile(r"\b(?:bisa|dapat)(?: jadi| tembus| naik ke| sampai)?\s*$")  # "kelak bisa 55 persen"
_SO_FAR = re.compile(r"\b(?:baru|sudah|telah)\s$")
_SINCE = re.compile(r"[^,.;]{0,40} (?:sejak|semenjak|terhitung) ")
GOALS = ("menargetkan", "ditargetkan", "target", "sasaran", "targetnya", "sasarannya")
_VERSUS = re.compile(  # "melampaui target"
    r"\b(?:dengan|dari|atas|bawah|melampaui|melebihi|melewati|mendekati|memenuhi)\s*$"
)
_AS_GOAL = Scan(
    r"\s*(?:(?!dan\b|serta\b|sedangkan\b)\w+,?\s){0,7}?(?:akan|bakal) (?:di|men|ikut|terdaftar)"  # "akan didaftarkan"
    r"|[^.;\d]{0,60}\b(?:juga|pun|turut|ikut) (?:dibidik|disasar|ditarget)"  # "9.402 kepala dusun juga dibidik"
    r"|\s*(?:\w+\s){0,2}"  # "9.000 orang sebagai target", "9.000 pekerja yang ingin dicapai"
    r"(?:sebagai (?:target|sasaran)|akan\b|hendak\b|bakal\b|(?:dapat|bisa|mampu) (?:dicapai|diraih|terwujud)"
    r"|(?:orang |pekerja )?yang (?:ditargetkan|ditetapkan|dipatok|ingin dicapai|menjadi target|harus|akan|hendak"
    r"|bakal))"
    r"|\s*(?:sebelum|paling lambat) (?:akhir )?(?:tahun )?20\d\d",  # "40 persen paling lambat 2026"
    "akan", "bakal", "hendak", "sebagai ", "ditarget", "dibidik", "disasar", "yang ditetapkan", "yang dipatok",
    "yang ingin", "yang menjadi target", "yang harus", "sebelum", "paling lambat", "dicapai", "diraih", "terwujud",
)  # fmt: skip


def planned(look: Look) -> bool:
    """Whether a figure is a goal: a word of intent governs it and no word of fact stands between.

    A verb of intent (akan, menargetkan) reaches across clauses, a noun (target, sasaran) only within its own, and
    "semestinya" overrules any fact.
    """
    if look.said("cue.must", Span(look.part.start, look.start)) or look.follows(_AS_GOAL):
        return True
    if look.leads(_CAN):
        return True
    if look.topic.list_item and look.topic.list_target and not look.said("cue.done", look.before):
        return True
    if _listed_goals(look):
        return True
    noun_reach = Span(max(look.before.start, look.clause.start), look.start)
    if look.leads(_IS):  # "Sasaran jangka panjangnya, sesuai RPJPD, ialah cakupan 99,5 persen"
        noun_reach = look.before
    nouns = [m for m in look.said("cue.goal", noun_reach) if not _is_measure(look, m)]
    intent = nearest(look.said("cue.target", look.before) + nouns)
    if intent is None and _raised(look):
        return True
    if intent is None:
        return look.figure.unit == "count" and _budgeted(look)
    if _is_told(look, intent):
        return False
    fact = nearest(look.said("cue.done", Span(intent.end, look.start)))
    return fact is None or look.text(fact) in REACHING


def _is_told(look: Look, intent: Mark) -> bool:
    """ "harus giat, karena skornya 19,5 persen", "lebih menjanjikan, 11.073 karyawan sudah masuk": it is a fact."""
    between = look.text(Span(intent.end, look.start))
    if look.figure.unit == "percent" and _BECAUSE.search(between):
        return True
    if look.text(intent) == "menyasar" and look.sentence.leads(_SO_FAR, intent.start):
        return True  # "yang saat ini baru menyasar 1.325 orang"
    told = look.follows(_NOW_IS) and intent.end <= look.clause.start and look.text(intent) not in GOALS
    return bool(told or look.figure.unit == "count" and look.text(intent) == "menyasar" and look.follows(_SINCE))


def _raised(look: Look) -> bool:
    """ "harus meloncat dari 26,8 persen menjadi 36 persen, dan Aru dari 22,5 persen menjadi 33 persen"."""
    if not levels.is_second(look):
        return False
    start = look.previous.start
    wanted = nearest(look.said("cue.target", Span(look.sentence.start, start)))
    return wanted is not None and not look.said("cue.done", Span(wanted.end, start))


def _listed_goals(look: Look) -> bool:
    """ "menguraikan target itu: Kota Gorontalo 70 persen, Bone Bolango 62 persen": all behind the colon are goals."""
    colon = look.sentence.text.find(": ", look.sentence.start, look.start)
    if colon < 0 or look.said("cue.done", Span(look.sentence.start, look.start)):
        return False
    opening = look.said("cue.goal", Span(max(look.sentence.start, colon - OPENING), colon))
    return bool(opening) and any(colon < m.start < look.start for m in look.places)


def _budgeted(look: Look) -> bool:
    """ "tahun ini menganggarkan perlindungan bagi 9.100 pekerja rentan": the money is there, the workers not yet."""
    money = look.said("money.budget", Span(max(look.before.start, look.clause.start), look.start))
    if not money or look.text(money[-1]) not in BUDGETED or look.topic.last_unit(look) == "IDR":
        return False
    return look.leads(_FOR_WHOM) is not None


def _is_measure(look: Look, noun: Mark) -> bool:
    """ "paling dekat dengan target adalah Kota Gorontalo dengan 57,9 persen": what a fact is held against."""
    if look.start - noun.end < RIGHT_BEHIND:
        return False
    if not any(noun.end <= place.start < look.start for place in look.places):
        return False
    before = max(look.sentence.start, noun.start - VERSUS)
    return bool(_VERSUS.search(look.sentence.folded, before, noun.start))


def year_of(look: Look, status: str, group: str | None) -> Year:
    """The year a figure is about.

    Printed with it > "tahun ini" > carried in the paragraph > said of the same group elsewhere (of all workers only
    where no event is told) > the event told > publication. A goal without a year has none: the event's is not its own.
    """
    sentence, topic = look.sentence, look.topic
    relative = sentence.of("when")
    if relative and status != "target":
        relative = [mark for mark in relative if mark.key != "year_end"]
    printed = printed_years(sentence)
    told = printed + [told for mark in relative if (told := _relative(sentence, mark, printed, topic))]
    if any(mark.key == "now" and look.part.start <= mark.start < look.start for mark in relative):
        told = [t for t in told if look.part.start <= t.start < look.part.end]  # "45 persen pada 2025, kini 31,7"
    if (printed or any(mark.key != "now" for mark in relative)) and _is_now(look, relative, printed):
        return topic.story.now()  # "tahun kemarin 49,7 persen, sekarang 70,3 persen"
    if said := _nth_year(look, printed) or year_beside(sentence, look.figure, told):
        if not levels.is_compared(look):
            topic.years[status] = said.year, said.basis
        return said.year, said.basis
    carried = topic.years.get(status) or (topic.years.get("actual") if status == "target" else None)
    if carried is not None and not (relative and relative[0].key == "now"):
        return carried
    if status == "target":
        return topic.story.now() if _listed_goals(look) else (None, None)
    known = topic.group_years.get(group or "all")
    now, basis = topic.story.now()
    if known and (group not in ("all", None) or basis == "published") and not relative:
        return known, "stated"
    if now:
        return now, basis
    if topic.story.as_of_year and group in ("all", "formal", "informal"):
        return topic.story.as_of_year, "stated"
    if relative and relative[0].key == "now":
        return None, None
    if group in ("all", "formal", "informal"):
        known = known or topic.story.data_year
    return (known, "stated") if known else (None, None)


def _is_now(look: Look, relative: list[Mark], printed: list[Told]) -> bool:
    """Whether "sekarang" stands between the figure before it, of another year, and it, and no year nearer."""
    if not look.previous:
        return False
    nearest = [m for m in relative if look.before.start <= m.start < look.start]
    if not nearest or nearest[-1].key != "now":
        return False
    return not any(nearest[-1].end <= t.start < look.start for t in printed) and not year_behind(
        look.sentence, look.figure, printed
    )


def _nth_year(look: Look, printed: list[Told]) -> Told | None:
    """ "pada 2022, 2023, dan 2024 adalah 8.000, 9.000, dan 11.000 orang": the n-th year for the n-th figure."""
    if len(printed) < 2:
        return None
    folded, figures = look.sentence.folded, [f for f in look.sentence.figures if f.unit == look.figure.unit]
    if len(figures) != len(printed) or not all(_JOINED.fullmatch(folded, a.end, b.start) for a, b in pairwise(printed)):
        return None
    apart = figures[-1].end <= printed[0].start or printed[-1].end <= figures[0].start
    return printed[figures.index(look.figure)] if apart else None


def _relative(sentence: Sentence, mark: Mark, printed: list[Told], topic: Topic) -> Told | None:
    """ "tahun lalu" from the year of the event, "setahun sebelumnya" from the year the paragraph speaks of."""
    if mark.key not in SHIFTS or sentence.folded.startswith(" 20", mark.end):
        return None
    year, basis = topic.story.now()
    if mark.key in FROM_SPOKEN:
        before = [told for told in printed if told.end <= mark.start]
        if before:
            year, basis = before[-1].year, before[-1].basis
        elif topic.spoken_year:
            year, basis = topic.spoken_year
    return None if year is None else Told(mark.start, mark.end, year + SHIFTS[mark.key], basis)
