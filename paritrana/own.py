"""Articles that a visitor brings: read within limits, one after another, corrected by hand, as tables of their own.

Nothing of it is written anywhere or kept in a cache that outlives the visit: an `Own` holds all there is.
"""

from __future__ import annotations

import datetime
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

import msgspec

from .articles import article_from_text, parse
from .articles.formats import raws
from .articles.limits import MIB, VISIT, Meter, Visit
from .articles.read import ROW, used_twice
from .articles.text import META
from .articles.walk import held
from .errors import SeedError
from .models import Article, Claim, Reading
from .reader.extract import read
from .reader.numbers import figures
from .reader.text import blocks, fold, sentences
from .tables.corrections import Corrected, Correction, correct, decide
from .tables.frames import Tables, build_tables
from .tables.propose import changed, singled_out, written
from .tables.schemas import UNITS

T = TypeVar("T")
MOST_PROBLEMS = 1_000  # told one by one
Files = Sequence[tuple[str, bytes]]  # name and content


class Own:
    """The articles of one visit with what was read in them, what a person decided, and what could not be read."""

    def __init__(self, limits: Visit = VISIT):
        self.limits = limits
        self.readings: dict[str, Reading] = {}
        self.corrections: list[Correction] = []
        self.problems: dict[str, SeedError] = {}
        self.others: Counter[str] = Counter()  # suffixes passed over in zips
        self._letters = 0
        self._corrected: Corrected | None = None
        self._ids: frozenset[str] = frozenset()
        self._tables: dict[str, Tables] = {}  # by the published version they lie over, "" for none
        self._drawn: dict[Hashable, object] = {}
        self.run = 0  # the number of the thread that may read on
        self._lock = threading.Lock()

    def paste(self, text: str, **meta: str | None) -> Article:
        """Read one text; it is called text-1, text-2 ... Raises SeedError."""
        self.begin()
        number = next(n for n in range(1, len(self.readings) + 2) if f"text-{n}" not in self.readings)
        article = article_from_text(text, f"text-{number}", **{name: value or None for name, value in meta.items()})
        self._take(article, article.id)
        return article

    def upload(self, files: Files) -> Iterator[float]:
        """Read files one article at a time; yields after each what part of the bytes is done (0 to 1).

        It may be left at any point: what was read by then is there. What cannot be read goes into `problems`.
        """
        done, total = 0, sum(len(content) for _, content in files) or 1
        for number, (name, content) in enumerate(files, start=1):
            if number > self.limits.files:
                self._problem(SeedError(f"more than {self.limits.files} files at once", name, "bring the rest later"))
                break
            meter = Meter()
            for found in self._found(name, content, meter):
                if found:
                    self._problem(found)
                yield min(1.0, (done + len(content) * min(1.0, meter.done / (meter.total or 1))) / total)
            done += len(content)
        yield 1.0

    def begin(self) -> None:
        """From here on no thread that began earlier reads on: a click is answered by one of its own."""
        with self._lock:
            self.run += 1

    def step(self, reading: Iterator[float], run: int) -> float | None:
        """Go on by one article in the thread that began as `run`; None at the end, and where another has begun."""
        with self._lock:
            return next(reading, None) if run == self.run else None

    def _found(self, name: str, content: bytes, meter: Meter) -> Iterator[SeedError | None]:
        if len(content) > self.limits.file:
            yield SeedError(f"larger than {self.limits.file // MIB} MiB", name, "split it")
            return
        for source in held(name, content, meter, self.limits.unpacked, self.others):
            if isinstance(source, SeedError):
                yield source
                continue
            for raw in raws(source):
                for item in [raw] if isinstance(raw, SeedError) else parse(raw):
                    if isinstance(item, SeedError):
                        yield item
                        continue
                    full, error = self._full(), None
                    try:
                        self._take(item, raw.where)
                    except SeedError as refused:
                        error = refused
                    yield error
                    if full:  # said once a file
                        return

    def _take(self, article: Article, where: str) -> None:
        """Read an article and keep it. Raises SeedError."""
        if self._full():
            what = f"not read, the {len(self.readings)} articles before it are all that fit"
            raise SeedError(what, where, "reload the page and bring the rest alone")
        if len(article.text) > self.limits.letters:
            raise SeedError(f"longer than {self.limits.letters} letters", where, "split it")
        if article.id in self.readings:
            raise used_twice(article.id, where)
        try:
            self.readings[article.id] = read(msgspec.structs.replace(article, path=None))
        except Exception as error:  # a fault of ours on one article must not stop the rest
            what = f"the reader failed on it ({type(error).__name__})"
            raise SeedError(what, where, "please report it with the article") from error
        self._letters += len(article.text)
        self._changed()

    def _full(self) -> bool:
        return len(self.readings) >= self.limits.articles or self._letters >= self.limits.total

    def _problem(self, error: SeedError) -> None:
        if error.reason != ROW and len(self.problems) < MOST_PROBLEMS:
            self.problems[str(error)] = error

    def _changed(self) -> None:
        self._corrected, self._tables, self._drawn = None, {}, {}

    def corrected(self) -> Corrected:
        """The claims, as read and corrected."""
        if self._corrected is None:
            self._decided(self.corrections)
        return self._corrected

    def claims(self) -> frozenset[str]:
        """The ids of these claims."""
        self.corrected()
        return self._ids

    def tables(self, published: Tables | None = None) -> Tables:
        """Tables of these articles, or of these and the published ones; an own article takes the place of a
        published one of the same id. Raises DataError."""
        key = published.fingerprint if published else ""
        if key not in self._tables:
            claims, articles = list(self.corrected().claims), [reading.article for reading in self.readings.values()]
            rejections = {reading.article.id: reading.rejections for reading in self.readings.values()}
            counts = Counter(self.corrected().counts())
            if published:
                theirs = published.claims.filter(~published.claims["article"].is_in(list(self.readings)))
                claims += msgspec.convert(theirs.to_dicts(), list[Claim])
                articles += [article for name, article in published.texts.items() if name not in self.readings]
                rejections = published.rejections | rejections
                counts.update(published.counts)
            self._tables[key] = build_tables(
                articles, claims, rejections=rejections, counts=counts,
                as_of=published.as_of if published else self._as_of(articles),
            )  # fmt: skip
        return self._tables[key]

    def holds(self, tables: Tables) -> bool:
        """Are these tables of this visit?"""
        return any(tables is own for own in self._tables.values())

    def drawn(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of these tables, made once for a key."""
        if key not in self._drawn:
            self._drawn[key] = make()
        return self._drawn[key]

    @staticmethod
    def _as_of(articles: Sequence[Article]) -> str | None:
        """Today where no article is dated, so that what is due later is told from what is past."""
        return None if any(article.published for article in articles) else datetime.date.today().isoformat()

    def decide(self, claim: Claim | None, action: str, reason: str, article: str, **said: object) -> None:
        """Reject or amend a claim, or add one to an article: `said` are its fields, None for left open.

        What was decided on the claim before is replaced. Raises CorrectionError, and nothing changes.
        """
        self.begin()
        reading, before = self.readings[article], self.entry(claim) if claim else None
        if said.get("measure"):
            said["unit"] = UNITS.get(str(said["measure"]))
        others = [entry for entry in self.corrections if entry is not before]
        old = decide(before, self.readings)[0] if before else claim
        if action == "reject" and old is None:  # it was added by hand
            self._decided(others)
            return
        about = dict(article=article, reason=reason.strip() or "-")
        if old is None or action == "add":
            given = {name: value for name, value in said.items() if value not in (None, False)}
            entry = Correction(action="add", expect={}, claim=given, **about)
        elif action == "amend":
            change, clear = changed(old, said)
            entry = Correction(action="amend", expect=singled_out(old, reading), claim=change, clear=clear, **about)
        else:
            entry = Correction(action="reject", expect=singled_out(old, reading), **about)
        self._decided([*others, entry])

    def _decided(self, entries: list[Correction]) -> None:
        self._corrected = correct(list(self.readings.values()), entries)
        self._ids = frozenset(claim.claim_id for claim in self._corrected.claims)
        self.corrections, self._tables, self._drawn = entries, {}, {}

    def entry(self, claim: Claim) -> Correction | None:
        """The decision that made a claim what it is; None for one as read."""
        of_article = [entry for entry in self.corrections if entry.article == claim.article]
        return next((entry for entry in of_article if decide(entry, self.readings)[1] == claim), None)

    def undo(self, entry: Correction) -> None:
        """As if it had not been decided."""
        self.begin()
        self._decided([other for other in self.corrections if other is not entry])

    def forget(self, article: str) -> None:
        """Let go of an article and of what was decided on it."""
        self.begin()
        self._letters -= len(self.readings.pop(article).article.text)
        self.corrections = [entry for entry in self.corrections if entry.article != article]
        self._changed()

    def seed(self, article: str) -> str:
        """The article as a file for seeds/: front matter and text."""
        said, of = self.readings[article].article, msgspec.structs.asdict(self.readings[article].article)
        title = f"{said.title}\n\n" if said.title else ""
        lines = [f"{name}: {' '.join((of[name] or '').split())}".rstrip() for name in META]
        return "\n".join(["---", *lines, "---", said.text.removeprefix(title).strip(), ""])

    def proposal(self, article: str) -> str:
        """What was decided on an article, as entries for seeds/corrections.toml."""
        return "".join(written(entry) for entry in self.corrections if entry.article == article).lstrip("\n")


def sentences_of(article: Article) -> list[str]:
    """The sentences of an article, in order."""
    text = article.text
    return [text[span.start : span.end] for block in blocks(text) for span in sentences(text, block)]


def printed(sentence: str) -> list[str]:
    """The figures of a sentence as they are printed there.

    >>> printed("Sebanyak 25 ribu nelayan dan Rp600,1 juta.")
    ['25 ribu', 'Rp600,1 juta']
    """
    return [sentence[found.start : found.end].strip() for found in figures(fold(sentence))]


def year_basis(year: int | None, quote: str, article: Article, measure: str) -> str | None:
    """The likely ground of a year that a person gives: printed beside the figure, elsewhere, or that of publication."""
    if year is None:
        return None
    if str(year) in quote:
        return "award_name" if measure in ("rank", "award", "nominee") else "stated"
    return "event" if str(year) in article.text else "published"
