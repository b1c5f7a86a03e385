"""Suggest seeds/corrections.toml: what must change for the published claims to be those of the gold.

usage: python tools/suggest_corrections.py [--seeds DIR] [--gold DIR]

A machine suggests, a person decides. Entries that still lead to a claim of the gold stay as they are; those that the
reader has made needless go; the rest is suggested anew with a reason that begins with TODO, which `paritrana check`
refuses until a person has worded it. Where an entry changes, its old reason stands behind the TODO. Of claims marked
optional in the gold (careful readers differ) none is added: those that the reader takes stay, marked `uncertain`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from paritrana.articles import read_articles
from paritrana.errors import CorrectionError, ParitranaError
from paritrana.models import Claim, Reading
from paritrana.paths import SEEDS
from paritrana.reader.extract import read
from paritrana.reader.text import blocks, sentences
from paritrana.score import load_gold
from paritrana.tables.corrections import TODO, Correction, correct, decide, decode
from paritrana.tables.propose import changed, singled_out, written

WORDS = ("programme", "pledge", "instrument")
PLACED = ("rank", "award", "nominee", "coverage_rank")
SAYS = ("region", "measure", "value", "unit", "status", "year", "group", "scope", "approximate", "increment", "per")
FLAGS = ("approximate", "increment", "uncertain")
UNCERTAIN = {  # the rule of seeds/README.md, worded once for the claims that have no figure to argue about
    "programme": "Whether this way of paying is a programme of its own is a matter of reading: it has no figure.",
    "pledge": "A wish without a figure: how much of it is a promise is a matter of reading.",
    "instrument": "Named in passing: whether it is the government's own instrument is a matter of reading.",
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=Path, default=SEEDS)
    parser.add_argument("--gold", type=Path, default=SEEDS.parent / "tests" / "gold")
    args = parser.parse_args(argv)
    path = args.seeds / "corrections.toml"
    try:
        gold, kept = load_gold(args.gold), decode(path)
        readings = [read(article) for article in read_articles(args.seeds, front_matter=True)[0] if article.id in gold]
        entries = [entry for reading in readings for entry in suggest(reading, gold[reading.article.id], kept)]
        made = correct(readings, entries).counts()
    except ParitranaError as error:
        print(error, file=sys.stderr)
        return 2
    path.write_text(head(path) + "".join(map(written, entries)), encoding="utf-8")
    todo = sum(entry.reason.startswith(TODO) for entry in entries)
    print(f"{path}: {', '.join(f'{count} {how}' for how, count in made.items())}; {todo} reasons to word")
    return 1 if todo else 0


def suggest(reading: Reading, gold: list[dict], entries: list[Correction]) -> list[Correction]:
    """The entries that lead from what was read in one article to its gold, in the order of the text."""
    entries = [entry for entry in entries if entry.article == reading.article.id]
    gold = [wanted(claim) for claim in gold]
    sure, unsure = ([c for c in gold if c["optional"] is optional] for optional in (False, True))
    left, new = list(reading.claims), []
    for pool in (sure, unsure):
        for claim, _ in take(left, pool, settled):  # read as the gold has it
            pool.remove(claim)
    kept = still_right([entry for entry in entries if entry.action != "add"], reading, left, sure, unsure)
    for pool, fits in ((sure, same_figure), (unsure, agrees), (unsure, same_figure), (sure, near)):
        for claim, old in take(left, pool, fits):
            pool.remove(claim)
            new.append(amend(old, claim, reading))
    new += [correction(reading, "reject", expect=singled_out(claim, reading)) for claim in left]
    kept += still_right([entry for entry in entries if entry.action == "add"], reading, left, sure, unsure)
    new += [add(claim, reading) for claim in sure]
    reasons = {about(entry): entry.reason for entry in entries if entry not in kept}
    return sorted((*kept, *(reworded(item, reasons) for item in new)), key=lambda item: place(item, reading))


def still_right(entries, reading: Reading, left: list[Claim], sure: list[dict], unsure: list[dict]) -> list[Correction]:
    """Those decided before that still lead to the gold; what they settle is taken out of the lists."""
    kept = []
    for entry in entries:
        try:
            old, new = decide(entry, {reading.article.id: reading})
        except CorrectionError:
            continue
        pool, match = next(((p, c) for p in (sure, unsure) for c in p if new and settled(c, new)), (None, None))
        if (old is None or old in left) and (match or new is None):
            kept.append(entry)
            if old:
                left.remove(old)
            if match:
                pool.remove(match)
    return kept


def take(left: list[Claim], wanted: list[dict], fits) -> Iterator[tuple[dict, Claim]]:
    """Pairs of a gold claim and a claim read, each used once; the read ones are taken out of `left`."""
    for claim in list(wanted):
        old = next((old for old in left if fits(claim, old)), None)
        if old is not None:
            left.remove(old)
            yield claim, old


def wanted(claim: dict) -> dict:
    """A gold claim with every field that a published one has to have."""
    group = claim["group"] or ("all" if claim["value"] is not None and claim["unit"] != "ordinal" else None)
    optional = bool(claim.get("optional"))
    flags = {name: bool(claim.get(name)) for name in FLAGS} | {"optional": optional}
    return {"per": None, **claim, **flags, "group": group, "uncertain": optional or flags["uncertain"]}


def agrees(gold: dict, claim: Claim) -> bool:
    """In all that is said; claims of words are worded freely."""
    says = ("region", "measure", "status") if gold["measure"] in WORDS else SAYS
    return all(getattr(claim, name) == gold[name] for name in says)


def settled(gold: dict, claim: Claim) -> bool:
    return agrees(gold, claim) and claim.uncertain == gold["uncertain"]


def same_figure(gold: dict, claim: Claim) -> bool:
    return all(getattr(claim, name) == gold[name] for name in ("region", "measure", "value", "status"))


def near(gold: dict, claim: Claim) -> bool:
    """The same number taken for another region's, for another measure or for a goal."""
    same = (claim.region == gold["region"], claim.measure == gold["measure"], claim.status == gold["status"])
    return gold["value"] is not None and (claim.value, claim.unit) == (gold["value"], gold["unit"]) and sum(same) == 2


