"""A folder of seeds that attack: markup, scripts, formulas, odd characters, bombs. `write(folder)` makes it."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

SCRIPT = "<script>window.struck = 1</script>"
IMAGE = "<img src=x onerror='window.struck = 1'>"
LINK = "[klik](javascript:window.struck=1)"
FORMULA = "=HYPERLINK(\"https://example.org/\",\"klik\")"
TURNED = "\u202edm.exe"
SAYS = "Pada 2023 Kabupaten Paser melindungi {} pekerja BPJS Ketenagakerjaan."
READ = {"25.000": 25000.0, "25.000\u200b": 25000.0}  # figure as printed -> as read; others: not at all
ODD = [
    "25\u200b.000", "2\u200b5.000", "25\u00ad.000", "25\uff0e000", "٢٥.٠٠٠", "２５.０００", "\u202e000.52",
    "25\u2060.000",
]  # fmt: skip


def write(folder: Path) -> None:
    """Every attack that a folder can hold; one good article stands among them."""
    folder.mkdir(parents=True, exist_ok=True)
    title = f"{SCRIPT}{IMAGE} **tebal** :material/home: $x^2$"
    _seed(folder, "good", SAYS.format("25.000"))
    _seed(folder, "script", f"{SCRIPT} {IMAGE} {LINK}\n\n{SAYS.format('31.000')} {SCRIPT}{IMAGE}", title=title,
          publisher=IMAGE, place=SCRIPT, url="javascript:window.struck=1")  # fmt: skip
    _seed(folder, "formula", f"{FORMULA} kata bupati. Pada 2024 Kabupaten Paser melindungi 32.000 pekerja.\n\n"
          "+1 Kabupaten Paser meraih Juara I Paritrana Award 2021 se-Kalimantan Timur.\n\n"
          "@SUM(1) Kabupaten Paser meraih Juara II Paritrana Award 2022 se-Kalimantan Timur.",
          title=FORMULA, publisher="-2+3", place="@SUM(1)")  # fmt: skip
    _seed(folder, "turned", SAYS.format("33.000").replace("Kabupaten", f"({TURNED}) Kabupaten"), title=TURNED)
    for number, figure in enumerate(ODD):
        _seed(folder, f"odd{number}", SAYS.format(figure))
    lone = {"id": "lone", "text": SAYS.format("34.000") + " \ud800", "title": "\udfff"}
    (folder / "lone.jsonl").write_text(json.dumps(lone) + "\n")
    (folder / f"{IMAGE.replace('/', '')}.md").write_text("no front matter")
    (folder / "\x1b[2J\u202egnp.md").write_text("no front matter")
    with zipfile.ZipFile(folder / "climb.zip", "w") as archive:
        archive.writestr("../../climbed.md", "Kota Ambon")
    if os.name == "posix":
        (folder / os.fsdecode(b"latin-\xe9.md")).write_bytes(b"---\nid: latin\n---\n" + SAYS.format("35.000").encode())


def _seed(folder: Path, id: str, text: str, **meta: str) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in {"id": id, **meta}.items())
    (folder / f"{id}.md").write_text(f"---\n{front}---\n{text}\n", encoding="utf-8")
