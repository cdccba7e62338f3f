"""The inside of an attack, under limits: `python -m tests.attack.child ATTACK BYTES SECONDS WORD ...`. `tools.child` starts it."""

import importlib
import json
import resource
import signal
import sys
from pathlib import Path


def main(attack: str, memory: str, seconds: str, *words: str) -> None:
    """Print a line of JSON for each thing that the attack's `inside` yields, with the most memory held so far.

    The alarm ends the process whatever it is at: also within one long call of a library.
    """
    inside = importlib.import_module(f"tests.attack.{attack}").inside
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    signal.alarm(int(seconds))
    for told in inside(*words):
        print(json.dumps({**told, "memory": peak()}), flush=True)
        signal.alarm(int(seconds))


def peak() -> int:
    """The most bytes that this process has held. `ru_maxrss` would begin with what its parent had."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith("VmHWM:")))


if __name__ == "__main__":
    main(*sys.argv[1:])
