"""What a review rests on, kept with it as plain data, so that a signed review says for ever what it was made from."""


def seen(progress, found) -> dict:
    """The figures and verdicts of a Progress and what was due, for Review.seen."""
    return {
        "week": progress.week,
        "sessions": progress.sessions,
        "last_session_on": progress.last_session_on and progress.last_session_on.isoformat(),
        "adherence_pct": progress.adherence_pct,
        "first_assessment": str(progress.first.pk),
        "latest_assessment": str(progress.latest.pk),
        "first_examined_on": progress.first.examined_on.isoformat(),
        "latest_examined_on": progress.latest.examined_on.isoformat(),
        "sides": {side.side: _side(side, progress.answer["sides"].get(side.side)) for side in progress.sides},
        "of_the_patient": [_verdict(one) for one in progress.verdicts],
        "due": [{"side": one.side, "words": one.words, "why": one.why, "rule": one.rule} for one in found],
    }


def _side(side, stand):
    return {"standing": stand, "verdicts": [_verdict(one) for one in side.verdicts]}


def _verdict(one):
    return {
        "measure": one.measure,
        "label": one.label,
        "before": one.before,
        "after": one.after,
        "verdict": one.verdict,
        "words": one.words,
        "rule": one.reason["rule"],
    }
