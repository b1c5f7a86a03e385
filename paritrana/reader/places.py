"""Regions named in a text: which government a name means, and in what role it stands there.

Only a `subject` can own a figure. An office of BPJS Ketenagakerjaan, the venue of a ceremony, a village, a company or the
province behind a comma ("Kabupaten Paser, Provinsi Kalimantan Timur") is named for another reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..regions import Region, all_regions
from .lexicon import Mark, Name


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
# what may stand between the word before and the name, in the text as printed
_NAMES_BETWEEN = re.compile(r"[\s.]*(?:(?:[A-Z][\w.'’]*|by|of|and|the|&)[\s]+){0,5}")
_IN_CLAUSE = re.compile(r"[^.;:!?]{0,45}")
_SPACE_YEAR = re.compile(r"[\s-]*(?:tahun |Tahun )?(?:20\d\d\s)?")
_ONLY_SPACE = re.compile(r"[\s-]*")
_BETWEEN = {
    "office": _ONLY_SPACE,
    "village": _ONLY_SPACE,
    "company": _NAMES_BETWEEN,
    "venue": _IN_CLAUSE,
    "scope": _SPACE_YEAR,
}
_PARENT_GAP = re.compile(r",? (?:di )?(?:provinsi |prov\. ?)?|,? ?\((?:provinsi )?")
_DATELINE = re.compile(
    r"\s*(?:\([^)\n]{0,30}\)|,\s*[\w .]{0,30}|:)?\s*[–—-]\s|\s*,?\s*(?:\([^)\n]{0,30}\)\s*)?[–—-]\s?[A-Z]"
)
_FIGURE_NEXT = re.compile(r"\s\(?\d[\d.,]*(?:\s?(?:persen|%)|\s(?:ribu|orang|peserta|pekerja))")
_DATE_AFTER = re.compile(
    r"\)?,?\s*(?:pada\s)?(?:hari\s)?\(?(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|\d{1,2}[ /])"
)
_JOIN = re.compile(r",? ?(?:dan |serta )?(?:nusa tenggara, (?:dan |serta )?)?")
_NAME = re.compile(r" (?:[A-Z][a-z'’]+)(?: [A-Z][a-z'’]+){0,2}")
_LOCALITY = re.compile(r"\b(?:di|ke) (?!Paritrana|Penghargaan|Anugerah)(?:[A-Z][\w.'’]* ){0,3}[A-Z][\w.'’]*, $")
_SPOKE = re.compile(
    r"\b(?:kata|ujar|tutur|ungkap|jelas|ucap|sebut|terang|papar|tegas|imbuh)(?:nya)?(?: (?:[A-Z][\w.'’]*|dia|ia))* di $"
)
_AFTER_DATE = re.compile(r"(?:\d\)|20\d\d\)?),? *di *$")
_WHERE = re.compile(r"\b(?:di|tingkat|se|seluruh|wilayah)\s*(?:prov(?:insi|\.)?\s*)?$")
_AT = re.compile(r"(?:\bdi|\bke|,|\bdari)\s*$")


def mentions(text: str, folded: str, marks: Sequence[Mark], block_starts: Sequence[int]) -> list[Mention]:
    """Every region named, in order. `block_starts` are the offsets at which paragraphs begin (for datelines)."""
    found: list[Mention] = []
    types: Mark | None = None
    before: list[Mark] = []
    starts = sorted(block_starts) or [0]
    for mark in marks:
        if mark.kind == "type":
            types = mark
        elif mark.kind == "before":
            before.append(mark)
        elif mark.kind == "place" and text[mark.start].isupper():
            line_start = starts[max(bisect_right(starts, mark.start) - 1, 0)]
            if mention := _mention(text, folded, mark, types, before, line_start):
                found.append(mention)
    found += _strangers(text, folded, marks, found)
    found.sort()
    return _settle(folded, found)


def _strangers(text: str, folded: str, marks: Sequence[Mark], found: Sequence[Mention]) -> list[Mention]:
    """ "Kabupaten Antah Berantah": a type word before a name that no region bears. Person and office words need none."""
    ends = [mention.end for mention in found]  # in text order, and they do not overlap
    strangers = []
    for mark in marks:
        if mark.kind != "type" or folded[mark.start : mark.end] not in ("kabupaten", "pemkab", "pemkot"):
            continue
        name = _NAME.match(text, mark.end) if text[mark.start].isupper() else None
        after = bisect_right(ends, mark.start)
        if name and not (after < len(found) and found[after].start < name.end()):
            strangers.append(Mention(mark.start, name.end(), None, "unknown", True, ()))
    return strangers


def _mention(
    text: str, folded: str, mark: Mark, types: Mark | None, before: list[Mark], line_start: int
) -> Mention | None:
    names: tuple[Name, ...] = mark.key
    typed = types is not None and types.end <= mark.start and not folded[types.end : mark.start].strip(" .")
    start = types.start if typed else mark.start
    official = typed and types.key == "official"
    level = ("provinsi" if official else types.key) if typed else None
    fitting = (
        tuple(name.code for name in names if name.level == level)
        if typed
        else tuple(n.code for n in names if not n.needs_type or _FIGURE_NEXT.match(folded, mark.end))
    )
    if typed and not fitting:
        government = folded[types.start : types.end] not in ("kota", "kabupaten", "provinsi")
        fitting = tuple(name.code for name in names) if government else ()
        if not fitting:
            return Mention(
                start, mark.end, None, "venue", True, ()
            )  # "Kota Nabire": a town, no government of that name
    if not fitting:
        return None
    role = "area" if official else _role(text, folded, start, mark.end, typed, before, line_start)
    return Mention(start, mark.end, None, role, typed, fitting)


def _role(text: str, folded: str, start: int, end: int, typed: bool, before: list[Mark], line_start: int) -> str:
    opens = start - line_start < DATELINE_WIDTH and len(text[line_start:start].split()) <= DATELINE_WORDS
    if not typed and opens and _DATELINE.match(text, end):
        return "dateline"
    for mark in reversed(before[-4:]):
        if start - mark.end > 50:
            break
        if mark.end > start or (
            typed
            and mark.key in ("venue", "office")
            and folded[mark.start : mark.end] not in ("cabang", "kantor", "kantor cabang", "kepala cabang")
        ):
            continue
        if mark.key == "company" and (mark.end - mark.start <= 4) and not text[mark.start].isupper():
            continue  # "bank" yes, but "ud", "rs" only in capitals
        gap = _BETWEEN[mark.key].match(text, mark.end, start)
        if (
            gap
            and gap.end() == start
            and (mark.key != "venue" or _AT.search(folded, max(line_start, start - 8), start))
        ):
            return mark.key
    if typed and _LOCALITY.search(text, max(line_start, start - 45), start):
        return "venue"  # "di Gading Serpong, Kabupaten Tangerang"
    if not typed and _SPOKE.search(text, max(line_start, start - 60), start):
        return "venue"  # "kata Raden Harry di Palu"
    if not typed and _AFTER_DATE.search(folded, max(line_start, start - 14), start):
        return "venue"  # "Jumat (15/8/2025), di Nabire"
    if not typed and _DATE_AFTER.match(folded, end) and _AT.search(folded, max(line_start, start - 8), start):
        return "venue"
    return "subject"


def _settle(folded: str, found: list[Mention]) -> list[Mention]:
    """Choose among candidates: by the province beside the name, then by what the article says elsewhere, then not at all."""
    regions = all_regions()
    sure = Counter(m.candidates[0] for m in found if len(m.candidates) == 1)
    settled: list[Mention] = []
    for index, mention in enumerate(found):
        codes, role = mention.candidates, mention.role
        parent = _parent_after(folded, found, index)
        if parent and len(codes) > 1:
            codes = tuple(c for c in codes if c[:2] == parent and len(c) > 2) or codes
        if len(codes) > 1:
            if role == "scope":
                codes = tuple(c for c in codes if len(c) == 2) or codes
            elif any(c in sure for c in codes):
                codes = tuple(c for c in codes if c in sure)
            elif provinces := tuple(c for c in codes if len(c) == 2):
                codes = provinces
        region = regions[codes[0]] if len(codes) == 1 else None
        if (
            role == "subject"
            and not mention.typed
            and settled
            and settled[-1].role in ("office", "village")
            and _JOIN.fullmatch(folded, settled[-1].end, mention.start)
        ):
            role = settled[-1].role
        previous = settled[-1] if settled else None
        if (
            role == "subject"
            and region
            and region.level == "provinsi"
            and previous
            and previous.region
            and previous.role != "scope"
        ):
            same = previous.region.province_code == region.code and previous.region.level != "provinsi"
            if same and _PARENT_GAP.fullmatch(folded, previous.end, mention.start):
                role = "parent"
        if (
            role == "subject"
            and region
            and region.level == "provinsi"
            and _WHERE.search(folded, max(0, mention.start - 16), mention.start)
        ):
            role = "area"
        settled.append(mention._replace(region=region, role=role))
    return settled


def _parent_after(folded: str, found: list[Mention], index: int) -> str | None:
    if index + 1 == len(found):
        return None
    here, after = found[index], found[index + 1]
    provinces = [code for code in after.candidates if len(code) == 2]
    return provinces[0] if provinces and _PARENT_GAP.fullmatch(folded, here.end, after.start) else None
