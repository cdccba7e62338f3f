"""Each run speaks its own language."""

import threading
from collections.abc import Iterator

import pytest

from components import language
from components.language import N_, _, n_, p_


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (None, "en"),
        ("", "en"),
        ("zh", "zh"),
        ("zh-TW", "zh"),
        ("zh_CN", "zh"),
        ("ZH-Hans-CN", "zh"),
        ("en-GB", "en"),
        ("de,zh;q=0.9,en;q=0.8", "zh"),
        ("de, en;q=0.9, zh;q=0.8", "en"),
        ("fr", "en"),
        ("*", "en"),
    ],
)
def test_nearest(tags: str | None, code: str) -> None:
    assert language.nearest(tags) == code


class TestSpoken:
    @pytest.fixture(autouse=True)
    def english_again(self) -> Iterator[None]:
        yield
        language.use("en")

    def test_a_text_follows_the_language(self) -> None:
        marked = N_("Timeline")
        assert (language.current(), _(marked)) == ("en", "Timeline")
        language.use("zh")
        assert (language.current(), _(marked)) == ("zh", "时间线")

    def test_counts(self) -> None:
        assert [n_("{count} day", "{count} days", count) for count in (0, 1, 2)] == ["{count} days", "{count} day", "{count} days"]
        language.use("zh")
        assert [n_("{count} day", "{count} days", count) for count in (0, 1, 2)] == ["{count}天"] * 3

    def test_one_text_with_two_meanings(self) -> None:
        assert (p_("button", "Share"), _("Share")) == ("Share", "Share")
        language.use("zh")
        assert (p_("button", "Share"), _("Share")) == ("分享", "占比")

    def test_what_is_in_no_catalogue_stays_as_it_is(self) -> None:
        language.use("zh")
        assert (_("No such text in the catalogue"), _("")) == ("No such text in the catalogue", "")

    def test_unknown_language(self) -> None:
        with pytest.raises(KeyError, match="de"):
            language.use("de")
        assert language.current() == "en"

    def test_threads_do_not_share_it(self) -> None:
        """Two threads speak in turn, each its own language, and a third that says nothing English."""
        heard: dict[str, list[str]] = {"zh": [], "en": [], "": []}
        turn = threading.Barrier(3, timeout=300)

        def run(code: str) -> None:
            if code:
                language.use(code)
            for _round in range(3):
                turn.wait()
                heard[code].append(_("Timeline"))

        threads = [threading.Thread(target=run, args=(code,)) for code in heard]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert heard == {"zh": ["时间线"] * 3, "en": ["Timeline"] * 3, "": ["Timeline"] * 3}
        assert language.current() == "en"
