"""Chains of statements: followed to their ends, each link once, however long somebody makes them."""

import pytest

from components.analysis import plans
from components.records.reader import read
from components.records.schema import CompanyFile
from tests import hostile

LONG = 2000


@pytest.fixture(scope="module")
def file() -> CompanyFile:
    """A file whose moves m0, m1 ... each supersede the one before and are part of it."""
    content = read("acme.yaml", hostile.chain(150 * LONG).encode()).content
    assert content is not None
    assert len(content.moves) > LONG
    return content


def test_ends_of_a_long_chain(file: CompanyFile) -> None:
    last = file.moves[-1].id
    assert plans.newest(file) == {move.id: last for move in file.moves[:-1]}
    assert plans.oldest(file) == {move.id: "m0" for move in file.moves}


def test_each_link_is_followed_once() -> None:
    followed = 0

    class Links(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            nonlocal followed
            followed += 1
            return super().__getitem__(key)

    # From the far end first, which is the worst order for who follows each chain to its end.
    links = Links({str(n): str(n + 1) for n in range(LONG)})
    assert set(plans._ends(map(str, range(LONG, -1, -1)), links).values()) == {str(LONG)}
    assert followed == LONG
    followed = 0
    assert set(plans._ends(map(str, range(LONG + 1)), links).values()) == {str(LONG)}
    assert followed == LONG


def test_a_plan_is_inside_a_bounded_number_of_others(file: CompanyFile) -> None:
    nested = [move.model_copy(update={"supersedes": None}) for move in file.moves]
    alone = file.model_copy(update={"moves": nested})
    wholes = plans.wholes(alone, plans.oldest(alone))
    assert wholes["m3"] == ["m2", "m1", "m0"]
    assert wholes[f"m{LONG}"] == [f"m{LONG - n}" for n in range(1, plans.MOST_WHOLES + 1)]
    assert max(map(len, wholes.values())) == plans.MOST_WHOLES
