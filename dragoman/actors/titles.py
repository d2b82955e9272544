"""Titles with a name, or with a country: whose they are on the article's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.actors.locate import STATE, home
from dragoman.actors.make import FORMER, HEADING_ANY, PASSING, entity_of
from dragoman.actors.namesakes import likeliest
from dragoman.actors.phrase import Phrase
from dragoman.actors.regions import regional
from dragoman.actors.short import famous
from dragoman.gazetteer import Person, day_of, is_country
from dragoman.gazetteer.folding import bare_key, fold, key_of
from dragoman.types import Entity, Sentence, Span

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Marks and parts of speech that close a title set off behind a name.
CLOSING, AFTER = frozenset({",", ".", ";", ")", '"', "»", ":"}), frozenset({"PUNCT", "VERB", "AUX", "PRON"})
#: How far behind the last of several titles the name may stand: its ministry may be told at length.
CHAINED = 16
#: Offices up to this rank keep their title in the press when they are over; the text's word is taken for others.
HEADS = 2
#: Roles in which nobody is known to readers by surname alone.
LESSER = frozenset({
    "spokesperson", "adviser", "lawyer", "activist", "journalist", "local-official", "diplomat", "soldier", "boss", "academic",
    "doctor", "businessperson", "cleric", "unionist", "student", "worker", "farmer",
})  # fmt: skip
#: Roles that every country has, though a short word for them is of one.
ELECTED = frozenset(
    {"senator", "member-of-parliament", "governor", "judge", "prosecutor", "investigator", "politician", "supporter"}
)
#: What makes a title no claim that its bearer holds the office.
NOT_NOW = frozenset({"former", "deputy", "elect"})


def apposed(resolver: Resolver, sentence: Sentence, name: Phrase, title: Phrase) -> bool:
    """ "Kori Schulman, assistante spéciale d'Obama,": the title told behind the name is no second actor."""
    tokens = sentence.tokens
    if name.kind not in ("person", "stranger") or title.kind != "role" or title.names or title.number == "p":
        return False
    if title.start != name.end + 1 or tokens[name.end].text != ",":
        return False
    if tokens[title.head].deprel.startswith("nsubj") and not tokens[name.head].deprel.startswith("nsubj"):
        return False  # "according to X, a police officer was hurt"
    code = resolver.make.code_of(title)
    person = resolver.make.gazetteer.people.get(name.entries("person")[0].ref) if name.kind == "person" else None
    start, end = name.names[0]
    lone = end - start == 1 and tokens[title.head].deprel != "conj"
    if person is not None and lone and _somebody_else(resolver, person, title, code):
        told = resolver.text[sentence.tokens[start].span.start : sentence.tokens[end - 1].span.end]
        entity = entity_of(told, code, resolver.make.sectors(title, code or ""), key=fold(told))
        resolver.memory.call(told, entity.key)
        resolver.add(sentence, name, entity, "person", "actors#name")
        return True
    if not _closed(sentence, title):
        return False
    if person is not None and code is not None and code not in _codes(resolver, person):
        return False
    title.names, title.head, title.start = [(start, end)], name.head, name.start
    titled(resolver, sentence, title, start, end)
    return True


def _closed(sentence: Sentence, title: Phrase) -> bool:
    """Whether a title behind a comma ends where it is set off, or goes on with what belongs to it."""
    tokens = sentence.tokens
    if title.end >= len(tokens) or tokens[title.end].text in CLOSING or tokens[title.end].upos in AFTER:
        return True
    return tokens[title.end].upos == "ADP" or tokens[title.head].deprel == "appos"


def heads_chain(sentence: Sentence, phrases: Sequence[Phrase], i: int) -> bool:
    """ "le ministre d'État, ministre des Affaires étrangères, M. Attaf": the first of several titles of one who is named last."""
    tokens = sentence.tokens
    if phrases[i].kind != "role" or phrases[i].names or phrases[i].number == "p":
        return False
    for before, after in pairwise(phrases[i:]):
        if before.end >= len(tokens) or tokens[before.end].text != "," or before.kind != "role":
            return False
        if after.kind == "role" and not after.names and not after.determiner and after.start == before.end + 1:
            continue
        return before is not phrases[i] and after.kind in ("person", "stranger") and after.start <= before.end + CHAINED
    return False


def titled_again(resolver: Resolver, sentence: Sentence, first: Phrase, title: Phrase) -> bool:
    """ "le général Tiani, chef de la garde présidentielle,": a second title behind the name is no second actor either."""
    tokens = sentence.tokens
    if first.kind != "role" or len(first.names) != 1 or title.kind != "role" or title.names or title.number == "p":
        return False
    beside = tokens[first.end].text == "," if first.end < len(tokens) else False
    if not beside or title.start != first.end + 1 or not _closed(sentence, title):
        return False
    told = {entity.key: entity for entity in resolver.by_token.get((sentence.index, first.head), ())}
    if len(told) != 1 or tokens[title.head].deprel.startswith("nsubj"):
        return False
    entity = next(iter(told.values()))
    code = resolver.make.code_of(title)
    if code is not None and entity.code is not None and code != entity.code:
        return False
    known = resolver.memory.known[entity.key]
    if "former" not in title.flags:
        offices = resolver.make.offices_of(title, entity.code or "") if title.portfolios else ()
        known.roles |= {e.ref for e in title.entries("role")} | set(offices)
        known.portfolios |= set(title.portfolios)
    return True


def _somebody_else(resolver: Resolver, person: Person, title: Phrase, code: str | None) -> bool:
    """ "Santos, spokesman for the union": a bare surname first told with the role of others is not its famous bearer."""
    roles = {e.ref for e in title.entries("role")}
    if person.name in resolver.memory.known or not roles <= LESSER or roles & {t.office for t in person.terms}:
        return False
    return code is None or code not in _codes(resolver, person)


def _codes(resolver: Resolver, person: Person) -> set[str]:
    """Every country and organisation that somebody has stood for."""
    return {resolver.make.standing(person).code, *(t.of for t in person.terms)}


def titled(resolver: Resolver, sentence: Sentence, phrase: Phrase, start: int, end: int) -> None:
    """A title with a name: one actor."""
    make, memory = resolver.make, resolver.memory
    name = resolver.text[sentence.tokens[start].span.start : sentence.tokens[end - 1].span.end]
    code = make.code_of(phrase) or own_code(resolver, phrase) or None
    of = phrase.organisations[-1] if phrase.organisations else code or ""
    person = _find_person(resolver, name, phrase, of)
    role = make.role(phrase, of)
    if person is not None:
        entity = make.person(person)
        told = make.offices_of(phrase, of or (entity.code or ""))
        if told and not phrase.flags & NOT_NOW and not (of and not is_country(of) and _leads_a_state(resolver, person)):
            entity = make.told_office(person, of or (entity.code or ""), told) or entity
        entity = _as_told(resolver, phrase, entity, person, told, of or (entity.code or ""))
        if role.ref == "spokesperson" and make.owner_sectors(phrase) and "former" not in phrase.flags:
            entity = replace(
                entity, sectors=make.owner_sectors(phrase)
            )  # whoever is known to speak for a state, of its army
        memory.call_all(person.surnames, entity.key)
        memory.call_person(name, entity.key)
    else:
        entity = _stranger(resolver, sentence, " ".join(name.split()), phrase, of, code)
        memory.call_person(name, entity.key)
        memory.call_by_given_name(name, entity.key)
    span = Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end)
    told_roles = set() if "former" in phrase.flags else {role.ref}
    if told_roles and (role.ref not in HEADING_ANY or phrase.portfolios):
        told_roles.update(make.offices_of(phrase, of))
    offices = told_roles | resolver.held(entity.key)
    resolver.add(
        sentence, phrase, entity, "person", "actors#titled", span=span, roles=offices, portfolios=set(phrase.portfolios)
    )


def own_code(resolver: Resolver, phrase: Phrase) -> str:
    """The country that a title tells by itself, empty for none; the article's where it tells nothing of that ("Sen." of any senate)."""
    code = resolver.make.own_code(phrase)
    if not code:
        return ""
    elected = {e.ref for e in phrase.entries("role")} <= ELECTED
    main = resolver.memory.main_country() if elected and code not in resolver.memory.evidence else None
    return main or code


