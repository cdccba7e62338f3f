"""Colours, shapes and text that all charts share."""

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis.tables import Tables
from components.charts import theme
from components.records.vocabulary import Category, Evidence

IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True), unique=True, min_size=1)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2: white is 1, black is 0."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_right() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


class TestColours:
    @pytest.mark.parametrize("page", ["#FFFFFF", "#10151C"])
    @pytest.mark.parametrize("colour", [*theme.PALETTE, theme.NEUTRAL])
    def test_seen_on_light_and_dark(self, colour: str, page: str) -> None:
        assert contrast(colour, page) >= 3

    def test_palette_has_no_colour_twice(self) -> None:
        assert len(set(theme.PALETTE)) == len(theme.PALETTE) == 8

    @settings(deadline=None)
    @given(IDS)
    def test_distinct_for_up_to_eight(self, companies: list[str]) -> None:
        colours = theme.company_colours(companies[:8])
        assert len(set(colours.values())) == len(companies[:8])

    @settings(deadline=None)
    @given(IDS, st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, companies: list[str], chance: object) -> None:
        shuffled = list(companies)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        assert theme.company_colours(shuffled) == theme.company_colours(companies)

    def test_two_hundred_share_them_evenly(self) -> None:
        colours = theme.company_colours(f"company-{number}" for number in range(200))
        assert len(colours) == 200
        assert {list(colours.values()).count(colour) for colour in theme.PALETTE} == {25}

    def test_nobody(self) -> None:
        assert theme.company_colours([]) == {}

    def test_new_company_leaves_earlier_ids_as_they_are(self) -> None:
        """A colour depends on the ids before it, so a company at the end of the list moves no other."""
        companies = ["alibaba", "baidu", "bytedance", "tencent"]
        before = theme.company_colours(companies)
        assert {company: theme.company_colours([*companies, "xiaomi"])[company] for company in companies} == before

    def test_shipped_companies_are_told_apart(self, shipped_tables: Tables) -> None:
        colours = theme.company_colours(shipped_tables.names)
        assert len(set(colours.values())) == min(len(colours), 8)


def test_every_category_has_a_shape_and_a_sign_of_its_own() -> None:
    assert set(theme.SHAPES) == set(Category)
    assert len({shape for shape, _ in theme.SHAPES.values()}) == len(Category)
    assert len({sign for _, sign in theme.SHAPES.values()}) == len(Category)


def test_fills_go_down_with_the_evidence() -> None:
    assert list(theme.FILLS) == list(Evidence)
    assert list(theme.FILLS.values()) == sorted(theme.FILLS.values(), reverse=True)
    # A filing and a rumour never look alike.
    assert theme.FILLS[Evidence.FILING] == 1
    assert 0 < theme.FILLS[Evidence.NEWS] < 1
    assert theme.FILLS[Evidence.UNNAMED] == theme.FILLS[Evidence.ESTIMATE] == 0


@pytest.mark.parametrize(
    ("colour", "strength", "words"),
    [("#0072B2", 0.4, "rgba(0, 114, 178, 0.4)"), ("#FFFFFF", 0, "rgba(255, 255, 255, 0)"), ("#000000", 1.0, "rgba(0, 0, 0, 1)")],
)
def test_tint(colour: str, strength: float, words: str) -> None:
    assert theme.tint(colour, strength) == words


class TestText:
    @pytest.mark.parametrize(
        ("text", "shown"), [("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"), ("R&D", "R&amp;D"), ("阿里", "阿里"), ("", "")]
    )
    def test_escape(self, text: str, shown: str) -> None:
        assert theme.escape(text) == shown

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("", ""),
            ("one two three", "one two<br>three"),
            ("one  \n two", "one two"),
            # A word that is too long stands alone; signs count as they are seen.
            ("extraordinarily long", "extraordinarily<br>long"),
            ("<<<< &&&&", "&lt;&lt;&lt;&lt; &amp;&amp;&amp;&amp;"),
            ("<br>", "&lt;br&gt;"),
        ],
    )
    def test_wrap(self, text: str, shown: str) -> None:
        assert theme.wrap(text, 9) == shown

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("阿里巴巴", "阿里巴巴"),
            # No sign stands alone in the last line, but a word of its own may.
            ("阿里巴巴集", "阿里巴<br>巴集"),
            ("阿里巴巴 集", "阿里巴巴<br>集"),
            ("阿里巴巴 a", "阿里巴巴<br>a"),
            # No line begins with what ends a sentence, or ends with what opens a bracket.
            ("阿里巴巴，百度", "阿里巴<br>巴，百度"),
            ("阿里巴（百度）", "阿里巴<br>（百度）"),
            ("阿里，巴巴集", "阿里，巴<br>巴集"),
            ("阿巴里，集", "阿巴里，<br>集"),
            ("超过3800亿元", "超过3800<br>亿元"),
        ],
    )
    def test_wrap_chinese(self, text: str, shown: str) -> None:
        assert theme.wrap(text, 9) == shown

    @pytest.mark.parametrize(("text", "width"), [("", 0), ("R&D", 3), ("阿里", 4), ("超过3,800亿元", 13), ("“AI”", 4), ("é", 1)])
    def test_letters(self, text: str, width: int) -> None:
        assert theme.letters(text) == width

    @settings(deadline=None)
    @given(st.text(), st.integers(1, 60))
    def test_wrap_loses_nothing(self, text: str, width: int) -> None:
        lines = theme.wrap(text, width).split("<br>")
        plain = [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for line in lines]
        # A line ends between two words or behind a wide sign: spaces aside, nothing is lost and nothing added.
        assert "".join("".join(plain).split()) == "".join(text.split())
        assert all(len(line) <= width or " " not in line for line in plain)


def test_frame() -> None:
    figure = theme.frame(go.Figure(go.Bar(x=[1], y=[1])), 99.6, top=10)
    assert figure.layout.height == 110
    assert figure.layout.margin.t == 10
    # The page shows through, in light and dark.
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.showlegend is False
