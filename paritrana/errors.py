"""What can go wrong, said in one line: what, where, how to mend it. The command prints it, the app shows it."""


def shown(text: str) -> str:
    r"""A stranger's text, fit to print: what steers a terminal, turns the writing round or cannot be seen, as its code.

    >>> print(shown("Ambon\x1b[2J \u202edm.exe"))
    Ambon\x1b[2J \u202edm.exe
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class Problem(str):
    """What is wrong, where, and how to mend it, in one line, "where: what; mend", that keeps its parts."""

    what: str
    where: str
    mend: str

    def __new__(cls, what: str, where: str = "", mend: str = "") -> "Problem":
        line = f"{where}: {what}" if where else what
        line = f"{line}; {mend}" if mend else line
        made = super().__new__(cls, shown(" ".join(line.split())))
        made.what, made.where, made.mend = what, where, mend
        return made

    def __getnewargs__(self) -> tuple[str, str, str]:  # for pickle
        return self.what, self.where, self.mend


class ParitranaError(Exception):
    """An error a user can mend, said in the one line of its `problem`.

    `reason`: what many such errors are counted under, where `what` names a thing of its own.

    >>> str(SeedError("no front matter", "seeds/a.md", "begin the file with a line of ---"))
    'seeds/a.md: no front matter; begin the file with a line of ---'
    """

    def __init__(self, what: str, where: str = "", mend: str = "", reason: str = ""):
        super().__init__(what, where, mend, reason)
        self.what, self.where, self.mend, self.reason = what, where, mend, reason or what

    @property
    def problem(self) -> Problem:
        return Problem(self.what, self.where, self.mend)

    def __str__(self) -> str:
        return str(self.problem)


class SeedError(ParitranaError):
    """An article that cannot be read: empty, binary, not UTF-8, no front matter, an id used twice."""


class SeedNote(SeedError):
    """An article that was read, without something that could not be."""


class DataError(ParitranaError):
    """A damaged lexicon, geo file or schema."""


class CorrectionError(ParitranaError):
    """A correction that is malformed, names no claim, or is no longer needed."""


class DayError(ParitranaError):
    """A day that is none."""


class OutputError(ParitranaError):
    """A place that cannot be written to."""
