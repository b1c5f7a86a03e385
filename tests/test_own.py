"""A visitor's own articles: every kind of file, limits before memory, corrections by hand, and nothing left behind."""

import io
import json

import polars as pl
import pytest
from making import packed

from paritrana.articles.limits import VISIT
from paritrana.errors import CorrectionError, SeedError
from paritrana.models import Claim
from paritrana.own import Own, year_basis
from paritrana.paths import SEEDS
from paritrana.tables.build import build
from paritrana.tables.corrections import load_corrections

TEXT = "Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku."
MORE = "Kabupaten Paser meraih Juara I Paritrana Award 2023 se-Kalimantan Timur."
PAGE = f"<html><head><title>Juara</title></head><body><article><p>{TEXT}</p><p>{MORE}</p></article></body></html>"


def own_of(*files: tuple[str, bytes], **limits: int) -> Own:
    own = Own(VISIT._replace(**limits))
    assert list(own.upload(files))[-1:] in ([1.0], [])
    return own


def parquet(*texts: str) -> bytes:
    out = io.BytesIO()
    pl.DataFrame({"text": texts}).write_parquet(out)
    return out.getvalue()


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def said(own: Own) -> list[tuple]:
    return [(claim.region, claim.measure, claim.value, claim.year) for claim in own.corrected().claims]


AMBON = ("Kota Ambon", "rank", 1.0, 2022)


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.txt", TEXT.encode()), ("a.md", TEXT.encode()), ("a.html", PAGE.encode()), ("a.jsonl", lines(TEXT)),
        ("a.csv", f"id,text\nx,{TEXT}\n".encode()), ("a.parquet", parquet(TEXT)),
        ("a.zip", packed(**{"x/a.txt": TEXT.encode()})),
        ("b.zip", packed(**{"a.parquet": parquet(TEXT)})),
    ],
)  # fmt: skip
def test_every_kind_of_file_is_read(name, content):
    own = own_of((name, content))
    assert AMBON in said(own) and not own.problems


def test_a_pasted_text_is_read_with_its_date():
    own = Own()
    own.paste(TEXT, published="2023-01-05", title="Juara")
    own.paste(MORE)
    assert list(own.readings) == ["text-1", "text-2"] and len(said(own)) == 2
    assert own.readings["text-1"].article.text.startswith("Juara\n\n")
    with pytest.raises(SeedError, match="no text"):
        own.paste("  ")
    with pytest.raises(SeedError, match="longer than 200000 letters"):
        own.paste("a " * 100_001)


def test_what_cannot_be_read_is_named_and_the_rest_goes_on():
    files = [("photo.jpg", b"\xff\xd8"), ("empty.txt", b""), ("broken.zip", b"PK"), ("rows.csv", b"a,b\n1,2\n"),
             ("../../etc/passwd.txt", TEXT.encode()), ("a.txt", MORE.encode())]  # fmt: skip
    own = own_of(*files)
    assert len(own.readings) == 2 and len(own.problems) == 4
    told = "\n".join(own.problems)
    assert "photo.jpg: no kind of file that is read here" in told and "rows.csv: no column `text`" in told


@pytest.mark.parametrize(
    "limits, files, told, kept",
    [
        ({"articles": 2}, [("a.jsonl", lines(TEXT, MORE, TEXT + "!"))], "a.jsonl:3: not read, the 2 articles", 2),
        ({"total": 60}, [("a.jsonl", lines(TEXT, MORE)), ("b.txt", MORE.encode())], "b.txt: not read, the 2", 2),
        ({"letters": 60}, [("a.jsonl", lines(TEXT, MORE))], "longer than 60 letters", 1),
        ({"files": 1}, [("a.txt", TEXT.encode()), ("b.txt", MORE.encode())], "more than 1 files", 1),
        ({"file": 60}, [("a.txt", MORE.encode()), ("b.txt", TEXT.encode())], "larger than", 1),
        ({"unpacked": 1 << 20}, [("a.zip", packed(**{f"{n}.txt": b"a b " * 200_000 for n in "123"}))], "unpacks to", 1),
    ],
)  # fmt: skip
def test_limits_hold_before_memory_is_spent(limits, files, told, kept):
    own = own_of(*files, **{"letters": 1 << 20, **limits})
    assert len(own.readings) == kept
    assert told in "\n".join(own.problems)


def test_an_upload_can_be_left_at_any_point_and_keeps_what_was_read():
    own = Own()
    reading = own.upload([("a.jsonl", lines(TEXT, MORE, TEXT + "!"))])
    while not own.readings:
        assert 0 < next(reading) <= 1
    reading.close()
    assert said(own) == [AMBON]


def claim_of(own: Own, region: str = "Kota Ambon") -> Claim:
    return next(claim for claim in own.corrected().claims if claim.region == region)


