"""From phrases to mentions: who each phrase is, in the order of the text, with what the article told before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.actors.again import documents, groups, pairs
from dragoman.actors.epithets import national
from dragoman.actors.inner import note_inner_bodies
from dragoman.actors.locate import note_places
from dragoman.actors.make import Maker, entity_of
from dragoman.actors.memory import Memory
from dragoman.actors.metonymy import hosts, preposition_of, stands_for_government
from dragoman.actors.namesakes import led_by, likeliest
from dragoman.actors.phrase import Phrase
from dragoman.actors.pronouns import read_pronouns
from dragoman.actors.refer import bare_body
from dragoman.actors.regions import region, regional
from dragoman.actors.roles import role_phrase, stranger
from dragoman.actors.titles import apposed, heads_chain, titled_again
from dragoman.actors.words import Words
from dragoman.gazetteer import day_of, is_country
from dragoman.gazetteer.folding import fold, key_of
from dragoman.gazetteer.names import Entry
from dragoman.types import Entity, Mention, Sentence, Span

#: Bodies that are the organisation before them ("Interfax news agency").
APPOSITIVE = frozenset(
    {"press", "company", "rebels", "militia", "armed-group", "party", "union", "ngo", "cartel", "bank"}
)
#: Relations in which a capital is its government where the article tells of that government elsewhere.
LOOSE = frozenset({"nsubj", "root", "conj", "parataxis", "dislocated"})


@dataclass
class Resolver:
    """One article in the reading. `by_token` holds the entities of each head word, `by_word` of all inside phrases."""

    text: str
    words: Words
    make: Maker
    memory: Memory
    sentences: tuple[Sentence, ...]
    mentions: list[Mention] = field(default_factory=list)
    by_token: dict[tuple[int, int], list[Entity]] = field(default_factory=dict)
    by_word: dict[tuple[int, int], Entity] = field(default_factory=dict)
    places: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    speakers: list[tuple[int, Entity]] = field(default_factory=list)

    def read(self, sentence: Sentence, folded: list[str], phrases: list[Phrase]) -> None:
        """Enter the mentions of one sentence: names and titles, then documents, then pronouns."""
        note_places(self, sentence, phrases)
        skip = False
        for i, phrase in enumerate(phrases):
            if skip:
                skip = False
                continue
            if heads_chain(sentence, phrases, i):
                continue
            following = phrases[i + 1] if i + 1 < len(phrases) else None
            if following is not None and apposed(self, sentence, phrase, following):
                skip = True
                continue
            getattr(self, f"_{phrase.kind}")(sentence, phrase)
            skip = following is not None and titled_again(self, sentence, phrase, following)
        met, told = self.words.met, self.words.sets["documents.any"]
        nouns = [t for t in sentence.tokens if t.upos == "NOUN" and met[t.lemma] in told]
        if nouns:
            groups(self, sentence, nouns)
            documents(self, sentence, nouns)
            pairs(self, sentence, nouns)
        read_pronouns(self, sentence, folded)

    # -- one method for each kind of phrase -------------------------------------------------------------------------

    def _country(self, sentence: Sentence, phrase: Phrase) -> None:
        codes = [e.ref for e in phrase.entries("country")]
        code = self._which(codes)
        if code is None or self._inside_name(sentence, phrase) or self._homonym(phrase, code):
            return
        self.add(sentence, phrase, self.make.country(code), "country", "actors#country")

    def _capital(self, sentence: Sentence, phrase: Phrase) -> None:
        union = next((e for e in phrase.entries("seat") if not is_country(e.ref)), None)
        if union is not None and not any(e.ref in self.memory.evidence for e in phrase.entries("capital")):
            self._union(sentence, phrase, union)
            return
        code = self._which([e.ref for e in phrase.entries("capital")])
        if code is None or self._inside_name(sentence, phrase):
            return
        if region(self, sentence, phrase, code):
            return
        self.memory.evidence.add(code)
        stands = stands_for_government(sentence, phrase, self.words)
        relation = sentence.tokens[phrase.head].deprel.split(":")[0]
        if stands or (stands is None and relation in LOOSE and self.memory.weights.get(code, 0) > 2):
            self.add(sentence, phrase, self.make.country(code, head=True), "country", "actors#capital")

    def _union(self, sentence: Sentence, phrase: Phrase, seat: Entry) -> None:
        """ "Bruxelles" for the European Union."""
        if stands_for_government(sentence, phrase, self.words):
            entity = replace(self.make.organisation(seat.ref), head=True)
            self.add(sentence, phrase, entity, "body", "actors#seat")

    def _seat(self, sentence: Sentence, phrase: Phrase) -> None:
        entry = phrase.entries("seat")[0]
        head = not self._names_a_body(entry.form)
        other = next((c for c in phrase.codes if c != entry.ref and is_country(c)), None)
        if not head and other is not None:  # "the Pakistani Foreign Office"
            entry = replace(entry, ref=other)
        if entry.sector != "GOV" or not head:
            gender = "f" if sentence.tokens[phrase.head].feats.get("Gender") == "Fem" else "m"
            key = f"{entry.ref}/{fold(entry.form)}"
            entity = entity_of(entry.form, entry.ref, (entry.sector,), key=key, head=head, gender=gender)
            self.add(sentence, phrase, entity, "body", "actors#body", roles={"ministry"})
            return
        if stands_for_government(sentence, phrase, self.words) is not False or hosts(sentence, phrase, self.words):
            self.add(sentence, phrase, self.make.country(entry.ref, head=True), "country", "actors#seat")

    def _names_a_body(self, form: str) -> bool:
        first_last = (form.split()[0], form.split()[-1])
        return any(e.kind == "body" for w in first_last for e in self.words.names.table.get(key_of(w), ()))

    def _adjective(self, sentence: Sentence, phrase: Phrase) -> None:
        token = sentence.tokens[phrase.head]
        entries = phrase.entries("adjective")
        if (
            phrase.entries("people")
            and token.upos in ("NOUN", "PROPN")
            and token.deprel not in ("amod", "compound", "flat")
        ):
            self._people(sentence, phrase)
            return
        if phrase.hit is not None and phrase.hit.glued:
            codes = [e.ref for e in entries[:2]]
        else:
            code = self._which([e.ref for e in entries])
            codes = [code] if code else []
        for code in codes:
            entity = self.make.country(code) if is_country(code) else self.make.organisation(code)
            self.add(sentence, phrase, entity, "country" if is_country(code) else "body", "actors#nationality")

    def _people(self, sentence: Sentence, phrase: Phrase) -> None:
        code = self._which([e.ref for e in phrase.entries("people")])
        if code is None:
            return
        token = sentence.tokens[phrase.head]
        number = "p" if token.feats.get("Number") != "Sing" else "s"
        before = sentence.tokens[phrase.start - 1] if phrase.start else None
        if number == "s" and before is not None and self.words.has("grammar.articles", self.words.fold(before.text)):
            gender = {"Masc": "m", "Fem": "f"}.get(token.feats.get("Gender", before.feats.get("Gender", "")), "")
            known = national(self, sentence, code, gender)
            if known is not None:
                self.add(sentence, phrase, known.entity, known.kind, "actors#epithet")
                return
        words = self.wording(sentence, phrase)
        entity = entity_of(words, code, ("CVL",), key=f"{code}/people/{number}", number=number)
        self.add(sentence, phrase, entity, "group", "actors#people")

    def _organisation(self, sentence: Sentence, phrase: Phrase) -> None:
        entries = phrase.entries("organisation")
        entry = next((e for e in entries if self._certain(e, phrase)), None)
        if entry is None:
            if phrase.codes and phrase.entries("body"):
                self.body_of(sentence, phrase, phrase.codes[0])
            return
        told = {e.ref for k in range(phrase.start, phrase.end) for e in self.bodies_in(sentence.tokens[k].text)}
        self.add(sentence, phrase, self.make.organisation(entry.ref), "body", "actors#organisation", roles=told)

    def _certain(self, entry: Entry, phrase: Phrase) -> bool:
        """Whether an organisation's name that may mean something else means it here: the article tells it in full, or its country."""
        body = self.make.gazetteer.organisations[entry.ref]
        if phrase.codes and is_country(body.code) and phrase.codes[0] != body.code:
            return False
        if entry.ambiguous or entry.form.islower():
            return entry.ref in self.memory.evidence or (is_country(body.code) and body.code in self.memory.evidence)
        return True

    def bodies_in(self, word: str) -> list[Entry]:
        return [e for e in self.words.names.table.get(self.words.fold(word), ()) if e.kind == "body"]

    def _person(self, sentence: Sentence, phrase: Phrase) -> None:
        refs = [e.ref for e in phrase.entries("person")]
        gazetteer = self.make.gazetteer
        if refs[0] in self.memory.known and (len(refs) == 1 or refs[0] not in gazetteer.people):
            known = self.memory.known[refs[0]]
            self.add(sentence, phrase, known.entity, known.kind, "actors#person")
            return
        people = [gazetteer.people[ref] for ref in refs if ref in gazetteer.people]
        person = likeliest(self, people)
        self.memory.call_all(person.surnames, person.name)
        self.add(sentence, phrase, self.make.person(person), "person", "actors#person", roles=self.held(person.name))

    def held(self, name: str) -> set[str]:
        person = self.make.gazetteer.people.get(name)
        if person is None:
            return set()
        return {t.office for t in person.terms if t.covers(day_of(self.make.on))}

    def _body(self, sentence: Sentence, phrase: Phrase) -> None:
        if phrase.entries("body")[0].ref == "rule" and not sentence.tokens[phrase.head].deprel.startswith("nsubj"):
            return  # "prendre le pouvoir"
        led_by(self, sentence, phrase)
        if phrase.owner is not None and phrase.owner.kind == "named" and phrase.entries("body")[0].ref in APPOSITIVE:
            self._named(sentence, phrase)  # "the X (Y) party"
            return
        code = self.make.code_of(phrase)
        if code is None:
            bare_body(self, sentence, phrase)
        elif phrase.number == "p" and len(set(phrase.codes)) > 1:
            for each in dict.fromkeys(phrase.codes):  # "delegations of the United States and Iran"
                self.body_of(sentence, phrase, each)
        elif phrase.entries("body")[0].ref == "opposition" and self.opposing(sentence, phrase):
            self.add(sentence, phrase, self.make.country(code), "country", "actors#country")
        elif phrase.entries("body")[0].ref == "state" and not phrase.organisations:
            self.add(sentence, phrase, self.make.country(code), "country", "actors#the-country")
        else:
            self.body_of(sentence, phrase, code)

    def opposing(self, sentence: Sentence, phrase: Phrase) -> bool:
        """ "l'opposition de la Chine à ce texte": the noun of opposing, not the opponents of a government."""
        below = [k for j in range(phrase.start, phrase.end) for k in sentence.children[j] if k >= phrase.end]
        return any(self.words.has("grammar.object_preps", preposition_of(sentence, k, self.words)) for k in below)

    def body_of(self, sentence: Sentence, phrase: Phrase, code: str) -> None:
        """A government, ministry, army, court … of a country or organisation."""
        body = phrase.entries("body")[0]
        if phrase.organisations and body.ref in APPOSITIVE and not (phrase.portfolios or regional(self, phrase)):
            self.add(
                sentence,
                phrase,
                self.make.organisation(phrase.organisations[-1]),
                "body",
                "actors#organisation",
                roles={body.ref},
            )
            return
        sectors = self.make.gazetteer.bodies[body.ref].sectors
        if phrase.organisations and body.ref not in ("rebels", "militia", "armed-group", "cartel", "army"):
            sectors = self.make.owner_sectors(phrase) or sectors
        if code == "IGO" and "IGO" not in sectors:
            sectors = ("IGO", *sectors)
        number = phrase.number or "s"
        key = "/".join(
            [
                phrase.organisations[-1] if phrase.organisations else code,
                body.ref,
                *phrase.portfolios[:1],
                *number.strip("s"),
            ]
        )
        entity = entity_of(self.wording(sentence, phrase), code, sectors, key=key, gender=phrase.gender, number=number)
        self.add(sentence, phrase, entity, "body", "actors#body", roles={body.ref}, portfolios=set(phrase.portfolios))

    def _named(self, sentence: Sentence, phrase: Phrase) -> None:
        """A body that the article names in full beside its short form."""
        told = phrase.owner if phrase.owner is not None and phrase.owner.kind == "named" else phrase
        entity, ref = self.make.named[told.entries("named")[0].ref]
        self.add(sentence, phrase, entity, "body", "actors#named-body", roles={ref} if ref else set())

    def _stranger(self, sentence: Sentence, phrase: Phrase) -> None:
        stranger(self, sentence, phrase)

    def _role(self, sentence: Sentence, phrase: Phrase) -> None:
        role_phrase(self, sentence, phrase)

    # -- helpers ----------------------------------------------------------------------------------------------------

    def _which(self, codes: list[str]) -> str | None:
        """The country meant where one word may mean several: the one the article tells of elsewhere."""
        distinct = list(dict.fromkeys(codes))
        if len(distinct) == 1:
            return distinct[0]
        told = [c for c in distinct if c in self.memory.known or c in self.memory.evidence]
        likely = told or [c for c in distinct if self.words.has("homonyms.likeliest", c.lower())]
        return likely[0] if len(likely) == 1 else None

    def _homonym(self, phrase: Phrase, code: str) -> bool:
        """ "Georgia" in an article that tells of the United States and shows no other sign of the country."""
        others = self.words.sets.get(f"homonyms.{code}", frozenset())
        ambiguous = any(e.ambiguous for e in phrase.entries("country"))
        return ambiguous and code not in self.memory.sure and any(o.upper() in self.memory.evidence for o in others)

    def _inside_name(self, sentence: Sentence, phrase: Phrase) -> bool:
        """ "Jordan Peterson", "Michael Jordan": part of somebody's name."""
        tokens = sentence.tokens
        entry = phrase.hit.entries[0] if phrase.hit else None
        if entry is None or not entry.ambiguous:
            return False
        return tokens[phrase.head].deprel.startswith("flat") or any(
            tokens[k].deprel.startswith("flat") for k in sentence.children[phrase.head]
        )

    def add(
        self, sentence: Sentence, phrase: Phrase, entity: Entity, kind: str, rule: str, *, span: Span | None = None,
        roles: set[str] | None = None, portfolios: set[str] | None = None,
    ) -> None:  # fmt: skip
        tokens = sentence.tokens
        token = tokens[phrase.head]
        noted = self.memory.note(entity, kind, sentence=sentence.index, token=phrase.head, relation=token.deprel,
                                 roles=roles, portfolios=portfolios)  # fmt: skip
        if noted.head != entity.head:
            noted = replace(noted, head=entity.head)
        if span is None:
            start, end = phrase.start, phrase.end
            if phrase.names:
                start, end = phrase.names[0]
            span = Span(tokens[start].span.start, tokens[end - 1].span.end)
        self.note_speaker(sentence, phrase.head, noted, kind)
        self.by_token.setdefault((sentence.index, phrase.head), []).append(noted)
        for k in range(phrase.start, phrase.end):
            self.by_word.setdefault((sentence.index, k), noted)
        note_inner_bodies(self, sentence, phrase)
        self.mentions.append(Mention(noted, span, rule, sentence.index, phrase.head))

    def told_plural(self, sentence: Sentence, phrase: Phrase) -> None:
        """What was entered last for this phrase was told in the plural ("the rebels of the M23"): "they" may be it."""
        here = self.by_token[sentence.index, phrase.head]
        here[-1] = replace(here[-1], number="p")

    def note_speaker(self, sentence: Sentence, i: int, entity: Entity, kind: str) -> None:
        """Remember whoever is the subject of a verb of saying: the one who goes on speaking."""
        token = sentence.tokens[i]
        if kind not in ("body", "person") or not token.deprel.startswith("nsubj") or token.head < 0:
            return
        spoke = self.words.fold(sentence.tokens[token.head].lemma) in self.words.sets["speech"]
        self.memory.known[entity.key].spoke = spoke
        if spoke:
            self.speakers.append((sentence.index, entity))

    def held_before(self, name: str) -> set[str]:
        """Offices that somebody held and holds no more on the date."""
        person = self.make.gazetteer.people.get(name)
        day = day_of(self.make.on)
        return {t.office for t in person.terms if t.end and t.end < day} if person is not None else set()

    def kind_of(self, entity: Entity) -> str:
        known = self.memory.known.get(entity.key)
        return known.kind if known is not None else "person"

    def subject_before(self, sentence: Sentence, i: int) -> Entity | None:
        """Who acts in the clause of a token, or in the sentence before."""
        tokens, k, steps = sentence.tokens, i, 0
        while k >= 0 and steps < 40:
            for j in sentence.children[k]:
                if (
                    tokens[j].deprel.startswith("nsubj")
                    and j != i
                    and (told := self._told(sentence.index, j)) is not None
                ):
                    return told
            k, steps = tokens[k].head, steps + 1
        if sentence.index:
            for token in self.sentences[sentence.index - 1].tokens:
                if token.deprel.startswith("nsubj") and (told := self._told(sentence.index - 1, token.i)) is not None:
                    return told
        return None

    def _told(self, sentence: int, token: int) -> Entity | None:
        heads = self.by_token.get((sentence, token))
        return heads[0] if heads else self.by_word.get((sentence, token))

    def wording(self, sentence: Sentence, phrase: Phrase) -> str:
        """A phrase as written, without its article."""
        return phrase_text(self.text, sentence, phrase)


def phrase_text(text: str, sentence: Sentence, phrase: Phrase) -> str:
    """A phrase as written, without its article."""
    start = phrase.start
    while start < phrase.end - 1 and sentence.tokens[start].upos == "DET":
        start += 1
    return " ".join(text[sentence.tokens[start].span.start : sentence.tokens[phrase.end - 1].span.end].split())
