"""Placing phrases: "Juara I", "terbaik kedua", "urutan ke-7", "runner-up", "juara kedua dan ketiga", "kedua Mukomuko".

Counts are none: "enam kali", "sembilan besar", "tiga teratas", "juara satu sampai tiga".
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import Mark, either, load, plain
from ..page import Sentence
from ..scan import Scan

LAST_PLACE = 60  # no province has more governments than that
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})
_FIXED = {"first": 1, "second": 2, "third": 3}  # kinds of [rank] that need no ordinal: "runner-up"
_TO_ANOTHER = re.compile(r"\s*(?:sampai|hingga|s/d|dalam daftar|masing masing|setiap|tiap)\b")
_TIMES = re.compile(  # "tiga kali", "dua tahun", not "juara tiga tahun lalu"
    r"\s*(?:kali|kalinya|besar|berturut|beruntun|secara beruntun"
    r"|tahun(?! (?:lalu|sebelumnya|kemarin|(?:penilaian )?20\d\d)))\b"
)
_FROM_BELOW = re.compile(r" (?:dari (?:bawah|belakang|buncit)|terbawah|terendah|terbuncit)\b")
_KINDS = re.compile(r"\s*(?:kategori|daerah|provinsi|kabupaten|kota|penghargaan)\b")
_IN_BRACKETS = re.compile(r"\s\((I{1,3}|IV|V)\)")  # "urutannya adalah Karawang (I), Subang (II)"
_PLACED = re.compile(r"\s?(?:se |secara|di |nasional|dalam)")
_MOVED_TO = re.compile(r"\b(?:peringkat|posisi|urutan)(?:nya)? [a-z ]{0,40}(?:di|ke) $")  # "posisinya melorot ke"
_BY_ITSELF = Scan(
    r"(?:,|dan(?<!\wdan)|serta(?<!\wserta)|sebagai)\s+(?:yang\s)?(ke(?:dua|tiga|empat|lima|enam)|ii|iii|iv|[2-6]"
    r"|(?<=satu dan )dua|(?<=dua dan )tiga)(?![\w/]|[.,]\d)",
    "kedua", "ketiga", "keempat", "kelima", "keenam", "ii", "iv", *"23456", "dan dua", "dan tiga",
)  # fmt: skip
_RIGHT_AFTER = re.compile(r" (pertama|kedua|ketiga|keempat)(?!\w)")
_PERSON = re.compile(r"\b(?:orang|siapa(?: yang)?)\s*$")  # "orang nomor satu di Banten" is its governor


class Placing(NamedTuple):
    """A placing phrase at text[start:end]. `head` is the word that makes it one ("juara", "tertinggi")."""

    start: int
    end: int
    place: int
    head: str


@cache
def _grammar() -> tuple[re.Pattern, dict[str, int]]:
    """The ordinal after a head, and what each word is worth."""
    words = {word: int(key) for key, words in load().ordinal.items() for word in words}
    after_head = re.compile(
        rf"\s*(?:nasional |umum |utama )?(?:ke\s|nomor\s|no\.?\s)?({either(words)}|ke\s?\d{{1,2}}|\d{{1,2}})(?:nya)?"
        r"(?![\w/]|[.,]\d|\s?(?:persen|%|orang|ribu|juta))"
    )
    return after_head, words


@cache
def few() -> str:
    """A regex for "dua" to "sepuluh", or a number in figures: how many governments, or years, are spoken of."""
    return rf"(?:{either(plain('cardinal') - {'satu'})}|sebelas|\d{{1,2}})"


@cache
def _some() -> re.Pattern:
    return re.compile(rf"(?<!\d)\b(?:{either(plain('cardinal'))}|\d{{1,2}})(?: daerah| kabupaten| kota)?(?: yang)?\s*$")


def placings(sentence: Sentence) -> list[Placing]:
    """Every placing phrase of a sentence, in order."""
    found: list[Placing] = []
    for mark in sentence.of("rank"):
        if mark.key in _FIXED:
            if not among_several(sentence, mark.start):
                head = sentence.folded[mark.start : mark.end]
                found.append(Placing(mark.start, mark.end, _FIXED[mark.key], head))
        elif mark.key == "head" and (placing := _after_head(sentence, mark)):
            found.append(placing)
        elif sentence.is_headline and _juara(sentence, mark):
            found.append(Placing(mark.start, mark.end, 1, "juara"))
    _, words = _grammar()
    found += [
        Placing(match.start(1), match.end(1), words[match[1].lower()], "juara")
        for mention in (sentence.places if sentence.of(("rank.head", "rank.first")) else ())
        if (match := _IN_BRACKETS.match(sentence.text, mention.end))
    ]
    if sentence.is_headline and sentence.of("award.name"):
        nth = [(m, match) for m in sentence.subjects if (match := _RIGHT_AFTER.match(sentence.folded, m.end))]
        if len(nth) > 1:  # "Banggai Pertama, Sigi Kedua di Paritrana Sulteng"
            found += [Placing(m.start, match.end(), words[match[1]], "juara") for m, match in nth]
    alone = sentence.all(_BY_ITSELF)
    if not (found or len(alone) > 1 or sentence.of("award.win")):
        return []
    for match in alone:
        head = _goes_on(sentence, found, match) or ("juara" if _names_next(sentence, match.end()) else None)
        if head:
            found.append(Placing(match.start(1), match.end(), words[match[1]], head))
    return sorted(set(found))


def _after_head(sentence: Sentence, mark: Mark) -> Placing | None:
    """ "Juara I", "peringkat ke-2"."""
    after_head, words = _grammar()
    match = after_head.match(sentence.folded, mark.end, sentence.end)
    if not match or sentence.leads(_PERSON, mark.start):
        return None
    head = sentence.folded[mark.start : mark.end]
    place = words.get(match[1]) or int(re.sub(r"\D", "", match[1]))
    counts = 0 < place <= LAST_PLACE and _counts_places(sentence, head, match[1], match)
    return Placing(mark.start, match.end(), place, head) if counts else None


def _juara(sentence: Sentence, mark: Mark) -> bool:
    """ "Konawe Selatan juara", "Tikep Juara, Halbar Menyusul", in a headline."""
    named = any(m.end + 1 == mark.start and m.role == "subject" for m in sentence.places)
    ends = mark.end == sentence.end or sentence.text[mark.end] in ",;"
    return named and ends and sentence.folded[mark.start : mark.end] == "juara"


def number(word: str) -> int:
    """What an ordinal of the lexicon is worth: "tiga", "iii" -> 3."""
    return _grammar()[1][word]


def among_several(sentence: Sentence, start: int) -> bool:
    """ "tiga teratas", "tiga daerah yang tertinggi" say who is among them, not who is first."""
    return sentence.leads(_some(), start) is not None


def _counts_places(sentence: Sentence, head: str, token: str, match: re.Match) -> bool:
    if token in _ROMAN and not sentence.text[match.start(1) : match.end(1)].isupper():
        return False
    if match[0].endswith("nya") and head in ("urutan", "posisi", "tempat", "nomor"):
        return False  # "urutan ketiganya": of the three
    if head in ("nomor", "tempat", "pemenang") and token.isdigit():
        moved = sentence.folded.rfind(head, sentence.start, match.start(1))
        return _PLACED.match(sentence.folded, match.end()) is not None or sentence.leads(_MOVED_TO, moved) is not None
    if any(when.start < match.end() and match.start() < when.end for when in sentence.dates):
        return False  # "posisi 24 September 2024"
    if _FROM_BELOW.match(sentence.folded, match.end()):
        return False
    if _TIMES.match(sentence.folded, match.end()) or _TO_ANOTHER.match(sentence.folded, match.end()):
        return False
    named = any(0 <= m.start - match.end() <= 1 for m in sentence.places)
    return not (
        token in plain("cardinal") and token != "satu" and not named and _KINDS.match(sentence.folded, match.end())
    )


def _goes_on(sentence: Sentence, found: list[Placing], match: re.Match) -> str | None:
    """ "juara kedua dan ketiga": the head is the one just before."""
    before = [p for p in found if p.end <= match.start()]
    if before and not sentence.folded[max(p.end for p in before) : match.start()].strip(" ,"):
        return before[-1].head
    return None


def _names_next(sentence: Sentence, end: int) -> bool:
    """ "kedua Mukomuko": an ordinal right before a name."""
    return any(0 <= m.start - end <= 1 and m.region for m in sentence.places)
