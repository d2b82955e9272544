"""Bodies that an article names in full beside their short form: "Front national pour la défense de la Constitution (FNDC)".

What is named so is one body, whatever known names stand inside it, and its short form means it through the whole article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.make import Maker, entity_of
from dragoman.actors.memory import Memory
from dragoman.actors.scan import Hit
from dragoman.actors.words import Words, sector_of_name
from dragoman.gazetteer import is_country
from dragoman.gazetteer.folding import fold
from dragoman.gazetteer.model import Organisation
from dragoman.gazetteer.names import Entry
from dragoman.types import Sentence

#: How many words a name may have, and a short form letters.
LONGEST, LETTERS = 14, 12
#: How much of a short form the first letters of the name's words must tell.
TOLD = 0.55
#: How far behind the bracket the word for what it is may stand.
APPOSED = 7
#: Words that no letter of the short form need stand for, and those that end a name.
SMALL = frozenset({"ADP", "DET", "CCONJ", "PART", "PUNCT", "SCONJ"})
STOPS = frozenset({"VERB", "AUX", "PRON"})
#: Words for bodies that parties and rebels bear in their names too.
UNSURE = frozenset({"force", "army"})
#: What an organisation named in full weighs for its country.
TELLING = 2
#: Sectors of those whose names begin as others' do.
PARTISAN = frozenset({"PTY", "OPP", "REB"})
#: Weight of a country, against any other, for a body of the article to be of it.
SURE = 1.3


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens start..end of a sentence are a name whose short form is the token at `end + 1`. `rival` is the gazetteer's
    organisation of that name and short form, which is meant only where the article tells of its country."""

    sentence: int
    start: int
    end: int
    short: str
    rival: str = ""


def find_named(
    sentence: Sentence,
    folded: Sequence[str],
    hits: Sequence[Hit],
    words: Words,
    organisations: Mapping[str, Organisation],
) -> list[Named]:
    """Every name of a sentence with its short form in brackets behind it, or longer than one of the gazetteer's, unless it is one
    that the gazetteer has."""
    tokens, found = sentence.tokens, []
    for k, token in enumerate(tokens[:-2]):
        if token.text != "(" or tokens[k + 2].text not in (")", ",", ";") or not _short(tokens[k + 1].text):
            continue
        start = _start(sentence, folded, k, folded[k + 1])
        if start < 0 or any(_known(hit, start, k) for hit in hits):
            continue
        found.append(Named(sentence.index, start, k, tokens[k + 1].text, _rival(hits, start, k)))
    told = {k for one in found for k in range(one.start, one.end)}
    return found + [one for one in _longer(sentence, folded, hits, words, organisations) if one.start not in told]


def _longer(
    sentence: Sentence,
    folded: Sequence[str],
    hits: Sequence[Hit],
    words: Words,
    organisations: Mapping[str, Organisation],
) -> Iterator[Named]:
    """ "Front national pour la paix": names of parties and armed groups that go on with what they are for are those of others."""
    tokens = sentence.tokens
    for hit in hits:
        own = hit.of("organisation")
        if own is None or hit.end - hit.start < 2 or not PARTISAN & set(organisations[own.ref].sectors):
            continue
        if hit.end + 2 >= len(tokens) or not words.has("grammar.purpose", folded[hit.end]):
            continue
        inside = range(hit.start, hit.end)
        for k in range(hit.end + 1, min(hit.end + 3, len(tokens))):
            if tokens[k].upos != "NOUN" or tokens[k].head not in inside or not tokens[k].deprel.startswith("nmod"):
                continue
            if not any(words.has(f"grammar.possessive_{n}", folded[j]) for n in "sp" for j in range(hit.end + 1, k)):
                yield Named(sentence.index, hit.start, k + 1, "")


def _short(text: str) -> bool:
    capitals = sum(c.isupper() for c in text)
    return 2 <= len(text) <= LETTERS and text[0].isupper() and text.isalnum() and (capitals > 1 or len(text) > 3)


