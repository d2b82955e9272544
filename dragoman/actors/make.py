"""Entities made from the gazetteer and from descriptions: code, sectors, office on the article's date (codebook §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, cast

from dragoman.actors.phrase import Phrase
from dragoman.actors.words import Words, sector_of_name
from dragoman.gazetteer import Gazetteer, Person, Standing, Term, day_of, is_country
from dragoman.gazetteer.meant import offices_meant
from dragoman.gazetteer.names import Entry
from dragoman.types import Entity

Gender = Literal["m", "f", ""]
Number = Literal["s", "p", ""]

#: Sectors of a government official whose office is over, and sectors that an office gives and takes away.
FORMER = ("ELI",)
PASSING = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP", "IGO"})
#: Whose name tells its kind whatever other word for a body stands in it.
LABOUR = "LAB"
#: Roles whose sector is that of the body they belong to.
BELONGING = frozenset(
    "spokesperson chief boss leader official adviser envoy commander activist partisan supporter diplomat chief-of-staff "
    "investigator secretary-general director-general deputy-leader president vice-president lawyer".split()
)


#: Words for the head of anything, and bodies whose head is the country's.
HEADING_ANY, GOVERNING = frozenset({"chief", "boss", "leader"}), frozenset({"government", "state", "junta"})


def entity_of(
    name: str | None, code: str | None, sectors: tuple[str, ...], *,
    key: str, office: str | None = None, head: bool = False, gender: str = "", number: str = "s",
) -> Entity:  # fmt: skip
    """An entity from the plain strings of the data."""
    return Entity(name, code, sectors, office, head, key, cast("Gender", gender), cast("Number", number))


@dataclass(frozen=True, slots=True)
class Maker:
    """What entities are made with: the gazetteer, a language's words and the article's date (ISO, None where unknown).

    `standings` and `countries` are those that the article has asked for, each made once; `named` are the bodies that it names beside
    their short form, by key, each with its kind.
    """

    gazetteer: Gazetteer
    words: Words
    on: str | None
    standings: dict[str, Standing] = field(default_factory=dict)
    countries: dict[tuple[str, bool], Entity] = field(default_factory=dict)
    named: dict[str, tuple[Entity, str]] = field(default_factory=dict)

    def standing(self, person: Person) -> Standing:
        """Who a person is on the article's date."""
        stand = self.standings.get(person.name)
        if stand is None:
            stand = self.standings[person.name] = self.gazetteer.standing(person, self.on)
        return stand

    def country(self, code: str, *, head: bool = False) -> Entity:
        """A state, or its government where a capital or seat stands for it."""
        made = self.countries.get((code, head))
        if made is None:
            gender, number = self.words.names.genders.get(code, ("", ""))
            name = self.words.names.shown.get(code, code)
            made = entity_of(name, code, ("GOV",), head=head, key=code, gender=gender, number=number or "s")
            self.countries[code, head] = made
        return made

    def nation(self, ref: str) -> str:
        """The country of a country's or organisation's own key."""
        body = self.gazetteer.organisations.get(ref)
        return ref if body is None else body.code

    def organisation(self, key: str) -> Entity:
        body = self.gazetteer.organisations[key]
        gender, number = self.words.names.genders.get(key, ("", ""))
        name = self.words.names.shown.get(key, key)
        return entity_of(name, body.code, body.sectors, key=key, gender=gender, number=number or "s")

    def person(self, person: Person) -> Entity:
        """Somebody of the gazetteer, as he or she stood on the article's date."""
        stand = self.standing(person)
        return entity_of(
            person.name, stand.code, stand.sectors, key=person.name, office=stand.office, gender=person.gender
        )

    def holder(self, of: str, offices: Iterable[str], gender: str) -> Entity | None:
        """Who holds the first of these offices that somebody holds on the date, if it is one person of fitting gender."""
        for office in offices:
            held = self.gazetteer.holders(of, office, self.on)
            if not held:
                continue
            if len(held) > 1 and (held[0].shared or held[0].party or held[0].start == held[1].start):
                return None
            person = self.gazetteer.people[held[0].name]
            if gender and person.gender and person.gender != gender:
                return None
            return self.in_office(person, held[0])
        return None

    def told_office(self, person: Person, of: str, offices: list[str]) -> Entity | None:
        """Somebody whom the text gives an office held on the date, or left so lately that the text may still say it."""
        day = day_of(self.on)
        terms = [t for o in offices for t in person.terms if t.office == o and t.of == of and t.start <= day]
        late = [t for t in terms if t.covers(day) or t.end >= _year_before(day)]
        return self.in_office(person, late[-1]) if late else None

    def in_office(self, person: Person, term: Term) -> Entity:
        """A person told by one office of several."""
        made = self.person(person)
        office = self.gazetteer.offices[term.office]
        of = term.of if is_country(term.of) else self.gazetteer.organisations[term.of].code
        sectors = office.sectors if is_country(term.of) else self.gazetteer.organisations[term.of].sectors
        if term.of == "VAT" and term.office == "monarch":
            sectors = ("REL", "GOV")
        return entity_of(
            made.name, of, sectors or made.sectors, key=made.key, office=office.title_in(term.of), gender=made.gender
        )

    def offices_of(self, phrase: Phrase, of: str) -> list[str]:
        """Offices that a title may stand for in a country or organisation, most likely first."""
        if "deputy" in phrase.flags or (is_country(of) and self._of_a_body(phrase)):
            return []
        return offices_meant(self.gazetteer, phrase.entries("role"), phrase.portfolios, of)

    def _of_a_body(self, phrase: Phrase) -> bool:
        """ "le chef de la garde républicaine": whoever heads a country's body does not head the country."""
        if phrase.owner is None or not {e.ref for e in phrase.entries("role")} <= HEADING_ANY:
            return False
        return bool({e.ref for e in phrase.owner.entries("body")} - GOVERNING)

    def role(self, phrase: Phrase, of: str) -> Entry:
        """The role word's meaning in a country: its own there if it has one."""
        entries = phrase.entries("role")
        for entry in entries:
            if entry.only == of:
                return entry
        for entry in entries:
            if not entry.only:
                return entry
        return entries[0]

    def title(self, phrase: Phrase, of: str) -> str | None:
        """How the record tells a told office; None for a former one, or where no person of office is meant."""
        if "former" in phrase.flags:
            return None
        entry = self.role(phrase, of)
        office = self.gazetteer.offices.get(entry.ref) or self.gazetteer.roles.get(entry.ref)
        title = office.title_in(of) if office is not None else ""
        if phrase.portfolios and entry.ref in ("minister", "secretary", "deputy-minister", "secretary-of-state"):
            held = self.gazetteer.offices.get(f"{phrase.portfolios[0]}-minister")
            if held is not None and entry.ref != "deputy-minister":
                title = held.title_in(of)
            else:
                title = " ".join(p.capitalize() for p in phrase.portfolios[0].split("-")) + " " + (title or "Minister")
        if "deputy" in phrase.flags and not title.startswith("Deputy"):
            title = f"Deputy {title}"
        elif entry.ref == "deputy-minister" and phrase.portfolios:
            title = "Deputy " + title.replace("Deputy ", "")
        return title or None

    def sectors(self, phrase: Phrase, of: str) -> tuple[str, ...]:
        """Sectors of a told role: its own, else those of the body or organisation it belongs to."""
        entry = self.role(phrase, of)
        office = self.gazetteer.offices.get(entry.ref) or self.gazetteer.roles.get(entry.ref)
        own = office.sectors if office is not None else ()
        above = self.owner_sectors(phrase)
        if (entry.ref in BELONGING and above) or (
            above and own[:1] == ("GOV",) and phrase.organisations and self.code_of(phrase) == "IGO"
        ):
            own = above
        if (entry.ref in BELONGING or not own) and phrase.besides:
            own = self._role_sectors(phrase.besides[0]) or own
        if "unknown-owner" in phrase.flags and "local" not in phrase.flags and entry.ref in BELONGING and not above:
            # of an organisation that is not known: its name may tell what kind it is
            own = self._by_name(phrase) or (own if phrase.determiner == "poss" else ())
        elif (
            not own
            and (phrase.codes or phrase.organisations)
            and (phrase.owner is None or phrase.owner.kind != "named")
        ):
            own = ("GOV",)
        if "former" in phrase.flags and (not own or own[0] in PASSING):
            return FORMER
        return own

    def _by_name(self, phrase: Phrase) -> tuple[str, ...]:
        sector = sector_of_name(phrase.worded, self.words)
        if sector:
            return (sector,)
        return self.gazetteer.bodies[phrase.bodied].sectors if phrase.bodied else ()

    def _role_sectors(self, entry: Entry) -> tuple[str, ...]:
        office = self.gazetteer.offices.get(entry.ref) or self.gazetteer.roles.get(entry.ref)
        return office.sectors if office is not None else ()

    def owner_sectors(self, phrase: Phrase) -> tuple[str, ...]:
        if phrase.organisations:
            body = self.gazetteer.organisations[phrase.organisations[-1]]
            return () if body.regional else body.sectors  # the police of Texas are police
        if phrase.seat is not None:
            return (phrase.seat.sector or "GOV",)
        if phrase.borne is not None:
            return phrase.borne.sectors
        if phrase.owner is not None and phrase.owner.kind == "named":
            return self.named[phrase.owner.entries("named")[0].ref][0].sectors
        if phrase.owner is not None and phrase.owner.kind == "body":
            if sector_of_name(phrase.worded, self.words) == LABOUR:  # "Nigeria Labor Congress"
                return (LABOUR,)
            bodies = phrase.owner.entries("body")
            return self.gazetteer.bodies[bodies[0].ref].sectors if bodies else ()
        if phrase.owner is not None and phrase.owner.kind == "role":
            return self._role_sectors(phrase.owner.entries("role")[0]) if phrase.owner.number == "p" else ()
        return ()

    def own_code(self, phrase: Phrase) -> str:
        """The country that a role word tells by itself ("the pope")."""
        entries = phrase.entries("role")
        only = {e.only for e in entries}
        if len(only) == 1 and "" not in only:
            return only.pop()
        return next((r.code for e in entries if (r := self.gazetteer.roles.get(e.ref)) and r.code), "")

    def code_of(self, phrase: Phrase) -> str | None:
        """The code that a phrase tells: of a country in it, of an organisation, of the body or person it belongs to."""
        if phrase.codes:
            return phrase.codes[0]
        if phrase.organisations:
            return self.gazetteer.organisations[phrase.organisations[-1]].code
        if phrase.borne is not None:
            return phrase.borne.code
        if phrase.owner is not None:
            if phrase.owner.kind == "named":
                return self.named[phrase.owner.entries("named")[0].ref][0].code
            if phrase.owner.kind == "person" and phrase.owner.hit is not None:
                told = phrase.owner.hit.of("person")
                person = (
                    self.gazetteer.people.get(told.ref) if told else None
                )  # the article may know somebody we do not
                return self.person(person).code if person else None
            return self.code_of(phrase.owner)
        return None


def _year_before(day: str) -> str:
    return f"{int(day[:4]) - 1:04}{day[4:]}"
