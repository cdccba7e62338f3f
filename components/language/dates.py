"""Dates as the reader's language writes them.

en: "24 Feb 2025", "Feb 2025", "Q1 2025", "H1 2025", "2025"      zh: "2025年2月24日", "2025年2月", "2025年第1季度", "2025年上半年", "2025年"
"""

from datetime import date

from components.language import _, current

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(when: date) -> str:
    """A day: "24 Feb 2025"."""
    return f"{when.year}年{when.month}月{when.day}日" if current() == "zh" else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def day_of_year(text: str) -> str:
    """A day of every year, kept in one line: "03-31" -> "31 Mar"."""
    month, day = (int(part) for part in text.split("-"))
    return f"{month}月{day}日" if current() == "zh" else f"{day}\u00a0{MONTHS[month - 1]}"


def month(when: date) -> str:
    """The month of a day: "Feb 2025"."""
    return f"{when.year}年{when.month}月" if current() == "zh" else f"{MONTHS[when.month - 1]} {when.year}"


def days(first: date, last: date) -> str:
    """The days from one to another: "15–16 Feb 2025", "28 Feb – 2 Mar 2025", "30 Dec 2025 – 2 Jan 2026"."""
    zh = current() == "zh"
    if first.year != last.year:
        return f"{day(first)}{'–' if zh else ' – '}{day(last)}"
    if first.month != last.month:
        return f"{day(first)}–{last.month}月{last.day}日" if zh else f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.year}年{first.month}月{first.day}–{last.day}日" if zh else f"{first.day}–{day(last)}"


def quarter(year: int, number: int) -> str:
    """A quarter of a calendar year: "Q1 2025"."""
    return f"{year}年第{number}季度" if current() == "zh" else f"Q{number} {year}"


def half(year: int, number: int) -> str:
    """A half of a calendar year: "H1 2025"."""
    return f"{year}年{'上' if number == 1 else '下'}半年" if current() == "zh" else f"H{number} {year}"


def year(number: int) -> str:
    """A calendar year: "2025"."""
    return f"{number}年" if current() == "zh" else str(number)


def months(first_year: int, first: int, last_year: int, last: int) -> str:
    """Several months, less than a year, short: "Jan–Feb 2025", "Nov–Jan 2026"."""
    if current() == "zh":
        return f"{last_year}年{first}–{last}月" if first_year == last_year else f"{first}月–{last_year}年{last}月"
    return f"{MONTHS[first - 1]}–{MONTHS[last - 1]} {last_year}"


def years(first: int, last: int) -> str:
    """Several years, short: "2024–2025"."""
    return f"{first}–{last}年" if current() == "zh" else f"{first}–{last}"


def span(first: str, last: str) -> str:
    """From one date to another, both in words: "Feb 2025 to Jan 2028"."""
    return _("{first} to {last}").format(first=first, last=last)
