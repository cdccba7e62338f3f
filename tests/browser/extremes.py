"""A data folder that is hard to draw: long titles, one move, five hundred, names in four scripts, a file that is broken."""

from pathlib import Path

LONG = (
    "Pledges, together with eleven partners in nine countries and after three earlier announcements that were each withdrawn, to build "
    "what it calls the largest campus of data centres for artificial intelligence that anyone has yet described in a filing"
)
HEAD = """\
company: {{name: "{name}", country: {country}}}
sources:
  report: {{publisher: "{name} Gazette of Record and Commerce", title: A report, kind: news, published: 2025-02-24}}
moves:
"""
MOVE = """\
  - id: m{number}
    date: {date}
    title: "{title}"
    category: {category}
    status: announced
    evidence: {evidence}
    sources: [report]
"""
AMOUNT = """\
    amount: {value: 1234567890123, currency: CNY, qualifier: more_than, nature: pledge, measure: capital_expenditure}
    period: {start: 2025-02, end: 2028-01}
"""
CATEGORIES = ("infrastructure", "chips", "model", "product", "open_source", "research", "organisation", "partnership", "pricing", "finance")
EVIDENCE = ("filing", "company", "government", "news", "estimate", "unnamed")


def write(folder: Path, *, broken: bool = False) -> None:
    """Fill a folder with four companies; with `broken` a fifth that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)

    def company(stem: str, name: str, country: str, moves: list[str]) -> None:
        (folder / f"{stem}.yaml").write_text(HEAD.format(name=name, country=country) + "".join(moves), encoding="utf-8")

    def move(number: int, date: str, title: str) -> str:
        category, evidence = CATEGORIES[number % len(CATEGORIES)], EVIDENCE[number % len(EVIDENCE)]
        return MOVE.format(number=number, date=date, title=title, category=category, evidence=evidence)

    company("one", "แอคมี คลาวด์", "TH", [move(0, "2025-03-01", "ประกาศศูนย์ข้อมูล") + AMOUNT])
    days = [f"{2023 + number // 200}-{number // 17 % 12 + 1:02}-{number % 28 + 1:02}" for number in range(500)]
    company("many", "阿里巴巴云计算有限公司", "CN", [move(number, day, f"第{number}号公告") for number, day in enumerate(days)])
    company(
        "long", "The Transcontinental Company for Computing Machinery", "US", [move(number, "2025-02", LONG) + AMOUNT for number in (0, 1)]
    )
    company("right", "شركة الحوسبة", "AE", [move(0, "2025-Q1", "تعلن عن مركز بيانات"), move(1, "2025", "Объявляет о планах")])
    if broken:
        (folder / "broken.yaml").write_text("company: {name: Broken}\nmoves: [{id: x, datum: 2025}]\n", encoding="utf-8")
