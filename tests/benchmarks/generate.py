"""A data folder of invented companies for benchmarks: as many companies and moves as asked for, equal for an equal seed.

    python tests/benchmarks/generate.py FOLDER [--companies 1000] [--moves 100000] [--seed 7]

Lengths of texts, the mix of fields and how unevenly moves spread over companies follow the shipped data: a few companies have
many moves, most have few. Every file passes `ai-moves check`.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = date(2019, 1, 1), date(2026, 10, 31)
BEGINNINGS = [
    "Al",
    "Ba",
    "Cor",
    "Del",
    "En",
    "Fen",
    "Gra",
    "Hal",
    "In",
    "Jin",
    "Kor",
    "Lum",
    "Mer",
    "Nor",
    "Om",
    "Per",
    "Qi",
    "Ru",
    "Sol",
    "Tek",
    "Um",
    "Ver",
    "Wei",
    "Xin",
    "Yun",
    "Zen",
]
MIDDLES = ["ba", "co", "da", "fi", "ga", "ka", "li", "ma", "ni", "no", "pa", "ri", "sa", "ta", "to", "va", "vo", "xi", "ya", "zo"]
ENDS = ["don", "gen", "lan", "mar", "nex", "phi", "rex", "sen", "tis", "tron", "van", "vex", "wen", "xon", "zhou"]
KINDS = ["Cloud", "Group", "Holdings", "Labs", "Networks", "Semiconductor", "Software", "Systems", "Technology", "Telecom"]
COUNTRIES = {"CN": "CNY", "US": "USD", "JP": "JPY", "KR": "KRW", "DE": "EUR", "FR": "EUR", "GB": "GBP", "IN": "INR", "HK": "HKD"}
PLACES = [
    "Shenzhen",
    "Hangzhou",
    "Austin",
    "Osaka",
    "Busan",
    "Munich",
    "Lyon",
    "Leeds",
    "Pune",
    "Kowloon",
    "Ulanqab",
    "Oregon",
    "Johor",
    "Jeddah",
    "Hamburg",
    "Zhangjiakou",
]
THINGS = [
    "large language models",
    "cloud regions",
    "training clusters",
    "inference chips",
    "speech models",
    "coding assistants",
    "search",
    "robots",
]
PEOPLE = [
    "Chen Wei",
    "Dana Brook",
    "Emil Roth",
    "Haruka Mori",
    "Li Na",
    "Min-jun Park",
    "Priya Nair",
    "Sam Ortega",
    "Wang Jun",
    "Yuki Sato",
]
ROLES = ["CEO", "CFO", "President of cloud", "Chief scientist", "Chair"]
PUBLISHERS = [
    "Business Daily",
    "Chip Weekly",
    "City Post",
    "Cloud Observer",
    "Evening Courier",
    "Exchange Wire",
    "Market Times",
    "Tech Ledger",
]
TAGS = [
    "agents",
    "chips",
    "cloud",
    "data-centres",
    "energy",
    "hiring",
    "open-models",
    "overseas",
    "prices",
    "research",
    "robotics",
    "search",
]
NATURES = ["pledge", "guidance", "order", "spending", "lease", "financing", "acquisition", "estimate"]
EVIDENCE = {"filing": "filing", "company": "company", "news": "news", "report": "estimate", "social": "unnamed"}
MEASURES = ["capital_expenditure", "capital_expenditure", "research_and_development", "data_centres", "chips", "total"]
# Category -> what happens, with places for a thing and a place.
EVENTS = {
    "infrastructure": ("Plans to build {n} data centres for {thing} near {place}", "Opens a hall for {thing} in {place}"),
    "chips": ("Orders {n},000 processors for {thing}", "Shows a processor of its own for {thing}"),
    "model": ("Releases a model with {n} billion parameters for {thing}", "Upgrades its model for {thing}"),
    "product": ("Puts an assistant for {thing} into its app", "Starts a service for {thing} in {place}"),
    "open_source": ("Opens the weights of {n} models for {thing}", "Opens the code behind its {thing}"),
    "research": ("Publishes results on {thing}", "Founds an institute for {thing} in {place}"),
    "organisation": ("Sets up a division for {thing}", "Hires {n}00 people in {place} for {thing}"),
    "partnership": ("Agrees with {place} to work on {thing}", "Supplies {thing} to a carmaker in {place}"),
    "pricing": ("Cuts the prices of {thing} by {n} percent", "Makes {thing} free for small firms"),
    "finance": ("Says that {thing} made {n} percent of revenue growth", "Raises money for {thing}"),
}
SENTENCES = (
    "The announcement came at its yearly meeting in {place} and names {thing} as the first use.",
    "No split by year is given, and the company did not say how much of it is new.",
    "About {n} percent is to go into {thing}, the rest into networks, buildings and power.",
    "The plan follows a trial in {place} that began with {n} machines and was widened twice.",
    "Two officials said that work in {place} would start within {n} months, once power is secured.",
    "Analysts had expected less; the company points to demand for {thing} from banks and carmakers.",
    "The sum covers servers and buildings, while leases are left out of it.",
)


def write(folder: Path, companies: int, moves: int, seed: int = 7) -> None:
    """Write `companies` files with `moves` moves in total into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for name, count in zip(_names(chance, companies), _spread(chance, companies, moves), strict=True):
        (folder / f"{name.lower().replace(' ', '-')}.yaml").write_text("\n".join(_company(chance, name, count)) + "\n", encoding="utf-8")