def _leads_a_state(resolver: Resolver, person: Person) -> bool:
    """Whether somebody is head of a state or government on the date, who presides over an organisation by turns."""
    term = resolver.make.standing(person).term
    return term is not None and is_country(term.of) and resolver.make.gazetteer.offices[term.office].rank <= HEADS


def _as_told(resolver: Resolver, phrase: Phrase, entity: Entity, person: Person, told: list[str], of: str) -> Entity:
    """Somebody who holds no office that the gazetteer knows of on the day, in the one the text gives; heads of state keep their
    title in the press when it is over, so that theirs proves nothing."""
    make = resolver.make
    led = {t.office for t in person.terms if make.gazetteer.offices[t.office].rank <= HEADS}
    if "former" in phrase.flags and entity.sectors[:1] and entity.sectors[0] not in PASSING | set(FORMER):
        return replace(entity, sectors=(*FORMER, *entity.sectors))
    sectors = make.sectors(phrase, of)
    never = not any(t.office in told for t in person.terms)
    partisan = entity.sectors[:1] and entity.sectors[0] not in PASSING and never and bool(STATE & set(sectors[:1]))
    if (entity.office is not None and not partisan) or phrase.flags & {"former", "elect"} or set(told) & led:
        return entity
    return replace(entity, sectors=make.sectors(phrase, of) or entity.sectors, office=make.title(phrase, of))


