"""What stands before a role or body: determiner, "former", and in English nearly everything ("Ukraine's deputy energy minister")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.phrase import Phrase, head_of
from dragoman.actors.scan import Hit

if TYPE_CHECKING:
    from dragoman.actors.build import Builder


def read_before(builder: Builder, phrase: Phrase) -> None:
    """Move the start of the phrase left over what belongs to it."""
    premodified = bool(builder.words.sets.get("grammar.premodified"))
    k = phrase.start - 1
    while k >= 0 and not builder.taken[k]:
        hit = builder.till.get(k + 1)
        step = _modifier(builder, phrase, k, premodified)
        if hit is not None and premodified and not step:
            step = _hit_before(builder, phrase, hit)
        elif not step and premodified and phrase.kind == "body":
            step = _bracketed(builder, phrase, k)
            step = step or _possessor(builder, phrase, k) or _coordinated(builder, phrase, k)
        elif hit is None and not step and premodified:
            step = _possessor(builder, phrase, k) or _coordinated(builder, phrase, k)
        if not step:
            break
        phrase.start = k = k + 1 - step
        k -= 1
        if "possessed" in phrase.flags:
            break
    if k >= 0:
        phrase.determiner = determiner_of(builder, k)
        token = builder.sentence.tokens[k]
        if phrase.determiner and token.upos in ("DET", "PRON") and not builder.taken[k]:
            phrase.start = k


def determiner_of(builder: Builder, k: int) -> str:
    """Which kind of determiner token k is; empty for none."""
    token, word = builder.sentence.tokens[k], builder.fold(k)
    if token.upos == "ADP" and builder.words.has("grammar.contracted", word):
        return "def"
    if token.upos == "DET" and token.feats.get("Definite") == "Ind":
        return "indef"
    if token.upos not in ("DET", "PRON", "NUM", "ADP"):
        return ""
    return builder.words.determiners.get(word, "")


def _modifier(builder: Builder, phrase: Phrase, k: int, premodified: bool) -> int:
    """How many tokens up to k are a modifier of the role: "former", "deputy", "nouveau", "deux"."""
    token, word = builder.sentence.tokens[k], builder.fold(k)
    flag = builder.words.flags.get(word)
    if flag is not None:
        phrase.flags.add(flag)
        return 1
    if builder.words.has("grammar.two", word):
        phrase.flags.add("two")
        return 1
    if builder.till.get(k + 1) is not None:
        return 0
    if token.text in ("–", "—") or (token.text == "-" and _apart(builder, k)):
        return 0
    if builder.words.has("modifiers.plain", word) and token.upos not in ("VERB", "AUX", "PRON", "ADP"):
        return 1
    inside = phrase.start <= token.head < phrase.end
    counting = inside and token.upos == "ADJ" and builder.sentence.tokens[token.head].upos == "NUM"  # "at least eight"
    if token.upos == "NUM" or (token.upos == "ADJ" and inside and not counting):
        qualify(builder, phrase, k)
        return 1
    led = k == 0 or builder.sentence.tokens[k - 1].upos in ("DET", "PART", "ADJ", "NUM", "PRON")
    said = token.deprel == "compound" or (
        led and token.deprel == "amod" and token.upos == "VERB"
    )  # "its jailed president"
    if premodified and inside and said and (token.text[:1].islower() or k == 0):
        qualify(builder, phrase, k)
        return 1
    return 0


def _apart(builder: Builder, k: int) -> bool:
    """Whether a mark stands free between its words: "Tunis - Tunisian police"."""
    tokens = builder.sentence.tokens
    return k + 1 < len(tokens) and tokens[k].span.end < tokens[k + 1].span.start


def qualify(builder: Builder, phrase: Phrase, k: int) -> None:
    """Note a word that tells of what a leader is one, so that the country's own is not meant: "indigenous", "nuclear", "union"."""
    word = builder.fold(k)
    told = builder.words.has("modifiers.of_heads", word) or builder.words.has("modifiers.plain", word)
    if builder.sentence.tokens[k].upos != "NUM" and not told:
        phrase.flags.add("qualified")


def _hit_before(builder: Builder, phrase: Phrase, hit: Hit) -> int:
    """A country, portfolio, body or person before an English role; 0 where it is not part of the phrase."""
    sentence = builder.sentence
    top = head_of(sentence, hit.start, hit.end, hit.end - 1)
    inside = phrase.start <= sentence.tokens[top].head < _reach(builder, phrase)
    size = hit.end - hit.start
    portfolio = hit.of("portfolio")
    if portfolio is not None and not hit.of("body"):
        phrase.portfolios.append(portfolio.ref)
        return size
    adjective = hit.of("adjective")
    if adjective is not None:
        for entry in hit.all_of("adjective")[: 2 if hit.glued else 1]:
            phrase.belongs(entry.ref)
        return size
    if not inside:
        return 0
    return size if note_owner(phrase, hit) else 0


def _bracketed(builder: Builder, phrase: Phrase, k: int) -> int:
    """ "The Rapid Support Forces (RSF) paramilitary group": the name with its short form before the word for what it is."""
    tokens = builder.sentence.tokens
    if tokens[k].text != ")" or k < 3 or tokens[k - 2].text != "(":
        return 0
    hit = builder.till.get(k - 2)
    if hit is None or hit.of("organisation", "named") is None or not note_owner(phrase, hit):
        return 0
    return k + 1 - hit.start


def _reach(builder: Builder, phrase: Phrase) -> int:
    """How far right the head of a premodifier may lie: within the role and the name behind it."""
    return min(phrase.end + 4, len(builder.sentence.tokens))


def note_owner(phrase: Phrase, hit: Hit) -> bool:
    """Enter what a role belongs to: a country, capital, seat, organisation, body, person or another role's sector."""
    place = hit.of("country", "capital", "people")
    seat, organisation = hit.of("seat"), hit.of("organisation")
    if organisation is not None and not (place and place.kind == "country"):
        phrase.organisations.append(organisation.ref)
    elif place is not None:
        phrase.belongs(place.ref)
    elif seat is not None:
        phrase.codes.append(seat.ref)
        phrase.seat = seat
    elif hit.of("body") or hit.of("person"):
        kind = "body" if hit.of("body") else "person"
        phrase.owner = Phrase(kind, hit.start, hit.end, hit, names=[(hit.start, hit.end)] if kind == "person" else [])
    elif hit.of("named"):
        phrase.owner = Phrase("named", hit.start, hit.end, hit)
    elif hit.of("role"):
        phrase.besides += hit.all_of("role")
        phrase.codes += [e.only for e in hit.all_of("role")[:1] if e.only and len(hit.entries) == 1]
    else:
        return False
    return True


def _possessor(builder: Builder, phrase: Phrase, k: int) -> int:
    """ "Ukraine's": the mark at k and the hit before it; the phrase begins there."""
    if not builder.words.has("grammar.possessor", builder.fold(k)):
        return 0
    hit = builder.till.get(k)
    if hit is None:
        return 0
    phrase.flags.add("possessed")
    if not note_owner(phrase, hit):
        return 0
    return k + 1 - hit.start


def _coordinated(builder: Builder, phrase: Phrase, k: int) -> int:
    """ "French and German leaders": a second nationality before the conjunction."""
    hit = builder.till.get(k)
    if not phrase.codes or hit is None or not builder.words.has("grammar.and", builder.fold(k)):
        return 0
    adjective = hit.of("adjective")
    if adjective is None:
        return 0
    phrase.codes.insert(0, adjective.ref)
    return k + 1 - hit.start
