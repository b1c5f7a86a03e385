"""What is wrong, in the language of the page: every message that may reach a visitor has its Indonesian."""

import ast
import importlib
import io
import itertools
import re
import zipfile
from collections.abc import Iterator

import pytest
from test_bad_seeds import BAD

from paritrana.articles.limits import VISIT
from paritrana.errors import DataError, Problem, SeedError
from paritrana.own import Own
from paritrana.paths import DATA, PACKAGE
from paritrana.problems import load_phrases, phrase, told
from paritrana.tables.build import build
from paritrana.words import load_words

ID, EN = load_words("id"), load_words("en")
# these speak to whoever types a command or keeps a server, in English
COMMAND = ("__main__.py", "check.py", "score.py", "diff.py", "batch/", "export/", "app/serve.py", "app/prepare.py")
ERRORS = ("Problem", "ParitranaError", "SeedError", "SeedNote", "DataError", "CorrectionError", "DayError")
# where `what` and `mend` stand among what is given to an error, and to those who make one by another name
PLACES = dict.fromkeys((*ERRORS, "kind", "error"), (0, 2)) | {"_error": (1, 2)}
# words of Python and its libraries, and of an error told already
NOT_OURS = ("str(error)", "str(reason)", "str(error).split('\\n\\n')[0]", "_AT_LINE.sub('', what)", "self.what",
            "self.mend", "first.what", "first.mend", "error.what", "error.mend", "*raw")  # fmt: skip
FIELD = "7"  # stands for whatever the code fills in


