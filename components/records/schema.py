"""The models of a company file. One file is one `CompanyFile`; the fields are explained in `company_data/README.md`.

Every model forbids unknown keys and is frozen: a record is a fact about a file, never a place for state.
Checks that need more than one record (does that source exist?) are in `references.py`.
"""

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, model_validator
from pydantic_core import PydanticCustomError

from components.records.dates import PartialDate
from components.records.fields import Country, Currency, ShortText, Slug, Text, Url, YearEnd, wrong
from components.records.numbers import Number, Percent, PositiveNumber, in_words
from components.records.problems import short
from components.records.vocabulary import Category, Evidence, Measure, Metric, Nature, Qualifier, SourceKind, Status

# No entry lists more than this of anything: a list of two million slips would take a gigabyte to tell.
MOST_LISTED = 1000
# Pydantic copies a list that stands as default with great care, each time; one that a function makes is as empty.
_NONE: dict[str, Any] = {"default": []}


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Record):
    """Who the company is."""

    name: ShortText = Field(description="The name in English.", examples=["Alibaba Group"])
    local_name: ShortText | None = Field(None, description="The name in the company's own language.", examples=["阿里巴巴集团"])
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2 code of the country of its headquarters.", examples=["CN", "US"])
    headquarters: ShortText | None = Field(None, description="City of its headquarters.", examples=["Hangzhou"])
    listings: list[ShortText] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description='Exchange and code of each listing, such as "NYSE: BABA".',
        examples=[["NYSE: BABA", "HKEX: 9988"]],
    )
    fiscal_year_end: YearEnd | None = Field(None, description="Month and day on which the fiscal year ends.", examples=["03-31", "12-31"])
    aliases: list[Slug] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Earlier ids of this file: links with them still work.",
        examples=[["earlier-id"]],
    )
    website: Url | None = Field(None, description="The company's site.", examples=["https://www.alibabagroup.com"])


class Source(Record):
    """Where a statement can be read."""

    publisher: ShortText = Field(description="Who published it.", examples=["Xinhua"])
    title: ShortText | None = Field(
        None, description="Its title, or a short description of it.", examples=["Results of the December quarter of 2024"]
    )
    published: PartialDate | None = Field(None, description="When it was published.", examples=["2025-02-24", "2025-02"])
    url: Url | None = Field(
        None, description="Its address; may be missing for a source off the web.", examples=["https://example.com/results"]
    )
    archived_url: Url | None = Field(
        None, description="Address of an archived copy.", examples=["https://web.archive.org/web/2025/https://example.com/results"]
    )
    accessed: PartialDate | None = Field(None, description="When it was read.", examples=["2025-03-01"])
    kind: SourceKind = Field(description="What kind of source it is.", examples=["filing", "news"])
    via: Slug | None = Field(
        None, description="The source through which this one is known, where it was not read itself.", examples=["xinhua-2025-02-24"]
    )
    note: Text | None = Field(None, description="Doubts about the source or the quality of the copy.", examples=["Read in translation."])

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if not (self.title or self.url):
            raise wrong("a source without `url` needs a `title`, so that a reader can find it")
        return self


class Speaker(Record):
    """Who made a statement."""

    name: ShortText | None = Field(None, description="The person's or body's name.", examples=["Wu Yongming"])
    role: ShortText | None = Field(None, description="Their role.", examples=["Group CEO"])


class Dispute(Record):
    """A source that says otherwise."""

    source: Slug = Field(description="Key of the source that says otherwise.", examples=["reuters-2025-02-24"])
    says: Text = Field(description="What it says instead, in our own words.", examples=["Gives the sum as 360 billion yuan."])


class Period(Record):
    """The span that an amount is spread over or a figure counts."""

    start: PartialDate = Field(description="First day, month, quarter or year of the period.", examples=["2025-02", "2025"])
    end: PartialDate = Field(description="Last day, month, quarter or year of the period, included.", examples=["2028-01", "2027"])

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end.end < self.start.start:
            raise wrong(
                f"the period ends ({short(self.end.text)}) before it starts ({short(self.start.text)}): put the earlier date in `start`"
            )
        return self


