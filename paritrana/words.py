"""Words and figures in the language shown: "90,43 %" and "Rp600,1 juta", or "90.43%" and "Rp600.1 million"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache

from babel.dates import format_date
from babel.numbers import format_decimal

from .dictionary import label
from .errors import DataError
from .paths import PACKAGE
from .records import read_toml

LANGUAGES = ("id", "en")
TEXTS = PACKAGE / "app" / "texts"
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_FIELD = re.compile(r"\{(\w+)\}")
_SHORT = {"Kabupaten ": "", "Provinsi ": "Prov. ", "Kota Administrasi ": "Kota ", "Kabupaten Administrasi ": ""}


class Words:
    """`words("map.title", n=3)` is a text; the other methods write figures, dates, names and the labels of codes."""

    def __init__(self, lang: str, texts: dict[str, str]):
        self.lang, self._texts = lang, texts

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)

    def section(self, name: str) -> list[str]:
        """The keys of the texts' section [name]."""
        return [key for key in self._texts if key.startswith(name + ".")]

    def label(self, kind: str, code: str | None) -> str:
        """The word for a code of the tables ("measure", "coverage_share"); "" for None."""
        return label(kind, code, self.lang)

    def number(self, value: float | None, digits: int = 2, fixed: bool = False) -> str:
        """81436 -> "81.436". At most `digits` decimals, or (`fixed`) just as many; "–" for None, never a zero."""
        if value is None:
            return "–"
        decimals = ("0" if fixed else "#") * digits
        return format_decimal(round(value, digits), format="#,##0." + decimals, locale=self.lang)

    def figure(self, value: float | None, unit: str | None, short: bool = True) -> str:
        """A value with its unit (percent, people, IDR, ordinal). `short` writes rupiah from a million in words."""
        if value is None:
            return "–"
        if unit == "percent":
            return self.number(value) + ("%" if self.lang == "en" else "\N{NO-BREAK SPACE}%")
        if unit == "IDR":
            return "Rp" + (self._scaled(value) if short else self.number(value))
        if unit == "ordinal":
            return self("figure.ordinal", n=self.number(value))
        return self.number(value)

    def said(self, row: dict, short: bool = True) -> str:
        """A row's figure as it may be quoted: "target 100 %", "sekitar 53 %", "tambahan 14.242"."""
        marks = [("target", row.get("status") == "target"), ("increment", row.get("increment")),
                 ("about", row.get("approximate"))]  # fmt: skip
        figure = self.figure(row["value"], row["unit"], short)
        doubt = [f"({self('evidence.uncertain')})"] if row.get("uncertain") else []
        return " ".join([*(self("figure." + mark) for mark, holds in marks if holds), figure, *doubt])

    def range(self, low: float, high: float, unit: str) -> str:
        """ "53–90,43 %"; one figure where both ends are the same."""
        return self.figure(high, unit) if low == high else f"{self.number(low)}–{self.figure(high, unit)}"

    def count(self, what: str, n: int) -> str:
        """How many: "1 region", "2 regions"."""
        return self(f"count.{what}_one" if n == 1 else f"count.{what}", n=self.number(n))

    def _scaled(self, value: float) -> str:
        for size, name in _SCALES:
            if abs(value) >= size:
                return f"{self.number(value / size)}\N{NO-BREAK SPACE}{self('scale.' + name)}"
        return self.number(value)

    def only(self, key: str, values: dict[str, object]) -> str:
        """A text with those of `values` that it names."""
        return self(key, **{name: values[name] for name in _FIELD.findall(self._texts[key])})

    def denominator(self, row: dict) -> str:
        """What a row of table `coverage` is a percentage of."""
        group, code = self.label("group", row["group"]), row["denominator"]
        of = group if code == "group" else self.label("denominator", code)
        if row["denominator_people"] is not None:
            of = group if code == "unstated" else of
            return self("coverage.of_counted", of=of, n=self.number(row["denominator_people"]))
        return self("coverage.of_unstated", group=group) if code == "unstated" else self("coverage.of", of=of)

    def standing(self, row: dict) -> str:
        """The place of a row of table `coverage` among those that may be compared; "" where it stands alone."""
        if not row["share_place"] or row["share_reporting"] < 2:
            return ""
        where = "coverage.standing" if row["region_code"] != row["province_code"] else "coverage.standing_nation"
        return self(where, place=row["share_place"], reporting=row["share_reporting"], there=row["share_governments"])

    @staticmethod
    def caption(*parts: str) -> str:
        return ", ".join(filter(None, parts))

    @staticmethod
    def sentence(text: str) -> str:
        """The text with its first letter large."""
        return text[:1].upper() + text[1:]

    def year(self, year: int | None) -> str:
        return self("year.none") if year is None else str(year)

    def year_choice(self, year: str) -> str:
        """A year of the filters: "2023", "semua tahun", "tanpa tahun"."""
        return self("year." + year) if year in ("all", "none") else year

    def span(self, years: Iterable[int | None]) -> str:
        """The years a thing covers: "2021–2024", "2023", or "tanpa tahun"."""
        known = sorted({year for year in years if year is not None})
        if not known:
            return self("year.none")
        return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"

    def date(self, day: datetime.date | str | None) -> str:
        """2023-04-06 -> "6 April 2023", 2023 -> "2023"; for None a text that says the date is not known."""
        if not day:
            return self("date.unknown")
        if isinstance(day, str) and len(day) < 10:
            return day
        day = datetime.date.fromisoformat(day) if isinstance(day, str) else day
        return format_date(day, "d MMMM y", locale=self.lang)

    def moment(self, when: str) -> str:
        """An ISO time with its offset -> "6 April 2023 pukul 14.05 (UTC+07:00)"."""
        at = datetime.datetime.fromisoformat(when)
        return self("date.moment", date=self.date(at.date()), hour=f"{at:%H}", minute=f"{at:%M}", zone=at.tzname())

    def names(self, names: Iterable[str], most: int = 3) -> str:
        """ "Paser, Ambon dan Enrekang", or "Paser, Ambon, Enrekang dan 4 lainnya"."""
        names = list(dict.fromkeys(names))
        shown, rest = names[:most], len(names) - most
        last = self("names.more", n=self.number(rest)) if rest > 0 else shown.pop() if len(shown) > 1 else ""
        return f"{', '.join(shown)} {self('names.and')} {last}" if last else "".join(shown)

    @staticmethod
    def region(name: str) -> str:
        """A region's name where room is short: "Enrekang", "Kota Ambon", "Prov. Maluku"."""
        long = max((start for start in _SHORT if name.startswith(start)), key=len, default="")
        return _SHORT.get(long, "") + name.removeprefix(long)


@cache
def load_words(lang: str) -> Words:
    """The words of one language. Raises DataError where its texts and the other language's do not match."""
    texts = {code: _texts(code) for code in LANGUAGES}
    mine, other = texts[lang], texts[next(code for code in LANGUAGES if code != lang)]
    for key in sorted(mine.keys() ^ other.keys()):
        raise DataError(f"{key} stands in one language only", str(TEXTS), "write it in the other")
    for key, text in mine.items():
        if _FIELD.findall(text) and set(_FIELD.findall(text)) != set(_FIELD.findall(other[key])):
            raise DataError(f"{key} has other {{fields}} than in the other language", str(TEXTS), "mend it")
    return Words(lang, mine)


def _texts(lang: str) -> dict[str, str]:
    sections = read_toml(TEXTS / f"{lang}.toml", dict[str, dict[str, str]])
    return {f"{section}.{key}": text for section, texts in sections.items() for key, text in texts.items()}
