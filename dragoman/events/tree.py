"""Questions about one sentence's tree: who is subject, what is object, what marks a phrase. Universal Dependencies only.

The rules use several cues each, because parsers err: a passive is seen by its auxiliary, by the relation of its subject or
by the shape of the participle; a control verb by its label or by its infinitive.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from dragoman.events.cores import hidden_participle, is_reflexive, object_words
from dragoman.events.words import NONE, Words
from dragoman.types import Sentence, Token

CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})
#: What the tagger may make of a verb: a participle is often an adjective to it.
VERBAL = frozenset({"VERB", "AUX", "ADJ"})
#: Tags of words whose form may hide a verb.
SHAPED = frozenset({"NOUN", "ADJ", "VERB", "PROPN", "ADP", "ADV"})
#: Relations of the auxiliaries and copulas of a verb.
HELPING = frozenset({"aux", "aux:pass", "cop"})
#: Relations of what stands before a noun within its phrase.
WITHIN = frozenset({"compound", "flat", "amod", "nummod"})
#: Dependents that stand for the core of a phrase rather than describe it.
CORE_OBJECTS = ("obj", "iobj")


@dataclass
class Tree:
    """One sentence with the grammar words of its language, and what was worked out about it."""

    sentence: Sentence
    words: Words
    cache: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    known: dict[tuple[str, int], bool] = field(default_factory=dict)
    told: dict[str, bool] = field(default_factory=dict)
    suffered: dict[int, bool] = field(default_factory=dict)
    carriers: dict[int, tuple[int, str] | None] = field(default_factory=dict)
    marked: dict[int, frozenset[str]] = field(init=False)
    #: Whether any two words are coordinated.
    joined: bool = False
    #: Auxiliaries and copulas of a word, in order.
    helpers: dict[int, list[int]] = field(default_factory=dict)
    tokens: tuple[Token, ...] = field(init=False)
    keys: list[tuple[str, str]] = field(init=False)
    vocabulary: frozenset[str] = field(init=False)
    #: Dependents of a word, of these relations if any are named ("nsubj" also takes "nsubj:pass"), in order.
    kids: Callable[..., list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens, self.kids = self.sentence.tokens, self.sentence.kids
        self.keys = [(t.lemma.lower(), t.text.lower()) for t in self.tokens]
        contracted = self.words.contracted
        told = set(chain.from_iterable(self.keys))
        told.update([contracted[w] for w in contracted.keys() & told])
        self.vocabulary = frozenset(told)
        self._relate()

    def _relate(self) -> None:
        """What is asked of nearly every word: what introduces it, which auxiliaries and copulas it has."""
        contracted = self.words.contracted
        found: dict[int, frozenset[str]] = {}
        loose: list[tuple[int, frozenset[str]]] = []
        for token in self.tokens:
            deprel = token.deprel
            if deprel in ("case", "mark"):
                below = self.kids(token.i, "fixed")
                pairs = [self.keys[j] for j in (token.i, *below)] if below else (self.keys[token.i],)
                marks = frozenset([w for a, b in pairs for w in (a, b, contracted.get(b, b))])
                found[token.head] = found[token.head] | marks if token.head in found else marks
                stray = self.tokens[token.head]
                if stray.deprel in WITHIN and token.i < stray.i < stray.head:
                    loose.append(
                        (stray.head, marks)
                    )  # "by Boko Haram insurgents", read as "(by Boko) Haram insurgents"
            elif deprel in HELPING:
                self.helpers.setdefault(token.head, []).append(token.i)
            elif deprel == "conj":
                self.joined = True
        for head, marks in loose:
            found.setdefault(head, marks)
        self.marked = found

    def lemmas(self, i: int) -> tuple[str, str]:
        """The two keys under which a word is looked up: its lemma and its form, lower-cased."""
        return self.keys[i]

    def places(self, wanted: frozenset[str]) -> list[int]:
        """The words that are one of those wanted, in order."""
        return [i for i, (lemma, form) in enumerate(self.keys) if lemma in wanted or form in wanted]

    def is_one(self, i: int, key: str) -> bool:
        wanted = self.words[key]
        lemma, form = self.keys[i]
        return lemma in wanted or form in wanted

    def tells(self, key: str) -> bool:
        """Whether a word of the set stands anywhere in the sentence."""
        if key not in self.told:
            self.told[key] = not self.words[key].isdisjoint(self.vocabulary)
        return self.told[key]

    def lookups(self, i: int) -> list[str]:
        """Keys under which a word is looked up in the lexicon; a participle that the tagger took for a noun is undone."""
        lemma, form = self.keys[i]
        found = [lemma] if lemma == form else [lemma, form]
        token, words = self.tokens[i], self.words
        if token.upos not in SHAPED:
            return found
        if token.upos in ("NOUN", "ADJ", "VERB", "PROPN") and form.endswith(words.participle_endings):
            helped = i > 0 and self.tokens[i - 1].upos == "AUX"
            if helped or any(k < i for k in self.kids(i, "aux")):
                found += [form.removesuffix(e) + inf for e, inf in words.flags["participles"] if form.endswith(e)]
        if words.agreeing and token.upos == "VERB" and form.endswith(words.agreeing) and i in self.helpers:
            found += [form.removesuffix(e) + base for e, base in words.flags["agreeing"] if form.endswith(e)]
        if self.verb_shaped(i):
            found += [form.removesuffix(e) + inf for e, inf in words.flags["finite_endings"] if form.endswith(e)]
        return list(dict.fromkeys(found)) if len(found) > 2 else found

    def verb_shaped(self, i: int) -> bool:
        """A finite verb by its ending that the tagger took for something else: "bombardeó" as a noun."""
        endings = self.words.verb_endings
        if not endings or not self.keys[i][1].endswith(endings):
            return False
        token = self.tokens[i]
        if token.upos not in ("NOUN", "ADJ", "PROPN", "ADP", "ADV") or token.text[:1].isupper():
            return False
        return not self.kids(i, "det", "case")

    def preps(self, i: int) -> frozenset[str]:
        """Prepositions and markers that introduce a phrase: forms and lemmas, contractions undone."""
        return self.marked.get(i, NONE)

    def preps_before(self, i: int) -> bool:
        """A preposition stands before a phrase that begins at i, articles passed over."""
        k = i - 1
        while k >= 0 and self.tokens[k].upos == "DET":
            k -= 1
        return k >= 0 and self.tokens[k].upos == "ADP"

    def marks(self, i: int) -> frozenset[str]:
        return self.preps(i) | {w for k in self.kids(i, "advmod", "cc") if self.tokens[k].i < i for w in self.lemmas(k)}

    def has_aux(self, i: int, key: str) -> bool:
        return any(self.is_one(k, key) for k in self.helpers.get(i, ()))

    def finite(self, i: int) -> bool:
        feats = self.tokens[i].feats
        if feats.get("VerbForm") == "Fin" or feats.get("Mood") in ("Ind", "Cnd", "Sub", "Imp"):
            return True
        for k in self.helpers.get(i, ()):
            feats = self.tokens[k].feats
            if feats.get("VerbForm") == "Fin" or feats.get("Mood"):
                return True
        return False

    def reflexive(self, i: int) -> bool:
        """A reflexive pronoun hangs on the verb, or is written onto it (Spanish)."""
        return self._once("reflexive", i, partial(is_reflexive, self))

    def _once(self, what: str, i: int, ask: Callable[[int], bool]) -> bool:
        if (what, i) not in self.known:
            self.known[what, i] = ask(i)
        return self.known[what, i]

    def misread(self, i: int) -> bool:
        """A verb taken for an adjective of the name after it, in a clause left without a verb: "X accused Y"."""
        token = self.tokens[i]
        if token.head < i or token.upos != "VERB" or token.deprel not in ("amod", "acl", "compound", "case"):
            return False
        root = self.sentence.root()
        if self.kids(i, "aux"):
            return False
        if root.upos in ("PROPN", "NOUN") and not self.kids(root.i, "cop", "nsubj"):
            return True
        named = i > 0 and self.tokens[i - 1].upos in ("PROPN", "NOUN")
        return named and token.deprel != "case" and self._adrift(token.head)

    def _adrift(self, noun: int) -> bool:
        """A noun that neither a preposition nor a place beside a verb ties to its clause."""
        return self.tokens[noun].deprel not in ("obj", "nsubj", "nsubj:pass", "iobj") and not self.kids(
            noun, "case", "cop"
        )

    def verb_of_root(self, i: int) -> bool:
        """The one verb of a sentence, read as a participle of its own subject though it has an object: "X held talks"."""
        token = self.tokens[i]
        if token.upos != "VERB" or token.deprel != "acl" or token.feats.get("Tense") != "Past":
            return False
        root = self.sentence.root()
        named = root.upos in ("PROPN", "NOUN") and token.head in (root.i, *self.kids(root.i, "conj")) and token.head < i
        if not named or not self.kids(i, "obj", "xcomp", "ccomp") or self.kids(root.i, "cop", "nsubj"):
            return False
        below = set(self.sentence.subtree(i))
        return not any(t.feats.get("VerbForm") == "Fin" and t.i not in below for t in self.tokens)

    def passive(self, i: int) -> bool:
        """True where the subject suffers the act."""
        known = self.suffered.get(i)
        if known is None:
            known = self.suffered[i] = self._passive(i)
        return known

    def _passive(self, i: int) -> bool:
        token = self.tokens[i]
        if self.misread(i) or self.verb_of_root(i):
            return False
        if self._let_be(i):
            return True
        if token.feats.get("VerbForm") not in (None, "Part") and token.feats.get("Tense") != "Past":
            return False
        rels = {self.tokens[k].deprel for k in self.sentence.children[i]}
        if rels & {"nsubj:pass", "aux:pass", "csubj:pass"}:
            return not self._active_with_be(i)
        if token.deprel in ("acl", "amod", "conj", "xcomp", "advcl", "root", "appos", "parataxis", "dep"):
            participle = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense", "Past") == "Past"
            participle = participle or hidden_participle(self, i)
            if (
                token.deprel == "acl" and token.feats.get("Tense") == "Past"
            ):  # "X, arrested in March, denied": read as finite
                participle = participle or not self.kids(i, "obj", "mark", "nsubj", "aux", "cop", "xcomp", "ccomp")
            if participle and token.deprel == "root" and self.kids(i, "obj") and not self.kids(i, "aux"):
                return False
            if participle and not self.kids(i, "aux", "nsubj"):
                return not (token.deprel == "conj" and not self.passive(token.head))
        return self._be_participle(i)

    def _let_be(self, i: int) -> bool:
        """An infinitive that its subject has done to itself: "s'est fait arrêter", "s'est vu condamner"."""
        token = self.tokens[i]
        if token.feats.get("VerbForm") != "Inf":
            return False
        above = [k for k in self.kids(i, "aux") if self.is_one(k, "grammar.let_be") and self.reflexive(i)]
        if token.deprel == "xcomp" and self.is_one(token.head, "grammar.let_be") and self.reflexive(token.head):
            above.append(token.head)
        return bool(above) and not [k for k in self.kids(i, "obj") if self.tokens[k].upos != "PRON"]

    def _be_participle(self, i: int) -> bool:
        past = self.tokens[i].feats.get("Tense") == "Past" and self.tokens[i].feats.get("VerbForm") == "Part"
        auxiliaries = self.kids(i, "aux", "cop")
        if not past or not auxiliaries:
            return False
        return self.is_one(auxiliaries[-1], "grammar.passive_aux") and not self._active_with_be(i)

    def _active_with_be(self, i: int) -> bool:
        if self._let_be(i):
            return False
        return self.is_one(i, "grammar.active_be") or (self.reflexive(i) and not self.kids(i, "obl:agent"))

    def is_relative(self, i: int) -> bool:
        """A relative pronoun, also one that the tagger took for a conjunction."""
        token = self.tokens[i]
        if token.feats.get("PronType") == "Rel" or self.is_one(i, "grammar.whose"):
            return True
        return token.upos in ("SCONJ", "PRON") and self.is_one(i, "grammar.relative") \
            and token.head >= 0 and self.tokens[token.head].deprel == "acl:relcl"  # fmt: skip

    def conjuncts(self, i: int) -> list[int]:
        """A word and those coordinated with it, in order of the text."""
        if not self.joined:
            return [i]
        found, stack = [], [i]
        while stack:
            k = stack.pop(0)
            found.append(k)
            beside = [k, *[j for j in self.kids(k, "appos", "flat", "nmod") if self.tokens[j].upos == "PROPN"]]
            stack += [j for b in beside for j in self.kids(b, "conj") if j not in found]
        if len(found) == 1:
            return found
        between = self.tokens[min(found) : max(found)]
        joined = any(x.deprel == "cc" for x in between) or any(
            self.tokens[c].deprel == "cc" for k in found for c in self.sentence.children[k]
        )
        return sorted(dict.fromkeys(found)) if joined else [i]

    def relative_role(self, verb: int) -> str:
        """What the antecedent is in a relative clause: "subject", "object" or "oblique"."""
        for k in self.sentence.subtree(verb):
            token = self.tokens[k]
            if self.is_relative(k) and token.upos in ("PRON", "DET", "SCONJ") and token.deprel != "mark":
                if token.deprel.startswith("nsubj"):
                    return "subject" if token.head == verb else "other"
                if token.deprel in ("obj", "iobj"):
                    return "object"
                return "other" if self.is_one(k, "grammar.whose") else "oblique"
        return "object" if self.kids(verb, "nsubj") else "subject"

    def objects(self, i: int) -> list[int]:
        """Direct objects of an active verb, or what a passive one is said of."""
        key = ("objects", i)
        found = self.cache.get(key)
        if found is None:
            self.cache[key] = []
            found = self.cache[key] = object_words(self, i)
        return found

    def subjects(self, i: int) -> list[int]:
        """Words for who does it: the subject of an active verb, the agent of a passive one."""
        key = ("subjects", i)
        if key not in self.cache:
            self.cache[key] = []
            self.cache[key] = self.agents(i) if self.passive(i) else self.surface_subjects(i)
        return self.cache[key]

    def agents(self, i: int) -> list[int]:
        """By-phrases of a passive."""
        return [k for k in self.kids(i, "obl:agent", "obl", "nmod") if self.tokens[k].deprel == "obl:agent"
                or self.preps(k) & self.words["grammar.agent"]]  # fmt: skip

    def surface_subjects(self, i: int) -> list[int]:
        """The grammatical subject, whether it acts or suffers."""
        if self.misread(i):
            return [k for verb in (i, self.tokens[i].head) for k in self.kids(verb, "nsubj") if k < i][:1]
        if self.verb_of_root(i):
            return [self.sentence.root().i]
        token = self.tokens[i]
        own = self.kids(i, "nsubj", "csubj")
        joined = [k for k in self.kids(i, "cc") if k < i and self.tokens[k].upos == "CCONJ"]
        if joined and own and max(own) < joined[-1] and token.head >= 0 and self.tokens[token.head].upos == "VERB":
            return self.surface_subjects(token.head) if token.head < i else own
        if own and token.deprel == "conj" and self.tokens[token.head].upos == "PROPN" and token.head < min(own):
            return [token.head, *own]  # "X and Y met", read as X, to which "Y met" is joined
        relative = [k for k in own if self.is_relative(k)]
        if own and not relative:
            return [k for k in own if k < i] or own if len(own) > 1 else own
        clause = i
        while self.tokens[clause].deprel == "conj" and self.tokens[self.tokens[clause].head].upos in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            head = self.tokens[clause].head
            if self.kids(clause, "nsubj"):
                break
            if self.kids(head, "nsubj") and not relative:
                return [k for k in self.kids(head, "nsubj") if not self.is_relative(k)] or self._antecedent(head)
            clause = head
        if relative or self.tokens[clause].deprel.startswith("acl"):
            return self._antecedent(clause)
        if clause == i and token.deprel == "root":
            return [k for k in self.kids(i, "obl") if k < i and self.tokens[k].upos == "PROPN" and not self.preps(k)
                    and not self.is_one(k, "grammar.dates")]  # fmt: skip
        return self._controller(clause)

    def _antecedent(self, i: int) -> list[int]:
        token = self.tokens[i]
        if not token.deprel.startswith("acl"):
            return []
        if token.deprel == "acl:relcl" and self.relative_role(i) not in ("subject",):
            return []
        if token.feats.get("VerbForm") == "Inf" or self.infinitive_marked(i):
            return self._noun_owner(token.head)
        if self.is_one(token.head, "report.nouns"):
            return self._noun_owner(token.head) or [token.head]
        return [token.head]

    def infinitive_marked(self, i: int) -> bool:
        """A bare "to" stands before the word: an infinitive, whatever the tagger calls it."""
        if i not in self.marked:
            return False
        return any(k < i and self.is_one(k, "grammar.infinitive_mark") for k in self.kids(i, "mark"))

    def _noun_owner(self, noun: int) -> list[int]:
        """Whose decision, plan, threat it is that an infinitive completes; a verb's is its subject's."""
        if self.tokens[noun].upos == "VERB":
            return self.subjects(noun)
        for k in self.kids(noun, "nmod", "det", "compound", "amod"):
            if self.tokens[k].deprel == "nmod:poss" or self.preps(k) & self.words["grammar.genitive"] \
                    or self.tokens[k].upos in ("PROPN", "PRON") or self.preps(k) & self.words["grammar.owned"]:  # fmt: skip
                return [k]
        adjectives = [k for k in self.kids(noun, "amod", "compound") if self.tokens[k].text[:1].isupper()]
        if adjectives:
            return adjectives
        head = self.tokens[noun].head
        if head >= 0 and self.tokens[noun].deprel in ("obj", "obl", "xcomp", "nsubj:pass"):
            return self.subjects(head)
        return []

    def _controller(self, i: int) -> list[int]:
        token = self.tokens[i]
        head = token.head
        if head < 0 or token.deprel not in CLAUSAL | {"obl", "nmod", "obj", "conj", "dep"}:
            return []
        if self.tokens[head].upos not in ("VERB", "AUX", "ADJ", "NOUN"):
            return []
        if token.deprel == "xcomp" or (token.deprel == "ccomp" and not self.finite(i)):
            told = [k for k in self.kids(head, *CORE_OBJECTS) if self.tokens[k].upos in ("NOUN", "PROPN", "PRON")
                    and self.tokens[k].text.lower() not in self.words["grammar.reflexive"]]  # fmt: skip
            if told and not self.passive(head):
                return told
            if self.passive(head):
                return self.surface_subjects(head)
        if self.tokens[head].upos == "NOUN" and token.deprel in ("nmod", "acl"):
            return self._noun_owner(head)
        return self.surface_subjects(head) if self.passive(head) else self.subjects(head)
