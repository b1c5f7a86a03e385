"""From an article to its claims: one loop over sentences and rules. Text in, claims out; no file, clock or network."""

from __future__ import annotations

import hashlib

from ..articles import article_from_text
from ..models import Article, Claim, Reading, Rejection
from .page import Page, Sentence
from .places import Mention
from .rules.award import read_prizes
from .rules.base import Draft, Found, Refusal
from .rules.figures import read_figures
from .rules.placings import read_placings
from .rules.wordings import read_wordings
from .settle import settle_drafts
from .story import Topic, settle
from .text import Span


def extract_claims(article: Article | str) -> tuple[Claim, ...]:
    """The claims of an article, or of a bare text, in text order.

    >>> [(c.region, c.measure, c.value) for c in extract_claims("Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.")]
    [('Kota Ambon', 'rank', 1.0)]
    """
    return read(article if isinstance(article, Article) else article_from_text(article)).claims


def read(article: Article) -> Reading:
    """Everything an article says and everything that was turned down. Never raises on any text."""
    page = Page(article.text)
    story = settle(page, article)
    topic = Topic(story)
    found: list[tuple[Found, Sentence]] = []
    for sentence in page.sentences:
        topic.enter(sentence)
        drafts = list(read_placings(sentence, topic))
        if not any(isinstance(d, Draft) for d in drafts):
            drafts += read_prizes(sentence, topic)
        drafts += read_figures(sentence, topic)
        drafts += read_wordings(
            sentence, topic, page, taken=any(isinstance(d, Draft) and d.value is not None for d in drafts)
        )
        found += [(draft, sentence) for draft in drafts]
        topic.leave(sentence)
    kept, refused = settle_drafts(found)
    claims = tuple(_claim(article, draft, sentence) for draft, sentence in sorted(kept, key=lambda pair: pair[0].start))
    rejections = [_rejection(article, refusal, sentence.quote) for refusal, sentence in refused]
    rejections += [_set_aside(article, span, reason) for span, reason in page.set_aside]
    rejections += [_set_aside(article, span, "reference") for span in page.references]
    rejections += [
        _place(article, mention, sentence)
        for sentence in page.sentences
        for mention in sentence.places
        if _named_otherwise(mention)
    ]
    return Reading(article=article, claims=claims, rejections=tuple(sorted(rejections, key=lambda r: r.start)))


def claim_id(article: str, region: str, *says: object) -> str:
    """12 hex digits of what a claim says, whatever its place in the article."""
    said = "\x1f".join(str(part) for part in (article, region, *says))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _claim(article: Article, draft: Draft, sentence: Sentence) -> Claim:
    region = draft.region
    said = (
        draft.measure,
        draft.value,
        draft.unit,
        draft.status,
        draft.year,
        draft.group,
        draft.scope,
        draft.increment,
        draft.per,
        draft.label,
    )
    return Claim(
        claim_id=claim_id(article.id, region.code, *said),
        article=article.id,
        region_code=region.code,
        region=region.name,
        province_code=region.province_code,
        province=region.province,
        measure=draft.measure,
        value=draft.value,
        unit=draft.unit,
        status=draft.status,
        year=draft.year,
        year_basis=draft.year_basis,
        group=draft.group,
        scope=draft.scope,
        approximate=draft.approximate,
        increment=draft.increment,
        per=draft.per,
        label=draft.label,
        quote=sentence.quote,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
    )


def _set_aside(article: Article, span: Span, reason: str) -> Rejection:
    quote = " ".join(article.text[span.start : span.end].split())
    return Rejection(article=article.id, reason=reason, start=span.start, end=span.end, quote=quote)


def _named_otherwise(mention: Mention) -> bool:
    return mention.role in ("office", "venue", "village", "company", "dateline") or mention.region is None


def _place(article: Article, mention: Mention, sentence: Sentence) -> Rejection:
    reason = "place_ambiguous" if mention.region is None and mention.role == "subject" else f"place_{mention.role}"
    region = mention.region.name if mention.region else None
    return Rejection(
        article=article.id, reason=reason, start=mention.start, end=mention.end, quote=sentence.quote, region=region
    )


def _rejection(article: Article, refusal: Refusal, quote: str) -> Rejection:
    region = refusal.region.name if refusal.region else None
    return Rejection(
        article=article.id,
        reason=refusal.reason,
        start=refusal.start,
        end=refusal.end,
        quote=quote,
        measure=refusal.measure,
        region=region,
    )
