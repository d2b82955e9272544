"""Synthetic trees for what quotations live on and treebanks are poor in: speech verbs with the subject behind them.

« …, a déclaré le ministre », “…,” said the minister, «…», dijo el ministro. Clauses and noun phrases come from the gold
training trees; only the frame around them is made here. Every shape has its counter-example with the subject in front
(« …, le ministre a déclaré », « lundi, le ministre a déclaré que … »), in all three languages, so that the model learns the
verb and the order, not the comma.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.conllu import Tree

#: Finite forms of speech verbs. For French also participles, used with "a".
PAST = {
    "fr": "déclaré affirmé ajouté expliqué indiqué annoncé précisé assuré rappelé conclu lancé dit confié reconnu écrit martelé "
    "insisté poursuivi répondu prévenu dénoncé regretté promis réagi réclamé tonné commenté résumé observé noté souligné "
    "estimé raconté plaidé averti rétorqué relevé admis confirmé jugé accusé menacé exigé demandé soutenu".split(),
    "en": "said added wrote explained told warned announced noted declared asked argued insisted replied tweeted recalled "
    "claimed stressed acknowledged concluded stated continued vowed observed admitted remarked countered".split(),
    "es": "dijo declaró afirmó añadió explicó indicó aseguró señaló comentó escribió contó anunció advirtió agregó sostuvo "
    "precisó recordó concluyó lamentó reconoció insistió respondió manifestó denunció subrayó destacó apuntó admitió prometió".split(),
}
PRESENT = {
    "fr": "déclare affirme ajoute explique indique annonce précise assure rappelle conclut lance dit confie reconnaît écrit "
    "martèle insiste poursuit répond prévient dénonce regrette promet réagit commente résume observe note souligne estime "
    "raconte plaide avertit rétorque relève admet confirme juge soutient".split(),
    "en": "says adds writes explains warns notes argues insists recalls claims stresses states continues".split(),
    "es": "dice declara afirma añade explica indica asegura señala comenta escribe cuenta anuncia advierte agrega sostiene "
    "precisa recuerda concluye lamenta reconoce insiste responde subraya destaca apunta".split(),
}
MARKS = {
    "fr": (("«", "»", True), ("“", "”", False), ('"', '"', False), ("", "", False)),
    "en": (("“", "”", False), ('"', '"', False), ("'", "'", False), ("", "", False)),
    "es": (("«", "»", False), ("“", "”", False), ('"', '"', False), ("", "", False)),
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
THAT = {"fr": "que", "en": "that", "es": "que"}
#: How the treebanks hang the quotation: under the verb (English) or the verb under the quotation.
VERB_IS_ROOT = {"en": True, "fr": False, "es": False}

FINITE = "Mood=Ind|Number=Sing|Person=3|Tense={}|VerbForm=Fin"
PARTICIPLE = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"


@dataclass
class Sketch:
    """A tree under construction; `heads` may point forward."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)

    def add(self, word: str, upos: str, head: int, dep: str, feats: str = "", *, space: bool = True) -> int:
        self.words.append(word)
        self.spaces.append(space)
        self.upos.append(upos)
        self.feats.append(feats)
        self.heads.append(head)
        self.deps.append(dep)
        return len(self.words) - 1

    def graft(self, tree: Tree, ids: list[int], top: int, head: int, dep: str, *, lower: bool) -> int:
        """Copy the tokens `ids` of a tree, hanging `top` on `head`. Returns where `top` landed."""
        base = len(self.words)
        where = {k: base + i for i, k in enumerate(ids)}
        for k in ids:
            word = tree.words[k]
            if lower and k == ids[0] and tree.upos[k] != "PROPN":
                word = word[:1].lower() + word[1:]
            target, label = (head, dep) if k == top else (where[tree.heads[k]], tree.deps[k])
            self.add(word, tree.upos[k], target, label, tree.feats[k], space=tree.spaces[k])
        return where[top]

    def finish(self, lang: str, root: int) -> Tree:
        self.heads[root], self.deps[root] = root, "root"
        return Tree(
            lang,
            "synthetic",
            tuple(self.words),
            tuple(self.spaces),
            tuple(self.upos),
            tuple(self.feats),
            ("",) * len(self.words),
            tuple(self.heads),
            tuple(self.deps),
        )


