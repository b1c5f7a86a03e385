"""From an article to its claims: one loop over sentences and rules. Text in, claims out; no file, clock or network."""

from __future__ import annotations

import hashlib
from operator import attrgetter

from ..articles import article_from_text
from ..models import Article, Claim, Reading, Rejection
from ..regions import Region
from .page import Page, Sentence
from .places import Mention
from .rules.award import read_prizes
from .rules.base import Draft, Found, Refusal
from .rules.figures import read_figures
from .rules.ordinals import placings
from .rules.placings import read_placings
from .rules.rows import read_head, read_row
from .rules.wordings import read_wordings
from .settle import settle_drafts
from .story import read_story
from .text import Span
from .topic import Topic

NO_OWNERS = ("office", "venue", "village", "company", "dateline")  # roles of places that `explain` turns down
# what a claim says, and its id is made of
SAID = ("measure", "value", "unit", "status", "year", "group", "scope", "increment", "per", "label")
_said = attrgetter(*SAID)


def extract_claims(article: Article | str) -> tuple[Claim, ...]:
    """The claims of an article, or of a bare text, in text order. Raises SeedError for a bare text without a letter.

    >>> claims = extract_claims("Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.")
    >>> [(claim.region, claim.measure, claim.value) for claim in claims]
    [('Kota Ambon', 'rank', 1.0)]
    """
    article = article if isinstance(article, Article) else article_from_text(article)
    return _claims(article, _drafts(article)[1])


def read(article: Article) -> Reading:
    """Everything an article says and everything that was turned down. Never raises on any text."""
    page, kept, refused = _drafts(article)
    rejections = [
        *(_rejection(article, r.reason, r, s.quote, r.region, r.measure) for r, s in refused),
        *(_rejection(article, reason, span) for span, reason in page.set_aside),
        *(_rejection(article, "reference", span) for span in page.references),
        *(
            _rejection(article, reason, m, s.quote, m.region)
            for s in page.sentences
            for m in s.places
            if (reason := _reason(m))
        ),
    ]
    rejections.sort(key=lambda rejection: rejection.start)
    return Reading(article=article, claims=_claims(article, kept), rejections=tuple(rejections))


def _drafts(article: Article) -> tuple[Page, list[tuple[Draft, Sentence]], list[tuple[Refusal, Sentence]]]:
    """The page, the drafts that stand in text order, and what was turned down."""
    page = Page(article.text)
    topic = Topic(read_story(page, article))
    found: list[tuple[Found, Sentence]] = []
    for sentence in page.sentences:
        topic.enter(sentence)
        found += [(draft, sentence) for draft in _read_sentence(sentence, topic, page)]
        topic.leave(sentence)
    if not _on_subject(page):
        off = "not_the_subject"
        found = [
            (Refusal(off, d.start, d.end, d.measure, d.region) if isinstance(d, Draft) else d, s) for d, s in found
        ]
    kept, refused = settle_drafts(found)
    kept.sort(key=lambda pair: pair[0].start)
    return page, kept, refused


def _on_subject(page: Page) -> bool:
    """Whether an article names the award or the scheme, or at least speaks of cover and of nothing else that has one.

    Health insurance and vaccines have a coverage too.
    """

    if page.says & {"topic.scheme", "award.name"}:
        return True
    if page.says & {"group", "noun.workers"} and "money.contribution" in page.says:
        return True
    return bool(page.says & {"rank.coverage", "cue.covered"}) and not page.says & {"topic.health", "cue.other"}


def _claims(article: Article, kept: list[tuple[Draft, Sentence]]) -> tuple[Claim, ...]:
    return tuple(_claim(article, draft, sentence) for draft, sentence in kept)


def _read_sentence(sentence: Sentence, topic: Topic, page: Page) -> list[Found]:
    """What the rules find: placings, prizes where nothing is placed, figures, and wordings beside them."""
    read_head(sentence, topic)
    if topic.columns and sentence.figures:
        return list(read_row(sentence, topic))
    ranked = placings(sentence)
    found = list(read_placings(sentence, topic, ranked))
    if not any(isinstance(draft, Draft) for draft in found):
        found += read_prizes(sentence, topic)
    found += read_figures(sentence, topic, ranked)
    figures = any(isinstance(draft, Draft) and draft.value is not None for draft in found)
    found += read_wordings(sentence, topic, page, taken=figures)
    return found


def claim_id(article: str, region: str, *says: object) -> str:
    """12 hex digits of what a claim says, whatever its place in the article."""
    said = "\x1f".join(map(str, (article, region, *says)))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _claim(article: Article, draft: Draft, sentence: Sentence) -> Claim:
    """A draft with its article, region and sentence; what it says is what its id hangs on."""
    region, said = draft.region, _said(draft)
    return Claim(
        claim_id=claim_id(article.id, region.code, *said),
        article=article.id,
        region_code=region.code,
        region=region.name,
        province_code=region.province_code,
        province=region.province,
        **dict(zip(SAID, said, strict=True)),
        year_basis=draft.year_basis,
        approximate=draft.approximate,
        uncertain=draft.uncertain,
        quote=sentence.quote,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
    )


def _rejection(
    article: Article,
    reason: str,
    where: Span | Refusal | Mention,
    quote: str | None = None,
    region: Region | None = None,
    measure: str | None = None,
) -> Rejection:
    """What was turned down; its quote is the sentence, else the words themselves."""
    return Rejection(
        article=article.id,
        reason=reason,
        start=where.start,
        end=where.end,
        quote=quote or " ".join(article.text[where.start : where.end].split()),
        measure=measure,
        region=region.name if region else None,
    )


def _reason(mention: Mention) -> str | None:
    """Why a place named can own no figure; None for one that can."""
    if mention.region is None and mention.role == "subject":
        return "place_ambiguous"
    return f"place_{mention.role}" if mention.role in NO_OWNERS or mention.region is None else None
