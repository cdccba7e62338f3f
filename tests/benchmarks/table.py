"""What a benchmark has measured, as rows of a table: medians, ratios taken in pairs, and whether the target is met."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

HEADINGS = ("what", "target", "measured", "floor", "ratio", "met", "taken", "note")
MISSING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `measured` is what was taken of AI Moves and `floor` what was taken of that which it is compared with, both medians, in `unit`
    (one of `UNITS`). With `most_ratio` the target is about `ratio`, with `most` about `measured`; with neither there is no target.
    `taken` says how often it was measured. What could not be measured has a note and no number.
    """

    what: str
    unit: str = "s"
    measured: float | None = None
    floor: float | None = None
    ratio: float | None = None
    most: float | None = None
    most_ratio: float | None = None
    taken: str = ""
    note: str = ""

    @property
    def target(self) -> str:
        """The target in words: "≤ 1.15 ×" or "≤ 500 kB"; both where there are two."""
        words = [f"≤ {self.most_ratio:g} ×"] if self.most_ratio is not None else []
        if self.most is not None:
            words.append(f"≤ {shown(self.most, self.unit)}")
        return ", ".join(words) or MISSING

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is no target or nothing was measured."""
        verdicts = []
        for value, limit in ((self.ratio, self.most_ratio), (self.measured, self.most)):
            if limit is not None:
                if value is None:
                    return None
                verdicts.append(value <= limit)
        return all(verdicts) if verdicts else None


# Unit -> (factor, sign, digits after the point). Values are kept in seconds, bytes, counts and shares.
UNITS = {
    "s": (1, "s", 2),
    "ms": (1000, "ms", 0),
    "kB": (1 / 1000, "kB", 0),
    "MB": (1 / 1_000_000, "MB", 1),
    "count": (1, "", 0),
    "shift": (1, "", 3),
    "times": (1, "×", 2),
}


def shown(value: float | None, unit: str) -> str:
    """A value in its unit: `shown(0.0314, "ms")` is "31 ms", `shown(1234567, "kB")` is "1,235 kB"."""
    if value is None:
        return MISSING
    factor, sign, digits = UNITS[unit]
    return f"{value * factor:,.{digits}f} {sign}".rstrip()


def compared(what: str, measured: Sequence[float], floors: Sequence[float], **more: object) -> Row:
    """A row made of pairs, each taken one right after the other: `measured[i]` against `floors[i]`.

    The ratio is the median of the pairs' ratios: what slows the machine for a while slows both of a pair.
    Raises ValueError where the two are not of one length, or empty.
    """
    if len(measured) != len(floors) or not measured:
        raise ValueError(f"{what}: {len(measured)} measured and {len(floors)} floors make no pairs")
    ratio = statistics.median(mine / floor for mine, floor in zip(measured, floors, strict=True))
    row = Row(what, measured=statistics.median(measured), floor=statistics.median(floors), ratio=ratio, taken=f"{len(measured)} pairs")
    return replace(row, **more)  # type: ignore[arg-type]


def alone(what: str, measured: Sequence[float], **more: object) -> Row:
    """A row of values that are compared with no floor. Raises statistics.StatisticsError where there are none."""
    row = Row(what, measured=statistics.median(measured), taken=f"{len(measured)} ×" if len(measured) > 1 else "once")
    return replace(row, **more)  # type: ignore[arg-type]


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest of the values that at least `share` (above 0, up to 1) of them do not exceed. Raises ValueError for no values."""
    ordered = sorted(values)
    if not ordered or not 0 < share <= 1:
        raise ValueError(f"no {share:.0%} percentile of {len(ordered)} values")
    # Ten decimals: 0.07 * 100 is 7.000000000000001, and its ceiling would be one too many.
    return ordered[math.ceil(round(share * len(ordered), 10)) - 1]


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown, its columns in line."""
    return aligned([HEADINGS, *(_cells(row) for row in rows)])


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Cells as a table in Markdown, its columns in line; the first line has the headings."""
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    widths = [max(len(line[place]) for line in cells) for place in range(len(cells[0]))]
    cells.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells)


def _cells(row: Row) -> tuple[str, ...]:
    ratio = MISSING if row.ratio is None else f"{row.ratio:.2f} ×"
    met = {True: "yes", False: "NO", None: MISSING}[row.met]
    values = (shown(row.measured, row.unit), shown(row.floor, row.unit))
    return row.what, row.target, *values, ratio, met, row.taken or MISSING, row.note
