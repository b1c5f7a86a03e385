"""Every page in both languages, both themes and three widths: drawn, readable by axe, no wider than shown."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from paritrana.words import load_words

PAGES = {
    "": ("Wilayah", "Region"),
    "banding?with=73.71&with=73.16": ("Banding wilayah", "Compare regions"),
    "wilayah?region=73.16": ("Kabupaten Enrekang", "Kabupaten Enrekang"),
    "janji": ("Buku janji", "Ledger of promises"),
    "bukti": ("Bukti", "Evidence"),
    "baca": ("Tempel teks", "Paste the text"),
    "data": ("Unduh pilihan ini", "Download this choice"),
    "metode": ("Seberapa tepat", "How accurate"),
}
ZOOMED = (720, 450)  # 1440 by 900 at 200 percent
# words that stand beyond the edge of the window or of their drawing, though in no box that scrolls
CUT = """() => [...document.querySelectorAll('.stMain :is(p, li, h2, h4, a, button, label, td, text)')]
    .filter(at => {
        const box = at.getBoundingClientRect();
        const drawing = at.ownerSVGElement;
        if (drawing) return box.right > drawing.getBoundingClientRect().right + 2;
        if (!at.textContent.trim() || box.right <= innerWidth + 1) return false;
        const boxes = at => at && at.dataset.testid !== 'stMain' ? [at, ...boxes(at.parentElement)] : [];
        return !boxes(at).some(up => ['auto', 'scroll'].includes(getComputedStyle(up).overflowX));
    }).map(at => at.textContent.slice(0, 60))"""
SERIOUS = ("serious", "critical")


def violations(page) -> list[str]:
    """What axe holds to be a serious or critical hindrance."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found if item["impact"] in SERIOUS
            for node in item["nodes"]]  # fmt: skip


@pytest.mark.parametrize("lang, scheme", [("id", "light"), ("en", "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_well_at_every_width(visit, path, lang, scheme):
    seen = visit(f"/{path}" + (("&" if "?" in path else "?") + "lang=en" if lang == "en" else ""), scheme=scheme)
    name = path.partition("?")[0] or "peta"
    assert PAGES[path][lang == "en"] in seen.text()
    assert seen.page.evaluate("document.fonts.check('16px \"Plus Jakarta Sans\"')")
    seen.page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
    assert violations(seen.page) == []
    for width, height in ((1440, 900), (768, 900), ZOOMED, (390, 900)):
        seen.page.set_viewport_size({"width": width, "height": height})
        seen.page.wait_for_timeout(250)
        assert seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
        assert seen.page.evaluate(CUT) == [], width
        seen.shoot(f"{name}-{lang}-{scheme}-{width}")


def test_streamlits_own_words_follow_the_language(visit):
    def menu(option: str) -> None:
        seen.page.click(".st-key-f_province input")
        seen.page.wait_for_selector(f"[role=option]:has-text('{option}')")
        seen.page.keyboard.press("Escape")

    seen = visit("/")
    menu("Pilih semua")
    seen.page.click(".st-key-f_lang button:has-text('EN')")
    seen.settle()
    menu("Select all")
    seen.page.click(".st-key-f_lang button:has-text('ID')")
    menu("Pilih semua")
    seen.page.click("text=Baca artikel")
    seen.page.wait_for_selector(".st-key-bring_card :text('32 MB per berkas')")
    theirs = [load_words("en")(key, n=32) for key in load_words("en").section("streamlit")]
    labels = "[...document.querySelectorAll('[aria-label], input')].flatMap(at => [at.ariaLabel, at.placeholder])"
    assert not {*theirs} & {*seen.page.evaluate(labels), *seen.text().splitlines()}


@pytest.mark.parametrize("path", ["bukti?view=audit", "banding", "wilayah", "?view=years", "janji?outcome=kept"])
def test_other_views_and_empty_ones_read_well_too(visit, path):
    seen = visit(f"/{path}")
    assert violations(seen.page) == []
    seen.shoot("view-" + path.replace("?", "-").replace("=", "-"))


MOVING = """() => [...document.querySelectorAll('*')].filter(at => {
    const style = getComputedStyle(at), times = [style.transitionDuration, style.animationDuration].join();
    return times.split(',').some(time => parseFloat(time) > 0.001);
}).map(at => at.outerHTML.slice(0, 120))"""


def test_reduced_motion_is_respected(visit):
    seen = visit("/")
    seen.page.emulate_media(reduced_motion="reduce")
    assert seen.page.evaluate(MOVING) == []
    drawn = "document.querySelector('.st-key-map_box .js-plotly-plot')"
    seen.page.click(".st-key-play button")  # the years follow each other, none passes into the next
    seen.page.wait_for_selector(".st-key-play button:has-text('Jeda')")
    assert seen.page.evaluate(f"{drawn}.layout.transition || null") is None
    assert seen.page.evaluate(MOVING) == []
    seen.page.click(".st-key-play button")


FOCUSED = """() => {
    let at = document.activeElement;
    while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
    const style = getComputedStyle(at);
    const shown = style.outlineStyle !== "none" || at === document.body;  // the body: nothing has the focus
    return [at.textContent || at.getAttribute("aria-label") || "", shown];
}"""


def test_focus_can_be_seen_and_goes_through_the_whole_page(visit):
    seen, reached = visit("/janji"), []
    seen.page.wait_for_timeout(2000)  # a run may follow the first, and a key pressed in between is lost
    seen.settle()
    for _ in range(24):
        seen.page.keyboard.press("Tab")
        reached.append(seen.page.evaluate(FOCUSED))
    assert [name for name, shown in reached if not shown] == []
    assert {"Peta", "Provinsi", "Bagan", "PNG"} <= {name for name, _ in reached}
