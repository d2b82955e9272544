"""Short names: a surname that stands for somebody named in full in the article, or for somebody everybody knows that day."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.make import Maker
from dragoman.actors.memory import Memory
from dragoman.actors.runs import name_run
from dragoman.actors.scan import Hit
from dragoman.actors.words import Words
from dragoman.gazetteer import Person, day_of, is_country
from dragoman.gazetteer.folding import case_fits
from dragoman.gazetteer.names import Entry
from dragoman.gazetteer.world import load_world
from dragoman.types import Sentence

#: Offices up to this rank are known to readers by surname alone; others only where the article tells their country.
FAMOUS = 2
#: Offices up to these ranks are known so in the countries a language's readers know best, if nobody else bears the name.
FAMILIAR, MINISTER = 6, 4
#: Offices up to this rank are known so though others bear the name, up to so many in all.
HEADS, NAMESAKES = 3, 5
#: From this rank on nobody is known by surname alone, not even at home: mayors and governors.
LOCAL = 8
#: How many years somebody who led a state is known by surname, if nobody else bears it.
AFTERWARDS = 12
#: A surname that more people bear means nobody for certain where the article does not tell the country.
COMMON = 2
#: How many sentences open an article.
OPENING = 2
#: The sector of those who tell the news.
PRESS = "JRN"
#: Longest surname, in tokens.
LONGEST = 5


def look_ahead(sentences: Sequence[Sentence], scanned: list[list[Hit]], make: Maker, memory: Memory) -> None:
    """What the whole article tells before it is read: its countries, and who is named in full (a headline says only "Trump").

    What stands in the first sentences weighs double, the first actor of all more: that is what the article is about.
    """
    for number, hits in enumerate(scanned):
        for place, hit in enumerate(hits):
            weight = (2 if number < OPENING else 1) + (number == 0 and place == 0)
            refs = {make.nation(e.ref) for e in hit.entries}
            if hit.of("capital") and hit.start:
                leads = make.words.fold(sentences[number].tokens[hit.start - 1].text)
                if make.words.has("grammar.object_preps", leads):  # where somebody goes is not what it is about
                    continue
            if hit.end + 1 < len(sentences[number].tokens) and _backing(sentences[number], hit.end, make.words):
                continue  # "the Iran-backed group"
            for entry in hit.entries[:1]:
                if entry.kind in ("country", "capital", "adjective", "people", "seat") and len(refs) == 1:
                    memory.weigh(make.nation(entry.ref), weight)
                    if not entry.ambiguous:
                        memory.sure.add(make.nation(entry.ref))
                elif entry.kind == "organisation" and not entry.ambiguous:
                    memory.evidence.add(entry.ref)
                    body = make.gazetteer.organisations[entry.ref]
                    if PRESS not in body.sectors:  # where a news agency is from says nothing of what it tells
                        memory.weigh(body.code, weight)
                elif entry.kind == "person" and len(hit.entries) == 1 and hit.end - hit.start > 1:
                    person = make.gazetteer.people[entry.ref]
                    memory.call_all(person.surnames, person.name)
                    memory.call_person(entry.form, person.name)
                    memory.weigh(make.standing(person).code, weight)


def _backing(sentence: Sentence, k: int, words: Words) -> bool:
    """Whether "-backed" stands at token k: who is behind a group is not whose it is."""
    mark, verb = sentence.tokens[k], sentence.tokens[k + 1]
    return mark.text == "-" and words.has("grammar.backed", words.met[verb.text])


def add_short_names(sentence: Sentence, folded: list[str], hits: list[Hit], make: Maker, memory: Memory) -> list[Hit]:
    """The hits and those of short names between them, in order. `folded` holds the shapes of the tokens."""
    tokens, words, courtesy = sentence.tokens, make.words, make.words.courtesy
    hits = [_surname_after_all(sentence, hit, hits[n - 1] if n else None, make, memory) for n, hit in enumerate(hits)]
    at = {h.start: h for h in hits}
    found, past, small = list(hits), 0, memory.small_firsts
    for i, token in enumerate(tokens):
        if i < past:
            continue
        if i in at:
            past = at[i].end
            continue
        capital = token.text[0].isupper()
        if (not capital and folded[i] not in small) or folded[i] in courtesy:
            continue
        end = name_run(sentence, words, at, i) if capital else i
        end = _before_person(at, i, end)
        hit = _short(sentence, folded, i, end, make, memory) if end > i else None
        if end == i and folded[i] in small:
            hit = _registered(sentence, folded, i, make, memory)
        if hit is not None:
            found.append(hit)
        past = max(hit.end if hit is not None else i + 1, end)
    return sorted(found, key=lambda h: h.start) if len(found) > len(hits) else found


def _before_person(at: dict[int, Hit], i: int, end: int) -> int:
    """Where a run of capitals ends that goes on with the full name of somebody known ("Nobel Muhammad Yunus")."""
    for k in range(i + 1, end):
        if k in at and at[k].end > k + 1 and at[k].of("person") is not None:
            return i
    return end


def _surname_after_all(sentence: Sentence, hit: Hit, before: Hit | None, make: Maker, memory: Memory) -> Hit:
    """ "le président Hollande", "M. Hollande": a country's name behind a title is a surname if somebody known bears it; that of a
    part of a country also without one, if somebody of that name was told."""
    if hit.end - hit.start > 1 or hit.of("country", "capital") is None:
        return hit
    told = memory.surnames.get(make.words.fold(sentence.tokens[hit.start].text))
    if told in memory.known and all(e.ambiguous and not is_country(e.ref) for e in hit.entries):
        return Hit(hit.start, hit.end, (_entry(told, make, memory),))
    if not hit.start:
        return hit
    titled = before is not None and before.end == hit.start and before.of("role") is not None
    if not titled and not _courtesy(sentence, hit.start - 1, make.words):
        return hit
    key = make.words.fold(sentence.tokens[hit.start].text)
    known = memory.surnames.get(key)
    person = make.gazetteer.people.get(known) if known else famous(make.gazetteer.by_surname.get(key, ()), make, memory)
    return hit if person is None else Hit(hit.start, hit.end, (Entry("person", person.name, key, person.gender, "s"),))


def _registered(sentence: Sentence, folded: list[str], i: int, make: Maker, memory: Memory) -> Hit | None:
    """A short name of this article that begins at token i, the longest ("de la Fuente")."""
    key, best = "", None
    for j in range(i, min(len(folded), i + LONGEST)):
        key += folded[j]
        if len(key) > memory.longest:
            break
        entity_key = memory.surnames.get(key)
        if entity_key is not None and any(t.text[:1].isupper() for t in sentence.tokens[i : j + 1]):
            best = Hit(i, j + 1, (_entry(entity_key, make, memory),))
    return best


def _entry(key: str, make: Maker, memory: Memory) -> Entry:
    person = make.gazetteer.people.get(key)
    gender = person.gender if person is not None else memory.known[key].entity.gender if key in memory.known else ""
    return Entry("person", key, key, gender, "s")


def _short(sentence: Sentence, folded: list[str], i: int, end: int, make: Maker, memory: Memory) -> Hit | None:
    """A run of capitalised words as a short name: all of it, never the end of somebody else's full name."""
    tokens = sentence.tokens
    hit = _registered(sentence, folded, i, make, memory)
    dated = end - i == 1 and make.words.has("calendar", folded[i])
    if dated and not tokens[i].deprel.startswith("nsubj"):
        return None  # a day or a month, unless it is a subject
    if hit is not None and hit.end >= end:
        return hit
    key = "".join(folded[i:end])
    opening = i == 0 or not tokens[i - 1].text[:1].isalpha()
    if tokens[i].upos not in ("PROPN", "X") and (
        end - i > 1 or (opening and make.words.sets.get("grammar.premodified"))
    ):
        return None
    courtesy = _courtesy(sentence, i - 1, make.words) if i else ""
    person = famous(make.gazetteer.by_surname.get(key, ()), make, memory)
    if person is not None and not courtesy and _placed(sentence, i, make.words) and load_world().cities(key):
        return None
    if (
        person is not None
        and _adjectival(sentence, i)
        and not _leads(person, make)
        and not _governs(sentence, end, make.words)
    ):
        return None
    if person is None or not any(case_fits(s, tokens[i].text) for s in person.surnames):
        if (end - i < 2 and not courtesy) or tokens[i].upos not in ("PROPN", "X"):
            return None
        return Hit(i, end, (Entry("stranger", "", key, courtesy.strip("any"), "s"),))
    memory.call_all(person.surnames, person.name)
    return Hit(i, end, (Entry("person", person.name, key, person.gender, "s"),))