def amend(old: Claim, gold: dict, reading: Reading) -> Correction:
    says = ("uncertain",) if gold["measure"] in WORDS else (*SAYS, "uncertain")
    differs = {name: gold[name] for name in says if getattr(old, name) != gold[name]}
    if differs.get("year"):
        differs["year_basis"] = basis(gold, old.quote, reading)
    elif "year" in differs:
        differs["year_basis"] = None
    change, clear = changed(old, differs)
    reason = UNCERTAIN.get(gold["measure"], TODO) if list(differs) == ["uncertain"] else TODO
    return correction(reading, "amend", reason, expect=singled_out(old, reading), claim=change, clear=clear)


def add(gold: dict, reading: Reading) -> Correction:
    quote = sentence(gold, reading)
    said = {name: gold[name] for name in (*SAYS, "uncertain")}
    claim = {name: value for name, value in said.items() if not (value in (None, "actual") or value is False)}
    if gold["year"]:
        claim["year_basis"] = basis(gold, quote, reading)
    return correction(reading, "add", claim={**claim, "quote": quote, "figure": gold["figure"]})


def correction(reading: Reading, action: str, reason: str = TODO, expect=(), **fields) -> Correction:
    return Correction(article=reading.article.id, action=action, reason=reason, expect=dict(expect), **fields)


def sentence(gold: dict, reading: Reading) -> str:
    """The sentence with the figure: one where no claim has it yet, and one that names the region, come first."""
    text, name = reading.article.text, gold["region"].split(" ", 1)[1]
    figure = re.compile(rf"(?<![\w.,]){re.escape(gold['figure'])}(?!\w|[.,]\d)")
    found = []
    for span in (span for block in blocks(text)[1:] for span in sentences(text, block)):
        if printed := figure.search(text, span.start, span.end):
            taken = any(claim.start < printed.end() and printed.start() < claim.end for claim in reading.claims)
            quote = text[span.start : span.end]
            found.append((taken, name not in quote, span.start, quote))
    if not found:
        what = f"{reading.article.id}: the gold's figure {gold['figure']!r} does not stand in the seed"
        raise CorrectionError(what, gold["region"], "write it as printed there")
    return min(found)[-1]


def basis(gold: dict, quote: str, reading: Reading) -> str:
    """The ground of the gold's year: that of a like claim beside it, else what the text shows."""
    placed, year, text = gold["measure"] in PLACED[:3], str(gold["year"]), reading.article.text
    if year in quote and not placed:
        return "stated"
    like = [c for c in reading.claims if c.year == gold["year"] and (c.measure in PLACED[:3]) is placed]
    if like:
        return min(like, key=lambda claim: claim.quote != quote).year_basis
    if placed:
        return "award_name" if re.search(rf"(?:Paritrana|Award)[^.\n]{{0,40}}\b{year}\b", text) else "event"
    return "event" if year in text else "published"


def about(item: Correction) -> tuple:
    """What a decision is about, whatever the reader says around it."""
    said = item.expect if item.action == "reject" else {**item.expect, **item.claim}
    return item.article, *(said.get(name) for name in ("region", "measure", "value"))


def reworded(item: Correction, reasons: dict[tuple, str]) -> Correction:
    """With the old reason for a person to judge, where there was one."""
    old = reasons.get(about(item), "").removeprefix(TODO).strip(" :")
    if item.reason != TODO or not old:
        return item
    return msgspec.structs.replace(item, reason=f"{TODO}: {old}")


def place(item: Correction, reading: Reading) -> tuple:
    old, new = decide(item, {reading.article.id: reading})
    return (old or new).start, item.action


def head(path: Path) -> str:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return text.partition("[[correction]]\narticle")[0].rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
