"""What is made of an audit's findings: a network that is not there fails nothing, and is never taken for a good result."""

import runpy
from pathlib import Path
from typing import Any

import pytest

AUDIT = runpy.run_path(str(Path(__file__).resolve().parents[1] / ".ci" / "audit.py"))
GOOD = {"name": "acme", "version": "1.0", "vulns": []}
BAD = {
    "name": "bolt",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1", "3.0"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
UNKNOWN = {"name": "cog", "skip_reason": "Dependency not found on PyPI and could not be audited: cog (1.0)"}


@pytest.mark.parametrize(
    ("found", "status", "said"),
    [
        ([], 0, ["audit skipped: the service that knows vulnerabilities does not answer here"]),
        ([UNKNOWN, UNKNOWN], 0, ["audit skipped: the service that knows vulnerabilities does not answer here"]),
        ([GOOD, UNKNOWN], 0, ["audit: 1 of 2 packages looked up, 0 vulnerabilities"]),
        (
            [GOOD, BAD],
            1,
            [
                "bolt 2.0: PYSEC-1, mended in 2.1, 3.0",
                "bolt 2.0: PYSEC-2, mended in no version yet",
                "audit: 2 of 2 packages looked up, 2 vulnerabilities",
            ],
        ),
    ],
    ids=["no answer", "nothing known", "good", "bad"],
)
def test_judgement(found: list[dict[str, Any]], status: int, said: list[str]) -> None:
    assert AUDIT["judge"](found) == (status, said)


@pytest.mark.parametrize("output", ["", "not JSON", '{"error": 1}', "[]"])
def test_an_audit_that_fails_knows_nothing(tmp_path: Path, output: str) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\nprintf '%s' '{output}'\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    assert AUDIT["ask"](program, tmp_path / "requirements.txt") == []
