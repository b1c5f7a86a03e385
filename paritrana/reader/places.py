"""Regions named in a text: which government a name means, and in what role it stands there.

Only a `subject` can own a figure. An office of BPJS Ketenagakerjaan, the venue of a ceremony, a village, a company or
the province behind a comma ("Kabupaten Paser, Provinsi Kalimantan Timur") is named for another reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..regions import Region, all_regions, has_been_in
from .lexicon import Mark, either, plain


class Mention(NamedTuple):
    """A name at text[start:end], type word included. `region` is None where the name stays ambiguous or unknown.

    `role`: subject, area (a province as the place where: "di Maluku"), parent (the province a region lies in), scope
    (se-Sulsel), office, venue, village, company, dateline.
    """

    start: int
    end: int
    region: Region | None
    role: str
    typed: bool
    candidates: tuple[str, ...]


DATELINE_WORDS, DATELINE_WIDTH = 3, 60  # what may stand before the place: "TRIBUNKALTIM.CO, BALIKPAPAN - "
WORDS_BEFORE, BEFORE_WIDTH = 4, 50  # how many words such as "hotel", and how far back, may tell what a name is
# longest word of a kind that counts only in capitals: "bank" makes a company, but "ud" and "rs" only as "UD", "RS"
CAPITALS = {"company": 4, "name": 99}
CHAIN_WIDTH = 80  # characters in which the words of one long name stand
AWARD = ("paritrana", "award")
_IN_A_ROW = re.compile(r"(?:\b(?:di|dari|dan|serta|disusul|sedangkan|sementara|adapun|untuk)|,|[.?!]\"?) $|\"$")
SHORTENED = 5  # characters of the longest type word that is shortened by a full stop: "Prov."
NEAR = 90  # characters between a kabupaten and the province it is said to come from
TOWN_WORDS = ("kota", "kabupaten", "provinsi")  # they may also stand before a place that is no government of the kind
BRANCH_WORDS = ("membawahi", "wilayah kerja", "cabang", "kantor", "kantor cabang", "kepala cabang")  # an office even before "Kota Ambon"
STRANGER_WORDS = ("kabupaten", "pemkab", "pemkot")

# what may stand between the word before and the name, in the text as printed
_ONLY_SPACE = re.compile(r"[\s-]*")
_BETWEEN = {
    "office": re.compile(r"[\s-]*(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?, )?"),  # "Cabang Meulaboh, Kabupaten Aceh Barat"
    "village": re.compile(r"[\s-]*(?:(?:[A-Z][\w'’-]* ){0,3}[A-Z][\w'’-]*(?:, (?:di )?| \())?"),  # "Desa Mas, Gianyar"
    "company": re.compile(r"[\s.]*(?:(?:[A-Z][\w.'’]*|by|of|and|the|&)[\s]+){0,5}\(?"),
    "venue": re.compile(r"[^.;:!?]{0,45}"),
    "name": re.compile(r" "),
    "people": re.compile(r" "),
    "represented": re.compile(r" (?:Provinsi )?"),
    "scope": re.compile(r"[\s-]*(?:tahun |Tahun )?(?:20\d\d\s)?"),
}
_PARENT_GAP = re.compile(r",? (?:di )?(?:provinsi |prov\. ?)?|,? ?\((?:provinsi )?")
_DATELINE = re.compile(
    r"\s*(?:\([^)\n]{0,30}\)|,\s*[\w .]{0,30}|:|\))?\s*(?:[–—-]{1,2}|\||l)\s|\s*,?\s*(?:\([^)\n]{0,30}\)\s*)?[–—-]\s?[A-Z]"
)
_FIGURE_NEXT = re.compile(r"\s\(?\d[\d.,]*(?:\s?(?:persen|%)|\s(?:ribu|orang|peserta|pekerja))")
_DATE_NEXT = re.compile(
    r"\)?,?\s*(?:pada\s)?(?:hari\s)?\(?(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|\d{1,2}(?:/\d| (?:jan|feb|peb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des)))"
)
_BRACKETS = re.compile(r"\(.*\)")
_JOINED = re.compile(r",? ?(?:dan |serta )?(?:nusa tenggara, (?:dan |serta )?)?")
_NAME = re.compile(r" (?:[A-Z][a-z'’]+)(?: [A-Z][a-z'’]+){0,2}")
_LOCALITY = re.compile(r"\b(?:di|ke) (?!Paritrana|Penghargaan|Anugerah)(?:[A-Z][\w.'’]* ){0,3}[A-Z][\w.'’]*, $")
_AFTER_DATE = re.compile(r"(?:\d\)|20\d\d\)?),? *di *$")
_WHERE = re.compile(r"\b(?:di|tingkat|se|seluruh|wilayah)\s*(?:prov(?:insi|\.)?\s*)?$")
_CHAIN = re.compile(r"(?<![A-Za-z])(?:[A-Z][\w'’&-]* ){3,}$")
_FROM = re.compile(r"\bdari (?:prov(?:insi|\.)? )?$")
_AWARD = re.compile(r"(?:paritrana|award)(?: tahun)?(?: 20\d\d)? $")
_COMMA = re.compile(r", ?$")
_AT = re.compile(r"(?:\bdi|\bke|,|\bdari)\s*$")


@cache
def _spoke() -> re.Pattern:
    return re.compile(rf"\b(?:{either(plain('speech'))})(?:nya)?(?: (?:[A-Z][\w.'’]*|dia|ia))* di $")


def mentions(text: str, folded: str, marks: Sequence[Mark], block_starts: Sequence[int]) -> list[Mention]:
    """Every region named, in order. `block_starts` are the offsets at which paragraphs begin (for datelines)."""
    found: list[Mention] = []
    bare, around = _typed_names(folded, marks), _provinces(marks)
    last_type: Mark | None = None
    before: list[Mark] = []
    for mark in marks:
        if mark.kind == "type":
            last_type = mark
        elif mark.kind == "before":
            before.append(mark)
        elif mark.kind == "place" and text[mark.start].isupper():
            line = block_starts[bisect_right(block_starts, mark.start) - 1]
            if mention := _mention(text, folded, mark, last_type, before[-WORDS_BEFORE:], line, bare, around):
                found.append(mention)
    found += _strangers(text, folded, marks, found)
    found.sort()
    return _settle(folded, found)


def _strangers(text: str, folded: str, marks: Sequence[Mark], found: Sequence[Mention]) -> list[Mention]:
    """ "Kabupaten Antah Berantah": a type word before a name that no region bears."""
    ends = [mention.end for mention in found]  # in text order, and they do not overlap
    strangers = []
    for mark in marks:
        if mark.kind != "type" or folded[mark.start : mark.end] not in STRANGER_WORDS:
            continue
        name = _NAME.match(text, mark.end) if text[mark.start].isupper() else None
        after = bisect_right(ends, mark.start)
        if name and not (after < len(found) and found[after].start < name.end()):
            strangers.append(Mention(mark.start, name.end(), None, "unknown", True, ()))
    return strangers


def _typed_names(folded: str, marks: Sequence[Mark]) -> set[str]:
    """Names that stand behind a type word somewhere: "Wakil Bupati Kaur" makes "Kaur" a region's name."""
    ends = {mark.end for mark in marks if mark.kind == "type"}
    return {folded[mark.start : mark.end] for mark in marks if mark.kind == "place" and mark.start - 1 in ends}