def _known(hit: Hit, start: int, end: int) -> bool:
    """Whether a hit is the whole name, and of one organisation only."""
    told = hit.of("organisation")
    return told is not None and not told.ambiguous and hit.end == end and hit.start <= start + 1


def _rival(hits: Sequence[Hit], start: int, end: int) -> str:
    """The organisation whose name and short form both are in the gazetteer, though others bear it too."""
    whole = {e.ref for h in hits if h.end == end and h.start <= start + 1 for e in h.all_of("organisation")}
    short = {e.ref for h in hits if h.start == end + 1 and h.end == end + 2 for e in h.all_of("organisation")}
    return next(iter(whole & short), "")


def _start(sentence: Sentence, folded: Sequence[str], end: int, short: str) -> int:
    """Where the name begins: the first letters of its words are those of the short form, in order. -1 where none fits."""
    tokens, letters, best = sentence.tokens, "", -1
    for k in range(end - 1, max(-1, end - 1 - LONGEST), -1):
        token = tokens[k]
        if token.upos in STOPS or (token.upos == "PUNCT" and token.text not in ("-", "'", "’", "/")):
            break
        if token.upos in SMALL:
            continue
        letters = "".join(part[:1] for part in folded[k].split("-")) + letters
        if not token.text[:1].isupper() or letters[0] != short[0]:
            continue
        if letters == short:
            return k
        if len(letters) > 1 and len(letters) >= TOLD * len(short) and _in_order(letters, short):
            best = k
    return best


def _in_order(letters: str, short: str) -> bool:
    at = 0
    for letter in letters:
        at = short.find(letter, at) + 1
        if not at:
            return False
    return True


def without_known(sentences: Sequence[Sentence], scanned: list[list[Hit]], named: Sequence[Named]) -> list[list[Hit]]:
    """The hits without organisations of the gazetteer where the article itself names another: in its name, and its short form."""
    if not named:
        return scanned
    shorts = {one.short for one in named}

    def stands(number: int, hit: Hit) -> bool:
        if hit.of("organisation") is None:
            return True
        inside = any(o.sentence == number and o.start <= hit.start and hit.end <= o.end for o in named)
        short = hit.end == hit.start + 1 and sentences[number].tokens[hit.start].text in shorts
        return not inside and not short

    return [
        [
            h if stands(n, h) else h._replace(entries=tuple(e for e in h.entries if e.kind != "organisation"))
            for h in hits
        ]
        for n, hits in enumerate(scanned)
    ]


def settle(
    sentences: Sequence[Sentence], scanned: list[list[Hit]], named: Iterable[Named], make: Maker, memory: Memory
) -> None:
    """Make each name's body and put one hit in place of those inside its name, and one wherever its short form stands.

    Expects the article's countries in `memory` (`look_ahead`).
    """
    shorts: dict[str, str] = {}
    for one in named:
        sentence, hits = sentences[one.sentence], scanned[one.sentence]
        inside = [h for h in hits if one.start <= h.start and h.end <= one.end]
        words = [sentence.tokens[k].text for k in range(one.start, one.end)]
        key = fold(" ".join(words))
        if one.short in shorts or _meant(one.rival, make, memory):
            continue
        if one.short:
            shorts[one.short] = key
        ref, sectors = _kind(sentence, one, inside, _beside(sentence, hits, one), make)
        code = _country(sentence, one, hits, make) or memory.main_country(SURE)
        name = _text(sentence, one.start, one.end)
        gender = {"Masc": "m", "Fem": "f"}.get(sentence.tokens[one.start].feats.get("Gender", ""), "")
        make.named[key] = (entity_of(name, code or None, sectors, key=key, gender=gender), ref)
        entry = Entry("named", key, name, gender, "s")
        kept = [h for h in hits if h.end <= one.start or h.start >= one.end]
        scanned[one.sentence] = sorted([*kept, Hit(one.start, one.end, (entry,))], key=lambda h: h.start)
    if shorts:
        for number, sentence in enumerate(sentences):
            scanned[number] = _with_shorts(sentence, scanned[number], shorts)


