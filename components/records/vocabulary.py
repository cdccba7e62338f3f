"""The closed lists of words that a company file may use, each with what it means.

The order of an enumeration is the order in which filters, legends and tables show it.
"""

from enum import StrEnum
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import core_schema

from components.language import _


def in_words(name: str) -> str:
    """A name of the file format as people read it: "open_source" -> "open source", "ai_cloud" -> "AI cloud"."""
    return " ".join("AI" if word == "ai" else word for word in name.replace("_", " ").split(" "))


class Described(StrEnum):
    """A word of the file format together with its meaning in one line, `meaning`, in English."""

    meaning: str

    def __new__(cls, word: str, meaning: str = "") -> "Described":
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member

    @property
    def description(self) -> str:
        """The meaning in the reader's language."""
        return _(self.meaning)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The list for editors, with the meaning of each word. `enumDescriptions` is what language servers show beside a word."""
        listed = handler.resolve_ref_schema(handler(schema))
        said = "\n".join(f"- {word.value}: {word.meaning}" for word in cls)
        listed |= {"description": f"{cls.__doc__}\n{said}", "enumDescriptions": [word.meaning for word in cls]}
        return listed

    @property
    def english(self) -> str:
        """The word as people read it in English: `open_source` is "Open source"."""
        text = in_words(str(self.value))
        return text[:1].upper() + text[1:]

    @property
    def label(self) -> str:
        """The word as people read it in the reader's language."""
        return _(self.english)


class Category(Described):
    """What a move is about."""

    INFRASTRUCTURE = "infrastructure", "Data centres, servers, cloud capacity and plans to spend on them."
    CHIPS = "chips", "Buying, renting or designing processors for AI."
    MODEL = "model", "A model that is announced, released or upgraded."
    PRODUCT = "product", "An application or service that uses AI."
    OPEN_SOURCE = "open_source", "Weights or code that others may use."
    RESEARCH = "research", "Research programmes and results."
    ORGANISATION = "organisation", "People, teams and how the company is arranged."
    PARTNERSHIP = "partnership", "Work with another company or a government."
    PRICING = "pricing", "What AI services cost, free offers included."
    FINANCE = "finance", "Results, financing and listings that bear on AI."


class Status(Described):
    """How far a move is."""

    REPORTED = "reported", "Media say so; the company has not."
    ANNOUNCED = "announced", "The company, or a government for it, has said so."
    UNDER_WAY = "under_way", "It has begun."
    COMPLETED = "completed", "It is done."
    CANCELLED = "cancelled", "It was given up."
    DENIED = "denied", "The company called the report wrong."


class Evidence(Described):
    """How good the best source of a statement is, best first."""

    FILING = "filing", "A results announcement, annual report or exchange filing."
    COMPANY = "company", "The company or its officers, outside a filing."
    GOVERNMENT = "government", "A minister, an agency or a board of investment."
    NEWS = "news", "A named outlet in its own name."
    ESTIMATE = "estimate", "Arithmetic of an analyst or a tracker."
    UNNAMED = "unnamed", "An outlet that cites people it does not name."

    @property
    def rank(self) -> int:
        """0 is the best evidence."""
        return RANKS[self.value]


RANKS = {evidence.value: rank for rank, evidence in enumerate(Evidence)}


class SourceKind(Described):
    """What kind of source it is."""

    FILING = "filing", "A results announcement, annual report or exchange filing, or an exact copy of one."
    COMPANY = "company", "The company's blog, press release or call."
    NEWS = "news", "Journalism."
    REPORT = "report", "An analyst, broker, researcher or aggregator."
    SOCIAL = "social", "A post, a blog or a forum."


# What a figure's evidence is where the file does not say: that of its best source.
EVIDENCE_OF_KIND = {
    SourceKind.FILING: Evidence.FILING,
    SourceKind.COMPANY: Evidence.COMPANY,
    SourceKind.NEWS: Evidence.NEWS,
    SourceKind.REPORT: Evidence.ESTIMATE,
    SourceKind.SOCIAL: Evidence.UNNAMED,
}


class Qualifier(Described):
    """How a number is meant."""

    EXACTLY = "exactly", "The sum as it stands."
    ABOUT = "about", "A rounded or approximate sum."
    MORE_THAN = "more_than", "A lower bound: at least this much."
    UP_TO = "up_to", "An upper bound: at most this much."
    BETWEEN = "between", "A range from low to high."


class Nature(Described):
    """What kind of statement an amount is. Amounts of different natures are never added or drawn on one scale."""

    PLEDGE = "pledge", "A sum that the company, or a government for it, commits to."
    GUIDANCE = "guidance", "What is expected or planned to be spent in a period, reported internal plans included."
    ORDER = "order", "A purchase contract or tender."
    SPENDING = "spending", "Money already spent."
    LEASE = "lease", "Capacity that is rented."
    FINANCING = "financing", "Money raised, or put in as an investor."
    ACQUISITION = "acquisition", "A company bought."
    ESTIMATE = "estimate", "A third party's figure."


class Measure(Described):
    """What an amount counts. Unlike measures are never added."""

    CAPITAL_EXPENDITURE = "capital_expenditure", "Spending on long-lived assets."
    OPERATING_EXPENSE = "operating_expense", "Running costs, AI products included."
    RESEARCH_AND_DEVELOPMENT = "research_and_development", "Research and development expense."
    MARKETING = "marketing", "Advertising and give-aways."
    CHIPS = "chips", "Processors alone."
    DATA_CENTRES = "data_centres", "Data centres at named places."
    REVENUE = "revenue", "A target or plan for revenue."
    TOTAL = "total", "The whole of a deal, such as a bond issue."
    OTHER = "other", "Something else, said in `covers`."


class Metric(Described):
    """What a reported figure counts."""

    REVENUE = "revenue", "Revenue."
    PROFIT = "profit", "Profit, as defined in `covers`."
    CAPITAL_EXPENDITURE = "capital_expenditure", "Capital expenditure as the company reports it."
    CAPITAL_EXPENDITURE_PAID = "capital_expenditure_paid", "Cash paid for capital expenditure, which lags the accrued figure."
    OPERATING_CASH_FLOW = "operating_cash_flow", "Cash flow from operations."
    FREE_CASH_FLOW = "free_cash_flow", "Cash flow from operations less capital expenditure."
    RESEARCH_AND_DEVELOPMENT = "research_and_development", "Research and development expense."
    AI_SPENDING = "ai_spending", "Spending on AI as the company itself defines it."
    IMPAIRMENT = "impairment", "Assets written down."
    INVESTMENT = "investment", "Money put into other companies."
    EMPLOYEES = "employees", "People employed."
    MARKET_VALUE = "market_value", "Market value, or the valuation of a private company."
    MARKET_SIZE = "market_size", "Size of a whole market."
    SHARE_PRICE = "share_price", "Price of one share."
    SHARE_VOLUME = "share_volume", "Value of shares traded."
    SHARE = "share", "A part of the whole named in `of`."
    GROWTH = "growth", "Change of what is named in `of` on a year before."
    USERS = "users", "People who use a product."
    USAGE = "usage", "How much a product is used: rides, tokens, calls."
    DOWNLOADS = "downloads", "Downloads of an application or model."
