"""What a visitor chose, and how the URL says it: ?province=73&year=2023&measure=covered&group=formal&region=73.16.

Province, year, measure, group, region, day (as_of) and language hold on every page; the others belong to one (`PARTS`).
"""

from __future__ import annotations

from typing import NamedTuple

from ..errors import DayError
from ..tables.asof import the_day
from ..words import LANGUAGES

ALL, NONE = "all", "none"  # of years: every year; the figures without one
USUAL_MEASURE, USUAL_GROUP = "coverage_share", "all"
LEVELS = ("all", "provinsi", "kabupaten")  # whose figures: every government's, provinces' own, kabupaten and kota's
VIEWS = ("years", "audit")  # the map year by year; the checks beside the articles
MOST = 6  # regions side by side
Query = dict[str, list[str]]


class State(NamedTuple):
    """One state of the explorer: `group` is "" for measures without groups; other texts are "" for none."""

    lang: str = "id"
    provinces: tuple[str, ...] = ()
    year: str = ALL
    measure: str = USUAL_MEASURE
    group: str = USUAL_GROUP
    region: str = ""
    article: str = ""
    claim: str = ""
    level: str = LEVELS[0]
    view: str = ""
    compare: tuple[str, ...] = ()
    outcome: str = ""  # of a promise
    due: str = ALL
    check: str = ""  # outcome of a check
    tables: tuple[str, ...] = ()  # the cards that show their table instead of their chart
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
    outcomes: tuple[str, ...] = ()
    dues: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    as_of: str = ""  # the day whose tables these are, "" for today's


CARDS = ("map", "years", "list", "rank", "coverage", "target", "time", "ranks", "targets")
_NAMES = {"compare": "with", "tables": "table"}  # what the URL calls a part where the field's name would not do
EVERYWHERE = ("year", "measure", "group", "region", "as_of", "lang")
PARTS = {"": ("level", "view", "tables"), "banding": ("compare", "tables"), "wilayah": ("tables",),
         "janji": ("outcome", "due", "tables"),
         "bukti": ("article", "claim", "view", "check"),
         "baca": ("claim", "level", "view", "tables")}  # fmt: skip


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

    def several(part: str) -> list[str]:
        return list(dict.fromkeys(code for value in query.get(part, ()) for code in value.split(",") if code))

    lang = one("lang", LANGUAGES, LANGUAGES[0])
    asked = several("province")
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
    beside = several("with")
    unknown += [("with", code) for code in beside if code not in choices.regions]
    unknown += [("table", name) for name in several("table") if name not in CARDS]
    state = State(
        lang, provinces, one("year", (*choices.years, NONE), ALL), measure, group, region, article, claim,
        one("level", LEVELS, LEVELS[0]), one("view", VIEWS, ""),
        tuple(code for code in beside if code in choices.regions)[:MOST],
        one("outcome", choices.outcomes, ""), one("due", (*choices.dues, NONE), ALL), one("check", choices.checks, ""),
        tuple(name for name in CARDS if name in several("table")), one("as_of", (choices.as_of,), ""),
    )  # fmt: skip
    return state, unknown


def day(query: Query) -> str:
    """The day whose tables a URL asks for; "" for today's, and for what is no day."""
    try:
        return the_day((query.get("as_of") or [""])[-1])
    except DayError:
        return ""


def write(state: State, choices: Choices, page: str | None = None) -> Query:
    """The shortest query that `read` turns into this state; of a `page` (its path) only what it shows."""
    usual = State(group=usual_group(state.measure, choices))
    own = [part for parts in PARTS.values() for part in parts] if page is None else PARTS.get(page, ())
    query = {"province": list(state.provinces)} if state.provinces else {}
    for name in dict.fromkeys([*EVERYWHERE[:-2], *own, "as_of", "lang"]):
        value = getattr(state, name)
        if value != getattr(usual, name):
            query[_NAMES.get(name, name)] = [value] if isinstance(value, str) else list(value)
    return query


def figures_of(state: State) -> State:
    """The state as far as the figures of a chart depend on it."""
    usual = State()
    rest = ("article", "claim", "view", "compare", "outcome", "due", "check", "tables")
    return state._replace(**{name: getattr(usual, name) for name in rest})


def with_region(state: State, region: str, choices: Choices) -> State:
    """The state with this region chosen, its province let in where others were filtered."""
    outside = region and state.provinces and choices.regions[region][1] not in state.provinces
    return state._replace(region=region, provinces=() if outside else state.provinces)
