"""The text of a new company's file: a file to fill in, with every field as an example that is switched off.

A line that starts with `# ` is an example: switched on (the editor's key for comments takes the `# ` away), it is YAML. A line
that starts with `##` is a note, which stays a comment even then. So the file is good as it is written, and just as good with
all of its examples switched on.

This is the only YAML that the tools write. They never load a person's file and dump it again: that would lose the comments
and the order. Whatever has to change such a file one day has to change its text, line by line.
"""

import json
import re
import unicodedata
from textwrap import wrap

from components.records.vocabulary import Category, Described, Evidence, Measure, Metric, Nature, Qualifier, SourceKind, Status
from components.records.yaml_text import UnreadableText, load

_TEMPLATE = """\
# yaml-language-server: $schema=company.schema.json
##
## What this company says it will put into AI, and what it reports. Each field is explained in company_data/README.md.
## Lines that start with one # are examples: take the "# " away and write what your source says. Lines with ## are notes.
##
company:
  name: {name}
#   local_name: 例子云
#   country: CN
#   headquarters: Hangzhou
#   listings: ["NYSE: EXMP", "HKEX: 0000"]
#   fiscal_year_end: 03-31
#   aliases: [example-cloud-before-2024]
#   website: https://example.com

## Every move and figure points to at least one source by its key; the key is yours to choose.
## kind:
{kinds}
##
# sources:
#   example-cloud-2025-02-20:
#     publisher: Example Cloud
#     title: Results of the fourth quarter of 2024
#     published: 2025-02-20
#     url: https://example.com/results
#     archived_url: https://example.com/archive/results
#     accessed: 2025-03-01
#     kind: filing
#   example-paper-2025-02-24:
#     publisher: Example Paper
#     title: Example Cloud to spend more
#     published: 2025-02-24
#     kind: news
#     via: example-cloud-2025-02-20
#     note: Not read itself.

## A date is a day (2025-02-24), a month (2025-02), a quarter (2025-Q1), a half (2025-H1) or a year (2025): no more than the source says.
## A number is plain (50,000) or has a word: 380 billion, 30bn, 3800亿.
## category:
{categories}
## status:
{statuses}
## evidence, how good the best source is, best first:
{evidences}
## nature of an amount; unlike natures are never added:
{natures}
## measure, what an amount counts; unlike measures are never added:
{measures}
## qualifier, how a number is meant:
{qualifiers}
##
# moves:
#   - id: data-centre-plan
#     date: 2025-02
#     title: Said to plan data centres for several billion yuan
#     category: infrastructure
#     status: denied
#     evidence: unnamed
#     denied_by: [example-cloud-2025-02-20]
#     disputed_by: [{{source: example-cloud-2025-02-20, says: No such plan is known.}}]
#     amount:
#       low: 5 billion
#       high: 6 billion
#       currency: CNY
#       nature: guidance
#       measure: data_centres
#     sources: [example-paper-2025-02-24]
#   - id: three-year-pledge
#     date: 2025-02-20
#     title: Pledges more than 30 billion yuan for cloud and AI hardware over three years
#     summary: Covers servers and buildings. No split by year is given.
#     due: 2028-01
#     category: infrastructure
#     status: announced
#     evidence: filing
#     stated_by: {{name: A. Person, role: Chief executive}}
#     note: The sum for AI alone is not said.
#     amount:
#       value: 30 billion
#       currency: CNY
#       qualifier: more_than
#       nature: pledge
#       measure: capital_expenditure
#       covers: cloud and AI hardware
#     period: {{start: 2025-02, end: 2028-01}}
#     quantities: [{{value: 50000, unit: servers, qualifier: about}}]
#     shared_with: [other-company]
#     supersedes: data-centre-plan
#     sources: [example-cloud-2025-02-20, example-paper-2025-02-24]
#     tags: [cloud]
#   - id: spending-of-2025
#     date: 2025-02-20
#     title: Expects capital expenditure of a low-teens percentage of revenue in 2025
#     category: finance
#     status: announced
#     evidence: filing
#     amount:
#       share_of_revenue: {{low: 11, high: 14}}
#       as_stated: low teens of revenue
#       nature: guidance
#       measure: capital_expenditure
#     period: {{start: 2025, end: 2025}}
#     part_of: three-year-pledge
#     sources: [example-cloud-2025-02-20]
#   - id: first-data-centre
#     date: 2025-03
#     title: Opens a data centre in the Gulf
#     category: infrastructure
#     status: completed
#     evidence: news
#     fulfils: three-year-pledge
#     amount:
#       value: 1.1 billion
#       currency: AED
#       nature: spending
#       measure: data_centres
#       usd: {{value: 300 million, source: example-paper-2025-02-24}}
#     sources: [example-paper-2025-02-24]

## Reported numbers, which pledges are measured against. Money has a currency, everything else a unit; a figure has a period
## (calendar time) or holds at a point in time (as_of). segment is group for all of the company, or the name of a part of it.
## metric:
{metrics}
##
# figures:
#   - metric: capital_expenditure
#     segment: group
#     period: 2024-Q4
#     fiscal_label: FY2025 Q3
#     value: 3.1 billion
#     qualifier: about
#     currency: CNY
#     covers: purchases of property and equipment
#     note: Rounded by the source.
#     evidence: filing
#     denied_by: []
#     disputed_by: [{{source: example-paper-2025-02-24, says: 3.2 billion.}}]
#     doubtful: false
#     sources: [example-cloud-2025-02-20]
#   - metric: share
#     of: group revenue
#     segment: cloud
#     as_of: 2024-12-31
#     low: 11
#     high: 14
#     unit: percent
#     sources: [example-cloud-2025-02-20]
"""


def starter(name: str) -> str:
    """The text of a good file for a company of that name, in which everything but the name is an example switched off."""
    return _TEMPLATE.format(
        name=_yaml_text(name),
        kinds=_choices(SourceKind),
        categories=_choices(Category),
        statuses=_choices(Status),
        evidences=_choices(Evidence),
        natures=_choices(Nature),
        measures=_choices(Measure),
        qualifiers=_choices(Qualifier),
        metrics=_choices(Metric),
    )


def id_from(name: str) -> str | None:
    """The id that a name suggests, or None where it has letters that ASCII has no like of.

    "Huawei" -> "huawei", "Société Générale" -> "societe-generale", "AT&T" -> "at-t", "华为" -> None
    """
    # NFKD parts é into e and an accent; what is then left beyond ASCII and is a letter has no plain form.
    parted = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    if any(sign.isalnum() and not sign.isascii() for sign in parted):
        return None
    return re.sub(r"[^a-z0-9]+", "-", parted.lower()).strip("-") or None


def _yaml_text(text: str) -> str:
    """A text as it is written after a key: plain where YAML reads it back as it is, else in quotes."""
    try:
        if load(f"key: {text}\n") == {"key": text}:
            return text
    except UnreadableText:
        pass
    return json.dumps(text, ensure_ascii=False)  # a text in JSON is one in YAML


def _choices(words: type[Described]) -> str:
    """The words of a list with their meanings, as notes of one line each, or more where one is too long."""
    width = max(len(word.value) for word in words) + 2
    lines = []
    for word in words:
        first, *others = wrap(word.description, 130 - width)
        lines += [f"##   {word.value:<{width}}{first}", *(f"##   {'':<{width}}{other}" for other in others)]
    return "\n".join(lines)
