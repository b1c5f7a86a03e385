"""Articles of one's own in a real browser: paste, upload, stop, correct, take away."""

import io
import json
import zipfile

import polars as pl
import pytest

TEXT = (
    "Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.\n\n"
    "Sebanyak 12.000 nelayan di Kota Ambon menjadi peserta BPJS Ketenagakerjaan pada 2022."
)
MARKS = ".st-key-article_card a:has(strong), .st-key-article_card strong a"


def paste(seen, text: str = TEXT):
    seen.page.fill(".st-key-bring_card textarea", text)
    seen.page.click(".st-key-own_paste button")
    seen.page.wait_for_selector(".st-key-article_card")
    return seen.settle()


def upload(seen, *files: tuple[str, bytes]):
    seen.page.set_input_files('[data-testid="stFileUploader"] input', [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ])  # fmt: skip
    seen.page.click(".st-key-own_upload button:not([disabled])")
    return seen


def saved(seen, selector: str) -> bytes:
    with seen.page.expect_download() as download:
        seen.page.click(selector)
    return download.value.path().read_bytes()


@pytest.mark.parametrize("lang, width, scheme", [("id", 1440, "light"), ("en", 390, "dark")])
def test_a_pasted_text_is_marked_and_each_mark_says_what_it_is(visit, lang, width, scheme):
    seen = paste(visit(f"/baca?lang={lang}", width, 900, scheme))
    marks = seen.page.query_selector_all(MARKS)
    assert [mark.inner_text() for mark in marks] == ["Juara I", "12.000"]
    assert "Kota Ambon" in marks[1].get_attribute("title") and "2022" in marks[1].get_attribute("title")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.shoot(f"baca-{lang}-{width}-{scheme}")


def test_a_claim_is_corrected_and_taken_away_with_its_proposal(visit):
    seen = paste(visit("/baca"))
    seen.page.click(".st-key-article_card a:has-text('12.000')")
    seen.page.click(".st-key-own_amend button")
    dialog = seen.page.locator('[role="dialog"]')
    dialog.locator("input[aria-label='Nilai']").fill("13.000")
    dialog.locator("input[aria-label='Alasan']").fill("Begitu kata kalimatnya.")
    dialog.locator("input[aria-label='Alasan']").press("Enter")
    dialog.locator("button:has-text('Simpan'):not([disabled])").click()
    dialog.wait_for(state="detached")
    seen.page.wait_for_selector(".st-key-corrected_card")
    seen.settle()
    frame = pl.read_csv(io.BytesIO(saved(seen, ".st-key-take_csv button")), schema_overrides={"region_code": pl.String})
    assert sorted(frame["value"]) == [1.0, 13000.0] and set(frame["region_code"]) == {"81.71"}
    archive = zipfile.ZipFile(io.BytesIO(saved(seen, ".st-key-take_zip button")))
    assert "bukan bagian dari data Paritrana" in archive.read("README.txt").decode()
    seen.page.click(".st-key-own_take_card summary")
    assert b"id: text-1" in saved(seen, ".st-key-own_seed button")
    assert b"claim = { value = 13000 }" in saved(seen, ".st-key-own_entries button")


def test_files_are_read_with_progress_stopped_and_what_was_read_is_kept(visit):
    rows = [json.dumps({"id": f"a{n}", "text": TEXT + f" Catatan {n}. " * 400}) for n in range(1_500)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", "\n".join(rows))
        archive.writestr("../climbs.txt", TEXT)
        archive.writestr("empty.txt", "")
    seen = upload(visit("/baca"), ("photo<b>.jpg", b"\xff"), ("press.zip", out.getvalue()))
    seen.page.click(".st-key-own_stop button")
    seen.page.wait_for_selector(".st-key-article_card")
    seen.settle()
    seen.page.click("summary:has-text('tidak terbaca')")
    told = seen.text()
    kept = int(seen.page.inner_text(".st-key-own_counts strong >> nth=0").replace(".", ""))
    assert 0 < kept < 1_500 and "photo<b>.jpg: jenis berkas ini tidak dibaca di sini; unggah .csv" in told
    assert not seen.page.query_selector(".st-key-own_progress")


@pytest.mark.parametrize(
    "lang, title, line",
    [("id", "tidak terbaca", "rows<b>.csv: tidak ada kolom `text` (yang ada: a, b); beri nama itu"),
     ("en", "could not be read", "rows<b>.csv: no column `text` (there are a, b); name so")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_in_the_language_of_the_page(visit, lang, title, line):
    seen = upload(visit(f"/baca?lang={lang}", 390), ("rows<b>.csv", b"a,b\n1,2\n"))
    seen.page.wait_for_selector(f"summary:has-text('{title}')")
    assert line in seen.settle().text()
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.shoot(f"baca-tidak-terbaca-{lang}")


def test_own_articles_stay_on_other_pages_and_are_gone_with_the_session(visit):
    seen = paste(visit("/baca"))
    seen.page.click('[data-testid="stTopNavLink"]:has-text("Peta")')
    seen.page.wait_for_selector(".st-key-stage")
    seen.settle()
    seen.page.click('[data-testid="stTopNavLink"]:has-text("Baca artikel")')
    seen.page.wait_for_selector(".st-key-article_card")
    seen.settle()
    seen.page.reload()
    seen.settle()
    assert not seen.page.query_selector(".st-key-article_card")


def test_a_button_that_waits_for_a_file_can_be_read(visit):
    for scheme in ("light", "dark"):
        seen = visit("/baca", scheme=scheme)
        colours = seen.page.evaluate(
            "['p', 'button'].map(part => getComputedStyle(document.querySelector(`.st-key-own_upload ${part}`)))"
            ".map((style, i) => i ? style.backgroundColor : style.color)"
        )
        page = seen.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert colours[0] not in (*colours[1:], page)
