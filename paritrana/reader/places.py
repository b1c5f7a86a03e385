"""Regions named in a text: which government a name means, and in what role it stands there (place_roles).

Only a `subject` can own a figure. An office of BPJS Ketenagakerjaan, the venue of a ceremony, a village, a company or
the province behind a comma ("Kabupaten Paser, Provinsi Kalimantan Timur") is named for another reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from ..regions import all_regions, has_been_in
from .lexicon import Mark, Name
from .place_roles import PARENT_GAP, Mention, Named, role_beside, role_of

WORDS_BEFORE = 4  # how many words such as "hotel" before a name may tell what it is
SHORTENED = 5  # characters of the longest type word that is shortened by a full stop: "Prov."
ROW_LEAD = 12  # characters before a name in which "disusul", "serta" put it in a row
TOWN_WORDS = ("kota", "kabupaten", "provinsi")  # they may also stand before a place that is no government of the kind
STRANGER_WORDS = ("kabupaten", "pemkab", "pemkot")

_IN_A_ROW = re.compile(  # "di Landak", "Sanggau, Landak", "disusul Landak", or it opens a sentence
    r"(?:\b(?:di|dari|dan|serta|disusul|sedangkan|sementara|adapun|untuk)|,|[.?!]\"?) $|\"$"
)
_FIGURE_NEXT = re.compile(  # "Landak 31,2 persen", "Landak (1.200 orang"
    r"\s\(?\d[\d.,]*(?:\s?(?:persen|%)|\s(?:ribu|orang|peserta|pekerja))"
)
_NAME = re.compile(r" (?:[A-Z][a-z'’]+)(?: [A-Z][a-z'’]+){0,2}")


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
            if last_type and last_type.end <= mark.start and _types(folded, last_type, mark):
                name = Named(text, folded, last_type.start, mark.end, True, line)
                found.append(_with_type(name, mark.key, last_type, before[-WORDS_BEFORE:]))
            else:
                name = Named(text, folded, mark.start, mark.end, False, line)
                if codes := _without_type(name, mark.key, bare, around):
                    role = role_of(name, before[-WORDS_BEFORE:])
                    found.append(Mention(mark.start, mark.end, None, role, False, codes))
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


def _without_type(name: Named, meanings: tuple[Name, ...], bare: set[str], around: set[str]) -> tuple[str, ...]:
    """The governments a name by itself may mean: none where it needs a type word and nothing else makes it known."""
    text, folded, start, end = name[:4]
    known = folded[start:end] in bare or _FIGURE_NEXT.match(folded, end) or _proper(text[start:end])
    near = set() if known or not _IN_A_ROW.search(folded, max(0, start - ROW_LEAD), start) else around
    return tuple(n.code for n in meanings if not n.needs_type or known or n.code[:2] in near)


def _with_type(name: Named, meanings: tuple[Name, ...], word: Mark, before: list[Mark]) -> Mention:
    """ "Bupati Paser", "Kota Ambon", "Gubernur Maluku" (the province as a place), "Kota Nabire" (only a town)."""
    official = word.key == "official"
    level = "provinsi" if official else word.key
    codes = tuple(n.code for n in meanings if n.level == level)
    if not codes and name.folded[word.start : word.end] not in TOWN_WORDS:
        codes = tuple(n.code for n in meanings)
    role = ("area" if official else role_of(name, before)) if codes else "venue"
    return Mention(name.start, name.end, None, role, True, codes)


def _types(folded: str, word: Mark, name: Mark) -> bool:
    """ "Kabupaten Paser", "Kab. Paser", not "di tingkat provinsi. Lamandau"."""
    between = folded[word.end : name.start].strip(" ")
    return not between or between == "." and word.end - word.start <= SHORTENED


def _proper(printed: str) -> bool:
    """ "Batu Bara" is the region, "batu bara" and "Batu bara" are coal."""
    words = printed.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _settle(folded: str, found: list[Mention]) -> list[Mention]:
    """Choose among candidates, and see what a name is beside the one before it."""
    sure = {mention.candidates[0] for mention in found if len(mention.candidates) == 1}
    settled: list[Mention] = []
    for index, mention in enumerate(found):
        codes = mention.candidates
        if len(codes) > 1:
            codes = _narrowed(mention, _parent_after(folded, found, index), sure)
        region = all_regions()[codes[0]] if len(codes) == 1 else None
        role = role_beside(folded, mention, region, settled[-1] if settled else None)
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


def _parent_after(folded: str, found: list[Mention], index: int) -> str | None:
    """The province that follows a name: "Kepulauan Tanimbar, Provinsi Maluku"."""
    if index + 1 == len(found):
        return None
    here, after = found[index], found[index + 1]
    provinces = [code for code in after.candidates if len(code) == 2]
    return provinces[0] if provinces and PARENT_GAP.fullmatch(folded, here.end, after.start) else None
