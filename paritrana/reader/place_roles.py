"""What a region is named for: as the subject of a sentence, or as an office, a venue, a village, a company, a dateline.

The words right before a name tell ("Hotel ... di Ambon", "PT Bank Maluku"), else those right behind it ("di Nabire,
Jumat"), else the name that stands beside it ("Kabupaten Paser, Provinsi Kalimantan Timur").
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..regions import Region, has_been_in
from .lexicon import Mark, either, plain


class Mention(NamedTuple):
    """A name at text[start:end], type word included. `region` is None where the name stays ambiguous or unknown.

    `role`: subject, area (a province as the place where: "di Maluku"), parent (the province a region lies in), scope
    (se-Sulsel), payer ("ditanggung Pemprov Jabar"), represented ("mewakili Jawa Tengah"), office, venue, village,
    company, dateline, name (part of a longer one: "Pangkalan Kerinci"), people ("Orang Asli Papua"), unknown (a type
    word before a name that no region bears).
    """

    start: int
    end: int
    region: Region | None
    role: str
    typed: bool
    candidates: tuple[str, ...]


# characters, but for the words
DATELINE_WORDS, DATELINE_WIDTH = 3, 60  # what may stand before the place: "TRIBUNKALTIM.CO, BALIKPAPAN - "
BEFORE_WIDTH = 50  # between a word such as "hotel" and the name that it makes a venue
CHAIN_WIDTH = 80  # in which the words of one long name stand
LOCALITY_WIDTH, SPEAKER_WIDTH, DATE_WIDTH = 45, 60, 14  # in which a locality, who speaks, a date stand before the name
PAYER_LEAD = 30  # in which "ditanggung oleh" stands before the name of a province
WHICH_LEAD = 40  # in which "kabupaten di ujung barat" stands before the province that tells which
PROVINCE_LEAD = 16  # in which "dari", "di tingkat" stand before a province
NEAR = 90  # between a kabupaten and the province it is said to come from
ADJACENT = 2  # between two names with nothing but a comma or a bracket between them

SITES = ("venue", "office")  # words that do not make one of a name with a type word
BRANCH_WORDS = (  # but these do: "Kantor Cabang Kota Ambon"
    "membawahi", "wilayah kerja", "cabang", "kantor", "kantor cabang", "kepala cabang",
)  # fmt: skip
# longest word of a kind that counts only in capitals: "bank" makes a company, but "ud" and "rs" only as "UD", "RS"
CAPITALS = {"company": 4, "name": 99}
AWARD = ("paritrana", "award")

# what may stand between the word before and the name, in the text as printed
_BETWEEN = {
    "office": re.compile(r"[\s-]*(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?, )?"),  # "Cabang Meulaboh, Kabupaten Aceh Barat"
    "village": re.compile(r"[\s-]*(?:(?:[A-Z][\w'’-]* ){0,3}[A-Z][\w'’-]*(?:, (?:di )?| \())?"),  # "Desa Mas, Gianyar"
    "company": re.compile(r"[\s.]*(?:(?:[A-Z][\w.'’]*|by|of|and|the|&)[\s]+){0,5}\(?"),  # "PT Bank Maluku"
    "venue": re.compile(r"[^.;:!?]{0,45}"),  # "Hotel Santika di Ambon"
    "name": re.compile(r" "),  # "Pangkalan Kerinci"
    "people": re.compile(r" "),  # "Orang Asli Papua"
    "represented": re.compile(r" (?:Provinsi )?"),  # "mewakili Provinsi Maluku"
    "scope": re.compile(r"[\s-]*(?:tahun |Tahun )?(?:20\d\d\s)?"),  # "Paritrana Award tahun 2024 Maluku"
}
PARENT_GAP = re.compile(  # "Paser, Provinsi Kalimantan Timur", "Paser (Kaltim"
    r",? (?:di )?(?:provinsi |prov\. ?)?|,? ?\((?:provinsi )?"
)
_DATELINE = re.compile(  # "AMBON, Siwalima - ", "Ambon (Antara) - "
    r"\s*(?:\([^)\n]{0,30}\)|,\s*[\w .]{0,30}|:|\))?\s*(?:[–—-]{1,2}|\||(?<!\w)l)\s"
    r"|\s*,?\s*(?:\([^)\n]{0,30}\)\s*)?[–—-]\s?[A-Z]"
)
_DATE_NEXT = re.compile(  # "di Nabire, Jumat", "di Nabire (15/8", "di Nabire pada 15 Agu"
    r"\)?,?\s*(?:pada\s)?(?:hari\s)?\(?"
    r"(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad"
    r"|\d{1,2}(?:/\d| (?:jan|feb|peb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des)))"
)
_AFTER_DATE = re.compile(r"(?:\d\)|20\d\d\)?),? *di *$")  # "Jumat (15/8/2025), di Nabire"
_LOCALITY = re.compile(  # "di Gading Serpong, Kabupaten Tangerang"
    r"\b(?:di|ke) (?!Paritrana|Penghargaan|Anugerah)(?:[A-Z][\w.'’]* ){0,3}[A-Z][\w.'’]*, $"
)
_CHAIN = re.compile(r"(?<![A-Za-z])(?:[A-Z][\w'’&-]* ){3,}$")  # "Gorby Putra Utama Bengkulu"
_BRACKETS = re.compile(r"\(.*\)")  # "(Riau)"
_JOINED = re.compile(r",? ?(?:dan |serta )?(?:nusa tenggara, (?:dan |serta )?)?")  # "Cabang Ambon dan Tual"
_IN_PROVINCE = re.compile(  # "tingkat Provinsi Maluku"
    r"\b(?:di|tingkat|se|seluruh|wilayah)\s*(?:prov(?:insi|\.)?\s*)?$"
)
_FROM_PROVINCE = re.compile(r"\bdari (?:prov(?:insi|\.)? )?$")
_PAYS = re.compile(  # "4.500 nelayan yang ditanggung Pemprov Jabar": a province pays for a kabupaten's workers
    r"\b(?:ditanggung|dibiayai|dibayari|dibayar|disubsidi|didanai|dibantu)(?: iurannya)?(?: langsung)?(?: oleh)? $"
)
_WHICH = re.compile(r"\b(?:kabupaten|kota|daerah|wilayah) [a-z]+(?: [a-z]+){0,4} $")  # "kabupaten paling utara"
_THAT = re.compile(r" (?:itu|ini|tersebut)\b")  # "Sulbar tersebut"
_ALL_OVER = " se "
_AWARD = re.compile(r"(?:paritrana|award)(?: tahun)?(?: 20\d\d)? $")
_TELLS = re.compile(  # "mengatakan di Siak ada"
    r" (?:ada|terdapat|sudah|telah|baru|masih|saat ini|kini|tercatat|jumlah)\b"
)
_COMMA = re.compile(r", ?$")
_AT = re.compile(r"(?:\bdi|\bke|,|\bdari)\s*$")


@cache
def _spoke() -> re.Pattern:
    """ "kata Raden Harry di"."""
    return re.compile(rf"\b(?:{either(plain('speech'))})(?:nya)?(?: (?:[A-Z][\w.'’]*|dia|ia))* di $")


class Named(NamedTuple):
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


def role_of(name: Named, before: list[Mark]) -> str:
    """What a name stands there for, as far as its own line tells."""
    if _in_dateline(name) and (not name.typed or name.text[name.start : name.end].isupper()):
        return "dateline"  # "KOTA GORONTALO, Kominfo - " too
    if role := _told_before(name, before):
        return role
    if not name.typed and _in_longer_name(name):
        return "company"
    return "venue" if _is_venue(name) else "subject"


def _in_dateline(name: Named) -> bool:
    """ "TRIBUNKALTIM.CO, BALIKPAPAN - "."""
    opening = name.text[name.line : name.start]
    if len(opening) >= DATELINE_WIDTH or len(opening.split()) > DATELINE_WORDS:
        return False
    dash = _DATELINE.match(name.text, name.end)
    return dash is not None and not name.text[dash.end() : dash.end() + 1].isdigit()  # "Badung - 93,1 persen"


def _told_before(name: Named, before: list[Mark]) -> str | None:
    """The role that a word before the name gives it: "Hotel ... di Ambon", "PT Bank Maluku"."""
    for mark in reversed(before):
        if name.start - mark.end > BEFORE_WIDTH:
            return None
        if mark.end <= name.start and not _passed_over(name, mark) and _reaches(name, mark):
            return mark.key
    return None


def _passed_over(name: Named, mark: Mark) -> bool:
    """Whether the word says nothing here: it is in small letters, or the name's type word speaks for the name."""
    kind, word = mark.key, name.folded[mark.start : mark.end]
    if kind in CAPITALS and len(word) <= CAPITALS[kind] and not name.text[mark.start].isupper():
        return True
    if kind == "venue" and word.startswith(("di", "ber")) and name.leads(_COMMA, 3):
        return True  # "yang dibagikan pada rapat evaluasi, Medan menyumbang ..."
    if not name.typed:
        return False
    if kind in SITES:
        return word not in BRANCH_WORDS
    of_province = name.folded.startswith("provinsi", name.start)
    if kind == "represented":
        return not of_province  # "mewakili Bupati Paser" is for Paser itself
    if kind == "scope":
        return word.endswith(AWARD) and not of_province  # "pada Paritrana Award tahun 2021 Kabupaten Siak"
    return kind == "name" or kind == "village" and name.start - mark.end < ADJACENT


