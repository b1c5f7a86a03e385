"""Claims without a figure: regulations and agreements, named schemes and who pays for them, promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...regions import Region
from ..page import Page, Sentence
from ..story import Topic, subjects
from .base import Draft, Found

_NAME = re.compile(r"\s*(?:bernama |bertajuk |yakni |yaitu |\w+ bernama )?((?:[A-Z][\w'’-]*)(?:\s+(?:[A-Z][\w'’-]*))*)")
_NAMED_LATER = re.compile(
    r"[^.;]{0,40}?\b(?:bernama|bertajuk|yakni|yaitu)\s+((?:[A-Z][\w'’-]*)(?:\s+(?:[A-Z][\w'’-]*))*)"
)
_BESIDES = re.compile(r"\b(?:selain|di luar)(?: anggaran| dana)?\s*$")


def read_wordings(sentence: Sentence, topic: Topic, page: Page, taken: bool) -> Iterator[Found]:
    """Instruments, programmes and, where no figure was `taken` from the sentence and no programme found, a pledge."""
    if topic.region is None or not (topic.award_seen or topic.scheme_seen):
        return
    named = subjects(sentence)
    region = named[0].region if named else topic.region
    yield from _instruments(sentence, region, topic, page)
    programmes = list(_programmes(sentence, region, topic))
    yield from programmes
    if not programmes and not taken:
        yield from _pledge(sentence, region, topic)


def _instruments(sentence: Sentence, region: Region, topic: Topic, page: Page) -> Iterator[Draft]:
    for mark in sentence.of("instrument"):
        number = next(
            (r for r in page.references if mark.start <= r.start <= mark.end + 30 or r.start <= mark.start < r.end),
            None,
        )
        end = number.end if number and number.end > mark.end else mark.end
        label = " ".join(sentence.text[mark.start : end].split())
        key = ("instrument", mark.key, re.sub(r"\D", "", sentence.text[mark.end : end]))
        if topic.first_time(key):
            yield Draft("wording.instrument", region, "instrument", mark.start, end, label=label)


def _programmes(sentence: Sentence, region: Region, topic: Topic) -> Iterator[Draft]:
    for mark in sentence.of("wording", "named"):
        match = _NAME.match(sentence.text, mark.end, sentence.end) or _NAMED_LATER.match(
            sentence.text, mark.end, sentence.end
        )
        if (
            not match
            or sentence.of("topic", ("scheme", "health"), match.start(1), match.start(1) + 40)
            or match[1].isupper()
        ):
            continue
        if len(match[1]) > 3 and topic.first_time(("programme", match[1].casefold())):
            yield Draft("wording.programme", region, "programme", match.start(1), match.end(1), label=match[1])
    groups, covers = sentence.of("group"), sentence.of("wording", "covers")
    payers = sentence.of("wording", "payer")
    for index, payer in enumerate(payers):
        until = payers[index + 1].start if index + 1 < len(payers) else sentence.end
        theirs = [g for g in groups if payer.end <= g.start < until] or [g for g in groups if g.end <= payer.start]
        near = [c for c in covers if abs(c.start - payer.start) < 90]
        if (
            _BESIDES.search(sentence.folded, sentence.start, payer.start)
            or not theirs
            or not near
            or sentence.folded[payer.start : payer.end] == "csr"
        ):
            continue
        name = sentence.text[payer.start : payer.end]
        if topic.first_time(("payer", name.casefold())):
            label = f"{name}: {sentence.text[theirs[0].start : theirs[0].end]}"
            yield Draft("wording.payer", region, "programme", payer.start, payer.end, label=label)


def _pledge(sentence: Sentence, region: Region, topic: Topic) -> Iterator[Draft]:
    marks = sentence.of("wording", "pledge")
    if marks and not sentence.of("award", "hope") and topic.first_time(("pledge", sentence.block)):
        yield Draft(
            "wording.pledge",
            region,
            "pledge",
            marks[0].start,
            marks[0].end,
            status="target",
            label=sentence.quote,
        )
