"""Who speaks for which region: "Bupati Siak, Alfian Mukhtar, mengakui" and, later on, "Alfian memasang 62 persen"."""

from __future__ import annotations

import re

from ..regions import Region
from .page import Page, Sentence

MOST = 20  # persons of an article; more are a list of names
SHORTEST = 4  # letters of a name that is known again
TITLE_BEFORE = 60  # characters before a region in which the office stands

_TITLE = re.compile(  # "Kepala Dinas Tenaga Kerja Aceh Tengah", "Sekda Kabupaten Serang"
    r"\b(?:bupati|wabup|wali ?kota|gubernur|wagub|sekda|sekretaris|asisten|kepala (?:dinas|disnaker\w*|bidang|badan)"
    r"|kadis\w*|kadisnaker\w*|kabid\w*|plt|penjabat|pj\.?)\b(?![^.]*\b(?:bpjs|bpjamsostek)\b)[^.,;:]{0,60}$"
)
_NAMED = re.compile(r",? (?:(?:Drs|Dra|Ir|Dr|H|Hj|KH|Prof|I|Ni)\.? )*((?:[A-Z][A-Za-z'’-]+ ?){1,4})(?=[,.\"” ])")


def read_persons(page: Page) -> dict[str, Region]:
    """Names -> the region whose office their bearer holds; a name of two is nobody's, and of one region all speak."""
    first = next((sentence.subjects[0].region for sentence in page.sentences if sentence.subjects), None)
    if all(mention.region is first for sentence in page.sentences for mention in sentence.subjects):
        return {}
    persons: dict[str, Region | None] = {}
    for sentence in page.sentences:
        for mention in sentence.subjects:
            name = _NAMED.match(sentence.text, mention.end, sentence.end)
            if not name or not _holds_office(sentence, mention.start, mention.end):
                continue
            for word in name[1].split():
                if len(word) >= SHORTEST:
                    known = persons.setdefault(word, mention.region)
                    persons[word] = mention.region if known == mention.region else None
            if len(persons) > MOST:
                return {}
    return {word: region for word, region in persons.items() if region}


def speaker(sentence: Sentence, persons: dict[str, Region]) -> Region | None:
    """The region of the one person known who is named in a sentence that names no region."""
    said = sentence.text[sentence.start : sentence.end]
    named = {region.code: region for word, region in persons.items() if word in said and _whole(word, said)}
    return next(iter(named.values())) if len(named) == 1 else None


def _holds_office(sentence: Sentence, start: int, end: int) -> bool:
    before = sentence.folded[max(sentence.start, start - TITLE_BEFORE) : end]
    return _TITLE.search(before) is not None


def _whole(word: str, said: str) -> bool:
    return re.search(rf"\b{word}\b", said) is not None
