"""What a person decided against the reader (seeds/corrections.toml): published = read + corrected.

Each entry says what the reader said at the time (`expect`). When the reader no longer says it, the entry has done its
work and fails, so that it is deleted rather than kept for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from ..errors import CorrectionError
from ..models import Article, Claim, Reading
from ..regions import all_regions

REGION = ("region_code", "region", "province_code", "province")
GIVEN = ("claim_id", "article", "rule", *(name for name in REGION if name != "region"))  # never written by hand
OPEN = ("value", "unit", "year", "year_basis", "group", "scope", "per", "label")  # what a claim may leave null
CORRECTION = "correction"  # the rule of a claim that a person decided
TODO = "TODO"  # how a suggested reason begins (tools/suggest_corrections.py)
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision on one claim. `figure` (in `claim` of an add): the figure as printed, to be found in the quote."""

    article: Text
    action: Literal["reject", "amend", "add"]
    reason: Text
    expect: dict[str, str | int | float | bool]
    claim: dict[str, str | int | float | bool] = {}
    clear: list[str] = []  # of an amend: fields that the article leaves open
    where: str = ""  # file and number of the entry, for messages


class _File(msgspec.Struct, forbid_unknown_fields=True):
    correction: list[Correction] = []


@dataclass(frozen=True)
class Corrected:
    """Claims as published, and how many came how. A claim only marked `uncertain` stays machine-read."""

    claims: tuple[Claim, ...]
    machine_read: int
    amended: int
    added: int
    rejected: int

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("machine_read", "amended", "added", "rejected")}


def load_corrections(path: Path) -> list[Correction]:
    """The entries of a corrections file; none where there is no file. Raises CorrectionError naming the entry."""
    entries = decode(path)
    for entry in entries:
        _check_fields(entry)
    return entries


def decode(path: Path) -> list[Correction]:
    """The entries as they stand there, their fields not yet checked."""
    try:
        entries = msgspec.toml.decode(path.read_bytes(), type=_File).correction
    except (FileNotFoundError, NotADirectoryError):  # the seeds may be one file
        return []
    except OSError as error:
        raise CorrectionError(f"cannot be opened ({error.strerror})", str(path), "check its permissions") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CorrectionError(str(error), str(path), "mend the entry; the file's header explains the fields") from None
    return [msgspec.structs.replace(e, where=f"{path}: correction {n}") for n, e in enumerate(entries, start=1)]


def correct(
    readings: Iterable[Reading], corrections: Sequence[Correction], errors: list[CorrectionError] | None = None
) -> Corrected:
    """The published claims of these readings.

    Raises CorrectionError naming the entry where its article is not among the readings, its `expect` fits no claim
    or several, it changes nothing, makes a claim that no table can hold, or the reader now says by itself what it
    adds. Given a list of `errors`, such entries are put there and passed over instead.
    """
    readings = {reading.article.id: reading for reading in readings}
    changed: dict[str, Claim | None] = {}  # claim_id as read -> what is published instead
    added: list[Claim] = []
    read = [claim for reading in readings.values() for claim in reading.claims]
    ids = {claim.claim_id for claim in read}
    for entry, outcome in zip(corrections, _outcomes(corrections, readings), strict=True):
        try:
            if isinstance(outcome, CorrectionError):
                raise outcome
            old, new = outcome
            if old and old.claim_id in changed:
                raise _error(entry, "an earlier entry already decides on this claim", "make one entry of the two")
            if new and new.claim_id in ids - {old.claim_id if old else ""}:
                raise _error(entry, "the claim it makes is there already", "delete the entry that doubles it")
        except CorrectionError as error:
            if errors is None:
                raise
            errors.append(error)
            continue
        if old:
            changed[old.claim_id] = new
        else:
            added.append(new)
        if new:
            ids.add(new.claim_id)
    published = [claim for claim in (changed.get(claim.claim_id, claim) for claim in read) if claim] + added
    rejected = sum(claim is None for claim in changed.values())
    amended = sum(claim is not None and claim.rule == CORRECTION for claim in changed.values())
    return Corrected(tuple(published), len(read) - amended - rejected, amended, len(added), rejected)


def decide(entry: Correction, readings: dict[str, Reading]) -> tuple[Claim | None, Claim | None]:
    """(the claim as read, what is published instead): no old one for an add, no new one for a reject."""
    reading = readings.get(entry.article)
    if reading is None:
        raise _error(entry, "no such article", "mend the id or delete the entry")
    if entry.action == "add":
        return None, _new_claim(entry, reading)
    old = _expected(entry, reading)
    return old, _amended(entry, old, reading.article) if entry.action == "amend" else None


def _outcomes(
    corrections: Sequence[Correction], readings: dict[str, Reading]
) -> list[tuple[Claim | None, Claim | None] | CorrectionError]:
    """What each entry decides, or what is wrong with it whatever the others say."""
    from .guard import misfits

    found: list[tuple[Claim | None, Claim | None] | CorrectionError] = []
    for entry in corrections:
        try:
            found.append(decide(entry, readings))
        except CorrectionError as error:
            found.append(error)
    made = {n: one[1] for n, one in enumerate(found) if isinstance(one, tuple) and one[1]}
    for n, rule in misfits(made).items():
        what = f"the claim it makes breaks the rule {rule}"
        found[n] = _error(corrections[n], what, "mend its fields; tables/schemas.py has the rules")
    return found


