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
from .rules.ordinals import placings
from .rules.placings import read_placings
from .rules.wordings import read_wordings
from .settle import settle_drafts
from .story import read_story
from .text import Span
from .topic import Topic

NO_OWNERS = ("office", "venue", "village", "company", "dateline")  # roles of places that `explain` turns down
# what a claim says, and its id is made of
SAID = ("measure", "value", "unit", "status", "year", "group", "scope", "increment", "per", "label")


def extract_claims(article: Article | str) -> tuple[Claim, ...]:
    """The claims of an article, or of a bare text, in text order. Raises SeedError for a bare text without a letter.

    >>> claims = extract_claims("Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.")
    >>> [(claim.region, claim.measure, claim.value) for claim in claims]
    [('Kota Ambon', 'rank', 1.0)]
    """
    return read(article if isinstance(article, Article) else article_from_text(article)).claims


def read(article: Article) -> Reading:
    """Everything an article says and everything that was turned down. Never raises on any text."""
    page = Page(article.text)
    topic = Topic(read_story(page, article))
    found: list[tuple[Found, Sentence]] = []
    for sentence in page.sentences:
        topic.enter(sentence)
        found += [(draft, sentence) for draft in _read_sentence(sentence, topic, page)]
        topic.leave(sentence)
    kept, refused = settle_drafts(found)
    kept.sort(key=lambda pair: pair[0].start)
    rejections = [
        *(_rejection(article, refusal, sentence) for refusal, sentence in refused),
        *(_set_aside(article, span, reason) for span, reason in page.set_aside),
        *(_set_aside(article, span, "reference") for span in page.references),
        *(_place(article, m, s) for s in page.sentences for m in s.places if m.role in NO_OWNERS or m.region is None),
    ]
    rejections.sort(key=lambda rejection: rejection.start)
    claims = tuple(_claim(article, draft, sentence) for draft, sentence in kept)
    return Reading(article=article, claims=claims, rejections=tuple(rejections))


def _read_sentence(sentence: Sentence, topic: Topic, page: Page) -> list[Found]:
    """What the rules find: placings, prizes where nothing is placed, figures, and wordings beside them."""
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
    said = "\x1f".join(str(part) for part in (article, region, *says))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _claim(article: Article, draft: Draft, sentence: Sentence) -> Claim:
    """A draft with its article, region and sentence; what it says is what its id hangs on."""
    region, said = draft.region, {name: getattr(draft, name) for name in SAID}
    return Claim(
        claim_id=claim_id(article.id, region.code, *said.values()),
        article=article.id,
        region_code=region.code,
        region=region.name,
        province_code=region.province_code,
        province=region.province,
        **said,
        year_basis=draft.year_basis,
        approximate=draft.approximate,
        quote=sentence.quote,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
    )


def _rejection(article: Article, refusal: Refusal, sentence: Sentence) -> Rejection:
    return Rejection(
        article=article.id,
        reason=refusal.reason,
        start=refusal.start,
        end=refusal.end,
        quote=sentence.quote,
        measure=refusal.measure,
        region=refusal.region.name if refusal.region else None,
    )


def _set_aside(article: Article, span: Span, reason: str) -> Rejection:
    quote = " ".join(article.text[span.start : span.end].split())
    return Rejection(article=article.id, reason=reason, start=span.start, end=span.end, quote=quote)


def _place(article: Article, mention: Mention, sentence: Sentence) -> Rejection:
    ambiguous = mention.region is None and mention.role == "subject"
    return Rejection(
        article=article.id,
        reason="place_ambiguous" if ambiguous else f"place_{mention.role}",
        start=mention.start,
        end=mention.end,
        quote=sentence.quote,
        region=mention.region.name if mention.region else None,
    )
