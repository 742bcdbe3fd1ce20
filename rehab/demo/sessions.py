"""What a patient of the demo clinic did at home: sessions that follow the programme as it moves."""

import datetime

from rehab.programmes.decisions import replay_input, session_input
from rehab.rules import replay


def training_dates(start, last, count):
    """`count` dates, three a week with a day between, of which the latest is `last`; none before `start`.

    Gaps of two, two and three days are counted back from the last one.
    """
    gaps = [2, 2, 3]
    dates = [last]
    while len(dates) < count:
        dates.append(dates[-1] - datetime.timedelta(days=gaps[len(dates) % len(gaps)]))
    return [date for date in reversed(dates) if date >= start]


def sessions_done(programme, pattern, dates, mornings, already=()) -> list[dict]:
    """A session for each date, every exercise done at the level that the rules offered on that day.

    `pattern` holds one sign a session: "+" clean, "c" with compensation, a digit for symptoms of that height.
    `mornings` maps a session's place to the symptoms of the next morning. `already` are sessions logged before.
    """
    done: list[dict] = []
    for place, (sign, on) in enumerate(zip(pattern, dates, strict=False)):
        given = replay_input(programme, on)
        given["sessions"] = [session_input(session) for session in (*already, *done)]
        entries = [
            entry
            for side, stand in replay(given)["sides"].items()
            if not stand["completed"]
            for entry in _entries(side, stand["exercises"], sign)
        ]
        if entries:
            done.append(_session(on, entries, mornings.get(place, 0)))
    return done


def _entries(side, exercises, sign):
    return [
        {
            "exercise": exercise,
            "side": side,
            "level": stand["level"],
            "completed": True,
            "compensated": sign == "c",
            "symptoms": int(sign) if sign.isdigit() else 0,
        }
        for exercise, stand in exercises.items()
    ]


def _session(on, entries, morning):
    sides = {entry["side"] for entry in entries}
    return {
        "performed_on": on,
        "source": "paper",
        "entries": entries,
        **{f"next_morning_{side}": morning for side in sides},
    }
