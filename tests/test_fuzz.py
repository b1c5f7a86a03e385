"""What fuzzing found stays mended, and any bytes and any texts are taken or refused at the doors of fuzz.py."""

from pathlib import Path

import fuzz
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paritrana.models import Claim

FINDS = sorted((Path(__file__).parent / "finds").glob("*/*"))
SOME = settings(max_examples=60, deadline=None)
CORPUS = {door: list(fuzz.corpus(door)) for door in fuzz.DOORS}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "FOLDER", tmp_path)


@pytest.mark.parametrize("find", FINDS, ids=lambda find: f"{find.parent.name}-{find.name}")
def test_what_was_found_stays_mended(find):
    fuzz.DOORS[find.parent.name](find.read_bytes())


@pytest.mark.parametrize("door", fuzz.DOORS)
def test_good_input_passes_its_door(door):
    for raw in CORPUS[door]:
        fuzz.DOORS[door](raw)


def spoilt(door: str) -> st.SearchStrategy[bytes]:
    """Good input with a piece of it replaced: by noise, or by a piece of other good input."""
    pieces = st.one_of(st.binary(max_size=8), st.sampled_from(CORPUS[door]).map(lambda raw: raw[len(raw) // 2 :][:40]))

    def put(raw: bytes, at: float, length: int, piece: bytes) -> bytes:
        start = int(at * len(raw))
        return raw[:start] + piece + raw[start + length :]

    return st.builds(put, st.sampled_from(CORPUS[door]), st.floats(0, 1), st.integers(0, 20), pieces)


@pytest.mark.parametrize("door", fuzz.DOORS)
def test_spoilt_input_is_taken_or_refused(door):
    @SOME
    @given(st.one_of(spoilt(door), st.binary(max_size=300)))
    def check(raw):
        fuzz.DOORS[door](raw)

    check()


VALUES = st.one_of(
    st.sampled_from(["Kabupaten Enrekang", "73.16", "rank", "covered", "people", "IDR", "all", "target", "stated"]),
    st.text(max_size=8), st.integers(-(2**70), 2**70), st.floats(), st.booleans(),
)  # fmt: skip
FIELDS = st.dictionaries(st.sampled_from([*Claim.__struct_fields__, "figure"]), VALUES, max_size=6)


@SOME
@given(st.data())
def test_any_entry_of_corrections_is_taken_or_named(data):
    article = fuzz._readings()[0]
    said = {name: value for name, value in msgspec.to_builtins(article.claims[0]).items() if value is not None}
    entries = data.draw(st.lists(st.fixed_dictionaries({
        "article": st.sampled_from([article.article.id, "x"]), "action": st.sampled_from(["reject", "amend", "add"]),
        "reason": st.just("So."), "claim": FIELDS,
        "expect": st.one_of(st.just({}), FIELDS, st.sampled_from([{name: value} for name, value in said.items()])),
        "clear": st.lists(st.sampled_from([*Claim.__struct_fields__]), max_size=3),
    }), min_size=1, max_size=3))  # fmt: skip
    fuzz.corrections(b"".join(_toml(entry) for entry in entries))


def _toml(entry: dict) -> bytes:
    tables = "".join(
        f"[correction.{name}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in entry.pop(name).items())
        for name in ("claim", "expect")
    )
    head = "".join(f"{key} = {_value(value)}\n" for key, value in entry.items())
    return f"[[correction]]\n{head}{tables}".encode("utf-8", "replace")


def _value(value: object) -> str:
    if isinstance(value, float):
        return repr(value)  # nan and inf are TOML too
    return msgspec.json.encode(value).decode()


PARTS = ["province", "year", "measure", "group", "region", "as_of", "lang", "level", "view", "table", "with", "outcome",
         "due", "article", "claim", "check", "x"]  # fmt: skip
CODES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["73", "64", "73.16", "2023", "2023-12-31", "rank", "covered", "all", "none", "en", "map", "a,b",
                     "٢٠٢٣", "２０２３", "\u202e73", "73\u200b", "<script>", "' OR 1=1", "../../etc/passwd", ""]),
)  # fmt: skip


@SOME
@given(st.lists(st.tuples(st.sampled_from(PARTS), CODES), max_size=8))
def test_any_link_is_a_state(pairs):
    fuzz.url(fuzz.urlencode(pairs, errors="replace").encode())
