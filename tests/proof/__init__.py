"""Proof that the rules decide what they should: a second reading, a coverage report, and mutants.

`python -m tests.proof` says what there is; `bin/prove` makes what it needs first.
"""
