"""How names are made findable whatever the accents, the case or the database."""

import unicodedata

# Letters that do not decompose into a base letter and a mark, so that normalising alone would leave them as they are.
SPELLED_OUT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
# Some characters unfold into many. A key of this length still fits into an index of either database.
KEY_LENGTH = 400


def search_key(*texts: str) -> str:
    """The texts in lower case, without accents and apostrophes, single-spaced: "Zoë O’NEILL" gives "zoe oneill"."""
    folded = unicodedata.normalize("NFKD", " ".join(texts).translate(APOSTROPHES).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(bare.translate(SPELLED_OUT).split())[:KEY_LENGTH]