def _placed(sentence: Sentence, i: int, words: Words) -> bool:
    """Whether a name stands behind a preposition of where something is ("in Lagos") and none of whom it is done to."""
    token, before = sentence.tokens[i], words.fold(sentence.tokens[i - 1].text) if i else ""
    placing = words.has("grammar.place_preps", before) and token.deprel in ("obl", "nmod")
    return placing and not any(words.has(f"grammar.{k}_preps", before) for k in ("object", "side", "destination"))


def _adjectival(sentence: Sentence, i: int) -> bool:
    """Whether a capitalised word says what sort of thing a common noun is: "Baloch outfits", "the Trump administration"."""
    token = sentence.tokens[i]
    if token.deprel not in ("amod", "compound") or token.head <= i:
        return False
    return sentence.tokens[token.head].text[:1].islower()


def _governs(sentence: Sentence, k: int, words: Words) -> bool:
    """Whether the word at token k is one for a government: "the Biden administration"."""
    shape = words.met[sentence.tokens[k].text] if k < len(sentence.tokens) else ""
    return any(e.kind == "body" and e.ref == "government" for e in words.names.table.get(shape, ()))


def _leads(person: Person, make: Maker) -> bool:
    """Whether somebody leads a state or government on the article's date."""
    term = make.standing(person).term
    return term is not None and make.gazetteer.offices[term.office].rank <= FAMOUS


