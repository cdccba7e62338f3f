"""The method in plain words: every rule behind the figures, for the page and for the report."""

from components.language import N_, _

# Title, the rule in plain words, and the formula behind it where there is one; in English, `in_words` has them as they are shown.
RULES = (
    (
        N_("Natures are never mixed"),
        N_(
            "A pledge, a guidance, an order, money spent, a lease, financing and an outsider's estimate are different things. Each "
            "chart of amounts draws one of them and says which. No sum adds two."
        ),
        "",
    ),
    (
        N_("Currency"),
        N_(
            "Amounts are shown as stated unless a currency is chosen. Then each is converted at the euro foreign exchange reference"
            " rate of the European Central Bank of the day of the statement, or of the last day before it on which one was "
            "published. Where only the month, quarter or year of a statement is known, the mean of the rates published in it is "
            "taken; so it is for money spent over a period. Between two other currencies the rate goes through the euro. What has "
            "no rate within a week stays in its own currency, is listed below the chart as not converted and is in no sum; where "
            "the file gives a dollar value with a source, that one is used."
        ),
        N_("sum in USD = sum in CNY ÷ (CNY for one euro) × (USD for one euro)"),
    ),
    (
        N_("Per year"),
        N_(
            "A sum per year is the sum divided by the length of the period it was stated for: months ÷ 12 where only months, "
            "quarters or years are known, otherwise days ÷ 365.25. Without a stated period, or for less than a year, there is no "
            "figure per year: a month's campaign is not made twelve times as large. The page says which amounts that leaves out."
        ),
        N_("sum per year = sum ÷ length of the period in years"),
    ),
    (
        N_("Lower bounds, ranges and about"),
        N_(
            "“More than” is a lower bound and drawn with an arrow; “up to” is an upper bound and drawn with a cap; a range is solid"
            " to its low end and pale to its high end; “about” is said in words. A sum that holds a lower bound is a lower bound "
            "itself."
        ),
        "",
    ),
    (
        N_("Shares of revenue"),
        N_(
            "Guidance given as a share of revenue becomes an amount only once the revenue of exactly that period has been reported,"
            " and says so. Until then it is listed and not drawn."
        ),
        N_("amount = share × reported revenue of the period"),
    ),
    (
        N_("Nothing is counted twice"),
        N_(
            "A newer statement of the same plan replaces the older one; a plan inside another plan is part of it; a joint plan of "
            "several companies counts once. What the company called wrong is in no sum. All of them stay visible and say what they "
            "are."
        ),
        "",
    ),
    (
        N_("Pledge and delivery"),
        N_(
            "A pledge or guidance of capital expenditure with a period is set against the capital expenditure that the company has "
            "reported since the period began. A quarter that the period begins or ends in counts by its share of days. A quarter "
            "that is not known counts neither in what was spent nor in the pace: a gap is never a zero. The pace is a straight "
            "line: nobody has promised one. Reported capital expenditure is all of it, not for AI alone."
        ),
        N_("pace = pledge × days of the known quarters ÷ days of the whole period"),
    ),
    (
        N_("Capital expenditure worked out"),
        N_(
            "Where no source states a quarter's capital expenditure but two stated figures imply it, it is worked out and says so: "
            "operating cash flow less free cash flow, where free cash flow is defined as nothing but that difference, or a longer "
            "period less the known rest of it."
        ),
        "",
    ),
    (
        N_("Promises"),
        N_(
            "A statement with a due date is kept by the move that names it as fulfilled: early, on time or late by so many days. "
            "Without such a move it is open until the due date, and after it “overdue, nothing known”, which is not the same as "
            "broken."
        ),
        "",
    ),
    (
        N_("Intensity"),
        N_("Capital expenditure as a share of revenue, both of the same company, currency and period."),
        N_("intensity = capital expenditure ÷ revenue"),
    ),
    (
        N_("Responses"),
        N_("What other companies did in the days before and after a chosen move. Being close in time is not being caused by it."),
        "",
    ),
)


def in_words() -> list[tuple[str, str, str]]:
    """The rules in the language spoken: title, rule and formula of each, the formula empty where there is none."""
    return [(_(title), _(rule), _(formula)) for title, rule, formula in RULES]
