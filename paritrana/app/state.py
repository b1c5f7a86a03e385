"""What a visitor chose, and how the URL says it: ?province=73&year=2023&measure=covered&as_of=2024-01-31 ..."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import DayError
from ..tables.asof import the_day
from ..words import LANGUAGES

ALL, NONE = "all", "none"  # of years: every year; the figures without one
USUAL_MEASURE, USUAL_GROUP = "coverage_share", "all"
Query = dict[str, list[str]]


class State(NamedTuple):
    """One state of the explorer: `group` is "" for measures without groups; `region`, `article`, `claim` for none."""

    lang: str = "id"
    provinces: tuple[str, ...] = ()
    year: str = ALL
    measure: str = USUAL_MEASURE
    group: str = USUAL_GROUP
    region: str = ""
    article: str = ""
    claim: str = ""
    as_of: str = ""  # ISO date: the tables as they stood that day; "" for today's


class Choices(NamedTuple):
    """What can be chosen: codes in the order shown. `groups` of a measure: most regions first, with their number."""

    provinces: dict[str, str]
    regions: dict[str, tuple[str, str]]  # code -> name, province code
    years: tuple[str, ...]
    measures: tuple[str, ...]
    groups: dict[str, dict[str, int]]
    articles: frozenset[str]
    claims: dict[str, str]  # claim id -> article
    as_of: str = ""  # the day whose tables these are, "" for today's


def usual_group(measure: str, choices: Choices) -> str:
    """The group shown unless another is chosen: the one most regions have, all workers before others; "" for none."""
    groups = choices.groups.get(measure, {})
    return max(groups, key=lambda group: (groups[group], group == USUAL_GROUP), default="")


def read(query: Query, choices: Choices) -> tuple[State, list[tuple[str, str]]]:
    """The state a URL asks for, and (part, code) for every code in it that is not known. Never raises."""
    unknown = []

    def one(part: str, allowed, usual: str) -> str:
        code = (query.get(part) or [usual])[-1]
        if code != usual and code not in allowed:
            unknown.append((part, code))
            return usual
        return code

    lang = one("lang", LANGUAGES, LANGUAGES[0])
    asked = [code for value in query.get("province", ()) for code in value.split(",") if code]
    unknown += [("province", code) for code in asked if code not in choices.provinces]
    provinces = tuple(code for code in choices.provinces if code in asked)
    measure = one("measure", choices.measures, USUAL_MEASURE)
    group = one("group", choices.groups.get(measure, ()), usual_group(measure, choices))
    region = one("region", choices.regions, "")
    if region and provinces and choices.regions[region][1] not in provinces:
        unknown.append(("region", region))
        region = ""
    claim = one("claim", choices.claims, "")
    article = one("article", choices.articles, "") or choices.claims.get(claim, "")
    year = one("year", (*choices.years, NONE), ALL)
    as_of = one("as_of", (choices.as_of,), "")
    return State(lang, provinces, year, measure, group, region, article, claim, as_of), unknown


def day(query: Query) -> str:
    """The day whose tables a URL asks for; "" for today's, and for what is no day."""
    try:
        return the_day((query.get("as_of") or [""])[-1])
    except DayError:
        return ""


def write(state: State, choices: Choices) -> Query:
    """The shortest query that `read` turns into this state."""
    usual = State(group=usual_group(state.measure, choices))
    names = ("year", "measure", "group", "region", "article", "claim", "as_of", "lang")
    parts = {name: getattr(state, name) for name in names}
    short = {name: [value] for name, value in parts.items() if value != getattr(usual, name)}
    return ({"province": list(state.provinces)} if state.provinces else {}) | short