def famous(people: tuple[Person, ...], make: Maker, memory: Memory) -> Person | None:
    """The one person that a bare surname means on the article's date; None where it might be several or a stranger."""
    if 1 < len(people) <= NAMESAKES and (head := _only_head(people, make)) is not None:
        return head
    ranked = []
    for person in people:
        stand = make.standing(person)
        told = stand.code in memory.evidence
        if stand.term is not None:
            rank = make.gazetteer.offices[stand.term.office].rank
            known = FAMILIAR if is_country(stand.code) else MINISTER
            familiar = len(people) == 1 and rank <= known and _familiar(stand.code, make)
            if rank <= FAMOUS or (told and rank < LOCAL) or familiar:
                ranked.append((0, rank if told else rank + 1, person))
        elif _near(person, make, alone=len(people) == 1):
            ranked.append((1, 2, person))
        elif told and min(make.gazetteer.offices[t.office].rank for t in person.terms) <= FAMOUS + 2:
            ranked.append((1, min(make.gazetteer.offices[t.office].rank for t in person.terms), person))
    if not ranked:
        return None
    if len(people) > COMMON and not any(make.standing(p).code in memory.evidence for _, _, p in ranked):
        return None
    ranked.sort(key=lambda r: r[:2])
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return None
    return ranked[0][2]


def _only_head(people: tuple[Person, ...], make: Maker) -> Person | None:
    """The one of few namesakes in office on the day, if he or she leads a state or organisation that readers know well."""
    held = [p for p in people if make.standing(p).term is not None]
    term = make.standing(held[0]).term if len(held) == 1 else None
    if term is None or make.gazetteer.offices[term.office].rank > HEADS:
        return None
    return held[0] if _familiar(make.standing(held[0]).code, make) else None


def _near(person: Person, make: Maker, *, alone: bool) -> bool:
    """Whether somebody led a state not long before the article's date, or was to soon after; longer if nobody else bears the name."""
    year = int(day_of(make.on)[:4])
    for term in person.terms:
        rank = make.gazetteer.offices[term.office].rank
        leading = rank <= 1 or (alone and rank <= MINISTER and _familiar(term.of, make))
        since = AFTERWARDS if alone and rank <= 1 else 2
        if leading and int(term.start[:4]) - 1 <= year and (not term.end or year <= int(term.end[:4]) + since):
            return True
    return False


def _familiar(code: str, make: Maker) -> bool:
    """Whether readers of the language know a country's politicians by surname."""
    return make.words.has("names.familiar", code.lower())


def _courtesy(sentence: Sentence, i: int, words: Words) -> str:
    """Whether token i is "Mr", "Mme", "señora": "m", "f" or "any"."""
    return words.courtesy.get(words.fold(sentence.tokens[i].text), "")
