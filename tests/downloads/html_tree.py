"""A page as a tree of elements, to ask what stands where."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "input"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def every(self, tag: str, **attributes: str) -> list["Element"]:
        """All elements below this one with a tag and attributes; `kind` stands for `class`."""
        wanted = {name.replace("kind", "class"): value for name, value in attributes.items()}
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag == tag and wanted.items() <= child.attributes.items() else []
                found += child.every(tag, **attributes)
        return found

    @property
    def text(self) -> str:
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())


class _Reader(HTMLParser):
    """Builds the tree that a browser would: a tag that is closed out of turn is a mistake."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Element:
    """The whole page. Raises AssertionError for a tag that is closed out of turn or not at all."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root