def _reaches(name: Named, mark: Mark) -> bool:
    """Whether nothing but what may stands between a word and the name; a venue is in a place, or named after it."""
    between = _BETWEEN[mark.key].match(name.text, mark.end, name.start)
    if between is None or between.end() < name.start:
        return False
    return mark.key != "venue" or name.is_at() or _within(name, mark)


def _in_longer_name(name: Named) -> bool:
    """ "Gorby Putra Utama Inti Bara Perdana Bengkulu": words that are no office's before it make one name with it."""
    chain = _CHAIN.search(name.text, max(name.line, name.start - CHAIN_WIDTH), name.start)
    if chain is None or chain.start() == name.line:
        return False
    return not any(word.lower().strip(".") in plain("institution") for word in chain[0].split())


def _within(name: Named, mark: Mark) -> bool:
    """Whether the name is part of the venue's own: "Hotel The Rinra Makassar"."""
    chain = _BETWEEN["company"].match(name.text, mark.end, name.start)
    return chain is not None and chain.end() == name.start


def _is_venue(name: Named) -> bool:
    if name.typed:
        return name.leads(_LOCALITY, LOCALITY_WIDTH, printed=True)
    return (
        name.leads(_spoke(), SPEAKER_WIDTH, printed=True) and not _TELLS.match(name.folded, name.end)
        or name.leads(_AFTER_DATE, DATE_WIDTH)
        or (_DATE_NEXT.match(name.folded, name.end) is not None and name.is_at())
    )


