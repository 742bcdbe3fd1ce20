"""Standings for lists of many programmes, kept in this process's memory between requests.

Nothing can go stale: a key names the day, the rules and how many writes the patient's record has seen, and every
write leaves its audit event in the same transaction. Writes are counted before the rows are read, so that one that
comes between the two is taken up the next time.
"""

from django.core.cache import caches
from django.db.models import Count

from clinic.audit.models import AuditEvent
from clinic.audit.queries import WRITING
from rehab.programmes.decisions import replay_inputs
from rehab.rules import RULES_VERSION, replay

KEPT = ("sides", "week", "recent_adherence_pct", "review_window", "lapsed")


def brief_standings(programmes, today) -> dict:
    """{programme.pk: what lists show of its standing}, with the same few queries for any number of programmes.

    Beside the answer's fields in KEPT there are its pauses in `events`, and in `circumstances` the precautions and
    equipment that hold on the day. Each programme comes with its episode.
    """
    cache = caches["standings"]
    keys = _keys(programmes, today)
    known = cache.get_many(keys.values())
    unknown = [programme for programme in programmes if keys[programme.pk] not in known]
    if unknown:
        inputs = replay_inputs(unknown, today)
        fresh = {keys[pk]: _brief(given) for pk, given in inputs.items()}
        cache.set_many(fresh)
        known |= fresh
    return {pk: known[key] for pk, key in keys.items()}


def _keys(programmes, today):
    writes = dict(
        AuditEvent.objects.filter(
            patient_id__in={programme.episode.patient_id for programme in programmes}, action__in=WRITING
        )
        .order_by()
        .values_list("patient_id")
        .annotate(Count("pk"))
    )
    return {
        programme.pk: f"{programme.pk}:{today}:{RULES_VERSION}:{writes.get(programme.episode.patient_id, 0)}"
        for programme in programmes
    }


def _brief(given):
    answer = replay(given)
    held = [row for row in given["circumstances"] if row["on"] <= given["today"]]
    return {name: answer[name] for name in KEPT} | {
        "events": [event for event in answer["events"] if event["event"] == "paused"],
        "circumstances": {name: held[-1][name] for name in ("precautions", "equipment")},
    }
