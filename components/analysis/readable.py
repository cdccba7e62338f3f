"""Frames as tables for people: the columns that matter, in words, their headings in the language spoken."""

from collections.abc import Mapping

import pandas as pd

from components.analysis import wording
from components.language import _
from components.records.vocabulary import Category, Described, Evidence, Measure, Metric, Nature, Qualifier, SourceKind, Status, in_words


def _labels(words: pd.Series, vocabulary: type[Described]) -> pd.Series:
    """Words of a vocabulary as people read them, an empty one as it is: each is looked up once, whatever the number of rows."""
    labels = {word: vocabulary(word).label if word else "" for word in words.unique()}
    return pd.Series([labels[word] for word in words.to_list()], words.index, dtype="str")


def moves(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns Date, Company, Title, Amount, Nature, Measure, Period, Category, Status, Evidence, Publisher, Source, First day."""
    return pd.DataFrame(
        {
            _("Date"): frame["date_words"],
            _("Company"): frame["company_name"],
            _("Title"): frame["title"],
            _("Amount"): frame["amount_text"],
            _("Nature"): _labels(frame["nature"], Nature),
            _("Measure"): _labels(frame["measure"], Measure),
            _("Period"): frame["period_text"],
            _("Category"): _labels(frame["category"], Category),
            _("Status"): _labels(frame["status"], Status),
            _("Evidence"): _labels(frame["evidence"], Evidence),
            _("Publisher"): frame["publishers"],
            _("Source"): frame["source_url"].fillna(""),
            _("First day"): frame["date_start"],
        }
    )


def amounts(frame: pd.DataFrame) -> pd.DataFrame:
    """The result of `analysis.stated.of_nature` for people: as `moves`, with the sum as numbers, as stated and as shown.

    Standing is what stands against adding a sum to others, Left out why it is not shown, Working how the shown sum was made.
    """
    table = moves(frame)
    inserted = {
        _("Shown"): frame["shown_text"],
        _("Shown currency"): frame["shown_currency"].where(frame["left_out"] == "", ""),
        _("Shown low"): frame["shown_low"],
        _("Shown high"): frame["shown_high"],
        _("Left out"): frame["left_out"],
        _("Currency"): frame["currency"],
        _("Low"): frame["low"],
        _("High"): frame["high"],
        _("Qualifier"): frame["qualifier"].map(lambda word: wording.inside(Qualifier(word)) if word else ""),
        _("Standing"): frame["standing"],
    }
    for place, (name, column) in enumerate(inserted.items(), start=4):
        table.insert(place, name, column)
    table[_("Working")] = frame["working"].map(wording.clauses)
    return table


def figures(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Metric, Of, Segment, Period, First day, As stated, Number, Evidence, Covers, Note, Publisher, Source.

    Takes also a result of `reported_money.shown`: where a sum is converted there is a column Shown, and Number is in that currency.
    """
    stated = frame["stated_text"] if "stated_text" in frame else frame["text"]
    converted = {_("Shown"): frame["text"]} if bool((stated != frame["text"]).any()) else {}
    return pd.DataFrame(
        {
            _("Company"): frame["company_name"],
            _("Metric"): _labels(frame["metric"], Metric),
            _("Of"): frame["of"],
            _("Segment"): frame["segment"].map(segment),
            _("Period"): frame["period_words"],
            _("First day"): frame["period_start"],
            _("As stated"): stated,
            **converted,
            _("Number"): frame["high"],
            _("Evidence"): _labels(frame["evidence"], Evidence),
            _("Covers"): frame["covers"],
            _("Note"): frame["note"].where(~frame["doubtful"].astype(bool), _doubted(frame["note"])),
            _("Publisher"): frame["publishers"],
            _("Source"): frame["source_url"].fillna(""),
        }
    )


def segment(name: str) -> str:
    """A part of a company as people read it: "ai_cloud" -> "AI cloud"; the whole of it in the language spoken."""
    return _("group") if name == "group" else in_words(name)


def _doubted(notes: "pd.Series[str]") -> "pd.Series[str]":
    return notes.map(lambda note: wording.sentences([_("Doubtful, left out of charts."), note]))


def totals(frame: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Columns Company, Measure, Total, Moves counted, Not counted. Takes the result of `analysis.sums.sums`; `titles` is by key."""
    return pd.DataFrame(
        {
            _("Company"): frame["company_name"],
            _("Measure"): _labels(frame["measure"], Measure),
            _("Total"): frame["text"],
            _("Moves counted"): frame["counted"].map(lambda keys: wording.clauses(titles[key] for key in keys)),
            _("Not counted"): frame["left"].map(lambda left: wording.clauses(wording.noted(titles[key], reason) for key, reason in left)),
        }
    )


def steps(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns Quarter, From, To, Sum so far, Evidence, How. Takes the steps of an `analysis.delivery.Delivery`."""
    return pd.DataFrame(
        {
            _("Quarter"): frame["quarter"],
            _("From"): frame["start"].dt.date,
            _("To"): frame["end"].dt.date,
            _("Sum so far"): frame["text"].where(frame["known"], _("not known")),
            _("Evidence"): _labels(frame["evidence"], Evidence),
            _("How"): frame["working"],
        }
    )


def intensity(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Period, Share, Percent, Evidence, Working, Publisher, Source. Takes a result of `analysis.intensity`."""
    return pd.DataFrame(
        {
            _("Company"): frame["company_name"],
            _("Period"): frame["label"],
            _("Share"): frame["text"],
            _("Percent"): frame["share"],
            _("Evidence"): _labels(frame["evidence"], Evidence),
            _("Working"): frame["working"].map(wording.clauses),
            _("Publisher"): frame["publishers"],
            _("Source"): frame["source_url"].fillna(""),
        }
    )


def promises(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Title, Made, Due, Outcome, Kept, Delivered by, Evidence, Source. Takes a result of `analysis.promises`."""
    return pd.DataFrame(
        {
            _("Company"): frame["company_name"],
            _("Title"): frame["title"],
            _("Made"): frame["made"],
            _("Due"): frame["due"],
            _("Outcome"): frame["text"],
            _("Kept"): frame["kept"],
            _("Delivered by"): frame["fulfilled_title"],
            _("Evidence"): _labels(frame["evidence"], Evidence),
            _("Source"): frame["source_url"].fillna(""),
        }
    )


def evidence(counts: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Evidence, Moves, Percent, Sources. Takes the result of `analysis.coverage.evidence_counts`."""
    return pd.DataFrame(
        {
            _("Company"): counts["company_name"],
            _("Evidence"): _labels(counts["evidence"], Evidence),
            _("Moves"): counts["count"],
            _("Percent"): counts["percent"].round(1),
            _("Sources"): counts["sources"],
        }
    )


def coverage(cells: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Figure, Known, Missing. Takes the result of `analysis.coverage.matrix`."""
    return pd.DataFrame(
        {
            _("Company"): cells["company_name"],
            _("Figure"): _labels(cells["metric"], Metric),
            _("Known"): cells["text"],
            _("Missing"): cells["missing"],
        }
    )


def _kinds(words: pd.Series) -> pd.Series:
    named = {word: wording.inside(SourceKind(word)) for word in words.unique()}
    return pd.Series([named[word] for word in words.to_list()], words.index, dtype="str")


def sources(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Publisher, Title, Published, Kind, Address, Note."""
    return pd.DataFrame(
        {
            _("Company"): frame["company_name"],
            _("Publisher"): frame["publisher"],
            _("Title"): frame["title"],
            _("Published"): frame["published"],
            _("Kind"): _kinds(frame["kind"]),
            _("Address"): frame["url"].fillna(""),
            _("Note"): frame["note"],
        }
    )


def categories(table: pd.DataFrame) -> pd.DataFrame:
    """Columns Category and the companies' names. Takes the result of `analysis.counts.by_category`."""
    heading = _("Category")
    named = table.rename_axis(index=heading, columns=None).reset_index()
    return named.assign(**{heading: named[heading].map(lambda word: Category(word).label)})


def cumulative(steps: pd.DataFrame) -> pd.DataFrame:
    """Columns Company, Date, Moves so far. Takes the result of `analysis.counts.cumulative`."""
    return pd.DataFrame({_("Company"): steps["company_name"], _("Date"): steps["date"], _("Moves so far"): steps["count"]})


def responses(found: pd.DataFrame) -> pd.DataFrame:
    """As `moves`, with the days since the anchor first, as Lag. Takes the result of `analysis.responses.responses`."""
    table = moves(found)
    table.insert(0, _("Lag"), found["lag_text"])
    return table
