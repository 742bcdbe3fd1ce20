"""Examples at random for properties, and what several of them do to an example."""

import os
from copy import deepcopy

from hypothesis import HealthCheck, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tests.rules import generated, generated_dense

SIDES = generated.SIDES
EXAMPLES = int(os.environ.get("RULES_EXAMPLES", "100"))


def at_random(*makers):
    """Inputs of these makers in turn."""
    return st.randoms(use_true_random=True).map(lambda random: random.choice(makers)(random))


assessments = at_random(generated.screened_assessment)
cleared = at_random(generated.assessment, generated_dense.tried_assessment)
histories = at_random(generated.history, generated_dense.dense_history, generated_dense.waiting_history)
examinations = at_random(generated.examination)


def given(*inputs):
    """Many examples of these inputs; RULES_EXAMPLES says how many."""
    many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    return lambda test: many(hypothesis_given(*inputs)(test))


def mirrored(value):
    """The same with left and right swapped, wherever they stand."""
    swap = {"left": "right", "right": "left"}
    if isinstance(value, dict):
        return {swap.get(key, key): mirrored(item) for key, item in value.items()}
    if isinstance(value, list):
        return [mirrored(item) for item in value]
    return swap.get(value, value) if isinstance(value, str) else value


DATED = (("sessions", "performed_on"), ("strength_tests", "on"), ("overrides", "on"), ("circumstances", "on"))


def up_to_today(history):
    """The history without what is dated after today."""
    kept = {kind: [row for row in history[kind] if row[dated] <= history["today"]] for kind, dated in DATED}
    return deepcopy(history | kept)
