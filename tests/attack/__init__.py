"""A bounded attack on the dashboard: `python -m tests.attack`. Its fast part is `test_attack.py`."""