@dataclass
class Parts:
    """What gold lends to the frames, per language: whole clauses and subject noun phrases."""

    clauses: dict[str, list[Tree]]
    phrases: dict[str, list[tuple[Tree, list[int], int]]]


def gather(trees: list[Tree]) -> Parts:
    """Short declarative sentences, and subjects without verb or punctuation, of each language."""
    clauses: dict[str, list[Tree]] = {}
    phrases: dict[str, list[tuple[Tree, list[int], int]]] = {}
    for tree in trees:
        root = tree.deps.index("root")
        plain = not set(tree.words) & set('"«»“”?!:();-–—')
        if tree.upos[root] in {"VERB", "ADJ", "NOUN"} and 5 <= len(tree) <= 28 and tree.words[-1] == "." and plain:
            clauses.setdefault(tree.lang, []).append(tree)
        for j, dep in enumerate(tree.deps):
            if dep == "nsubj" and tree.upos[j] in {"NOUN", "PROPN"}:
                ids = _subtree(tree, j)
                whole = ids[-1] - ids[0] + 1 == len(ids) <= 10
                if whole and not any(tree.upos[k] in {"VERB", "PUNCT", "SCONJ"} for k in ids):
                    phrases.setdefault(tree.lang, []).append((tree, ids, j))
    return Parts(clauses, phrases)


def synthesise(parts: Parts, lang: str, rng: random.Random) -> Tree:
    """One synthetic tree: inverted in two cases of three, else a counter-example."""
    shape = rng.random()
    if shape < 0.50:
        return _after_quotation(parts, lang, rng, inverted=True)
    if shape < 0.62:
        return _interrupting(parts, lang, rng)
    if shape < 0.80:
        return _after_quotation(parts, lang, rng, inverted=False)
    return _reported(parts, lang, rng)


def _after_quotation(parts: Parts, lang: str, rng: random.Random, *, inverted: bool) -> Tree:
    """Q, V S.  or  Q, S V."""
    sketch = Sketch()
    quote, comma = _quotation(sketch, parts, lang, rng)
    verb = _attribution(sketch, parts, lang, rng, inverted=inverted)
    sketch.heads[comma] = verb
    _day(sketch, lang, rng, verb)
    sketch.spaces[-1] = False
    stop = sketch.add(".", "PUNCT", 0, "punct")
    root = _join(sketch, lang, quote, verb)
    sketch.heads[stop] = root
    return sketch.finish(lang, root)


def _interrupting(parts: Parts, lang: str, rng: random.Random) -> Tree:
    """Q, V S, Q."""
    sketch = Sketch()
    quote, first = _quotation(sketch, parts, lang, rng)
    verb = _attribution(sketch, parts, lang, rng, inverted=rng.random() < 0.8)
    sketch.heads[first] = verb
    sketch.spaces[-1] = False
    sketch.add(",", "PUNCT", verb, "punct")
    rest, comma = _quotation(sketch, parts, lang, rng)
    sketch.words[comma] = "."
    root = _join(sketch, lang, quote, verb)
    sketch.heads[rest], sketch.deps[rest] = quote, "parataxis"
    sketch.heads[comma] = root
    return sketch.finish(lang, root)


def _reported(parts: Parts, lang: str, rng: random.Random) -> Tree:
    """(Monday,) S V that Q.  — the counter-example that keeps the comma and loses the inversion."""
    sketch = Sketch()
    day = comma = None
    if rng.random() < 0.6 and lang in DAYS:
        day = sketch.add(
            rng.choice(DAYS[lang]).capitalize(), "PROPN" if lang == "en" else "NOUN", 0, "obl", space=False
        )
        comma = sketch.add(",", "PUNCT", 0, "punct")
    verb = _attribution(sketch, parts, lang, rng, inverted=False)
    for k in (day, comma):
        if k is not None:
            sketch.heads[k] = verb
    mark = sketch.add(THAT[lang], "SCONJ", 0, "mark")
    clause = rng.choice(parts.clauses[lang])
    body = list(range(len(clause) - 1))
    top = sketch.graft(clause, body, clause.deps.index("root"), verb, "ccomp", lower=True)
    sketch.heads[mark] = top
    sketch.spaces[-1] = False
    sketch.add(".", "PUNCT", verb, "punct")
    return sketch.finish(lang, verb)


