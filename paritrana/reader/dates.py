"""Days, months and years as printed: "Kamis 6 April 2023", "(11/8/2024)", "Juli 12, 2023", "2022-2023"."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from .scan import Heads

MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari january jan", "februari pebruari february feb", "maret march mar", "april apr", "mei may",
         "juni june jun", "juli july jul", "agustus august agu agt aug", "september sept sep",
         "oktober october okt oct", "november nopember nov", "desember december des dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
FIRST_YEAR, LAST_YEAR = 2001, 2045  # laws of the first autonomous years; development plans run to 2045
LEAP_YEAR = 2024  # has every day that a date without a year may name

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_DATE = Heads(
    rf"(?<![\w.,/])(?:(?P<weekday>{_WEEKDAY})\b[,\s(]*)?(?:"
    rf"(?P<day>\d{{1,2}})\s(?P<month>{_MONTH})\b\.?,?(?:\s(?P<year>20\d\d)(?![\d.,/]*\d))?"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}}),\s(?P<year2>20\d\d)(?![\d.,/]*\d)"
    r"|\(?(?P<d>\d{1,2})[/ ](?P<m>\d{1,2})[/ ](?P<y>20\d\d|\d\d)(?!\d)"
    r"|\((?P<d2>\d{1,2})/(?P<m2>\d{1,2})\)"
    rf"|(?P<month3>{_MONTH})\s(?:tahun\s)?(?P<y3>20\d\d)(?:\s?[ /]\s?(?P<y3b>20\d\d))?(?!\d)"
    r"|20\d\d\s?(?:[/ ]|sampai|hingga)\s?(?P<y4>20\d\d)(?!\d)"
    r"|(?P<y5>20\d\d)(?![\d]|[.,/]\d)"
    r")",
    [*MONTHS, *WEEKDAYS, "(", *"0123456789"],
)


class When(NamedTuple):
    """A date at text[start:end]. `year` is None where none is printed, and the last of a span of years.

    `precision`: day, month, year or span. `doubtful`: the weekday printed with it does not fit.
    """

    start: int
    end: int
    precision: str
    year: int | None
    month: int | None = None
    day: int | None = None
    doubtful: bool = False

    @property
    def iso(self) -> str | None:
        """ISO date of a full day, else None."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.precision == "day" and self.year else None


def dates(folded: str) -> list[When]:
    """Every date of a folded text, in order. Numbers that are no dates (32/13, year 2099) are left out.

    >>> [(w.precision, w.year, w.iso) for w in dates("kamis 6 april 2023, per juni 2022, (11/8/2024) dan 2022 2023")]
    [('day', 2023, '2023-04-06'), ('month', 2022, None), ('day', 2024, '2024-08-11'), ('span', 2023, None)]
    """
    return [when for match in _DATE.finditer(folded) if (when := _read(match))]


def _read(match: re.Match) -> When | None:
    start, end = match.span()
    if match["day"]:
        return _day(match, match["day"], MONTHS[match["month"]], match["year"])
    if match["day2"]:
        return _day(match, match["day2"], MONTHS[match["month2"]], match["year2"])
    if match["d"]:
        return _day(match, match["d"], int(match["m"]), match["y"])
    if match["d2"]:
        return _day(match, match["d2"], int(match["m2"]), None)
    if match["month3"]:
        precision, year = ("span", match["y3b"]) if match["y3b"] else ("month", match["y3"])
        return _when(start, end, precision, int(year), month=MONTHS[match["month3"]])
    if match["y4"]:
        return _when(start, end, "span", int(match["y4"]))
    return _when(match.start("y5"), end, "year", int(match["y5"]))


def _day(match: re.Match, day: str, month: int, year: str | None) -> When | None:
    start, end = match.span()
    number = int(year) if year and len(year) == 4 else 2000 + int(year) if year else None
    try:
        date = datetime.date(number or LEAP_YEAR, month, int(day))
    except ValueError:
        return None
    doubtful = bool(number and match["weekday"] and WEEKDAYS[match["weekday"]] != date.weekday())
    return _when(start, end, "day", number, month=month, day=int(day), doubtful=doubtful)


def _when(start: int, end: int, precision: str, year: int | None, **parts) -> When | None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return When(start, end, precision, year, **parts)