def _provinces(marks: Sequence[Mark]) -> set[str]:
    """Provinces of which several regions are named surely: among them "di Landak" is one more."""
    sure = {m.key[0].code for m in marks if m.kind == "place" and len(m.key) == 1 and not m.key[0].needs_type}
    counted = Counter(code[:2] for code in sure if len(code) > 2)
    return {province for province, count in counted.items() if count > 1}


def _mention(
    text: str, folded: str, mark: Mark, last_type: Mark | None, before: list[Mark], line: int, bare: set[str],
    around: set[str],
) -> Mention | None:
    """A name with the governments it may mean; none where it needs a type word and has none."""
    typed = last_type is not None and last_type.end <= mark.start and _types(folded, last_type, mark)
    if not typed:
        known = folded[mark.start : mark.end] in bare or _FIGURE_NEXT.match(folded, mark.end) or _proper(text, mark)
        near = set() if known or not _IN_A_ROW.search(folded, max(0, mark.start - 12), mark.start) else around
        codes = tuple(n.code for n in mark.key if not n.needs_type or known or n.code[:2] in near)
        name = _Named(text, folded, mark.start, mark.end, False, line)
        return Mention(mark.start, mark.end, None, _role(name, before), False, codes) if codes else None
    official = last_type.key == "official"
    level = "provinsi" if official else last_type.key
    codes = tuple(name.code for name in mark.key if name.level == level)
    if not codes and folded[last_type.start : last_type.end] not in TOWN_WORDS:
        codes = tuple(name.code for name in mark.key)
    if not codes:  # "Kota Nabire": a town, no government of that name
        role = "venue"
    elif official:
        role = "area"
    else:
        role = _role(_Named(text, folded, last_type.start, mark.end, True, line), before)
    return Mention(last_type.start, mark.end, None, role, True, codes)