def _check_fields(entry: Correction) -> None:
    if entry.reason.startswith(TODO):
        raise _error(entry, "the reason is still to be worded", "say in one sentence why, so that a stranger can check")
    known = set(Claim.__struct_fields__) - set(GIVEN) | {"region_code"}
    for name, given in (("expect", entry.expect), ("claim", entry.claim)):
        if unknown := sorted(set(given) - known - ({"figure"} if name == "claim" else set())):
            raise _error(entry, f"{name} has no field {unknown[0]!r}", f"use {', '.join(sorted(known))}")
    if unknown := sorted(set(entry.clear) - set(OPEN)):
        raise _error(entry, f"clear names {unknown[0]!r}", f"use {', '.join(OPEN)}")
    if entry.action == "add" and (entry.expect or "quote" not in entry.claim or "region" not in entry.claim):
        raise _error(entry, "an add needs an empty expect, and region and quote in claim", "fill them in")
    if entry.action == "amend" and not (entry.claim or entry.clear):
        raise _error(entry, "an amend without fields to change", "say in `claim` what is right")
    if entry.action == "reject" and entry.claim:
        raise _error(entry, "a reject sets no fields", "leave `claim` out")
    if entry.action != "amend" and entry.clear:
        raise _error(entry, "only an amend clears fields", "leave `clear` out")
    if entry.action != "add" and not entry.expect:
        raise _error(entry, "no expect", "say what the reader said: region, measure, value ...")


def _expected(entry: Correction, reading: Reading) -> Claim:
    fits = [claim for claim in reading.claims if _fits(claim, entry.expect)]
    if not fits:
        raise _error(entry, "the reader no longer says what `expect` says", "delete the entry if it has done its work")
    if len(fits) > 1:
        raise _error(entry, f"`expect` fits {len(fits)} claims", "add fields that tell them apart")
    return fits[0]


def _amended(entry: Correction, claim: Claim, article: Article) -> Claim:
    if _fits(claim, entry.claim) and _fits(claim, dict.fromkeys(entry.clear)):
        raise _error(entry, "changes nothing: the reader says so already", "delete the entry")
    made = _made(entry, msgspec.to_builtins(claim), article)
    if set(entry.claim) == {"uncertain"} and not entry.clear:  # as read, only with a mark
        return msgspec.structs.replace(made, rule=claim.rule)
    return made


def _new_claim(entry: Correction, reading: Reading) -> Claim:
    apart = dict.fromkeys(("year", "group", "scope", "per")) | {"increment": False}  # what is left out is null
    wording = ("quote", "start", "end", "figure", "label")
    said = apart | {name: value for name, value in entry.claim.items() if name not in wording}
    if any(_fits(claim, said) for claim in reading.claims):
        raise _error(entry, "the reader now says this by itself", "delete the entry")
    return _made(entry, {"article": reading.article.id}, reading.article)


def _made(entry: Correction, fields: dict, article: Article) -> Claim:
    """A claim of these fields with the entry's over them; region and place in the text are worked out."""
    given = dict(entry.claim)
    figure = str(given.pop("figure", "")) or None
    fields = {**fields, **given, **dict.fromkeys(entry.clear), "rule": CORRECTION, "claim_id": ""}
    if "region" in given or "region_code" in given:
        fields |= _region(entry, given)
    if "quote" in given and "start" not in given:
        fields["start"], fields["end"] = _place(entry, fields["quote"], figure, article.text)
    try:
        claim = msgspec.convert(fields, Claim)
    except msgspec.ValidationError as error:
        raise _error(entry, str(error), "mend the field") from None
    return identified(claim)


def identified(claim: Claim) -> Claim:
    """The claim with the id that the reader would give it."""
    from ..reader.extract import claim_id

    said = ("measure", "value", "unit", "status", "year", "group", "scope", "increment", "per", "label")
    made = claim_id(claim.article, claim.region_code, *(getattr(claim, name) for name in said))
    return msgspec.structs.replace(claim, claim_id=made)


def _place(entry: Correction, quote: str, figure: str | None, text: str) -> tuple[int, int]:
    """Where the figure, or else the whole quote, stands in the article; lines may be wrapped otherwise."""
    spaced = [r"\s+".join(map(re.escape, part.split())) for part in (quote, figure or quote)]
    sentence = re.search(spaced[0], text)
    found = sentence and re.compile(spaced[1]).search(text, *sentence.span())
    if not found:
        raise _error(entry, "the quote does not stand in the article, or the figure not in the quote", "copy them")
    return found.span()


def _region(entry: Correction, given: dict) -> dict[str, str]:
    for region in all_regions().values():
        if given.get("region", region.name) == region.name and given.get("region_code", region.code) == region.code:
            return dict(zip(REGION, (region.code, region.name, region.province_code, region.province), strict=True))
    name = given.get("region", given.get("region_code"))
    raise _error(entry, f"no region {name!r}", "use the name in geo/regions.csv")


def _fits(claim: Claim, fields: dict) -> bool:
    return all(getattr(claim, name) == value for name, value in fields.items())


def _error(entry: Correction, what: str, mend: str) -> CorrectionError:
    return CorrectionError(what, f"{entry.where or 'correction'}: {entry.article}", mend)
