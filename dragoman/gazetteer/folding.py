"""How names are compared: without case, accents, spaces and the shape of apostrophes."""

from __future__ import annotations

import unicodedata

#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
                          "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})  # fmt: skip


def fold(text: str) -> str:
    """A word or name in the shape in which it is looked up; spaces stay."""
    lower = text.lower()
    if lower.isascii():
        return lower
    parted = unicodedata.normalize("NFD", lower.translate(_LETTERS))
    return "".join(c for c in parted if not unicodedata.combining(c))


def key_of(name: str) -> str:
    """A name's key: folded, without spaces, so that it does not matter how it is cut into tokens."""
    return "".join(fold(name).split())


#: Articles that Arabic names may bear or not, in their usual spellings, and those that a name may begin with.
_AL = ("al-", "el-")
_ARTICLES = frozenset({"la", "le", "les", "el", "los", "las", "the"})


def bare_key(name: str) -> str:
    """The key of a family name without the Arabic article: "al-Menfi", "El-Menfi" and "Menfi" are one name."""
    key = key_of(name)
    return next((key[len(a) :] for a in _AL if key.startswith(a) and len(key) > len(a) + 2), key)


def case_fits(form: str, written: str) -> bool:
    """Whether words written so can be this form: acronyms in capitals, names with a capital, other words as they like."""
    first = form[0]
    article, _, rest = form.partition(" ")
    if rest and rest[0].isupper() and article.lower() in _ARTICLES and written[len(article) :].lstrip()[:1].islower():
        return False  # "La réunion" is not La Réunion
    if not first.isupper() and not any(c.isupper() for c in form):
        return True
    letters = [c for c in form if c.isalpha()]
    if len(letters) <= 6 and all(c.isupper() for c in letters):
        return not any(c.islower() for c in written)
    if len(form) <= 5 and any(c.isupper() for c in form[1:]) and form.isalpha():
        return written == form or written.isupper()
    if first.isupper():
        return written[0].isupper() or any(w[0].isupper() for w in written.split()[1:])
    return any(c.isupper() for c in written)
