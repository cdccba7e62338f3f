"""A figure as it was given: what a page sends to a browser needs none of the objects that Plotly makes of a figure."""

import threading
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

Spec = dict[str, Any]  # a part of a figure, in Plotly's words

_MAKING = threading.RLock()


class Drawn(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure of traces and a layout, each a mapping that nobody changes any more.

    Plotly copies a figure four times and looks at each of its values until it is text, which takes longer than to draw it. Here what was
    given is handed on as it is; the objects are made when somebody asks for one of them (`figure.data`, `figure.update_layout`, ...),
    and from then on the figure is like any other.
    """

    def __init__(self, traces: list[Spec], layout: Spec) -> None:
        self._given: dict[str, Any] | None = {"data": traces, "layout": layout}

    def __getattr__(self, name: str) -> Any:
        """What a figure has once it is made: asked for only where it is not there yet."""
        with _MAKING:
            given = self.__dict__.get("_given")
            if given is not None and "_making" not in self.__dict__:
                self._making = True
                super().__init__(given, _validate=False)
                self._given = None
            return object.__getattribute__(self, name)

    def to_dict(self) -> dict[str, Any]:
        """The figure in Plotly's words. Of one that is still as it was given the parts are shared, not copied: do not change them."""
        given = self.__dict__.get("_given")
        if given is None:
            whole: dict[str, Any] = super().to_dict()
            return whole
        return {"data": [dict(trace) for trace in given["data"]], "layout": dict(given["layout"])}


def layout(figure: go.Figure) -> Mapping[str, Any]:
    """The layout of a figure in Plotly's words, to look into."""
    if isinstance(figure, Drawn):
        own: Mapping[str, Any] = figure.to_dict()["layout"]
        return own
    whole: Mapping[str, Any] = figure.layout.to_plotly_json()
    return whole
