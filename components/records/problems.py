"""What is wrong in a data file, where, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Level = Literal["error", "warning"]

# A file may be made to be costly: a megabyte of wrong words, or one word of a megabyte. What is said of it stays short.
MOST_PROBLEMS = 100  # told of one file; a last one says how many more there are
MOST_QUOTED = 200  # characters of a list of words from a file; a single quotation has fewer
MOST_SAID = 1000  # characters of a message


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

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", cut(self.message, MOST_SAID))

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


def bounded(problems: Iterable[Problem], *, stopped: bool = False) -> tuple[Problem, ...]:
    """The first problems of one file, in order and each once, and a last one that says how many more there are.

    The last one stands where the first that is not told does. `stopped` says that whoever looked for problems
    stopped looking after a while, so that there may be more than were found.
    """
    found = sorted(set(problems))
    told, rest = found[:MOST_PROBLEMS], found[MOST_PROBLEMS:]
    if rest or (stopped and told):
        at = rest[0] if rest else told[-1]
        noun = "warning" if at.level == "warning" else "problem"
        count = f"{'at least ' if stopped else ''}{len(rest):,} more {noun}{'' if len(rest) == 1 else 's'}" if rest else f"more {noun}s"
        told.append(Problem(at.file, at.line, at.column, f"and {count}: mend these first", at.level))
    return tuple(told)


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters, with an ellipsis behind it where there are more: ("abcd", 3) -> "abc…"."""
    return text if len(text) <= most else f"{text[:most]}…"


def short(value: object, most: int = 40) -> str:
    """The first characters of a value as Python writes it, with an ellipsis where there are more.

    A value may be a list of a million: no more of it is written than is shown.
    """
    return cut(_begin(value, most), most)


def quoted(value: object, most: int = 40) -> str:
    """What a message quotes from a file: "catgory" -> "`catgory`". Every quotation goes through here, so that none is long."""
    return f"`{short(value, most)}`"


def _begin(value: object, most: int, within: bool = False) -> str:
    """`str(value)`, or a beginning of it that is longer than `most`."""
    if isinstance(value, str):
        return repr(value[: most + 1]) if within else value[: most + 1]
    if not isinstance(value, dict | list):
        return str(value)
    signs = "{}" if isinstance(value, dict) else "[]"
    text = signs[0]
    for number, item in enumerate(value):
        if len(text) > most:
            break
        text += (", " if number else "") + _begin(item, most, within=True)
        text += f": {_begin(value[item], most, within=True)}" if isinstance(value, dict) else ""
    return text + signs[1]


# What the search for nearest words may cost, counted in pairs of letters that are compared: two million take about a second,
# and are enough for a hundred wrong references among three hundred sources.
MOST_COMPARED = 2_000_000
LONGEST_WORD = 100  # letters of a word that is compared with others
CLOSE = 0.6  # share of letters that two words must have in common, as `difflib` counts it


class Known:
    """The words that are right in one place, and hints at the one that a wrong word was meant to be.

    Hints for one file share one budget: where it is spent, a hint only lists the first of the known words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        self._left = MOST_COMPARED
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The known word that `word` most likely was meant to be, or None: "catgory" -> "category", "infra" -> "infrastructure"."""
        if len(word) > LONGEST_WORD:
            return None
        if word not in self._found:
            self._found[word] = self._look_for(word)
        return self._found[word]

    def hint(self, word: str) -> str:
        """A hint at the known word nearest to `word`, or at the known ones.

        ("catgory", ["category", "title"]) -> "did you mean `category`?"
        ("xyz", ["category", "title"])     -> "known here: category, title"
        """
        near = self.nearest(word)
        if near:
            return f"did you mean {quoted(near, LONGEST_WORD)}?"
        if not self._words:
            return "there is none yet"
        shown: list[str] = []
        for known in self._words[:16]:
            if sum(map(len, shown)) + len(known) > MOST_QUOTED and shown:
                break
            shown.append(cut(known, MOST_QUOTED))
        more = len(self._words) - len(shown)
        return f"known here: {', '.join(shown)}" + (f" and {more:,} more" if more else "")

    def _look_for(self, word: str) -> str | None:
        self._left -= len(self._words)
        if self._left < 0:
            return None
        begun = [known for known in self._words if len(word) >= 4 and known.startswith(word.lower())]
        if len(begun) == 1:
            return begun[0] if len(begun[0]) <= LONGEST_WORD else None
        plain = word.lower().replace(" ", "_").replace("-", "_")
        return self._closest(plain) or (self._closest(word) if word != plain else None)

    def _closest(self, word: str) -> str | None:
        """What `difflib.get_close_matches` puts first; None once the budget is spent, for the nearest word may not have been seen."""
        matcher: SequenceMatcher[str] = SequenceMatcher()
        matcher.set_seq2(word)
        best, found = CLOSE, ""
        for known in self._words:
            both = len(word) + len(known)
            if len(known) > LONGEST_WORD or 2 * min(len(word), len(known)) < best * both:
                continue
            matcher.set_seq1(known)
            self._left -= both
            if matcher.quick_ratio() >= best:
                self._left -= len(word) * len(known)
                # Of two that are equally near, the later in the alphabet, as `difflib` has it.
                best, found = max((best, found), (matcher.ratio(), known))
            if self._left < 0:
                return None
        return found or None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """`Known.nearest` for a single look."""
    return Known(known).nearest(word)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Known.hint` for a single look."""
    return Known(known).hint(word)
