"""Benchmarks: `python -m tests.benchmarks`. They take minutes, so pytest does not collect them; it tests their parts."""