def _meant(rival: str, make: Maker, memory: Memory) -> bool:
    """Whether the gazetteer's organisation of that name is meant after all: the article tells of its country."""
    if not rival or make.gazetteer.organisations[rival].code not in memory.evidence:
        return False
    memory.evidence.add(rival)
    memory.weigh(make.gazetteer.organisations[rival].code, TELLING)
    return True


def _with_shorts(sentence: Sentence, hits: list[Hit], shorts: dict[str, str]) -> list[Hit]:
    places = {t.i: shorts[t.text] for t in sentence.tokens if t.text in shorts}
    if not places:
        return hits
    kept = [h for h in hits if not (h.end == h.start + 1 and h.start in places)]
    covered = {k for h in kept for k in range(h.start, h.end)}
    made = [
        Hit(i, i + 1, (Entry("named", key, sentence.tokens[i].text, "", "s"),))
        for i, key in places.items()
        if i not in covered
    ]
    return sorted([*kept, *made], key=lambda h: h.start)


def _text(sentence: Sentence, start: int, end: int) -> str:
    tokens, written = sentence.tokens, ""
    for k in range(start, end):
        apart = k > start and tokens[k].span.start > tokens[k - 1].span.end
        written += (" " if apart else "") + tokens[k].text
    return written


def _beside(sentence: Sentence, hits: Sequence[Hit], one: Named) -> Entry | None:
    """The word for a kind of body right before the name or behind its bracket: "le parti X (Y)", "the X (Y) party"."""
    near = [h for h in hits if h.end == one.start or h.start == one.end + 3]
    told = next((b for h in near if (b := h.of("body"))), None)
    if told is None and one.short and one.end + 3 < len(sentence.tokens) and sentence.tokens[one.end + 3].text == ",":
        apposed = [
            h for h in hits if one.end + 3 < h.start <= one.end + 3 + APPOSED
        ]  # "X (Y), a shadowy militant group"
        nouns = (b for h in apposed if sentence.tokens[h.end - 1].deprel in ("appos", "conj") and (b := h.of("body")))
        told = next(nouns, None)
    return told


def _kind(
    sentence: Sentence, one: Named, inside: Sequence[Hit], beside: Entry | None, make: Maker
) -> tuple[str, tuple[str, ...]]:
    """The kind of body, and its sectors: by the word for it beside its name, the words of that, the body or people told in it."""
    if beside is not None:
        return beside.ref, make.gazetteer.bodies[beside.ref].sectors
    words = [make.words.fold(sentence.tokens[k].text) for k in range(one.start, one.end)]
    body = next((b for h in inside if (b := h.of("body"))), None)
    ref = body.ref if body is not None else ""
    sector = sector_of_name(words, make.words)
    if sector and (body is None or sector in ("LAB", "PTY")):
        return ref, (sector,)
    if body is not None and ref in UNSURE:
        return "", ()
    if body is not None:
        return ref, make.gazetteer.bodies[body.ref].sectors
    role = next((r for h in inside if (r := h.of("role"))), None)
    told = make.gazetteer.roles.get(role.ref) if role is not None else None
    return ref, told.sectors if told is not None else ()


def _country(sentence: Sentence, one: Named, hits: Sequence[Hit], make: Maker) -> str:
    """The country told in the name, right before it or, as whose it is, right behind the bracket."""
    for hit in hits:
        entry = hit.of("country", "adjective", "people", "capital")
        if entry is None or not is_country(entry.ref):
            continue
        if one.start <= hit.start < one.end or hit.end == one.start:
            return entry.ref
        possessed = hit.end + 1 == one.start and make.words.has(
            "grammar.possessor", make.words.fold(sentence.tokens[hit.end].text)
        )
        behind = hit.start - (one.end + 3)
        tokens = sentence.tokens[one.end + 3 : hit.start]
        owning = 0 < behind <= 2 and make.words.has("grammar.genitive", make.words.fold(tokens[0].text))
        if possessed or owning or (behind == 0 and hit.of("adjective") is not None):
            return entry.ref
    return ""
