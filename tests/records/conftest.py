"""A company file that uses every field there is."""

import pytest

WHOLE = """\
# yaml-language-server: $schema=company.schema.json
company:
  name: Alibaba Group
  local_name: 阿里巴巴集团
  country: CN
  headquarters: Hangzhou
  listings: ["NYSE: BABA", "HKEX: 9988"]
  fiscal_year_end: 03-31
  aliases: [old-id]
  website: https://www.alibabagroup.com

sources:
  xinhua-2025-02-24:
    publisher: Xinhua
    title: Alibaba to invest
    published: 2025-02-24
    url: https://english.news.cn/a?b=c
    archived_url: https://web.archive.org/web/2025/x
    accessed: 2026-11-24
    kind: news
  results-2025-02-20:
    publisher: Alibaba
    title: Results of the December quarter
    kind: filing
    via: xinhua-2025-02-24
    note: Read in Xinhua's words only.

moves:
  - id: earlier-plan
    date: 2025-Q1
    title: Said to plan a large sum
    category: infrastructure
    status: denied
    evidence: unnamed
    denied_by: [results-2025-02-20]
    disputed_by: [{source: xinhua-2025-02-24, says: the sum is larger}]
    note: No plan of that name is known.
    amount:
      share_of_revenue: {low: 11, high: 14}
      as_stated: low teens of revenue
      nature: guidance
      measure: capital_expenditure
    sources: [xinhua-2025-02-24]
  - id: three-year-infrastructure-pledge
    date: 2025-02-24
    title: Pledges more than 380 billion yuan for cloud and AI hardware over three years
    summary: More than in the ten years before.
    due: 2028-01
    fulfils: earlier-plan
    category: infrastructure
    status: announced
    evidence: company
    stated_by: {name: Wu Yongming, role: Group CEO}
    amount:
      value: 380 billion
      currency: CNY
      qualifier: more_than
      nature: pledge
      measure: capital_expenditure
      covers: cloud and AI hardware infrastructure
      usd: {value: 52 billion, source: xinhua-2025-02-24}
    period: {start: 2025-02, end: 2028-01}
    quantities: [{value: 50000, unit: servers}, {low: 1, high: 2, unit: regions}]
    shared_with: [softbank]
    part_of: earlier-plan
    supersedes: earlier-plan
    sources: [xinhua-2025-02-24, results-2025-02-20]
    tags: [cloud]

figures:
  - metric: capital_expenditure
    segment: group
    period: 2024-Q4
    fiscal_label: FY2025 Q3
    covers: purchases of property and equipment, finance leases left out
    value: 31.4 billion
    qualifier: about
    currency: CNY
    note: Rounded.
    evidence: filing
    denied_by: [xinhua-2025-02-24]
    disputed_by: [{source: xinhua-2025-02-24, says: 31.8 billion}]
    doubtful: true
    sources: [results-2025-02-20]
  - metric: share
    of: group revenue
    as_of: 2024-12-31
    low: 11
    high: 14
    unit: percent
    sources: [results-2025-02-20]
"""


@pytest.fixture
def whole() -> str:
    """The text of a good company file in which every field stands at least once."""
    return WHOLE
