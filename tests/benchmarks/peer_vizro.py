"""The timeline in Vizro: `python -m tests.benchmarks.peer_vizro PORT`.

Vizro filters the frame by itself and hands what is left to a chart of one's own, which draws the timeline of the categories in it.
"""

import sys

import pandas as pd
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture

from tests.benchmarks.peer_timeline import CATEGORIES, figure

# One row per category is all that the filter needs: the moves themselves are selected as everywhere else.
frame = pd.DataFrame({"category": list(CATEGORIES)})


@capture("graph")
def timeline(data_frame: pd.DataFrame):  # type: ignore[no-untyped-def]
    """The timeline of the categories that the frame has left."""
    return figure(data_frame["category"])


page = vm.Page(
    title="Timeline",
    components=[vm.Graph(figure=timeline(data_frame=frame))],
    controls=[vm.Filter(column="category", selector=vm.Checklist())],
)

if __name__ == "__main__":
    Vizro().build(vm.Dashboard(pages=[page])).run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
