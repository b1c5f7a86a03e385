"""`paritrana extract`: from paths to claims, on this machine."""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import BinaryIO

from ..articles import Ids, raw_articles
from ..articles.formats import Raw
from ..articles.walk import Walk
from ..errors import OutputError, SeedError, SeedNote
from .local import cores, read
from .part import Part, Step, convert, writing
from .progress import Progress

MEND = "name files or folders of .md, .txt, .html, .jsonl, .csv, .parquet or .zip"


def extract(
    paths: list[str], format: str = "jsonl", out: Path | None = None, resume: bool = False, workers: int = 0
) -> int:
    """Write the claims of all articles; the exit status: 2 where an article could not be read, each named on stderr.

    Raises SeedError where there is no article at all, OutputError where `out` cannot be written.
    """
    walk = Walk(paths)
    workers = workers or cores()
    if out and (out.is_file() or not out.exists() or out.is_dir()):
        part = out.with_name(out.name + ".part")
        if resume and out.exists() and not part.exists():
            print(f"paritrana: {out} is finished already", file=sys.stderr)
            return 0
        return _to_file(walk, paths, format, out, resume, workers)
    if resume:
        raise OutputError("cannot be resumed", str(out or "standard output"), "name a file with --out")
    with writing(out or "standard output"), out.open("wb") if out else nullcontext(sys.stdout.buffer) as stream:
        if format == "jsonl":
            return _run(walk, Step(), Ids(), workers, Sink(stream))
        with tempfile.TemporaryDirectory() as folder:
            lines, made = Path(folder) / "claims.jsonl", Path(folder) / "claims"
            with lines.open("wb") as file:
                status = _run(walk, Step(), Ids(), workers, Sink(file))
            convert(lines, made, format)
            with made.open("rb") as file:
                shutil.copyfileobj(file, stream)
            return status


def _to_file(walk: Walk, paths: list[str], format: str, out: Path, resume: bool, workers: int) -> int:
    part = Part(out, paths, resume)
    try:
        status = _run(walk, part.step, Ids(part.keys), workers, part)
    except SeedError:  # no article at all: nothing to go on with
        part.discard()
        raise
    except BaseException as error:
        with suppress(OutputError):
            part.save()
        part.close()
        if isinstance(error, KeyboardInterrupt):
            print(f"paritrana: stopped after {part.step.articles:,} articles; --resume goes on", file=sys.stderr)
        raise
    part.finish(format)
    return status


class Sink:
    """A stream that claims are written to; what is written cannot be gone on with."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream

    def write(self, lines: bytes, key: int) -> None:
        self._stream.write(lines)

    def save(self, now: bool = True) -> None:
        self._stream.flush()


def _run(walk: Walk, step: Step, ids: Ids, workers: int, sink: Sink | Part) -> int:
    """Read what lies beyond `step`, which counts what is done; the exit status."""
    items = raw_articles(walk)
    resumed = step.items > 0
    _pass_over(items, step)
    total = walk.total() if sys.stderr.isatty() else 0
    progress = Progress(lambda: walk.meter.done / total if total else 0.0)
    notes: dict[str, str] = {}  # a note on a whole file comes with each of its rows
    for batch, result in read(items, workers):
        for item in result:
            if not isinstance(item, SeedError):
                item = ids.refused(item.key, item.id, item.where) or item
            if isinstance(item, SeedNote):
                step.notes[item.reason] = step.notes.get(item.reason, 0) + 1
                if notes.get(item.reason) != str(item):
                    progress.say(item)
                notes[item.reason] = str(item)
            elif isinstance(item, SeedError):
                step.skipped[item.reason] = step.skipped.get(item.reason, 0) + 1
                progress.say(item)
            else:
                step.articles += 1
                step.claims += item.claims
                sink.write(item.lines, item.key)
        step.items += len(batch)
        step.at = batch[-1].where
        sink.save(now=False)
        progress.show(step.articles)
    progress.clear()
    return _status(step, walk.others, resumed)


def _pass_over(items: Iterator[Raw | SeedError], step: Step) -> None:
    """Pass over what an earlier run has done; that it is the same is seen by the place of the last of it."""
    if step.items:
        last = next(itertools.islice(items, step.items - 1, None), None)
        if last is None or last.where != step.at:
            what = f"the files are not those of the run that stopped (at {step.at})"
            raise OutputError(what, "--resume", "start anew without --resume")


def _status(step: Step, others: dict[str, int], resumed: bool) -> int:
    """The exit status of a run, after its summary on stderr where there is something to sum up."""
    if not step.items:
        what = f"no article in it, but {_counts(others)}" if others else "no article in it"
        raise SeedError(what, "the paths given", MEND)
    if step.items > 1 and (resumed or step.skipped or step.notes or sys.stderr.isatty()):
        print(f"paritrana: {summary(step.articles, step.claims, step.skipped, step.notes, others)}", file=sys.stderr)
    if step.articles and not step.claims:
        print("paritrana: no claim found; `paritrana explain` shows what was turned down and why", file=sys.stderr)
    return 2 if step.skipped else 0


def summary(
    articles: int, claims: int, skipped: dict[str, int], notes: dict[str, int], others: dict[str, int] | None = None
) -> str:
    """How a run went, in a line."""
    told = [f"{articles:,} articles read, {claims:,} claims"]
    told += [f"skipped {sum(skipped.values()):,}: {_counts(skipped)}"] if skipped else []
    told += [f"read with something left out: {_counts(notes)}"] if notes else []
    told += [f"files of other kinds: {_counts(others)}"] if others else []
    return "; ".join(told)


def _counts(counts: dict[str, int]) -> str:
    """
    >>> _counts({"not JSON": 1, "id used twice": 2})
    '2 id used twice, 1 not JSON'
    """
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count:,} {reason or 'without suffix'}" for reason, count in most)
