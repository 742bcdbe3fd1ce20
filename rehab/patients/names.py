"""How names are made findable whatever the accents, the case or the database."""

import unicodedata

# Letters that do not decompose into a base letter and a mark, so that normalising alone would leave them as they are.
SPELLED_OUT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def search_key(*texts: str) -> str:
    """The texts in lower case, without accents, single-spaced: "Zoë ŁUKASZ" gives "zoe lukasz"."""
    folded = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(bare.translate(SPELLED_OUT).split())
