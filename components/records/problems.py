"""What is wrong in a data file, where, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an editor should mend.

    `line` and `column` count from 1; 0 means that the problem belongs to the whole file or folder.
    """

    file: str
    line: int
    column: int
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        """For pages, which show errors only: "acme.yaml:3:5: what is wrong: what would be right"."""
        return one_line(f"{self._place}: {self.message}")

    @property
    def report(self) -> str:
        """For the command line, with the level: "acme.yaml:3:5: warning: what is wrong: what would be right"."""
        return one_line(f"{self._place}: {self.level}: {self.message}")

    @property
    def _place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


def one_line(text: str) -> str:
    """One problem, one line, whatever was quoted from the file: no line ends, no escapes for a terminal, no change of direction."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely was meant to be, or None: "catgory" -> "category", "infra" -> "infrastructure"."""
    words = list(known)
    begun = [known_word for known_word in words if len(word) >= 4 and known_word.startswith(word.lower())]
    if len(begun) == 1:
        return begun[0]
    near = get_close_matches(word.lower().replace(" ", "_").replace("-", "_"), words, n=1, cutoff=0.6)
    near = near or get_close_matches(word, words, n=1, cutoff=0.6)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the known word nearest to `word`, or at the known ones.

    ("catgory", ["category", "title"]) -> "did you mean `category`?"
    ("xyz", ["category", "title"])     -> "known here: category, title"
    """
    words = list(known)
    near = nearest(word, words)
    if near:
        return f"did you mean `{near}`?"
    if not words:
        return "there is none yet"
    shown = ", ".join(words[:16])
    return f"known here: {shown}" + (f" and {len(words) - 16} more" if len(words) > 16 else "")
