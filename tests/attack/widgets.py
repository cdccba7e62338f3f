"""Hostile values in every widget of every page, sent by hand: no file opens that is not in the snapshot, and no run breaks."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests import event_loop
from tests.attack.folders import PAGES
from tests.attack.tools import CANARY, PATIENCE, Row, Run, listed
from tests.attack.visitor import Visitor

# Of each kind of widget the field that a browser fills; of all others `string_value`.
FIELDS = {
    "button": "trigger_value",
    "download_button": "trigger_value",
    "dialog": "trigger_value",
    "checkbox": "bool_value",
    "expandable": "bool_value",
    "popover": "bool_value",
    "multiselect": "string_array_value",
    "button_group": "string_array_value",
    "date_input": "string_array_value",
    "slider": "double_array_value",
    "number_input": "double_value",
    "file_uploader": "file_uploader_state_value",
    "plotly_chart": "selection",
    "dataframe": "selection",
}
WRONG = ("int_value", "bytes_value", "double_array_value")
TEXTS = (
    *("", "\0", "nobody", "<script>alert(1)</script>", "${7*7}", "[a](javascript:x)", "\u202e", "-1", "null", "{}", "[]", "NaN", "9" * 400),
    *("2025-13-45", "0000-00-00", "9999-12-31", "x" * 100_000, "a/b", "\ufeff", "'; --", "alibaba", "alibaba/x"),
)


def attack(run: Run) -> Iterator[Row]:
    """Rows for runs that broke, and for what was seen of a file beside the data folder."""
    away = run.outside / "canary"
    paths = (f"{away}", "../canary", "../data/../canary", "../../../../../../etc/passwd", "/etc/x", "../y")
    texts = run.chance("widgets").sample(TEXTS, run.count(len(TEXTS), 4))
    found = Found()
    event_loop.run(_fill(run, {page: [*paths, *texts] if page == "contribute" or not run.quick else texts for page in PAGES}, found))
    tried = f"{found.runs:,} runs with hostile values in widgets"
    yield Row("widgets", tried, "runs that broke", len(found.broken), 0, note=listed(found.broken))
    yield Row("widgets", tried, "answers that show a file beside the data folder", len(found.leaks), 0, note=listed(found.leaks))
    # Streamlit refuses these before the page's own code, by an error that only their sender sees.
    yield Row(
        "widgets",
        f"{run.count(3, 1) * len(PAGES)} runs with values of a wrong type",
        "runs that broke",
        len(found.odd),
        note=listed(found.odd),
    )
    health = run.target.get("/_stcore/health").status
    yield Row("widgets", "health afterwards", "answers other than 200", int(health != 200), 0)


@dataclass(slots=True)
class Found:
    """How many runs there were; which broke, which said the canary's words, and which broke of values of a wrong type."""

    runs: int = 0
    broken: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


async def _fill(run: Run, values: Mapping[str, Sequence[str]], found: Found) -> None:
    """Fill the widgets of each page: all together, and each by itself, so that none hides what another does.

    A quick run does the latter on the page Contribute alone, and of no page with the widgets that another has too.
    """
    known: set[str] = set()
    for page in PAGES:
        async with Session(run, page) as session:
            # Buttons have no value; two of them at once would each open a dialog, which Streamlit refuses.
            widgets = {
                mark: kind for mark, kind in session.visitor.heard.widgets.items() if kind != "button" and not mark.endswith("-None")
            }
            rounds = [[mark] for mark in widgets if mark not in known]
            rounds = [list(widgets), *(rounds if page == "contribute" or not run.quick else [])]
            known |= widgets.keys()
            for value in values[page]:
                for marks in rounds:
                    where = f"/{page}, {marks[0].split('-', 2)[-1] if len(marks) == 1 else 'all'}, {value[:30]!r}"
                    error, leaks = await session.fill(state(mark, FIELDS.get(widgets[mark], "string_value"), value) for mark in marks)
                    found.runs += 1
                    found.broken += [f"{where}: {error[:60]}"] if error else []
                    found.leaks += [where] if leaks else []
            for wrong in WRONG[: run.count(3, 1)]:
                error, _ = await session.fill(state(mark, wrong, "x") for mark in widgets)
                found.odd += [f"/{page}, {wrong}: {error[:60]}"] if error else []


class Session:
    """A hostile visitor of one page, who comes anew when something broke: the next run of that session would break too."""

    def __init__(self, run: Run, page: str) -> None:
        self._run, self._page = run, page

    async def __aenter__(self) -> "Session":
        self.visitor = Visitor(self._run.target.address, self._page, secrets=[CANARY], seconds=PATIENCE)
        await self.visitor.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.visitor.close()

    async def fill(self, states: Iterable[WidgetState]) -> tuple[str, list[str]]:
        """Run the page with what stands in its widgets: the error, and secrets that were said."""
        error = await self.visitor.fill(states)
        leaks, self.visitor.heard.leaks = self.visitor.heard.leaks, []
        if error:
            await self.visitor.close()
            await self.__aenter__()
        return error, leaks


def state(mark: str, kind: str, value: str) -> WidgetState:
    """What a browser would send of a widget, with a value that none would."""
    made = WidgetState(id=mark)
    if kind == "string_array_value":
        made.string_array_value.data.extend([value, value, "x"])
    elif kind == "double_array_value":
        made.double_array_value.data.extend([float("nan"), 1e308, -1])
    elif kind == "file_uploader_state_value":
        made.file_uploader_state_value.uploaded_file_info.add(name=value[:1000], size=10**15, file_id=value[:1000])
    elif kind == "selection":
        # As a chart and a table tell what is chosen of them.
        point = {"customdata": [value] * 8, "point_index": 99_999, "curve_number": -1, "x": value, "y": value}
        chosen = {"points": [point], "point_indices": [99_999], "box": [], "lasso": [], "rows": [99_999, -1], "columns": [value]}
        made.string_value = json.dumps({"selection": {**chosen, "cells": [[99_999, value]]}})
    elif kind == "string_value":
        made.string_value = value
    elif kind == "bytes_value":
        made.bytes_value = value.encode()
    elif kind == "int_value":
        made.int_value = 2**53
    elif kind == "double_value":
        made.double_value = float("inf")
    else:
        setattr(made, kind, True)
    return made
