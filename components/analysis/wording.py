"""Amounts, numbers and periods in words, the same on every page and in every download, in the language spoken.

380e9, "CNY" -> "¥380bn"      31.456e9 -> "31.456bn"      194320 -> "194,320"
zh:             "3,800亿元"                 "314.56亿"               "19.432万"
"""

import re
from collections.abc import Callable, Iterable

from babel import Locale
from babel.numbers import get_currency_name

from components.language import N_, _, current, dates, n_
from components.records.schema import Amount, Figure, Period, Quantity, Valued
from components.records.vocabulary import Described, Qualifier, in_words

# Signs that name one currency only; all others show their ISO code.
SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "HKD": "HK$", "GBP": "£"}
_STEPS = {"en": ((1e12, "tn"), (1e9, "bn"), (1e6, "m")), "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))}
_DECIMAL = re.compile(r"\d[\d,]*\.\d+")
_CURRENCIES = {"CNY": "yuan", "USD": "US dollars", "EUR": "euros", "HKD": "Hong Kong dollars"}
_LEADS = {
    Qualifier.EXACTLY: "{sum}",
    Qualifier.BETWEEN: "{sum}",
    Qualifier.ABOUT: N_("about {sum}"),
    Qualifier.MORE_THAN: N_("more than {sum}"),
    Qualifier.UP_TO: N_("up to {sum}"),
}
# Units that company files use often; any other stays as it is written there.
_UNITS = {
    "people": N_("{number} people"),
    "parameters": N_("{number} parameters"),
    "active parameters": N_("{number} active parameters"),
    "monthly active users": N_("{number} monthly active users"),
    "daily active users": N_("{number} daily active users"),
    "rides": N_("{number} rides"),
    "tokens per day": N_("{number} tokens per day"),
    "training tokens": N_("{number} training tokens"),
    "API calls a day": N_("{number} API calls a day"),
    "models": N_("{number} models"),
    "servers": N_("{number} servers"),
    "processors": N_("{number} processors"),
    "robotaxis": N_("{number} robotaxis"),
    "downloads": N_("{number} downloads"),
    "customers": N_("{number} customers"),
    "regions": N_("{number} regions"),
    "cities": N_("{number} cities"),
}


def number(value: float) -> str:
    """A number with at most six significant digits: 380e9 -> "380bn", 50000 -> "50,000", 0.0008 -> "0.0008"."""
    # Rounded first: 999,999.6 is "1m", not "1e+06". Adding 0 makes -0.0 a plain 0.
    value = float(f"{value:.6g}") + 0
    for size, name in _STEPS[current()]:
        if abs(value) >= size:
            return f"{value / size:,.6g}{name}"
    return f"{value:,.0f}" if abs(value) >= 1000 and value == round(value) else f"{value:,.6g}"


def money(value: float, currency: str) -> str:
    """A sum with its currency: (380e9, "CNY") -> "¥380bn", (126.8e9, "THB") -> "THB 126.8bn"; zh: "3,800亿元", "1,268亿泰铢"."""
    minus, digits = "−" if value < 0 else "", number(abs(value))
    if current() == "zh":
        return f"{minus}{digits}{'元' if currency == 'CNY' else currency_name(currency)}"
    return minus + SIGNS.get(currency, f"{currency} ") + digits


def currency_name(code: str) -> str:
    """A currency in a sentence: "CNY" -> "yuan", "THB" -> "THB"; zh: "人民币", "泰铢"."""
    return get_currency_name(code, locale=current()) if current() == "zh" else _CURRENCIES.get(code, code)


def country(code: str) -> str:
    """A country by its ISO code: "CN" -> "CN"; zh: "中国"."""
    return Locale("zh").territories.get(code, code) if current() == "zh" else code


def code(currency: str) -> str:
    """A currency where a bill or a formula names it: its ISO code, "CNY"; zh: "人民币"."""
    return currency_name(currency) if current() == "zh" else currency


def percent(low: float, high: float) -> str:
    """A share, or a range of shares: (11, 14) -> "11–14%"."""
    return f"{low:g}%" if low == high else f"{low:g}–{high:g}%"


def amount(stated: Amount) -> str:
    """An amount as it was stated: "more than ¥380bn", "¥80bn to ¥100bn", "11–14% of revenue (low teens ...)"."""
    if stated.share_of_revenue is not None:
        words = _("{share} of revenue").format(share=percent(stated.share_of_revenue.low, stated.share_of_revenue.high))
    elif stated.currency is None:
        return stated.as_stated or ""
    else:
        currency = stated.currency
        words = _span(stated, lambda value: money(value, currency))
    return noted(words, stated.as_stated) if stated.as_stated else words


def figure(stated: Figure) -> str:
    """A figure with its unit: "¥31.4bn", "+13%", "194,320 people"."""

    def one(value: float) -> str:
        if stated.currency:
            return money(value, stated.currency)
        if stated.unit == "percent":
            sign = "+" if stated.metric == "growth" and value > 0 else ""
            return f"{sign}{number(value)}%".replace("-", "−")
        return _of_unit(number(value), stated.unit or "")

    return _span(stated, one, bare=one if stated.unit == "percent" else number)


def quantity(stated: Quantity) -> str:
    """A quantity with its unit: "about 50,000 servers"."""
    return _of_unit(_span(stated, number), stated.unit)


def _of_unit(digits: str, unit: str) -> str:
    return _(_UNITS[unit]).format(number=digits) if unit in _UNITS else f"{digits} {unit}"


def period(stated: Period) -> str:
    """A period: "Feb 2025 to Jan 2028"; one quarter or year stands alone."""
    if stated.start == stated.end:
        return stated.start.words
    return dates.span(stated.start.words, stated.end.words)


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: (1, "move") -> "1 move", (3, "company", "companies") -> "3 companies"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def moves(count: int) -> str:
    """A number of moves: "1 move", "1,200 moves"."""
    return n_("{count} move", "{count} moves", count).format(count=f"{count:,}")


def companies(count: int) -> str:
    """A number of companies: "3 companies"."""
    return n_("{count} company", "{count} companies", count).format(count=f"{count:,}")


def days(count: int) -> str:
    """A number of days: "90 days"."""
    return n_("{count} day", "{count} days", count).format(count=f"{count:,}")


def months(count: int) -> str:
    """A number of months: "36 months"."""
    return n_("{count} month", "{count} months", count).format(count=f"{count:,}")


def quarters(count: int) -> str:
    """A number of quarters: "4 quarters"."""
    return n_("{count} quarter", "{count} quarters", count).format(count=f"{count:,}")


def inside(word: Described) -> str:
    """A word of the vocabulary in the middle of a sentence: "capital expenditure", "AI spending"; zh: "资本支出"."""
    # Not `label.lower()`: that makes "ai" of "AI".
    return in_words(word.value) if word.label == word.english else word.label


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: ["a", "b", "c"] -> "a, b and c"; zh: "a、b和c"."""
    if len(words) < 2:
        return words[0] if words else ""
    return _("{list} and {last}").format(list=_(", ").join(words[:-1]), last=words[-1])


def clauses(parts: Iterable[str]) -> str:
    """Parts of a sentence that are too long for a list: "a; b; c"."""
    return _("; ").join(parts)


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences as a paragraph, empty ones left out: "A. B."; zh: "甲。乙。"."""
    return ("" if current() == "zh" else " ").join(part for part in parts if part)


def named(name: str, text: str) -> str:
    """What is said of something: "Acme: 3 moves"."""
    return _("{name}: {text}").format(name=name, text=text)


def noted(words: str, note: str) -> str:
    """Words with a note behind them: "¥380bn (a report)"."""
    return _("{words} ({note})").format(words=words, note=note)


def qualified(words: str, meant: Qualifier) -> str:
    """A sum, a number or a share with how it is meant: ("¥380bn", more_than) -> "more than ¥380bn"."""
    return _(_LEADS[meant]).format(sum=words)


MOST = 6  # entries of a list in a sentence


def first(words: list[str]) -> list[str]:
    """The first entries of a list that is too long for a sentence, and how many more there are.

    One more than `MOST` is shown whole: "1 more" would be no shorter.
    """
    return [*words[:MOST], _("{count} more").format(count=len(words) - MOST)] if len(words) > MOST + 1 else words


def short(amount_text: str) -> str:
    """An amount in words without the speaker's own behind it: "11–14% of revenue (low teens)" -> "11–14% of revenue".

    Takes a text that was made in the language spoken.
    """
    return amount_text.split("（" if current() == "zh" else " (", 1)[0]


def rounded(amount_text: str) -> str:
    """An amount in words as a title needs it, to three digits: "about ¥67.678bn" -> "about ¥67.7bn", "676.78亿元" -> "677亿元"."""
    return _DECIMAL.sub(lambda found: number(float(f"{float(found[0].replace(',', '')):.3g}")), amount_text)


def _span(stated: Valued, one: Callable[[float], str], bare: Callable[[float], str] = number) -> str:
    """One value, or a range. In Chinese the lower end goes without its unit, as `bare` writes it: "800亿至1,000亿元"."""
    if stated.low is not None and stated.high is not None:
        low = (bare if current() == "zh" else one)(stated.low)
        return qualified(_("{low} to {high}").format(low=low, high=one(stated.high)), stated.meant)
    assert stated.value is not None, "the models let nothing through without a value"
    return qualified(one(stated.value), stated.meant)
