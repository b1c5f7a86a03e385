"""Claims without a figure: regulations and agreements, named schemes and who pays for them, promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...regions import Region
from ..lexicon import Mark
from ..page import Page, Sentence
from ..text import Span
from ..topic import Topic
from .base import Draft, Found

# characters
REFERENCE_AFTER = 30  # between "Peraturan Bupati" and its number
SCHEME_AFTER = 40  # "program BPJS Ketenagakerjaan" names no programme
COVERS_NEAR = 90  # between a payer and what it does
SHORTEST_NAME = 4  # of a programme
AGREED = ("mou", "pks")  # have no number; a regulation without one is only spoken of
NATIONAL = ("inpres",)  # the nation's, whoever carries it out

_WORDS = r"((?:[A-Z][\w'’-]*)(?:\s+(?:[A-Z][\w'’-]*))*)"  # "Sipakatau", "Nelayan Aman"
_NAME = re.compile(rf"\s*(?:bernama |bertajuk |yakni |yaitu |\w+ bernama )?{_WORDS}")
_NAMED_LATER = re.compile(rf"[^.;]{{0,40}}?\b(?:bernama|bertajuk|yakni|yaitu)\s+{_WORDS}")
_CALLED = re.compile(r"[\"“‘']|\b(?:bernama|bertajuk|berjudul|yakni|yaitu)\b")
_WISH = re.compile(  # "mendorong pengesahan Perda"
    r"\b(?:perlu|mendorong|meminta|minta|mengajak|akan|diusulkan|mengusulkan|siapkan|menyusul)\b"
)
_BESIDES = re.compile(r"\b(?:selain|di luar)(?: anggaran| dana)?\s*$")


def read_wordings(sentence: Sentence, topic: Topic, page: Page, taken: bool) -> Iterator[Found]:
    """Instruments, programmes and, where no figure was `taken` from the sentence and no programme found, a pledge."""
    if topic.region is None or not (topic.award_seen or topic.scheme_seen):
        return
    region = sentence.subjects[0].region if sentence.subjects else topic.region
    yield from _instruments(sentence, region, topic, page)
    programmes = list(_programmes(sentence, region, topic))
    if not taken:
        programmes += _payers(sentence, region, topic)
    yield from programmes
    if not programmes and not taken:
        yield from _pledge(sentence, region, topic)


def _instruments(sentence: Sentence, region: Region, topic: Topic, page: Page) -> Iterator[Draft]:
    """ "Peraturan Bupati Nomor 12 Tahun 2022", "MoU": each once."""
    for mark in sentence.of("instrument"):
        beside = (
            reference
            for reference in page.references
            if mark.start <= reference.start <= mark.end + REFERENCE_AFTER
            or reference.start <= mark.start < reference.end
        )
        number = next(beside, None)
        if mark.key not in AGREED and (number is None or mark.key in NATIONAL) or _wished(sentence, mark):
            continue
        if topic.story.province and "gubernur" in sentence.folded[mark.start : mark.end]:
            region = topic.story.province
        end = max(mark.end, number.end) if number else mark.end
        digits = re.sub(r"\D", "", sentence.text[mark.end : end])
        if topic.first_time(("instrument", mark.key, digits)):
            label = " ".join(sentence.text[mark.start : end].split())
            yield Draft("wording.instrument", region, "instrument", mark.start, end, label=label, uncertain=True)


def _wished(sentence: Sentence, mark: Mark) -> bool:
    """ "mendorong pengesahan Perda Nomor ...", "kalau perlu dibuatkan Perda"."""
    clause = sentence.clause(mark.start)
    return bool(_WISH.search(sentence.folded, clause.start, mark.start))


def _programmes(sentence: Sentence, region: Region, topic: Topic) -> Iterator[Draft]:
    """ "inovasi bernama Sipakatau"."""
    for mark in sentence.of("wording.named"):
        text, stop = sentence.text, sentence.end
        match = _NAME.match(text, mark.end, stop) or _NAMED_LATER.match(text, mark.end, stop)
        if not match or match[1].isupper() or len(match[1]) < SHORTEST_NAME:
            continue
        if sentence.folded.startswith("program", mark.start) and not _CALLED.search(text, mark.end, match.start(1)):
            continue  # "program Makan Bergizi Gratis" is anybody's
        scheme = sentence.of(("topic.scheme", "topic.health"), Span(match.start(1), match.start(1) + SCHEME_AFTER))
        if not scheme and topic.first_time(("programme", match[1].casefold())):
            start, end = match.span(1)
            yield Draft("wording.programme", region, "programme", start, end, label=match[1], uncertain=True)


def _payers(sentence: Sentence, region: Region, topic: Topic) -> Iterator[Draft]:
    """ "dana desa dipakai untuk pekerja rentan", "Baznas menanggung guru ngaji": who pays, and for whom."""
    payers, groups = sentence.of("wording.payer"), sentence.of("group")
    for index, payer in enumerate(payers):
        until = payers[index + 1].start if index + 1 < len(payers) else sentence.end
        theirs = [g for g in groups if payer.end <= g.start < until] or [g for g in groups if g.end <= payer.start]
        covers = any(abs(c.start - payer.start) < COVERS_NEAR for c in sentence.of("wording.covers"))
        if not theirs or not covers or _BESIDES.search(sentence.folded, sentence.start, payer.start):
            continue
        name = sentence.text[payer.start : payer.end]
        if name.casefold() != "csr" and topic.first_time(("payer", name.casefold())):
            label = f"{name}: {sentence.text[theirs[0].start : theirs[0].end]}"
            yield Draft("wording.payer", region, "programme", payer.start, payer.end, label=label, uncertain=True)


def _pledge(sentence: Sentence, region: Region, topic: Topic) -> Iterator[Draft]:
    """ "kedepannya akan diperluas": one a paragraph, with its whole sentence."""
    marks = sentence.of("wording.pledge")
    if marks and not sentence.of("award.hope") and topic.first_time(("pledge", sentence.block)):
        start, end, label = marks[0].start, marks[0].end, sentence.quote
        yield Draft("wording.pledge", region, "pledge", start, end, status="target", label=label, uncertain=True)
