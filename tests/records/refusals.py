"""A good file, and what makes it a bad one: what to change, and what the editor is told then."""

from components.records.reader import read

GOOD = """\
company: {name: Acme}
sources:
  s1: {publisher: The Paper, title: A, kind: news}
moves:
  - id: one
    date: 2025-02-24
    title: Pledges a sum
    category: infrastructure
    status: announced
    evidence: company
    amount: {value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: total}
    period: {start: 2025-02, end: 2028-01}
    sources: [s1]
  - {id: two, date: 2025, title: T, category: chips, status: reported, evidence: unnamed, part_of: one, sources: [s1]}
figures:
  - {metric: revenue, period: 2024-Q4, value: 280.154 billion, currency: CNY, sources: [s1]}
"""

AMOUNT = "{value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: total}"
MEND = "write a number, or one with k, million, billion, trillion, 万, 亿 or 万亿, such as `380 billion`"
SLUG = "is not a plain name: use lower-case letters, digits, `-`, `_` and `.`, such as `cloud-pledge-2025`"
DATES = "write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"

# (what stands in GOOD, what stands there instead, the message)
REFUSALS = [
    ("category: infra", "catgory: infra", "acme.yaml:8:5: unknown key `catgory`: did you mean `category`?"),
    (
        "category: infrastructure",
        "category: infastructure",
        "acme.yaml:8:15: `infastructure` is no category: did you mean `infrastructure`?",
    ),
    ("date: 2025-02-24", "date: 2025-02-30", "acme.yaml:6:11: `date`: `2025-02-30` does not exist: Feb 2025 has 28 days"),
    (
        "end: 2028-01}",
        "end: 2024-01}",
        "acme.yaml:12:13: the period ends (2024-01) before it starts (2025-02): put the earlier date in `start`",
    ),
    (
        "value: 380 billion",
        "value: -5",
        "acme.yaml:11:21: `-5` is not more than zero: an amount is a positive sum (say what it is in `nature`)",
    ),
    (
        "value: 380 billion",
        "value: .nan",
        "acme.yaml:11:21: `nan` is not a finite number: write a number, or one with k, million, billion, trillion, "
        "万, 亿 or 万亿, such as `380 billion`",
    ),
    ("currency: CNY, qualifier", "currency: cny, qualifier", "acme.yaml:11:44: there is no currency `cny`: did you mean `CNY`?"),
    (
        "currency: CNY, qualifier: more_than, nature",
        "nature",
        "acme.yaml:11:13: the amount has no currency: add `currency`, such as CNY or USD",
    ),
    ("part_of: one", "part_of: on", "acme.yaml:14:100: there is no move `on` in this file: did you mean `one`?"),
    ("part_of: one", "part_of: two", "acme.yaml:14:100: `part_of` leads in a circle back to `two`: take one of the links out"),
    ("id: two", "id: one", "acme.yaml:14:10: the id `one` is taken by a move above: give this one its own"),
    ("    sources: [s1]\n", "    sources: [s2]\n", "acme.yaml:13:15: there is no source `s2`: known here: s1"),
    ("    sources: [s1]\n", "    sources: []\n", "acme.yaml:13:14: `sources` is empty: write something there"),
    (
        "status: announced",
        "status: denied",
        "acme.yaml:5:5: the status is `denied`, but no source says so: add `denied_by` with the key of a source",
    ),
    (
        "title: A, kind",
        "url: 'javascript:alert(1)', kind",
        "acme.yaml:3:35: `javascript:alert(1)` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    ("title: A, kind", "kind", "acme.yaml:3:7: a source without `url` needs a `title`, so that a reader can find it"),
    ("{name: Acme}", "{name: Acme, name: B}", "acme.yaml:1:23: the key `name` stands twice here: keep one of them"),
    (
        "{name: Acme}",
        "{name: no, country: XX}",
        "acme.yaml:1:30: there is no country `XX`: use the ISO 3166-1 code of two letters, such as CN or US",
    ),
    (
        "title: Pledges a sum",
        "summary: |\n      Text",
        "acme.yaml:5:5: `title` is missing: add it (What happened, in our own words)",
    ),
    (
        "{id: two, date: 2025, title: T,",
        "{id: two, date: 2025, title: T, 80 % of it,",
        "acme.yaml:14:37: unknown key `80 % of it`: inside { } a comma starts a new key, so put text with commas in quotes",
    ),
    (
        "period: 2024-Q4, value",
        "value",
        "acme.yaml:16:5: a figure has either `period` (2024-Q4) or `as_of` (2024-12-31): give one of them",
    ),
    ("metric: revenue", "metric: growth", "acme.yaml:16:5: a growth needs `of`: what it is a share of, or what grew"),
    # numbers
    (
        "value: 380 billion",
        "value: 0",
        "acme.yaml:11:21: `0` is not more than zero: an amount is a positive sum (say what it is in `nature`)",
    ),
    (
        "value: 380 billion",
        "value: -380 billion",
        "acme.yaml:11:21: `-380 billion` is not more than zero: an amount is a positive sum (say what it is in `nature`)",
    ),
    ("value: 380 billion", "value: .inf", f"acme.yaml:11:21: `inf` is not a finite number: {MEND}"),
    ("value: 380 billion", "value: -.inf", f"acme.yaml:11:21: `-inf` is not a finite number: {MEND}"),
    ("value: 380 billion", "value: 1e400", f"acme.yaml:11:21: `1e400` is not a finite number: {MEND}"),
    ("value: 380 billion", f"value: {'9' * 5000}", f"acme.yaml:11:21: `{'9' * 40}…` is not a finite number: {MEND}"),
    ("value: 380 billion", "value: 380 bilion", "acme.yaml:11:21: `380 bilion` is not a number: did you mean `380 billion`?"),
    ("value: 380 billion", "value: no", f"acme.yaml:11:21: `no` is not a number: {MEND}"),
    ("value: 380 billion", "value: 12:30", f"acme.yaml:11:21: `12:30` is not a number: {MEND}"),
    ("value: 380 billion", "value: [1]", f"acme.yaml:11:21: `[1]` is not a number: {MEND}"),
    ("value: 280.154 billion", "value: .nan", f"acme.yaml:16:47: `nan` is not a finite number: {MEND}"),
    # amounts
    ("value: 380 billion", "low: 3 billion", "acme.yaml:11:13: `low` and `high` go together: give both, or one number as `value`"),
    ("value: 380 billion", "high: 3 billion", "acme.yaml:11:13: `low` and `high` go together: give both, or one number as `value`"),
    (
        "value: 380 billion, currency: CNY, qualifier: more_than",
        "low: 5, high: 3, currency: CNY",
        "acme.yaml:11:13: `low` (5) is more than `high` (3): swap them",
    ),
    ("value: 380 billion", "value: 1, low: 3, high: 5", "acme.yaml:11:13: give either `value`, or `low` and `high`, not both"),
    (
        "value: 380 billion",
        "low: 3, high: 5",
        "acme.yaml:11:13: a range is `between`, not `more_than`: take `qualifier` out, or give one `value`",
    ),
    ("qualifier: more_than", "qualifier: between", "acme.yaml:11:13: `between` needs `low` and `high` instead of one `value`"),
    (
        AMOUNT,
        "{nature: pledge, measure: total}",
        "acme.yaml:11:13: the amount says nothing: add `value`, `low` and `high`, `share_of_revenue`, or the words in `as_stated`",
    ),
    (
        AMOUNT,
        "{as_stated: much, currency: CNY, nature: pledge, measure: total}",
        "acme.yaml:11:13: `currency`, `qualifier` and `usd` need a `value`, or `low` and `high`",
    ),
    (
        AMOUNT,
        "{as_stated: much, usd: {value: 1, source: s1}, nature: pledge, measure: total}",
        "acme.yaml:11:13: `currency`, `qualifier` and `usd` need a `value`, or `low` and `high`",
    ),
    (
        AMOUNT,
        "{share_of_revenue: {low: 14, high: 11}, nature: pledge, measure: total}",
        "acme.yaml:11:32: `low` (14) is more than `high` (11): swap them",
    ),
    (
        AMOUNT,
        "{share_of_revenue: {low: -1, high: 11}, nature: pledge, measure: total}",
        "acme.yaml:11:38: `low` is out of range: greater than or equal to 0 is right",
    ),
    (
        AMOUNT,
        "{share_of_revenue: {low: 1, high: 1100}, nature: pledge, measure: total}",
        "acme.yaml:11:47: `high` is out of range: less than or equal to 1000 is right",
    ),
    (
        "nature: pledge",
        "share_of_revenue: {low: 1, high: 2}, nature: pledge",
        "acme.yaml:11:13: give either a sum or `share_of_revenue`, not both: the other goes into the summary",
    ),
    (
        AMOUNT,
        "380 billion",
        "acme.yaml:11:13: `amount` must be a mapping such as {value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, "
        "measure: capital_expenditure}: a text stands here",
    ),
    ("measure: total}", "measure: total, usd: {value: 1, source: s9}}", "acme.yaml:11:127: there is no source `s9`: known here: s1"),
    (
        "measure: total}",
        "measure: total, usd: {value: -1, source: s1}}",
        "acme.yaml:11:116: `-1` is not more than zero: an amount is a positive sum (say what it is in `nature`)",
    ),
    (
        "measure: total}",
        "measure: total, usd: 5}",
        "acme.yaml:11:108: `usd` must be a mapping such as {value: 52 billion, source: reuters-2025-02-24}: a number stands here",
    ),
    (
        "nature: pledge, ",
        "",
        "acme.yaml:11:13: `nature` is missing: add it (What kind of statement it is: "
        "pledge, guidance, order, spending, lease, financing, acquisition, estimate)",
    ),
    ("nature: pledge", "nature: pledged", "acme.yaml:11:79: `pledged` is no nature: did you mean `pledge`?"),
    ("nature: pledge", "natur: pledge", "acme.yaml:11:71: unknown key `natur`: did you mean `nature`?"),
    (
        "measure: total",
        "measure: xyz",
        "acme.yaml:11:96: `xyz` is no measure: known here: "
        "capital_expenditure, operating_expense, research_and_development, marketing, chips, data_centres, revenue, total, other",
    ),
    # currencies
    (
        "currency: CNY, qualifier",
        "currency: RMB, qualifier",
        "acme.yaml:11:44: there is no currency `RMB`: did you mean `CNY`?",
    ),
    (
        "currency: CNY, qualifier",
        "currency: XXX, qualifier",
        "acme.yaml:11:44: there is no currency `XXX`: use the ISO 4217 code, such as CNY, USD, EUR or HKD",
    ),
    (
        "currency: CNY, qualifier",
        "currency: '', qualifier",
        "acme.yaml:11:44: there is no currency ``: use the ISO 4217 code, such as CNY, USD, EUR or HKD",
    ),
    ("currency: CNY, qualifier", "currency: 5, qualifier", "acme.yaml:11:44: `currency` must be a text: a number stands here"),
    (
        "billion, currency: CNY, sources",
        "billion, currency: Cny, sources",
        "acme.yaml:16:74: there is no currency `Cny`: did you mean `CNY`?",
    ),
    # dates and periods
    ("date: 2025-02-24", "date:", "acme.yaml:6:10: `date` is empty: write a date there, such as 2025-02-24 or 2025-02"),
    ("date: 2025-02-24", "date: 24 Feb 2025", "acme.yaml:6:11: `date`: `24 Feb 2025` is not a date: did you mean `2025-02-24`?"),
    ("date: 2025-02-24", "date: true", f"acme.yaml:6:11: `date`: True is not a date: {DATES}"),
    ("date: 2025-02-24", "date: 1025", "acme.yaml:6:11: `date`: the year 1025 is out of range: use one from 1900 to 2199"),
    ("date: 2025-02-24", f"date: {'9' * 5000}", f"acme.yaml:6:11: `date`: `{'9' * 40}…` is not a date: {DATES}"),
    (
        "date: 2025-02-24",
        "date: 2025-03/2025-02",
        "acme.yaml:6:11: `date`: the interval `2025-03/2025-02` ends before it starts: put the earlier date first",
    ),
    (
        "{start: 2025-02, end: 2028-01}",
        "{start: 2025-13, end: 2028-01}",
        "acme.yaml:12:21: `start`: `2025-13` has no such month: months go from 01 to 12",
    ),
    (
        "{start: 2025-02, end: 2028-01}",
        "{start: 2025-02}",
        "acme.yaml:12:13: `end` is missing: add it (Last day, month, quarter or year of the period, included)",
    ),
    (
        "{start: 2025-02, end: 2028-01}",
        "2025",
        "acme.yaml:12:13: `period` must be a mapping such as {start: 2025-02, end: 2028-01}: a number stands here",
    ),
    ("period: 2024-Q4", "period: 2024-Q9", f"acme.yaml:16:31: `period`: `2024-Q9` is not a date: {DATES}"),
    (
        "period: 2024-Q4",
        "period: true",
        "acme.yaml:16:31: `period` must be a mapping with keys such as start, end: true or false stands here",
    ),
    (
        "period: 2024-Q4",
        "period: {start: 2025, end: 2024}",
        "acme.yaml:16:31: the period ends (2024) before it starts (2025): put the earlier date in `start`",
    ),
    ("period: 2024-Q4", "as_of: 2024-02-30", "acme.yaml:16:30: `as_of`: `2024-02-30` does not exist: Feb 2024 has 29 days"),
    (
        "period: 2024-Q4",
        "period: 2024-Q4, as_of: 2024",
        "acme.yaml:16:5: a figure has either `period` (2024-Q4) or `as_of` (2024-12-31): give one of them",
    ),
    # figures
    ("metric: revenue", "metric: share", "acme.yaml:16:5: a share needs `of`: what it is a share of, or what grew"),
    ("metric: revenue", "metric: revenu", "acme.yaml:16:14: `revenu` is no metric: did you mean `revenue`?"),
    ("metric: revenue", "metric: revenue, segment: Cloud Group", f"acme.yaml:16:32: `Cloud Group` {SLUG}"),
    ("metric: revenue", "metric: revenue, doubtful: maybe", "acme.yaml:16:33: `doubtful` is true or false, not `maybe`"),
    ("value: 280.154 billion, ", "", "acme.yaml:16:5: a figure needs `value`, or `low` and `high`"),
    (
        "billion, currency: CNY, sources",
        "billion, sources",
        "acme.yaml:16:5: a figure has either `currency` (money) or `unit` (percent, people ...): give one of them",
    ),
    (
        "billion, currency: CNY, sources",
        "billion, currency: CNY, unit: people, sources",
        "acme.yaml:16:5: a figure has either `currency` (money) or `unit` (percent, people ...): give one of them",
    ),
    (
        "figures:\n",
        "figures:\n  -\n",
        "acme.yaml:16:4: this entry of `figures` must be a mapping with keys such as value, low, high, qualifier: nothing stands here",
    ),
    # references and circles
    ("part_of: one", "fulfils: on", "acme.yaml:14:100: there is no move `on` in this file: did you mean `one`?"),
    ("part_of: one", "supersedes: nowhere", "acme.yaml:14:103: there is no move `nowhere` in this file: known here: one, two"),
    ("part_of: one", "fulfils: two", "acme.yaml:14:100: `fulfils` leads in a circle back to `two`: take one of the links out"),
    ("part_of: one", "supersedes: two", "acme.yaml:14:103: `supersedes` leads in a circle back to `two`: take one of the links out"),
    ("    sources: [s1]\n", "    denied_by: [s2]\n    sources: [s1]\n", "acme.yaml:13:17: there is no source `s2`: known here: s1"),
    (
        "    sources: [s1]\n",
        "    disputed_by: [{source: s2, says: no}]\n    sources: [s1]\n",
        "acme.yaml:13:28: there is no source `s2`: known here: s1",
    ),
    ("CNY, sources: [s1]", "CNY, sources: [s1, s2]", "acme.yaml:16:93: there is no source `s2`: known here: s1"),
    ("title: A, kind: news", "title: A, kind: news, via: s2", "acme.yaml:3:57: there is no source `s2`: known here: s1"),
    (
        "title: A, kind: news",
        "title: A, kind: news, via: s1",
        "acme.yaml:3:57: a source cannot be known through itself: name another one",
    ),
    # sources
    (
        "title: A, kind",
        "url: 'ftp://a.b/c', kind",
        "acme.yaml:3:35: `ftp://a.b/c` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    (
        "title: A, kind",
        "url: www.a.b, kind",
        "acme.yaml:3:35: `www.a.b` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    (
        "title: A, kind",
        "url: 'https://', kind",
        "acme.yaml:3:35: `https://` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    (
        "title: A, kind",
        "url: 'https://a.b/c d', kind",
        "acme.yaml:3:35: `https://a.b/c d` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    (
        "title: A, kind",
        "url: 'http://[', kind",
        "acme.yaml:3:35: `http://[` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    (
        "title: A, kind",
        "title: A, archived_url: 'https://ok/>)[Login](https://evil/x)', kind",
        "acme.yaml:3:54: `https://ok/>)[Login](https://evil/x)` has a `>`, which no web address may hold: write `%3E` for it",
    ),
    (
        "title: A, kind",
        "url: 'https://xinhua.com@evil.com/', kind",
        "acme.yaml:3:35: `https://xinhua.com@evil.com/` has something before `@`, and a web address has no user name: write what stands "
        "behind the `@`",
    ),
    (
        "title: A, kind",
        "url: 'https://a.b/\\', kind",
        "acme.yaml:3:35: `https://a.b/\\` has a `\\`, which no web address may hold: write `%5C` for it",
    ),
    (
        "title: A, kind",
        "url: 'https://a.b/\u202ex', kind",
        "acme.yaml:3:35: `https://a.b/ x` has a sign that nobody sees (U+202E): take it out",
    ),
    (
        "title: A, kind",
        "url: 'https://a..b/', kind",
        "acme.yaml:3:35: `https://a..b/` has no host that there can be: write it as the browser shows it, such as https://example.com or "
        "https://xn--fiq228c.com",
    ),
    (
        "title: A, kind",
        "title: A, archived_url: 'data:text/html,x', kind",
        "acme.yaml:3:54: `data:text/html,x` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    ("publisher: The Paper, ", "", "acme.yaml:3:7: `publisher` is missing: add it (Who published it)"),
    ("kind: news", "kind: newss", "acme.yaml:3:46: `newss` is no kind: did you mean `news`?"),
    (
        "{publisher: The Paper, title: A, kind: news}",
        "The Paper",
        "acme.yaml:3:7: `s1` must be a mapping with keys such as publisher, title, published, url: a text stands here",
    ),
    (
        "{publisher: The Paper, title: A, kind: news}",
        "",
        "acme.yaml:3:6: `s1` must be a mapping with keys such as publisher, title, published, url: nothing stands here",
    ),
    # texts, ids and lists
    ("title: Pledges a sum", "title: ''", "acme.yaml:7:12: `title` is empty: write something there"),
    ("title: Pledges a sum", "title: '  '", "acme.yaml:7:12: `title` is empty: write something there"),
    (
        "title: Pledges a sum",
        "title: A\n    summary: ''",
        "acme.yaml:8:14: `summary` is empty: write something there, or take the key out",
    ),
    ("title: Pledges a sum", "title:", "acme.yaml:7:11: `title` is empty: write a text after the colon"),
    (
        "title: Pledges a sum",
        "title: true",
        "acme.yaml:7:12: `title` must be a text, but YAML reads `True` as yes or no: put it in quotes",
    ),
    ("title: Pledges a sum", "title: [a]", "acme.yaml:7:12: `title` must be a text: a list stands here"),
    ("title: Pledges a sum", f"title: {'x' * 301}", "acme.yaml:7:12: `title` is too long: at most 300 characters"),
    ("title: Pledges a sum", f"title: A\n    note: {'x' * 4001}", "acme.yaml:8:11: `note` is too long: at most 4000 characters"),
    ("id: two", "id: Two Moves", f"acme.yaml:14:10: `Two Moves` {SLUG}"),
    ("id: two", "id: two/", f"acme.yaml:14:10: `two/` {SLUG}"),
    (
        "    sources: [s1]\n",
        "    sources: s1\n",
        "acme.yaml:13:14: `sources` must be a list: start each entry on its own line with `- `, or write [one, two]",
    ),
    ("    sources: [s1]\n", "", "acme.yaml:5:5: `sources` is missing: add it (Keys of its sources, best first)"),
    ("    sources: [s1]\n", "    tags: [A B]\n    sources: [s1]\n", f"acme.yaml:13:12: `A B` {SLUG}"),
    (
        "    sources: [s1]\n",
        "    quantities: [{value: 5}]\n    sources: [s1]\n",
        "acme.yaml:13:18: `unit` is missing: add it (What is counted)",
    ),
    (
        "    sources: [s1]\n",
        "    quantities: [{unit: x}]\n    sources: [s1]\n",
        "acme.yaml:13:18: a quantity needs `value`, or `low` and `high`",
    ),
    (
        "    sources: [s1]\n",
        "    stated_by: Wu\n    sources: [s1]\n",
        "acme.yaml:13:16: `stated_by` must be a mapping such as {name: Wu Yongming, role: Group CEO}: a text stands here",
    ),
    # the company and the top
    (
        "{name: Acme}",
        "{name: Acme, country: cn}",
        "acme.yaml:1:32: there is no country `cn`: did you mean `CN`?",
    ),
    (
        "{name: Acme}",
        "{name: Acme, fiscal_year_end: 31-03}",
        "acme.yaml:1:40: a fiscal year ends on a month and day, such as 03-31 or 12-31",
    ),
    (
        "{name: Acme}",
        "{name: Acme, fiscal_year_end: 02-30}",
        "acme.yaml:1:40: a fiscal year ends on a month and day, such as 03-31 or 12-31",
    ),
    (
        "{name: Acme}",
        "{name: Acme, fiscal_year_end: Q1}",
        "acme.yaml:1:40: a fiscal year ends on a month and day, such as 03-31 or 12-31",
    ),
    (
        "{name: Acme}",
        "{name: Acme, website: acme.com}",
        "acme.yaml:1:32: `acme.com` is not a web address: it starts with http:// or https:// and has no spaces",
    ),
    (
        "{name: Acme}",
        "{name: Acme, 5: x}",
        "acme.yaml:1:23: unknown key `5`: known here: name, local_name, country, headquarters, listings, fiscal_year_end, aliases, website",
    ),
    ("{name: Acme}", "{}", "acme.yaml:1:10: `name` is missing: add it (The name in English)"),
    (
        "{name: Acme}",
        "Acme",
        "acme.yaml:1:10: `company` must be a mapping such as {name: Alibaba Group, country: CN}: a text stands here",
    ),
    ("{name: Acme}", "", "acme.yaml:1:1: `company` is missing: add `company:` with the company's `name` below it"),
    ("company:", "compny:", "acme.yaml:1:1: unknown key `compny`: did you mean `company`?"),
    ("figures:", "Figures:", "acme.yaml:15:1: unknown key `Figures`: did you mean `figures`?"),
    # what an editor most likely meant
    (
        "company: {name: Acme}",
        "company: {name: Acme}\nyaml-language-server: $schema=company.schema.json",
        "acme.yaml:2:1: this line is a comment that your editor reads: put `# ` in front of it again",
    ),
    ("value: 380 billion", "value: $380bn", "acme.yaml:11:21: `$380bn` is not a number: write `380bn`; the currency goes into `currency`"),
    (
        "category: infra",
        "title: A\n    category: infra",
        "acme.yaml:8:5: the key `title` stands twice here: keep one of them",
    ),
    ("category: infrastructure", "category: infra", "acme.yaml:8:15: `infra` is no category: did you mean `infrastructure`?"),
    (
        "currency: CNY, qualifier",
        "currency: “CNY”, qualifier",
        "acme.yaml:11:44: `“CNY”` stands in curly quotes, which YAML takes for part of it: use straight ones or none",
    ),
    (
        "title: Pledges a sum",
        "title: #1 pledge",
        "acme.yaml:7:11: `title` is empty, for what stands behind `#` is a comment: put a text with `#` in quotes",
    ),
    (
        "measure: total}",
        "measure: total, due: 2028}",
        "acme.yaml:11:103: unknown key `due`: it belongs beside `amount`, in the same column, not below it",
    ),
    (
        "    period: {start: 2025-02, end: 2028-01}\n",
        "    currency: CNY\n",
        "acme.yaml:12:5: unknown key `currency`: it belongs below `amount`, further to the right than that",
    ),
    (
        "company: {name: Acme}",
        "company: {name: Acme}\ncountry: CN",
        "acme.yaml:2:1: unknown key `country`: it belongs below `company`, further to the right than that",
    ),
    (
        "{name: Acme}",
        "{name: Acme, listings: [NYSE: BABA]}",
        "acme.yaml:1:34: `listings` must be a text: a mapping stands here, so put a text that contains `: ` in quotes",
    ),
    ("{name: Acme}", "{name: Acme, country: China}", "acme.yaml:1:32: there is no country `China`: did you mean `CN`?"),
    (
        "period: 2024-Q4",
        "period: FY2024",
        "acme.yaml:16:31: `period`: `FY2024` is not a date: a company's own year is no calendar time, so write that, such as "
        "2024-04/2025-03; its name goes into `fiscal_label`",
    ),
]


def told(text: str | bytes, name: str = "acme.yaml") -> list[str]:
    """The messages about one file."""
    result = read(name, text.encode() if isinstance(text, str) else text)
    assert (result.content is None) == bool(result.problems)
    return [str(problem) for problem in result.problems]
