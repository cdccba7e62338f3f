"""Plans behind the moves of one file: a plan is what all statements have in common that supersede each other."""

from components.records.schema import CompanyFile


def newest(file: CompanyFile) -> dict[str, str]:
    """Id of a superseded move -> id of the newest statement that replaces it: the end of the chain, the later where it forks."""
    by_date = sorted((move for move in file.moves if move.supersedes), key=lambda move: move.date.end)
    after = {move.supersedes: move.id for move in by_date if move.supersedes}
    last = {}
    for old, new in after.items():
        # The reader lets no circle through.
        while new in after:
            new = after[new]
        last[old] = new
    return last


def oldest(file: CompanyFile) -> dict[str, str]:
    """Id of a move -> id of the oldest statement of the same plan."""
    before = {move.id: move.supersedes for move in file.moves if move.supersedes}
    first = {}
    for move in file.moves:
        plan = move.id
        while plan in before:
            plan = before[plan]
        first[move.id] = plan
    return first


def wholes(file: CompanyFile, plans: dict[str, str]) -> dict[str, list[str]]:
    """Plan -> the plans that it is counted inside, through any number of steps, the nearest first. Takes the result of `oldest`.

    A newer statement of a part is still a part, and a part of an older statement is one of the newer too.
    """
    inside: dict[str, list[str]] = {}
    for move in file.moves:
        if move.part_of:
            inside.setdefault(plans[move.id], []).append(plans[move.part_of])
    found = {}
    for plan, nearest in inside.items():
        around: list[str] = []
        ahead = list(nearest)
        while ahead:
            whole = ahead.pop(0)
            # Neither `part_of` nor `supersedes` runs in a circle, but the two together may.
            if whole != plan and whole not in around:
                around.append(whole)
                ahead += inside.get(whole, [])
        found[plan] = around
    return found
