"""A data folder without a single Latin letter in what people read: what is Latin on a page then comes from the interface.

Ids are numbers. Codes (ISO 4217, ISO 3166) and addresses stay what they are.
"""

from pathlib import Path

ALPHA = """\
company:
  name: Άλφα Νέφος
  local_name: Άλφα
  country: CN
  headquarters: Αθήνα
  listings: ["ΧΑ: 9988"]
  fiscal_year_end: 03-31
  aliases: ["11"]
  website: https://example.com/
sources:
  1: {publisher: Άλφα, title: Αποτελέσματα, kind: filing, published: 2025-02-24, url: "https://example.com/1",
      archived_url: "https://example.com/2"}
  2: {publisher: Η Εφημερίδα, title: Άρθρο, kind: news, published: 2025-03, url: "https://example.com/3", note: Μόνο σε περίληψη.}
  3: {publisher: Το Γραφείο, title: Έκθεση, kind: report, via: 2}
  4: {publisher: Η Πλατεία, title: Ανάρτηση, kind: social}
  5: {publisher: Ιστολόγιο, title: Σημείωση, kind: company, published: 2025-Q1}
moves:
  - id: 1
    date: 2025-02-24
    title: Υπόσχεση για τρία χρόνια
    summary: "Το *σύνολο* για υποδομές."
    due: 2025-06
    category: infrastructure
    status: announced
    evidence: filing
    stated_by: {name: Πρόσωπο, role: Πρόεδρος}
    note: Μια σημείωση.
    amount: {value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: capital_expenditure, covers: διακομιστές}
    period: {start: 2025-02, end: 2028-01}
    quantities: [{value: 50000, unit: διακομιστές}, {low: 1, high: 2, unit: περιοχές, qualifier: about}]
    shared_with: ["20"]
    disputed_by: [{source: 2, says: το ποσό είναι μικρότερο}]
    sources: [1, 2, 3]
    tags: ["1"]
  - {id: 2, date: 2025-03, title: Παράδοση, category: infrastructure, status: completed, evidence: company, fulfils: 1, part_of: 1,
     amount: {value: 80 billion, currency: CNY, qualifier: up_to, nature: spending, measure: capital_expenditure},
     period: {start: 2025-01, end: 2025-03}, sources: [5]}
  - {id: 3, date: 2025-Q3, title: Μεγαλύτερο σχέδιο, category: infrastructure, status: denied, evidence: unnamed, denied_by: [1],
     amount: {value: 480 billion, currency: CNY, nature: guidance, measure: capital_expenditure}, period: {start: 2026, end: 2026},
     sources: [2]}
  - {id: 4, date: 2025-H1, title: Νέα οδηγία, category: infrastructure, status: reported, evidence: news,
     amount: {low: 100 billion, high: 120 billion, currency: CNY, nature: guidance, measure: capital_expenditure},
     period: {start: 2025, end: 2025}, sources: [2]}
  - {id: 5, date: 2025-04-01, title: Παραγγελία, category: chips, status: under_way, evidence: estimate, supersedes: 6,
     amount: {value: 5 billion, currency: USD, qualifier: about, nature: order, measure: chips}, sources: [3]}
  - {id: 6, date: 2025-01-15, title: Παλιά παραγγελία, category: chips, status: cancelled, evidence: government,
     amount: {value: 4 billion, currency: USD, nature: order, measure: chips}, sources: [4]}
  - {id: 7, date: 2025-05-02, title: Μίσθωση, category: infrastructure, status: announced, evidence: company,
     amount: {value: 2 billion, currency: TWD, nature: lease, measure: data_centres, usd: {value: 60 million, source: 2}}, sources: [5]}
  - {id: 8, date: 2025-05-03, title: Ομόλογο, category: finance, status: completed, evidence: company,
     amount: {value: 3 billion, currency: EUR, nature: financing, measure: total}, sources: [5]}
  - {id: 9, date: 2025-05-04, title: Εξαγορά, category: partnership, status: completed, evidence: company,
     amount: {value: 3 billion, currency: AED, nature: acquisition, measure: other}, sources: [5]}
  - {id: 10, date: 2025-05-05, title: Εκτίμηση, category: infrastructure, status: reported, evidence: estimate,
     amount: {share_of_revenue: {low: 11, high: 14}, as_stated: χαμηλό ποσοστό, nature: guidance, measure: capital_expenditure},
     period: {start: 2024-Q4, end: 2024-Q4}, sources: [3]}
  - {id: 12, date: 2025-05-07, title: Εκτίμηση τρίτου, category: infrastructure, status: reported, evidence: estimate,
     amount: {value: 9 billion, currency: CNY, nature: estimate, measure: capital_expenditure}, sources: [3]}
  - {id: 13, date: 2025-05-08, title: Στόχος εσόδων, category: finance, status: announced, evidence: company, due: 2026-01,
     amount: {value: 50 billion, currency: CNY, nature: guidance, measure: revenue}, sources: [5]}
  - {id: 14, date: 2025-05-09, title: Χωρίς ποσό, category: pricing, status: announced, evidence: company, due: 2031,
     amount: {as_stated: πολλά χρήματα, nature: pledge, measure: operating_expense}, sources: [5]}
  - {id: 15, date: 2024, title: Έρευνα, category: research, status: announced, evidence: company, sources: [5]}
figures:
  - {metric: capital_expenditure, period: 2024-Q4, value: 31.8 billion, currency: CNY, sources: [1], fiscal_label: "Γ1", covers: μηχανές}
  - {metric: capital_expenditure, period: 2025-Q1, value: 24.6 billion, currency: CNY, sources: [2], note: Στρογγυλοποιημένο.}
  - {metric: capital_expenditure, period: 2025-Q3, value: 38.6 billion, currency: CNY, qualifier: about, sources: [3]}
  - {metric: capital_expenditure, period: 2025-H1, value: 60 billion, currency: CNY, sources: [1]}
  - {metric: operating_cash_flow, period: 2025-Q2, value: 40 billion, currency: CNY, sources: [1]}
  - {metric: free_cash_flow, period: 2025-Q2, value: 10 billion, currency: CNY, sources: [1]}
  - {metric: revenue, period: 2024-Q4, value: 280 billion, currency: CNY, sources: [1]}
  - {metric: revenue, period: 2025-Q1, value: 236 billion, currency: CNY, sources: [1],
     disputed_by: [{source: 4, says: λιγότερα}]}
  - {metric: capital_expenditure, period: 2024, value: 72 billion, currency: CNY, sources: [1]}
  - {metric: revenue, period: 2024, value: 900 billion, currency: CNY, sources: [1]}
  - {metric: growth, of: έσοδα, period: 2025-Q1, value: 13, unit: percent, sources: [1]}
  - {metric: employees, as_of: 2025-03-31, value: 194320, unit: άτομα, sources: [1], doubtful: true}
"""
BETA = """\
company: {name: Βήτα Μηχανή, country: US}
sources:
  1: {publisher: Βήτα, title: Ιστολόγιο, kind: company}
  2: {publisher: Βήτα, title: Αποτελέσματα, kind: filing}
moves:
  - {id: 1, date: 2025-05, title: Ανοίγει το μοντέλο, category: model, status: completed, evidence: company, sources: [1]}
  - {id: 2, date: 2025-03-05/2025-03-07, title: Προϊόν, category: product, status: completed, evidence: company, sources: [1]}
  - {id: 3, date: 2025-02-24, title: Ανοιχτός κώδικας, category: open_source, status: completed, evidence: company, sources: [1]}
  - {id: 4, date: 2025-02-26, title: Υπόσχεση, category: organisation, status: announced, evidence: company,
     amount: {value: 10 billion, currency: USD, nature: pledge, measure: capital_expenditure}, period: {start: 2025, end: 2026},
     sources: [1, 2]}
figures:
  - {metric: capital_expenditure, period: 2025-Q1, value: 2 billion, currency: USD, sources: [2]}
  - {metric: revenue, period: 2025-Q1, value: 9 billion, currency: USD, sources: [2]}
"""
MARKET = """\
sources:
  1: {publisher: Το Γραφείο, title: Αγορά, kind: report}
figures:
  - {metric: market_size, period: 2025, value: 100 billion, currency: USD, sources: [1]}
"""
# An error of a file, as the reader tells it to its editor, in English.
BROKEN = "company: {nam: Γάμμα}\n"
BROKEN_SAYS = "30.yaml:1:11: unknown key `nam`: did you mean `name`?"


def write(folder: Path) -> Path:
    """Write the files into a folder and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in (("10", ALPHA), ("20", BETA), ("_0", MARKET)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
