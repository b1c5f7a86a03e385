"""The app under the headers of deploy/headers.conf: every page is drawn, every button works, nothing is blocked."""

import re

import pytest
from proxy import headers, proxied
from test_pages import PAGES

from conftest import Visit


@pytest.fixture
def strict(context, server):
    """path -> Visit, through a proxy that adds the headers. At the end: the browser blocked nothing."""
    visits = []
    with proxied(int(server.rsplit(":", 1)[1])) as port:

        def start(path: str) -> Visit:
            page = context.new_page()
            page.set_viewport_size({"width": 1440, "height": 900})
            visits.append(Visit(page, f"http://127.0.0.1:{port}"))
            return visits[-1].open(path)

        yield start
        blocked = [text for visit in visits for kind, text, url in visit.logged
                   if kind in ("error", "warning") and "_stcore/" not in url + text]  # fmt: skip
        for visit in visits:
            visit.page.close()
        assert blocked == []


def test_the_policy_allows_no_script_but_our_own():
    policy = dict(part.strip().split(" ", 1) for part in headers("x")["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'self' blob: 'sha256-[\w+/=]{44}'", policy["script-src"])
    assert not [part for part, value in policy.items() if "*" in value.replace("x:*", "") or "http" in value]


@pytest.mark.parametrize("path", [*PAGES, "?view=years", "bukti?view=audit", "janji?table=targets"])
def test_every_page_is_drawn_under_the_policy(strict, path):
    seen = strict(f"/{path}")
    assert seen.text()
    response = seen.page.request.get(seen.server)
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_downloads_pictures_and_the_dialog_work_under_the_policy(strict):
    seen = strict("/")
    for name in ("PNG", "SVG"):
        with seen.page.expect_download() as taken:
            seen.page.locator(".st-key-map_card, body").first.get_by_role("button", name=name).first.click()
        assert taken.value.suggested_filename.endswith(name.lower())
    with seen.page.expect_download() as taken:
        seen.page.click(".st-key-download button")
    assert taken.value.suggested_filename.endswith(".csv")
    seen.choose("measure", "peringkat")
    seen.page.click(".st-key-language button:has-text('EN')")
    assert "Promises" in seen.settle().page.inner_text("body")


def test_an_upload_works_under_the_policy(strict):
    seen = strict("/baca")
    text = b"Pada 2023 Kabupaten Paser melindungi 25.000 pekerja BPJS Ketenagakerjaan."
    seen.page.set_input_files('[data-testid="stFileUploader"] input',
                              [{"name": "a.txt", "mimeType": "text/plain", "buffer": text}])  # fmt: skip
    seen.page.click(".st-key-own_upload button:not([disabled])")
    seen.page.wait_for_selector(".st-key-article_card")
    assert "25.000" in seen.settle().text()
