"""What refers back: bare titles ("le ministre", "los dos presidentes"), bare bodies ("the ministry"), "the country", "le communiqué"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.actors.earlier import HEADING, again, as_now, bound, is_minister, told_before, wanted_offices
from dragoman.actors.epithets import epithet
from dragoman.actors.locate import LOCALS, STATE, SURE, home, home_of_official, placed_in
from dragoman.actors.make import entity_of
from dragoman.actors.memory import TITLE_REACH, Known
from dragoman.actors.metonymy import preposition_of
from dragoman.actors.named import named_body
from dragoman.actors.phrase import Phrase
from dragoman.actors.regions import regional
from dragoman.actors.titles import described, of_some
from dragoman.gazetteer import is_country
from dragoman.gazetteer.folding import fold
from dragoman.types import Entity, Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Bodies too vague to be an actor unless their country or owner is told.
VAGUE = frozenset({
    "state", "agency", "company", "press", "church", "people", "university", "hospital", "bank", "igo", "delegation",
    "local-government", "party", "embassy", "force",
})  # fmt: skip
#: Sectors of those that a word for a kind of body may mean, and how many sentences back it looks.
OF_KIND = {
    "party": frozenset({"PTY", "OPP"}), "union": frozenset({"LAB"}), "ngo": frozenset({"NGO"}), "cartel": frozenset({"CRM"}),
    "rebels": frozenset({"REB"}), "armed-group": frozenset({"REB", "UAF"}), "militia": frozenset({"REB", "UAF"}),
}  # fmt: skip
NAMED_REACH = 6
#: How long a body of a state that is not the article's own is remembered by its bare word, in sentences.
LATELY = 1
#: Bodies of which "unions" and the like are those of the country.
MANY = frozenset({"union", "militia", "army", "police"})
#: Bodies of a state, whatever their sector.
DOMESTIC = frozenset({"state-press"})
#: Bodies that stand against the government told beside them.
OPPOSED = frozenset({"opposition", "rebels"})
#: Sectors of those who act upon people of their own country.
ENFORCING = frozenset({"COP", "JUD"})
#: Role words too vague to make a group.
NO_GROUP = frozenset(
    {"chief", "boss", "counterpart", "monarch", "prince", "secretary", "partisan", "crown-prince", "pope"}
)


def bare_title(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """A title that tells neither country nor name."""
    several = "two" in phrase.flags and phrase.determiner in ("def", "dem")
    lemma = resolver.words.met[sentence.tokens[phrase.core].lemma]
    if (
        phrase.number == "p"
        and resolver.words.has("documents.pairs", lemma)
        and (several or phrase.determiner == "poss")
    ):
        return  # "the two men", "his men"
    if phrase.determiner == "poss" and _by_possessor(resolver, sentence, phrase):
        return
    if phrase.number == "p":
        told = phrase.determiner in ("def", "dem") or (
            not phrase.determiner and wanted_offices(resolver, phrase) & HEADING
        )
        if "two" in phrase.flags and told and _two(resolver, sentence, phrase):
            return
        _group(resolver, sentence, phrase)
        return
    if phrase.determiner in ("def", "dem") and "unknown-owner" not in phrase.flags:
        known = None if _of_something(phrase) else told_before(resolver, sentence, phrase)
        if known is not None:
            again(resolver, sentence, phrase, as_now(resolver, phrase, known.entity), "actors#title")
            return
        country = resolver.memory.main_country()
        vague = {e.ref for e in phrase.entries("role")} <= {"chief", "boss"} and not phrase.portfolios
        vague = vague or of_some(phrase)
        if country is not None and phrase.owner is None and not phrase.flags & {"former", "regional"} and not vague:
            role = resolver.make.role(phrase, country)
            entity = resolver.make.holder(country, resolver.make.offices_of(phrase, country), role.gender)
            if entity is not None and not phrase.flags & {"deputy", "elect"}:
                resolver.add(sentence, phrase, entity, "person", "actors#title-of-country", roles={role.ref})
                return
        known = epithet(resolver, sentence, phrase)
        if known is not None:
            again(resolver, sentence, phrase, known.entity, "actors#epithet")
            return
    _unnamed(resolver, sentence, phrase)


def _of_something(phrase: Phrase) -> bool:
    """ "le chef libéral": a head of something told by an adjective only."""
    return of_some(phrase) and {e.ref for e in phrase.entries("role")} <= {"chief", "boss"}


def _by_possessor(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> bool:
    """ "son ministre de la Défense", "his Russian counterpart": the country of the person told before."""
    owner = resolver.subject_before(sentence, phrase.head)
    roles = {e.ref for e in phrase.entries("role")}
    if owner is None or owner.code is None:
        return False
    if "counterpart" in roles:
        return False
    role = resolver.make.role(phrase, owner.code)
    if role.ref not in resolver.make.gazetteer.offices and role.ref not in resolver.make.gazetteer.roles:
        return False
    described(resolver, sentence, phrase, owner.code)
    return True


def counterpart(resolver: Resolver, sentence: Sentence, phrase: Phrase, codes: Iterable[str]) -> bool:
    """ "son homologue français": who holds in that country the office of the person told before."""
    owner = resolver.subject_before(sentence, phrase.head)
    known = resolver.memory.known.get(owner.key) if owner is not None else None
    if known is None:
        return False
    offices = [r for r in resolver.held(known.entity.key) or known.roles if r in resolver.make.gazetteer.offices]
    offices.sort(key=lambda o: resolver.make.gazetteer.offices[o].rank)
    done = False
    for code in codes:
        local = regional(resolver, phrase)
        entity = resolver.make.holder(phrase.organisations[-1] if local else code, offices, "")
        if entity is None and "president" in offices and not local:
            entity = resolver.make.holder(code, resolver.make.gazetteer.leader_offices(code), "")
        if entity is None:
            words = resolver.wording(sentence, phrase)
            key = f"{code}/counterpart/{'/'.join(offices)}"
            entity = entity_of(words, code, known.entity.sectors, key=key, office=known.entity.office)
        resolver.add(sentence, phrase, entity, "person", "actors#counterpart", roles=set(offices))
        done = True
    return done


def _two(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> bool:
    """ "les deux chefs de la diplomatie": the last two people told in such an office."""
    wanted = wanted_offices(resolver, phrase)
    found: list[Entity] = []
    for known in resolver.memory.recent("person"):
        if sentence.index - known.sentence > 8:
            break
        fits = known.roles & wanted or ("minister" in wanted and is_minister(known))
        if fits and known.entity.number != "p":
            found.append(known.entity)
    if len(found) != 2 and not (len(found) > 2 and wanted & HEADING):
        return False
    for entity in reversed(found[:2]):
        resolver.add(sentence, phrase, entity, "person", "actors#two")
    return True


def _group(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """People told by what they are or do: "des manifestants", "rebel fighters"."""
    role = resolver.make.role(phrase, "")
    if role.ref in NO_GROUP:
        return
    words = resolver.wording(sentence, phrase)
    if phrase.determiner in ("def", "dem"):
        other = fold(words).split()[-1]
        for known in resolver.memory.recent("group"):
            if known.sentence == sentence.index and other not in fold(known.entity.name or ""):
                continue  # "herders and farmers"
            if role.ref in known.roles and sentence.index - known.sentence <= TITLE_REACH:
                again(resolver, sentence, phrase, known.entity, "actors#group-again")
                return
    sectors = resolver.make.sectors(phrase, "")
    told = {role.ref} if phrase.hit is None or phrase.hit.end - phrase.hit.start == 1 else set()  # "security agents"
    code = home(resolver, sentence, sectors, told | ({role.ref} & LOCALS), phrase=phrase) or placed_in(
        resolver, sentence, phrase
    )
    if code is None and role.ref in LOCALS and not sentence.tokens[phrase.head].deprel.startswith("nsubj"):
        doer = resolver.subject_before(sentence, phrase.head)  # "Hong Kong police detained 12 protesters"
        if doer is not None and ENFORCING & set(doer.sectors) and is_country(doer.code or ""):
            code = doer.code
    key = f"{code or ''}/{role.ref}/p/{fold(words)}"
    entity = entity_of(words, code, sectors, key=key, gender=role.gender, number="p")
    resolver.add(sentence, phrase, entity, "group", "actors#group", roles={role.ref})


def _unnamed(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """One person told by a role alone, of no known country: an actor, left unresolved."""
    role = resolver.make.role(phrase, "")
    of_people = phrase.owner is not None and phrase.owner.kind == "role"  # "le chef des rebelles"
    if not phrase.determiner or (
        not of_people
        and role.ref
        in (
            "chief",
            "boss",
            "counterpart",
            "leader",
            "monarch",
            "prince",
            "secretary",
            "civilian",
            "partisan",
        )
    ):
        return
    words, sectors = resolver.wording(sentence, phrase), resolver.make.sectors(phrase, "")
    code = home(resolver, sentence, sectors, {role.ref}, phrase=phrase)
    entity = entity_of(words, code, sectors, key=f"{code or ''}/{role.ref}/s/{fold(words)}", gender=role.gender)
    resolver.add(sentence, phrase, entity, "person", "actors#role", roles={role.ref})


def bare_body(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """A body without its country: one told before, else of the article's country, else unresolved."""
    body = phrase.entries("body")[0]
    make = resolver.make
    definite = phrase.determiner in ("def", "dem", "poss")
    premodified = bool(resolver.words.sets.get("grammar.premodified"))
    if body.ref == "state":
        _the_country(resolver, sentence, phrase)
        return
    if body.ref == "opposition" and resolver.opposing(sentence, phrase):
        return
    if named_body(resolver, sentence, phrase) or (body.ref == "camp" and not _side(resolver, sentence, phrase)):
        return
    if not premodified and not phrase.determiner and phrase.number != "p" and phrase.head == phrase.core:
        return
    if definite or (premodified and not phrase.determiner):
        known = _body_before(resolver, sentence, phrase, body.ref)
        if known is not None:
            again(resolver, sentence, phrase, known.entity, "actors#body-again")
            return
    if phrase.determiner == "poss":
        owner = resolver.subject_before(sentence, phrase.head)
        if owner is not None and owner.code is not None:
            resolver.body_of(sentence, phrase, owner.code)
            return
    common = (
        body.ref in ("igo", "party") and definite and phrase.hit is not None and phrase.hit.end - phrase.hit.start > 1
    )
    if (
        body.ref in VAGUE
        and not common
        and not phrase.portfolios
        and (phrase.number != "p" or body.ref not in ("ngo", "party"))
    ):
        return
    country = _joined(resolver, sentence, phrase) or _country_of(resolver, sentence, phrase, premodified)
    if country is not None:
        resolver.body_of(sentence, phrase, country)
        return
    words = resolver.wording(sentence, phrase)
    told = make.gazetteer.bodies[body.ref]
    key = f"/{body.ref}/{fold(words)}"
    entity = entity_of(
        words, told.code or None, told.sectors, key=key, gender=phrase.gender, number=phrase.number or "s"
    )
    resolver.add(sentence, phrase, entity, "body", "actors#body", roles={body.ref}, portfolios=set(phrase.portfolios))