def test_a_claim_is_rejected_amended_added_and_all_of_it_undone():
    own = Own()
    own.paste(f"{TEXT} Sebanyak 12.000 nelayan dilindungi.")
    before = own.corrected().claims
    own.decide(claim_of(own), "amend", "Juara dua.", "text-1", value=2.0, year=2021, year_basis="event")
    assert ("Kota Ambon", "rank", 2.0, 2021) in said(own)
    own.decide(claim_of(own), "amend", "Juara tiga.", "text-1", value=3.0)
    assert len(own.corrections) == 1 and ("Kota Ambon", "rank", 3.0, 2022) in said(own)
    own.decide(claim_of(own), "reject", "Bukan.", "text-1")
    assert AMBON not in said(own) and len(own.corrections) == 1
    own.decide(None, "add", "Ada di kalimat kedua.", "text-1", region="Kota Tual", measure="covered", value=12000.0,
               group="fishers", year=2022, year_basis="event", quote="Sebanyak 12.000 nelayan dilindungi.",
               figure="12.000")  # fmt: skip
    added = claim_of(own, "Kota Tual")
    assert (added.unit, added.rule) == ("people", "correction")
    own.decide(added, "amend", "Bukan nelayan.", "text-1", **{**fields(added), "group": "all"})
    assert claim_of(own, "Kota Tual").group == "all" and len(own.corrections) == 2
    own.decide(claim_of(own, "Kota Tual"), "reject", "", "text-1")
    own.undo(own.corrections[0])
    assert own.corrected().claims == before and not own.corrections


def fields(claim: Claim) -> dict:
    names = ("region", "measure", "value", "status", "year", "year_basis", "group", "scope", "quote")
    return {name: getattr(claim, name) for name in names} | {"figure": "12.000"}


def test_a_decision_that_does_not_hold_changes_nothing():
    own = Own()
    own.paste(TEXT)
    for action, given, told in [
        ("amend", {"value": 1.0}, "changes nothing"),
        ("amend", {"region": "Kota Entah"}, "no region"),
        ("add", {"region": "Kota Tual", "measure": "covered", "value": 3.0, "quote": "Tidak ada."}, "does not stand"),
    ]:
        with pytest.raises(CorrectionError, match=told):
            own.decide(claim_of(own) if action == "amend" else None, action, "x", "text-1", **given)
        assert said(own) == [AMBON] and not own.corrections


def test_tables_of_their_own_and_over_the_published_ones():
    published, own = build(SEEDS), Own()
    own.paste(TEXT)
    assert own.tables().ranks["region"].to_list() == ["Kota Ambon"]
    both = own.tables(published)
    assert both.claims.height == published.claims.height + 1
    assert both.counts["machine_read"] == published.counts["machine_read"] + 1
    again = own_of(("a.jsonl", json.dumps({"id": published.articles["article"][0], "text": TEXT}).encode()))
    assert again.tables(published).articles.height == published.articles.height


def test_the_proposal_is_a_seed_and_entries_that_say_the_same(tmp_path):
    own = Own()
    own.paste(f"{TEXT} Ada 12.000 nelayan.", title='Juara "satu"', published="2023-01-05", publisher="Warta: Timur")
    own.decide(claim_of(own), "amend", 'Kata "juara" salah.', "text-1", value=2.0)
    (tmp_path / "text-1.md").write_text(own.seed("text-1"))
    (tmp_path / "corrections.toml").write_text(own.proposal("text-1"))
    tables = build(tmp_path, strict=True)
    assert not tables.problems
    assert tables.claims.drop("quote").rows() == own.tables().claims.drop("quote").rows()
    assert load_corrections(tmp_path / "corrections.toml")[0].reason == 'Kata "juara" salah.'


def test_an_article_is_let_go_with_what_was_decided_on_it():
    own = Own()
    own.paste(TEXT)
    own.decide(claim_of(own), "reject", "x", "text-1")
    own.forget("text-1")
    assert not own.readings and not own.corrections and not said(own)


def test_nothing_is_written_or_kept_beside_the_visit(monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("kept")

    monkeypatch.setattr("paritrana.store.store", forbidden)
    monkeypatch.setattr("pathlib.Path.open", forbidden)
    own = own_of(("a.zip", packed(**{"a.txt": TEXT.encode()})))
    assert own.tables().claims.height == 1


def test_the_ground_of_a_year_given_by_hand():
    article = Own().paste("Warta 2021. Kota Ambon melindungi 500 nelayan pada 2022.", published="2023-01-01")
    sentence = "Kota Ambon melindungi 500 nelayan pada 2022."
    grounds = [year_basis(year, sentence, article, "covered") for year in (2022, 2021, 2023, None)]
    assert grounds == ["stated", "event", "published", None]
    assert year_basis(2022, sentence, article, "rank") == "award_name"
