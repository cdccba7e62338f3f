"""Known vulnerabilities in what the dashboard is installed with; `.ci/run` calls it.

It needs a network: where the service that knows them cannot be reached, it says so in a word and fails nothing. What it finds fails.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# In an environment of its own: what the audit needs is not what the dashboard or its tests are made with.
PLACE = ROOT / ".cache" / "audit"
AUDIT = "pip-audit>=2.10,<3"
INSTALL_SECONDS, ASK_SECONDS = 120, 300


def judge(dependencies: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """Exit status and what to say, for what pip-audit found.

    [{"name": "acme", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}, {"name": "bolt", "skip_reason": "..."}]
    -> (1, ["acme 1.0: PYSEC-1, mended in 1.1", "audit: 1 of 2 packages looked up, 1 vulnerability"])
    """
    known = [package for package in dependencies if "skip_reason" not in package]
    if not known:
        return 0, ["audit skipped: the service that knows vulnerabilities does not answer here"]
    found = [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for package in known
        for one in package["vulns"]
    ]
    counted = f"{len(found)} vulnerabilit{'y' if len(found) == 1 else 'ies'}"
    return bool(found), [*found, f"audit: {len(known)} of {len(dependencies)} packages looked up, {counted}"]


def ask(program: Path, requirements: Path) -> list[dict[str, Any]]:
    """What pip-audit knows of a list of packages with their versions; nothing is resolved or installed for it. Empty where it fails."""
    command = [program, "--requirement", requirements, "--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"]
    try:
        said = subprocess.run([*command, "--timeout", "10"], capture_output=True, text=True, check=False, timeout=ASK_SECONDS).stdout
        dependencies: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return []
    return dependencies


def main() -> int:
    """Run the audit; the result is the exit status."""
    venv.create(PLACE, clear=True, symlinks=True, with_pip=True)
    pip = [PLACE / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "10", "--retries", "1", AUDIT]
    try:
        subprocess.run(pip, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        print("audit skipped: pip-audit cannot be installed here")
        return 0
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.rstrip("\\ ") for line in lines if "==" in line and line[:1].isalnum()]
    status, words = 0, []
    with tempfile.TemporaryDirectory() as folder:
        # One package first: where nothing is known of it, the others need not be asked for.
        for part in (pinned[:1], pinned):
            asked = Path(folder) / "requirements.txt"
            asked.write_text("\n".join(part) + "\n", encoding="utf-8")
            status, words = judge(ask(PLACE / "bin" / "pip-audit", asked))
            if "skipped" in words[-1]:
                break
    print(*words, sep="\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