def _types(folded: str, word: Mark, name: Mark) -> bool:
    """ "Kabupaten Paser", "Kab. Paser", not "di tingkat provinsi. Lamandau"."""
    between = folded[word.end : name.start].strip(" ")
    return not between or between == "." and word.end - word.start <= SHORTENED


def _proper(text: str, mark: Mark) -> bool:
    """ "Batu Bara" is the region, "batu bara" and "Batu bara" are coal."""
    words = text[mark.start : mark.end].split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


class _Named(NamedTuple):
    """A name at text[start:end], type word included, in the paragraph that begins at `line`."""

    text: str
    folded: str
    start: int
    end: int
    typed: bool
    line: int

    def leads(self, pattern: re.Pattern, width: int, printed: bool = False) -> bool:
        """Whether the `width` characters before the name, folded or as printed, end with a pattern that ends in `$`."""
        text = self.text if printed else self.folded
        return bool(pattern.search(text, max(self.line, self.start - width), self.start))

    def is_at(self) -> bool:
        """ "di Ambon", "dari Ambon", ", Ambon"."""
        return self.leads(_AT, 8)


def _role(name: _Named, before: list[Mark]) -> str:
    """What a name stands there for, as far as its own line tells."""
    if _in_dateline(name) and (not name.typed or name.text[name.start : name.end].isupper()):
        return "dateline"  # "KOTA GORONTALO, Kominfo - " too
    if role := _told_before(name, before):
        return role
    if not name.typed and _in_longer_name(name):
        return "company"
    return "venue" if _is_venue(name) else "subject"


def _in_dateline(name: _Named) -> bool:
    opens = name.start - name.line < DATELINE_WIDTH
    return (
        opens
        and _DATELINE.match(name.text, name.end) is not None
        and len(name.text[name.line : name.start].split()) <= DATELINE_WORDS
    )


def _told_before(name: _Named, before: list[Mark]) -> str | None:
    """The role that a word before the name gives it: "Hotel ... di Ambon", "PT Bank Maluku"."""
    for mark in reversed(before):
        word = name.folded[mark.start : mark.end]
        if name.start - mark.end > BEFORE_WIDTH:
            return None
        if mark.end > name.start or (name.typed and mark.key in ("venue", "office") and word not in BRANCH_WORDS):
            continue
        if mark.key in CAPITALS and len(word) <= CAPITALS[mark.key] and not name.text[mark.start].isupper():
            continue
        if mark.key == "represented" and name.typed and not name.folded.startswith("provinsi", name.start):
            continue  # "mewakili Bupati Paser" is for Paser itself
        if name.typed and mark.key == "scope" and word.endswith(AWARD) and not name.folded.startswith("provinsi", name.start):
            continue  # "pada Paritrana Award tahun 2021 Kabupaten Siak"
        if name.typed and (mark.key == "name" or mark.key == "village" and name.start - mark.end < 2):
            continue
        reaches = _BETWEEN[mark.key].match(name.text, mark.end, name.start)
        if mark.key == "venue" and word.startswith(("di", "ber")) and name.leads(_COMMA, 3):
            continue  # "yang dibagikan pada rapat evaluasi, Medan menyumbang ..."
        if reaches and reaches.end() == name.start and (mark.key != "venue" or name.is_at() or _within(name, mark)):
            return mark.key
    return None


def _in_longer_name(name: _Named) -> bool:
    """ "Gorby Putra Utama Inti Bara Perdana Bengkulu": words that are no office's before it make one name with it."""
    chain = _CHAIN.search(name.text, max(name.line, name.start - CHAIN_WIDTH), name.start)
    if chain is None or chain.start() == name.line:
        return False
    return not any(word.lower().strip(".") in plain("institution") for word in chain[0].split())


