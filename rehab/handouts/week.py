"""On which days of the week a patient trains and stretches. Days are numbers, Monday 0 to Sunday 6."""

DAYS = 7
# Where a stretch is done on more days than strengthening: first on days that leave free days apart.
FURTHER_DAYS = (5, 1, 3, 6, 0, 2, 4)


def training_days(sessions: int, gap: int) -> tuple[int, ...]:
    """That many days, each at least `gap` days after the one before, over the turn of the week too.

    Fewer where a week does not hold as many.
    """
    count = min(sessions, DAYS // gap)
    return tuple(place * DAYS // count for place in range(count))


def stretching_days(days: int, training: tuple[int, ...]) -> tuple[int, ...]:
    """That many days: the training days first, on which the stretches come before the strengthening."""
    if not training:
        return training_days(days, 1)
    further = [day for day in FURTHER_DAYS if day not in training]
    return tuple(sorted([*training, *further][:days]))


def ticked(days: tuple[int, ...]) -> tuple[bool, ...]:
    """The whole week, true on these days."""
    return tuple(day in days for day in range(DAYS))
