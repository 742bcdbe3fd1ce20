"""What the contract's `plan` and `change` are given of one side."""

from tests.proof.second_reading.tables import FIXATION, METHODS, MMT, POSITIONS, QUALITY


def read_side(reader, given, base):
    """{"thomas", "modified_thomas", "strength", "trials"}; a test that was not done is None."""
    return {
        "thomas": _length_test(reader, given, "thomas", base, ()),
        "modified_thomas": _length_test(
            reader,
            given,
            "modified_thomas",
            base,
            ("hip_extension_knee_straight_deg", "knee_flexion_deg", "hip_abduction_deg"),
        ),
        "strength": _strength_test(reader, given, base),
        "trials": [_trial(reader, row, path) for row, path in reader.things(given, "trials", base)],
    }


def _length_test(reader, given, name, base, further):
    test = reader.thing(given.get(name), base + name)
    if test is None:
        return None
    path = f"{base}{name}."
    read = {
        "hip_extension_deg": reader.measured(test, "hip_extension_deg", path, required=True),
        "pelvis_controlled": reader.yes_or_no(test, "pelvis_controlled", path, required=True),
        "method": reader.word(test, "method", path, METHODS),
        "knee_flexion_deg": None,
    }
    return read | {field: reader.measured(test, field, path) for field in further}


def _strength_test(reader, given, base):
    test = reader.thing(given.get("strength"), base + "strength")
    if test is None:
        return None
    path = base + "strength."
    read = {
        "mmt": reader.word(test, "mmt", path, MMT),
        "force_n": reader.measured(test, "force_n", path),
        "lever_arm_m": reader.measured(test, "lever_arm_m", path),
        "position": reader.word(test, "position", path, POSITIONS),
        "symptoms": reader.measured(test, "symptoms", path),
        "fixation": reader.word(test, "fixation", path, FIXATION),
    }
    done = read["mmt"] is not None or read["force_n"] is not None
    return read if done else None


def _trial(reader, row, path):
    exercise, level = reader.exercise_and_level(row, path)
    quality = reader.word(row, "quality", path, QUALITY, required=True)
    return exercise, level, quality, reader.measured(row, "symptoms", path, required=True)


def effort(test):
    """Torque where the lever arm is given, else force."""
    return test["force_n"] if test["lever_arm_m"] is None else test["force_n"] * test["lever_arm_m"]
