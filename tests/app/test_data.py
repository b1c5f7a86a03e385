"""The app's tables: read once for all sessions and restarts; a changed seed is seen at the next rerun."""


import pytest

from paritrana.app import data
from paritrana.tables import readings


@pytest.fixture
def read(monkeypatch):
    ids, real = [], readings.read
    monkeypatch.setattr(readings, "read", lambda article: ids.append(article.id) or real(article))
    return ids


def test_sessions_restarts_and_days_read_nothing_again(app, seeds, read):
    app()
    count = len(read)
    assert count == len(set(seeds.glob("*.md")) - {seeds / "README.md"})
    app(lang="en").run()
    data._load.clear()  # what a restart leaves is on disk
    app()
    app(as_of="2023-12-31")
    assert len(read) == count


def test_a_changed_seed_is_seen_at_the_next_rerun_and_read_alone(app, seeds, read):
    page = app(measure="rank", region="81.71")
    before = list(page.dataframe[0].value["Nilai"])
    read.clear()
    seed = next(seeds.glob("003_*.md"))
    seed.write_text(seed.read_text().replace("Juara I ", "Juara III ").replace("juara I ", "juara III ").replace(
        "peringkat pertama", "peringkat ketiga").replace("juara pertama", "juara ketiga"))  # fmt: skip
    page.run()
    assert list(page.dataframe[0].value["Nilai"]) != before and read == [seed.stem]
    (seeds / "new.md").write_text("---\nid: new\n---\nKota Ambon menjadi Juara II Paritrana Award 2021 se-Maluku.\n")
    page.run()
    assert read == [seed.stem, "new"] and "2021" in page.selectbox(key="f_year").options
