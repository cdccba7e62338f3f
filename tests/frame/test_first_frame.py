"""The place of what comes, held from the first frame on."""

import pytest

from components.frame import first_frame


@pytest.mark.parametrize(("query", "beside"), [(b"", True), (b"companies=baidu", True), (b"embed=true", False), (b"embed=True&q=x", False)])
def test_filters_have_their_place_unless_the_view_stands_in_another_page(query: bytes, beside: bool) -> None:
    style = first_frame.style(query).decode()
    assert ("padding-left: 300px" in style) is beside
    assert style.count("{") == style.count("}")
