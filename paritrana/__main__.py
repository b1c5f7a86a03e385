"""The command: paritrana extract | explain | build | diff | check | score | app.

Exit status 0; 1 when a check fails or two releases differ; 2 for bad usage or input, with one line that says what,
where and how to mend it.
What a subcommand needs is imported when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from . import __version__
from .errors import OutputError, ParitranaError, SeedError


def main(argv: list[str] | None = None) -> int:
    """Run the command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter that the terminal has not is written as its code
            stream.reconfigure(errors="backslashreplace")
    args = _parser().parse_args(argv)
    try:
        status = args.run(args)
        sys.stdout.flush()
        return status
    except ParitranaError as error:
        print(f"paritrana: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has seen enough
        _say_no_more()
        return 0
    except OSError as error:  # a full disk below standard output, say
        _say_no_more()
        print(f"paritrana: {OutputError(error.strerror or str(error), error.filename or 'output')}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _say_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def extract(args: argparse.Namespace) -> int:
    """Claims as read, no corrections."""
    if args.engine == "dask":
        if args.format not in (None, "parquet"):
            raise OutputError(f"does not write {args.format}", "--engine dask", "leave --format out: it is parquet")
        from .batch.cluster import extract

        return extract(args.paths, args.out, args.resume, args.workers, args.scheduler)
    from .batch.command import extract

    out = Path(args.out) if args.out else None
    return extract(args.paths, args.format or "jsonl", out, args.resume, args.workers)


def explain(args: argparse.Namespace) -> int:
    """What was found, taken and turned down, and by which rule."""
    from .explain import lines
    from .reader.extract import read

    articles, status = _articles(args.paths)
    for article in articles:
        print("\n".join(lines(read(article))), end="\n\n")
    return status


def build(args: argparse.Namespace) -> int:
    """All tables of a folder of seeds, written to a folder. A seed that cannot be read is named, the rest is built."""
    gc.disable()  # all that is made is wanted to the end: looking for garbage costs a fifth of the time
    try:
        return _build(args)
    finally:
        gc.enable()


def _build(args: argparse.Namespace) -> int:
    from .export import files as export
    from .tables.build import build

    tables = build(args.seeds, strict=True, as_of=args.as_of, workers=args.workers)
    for problem in tables.problems:
        print(f"paritrana: {problem}", file=sys.stderr)
    if not tables.texts and args.as_of and not tables.problems:
        raise SeedError(f"no article known by {args.as_of}", str(args.seeds), "name a later day")
    if not tables.texts:
        raise SeedError("no article to build from", str(args.seeds), "name a folder of seeds")
    export.write(tables, args.out)
    counts = ", ".join(f"{frame.height} {name}" for name, frame in tables.frames().items())
    how = ", ".join(f"{count} {name.replace('_', '-')}" for name, count in tables.counts.items())
    print(f"{args.out}: {counts} ({how}), as of {tables.as_of or 'no date'}, version {tables.fingerprint}")
    return 2 if tables.problems else 0


def diff(args: argparse.Namespace) -> int:
    """What changed from one release to another."""
    import msgspec

    from .diff import changes, columns, lines, load

    old, new = load(args.old), load(args.new)
    if lacking := sorted(set(columns(old)) ^ set(columns(new))):
        print(f"paritrana: not compared, as one release lacks it: {', '.join(lacking)}", file=sys.stderr)
    found = changes(old, new)
    if args.format == "jsonl":
        _put((msgspec.json.encode(item) + b"\n" for item in found), None)
    else:
        print("\n".join(lines(found, len(new))))
    return 1 if found else 0


def check(args: argparse.Namespace) -> int:
    """Seeds, corrections, lexicon, dictionary and geo: a line a problem; and how the reader's rules do on the gold."""
    from .check import problems, rules

    found = list(problems(args.seeds))
    if not found:
        print("\n".join(rules(args.seeds)))
    for line in found:
        print(line)
    print(f"{len(found)} problems" if found else "all well")
    return 1 if found else 0


def score(args: argparse.Namespace) -> int:
    """The reader against gold."""
    from .reader.extract import extract_claims
    from .score import load_gold, score

    gold = load_gold(args.gold)
    articles, status = _articles(args.paths)
    result = score(gold, (claim for article in articles for claim in extract_claims(article)))
    print("\n".join(result.lines(args.misses)))
    return status


def app(args: argparse.Namespace) -> int:
    """The explorer in a browser."""
    from .app.serve import serve

    serve(args.port, args.host, args.seeds)
    return 0


def _articles(paths: list[str]) -> tuple[list, int]:
    """The articles that can be read, and the exit status: 2 where some could not, each named on stderr."""
    from .articles import read_articles

    articles, errors = read_articles(*paths)
    for error in errors:
        print(f"paritrana: {error}", file=sys.stderr)
    if not articles and not errors:
        raise SeedError("no article in it", paths[0], "name files or folders of articles; --help lists the kinds")
    return articles, 2 if errors else 0


def _put(content: Iterator[bytes], out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.writelines(content)
        sys.stdout.buffer.flush()
        return
    try:
        with out.open("wb") as file:
            file.writelines(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", str(out), "choose another --out") from error


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str):
        self.exit(2, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    from .paths import SEEDS

    about = "Indonesian news on the Paritrana Award as tables in which every figure has its sentence."
    parser = _Parser(prog="paritrana", description=about)
    parser.add_argument("--version", action="version", version=f"paritrana {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(run, summary: str) -> argparse.ArgumentParser:
        made = commands.add_parser(run.__name__, help=summary, description=summary)
        made.set_defaults(run=run)
        return made

    def paths(to: argparse.ArgumentParser) -> None:
        what = "a file, folder or pattern of .md, .txt, .html, .jsonl, .csv, .parquet, .zip; also .gz and .zst of these"
        to.add_argument("paths", nargs="+", metavar="PATH", help=what)

    one = command(extract, "print the claims of articles as read, without corrections")
    paths(one)
    one.add_argument("--format", choices=["jsonl", "csv", "parquet"], help="jsonl where none is named")
    one.add_argument("--out", metavar="FILE", help="write there instead of standard output")
    one.add_argument("--resume", action="store_true", help="go on where a run with the same --out was stopped")
    one.add_argument("--workers", type=_count, default=0, metavar="N", help="processes; all cores where none is named")
    one.add_argument("--engine", choices=["local", "dask"], default="local",
                     help="dask: Parquet folders, on many machines, to a folder --out")  # fmt: skip
    one.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, like tcp://host:8786; without it one is started")
    paths(command(explain, "show what was found, taken and turned down, and by which rule"))
    one = command(build, "build all tables of the seeds and write them in every format")
    one.add_argument("--seeds", type=Path, default=SEEDS, metavar="DIR")
    one.add_argument("--out", type=Path, default=Path("build"), metavar="DIR", help="replaced as a whole")
    one.add_argument("--as-of", metavar="DATE", help="as the tables stood that day: of the articles known by then")
    one.add_argument("--workers", type=_count, default=os.cpu_count() or 1, metavar="N",
                     help="processes that read, at most; the files are the same for any number")  # fmt: skip
    one = command(diff, "list the claims gained, lost and changed between two builds; exit status 1 where they differ")
    one.add_argument("old", type=Path, metavar="OLD", help="a folder that build made, or a file of claims")
    one.add_argument("new", type=Path, metavar="NEW")
    one.add_argument("--format", choices=["text", "jsonl"], default="text", help="jsonl: a line a difference")
    one = command(check, "check seeds, corrections, lexicon and geo; exit status 1 where something is wrong")
    one.add_argument("--seeds", type=Path, default=SEEDS, metavar="DIR")
    one = command(score, "measure the reader against gold")
    one.add_argument("gold", type=Path, metavar="GOLD", help="folder of <article id>.json, or one .jsonl")
    paths(one)
    one.add_argument("--misses", action="store_true", help="list every missed (-) and spurious (+) claim")
    one = command(app, "serve the explorer; it answers once its pages have been drawn")
    one.add_argument("--port", type=_count, default=8501, metavar="N")
    one.add_argument("--host", metavar="ADDRESS", help="to listen on; all where none is named")
    one.add_argument("--seeds", type=Path, metavar="PATH", help="articles of your own: a folder or an archive")
    return parser


if __name__ == "__main__":
    sys.exit(main())