def _period(value: object) -> object:
    """A figure's period may be one date: `2024-Q4` is {start: 2024-Q4, end: 2024-Q4}."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return value
    try:
        date = PartialDate.parse(value)
    except ValueError as error:  # told once, of `period`, instead of twice of the ends that nobody wrote
        raise PydanticCustomError("partial_date", "{message}", {"message": str(error)}) from None
    return {"start": date, "end": date}


class Range(Record):
    """A span of percentages."""

    low: Percent = Field(description="Lower end, in percent.", examples=[11])
    high: Percent = Field(description="Upper end, in percent.", examples=[14])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise wrong(f"`low` ({in_words(self.low)}) is more than `high` ({in_words(self.high)}): swap them")
        return self


class UsdValue(Record):
    """A sum in US dollars that a source states, for currencies without a reference rate."""

    value: PositiveNumber = Field(description="The sum in US dollars.", examples=["52 billion"])
    source: Slug = Field(description="Key of the source that states it.", examples=["reuters-2025-02-24"])


class Valued(Record):
    """What amounts, quantities and figures share: one value, or a range from low to high, and how it is meant."""

    value: Number | None = Field(None, description="The number.", examples=["31.4 billion", 50000])
    low: Number | None = Field(None, description="Lower end of a range.", examples=["30 billion"])
    high: Number | None = Field(None, description="Upper end of a range.", examples=["35 billion"])
    qualifier: Qualifier | None = Field(
        None, description="How the number is meant; `exactly` where nothing is said.", examples=["about", "more_than"]
    )

    @model_validator(mode="after")
    def _one_value_or_a_range(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise wrong("`low` and `high` go together: give both, or one number as `value`")
        if self.value is not None and self.low is not None:
            raise wrong("give either `value`, or `low` and `high`, not both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise wrong(f"`low` ({in_words(self.low)}) is more than `high` ({in_words(self.high)}): swap them")
        if self.low is not None and self.qualifier not in (None, Qualifier.BETWEEN, Qualifier.ABOUT):
            raise wrong(f"a range is `between`, not `{self.qualifier}`: take `qualifier` out, or give one `value`")
        if self.value is not None and self.qualifier is Qualifier.BETWEEN:
            raise wrong("`between` needs `low` and `high` instead of one `value`")
        return self

    @property
    def meant(self) -> Qualifier:
        """The qualifier, with its default filled in."""
        return self.qualifier or (Qualifier.EXACTLY if self.low is None else Qualifier.BETWEEN)


class Amount(Valued):
    """Money that a company puts, or is said to put, into AI, in the way it was stated."""

    value: PositiveNumber | None = Field(None, description="The sum.", examples=["380 billion", "3800亿"])
    low: PositiveNumber | None = Field(None, description="Lower end of a range.", examples=["5 billion"])
    high: PositiveNumber | None = Field(None, description="Upper end of a range.", examples=["6 billion"])
    currency: Currency | None = Field(None, description="ISO 4217 code of the currency it was stated in.", examples=["CNY", "USD"])
    nature: Nature = Field(description="What kind of statement it is.", examples=["pledge", "guidance"])
    measure: Measure = Field(description="What the amount counts.", examples=["capital_expenditure"])
    share_of_revenue: Range | None = Field(
        None, description="Percent of revenue, where no sum was stated.", examples=[{"low": 11, "high": 14}]
    )
    as_stated: ShortText | None = Field(
        None, description="The words used, where they are not a plain sum.", examples=["low teens of revenue"]
    )
    covers: Text | None = Field(None, description="What the amount includes, in the speaker's terms.", examples=["cloud and AI hardware"])
    usd: UsdValue | None = Field(
        None,
        description="Only where the currency has no reference rate (TWD, AED ...).",
        examples=[{"value": "52 billion", "source": "reuters-2025-02-24"}],
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        summed = self.value is not None or self.low is not None
        if summed and self.share_of_revenue is not None:
            raise wrong("give either a sum or `share_of_revenue`, not both: the other goes into the summary")
        if summed and self.currency is None:
            raise wrong("the amount has no currency: add `currency`, such as CNY or USD")
        if not summed and self.share_of_revenue is None and self.as_stated is None:
            raise wrong("the amount says nothing: add `value`, `low` and `high`, `share_of_revenue`, or the words in `as_stated`")
        if not summed and (self.currency or self.qualifier or self.usd):
            raise wrong("`currency`, `qualifier` and `usd` need a `value`, or `low` and `high`")
        return self


class Quantity(Valued):
    """A number that is not money put into AI: servers, parameters, a price per token."""

    unit: ShortText = Field(description="What is counted.", examples=["servers", "yuan per million tokens"])

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        if self.value is None and self.low is None:
            raise wrong("a quantity needs `value`, or `low` and `high`")
        return self


SourceKeys = Annotated[list[Slug], Field(min_length=1, max_length=MOST_LISTED)]


class Move(Record):
    """One thing that a company has done, or is said to do, about AI."""

    id: Slug = Field(description="Unique in the file and never changed: links use it.", examples=["three-year-infrastructure-pledge"])
    date: PartialDate = Field(description="When it was said or done.", examples=["2025-02-24", "2025-02", "2025-Q1"])
    title: ShortText = Field(
        description="What happened, in our own words.",
        examples=["Pledges more than 380 billion yuan for cloud and AI hardware over three years"],
    )
    summary: Text | None = Field(
        None,
        description="More, as plain text or simple Markdown, in our own words.",
        examples=["Covers servers and buildings. No split by year is given."],
    )
    due: PartialDate | None = Field(None, description="When a promise is to take effect.", examples=["2025-06-30", "2028-01"])
    fulfils: Slug | None = Field(
        None, description="Id of the move whose promise this one delivers, or part of it.", examples=["three-year-infrastructure-pledge"]
    )
    category: Category = Field(description="What it is about.", examples=["infrastructure", "model"])
    status: Status = Field(description="How far it is.", examples=["announced", "reported"])
    evidence: Evidence = Field(description="How good the best source of the statement is.", examples=["filing", "unnamed"])
    denied_by: list[Slug] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Sources in which the company calls it wrong.",
        examples=[["reuters-2025-02-25"]],
    )
    disputed_by: list[Dispute] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Sources that say otherwise.",
        examples=[[{"source": "reuters-2025-02-24", "says": "Gives the sum as 360 billion yuan."}]],
    )
    stated_by: Speaker | None = Field(None, description="Who said it.", examples=[{"name": "Wu Yongming", "role": "Group CEO"}])
    note: Text | None = Field(None, description="Doubts, traps, what the number is not.", examples=["The sum for AI alone is not said."])
    amount: Amount | None = Field(
        None,
        description="The money, as it was stated.",
        examples=[
            {"value": "380 billion", "currency": "CNY", "qualifier": "more_than", "nature": "pledge", "measure": "capital_expenditure"}
        ],
    )
    period: Period | None = Field(None, description="What the amount is spread over.", examples=[{"start": "2025-02", "end": "2028-01"}])
    quantities: list[Quantity] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Numbers that are not money put into AI.",
        examples=[[{"value": 50000, "unit": "servers"}]],
    )
    shared_with: list[Slug] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Ids of other companies in a joint plan: it is counted once.",
        examples=[["softbank"]],
    )
    part_of: Slug | None = Field(
        None,
        description="Id of the move that this one is counted inside: never added twice.",
        examples=["three-year-infrastructure-pledge"],
    )
    supersedes: Slug | None = Field(
        None, description="Id of the older statement of the same plan that this one replaces.", examples=["earlier-plan"]
    )
    sources: SourceKeys = Field(description="Keys of its sources, best first.", examples=[["xinhua-2025-02-24"]])
    tags: list[Slug] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Free words to find it by.",
        examples=[["cloud"]],
    )

    @model_validator(mode="after")
    def _denials_are_named(self) -> Self:
        if self.status is Status.DENIED and not self.denied_by:
            raise wrong("the status is `denied`, but no source says so: add `denied_by` with the key of a source")
        return self


FigurePeriod = Annotated[
    Period,
    BeforeValidator(_period, json_schema_input_type=PartialDate | Period),
]


class Figure(Valued):
    """A reported number: what pledges are measured against."""

    metric: Metric = Field(description="What is counted.", examples=["capital_expenditure", "revenue"])
    segment: Slug = Field("group", description="Which part of the company; `group` is all of it.", examples=["group", "cloud"])
    of: ShortText | None = Field(None, description="What a share is a share of, or what grew.", examples=["group revenue"])
    period: FigurePeriod | None = Field(
        None, description="Calendar quarter or year, or {start, end}.", examples=["2024-Q4", "2024", {"start": "2024-04", "end": "2025-03"}]
    )
    as_of: PartialDate | None = Field(None, description="The day of a figure that holds at a point in time.", examples=["2024-12-31"])
    fiscal_label: ShortText | None = Field(
        None, description="The company's own name for the period, where it differs.", examples=["FY2025 Q3"]
    )
    covers: Text | None = Field(
        None,
        description="The definition: definitions differ between companies.",
        examples=["purchases of property and equipment, finance leases left out"],
    )
    currency: Currency | None = Field(None, description="ISO 4217 code, for money.", examples=["CNY", "USD"])
    unit: ShortText | None = Field(None, description="Unit, for what is not money.", examples=["percent", "people"])
    note: Text | None = Field(None, description="Doubts about the figure.", examples=["Rounded by the source."])
    evidence: Evidence | None = Field(
        None, description="How good the best source is; told from the sources where missing.", examples=["filing"]
    )
    denied_by: list[Slug] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Sources in which the company calls it wrong.",
        examples=[["results-2025-02-20"]],
    )
    disputed_by: list[Dispute] = Field(
        default_factory=list,
        max_length=MOST_LISTED,
        json_schema_extra=_NONE,
        description="Sources that say otherwise.",
        examples=[[{"source": "reuters-2025-02-24", "says": "31.8 billion."}]],
    )
    doubtful: bool = Field(False, description="Kept as stated, but left out of every chart and sum.", examples=[True])
    sources: SourceKeys = Field(description="Keys of its sources, best first.", examples=[["results-2025-02-20"]])

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.value is None and self.low is None:
            raise wrong("a figure needs `value`, or `low` and `high`")
        if (self.period is None) == (self.as_of is None):
            raise wrong("a figure has either `period` (2024-Q4) or `as_of` (2024-12-31): give one of them")
        if (self.currency is None) == (self.unit is None):
            raise wrong("a figure has either `currency` (money) or `unit` (percent, people ...): give one of them")
        if self.metric in (Metric.SHARE, Metric.GROWTH) and self.of is None:
            raise wrong(f"a {self.metric} needs `of`: what it is a share of, or what grew")
        return self


# What an editor offers for a whole entry.
_MOVE = {
    "id": "three-year-infrastructure-pledge",
    "date": "2025-02-24",
    "title": "Pledges more than 380 billion yuan for cloud and AI hardware over three years",
    "category": "infrastructure",
    "status": "announced",
    "evidence": "news",
    "sources": ["xinhua-2025-02-24"],
}
_FIGURE = {
    "metric": "capital_expenditure",
    "segment": "group",
    "period": "2024-Q4",
    "value": "31.4 billion",
    "currency": "CNY",
    "sources": ["xinhua-2025-02-24"],
}


class CompanyFile(Record):
    """One company's stated AI moves and reported figures. Files whose name starts with `_` have no company."""

    company: Company | None = Field(None, description="Who the company is.", examples=[{"name": "Alibaba Group", "country": "CN"}])
    # The first entry that does not fit ends the attempt: a list of a million of them must not fill the memory with errors.
    # `trial` then tells what is wrong in each.
    sources: Annotated[dict[Slug, Source], FailFast()] = Field(
        {},
        description="Every move and figure points here by key.",
        json_schema_extra={"additionalProperties": False},
        examples=[{"xinhua-2025-02-24": {"publisher": "Xinhua", "title": "Alibaba to invest", "kind": "news"}}],
    )
    moves: Annotated[list[Move], FailFast()] = Field(
        default_factory=list,
        json_schema_extra=_NONE,
        description="What the company has done, or is said to do, about AI.",
        examples=[[_MOVE]],
    )
    figures: Annotated[list[Figure], FailFast()] = Field(
        default_factory=list,
        json_schema_extra=_NONE,
        description="Reported numbers, against which pledges are measured.",
        examples=[[_FIGURE]],
    )


def schema_for_editors() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a company file, for editors that complete and check while one types."""
    schema = CompanyFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "AI Moves company file"}
