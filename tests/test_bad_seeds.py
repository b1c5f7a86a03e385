"""Each seed that cannot be read is named with its line and reason; the others are built."""

import pytest

from paritrana.__main__ import main

FRONT = b"---\nid: bad\n"
BAD = {
    "binary.md": (FRONT + b"---\nKota\0Ambon", "binary.md:4: binary"),
    "date.md": (FRONT + b"place: W\npublished: 31-12-2024\n---\nKota", "date.md:4: published is '31-12-2024'"),
    "notext.md": (FRONT + b"---\n\n...\n", "notext.md:4: no text"),
    "utf.md": (FRONT + b"---\nKota\nAmbon \xff", "utf.md:5: not UTF-8"),
    "key.md": (FRONT + b"foo: u\n---\nKota Ambon", "key.md:3: front matter line 'foo: u'"),
    "nofront.md": (b"Kota Ambon", "nofront.md:1: no front matter"),
    "noid.md": (b"---\npublisher: W\n---\nKota Ambon", "noid.md:1: front matter without an id"),
    "twice.md": (b"---\nplace: W\nid: good\n---\nKota Ambon", "twice.md:3: id 'good' is used twice, first in good.md"),
    "region.md": (FRONT + b"---\nJudul.\n\nKabupaten Antah Berantah melindungi 12.345 pekerja.\n",
                  "region.md:6: region 'Kabupaten Antah Berantah' is not known"),
    "half.jsonl": (b'{"text": "Kota Ambon"}\n{"text": "Kota \\ud800 Ambon"}', "half.jsonl:2: half a character"),
    "lines.jsonl": (b'{"text": "Kota Ambon"}\n\n{"text": "Kota', "lines.jsonl:3: not JSON"),
    "empty.md": (b"", "empty.md: empty"),
    "page.html": (b"<html><body></body></html>", "page.html: no article found"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_seed_is_named_and_the_rest_is_built(tmp_path, capsys, name):
    seeds, (content, says) = tmp_path / "seeds", BAD[name]
    seeds.mkdir()
    (seeds / "good.md").write_text("---\nid: good\n---\nKota Ambon melindungi 21.345 pekerja pada 2023.\n")
    (seeds / name).write_bytes(content)
    assert main(["build", "--seeds", str(seeds), "--out", str(tmp_path / "out")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"paritrana: {seeds}/{says}") and ";" in line
    assert "good," in (tmp_path / "out" / "articles.csv").read_text()