class Module:
    """The messages of one file of source; `name` as it is imported."""

    def __init__(self, source: str, name: str = ""):
        self.tree, self.name = ast.parse(source), name

    def messages(self) -> Iterator[tuple[str, str]]:
        """("what" or "mend", text), a text for each way the code may word it."""
        functions = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]
        for call in (node for node in ast.walk(self.tree) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            around = [f for f in functions if f.lineno <= call.lineno <= f.end_lineno]
            if name not in PLACES or any(f.name in PLACES for f in around):  # what hands on what its callers say
                continue
            for part, place in zip(("what", "mend"), PLACES[name], strict=True):
                for text in self.texts(call.args[place], around) if len(call.args) > place else ():
                    yield part, text

    def texts(self, node: ast.expr, around: list[ast.FunctionDef]) -> list[str]:
        match node:
            case _ if ast.unparse(node) in NOT_OURS:
                return []
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                made = [self.texts(part, around) if isinstance(part, ast.Constant) else [FIELD] for part in parts]
                return ["".join(one) for one in itertools.product(*made)]
            case ast.IfExp(body=one, orelse=other):
                return self.texts(one, around) + self.texts(other, around)
            case ast.Name(id=name):
                for scope in (*reversed(around), self.tree):
                    if found := assigned(scope, name):
                        return [text for value in found for text in self.texts(value, around)]
                if isinstance(text := getattr(importlib.import_module(self.name), name, None), str):
                    return [text]
        raise AssertionError(f"{self.name}, line {node.lineno}: cannot tell what `{ast.unparse(node)}` says")


def assigned(scope: ast.AST, name: str) -> list[ast.expr]:
    """The values given to a name."""
    found = []
    for node in ast.walk(scope):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            both = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
            pairs = zip(target.elts, node.value.elts, strict=True) if both else [(target, node.value)]
            found += [value for one, value in pairs if isinstance(one, ast.Name) and one.id == name]
    return found


def reaching() -> dict[str, Module]:
    """Path -> the modules whose errors a page may show."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        path, source = file.relative_to(PACKAGE).as_posix(), file.read_text()
        if not path.startswith(COMMAND) and re.search("import .*Error|class Problem", source):
            found[path] = Module(source, "paritrana." + path.removesuffix(".py").replace("/", "."))
    return found


REACHING = reaching()


@pytest.mark.parametrize("path", REACHING)
def test_every_message_has_its_indonesian(path):
    lacking = [text for part, text in REACHING[path].messages() if phrase(part, text, ID) == text]
    assert not lacking, f"say them in {DATA / 'problems.toml'}"


def test_no_phrase_is_kept_that_nothing_says():
    said = [message for module in REACHING.values() for message in module.messages()]
    for part in ("what", "mend"):
        used = {filled(phrase(part, text, ID)) for one, text in said if one == part}
        assert {filled(indonesian) for indonesian in load_phrases()[part].whole.values()} - used == set()


def filled(text: str) -> str:
    return re.sub(r"\{[a-z]+\d?\}", FIELD, text)


def test_the_search_for_messages_finds_them():
    source = 'def f(x):\n    what = f"{x} rows" if x else "none"\n    raise SeedError(what, x, f"take {x}")\n'
    assert list(Module(source).messages()) == [("what", "7 rows"), ("what", "none"), ("mend", "take 7")]
    assert {"own.py", "records.py", "articles/walk.py", "tables/corrections.py", "app/data.py"} < set(REACHING)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("larger than 32 MiB", "a.zip", "split it"),
         "a.zip: lebih besar dari 32 MB; bagi menjadi beberapa bagian"),
        (SeedError("longer than 200000 letters", "b.csv: row 1200", "split it"),
         "b.csv: baris 1.200: lebih panjang dari 200.000 huruf; bagi menjadi beberapa bagian"),
        (Problem("3 fields under 2 column names"), "3 isian di bawah 2 nama kolom"),
        (Problem("id 'not UTF-8' is used twice, first in no text", "no text", "split it"),  # a stranger's names stay
         "no text: id 'not UTF-8' dipakai dua kali, pertama di no text; bagi menjadi beberapa bagian"),
        (Problem("published is '{n}\n\x1b[2J', not a date", "a"), "a: published berisi '{n} \\x1b[2J', bukan tanggal"),
        (Problem("Expected `str`, got `int`", "a", "mend the cell"), "a: Expected `str`, got `int`; perbaiki sel itu"),
        (Problem("never said before", "a: row " + "9" * 5000, ""), f"a: row {'9' * 5000}: never said before"),
    ],
)  # fmt: skip
def test_a_problem_is_one_line_in_indonesian_and_as_it_is_in_english(problem, line):
    assert told(problem, ID) == line
    assert told(problem, EN) == str(problem)


def test_all_that_is_wrong_with_real_files_is_said_in_indonesian(tmp_path):
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.md").write_text("---\nid: good\n---\nKota Ambon.\n")
    (tmp_path / "corrections.toml").write_text(
        '[[correction]]\narticle = "good"\naction = "reject"\nreason = "r"\nexpect = {value = 1}'
    )
    found = [*build(tmp_path).problems, *broken_files()]
    assert len(found) == len(BAD) + 1 + 14
    parts = [(part, getattr(one, part)) for one in found for part in ("what", "mend")]
    assert [text for part, text in parts if phrase(part, text, ID) == text] == []
    assert "koreksi 1: good: pembaca tidak lagi" in told(found[len(BAD)], ID)


def broken_files() -> list[Problem]:
    """What is wrong with files of every kind that a visitor may bring."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"../a.txt": b"x", "b.zip": b"x", "big.txt": b"a b " * 10**6}.items():
            archive.writestr(name, content)
    text = b"Kota Ambon. "
    files = [
        ("a.jpg", b"x"), ("a.zip", packed.getvalue()), ("b.zip", b"PK"), ("a.gz", b""), ("a.txt.gz", b"\x1f\x8b"),
        ("a.csv", b'id,text\n1,2,3\n'), ("b.csv", b"a,b\n"), ("a.md", b"---\nid: a\npublished: 9/8\n---\nKota."),
        ("long.txt", text * 10**4), ("huge.txt", text * 10**5), ("b.md", b"Kota."), ("c.md", b"Tual."),
        ("d.md", b"Tual."),
    ]  # fmt: skip
    own = Own(VISIT._replace(files=12, file=1 << 20, unpacked=1 << 20, letters=10**5, articles=2))
    assert [part for part in own.upload(files)][-1] == 1
    return [error.problem for error in own.problems.values()]


@pytest.mark.parametrize(
    ("phrases", "says"),
    [
        ('"{n} files" = "{m} berkas"', "other {fields}"), ('"{a} and {a}" = "{a} dan {a}"', "other {fields}"),
        ('"empty" = " "', "no words"), ('"empty" = 7', "Expected `str`"), ('"empty" = "a"\n[mended]', "mended"),
    ],
)  # fmt: skip
def test_a_slip_in_the_phrases_is_named(tmp_path, phrases, says):
    path = tmp_path / "problems.toml"
    path.write_text(f"[where]\n[mend]\n[what]\n{phrases}\n")
    with pytest.raises(DataError, match=re.escape(says)) as error:
        load_phrases(path)
    assert "problems.toml" in str(error.value)
