"""Claims and articles made by hand, for tests of what comes after the reader."""

import io
import zipfile
from itertools import count

from paritrana.models import Article, Claim, Reading
from paritrana.regions import all_regions
from paritrana.tables.frames import build_tables
from paritrana.tables.schemas import UNITS

_number = count(1)
MARKS = {"target": {"status": "target"}, "+": {"increment": True}, "~": {"approximate": True}, "?": {"uncertain": True}}


def claim(text: str = "", **fields) -> Claim:
    """A claim from a line such as "73.16 covered 25000 formal 2023 target +", and fields by name over it.

    The line: region code, measure, value (or -), then in any order a year, a group, a scope, target, + (addition),
    ~ (approximate), ? (reading uncertain).
    """
    code, measure, value, *rest = (text or "73.16 award -").split()
    region = all_regions()[code]
    made = {
        "claim_id": f"c{next(_number)}", "article": "a", "region_code": code, "region": region.name,
        "province_code": region.province_code, "province": region.province, "measure": measure,
        "value": None if value == "-" else float(value), "unit": UNITS.get(measure),
        "quote": "Kalimat.", "start": 0, "end": 7, "rule": "made",
    }  # fmt: skip
    for word in rest:
        if word.isdigit():
            made |= {"year": int(word), "year_basis": "stated"}
        elif word in ("provinsi", "zona", "nasional"):
            made["scope"] = word
        elif word in MARKS:
            made |= MARKS[word]
        elif word in ("person", "month", "per-year"):
            made["per"] = word.removeprefix("per-")
        else:
            made["group"] = word
    return Claim(**(made | fields))


def article(id: str = "a", text: str = "Kalimat.", **meta) -> Article:
    return Article(id=id, text=text, **meta)


def reading(*claims: Claim, text: str = "Kalimat.", id: str = "a") -> Reading:
    return Reading(article=article(id, text), claims=claims, rejections=())


def packed(**files: bytes) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tables(*lines, articles=(), as_of=None):
    """Lines for making.claim; "b: ..." stands in article b."""
    claims = []
    for line in lines:
        name, _, said = line.rpartition(": ") if isinstance(line, str) else ("", "", "")
        claims.append(claim(said, article=name or "a") if said else line)
    known = {item.id for item in articles}
    rest = [article(name) for name in sorted({item.article for item in claims} - known)]
    return build_tables([*articles, *rest], claims, as_of=as_of)


def rows(frame, *names):
    return frame.select(*names).rows()
