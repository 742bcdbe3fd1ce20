"""How hard a text is to read, in each language the sheet is translated into, by a formula made for that language.

Each gives the school year that reads the text with ease, but the French one, whose ease is turned into a year as Flesch
did it. They were made for running text: of a single short sentence they say little.
"""

import re

VOWELS = {
    "de": "aeiouyäöü",
    "es": "aeiouyáéíóúü",
    "fr": "aeiouyàâæéèêëîïôœùûüÿ",
    "pl": "aeiouyóąę",
}
# What is not heard at the end of a French word.
SILENT = re.compile(r"(?<=[^\W\d_])(?:e|es|ent)$")


def words(text) -> list[str]:
    """The words and numbers of a text."""
    return re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+", text)


def sentences(text) -> list[str]:
    """The sentences of a text: parts that end with a full stop, or with a colon before a whole one."""
    return [part for part in re.split(r"(?<=[.!?…])\s+|(?<=:)\s+(?=[A-ZÄÖÜÉ¿¡])", text) if words(part)]


def syllables(word, language) -> int:
    """The groups of vowels that are heard; a number counts as one, as it is seen at a glance."""
    if word.isdigit():
        return 1
    word = word.lower()
    heard = SILENT.sub("", word) if language == "fr" else word
    return max(1, len(re.findall(f"[{VOWELS[language]}]+", heard)))


def school_year(text, language) -> float:
    """The school year of the youngest who read this text with ease."""
    said, count = words(text), len(sentences(text))
    spoken = [syllables(word, language) for word in said]
    return FORMULAS[language](said, count, spoken)


def _share(found, of):
    return 100 * sum(found) / len(of)


def _german(said, count, spoken):
    """The first Vienna formula for factual texts (Bamberger and Vanecek 1984)."""
    long = _share((len(word) > 6 for word in said), said)
    many, one = _share((n > 2 for n in spoken), said), _share((n == 1 for n in spoken), said)
    return 0.1935 * many + 0.1672 * len(said) / count + 0.1297 * long - 0.0327 * one - 0.875


def _spanish(said, count, spoken):
    """Crawford 1989, for the texts of primary school."""
    return -0.205 * 100 * count / len(said) + 0.049 * 100 * sum(spoken) / len(said) - 3.407


def _french(said, count, spoken):
    """Kandel and Moles 1958: Flesch's ease for French, of which 90 is the fifth year and 80 the sixth."""
    ease = 207 - 1.015 * len(said) / count - 73.6 * sum(spoken) / len(said)
    return 5 + (90 - ease) / 10


def _polish(said, count, spoken):
    """Gunning's index of fog with words of four syllables or more as the hard ones, as is usual for Polish."""
    return 0.4 * (len(said) / count + _share((n > 3 for n in spoken), said))


FORMULAS = {"de": _german, "es": _spanish, "fr": _french, "pl": _polish}