def _country_of(resolver: Resolver, sentence: Sentence, phrase: Phrase, premodified: bool) -> str | None:
    """Of which country a body is that the text tells without one, where it is told as one ("the police", "unions")."""
    body, bodies = phrase.entries("body")[0], resolver.make.gazetteer.bodies
    sure = phrase.determiner in ("def", "dem", "poss", "indef")
    sure = sure or (premodified and (phrase.number != "p" or not body.number))
    if not sure and not (phrase.number == "p" and body.ref in MANY):
        return None
    country = _beside(resolver, sentence, phrase)
    if country is None and not bodies[body.ref].code:
        sectors = bodies[body.ref].sectors
        country = home_of_official(resolver, sentence, phrase.head, sectors, named=body.ref in DOMESTIC, phrase=phrase)
    return country


def _side(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> bool:
    """ "La gauche", "contra la ultraderecha": a camp that acts or is acted upon, no direction ("à droite", "a la derecha")."""
    token, words = sentence.tokens[phrase.head], resolver.words
    leads = preposition_of(sentence, phrase.head, words)
    told = not leads or words.has("grammar.side_preps", leads)
    return phrase.determiner in ("def", "dem") and token.upos in ("NOUN", "PROPN") and told and token.deprel != "nmod"


def _body_before(resolver: Resolver, sentence: Sentence, phrase: Phrase, ref: str) -> Known | None:
    """The last body of that kind, one that bears the same word first ("la Corte" is no "justicia")."""
    word = resolver.words.fold(sentence.tokens[phrase.core].text)
    found = [
        known
        for known in resolver.memory.recent("body")
        if ref in known.roles
        and (not phrase.portfolios or set(phrase.portfolios) & known.portfolios)
        and (known.entity.number or "s") == (phrase.number or "s")
    ]
    worded = [known for known in found if word in fold(known.entity.name or "").split()]
    if worded or found:
        return _at_home(resolver, sentence, phrase, next(iter(worded or found)))
    return named_before(resolver, sentence, phrase, ref) if phrase.determiner in ("def", "dem") else None


def _at_home(resolver: Resolver, sentence: Sentence, phrase: Phrase, known: Known) -> Known | None:
    """A state's body told some time ago is not meant where the article is of another country, which has its own."""
    if (
        phrase.determiner != "def"
        or sentence.index - known.sentence <= LATELY
        or not STATE & set(known.entity.sectors[:1])
    ):
        return known
    main = resolver.memory.main_country(SURE)
    return known if main is None or main == known.entity.code or not is_country(known.entity.code or "") else None


def named_before(resolver: Resolver, sentence: Sentence, phrase: Phrase, ref: str) -> Known | None:
    """ "the armed group", "the party": the body told lately by its own name that is of that kind."""
    kinds = OF_KIND.get(ref)
    for known in resolver.memory.recent("body"):
        if kinds is None or phrase.number == "p" or sentence.index - known.sentence > NAMED_REACH:
            return None
        own = known.entity.key in resolver.make.gazetteer.organisations or known.entity.key in resolver.make.named
        if own and kinds & set(known.entity.sectors) and not bound(resolver, sentence, known.entity.key, phrase.head):
            return known
    return None


def _beside(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> str | None:
    """ "the Syrian government … with the opposition": the country of the body told before in the sentence."""
    if not {e.ref for e in phrase.entries("body")} & OPPOSED:
        return None
    for token in reversed(sentence.tokens[: phrase.start]):
        for entity in resolver.by_token.get((sentence.index, token.i), ()):
            if resolver.kind_of(entity) == "body" and is_country(entity.code or "") and "/" in entity.key:
                return entity.code
    return None


def _joined(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> str | None:
    """ "Kenya's police and intelligence services", "la Policía de Honduras, Fuerzas Armadas y …": of the body it is joined to."""
    token = sentence.tokens[phrase.head]
    if token.deprel != "conj" or phrase.determiner not in ("", "poss"):
        return None
    for entity in resolver.by_token.get((sentence.index, token.head), ()):
        if resolver.kind_of(entity) == "body" and "/" in entity.key and is_country(entity.code or ""):
            return entity.code
    return None


def _of_official(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> str | None:
    """The country of the official in whose words the phrase stands."""
    speaker = resolver.subject_before(sentence, phrase.head)
    if speaker is None or resolver.kind_of(speaker) != "person" or "GOV" not in speaker.sectors:
        return None
    return speaker.code if is_country(speaker.code or "") else None


def _the_country(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """ "le pays", "this country", "les deux pays": the last told."""
    told = [
        k.entity
        for k in resolver.memory.recent("country")
        if sentence.index - k.sentence <= 4 and is_country(k.entity.code or "")
    ]
    if phrase.number == "p":
        if "two" in phrase.flags and len(told) >= 2:
            for entity in reversed(told[:2]):
                resolver.add(sentence, phrase, resolver.make.country(entity.code or ""), "country", "actors#two")
        elif "two" not in phrase.flags and phrase.core != phrase.start:
            words = resolver.wording(sentence, phrase)
            entity = entity_of(words, None, ("GOV",), key=f"/state/{fold(words)}", number="p")
            resolver.add(sentence, phrase, entity, "group", "actors#group", roles={"state"})
        return
    if phrase.determiner not in ("def", "dem"):
        return
    code = (
        resolver.memory.main_country() or _of_official(resolver, sentence, phrase) or (told[0].code if told else None)
    )
    if code is None:
        return
    resolver.add(sentence, phrase, resolver.make.country(code), "country", "actors#the-country")