def _within(name: _Named, mark: Mark) -> bool:
    """Whether the name is part of the venue's own: "Hotel The Rinra Makassar"."""
    chain = _BETWEEN["company"].match(name.text, mark.end, name.start)
    return chain is not None and chain.end() == name.start


def _is_venue(name: _Named) -> bool:
    if name.typed:
        return name.leads(_LOCALITY, 45, printed=True)  # "di Gading Serpong, Kabupaten Tangerang"
    return (
        name.leads(_spoke(), 60, printed=True)  # "kata Raden Harry di Palu"
        or name.leads(_AFTER_DATE, 14)  # "Jumat (15/8/2025), di Nabire"
        or (_DATE_NEXT.match(name.folded, name.end) is not None and name.is_at())  # "di Nabire, Jumat"
    )


def _settle(folded: str, found: list[Mention]) -> list[Mention]:
    """Choose among candidates, and see what a name is beside the one before it."""
    sure = {mention.candidates[0] for mention in found if len(mention.candidates) == 1}
    settled: list[Mention] = []
    for index, mention in enumerate(found):
        codes = mention.candidates
        if len(codes) > 1:
            codes = _narrowed(mention, _parent_after(folded, found, index), sure)
        region = all_regions()[codes[0]] if len(codes) == 1 else None
        role = _role_beside(folded, mention, region, settled[-1] if settled else None)
        settled.append(mention._replace(region=region, role=role))
    return settled


def _narrowed(mention: Mention, parent: str | None, sure: set[str]) -> tuple[str, ...]:
    """Candidates left: those in the province beside the name, else those the article names surely, else provinces."""
    codes = mention.candidates
    if parent:
        codes = tuple(c for c in codes if has_been_in(c, parent) and len(c) > 2) or codes
    if len(codes) == 1:
        return codes
    provinces = tuple(c for c in codes if len(c) == 2)
    if mention.role == "scope":
        return provinces or codes
    return tuple(c for c in codes if c in sure) or provinces or codes


def _role_beside(folded: str, mention: Mention, region: Region | None, previous: Mention | None) -> str:
    """A subject may be one more office in a list of them, or the province as a place; other roles stand."""
    role = mention.role
    if role == "scope" and region and region.level != "provinsi" and _AWARD.search(folded, 0, mention.start):
        role = "subject"  # "pada Paritrana Award 2024 Merauke menerima ..."
    if role != "subject":
        return role
    if previous and region and previous.region == region and mention.start - previous.end <= 2:
        return previous.role  # "Sulawesi Utara (Sulut)"
    listed = previous and (previous.typed or not mention.typed) and _JOINED.fullmatch(folded, previous.end, mention.start)
    if listed and previous.role in ("office", "village"):
        return previous.role
    if region is None or region.level != "provinsi":
        return role
    if previous and previous.region and previous.role != "scope" and previous.region.level != "provinsi":
        inside = has_been_in(previous.region.code, region.code)  # "Kota Sorong, Papua Barat": until 2022
        if inside and _PARENT_GAP.fullmatch(folded, previous.end, mention.start):
            return "parent"
    if _BRACKETS.fullmatch(folded[mention.start - 1 : mention.end + 1]) and not _beside(previous, mention):
        return "venue"  # "Nagamas Palmoil Lestari (Riau)"
    if _FROM.search(
        folded, max(0, mention.start - 16), mention.start
    ):  # "Merauke bawa pulang Paritrana dari Papua Selatan"
        return "area" if previous and previous.role == "subject" and mention.start - previous.end < NEAR else role
    return "area" if _WHERE.search(folded, max(0, mention.start - 16), mention.start) else role


def _beside(previous: Mention | None, mention: Mention) -> bool:
    return previous is not None and mention.start - previous.end <= 2 and previous.region is not None


def _parent_after(folded: str, found: list[Mention], index: int) -> str | None:
    """The province that follows a name: "Kepulauan Tanimbar, Provinsi Maluku"."""
    if index + 1 == len(found):
        return None
    here, after = found[index], found[index + 1]
    provinces = [code for code in after.candidates if len(code) == 2]
    return provinces[0] if provinces and _PARENT_GAP.fullmatch(folded, here.end, after.start) else None
