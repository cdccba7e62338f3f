"""A data folder with the invented companies, for what reads one by itself."""

from pathlib import Path

from tests.analysis import samples


def fill(folder: Path) -> Path:
    """Write Acme, Bolt and the market into a folder and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in {"acme": samples.ACME, "bolt": samples.BOLT, "_market": samples.MARKET}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
