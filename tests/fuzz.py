"""Any bytes at four doors: no exception but ours, no hang, no growth. `python tests/fuzz.py DOOR -max_total_time=900`

Doors: reader (an article's text), seed (a file of any kind), corrections (corrections.toml), url (a link's query).
Bytes come from Atheris (`pip install atheris` into an environment beside the locked one; a run that it stops leaves
the bytes in crash-*, timeout-* or oom-*), from Hypothesis and from `tests/finds/DOOR`, where each find is kept
(test_fuzz.py). What libFuzzer understands may follow the door.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlencode

if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["paritrana"]):
        import paritrana.app.markup
        import paritrana.app.state
        import paritrana.tables.build  # noqa: F401

from paritrana.articles import article_from_text, read_articles
from paritrana.articles.text import META
from paritrana.errors import CorrectionError, ParitranaError, SeedError
from paritrana.paths import SEEDS
from paritrana.tables.build import build
from paritrana.tables.corrections import correct, load_corrections
from paritrana.tables.frames import build_tables
from paritrana.tables.guard import misfits

KINDS = (".md", ".txt", ".html", ".jsonl", ".csv", ".parquet", ".zip", ".md.gz", ".jsonl.zst")
ARTICLES = 5  # to which corrections may refer
FOLDER = Path(tempfile.gettempdir())


def reader(raw: bytes) -> None:
    """An article's text: every claim stands where it says, every line of it can be printed."""
    from paritrana.reader.extract import read

    try:
        article = article_from_text(raw.decode("utf-8", "surrogatepass" if len(raw) % 2 else "replace"))
    except (UnicodeDecodeError, SeedError):
        return
    reading = read(article)
    for claim in reading.claims:
        figure = article.text[claim.start : claim.end].split()
        assert figure and " ".join(figure) in " ".join(claim.quote.split()), claim
        claim.quote.encode()
    assert not misfits(dict(enumerate(reading.claims))), reading.claims
    for rejection in reading.rejections:
        assert 0 <= rejection.start < rejection.end <= len(article.text), rejection
    if reading.claims and len(raw) % 8 == 0:  # it takes longer than all the rest
        build_tables([article], reading.claims)


def seed(raw: bytes) -> None:
    """A file: its first byte says of which kind. Articles that can be printed, and errors of one line each."""
    file = FOLDER / f"seed{KINDS[raw[0] % len(KINDS)] if raw else '.md'}"
    file.write_bytes(raw[1:])
    for front_matter in (False, True):
        articles, errors = read_articles(file, front_matter=front_matter)
        for article in articles:
            "".join(getattr(article, key) or "" for key in (*META, "text")).encode()
        _plain(errors)


def corrections(raw: bytes) -> None:
    """A corrections file: claims that tables can be made of, and errors of one line each."""
    file = FOLDER / "corrections.toml"
    file.write_bytes(raw)
    try:
        entries = load_corrections(file)
    except CorrectionError as error:
        _plain([error])
        return
    errors: list[ParitranaError] = []
    readings = _readings()
    corrected = correct(readings, entries, errors)
    _plain(errors)
    if entries and len(errors) < len(entries):
        build_tables([reading.article for reading in readings], corrected.claims)


def url(raw: bytes) -> None:
    """A query: a state that can be written and read again, and unknown codes that show as text."""
    from paritrana.app import state
    from paritrana.app.markup import plain

    query = parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True)
    state.day(query)
    choices = _choices()
    said, unknown = state.read(query, choices)
    again = urlencode(state.write(said, choices), doseq=True)
    assert state.read(parse_qs(again), choices) == (said, []), said
    for region in (*said.compare, said.region, next(iter(choices.regions))):
        state.with_region(said, region, choices)
    assert "<" not in "".join(plain(code[:40]).replace("\\<", "") for _, code in unknown)


DOORS: dict[str, Callable[[bytes], None]] = {door.__name__: door for door in (reader, seed, corrections, url)}


def corpus(door: str) -> Iterator[bytes]:
    """Good input to begin from."""
    texts = [article.text for article in read_articles(SEEDS)[0]]
    if door == "reader":
        yield from (text[:600].encode() for text in texts)
    elif door == "seed":
        files = sorted(SEEDS.glob("*.md"))[:8]
        yield from (b"\0" + file.read_bytes()[:600] for file in files)
        yield from (bytes([1]) + text[:300].encode() for text in texts[:4])
        yield b"\x02<html><title>J</title><body><article><p>Kota Ambon juara I.</p></article></body></html>"
        yield b'\x03{"id": "a", "text": "Kota Ambon juara I.", "published": "2024-01-02"}\n'
        yield b'\x04id;text\na;"Kota Ambon ""juara"" I."\n'
        yield from (bytes([number]) + packed for number, packed in _packed(files[0].read_bytes()[:300]))
    elif door == "corrections":
        head, *entries = (SEEDS / "corrections.toml").read_text().split("[[correction]]")
        names = {reading.article.id for reading in _readings()}
        yield from (f"[[correction]]{entry}".encode() for entry in entries if any(name in entry for name in names))
    else:
        yield b"province=73&province=64&year=2023&measure=covered&group=all&region=73.16&lang=en"
        yield b"with=73.71,73.16&level=kabupaten&view=years&outcome=kept&due=2024&table=map&as_of=2024-01-01"
    finds = Path(__file__).parent / "finds" / door
    yield from (find.read_bytes() for find in sorted(finds.glob("*")))


def _packed(text: bytes) -> Iterator[tuple[int, bytes]]:
    import gzip
    import io
    import zipfile

    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["a"], "text": ["Kota Ambon juara I."]}), out)
    yield KINDS.index(".parquet"), out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a/b.md", text)
    yield KINDS.index(".zip"), out.getvalue()
    yield KINDS.index(".md.gz"), gzip.compress(text)


def _plain(errors) -> None:
    for error in errors:
        assert isinstance(error, ParitranaError) and "\n" not in str(error), error
        str(error).encode()


@cache
def _readings() -> list:
    """The readings that most corrections are about."""
    from collections import Counter

    from paritrana.reader.extract import read

    most = Counter(entry.article for entry in load_corrections(SEEDS / "corrections.toml")).most_common(ARTICLES)
    names = {name for name, _ in most}
    return [read(article) for article in read_articles(SEEDS)[0] if article.id in names]


@cache
def _choices():
    from paritrana.app.options import choices

    return choices(build(SEEDS))


def main() -> None:
    global FOLDER
    door, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = Path(folder)
        grown = FOLDER / "corpus"
        grown.mkdir()
        for number, raw in enumerate(corpus(door)):
            (grown / f"{number}").write_bytes(raw)
        usual = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=2000"]
        atheris.Setup([sys.argv[0], *usual, *options, str(grown)], DOORS[door])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
