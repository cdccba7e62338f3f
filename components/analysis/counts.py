"""How many moves: by category and company, and over time."""

import pandas as pd

from components.records.vocabulary import Category


def by_category(moves: pd.DataFrame) -> pd.DataFrame:
    """Number of moves: rows are categories (their order in the vocabulary), columns company names (order of ids).

    Categories without a move in view are left out; a missing pair counts 0.
    """
    if moves.empty:
        return pd.DataFrame()
    names = moves[["company", "company_name"]].drop_duplicates("company").sort_values("company")["company_name"]
    table = pd.crosstab(moves["category"], moves["company_name"])
    order = [category.value for category in Category if category.value in table.index]
    ordered: pd.DataFrame = table.reindex(index=order, columns=list(names), fill_value=0)
    return ordered


def cumulative(moves: pd.DataFrame) -> pd.DataFrame:
    """Moves so far, by company: columns company, company_name, date, count; one row a company and day with a new move.

    A move counts from the last day of the span that its date stands for: by then it has happened. Each company's line
    goes on to the last day of any.
    """
    columns = ["company", "company_name", "date", "count"]
    if moves.empty:
        return pd.DataFrame(columns=columns)
    by = ["company", "company_name", "date_end"]
    days = moves[by].groupby(by).size().rename("new").reset_index()
    days["count"] = days.groupby("company")["new"].cumsum()
    steps = days.rename(columns={"date_end": "date"})[columns]
    last = steps["date"].max()
    ends = steps.groupby("company", as_index=False).last()
    ends = ends[ends["date"] < last].assign(date=last)
    whole: pd.DataFrame = pd.concat([steps, ends], ignore_index=True)
    return whole[columns].sort_values(["company", "date"], kind="stable", ignore_index=True)