def _stranger(resolver: Resolver, sentence: Sentence, name: str, phrase: Phrase, of: str, code: str | None) -> Entity:
    """Somebody whom the gazetteer lacks, by the title the text gives."""
    make = resolver.make
    known = resolver.memory.by_surname(name.split()[-1])
    if known is not None and (" " not in name or known.name == name):
        return known
    sectors = make.sectors(phrase, of)
    if code is None:
        doubtful = not STATE & set(sectors) or "unknown-owner" in phrase.flags
        code = home(resolver, sentence, sectors, {make.role(phrase, of).ref}, named=doubtful, phrase=phrase)
    gender = make.role(phrase, of).gender or phrase.gender
    return entity_of(name, code, sectors, key=fold(name), office=make.title(phrase, of), gender=gender)


def _find_person(resolver: Resolver, name: str, phrase: Phrase, of: str) -> Person | None:
    gazetteer, key = resolver.make.gazetteer, key_of(name)
    people = [gazetteer.people[e.ref] for e in resolver.words.names.table.get(key, ()) if e.kind == "person"]
    if not people and len(name.split()) <= 3:
        known = resolver.memory.by_surname(name)
        if known is not None and known.key in gazetteer.people:
            return gazetteer.people[known.key]
        called = gazetteer.by_surname.get(key, ())
        people = [p for p in called if _fits(resolver, p, phrase, of)]
        likely = famous(called, resolver.make, resolver.memory) if not people else None
        home_of = resolver.make.nation(of) if regional(resolver, phrase) else of
        if likely is not None and (not of or resolver.make.standing(likely).code == home_of):
            people = [likely]
    if not people and " " in name:
        people = _by_family_name(resolver, name, phrase, of)
    people = [p for p in people if not _namesake(resolver, p, phrase, of)]
    fitting = [p for p in people if len(people) > 1 and _fits(resolver, p, phrase, of)]
    return likeliest(resolver, fitting or people) if people else None