def _quotation(sketch: Sketch, parts: Parts, lang: str, rng: random.Random) -> tuple[int, int]:
    """A gold clause between marks (or none) and its comma. Returns the clause's top and the comma, whose head is yet to be set."""
    clause = rng.choice(parts.clauses[lang])
    opening, closing, spaced = rng.choice(MARKS[lang])
    first = sketch.add(opening, "PUNCT", 0, "punct", space=spaced) if opening else None
    body = list(range(len(clause) - 1))
    top = sketch.graft(clause, body, clause.deps.index("root"), 0, "ccomp", lower=False)
    sketch.spaces[-1] = spaced and bool(opening)
    if first is None:
        return top, sketch.add(",", "PUNCT", 0, "punct")
    sketch.heads[first] = top
    inside = lang == "en"  # “…,” in English, « … », elsewhere
    comma = sketch.add(",", "PUNCT", 0, "punct", space=False) if inside else -1
    sketch.add(closing, "PUNCT", top, "punct", space=inside)
    return top, comma if inside else sketch.add(",", "PUNCT", 0, "punct")


def _attribution(sketch: Sketch, parts: Parts, lang: str, rng: random.Random, *, inverted: bool) -> int:
    """The speech verb and its subject in either order. Returns the verb's place; its head is set by the caller."""
    clitic = lang == "fr" and inverted and rng.random() < 0.3
    past = rng.random() < 0.7
    if clitic:
        return _clitic(sketch, rng, past=past)
    subject: int | None = None
    if not inverted:
        subject = _subject(sketch, parts, lang, rng, verb=0)
    if past and lang == "fr":
        aux = sketch.add("a", "AUX", 0, "aux", FINITE.format("Pres"))
        verb = sketch.add(rng.choice(PAST[lang]), "VERB", 0, "parataxis", PARTICIPLE)
        sketch.heads[aux] = verb
    else:
        forms, tense = (PAST, "Past") if past else (PRESENT, "Pres")
        feats = FINITE.format(tense) if lang != "en" or not past else "Mood=Ind|Tense=Past|VerbForm=Fin"
        verb = sketch.add(rng.choice(forms[lang]), "VERB", 0, "parataxis", feats)
    if inverted:
        _subject(sketch, parts, lang, rng, verb=verb)
    else:
        assert subject is not None
        sketch.heads[subject] = verb
    return verb


def _clitic(sketch: Sketch, rng: random.Random, *, past: bool) -> int:
    """« a-t-il déclaré », « dit-elle »."""
    pronoun, gender = rng.choice((("il", "Masc"), ("elle", "Fem")))
    feats = f"Gender={gender}|Number=Sing|Person=3|PronType=Prs"
    if past:
        at = len(sketch.words)
        sketch.add("a", "AUX", at + 2, "aux", FINITE.format("Pres"), space=False)
        sketch.add("-t-" + pronoun, "PRON", at + 2, "nsubj", feats)
        return sketch.add(rng.choice(PAST["fr"]), "VERB", 0, "parataxis", PARTICIPLE)
    form = rng.choice(PRESENT["fr"])
    verb = sketch.add(form, "VERB", 0, "parataxis", FINITE.format("Pres"), space=False)
    sketch.add(("-t-" if form[-1] in "ea" else "-") + pronoun, "PRON", verb, "nsubj", feats)
    return verb


def _subject(sketch: Sketch, parts: Parts, lang: str, rng: random.Random, *, verb: int) -> int:
    tree, ids, top = rng.choice(parts.phrases[lang])
    at = sketch.graft(tree, ids, top, verb, "nsubj", lower=bool(sketch.words))
    sketch.spaces[-1] = True
    return at


def _day(sketch: Sketch, lang: str, rng: random.Random, verb: int) -> None:
    if lang in DAYS and rng.random() < 0.4:
        sketch.add(rng.choice(DAYS[lang]), "PROPN" if lang == "en" else "NOUN", verb, "obl")


def _join(sketch: Sketch, lang: str, quote: int, verb: int) -> int:
    if VERB_IS_ROOT[lang]:
        sketch.heads[quote], sketch.deps[quote] = verb, "ccomp"
        return verb
    sketch.heads[verb], sketch.deps[verb] = quote, "parataxis"
    return quote


def _subtree(tree: Tree, top: int) -> list[int]:
    inside = {top}
    grew = True
    while grew:
        new = {k for k in range(len(tree)) if k not in inside and tree.heads[k] in inside and tree.deps[k] != "root"}
        grew = bool(new)
        inside |= new
    return sorted(inside)
