"""What a mutant is: one file of the rules with one small thing changed."""

from dataclasses import dataclass

SHOWN = 70


@dataclass(frozen=True)
class Mutant:
    """`path` within rehab/rules; `place` is the function or table; `before` and `after` are the changed words."""

    path: str
    line: int
    place: str
    before: str
    after: str
    text: str

    @property
    def name(self):
        """What it is known by in equivalents.toml: it does not move when lines are added above it."""
        return f"{self.path} {self.place}: {self.before} → {self.after}"

    @property
    def where(self):
        return f"rehab/rules/{self.path}:{self.line}"


def distinct(mutants) -> list[Mutant]:
    """Without those that are the same text twice; of one name, the later ones are numbered."""
    seen, names, kept = set(), {}, []
    for mutant in mutants:
        if mutant.text in seen:
            continue
        seen.add(mutant.text)
        count = names[mutant.name] = names.get(mutant.name, 0) + 1
        if count > 1:
            mutant = Mutant(**{**vars(mutant), "place": f"{mutant.place} ({count})"})
        kept.append(mutant)
    return kept


def short(words):
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
