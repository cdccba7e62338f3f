"""What an editor most likely meant by a value that is not taken as it stands: the message says that instead of the rule alone."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

import pycountry

CURLY = "“”„‟‘’‚«»"

_CURRENCIES = {
    "CNY": ("rmb", "yuan", "renminbi", "cnh", "元", "人民币", "¥", "￥", "cn¥"),
    "USD": ("$", "us$", "dollar", "dollars", "us dollar", "us dollars", "美元"),
    "HKD": ("hk$", "hong kong dollar", "hong kong dollars", "港元", "港币"),
    "TWD": ("nt$", "ntd", "新台币"),
    "EUR": ("€", "euro", "euros", "欧元"),
    "GBP": ("£", "pound", "pounds", "sterling"),
    "JPY": ("yen", "円", "日元"),
    "KRW": ("won", "₩"),
}
_CODE_OF = {word: code for code, words in _CURRENCIES.items() for word in words}

_SCALES = {
    **dict.fromkeys(("thousands", "tsd"), "thousand"),
    **dict.fromkeys(("millions", "mil", "mio", "mill", "millionen"), "million"),
    **dict.fromkeys(("billions", "bil", "bill", "bln", "mrd", "milliarde", "milliarden", "milliard", "milliards"), "billion"),
    **dict.fromkeys(("trillions", "trn", "tril"), "trillion"),
    "wan": "万",
    "yi": "亿",
    "wanyi": "万亿",
}
_PLAIN = r"\d[\d,_]*(?:\.\d+)?"
_WITH_CURRENCY = re.compile(
    rf"(?P<before>[A-Za-z]{{0,3}}[$€£¥￥₩]|[A-Z]{{3}})?\s*(?P<number>{_PLAIN}\s*[a-zA-Z]*?[千万萬亿億百]*)\s*"
    r"(?P<after>[A-Z]{3}|[$€£¥￥₩]|元|美元|港元|yuan|RMB|dollars?|euros?|yen)?"
)
_MEANT = re.compile(
    rf"(?P<before>[~≈><≥≤]|about|approx\.?|around|over|more than|at least|up to|nearly|some)?\s*(?P<number>{_PLAIN}.*?)(?P<after>\+)?"
)
_RANGE = re.compile(rf"(?P<low>{_PLAIN})\s*(?P<own>[^\d\s.,]*)\s*(?:-|–|—|~|to|bis|至)\s*(?P<high>{_PLAIN})\s*(?P<scale>[^\d\s.,]*)")
_COMMA = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<decimals>\d+)(?P<rest>\s*\D*)")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}\s*\D*")
_WORD = re.compile(rf"(?P<number>{_PLAIN})\s*(?P<word>[^\W\d_]+)\.?")


def number(text: str, scales: Mapping[str, int]) -> str:
    """What to write instead of a number as a person may put it; empty where nothing comes to mind. `scales` are the words that are read.

    "10,5 billion" -> "decimals stand behind a point: `10.5 billion`"
    """
    text = " ".join(text.split())[:60]

    def good(number: str) -> bool:
        match = re.fullmatch(rf"{_PLAIN}\s*(\D*)", number)
        return match is not None and (match[1] == "" or match[1].lower() in scales)

    if match := _COMMA.fullmatch(text):
        return f"decimals stand behind a point: `{match['whole'].replace('.', ',')}.{match['decimals']}{match['rest']}`"
    if _POINTS.fullmatch(text):
        return f"a point is for decimals, so part thousands by commas or not at all: `{text.replace('.', ',')}`"
    if text.endswith("%") and good(text[:-1].rstrip()):
        return f"write `{text[:-1].rstrip()}` without the percent sign"
    if (match := _RANGE.fullmatch(text)) and good(f"{match['high']} {match['scale']}".rstrip()):
        low, high = (f"{match[end]} {match['own'] or match['scale']}".rstrip() for end in ("low", "high"))
        return f"a range has two ends: `low: {low}` and `high: {high}`"
    if (match := _MEANT.fullmatch(text)) and (match["before"] or match["after"]) and good(match["number"].rstrip()):
        return f"write `{match['number'].rstrip()}`; how it is meant goes into `qualifier` (about, more_than, up_to)"
    match = _WITH_CURRENCY.fullmatch(text)
    if match and (match["before"] or match["after"]) and good(match["number"].rstrip()):
        return f"write `{match['number'].rstrip()}`; the currency goes into `currency`"
    if match := _WORD.fullmatch(text):
        word = match["word"].lower()
        near = _SCALES.get(word) or next(iter(get_close_matches(word, [known for known in scales if len(known) > 4], n=1, cutoff=0.75)), "")
        return f"did you mean `{match['number']}{'' if near in ('万', '亿', '万亿') else ' '}{near}`?" if near else ""
    return ""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20|21)\d\d)", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_DATES = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}",  # 24.02.2025
        rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?:[T ]\d.*)?",  # 2025/2/24, 2025-02-24T10:00
        rf"{_YEAR}[-/.]{_MONTH}",
        rf"{_MONTH}[/.]{_YEAR}",  # 02/2025
        rf"{_YEAR}年(?:{_MONTH}月(?:{_DAY}日)?)?",
        rf"{_DAY}(?:st|nd|rd|th)?\.? {_NAME},? {_YEAR}",  # 24 Feb 2025
        rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",  # February 24, 2025
        rf"{_NAME},? {_YEAR}",
        rf"(?P<part>[QH][1-4])[ /-]?{_YEAR}",  # Q1 2025
        rf"{_YEAR}[ /-]?(?P<part>[QH][1-4])",
    )
)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20|21)\d\d)", re.ASCII)


def date(text: str) -> str:
    """A date in the form that is read, of one in another form; empty where it has none: "24.02.2025" -> "2025-02-24"."""
    text = text.strip()[:40]
    if match := _SLASHES.fullmatch(text):
        # Which of the two is the month is a matter of country, unless one of them can be none.
        first, second = int(match[1]), int(match[2])
        months = [(first, second)] if second > 12 >= first else [(second, first)] if first > 12 >= second else []
        return "".join(f"{match[3]}-{month:02}-{day:02}" for month, day in months)
    for form in _DATES:
        if match := form.fullmatch(text):
            said = match.groupdict()
            month = _MONTHS.index(said["name"].lower()[:3]) + 1 if said.get("name") else int(said.get("month") or 0)
            parts = [f"{month:02}"] if month else [said["part"].upper()] if said.get("part") else []
            return "-".join([said["year"], *parts, *([f"{int(said['day']):02}"] if said.get("day") else [])])
    return ""


def currency(text: str) -> str:
    """The code of a currency that is named by its sign or its name: "RMB" -> "CNY"."""
    return _CODE_OF.get(text.strip().lower(), "")


def country(text: str) -> str:
    """The code of a country that is named in another way: "China" -> "CN", "UK" -> "GB"."""
    if text.strip().upper() == "UK":
        return "GB"
    try:
        code: str = pycountry.countries.lookup(text.strip()[:80]).alpha_2
    except LookupError:
        return ""
    return code


def curly(value: object) -> bool:
    """Whether a value stands in curly quotes, which belong to the text as far as YAML is concerned."""
    return isinstance(value, str) and value.strip()[:1] in tuple(CURLY)
