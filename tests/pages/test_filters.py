"""The filter bar: the same on every page, kept in the URL, never a dead end."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def titles(app: AppTest) -> list[str]:
    """Titles of the moves on the data page."""
    return list(app.dataframe[0].value["Title"]) if app.header[0].value != "0 moves" else []


def said(app: AppTest) -> dict[str, list[str]]:
    """What the address says; Streamlit's harness keeps a single value bare."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


PLEDGE, MODEL, RUMOUR = "Pledges more than 380 billion yuan over three years", "Opens its model", "Said to plan 480 billion yuan instead"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [PLEDGE, MODEL, RUMOUR]),
        ({"companies": "bolt"}, [MODEL]),
        ({"companies": ["acme", "bolt"]}, [PLEDGE, MODEL, RUMOUR]),
        ({"companies": "acme-old"}, [PLEDGE, RUMOUR]),
        ({"categories": "model"}, [MODEL]),
        ({"statuses": ["denied", "completed"]}, [MODEL, RUMOUR]),
        ({"evidence": "filing"}, [PLEDGE]),
        ({"from_": "2025-09-30"}, [RUMOUR]),
        ({"to": "2025-05-01"}, [PLEDGE, MODEL]),
        ({"q": "yuan PLAN"}, [RUMOUR]),
        ({"companies": "nobody"}, [PLEDGE, MODEL, RUMOUR]),
        ({"from_": "yesterday", "categories": "nonsense"}, [PLEDGE, MODEL, RUMOUR]),
    ],
)
def test_link_restores_the_view(parameters: dict, expected: list[str], samples: Path, open_page: Open) -> None:
    app = open_page("data", samples, **parameters)
    assert not app.exception
    assert titles(app) == expected


def test_count_in_view_without_a_filter(samples: Path, open_page: Open) -> None:
    assert "All 3 moves in view" in [item.value for item in open_page("timeline", samples).caption]


def test_count_in_view_and_clearing_one(samples: Path, open_page: Open) -> None:
    app = open_page("timeline", samples, companies="acme", evidence="filing")
    assert "**1 of 3 moves** in view" in [item.value for item in app.markdown]
    app.button("clear-evidence").click().run()
    assert "**2 of 3 moves** in view" in [item.value for item in app.markdown]
    assert app.multiselect("companies").value == ["acme"]


def test_empty_result_names_the_filter_to_blame(samples: Path, open_page: Open) -> None:
    app = open_page("timeline", samples, companies="bolt", categories="model", q="yuan")
    assert [warning.value for warning in app.warning] == ["No move fits all of these filters."]
    offers = [button.label for button in app.button if str(button.key).startswith("unblock-")]
    assert offers == [r"Clear words\: yuan to see 1 move"]
    app.button("unblock-words").click().run()
    assert not app.warning
    assert app.text_input("q").value == ""


def test_empty_result_with_no_single_culprit(samples: Path, open_page: Open) -> None:
    app = open_page("timeline", samples, categories="pricing", q="nothing")
    app.button("unblock-all").click().run()
    assert not app.warning
    assert app.multiselect("categories").value == []


def test_unknown_values_are_ignored_with_a_note(samples: Path, open_page: Open) -> None:
    app = open_page("timeline", samples, companies=["bolt", "nobody"])
    assert [info.value for info in app.info] == ["The link names what is not in the data, which is ignored: companies\\=nobody."]
    assert app.multiselect("companies").value == ["bolt"]
    app.run()
    assert not app.info, "the note is shown once"


def test_currency_and_basis_are_no_filters(samples: Path, open_page: Open) -> None:
    app = open_page("data", samples, currency="EUR", basis="per_year")
    assert "All 3 moves in view" in [item.value for item in app.caption]
    assert (app.selectbox("currency").value, app.segmented_control("basis").value) == ("EUR", "per_year")


def test_currency_without_rates_is_ignored_with_a_note(samples: Path, open_page: Open) -> None:
    app = open_page("data", samples, currency="TWD", basis="weekly")
    assert "currency=TWD and basis=weekly" in app.info[0].value.replace("\\", "")
    assert app.selectbox("currency").value is None


def test_address_changed_by_hand_is_followed(samples: Path, open_page: Open) -> None:
    app = open_page("data", samples, companies="bolt", currency="EUR")
    app.query_params["companies"] = "acme"
    del app.query_params["currency"]
    app.run()
    assert app.multiselect("companies").value == ["acme"]
    assert app.selectbox("currency").value is None


def test_choice_made_before_the_browser_has_the_new_address_counts(samples: Path, open_page: Open) -> None:
    app = open_page("data", samples)
    app.multiselect("companies").set_value(["acme"]).run()
    assert said(app) == {"companies": ["acme"]}
    # The next click was sent with the address as it was before.
    del app.query_params["companies"]
    app.multiselect("evidence").set_value(["filing"]).run()
    assert (app.multiselect("companies").value, app.multiselect("evidence").value) == (["acme"], ["filing"])
    assert said(app) == {"companies": ["acme"], "evidence": ["filing"]}


def test_address_holds_ids_and_the_fields_show_names(samples: Path, open_page: Open) -> None:
    app = open_page("data", samples, companies="acme", categories="infrastructure")
    assert app.multiselect("companies").options == ["Acme Cloud", "Bolt AI"]
    assert said(app) == {"companies": ["acme"], "categories": ["infrastructure"]}
    assert "Companies\\: Acme Cloud" in [button.label for button in app.button]


class TestFileUnderAnOpenPage:
    def settled(self, folder: Path) -> None:
        """A file that went a moment ago would be waited for."""
        os.utime(folder, (time.time(), time.time() - 10))

    def rename(self, folder: Path) -> None:
        text = (folder / "acme.yaml").read_text(encoding="utf-8")
        (folder / "acme-group.yaml").write_text(text.replace("aliases: [acme-old]", "aliases: [acme-old, acme]"), encoding="utf-8")
        (folder / "acme.yaml").unlink()
        self.settled(folder)

    @pytest.mark.parametrize(
        ("page", "parameters"),
        [
            ("data", {"companies": ["acme", "bolt"]}),
            ("company", {"company": "acme"}),
            ("timeline", {"anchor": "acme/pledge"}),
            ("timeline", {"move": "acme/pledge"}),
        ],
    )
    def test_one_that_gets_another_name_keeps_the_view(self, page: str, parameters: dict, samples: Path, open_page: Open) -> None:
        app = open_page(page, samples, **parameters)
        assert said(app) == {name: value if isinstance(value, list) else [value] for name, value in parameters.items()}
        self.rename(samples)
        app.run()
        assert not app.exception
        assert "link" not in str([info.value for info in app.info])
        assert said(app) == {
            name: [word.replace("acme", "acme-group") for word in (value if isinstance(value, list) else [value])]
            for name, value in parameters.items()
        }

    @pytest.mark.parametrize(("page", "name"), [("data", "companies"), ("company", "company")])
    def test_one_that_is_gone_is_told(self, page: str, name: str, samples: Path, open_page: Open) -> None:
        app = open_page(page, samples, **{name: "bolt"})
        (samples / "bolt.yaml").unlink()
        self.settled(samples)
        app.run()
        assert not app.exception
        assert [info.value for info in app.info][:1] == [f"The link names what is not in the data, which is ignored: {name}\\=bolt."]
        assert said(app) == {}
        app.run()
        assert not any("=bolt" in info.value for info in app.info), "the note is shown once"