def _by_family_name(resolver: Resolver, name: str, phrase: Phrase, of: str) -> list[Person]:
    """ "Mohamed Younes El-Menfi": a longer or other form of a name, of whoever holds that very office under that family name."""
    gazetteer, day = resolver.make.gazetteer, day_of(resolver.make.on)
    offices = set(resolver.make.offices_of(phrase, of))
    if not offices or phrase.flags & NOT_NOW:
        return []
    called = gazetteer.by_surname.get(bare_key(name.split()[-1]), ())
    held = [p for p in called if any(t.office in offices and t.of == (of or t.of) and t.covers(day) for t in p.terms)]
    given = fold(name)[:1]
    return [p for p in held if fold(p.name)[:1] == given] if len(held) == 1 else []


def _namesake(resolver: Resolver, person: Person, phrase: Phrase, of: str) -> bool:
    """ "el ministro de Defensa, Pedro Sánchez" in a story of Colombia: not the head of another government, who is told nowhere."""
    main = of or resolver.memory.main_country() or ""
    offices = resolver.make.offices_of(phrase, main)
    if not is_country(main) or not offices or phrase.flags & NOT_NOW:
        return False
    homes = {t.of for t in person.terms if is_country(t.of)}
    if not homes:  # the head of an organisation speaks of every country
        return False
    told = homes & resolver.memory.sure or not homes - {main} or main in homes
    return not told and not any(t.office in offices for t in person.terms)


def _fits(resolver: Resolver, person: Person, phrase: Phrase, of: str) -> bool:
    """Whether somebody of that surname held or holds the office told."""
    terms = [t for t in person.terms if not of or t.of == of]
    if of and not resolver.make.offices_of(phrase, of):  # "son homologue rwandais Kagame"
        return any(t.covers(day_of(resolver.make.on)) for t in terms)
    return any(t.office in resolver.make.offices_of(phrase, t.of) for t in terms)


def of_some(phrase: Phrase) -> bool:
    """ "el líder indígena", "the Iranian nuclear chief": whoever leads some of a country's people or bodies is not its head."""
    return (
        bool(phrase.besides or "qualified" in phrase.flags) and {e.ref for e in phrase.entries("role")} <= HEADING_ANY
    )


def described(resolver: Resolver, sentence: Sentence, phrase: Phrase, code: str) -> None:
    """A title without a name, of a known country or body: its holder on the date, else the description itself."""
    make = resolver.make
    of = phrase.organisations[-1] if phrase.organisations else code
    role, offices = make.role(phrase, of), make.offices_of(phrase, of)
    number = "s" if len(phrase.codes) > 1 else phrase.number or "s"
    sure = phrase.determiner != "indef" and number != "p" and phrase.owner is None
    sure = sure and not phrase.flags & (NOT_NOW | {"unknown-owner", "local"}) and not of_some(phrase)
    entity = make.holder(of, offices, role.gender) if sure else None
    rule = "actors#holder"
    if entity is None and sure and role.ref == "ruler" and is_country(of):  # "the interim president"
        entity = make.holder(of, make.gazetteer.leader_offices(of), role.gender)
    if entity is None:
        words, rule = resolver.wording(sentence, phrase), "actors#role"
        key = f"{code}/{role.ref}/{number}/{fold(words)}"
        office = make.title(phrase, of) if number == "s" else None
        entity = entity_of(
            words,
            code,
            make.sectors(phrase, of),
            key=key,
            office=office,
            gender=role.gender,
            number=phrase.number or "s",
        )
    else:
        resolver.memory.call_all(make.gazetteer.people[entity.key].surnames, entity.key)
    kind = "person" if entity.number == "s" else "group"
    resolver.add(sentence, phrase, entity, kind, rule, roles={role.ref, *offices}, portfolios=set(phrase.portfolios))
