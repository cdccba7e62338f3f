"""What pages of their own (the report, the page of a chart) are made of: templates, scripts and their hashes, data inside a page."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import plotly.graph_objects as go
import plotly.offline

from components.language import _, current, direction, n_
from components.records import web_address

HERE = Path(__file__).parent


@cache
def template(name: str) -> jinja2.Template:
    """A template of this folder; all that is put into it is escaped. Its own words are in the language spoken when it is filled."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # No text out of a file turns around what stands beside it.
        finalize=lambda value: direction.drop_marks(value) if isinstance(value, str) else value,
    )
    environment.filters["web"] = web_address.encode
    environment.globals.update({"_": _, "n_": n_, "language": tag})
    return environment.get_template(name)


def tag() -> str:
    """What HTML and Atom call the language spoken."""
    return {"en": "en-GB", "zh": "zh-CN"}[current()]


LONGEST_WORD = 40  # letters behind which a text without spaces is cut anywhere


def cut(text: str, most: int) -> str:
    """A text of no more letters than this, and a sign that it goes on; cut between words, or between Chinese signs."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    words = text[: most - 1].rpartition(" ")[0]
    return f"{words if len(words) > most - LONGEST_WORD else text[: most - 2]} …"


@cache
def text(name: str) -> str:
    """A file of this folder."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def plotly_code() -> str:
    """Plotly's script, of which there is one version in this process."""
    code: str = plotly.offline.get_plotlyjs()
    return code


def script_hash(script: str) -> str:
    """What a content security policy calls a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def embedded(content: object) -> str:
    """Something as JSON that is safe inside a script element: no text in it can end the element."""
    whole = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return whole.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def figure_json(figure: go.Figure) -> Any:
    """A figure as plain lists and dictionaries."""
    return json.loads(figure.to_json())
