"""What nobody should type, and a form sent with it."""

import itertools

BAD = {
    "nothing": "",
    "NUL": "a\x00b",
    "far too long": "x" * 20_000,
    "the other direction": "\u202eabc",
    "not a number": "NaN",
    "endless": "1e999999",
    "huge": "9" * 400,
    "large": "99999",
    "negative": "-1",
    "a fraction": "1.5",
    "no such choice": "nonsense",
    "markup": "<script>alert(1)</script>{{7*7}}{% now %}",
    "quotes": "'; DROP TABLE patients; --\"",
    "unfolds": "ﷺ" * 80,
    "a far date": "9999-12-31",
    "an early date": "0001-01-01",
    "no date": "2026-02-30",
}
OPENED_WITH = ("key", "version")  # wrong ones end the sending early, so they are wrong by themselves only


def bad_sendings(typed, only=None):
    """(what is bad, the form to be sent): each bad thing in every field at once; then each field by itself.

    `only` these fields are spoilt, where others of the form are the same again.
    """
    spoilt = list(typed if only is None else only)
    fields = [name for name in spoilt if name not in OPENED_WITH]
    for name, bad in BAD.items():
        yield f"every field: {name}", typed | dict.fromkeys(fields, bad)
    for field, (name, bad) in zip(spoilt, itertools.cycle(BAD.items()), strict=False):
        yield f"{field}: {name}", typed | {field: bad}
        yield f"{field}: missing", {other: value for other, value in typed.items() if other != field}
    yield "every field: repeated", typed | {name: [typed[name], typed[name], "other"] for name in fields}
    yield "nothing at all", {}
