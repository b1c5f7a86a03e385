"""When a figure holds and whether it is a goal: words of intent, printed years, years carried on."""

from __future__ import annotations

import re

from ..text import Span
from ..topic import Topic
from ..years import printed_year
from .look import Look, nearest

Year = tuple[int | None, str | None]  # and its basis

_AS_GOAL = re.compile(
    r"\s*(?:\w+\s){0,2}"
    r"(?:sebagai (?:target|sasaran)|yang (?:ditargetkan|ingin dicapai|menjadi target)|akan\b|hendak\b)"
)


def planned(look: Look) -> bool:
    """Whether a figure is a goal: a word of intent governs it and no word of fact stands between.

    A verb of intent (akan, menargetkan) reaches across clauses, a noun (target, sasaran) only within its own, and
    "semestinya" overrules any fact.
    """
    if look.said("cue.must", Span(look.part.start, look.start)) or look.follows(_AS_GOAL):
        return True
    noun_reach = Span(max(look.before.start, look.clause.start), look.start)
    intent = nearest(look.said("cue.target", look.before) + look.said("cue.goal", noun_reach))
    if intent is None:
        return False
    fact = nearest(look.said("cue.done", Span(intent.end, look.start)))
    return fact is None or look.text(fact) == "mencapai"


def year_of(look: Look, status: str, group: str | None) -> Year:
    """The year a figure is about.

    Printed with it > "tahun ini" > carried in the paragraph > said of the same group elsewhere (of all workers only
    where no event is told) > the event told > publication. A goal without a year has none: the event's is not its own.
    """
    sentence, topic = look.sentence, look.topic
    printed = printed_year(sentence, look.start, look.end)
    if printed is not None:
        topic.years[status] = printed
        return printed, "stated"
    relative = sentence.of("when")
    if relative and (year := _relative(relative[0].key, topic)):
        return year
    carried = topic.years.get(status) or (topic.years.get("actual") if status == "target" else None)
    if carried is not None and not (relative and relative[0].key == "now"):
        return carried, "stated"
    if status == "target":
        return None, None
    known = topic.group_years.get(group or "all")
    now, basis = topic.story.now()
    if known and (group not in ("all", None) or basis == "published") and not relative:
        return known, "stated"
    if now:
        return now, basis
    if relative and relative[0].key == "now":
        return None, None
    if group in ("all", "formal", "informal"):
        known = known or topic.story.data_year
    return (known, "stated") if known else (None, None)


def _relative(key: str, topic: Topic) -> Year | None:
    year, basis = topic.story.now()
    shift = {"this_year": 0, "last_year": -1, "next_year": 1}.get(key)
    return (year + shift, basis) if year is not None and shift is not None else None
