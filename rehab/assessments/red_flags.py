"""Whether a red flag stands against an episode: found at some time and not answered with no since."""

from rehab.patients.models import Episode, Screening


def standing_red_flag(episode: Episode) -> Screening | None:
    """The Screening whose red flag still stands: for each flag its latest definite answer counts.

    Not being asked again takes no yes back. The screening of an assessment that was amended no longer counts: what
    the amendment says does. Reads `episode.screenings` with their assessments, prefetched or not.
    """
    answered: set[str] = set()
    for screening in episode.screenings.all():
        if _was_amended(screening):
            continue
        definite = {flag: answer for flag, answer in screening.answers.items() if answer is not None}
        if any(answer and flag not in answered for flag, answer in definite.items()):
            return screening
        answered |= definite.keys()
    return None


def _was_amended(screening) -> bool:
    assessment = getattr(screening, "assessment", None)
    return assessment is not None and not assessment.is_current


def in_draft(draft) -> bool:
    """True where a draft that nobody has signed yet holds a red flag."""
    return any(draft.draft_screening.values())
