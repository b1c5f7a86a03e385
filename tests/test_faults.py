"""Full disks, lost and torn files, stopped processes, odd clocks, no locale, no network: nothing good is lost."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import article, claim

from paritrana.app import downloads, outlines
from paritrana.paths import ROOT, SEEDS
from paritrana.store import Store
from paritrana.tables import build as building
from paritrana.tables.build import build, kept, seeds_content
from paritrana.tables.frames import build_tables

ENV = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
CODE = """import os, signal, sys
from pathlib import Path
from paritrana.app.downloads import publish
from paritrana.store import Store
from paritrana.tables.build import build
seeds, to = map(Path, sys.argv[1:])
"""


@pytest.fixture
def seeds(tmp_path, monkeypatch):
    monkeypatch.setenv("PARITRANA_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "seeds"
    folder.mkdir()
    for seed in sorted(SEEDS.glob("0*.md")):
        shutil.copy(seed, folder)
    return folder


@pytest.fixture
def tables():
    return build_tables([article(published="2024-01-02")], [claim("73.16 covered 5 all 2023")])


@pytest.fixture
def full(monkeypatch):
    """From `full()` on the disk is full: whatever is written is cut short."""

    def start(error: int = errno.ENOSPC) -> None:
        real = Path.write_bytes

        def cut(path, content):
            real(path, content[: len(content) // 2])
            raise OSError(error, os.strerror(error))

        monkeypatch.setattr(Path, "write_bytes", cut)
        monkeypatch.setattr(shutil, "copyfile", lambda *_: cut(Path(_[1]), b"xx"))

    return start


def whole(folder: Path) -> bool:
    return downloads._whole(folder)


def paritrana(*args, env=ENV, **options):
    command = [sys.executable, "-m", "paritrana", *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, env=env, **options)


# --- a full disk, a folder that may not be written


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_what_was_published_stays_where_no_more_can_be_written(tables, tmp_path, full, monkeypatch, caplog, error):
    downloads.publish(tables, tmp_path / "data")
    before = (tmp_path / "data" / "claims.csv").read_bytes()
    newer = build_tables([article(published="2024-05-06")], [claim("73.16 covered 9 all 2024")])
    with monkeypatch.context():
        full(error)
        assert downloads.publish(newer, tmp_path / "data") is None
        assert downloads.publish(newer, tmp_path / "data") is None
        monkeypatch.undo()
    assert whole(tmp_path / "data") and (tmp_path / "data" / "claims.csv").read_bytes() == before
    assert [record.message for record in caplog.records] == [
        f"no files for download in {tmp_path / 'data'}: {os.strerror(error)}"
    ]
    assert downloads.publish(newer, tmp_path / "data") and whole(tmp_path / "data")  # room again
    assert not list((tmp_path / "data").glob(".part-*"))


def test_a_build_on_a_full_disk_leaves_the_last_one_and_says_so(seeds, tmp_path, full, monkeypatch):
    from paritrana.errors import OutputError
    from paritrana.export.files import write

    write(build(seeds), tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    full()
    with pytest.raises(OutputError, match="No space left on device"):
        write(build(seeds), tmp_path / "out")
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", [["extract", SEEDS], ["extract", SEEDS, "--out", "/dev/full"], ["explain", SEEDS]])
def test_output_to_a_full_disk_is_one_line(command):
    with open("/dev/full", "wb") as out:  # noqa: PTH123
        made = subprocess.run([sys.executable, "-m", "paritrana", *map(str, command)], cwd=ROOT, env=ENV, stdout=out,
                              stderr=subprocess.PIPE, text=True)  # fmt: skip
    assert made.returncode == 2 and made.stderr.count("\n") == 1 and "No space left" in made.stderr, made.stderr


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root can make a small disk")
def test_a_cache_on_a_really_full_disk_costs_time_and_nothing_else(seeds, tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no mount here")
    try:
        monkeypatch.setenv("PARITRANA_CACHE", str(disk))
        assert kept(seeds).fingerprint == kept(seeds).fingerprint == build(seeds).fingerprint
    finally:
        subprocess.run(["umount", disk], check=True)


# --- files lost or cut short while serving


@pytest.mark.parametrize("name", ["claims.csv", "paritrana.zip", "datapackage.json", "regions.geojson"])
@pytest.mark.parametrize("cut", [True, False])
def test_published_files_that_are_cut_or_lost_are_made_anew(tables, tmp_path, name, cut):
    dated = downloads.publish(tables, tmp_path)
    before = (tmp_path / name).read_bytes()
    for path in (tmp_path / name, dated / name):
        path.write_bytes(before[: len(before) // 2]) if cut else path.unlink()
    assert not whole(tmp_path)
    assert downloads.publish(tables, tmp_path) == dated
    assert whole(tmp_path) and whole(dated) and (tmp_path / name).read_bytes() == before


def test_files_are_looked_at_again_now_and_then(tables, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(downloads, "publish", lambda tables: seen.append(tables))
    monkeypatch.setattr(downloads, "_published", {})
    for _ in range(3):
        downloads.publish_beside(tables)
    monkeypatch.setattr(downloads, "AGAIN", -1)
    downloads.publish_beside(tables)
    time.sleep(0.2)
    assert len(seen) == 2


@pytest.mark.parametrize("lose", [Path.unlink, lambda file: file.write_bytes(b"{")])
def test_outlines_that_are_lost_while_serving_are_copied_again(tmp_path, monkeypatch, lose):
    monkeypatch.setattr(outlines, "STATIC", tmp_path)
    monkeypatch.setattr(outlines, "_lengths", {})
    outlines._outlines.cache_clear()
    outlines.outlines()
    file = next(tmp_path.glob("provinces.*.geojson"))
    before = file.read_bytes()
    lose(file)
    outlines.outlines()
    assert file.read_bytes() == before
    outlines._outlines.cache_clear()


# --- seeds that change, clocks that go back


def test_a_seed_that_changes_while_it_is_read_is_read_again(seeds, monkeypatch):
    seed, real, changes = sorted(seeds.glob("0*.md"))[0], build, iter(["2021", "2020"])

    def slow(*args, **named):
        made = real(*args, **named)
        if year := next(changes, None):  # a person saves it just then
            seed.write_text(seed.read_text().replace("2023", year).replace("2021", year))
        return made

    monkeypatch.setattr(building, "build", slow)
    assert kept(seeds).fingerprint == real(seeds).fingerprint
    assert kept(seeds).fingerprint == real(seeds).fingerprint  # and what is kept on disk is no mixture


def test_seeds_that_never_stand_still_are_still_read(seeds, monkeypatch):
    seed, real = sorted(seeds.glob("0*.md"))[0], build

    def restless(*args, **named):
        made = real(*args, **named)
        seed.write_text(seed.read_text() + "\n")
        return made

    monkeypatch.setattr(building, "build", restless)
    assert kept(seeds).texts.keys() == real(seeds).texts.keys()


def test_a_change_is_seen_though_the_clock_was_set_back(seeds):
    seed = sorted(seeds.glob("0*.md"))[0]
    before, size = seeds_content(seeds), seed.stat().st_size
    seed.write_text(seed.read_text().replace("2023", "2021"))
    os.utime(seed, (0, 0))
    assert seed.stat().st_size == size and seeds_content(seeds) != before


# --- stopped and doubled processes


def run(code: str, seeds: Path, to: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", CODE + code, str(seeds), str(to)]
    return subprocess.Popen(command, cwd=ROOT, env=ENV, stdout=subprocess.PIPE)


def test_a_process_killed_while_it_publishes_leaves_nothing_torn(seeds, tmp_path):
    for after in (0.05, 0.15, 0.3):
        process = run("tables = build(seeds)\nprint(1, flush=True)\npublish(tables, to)", seeds, tmp_path / "d")
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert downloads.publish(build(seeds), tmp_path / "d") and whole(tmp_path / "d")
    assert not list((tmp_path / "d").glob(".part-*"))


def test_processes_that_publish_at_once_end_with_one_whole(seeds, tmp_path):
    both = [run("print(publish(build(seeds), to))", seeds, tmp_path / "d") for _ in range(3)]
    said = {process.communicate()[0] for process in both}
    assert len(said) == 1 and b"None" not in said.pop() and whole(tmp_path / "d")


def test_a_process_killed_while_it_fills_the_cache_leaves_it_usable(tmp_path):
    killed = run("Store(to, 9).fill(['a'], lambda _: os.kill(os.getpid(), signal.SIGKILL))", tmp_path, tmp_path / "s")
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert Store(tmp_path / "s", 9).fill(["a"], lambda _: {"a": b"1"}) == {"a": b"1"}


# --- no locale, no network


@pytest.mark.parametrize("locale", [
    {"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}, {"LC_ALL": "no_SUCH"},
    {"PYTHONIOENCODING": "latin-1"},
], ids=str)  # fmt: skip
def test_without_a_locale_all_is_the_same(seeds, tmp_path, locale):
    settings = ("LC_", "LANG", "PYTHONIO", "PYTHONUTF8")
    bare = {name: value for name, value in ENV.items() if not name.startswith(settings)}
    shutil.copy(SEEDS / "corrections.toml", seeds)
    text = "Kabupaten Paser – “melindungi” 25.000 pekerja BPJS Ketenagakerjaan."
    (seeds / "é.md").write_text(f"---\nid: é\n---\n{text}\n", encoding="utf-8")
    for name in ("extract", "explain"):
        made = paritrana(name, seeds / "é.md", env=bare | locale)
        assert made.returncode == 0 and b"Traceback" not in made.stderr, made.stderr
    made = paritrana("check", env=bare | locale)
    assert b"Traceback" not in made.stderr
    code = f"from paritrana.tables.build import build; print(build({str(seeds)!r}).fingerprint)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=bare | locale, capture_output=True, text=True)
    assert said.stdout.strip() == build(seeds).fingerprint, said.stderr


def test_without_a_network_all_is_built(seeds, tmp_path):
    code = """import socket, sys
def none(*_): raise OSError('no network')
socket.socket.connect = socket.getaddrinfo = socket.create_connection = none
from paritrana.__main__ import main
raise SystemExit(main(['build', '--seeds', sys.argv[1], '--out', sys.argv[2]]))
"""
    command = [sys.executable, "-c", code, seeds, tmp_path / "out"]
    made = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