def role_beside(folded: str, mention: Mention, region: Region | None, previous: Mention | None) -> str:
    """A subject may be one more office in a list of them, or the province as a place; other roles stand."""
    role, province = mention.role, region is not None and region.level == "provinsi"
    if role == "scope" and region and not province and folded.endswith(_ALL_OVER, 0, mention.start):
        role = "subject"  # "5.117 ketua RT se-Kota Depok"
    if role == "scope" and region and not province and _AWARD.search(folded, 0, mention.start):
        role = "subject"  # "pada Paritrana Award 2024 Merauke menerima ..."
    if role != "subject":
        return role
    if previous and (said := _as_the_one_before(folded, mention, region, previous)):
        return said
    return _role_of_province(folded, mention, region, previous) if province else role


def _as_the_one_before(folded: str, mention: Mention, region: Region | None, previous: Mention) -> str | None:
    """ "Sulawesi Utara (Sulut)" is the same name again, "Cabang Ambon dan Tual" are two offices."""
    if region and previous.region == region and mention.start - previous.end <= ADJACENT:
        return previous.role
    in_list = (previous.typed or not mention.typed) and _JOINED.fullmatch(folded, previous.end, mention.start)
    return previous.role if in_list and previous.role in ("office", "village") else None


def _role_of_province(folded: str, mention: Mention, region: Region, previous: Mention | None) -> str:
    """A province by itself, behind a region of its own, behind a company, or as the place where."""
    before = previous if previous and previous.region else None
    if before and before.role != "scope" and before.region.level != "provinsi":
        inside = has_been_in(before.region.code, region.code)  # "Kota Sorong, Papua Barat": until 2022
        if inside and PARENT_GAP.fullmatch(folded, before.end, mention.start):
            return "parent"
    adjacent = before and mention.start - before.end <= ADJACENT
    if _BRACKETS.fullmatch(folded[mention.start - 1 : mention.end + 1]) and not adjacent:
        return "venue"  # "Nagamas Palmoil Lestari (Riau)"
    if _PAYS.search(folded, max(0, mention.start - PAYER_LEAD), mention.start):
        return "payer"
    start = max(0, mention.start - WHICH_LEAD)
    if _THAT.match(folded, mention.end) and _WHICH.search(folded, start, mention.start):
        return "area"
    lead = max(0, mention.start - PROVINCE_LEAD)
    if _FROM_PROVINCE.search(folded, lead, mention.start):  # "Merauke bawa pulang Paritrana dari Papua Selatan"
        won_there = previous and previous.role == "subject" and mention.start - previous.end < NEAR
        return "area" if won_there else "subject"
    return "area" if _IN_PROVINCE.search(folded, lead, mention.start) else "subject"
