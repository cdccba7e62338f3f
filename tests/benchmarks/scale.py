"""How much is measured and how often: in full, or `--quick` while something is being mended."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scale:
    """`large` is the folder of invented companies with `moves` moves. Each stopwatch runs `times`, with the large folder `large_times`.

    A crowd is `viewers` who filter for `seconds`; a soak is two rounds of `sessions`.
    """

    large: Path
    companies: int
    moves: int
    times: int
    large_times: int
    reruns: int
    viewers: int
    seconds: float
    sessions: int

    @property
    def much(self) -> str:
        """The large folder in words: "100,000 moves"."""
        return f"{self.moves:,} moves"


def full(large: Path) -> Scale:
    """What the targets are about."""
    return Scale(large, 1000, 100_000, times=15, large_times=9, reruns=40, viewers=50, seconds=120, sessions=1000)


def quick(large: Path) -> Scale:
    """A look in a few minutes. Ratios are rough, and the large folder is not large."""
    return Scale(large, 50, 2_000, times=3, large_times=2, reruns=6, viewers=10, seconds=15, sessions=40)
