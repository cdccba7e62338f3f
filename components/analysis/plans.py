"""Plans behind the moves of one file: a plan is what all statements have in common that supersede each other."""

from collections import deque
from collections.abc import Iterable, Mapping

from components.records.schema import CompanyFile

# A plan is inside two or three others. Of a chain of thousands, which only a hand that means harm writes, each would be
# inside thousands.
MOST_WHOLES = 100


def newest(file: CompanyFile) -> dict[str, str]:
    """Id of a superseded move -> id of the newest statement that replaces it: the end of the chain, the later where it forks."""
    by_date = sorted((move for move in file.moves if move.supersedes), key=lambda move: move.date.end)
    after = {move.supersedes: move.id for move in by_date if move.supersedes}
    return _ends(after, after)


def oldest(file: CompanyFile) -> dict[str, str]:
    """Id of a move -> id of the oldest statement of the same plan."""
    before = {move.id: move.supersedes for move in file.moves if move.supersedes}
    return _ends((move.id for move in file.moves), before)


def _ends(starts: Iterable[str], following: Mapping[str, str]) -> dict[str, str]:
    """Start -> the end of the chain from there: ([a, c], {a: b, b: c}) -> {a: c, c: c}. Follows each link once."""
    ends: dict[str, str] = {}
    found = {}
    for start in starts:
        at, path = start, []
        # The reader lets no circle through.
        while at not in ends and at in following:
            path.append(at)
            at = following[at]
        found[start] = ends.get(at, at)
        ends.update(dict.fromkeys(path, found[start]))
    return found


def wholes(file: CompanyFile, plans: dict[str, str]) -> dict[str, list[str]]:
    """Plan -> the plans that it is counted inside, through any number of steps, the nearest first. Takes the result of `oldest`.

    A newer statement of a part is still a part, and a part of an older statement is one of the newer too. Of very many the
    nearest `MOST_WHOLES` are given.
    """
    inside: dict[str, list[str]] = {}
    for move in file.moves:
        if move.part_of:
            inside.setdefault(plans[move.id], []).append(plans[move.part_of])
    found = {}
    for plan, nearest in inside.items():
        around: dict[str, None] = {}
        ahead = deque(nearest)
        while ahead and len(around) < MOST_WHOLES:
            whole = ahead.popleft()
            # Neither `part_of` nor `supersedes` runs in a circle, but the two together may.
            if whole != plan and whole not in around:
                around[whole] = None
                ahead += inside.get(whole, [])
        found[plan] = list(around)
    return found