def _names(chance: random.Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        word = chance.choice(BEGINNINGS) + chance.choice(MIDDLES) + chance.choice(ENDS)
        names[f"{word} {chance.choice(KINDS)}"] = None
    return list(names)


def _spread(chance: random.Random, companies: int, moves: int) -> list[int]:
    """How many moves each company has: unevenly, in total exactly `moves`."""
    weights = [chance.lognormvariate(0, 0.9) for _ in range(companies)]
    counts = [int(moves * weight / sum(weights)) for weight in weights]
    for place in range(moves - sum(counts)):
        counts[place % companies] += 1
    return counts


def _company(chance: random.Random, name: str, moves: int) -> Iterator[str]:
    country = chance.choice(list(COUNTRIES))
    place = chance.choice(PLACES)
    yield "company:"
    yield f"  name: {name}"
    yield f"  country: {country}"
    yield f"  headquarters: {place}"
    yield f"  fiscal_year_end: {chance.choice(['12-31', '03-31', '06-30'])}"
    yield f"  website: https://{name.split()[0].lower()}.example.com"
    yield ""
    yield "sources:"
    kinds = [chance.choice(list(EVIDENCE)) for _ in range(max(4, moves // 2))]
    for number, kind in enumerate(kinds):
        day = _day(chance)
        yield f"  source-{number}:"
        yield f"    publisher: {chance.choice(PUBLISHERS)}"
        yield f'    title: "{name} and {chance.choice(THINGS)}: what was said in {chance.choice(PLACES)}"'
        yield f"    published: {day}"
        yield f"    url: https://{chance.choice(PUBLISHERS).split()[0].lower()}.example.com/{day:%Y/%m/%d}/{chance.getrandbits(40)}"
        yield "    accessed: 2026-11-01"
        yield f"    kind: {kind}"
    yield ""
    yield "moves:" if moves else "moves: []"
    for number in range(moves):
        yield from _move(chance, number, kinds, COUNTRIES[country])
    yield ""
    yield "figures:"
    for year in range(2023, 2027):
        for quarter in range(1, 5 if year < 2026 else 4):
            revenue = chance.uniform(5, 200)
            for metric, value in (("revenue", revenue), ("capital_expenditure", revenue * chance.uniform(0.03, 0.2))):
                yield f"  - metric: {metric}"
                yield f"    period: {year}-Q{quarter}"
                yield f"    value: {value:.3g} billion"
                yield f"    currency: {COUNTRIES[country]}"
                yield f"    sources: [source-{chance.randrange(len(kinds))}]"


def _day(chance: random.Random) -> date:
    # More of them lately, as in the shipped data.
    return FIRST + timedelta(days=int((LAST - FIRST).days * chance.random() ** 0.5))


def _move(chance: random.Random, number: int, kinds: list[str], currency: str) -> Iterator[str]:
    def said(pattern: str) -> str:
        return pattern.format(n=chance.randint(2, 90), thing=chance.choice(THINGS), place=chance.choice(PLACES))

    category = chance.choice(list(EVENTS))
    source = chance.randrange(len(kinds))
    day = _day(chance)
    coarse = chance.random()
    when = f"{day}" if coarse > 0.25 else f"{day:%Y-%m}" if coarse > 0.08 else f"{day.year}-Q{(day.month + 2) // 3}"
    status = chance.choices(["announced", "reported", "completed", "under_way", "cancelled", "denied"], [50, 20, 18, 9, 2, 1])[0]
    yield f"  - id: move-{number}"
    yield f"    date: {when}"
    yield f"    title: {said(chance.choice(EVENTS[category]))}"
    if chance.random() < 0.85:
        yield f"    summary: {' '.join(said(pattern) for pattern in chance.sample(SENTENCES, chance.randint(1, 3)))}"
    yield f"    category: {category}"
    yield f"    status: {status}"
    yield f"    evidence: {EVIDENCE[kinds[source]]}"
    if status == "denied":
        yield f"    denied_by: [source-{source}]"
    if chance.random() < 0.05:
        yield f"    disputed_by: [{{source: source-{chance.randrange(len(kinds))}, says: The sum is less than that.}}]"
    if chance.random() < 0.25:
        yield f"    stated_by: {{name: {chance.choice(PEOPLE)}, role: {chance.choice(ROLES)}}}"
    if chance.random() < 0.1:
        yield f"    due: {day.year + 1}-Q{chance.randint(1, 4)}"
    if chance.random() < 0.35:
        yield from _amount(chance, day, currency)
    if number and chance.random() < 0.04:
        yield f"    {chance.choice(['part_of', 'supersedes'])}: move-{chance.randrange(number)}"
    elif number and chance.random() < 0.03:
        yield f"    fulfils: move-{chance.randrange(number)}"
    more = [f", source-{(source + 1) % len(kinds)}"] if chance.random() < 0.3 else []
    yield f"    sources: [source-{source}{''.join(more)}]"
    yield f"    tags: [{', '.join(chance.sample(TAGS, chance.randint(1, 3)))}]"


def _amount(chance: random.Random, day: date, currency: str) -> Iterator[str]:
    yield "    amount:"
    kind, sum_ = chance.random(), chance.lognormvariate(0.5, 1.5)
    if kind < 0.08:
        yield f"      share_of_revenue: {{low: {chance.randint(2, 9)}, high: {chance.randint(10, 18)}}}"
    else:
        if kind < 0.2:
            yield f"      low: {sum_:.3g} billion"
            yield f"      high: {sum_ * 1.4:.3g} billion"
        else:
            yield f"      value: {sum_:.3g} billion"
            yield f"      qualifier: {chance.choice(['exactly', 'about', 'about', 'more_than', 'up_to'])}"
        yield f"      currency: {currency if chance.random() < 0.7 else 'USD'}"
    yield f"      nature: {chance.choice(NATURES)}"
    yield f"      measure: {chance.choice(MEASURES)}"
    if chance.random() < 0.5:
        years = chance.randint(0, 4)
        yield f"    period: {{start: {day.year}, end: {day.year + years}}}"


def main() -> None:
    """Write the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--companies", type=int, default=1000)
    parser.add_argument("--moves", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    write(given.folder, given.companies, given.moves, given.seed)


if __name__ == "__main__":
    main()
