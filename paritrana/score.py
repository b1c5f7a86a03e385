"""How well claims agree with a careful reader's (gold): precision, recall and F1, as the accuracy table gives them.

core: region, measure, value and status agree; full: year, group and scope too. Claims are matched one to one within an
article. A claim that the gold marks optional (careful readers differ) counts neither way, found or not.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .errors import SeedError
from .models import Claim


@dataclass
class Score:
    """Counts by measure; `missed` and `spurious` as (article, claim) with fields in a dict."""

    articles: int = 0
    gold: Counter = field(default_factory=Counter)
    got: Counter = field(default_factory=Counter)
    hit: Counter = field(default_factory=Counter)
    full: int = 0
    fired: Counter = field(default_factory=Counter)  # by rule; of claims that the gold marks optional too
    right: Counter = field(default_factory=Counter)  # of those the ones that the gold says, optional or not
    missed: list[tuple[str, dict]] = field(default_factory=list)
    spurious: list[tuple[str, dict]] = field(default_factory=list)

    def f1(self, measure: str | None = None, full: bool = False) -> tuple[float, float, float]:
        """Precision, recall, F1 of one measure, or of all."""
        hit, gold, got = (n[measure] if measure else n.total() for n in (self.hit, self.gold, self.got))
        hit = self.full if full else hit
        return hit / got if got else 0.0, hit / gold if gold else 0.0, 2 * hit / (gold + got) if hit else 0.0

    def rules(self) -> Iterable[str]:
        """How often each rule fires and how often rightly; a rule that fires once is a correction in disguise."""
        yield f"{'rule':<22}{'fires':>6}{'right':>6}"
        for rule, fires in sorted(self.fired.items()):
            once = "  fires once: is it a rule?" if fires == 1 else ""
            yield f"{rule:<22}{fires:>6}{self.right[rule]:>6}{once}"

    def lines(self, misses: bool = False) -> Iterable[str]:
        """The report: a row a measure, then the totals; the last line is the one to quote."""
        if misses:
            for sign, claims in (("-", self.missed), ("+", self.spurious)):
                for article, claim in claims:
                    said = " ".join(str(claim.get(name)) for name in ("region", "measure", "value", "status"))
                    yield f"{sign} {article}: {said}  «{claim.get('figure') or claim.get('quote')}»"
        yield f"{'measure':<16}{'gold':>6}{'got':>6}{'hit':>6}{'P':>7}{'R':>7}{'F1':>7}"
        for measure in sorted(set(self.gold) | set(self.got)):
            p, r, f = self.f1(measure)
            counts = f"{self.gold[measure]:>6}{self.got[measure]:>6}{self.hit[measure]:>6}"
            yield f"{measure:<16}{counts}{p:>7.2f}{r:>7.2f}{f:>7.2f}"
        p, r, f = self.f1()
        totals = f"articles {self.articles}, gold claims {self.gold.total()}, extracted {self.got.total()}"
        yield f"{totals}: core P {p:.3f} R {r:.3f} F1 {f:.3f}, full F1 {self.f1(full=True)[2]:.3f}"


def load_gold(path: Path) -> dict[str, list[dict]]:
    """Article id -> gold claims, of a .json (one article), a .jsonl (an article a line) or a folder of such files.

    Raises SeedError naming the file, and the line of a .jsonl.
    """
    gold: dict[str, list[dict]] = {}
    files = sorted(file for file in path.iterdir() if file.suffix in (".json", ".jsonl")) if path.is_dir() else [path]
    for where, text in (item for file in files for item in _texts(file)):
        try:
            article = json.loads(text)
            id, claims = article["id"], article["claims"]
            claims = [{"status": "actual", "measure": claim["measure"], **claim} for claim in claims]
        except (ValueError, KeyError, TypeError) as error:
            raise _no_gold(error, where) from error
        if id in gold:
            raise SeedError(f"gold of {id!r} for the second time", where, "leave one of the two")
        gold[id] = claims
    if not gold:
        raise SeedError("no gold articles", str(path), "name a folder of <article id>.json, or a .jsonl")
    return gold


def _texts(file: Path) -> Iterable[tuple[str, str]]:
    """What stands for one article each, after its place."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _no_gold(error, str(file)) from error
    if file.suffix != ".jsonl":
        return [(str(file), text)]
    return [(f"{file}:{number}", line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _no_gold(error: Exception, where: str) -> SeedError:
    mend = 'it is {"id": ..., "claims": [{"measure": ...}, ...]}'
    return SeedError(f"not gold ({type(error).__name__})", where, mend)


def score(gold: Mapping[str, Sequence[dict]], claims: Iterable[Claim]) -> Score:
    """Score claims against gold; claims of articles without gold are left out."""
    got = defaultdict(list)
    for claim in claims:
        got[claim.article].append({name: getattr(claim, name) for name in claim.__struct_fields__})
    result = Score(articles=len(gold))
    for article, wanted in gold.items():
        left = list(got[article])
        pairs = _pairs(wanted, left)
        optional = [id(claim) for claim in wanted if claim.get("optional")]
        result.fired.update(claim["rule"] for claim in got[article])
        result.right.update(other["rule"] for _, other in pairs)
        excused = {id(other) for claim, other in pairs if id(claim) in optional}
        pairs = [(claim, other) for claim, other in pairs if id(claim) not in optional]
        wanted = [claim for claim in wanted if id(claim) not in optional]
        found = [claim for claim in got[article] if id(claim) not in excused]
        matched = {id(claim) for pair in pairs for claim in pair}
        result.gold.update(claim["measure"] for claim in wanted)
        result.got.update(claim["measure"] for claim in found)
        result.hit.update(claim["measure"] for claim, _ in pairs)
        result.full += sum(_agree_in_full(claim, other) for claim, other in pairs)
        result.missed += [(article, claim) for claim in wanted if id(claim) not in matched]
        result.spurious += [(article, claim) for claim in found if id(claim) not in matched]
    return result


def _pairs(wanted: Sequence[dict], left: list[dict]) -> list[tuple[dict, dict]]:
    """Each claim at most once; those that agree in full go first."""
    pairs = []
    for fits in (_agree_in_full, lambda claim, other: True):
        taken = {id(claim) for claim, _ in pairs}
        for claim in wanted:
            if id(claim) in taken:
                continue
            other = next((other for other in left if _core(claim) == _core(other) and fits(claim, other)), None)
            if other is not None:
                pairs.append((claim, other))
                left.remove(other)
    return pairs


def _core(claim: Mapping) -> tuple:
    value = claim.get("value")
    rounded = None if value is None else float(f"{float(value):.6g}")
    return _region(claim.get("region")), claim.get("measure"), rounded, claim.get("status") or "actual"


def _agree_in_full(gold: Mapping, got: Mapping) -> bool:
    group = (gold.get("group") or "all") == (got.get("group") or "all")
    return group and gold.get("year") == got.get("year") and gold.get("scope") == got.get("scope")


def _region(name: str | None) -> str:
    """A spelling-proof key: Kabupaten Fakfak and Kabupaten Fak-Fak are one region."""
    name = (name or "").casefold().replace("administrasi", "")
    for long, short in (("daerah khusus ibukota", "dki"), ("daerah khusus", "dki"), ("daerah istimewa", "di")):
        name = name.replace(long, short)
    return "".join(filter(str.isalnum, name))
