"""Gold trees in other words: the verbs and names of dispatches put where treebanks have their own.

Treebanks of a few thousand sentences have seen few preterites and few names, so an unseen "bombardeó" behind an unseen
"Lavrov" was read as a noun. No shape of tree is invented here: a verb gives way to another verb of the same form
(conjugated by analogy with gold), a name to a country, capital or office-holder, a long subject to a name, and French
auxiliaries get the adverbials that agencies put behind them.
"""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from training.conllu import Tree
from training.lemmas import INFINITIVES

PACKAGE = Path(__file__).resolve().parent.parent / "dragoman"
#: A conjugation counts when this many gold verbs show it, and a form when it is at least this frequent (Zipf's scale).
SHOWN = 6
ZIPF = 1.7
#: Candidates for infinitives are taken from this many words.
COMMON = 60_000
#: A word that looks like an infinitive is one when so many other forms of it are in use.
FORMS = {"en": 3, "es": 8, "fr": 8}
VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûüœæ")

#: What French agencies set between auxiliary and participle: the words, their classes, and each word's head in the phrase (-1: the verb).
BETWEEN = (
    ("de son côté", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("de leur côté", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("pour sa part", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("pour leur part", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("à son tour", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("à leur tour", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("quant à lui", "ADP ADP PRON", (2, 0, -1), "case fixed obl"),
    ("quant à elle", "ADP ADP PRON", (2, 0, -1), "case fixed obl"),
    ("par ailleurs", "ADP ADV", (1, -1), "case advmod"),
    ("en outre", "ADP ADV", (1, -1), "case advmod"),
    ("à plusieurs reprises", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("dans un communiqué", "ADP DET NOUN", (2, 2, -1), "case det obl"),
    ("mardi soir", "NOUN NOUN", (-1, 0), "obl nmod"),
    ("jeudi matin", "NOUN NOUN", (-1, 0), "obl nmod"),
    ("lundi", "NOUN", (-1,), "obl"),
    ("mercredi", "NOUN", (-1,), "obl"),
    ("vendredi", "NOUN", (-1,), "obl"),
    ("dimanche", "NOUN", (-1,), "obl"),
    ("également", "ADV", (-1,), "advmod"),
)


#: When dispatches say it happened: right behind the verb, in front of its object or clause.
AFTER = {
    "fr": (
        *(phrase for phrase in BETWEEN if phrase[1].split()[0] == "NOUN"),
        ("mardi", "NOUN", (-1,), "obl"),
        ("jeudi", "NOUN", (-1,), "obl"),
        ("samedi", "NOUN", (-1,), "obl"),
        ("ce lundi", "DET NOUN", (1, -1), "det obl"),
        ("ce vendredi", "DET NOUN", (1, -1), "det obl"),
        ("mercredi 14 janvier", "NOUN NUM NOUN", (-1, 0, 0), "obl nummod nmod"),
        ("la semaine dernière", "DET NOUN ADJ", (1, -1, 1), "det obl amod"),
        ("dans la nuit", "ADP DET NOUN", (2, 2, -1), "case det obl"),
        ("hier", "ADV", (-1,), "advmod"),
    ),
    "es": (
        ("el lunes", "DET NOUN", (1, -1), "det obl"),
        ("el miércoles", "DET NOUN", (1, -1), "det obl"),
        ("el viernes", "DET NOUN", (1, -1), "det obl"),
        ("este martes", "DET NOUN", (1, -1), "det obl"),
        ("este jueves", "DET NOUN", (1, -1), "det obl"),
        ("este domingo", "DET NOUN", (1, -1), "det obl"),
        ("el pasado sábado", "DET ADJ NOUN", (2, 2, -1), "det amod obl"),
        ("la semana pasada", "DET NOUN ADJ", (1, -1, 1), "det obl amod"),
        ("hoy", "ADV", (-1,), "advmod"),
        ("ayer", "ADV", (-1,), "advmod"),
    ),
    "en": (
        ("on Monday", "ADP PROPN", (1, -1), "case obl"),
        ("on Wednesday", "ADP PROPN", (1, -1), "case obl"),
        ("on Friday", "ADP PROPN", (1, -1), "case obl"),
        ("Tuesday", "PROPN", (-1,), "obl"),
        ("Thursday", "PROPN", (-1,), "obl"),
        ("last week", "ADJ NOUN", (1, -1), "amod obl"),
    ),
}
#: What such a phrase stands in front of.
BEHIND = frozenset({"obj", "iobj", "ccomp", "xcomp", "obl", "obl:agent", "nsubj"})
#: The features that the treebanks give a name.
NAMED = {"fr": "", "es": "", "en": "Number=Sing"}
AND = {"fr": "et", "es": "y", "en": "and"}


@dataclass(frozen=True)
class Wardrobe:
    """What may be put in: `verbs[lang, features]` are forms, `names[lang]` are (places, people) as tuples of words.

    `plain[lang]` are clauses that begin with their subject and end in a full stop: two of them can share one subject.
    """

    plain: dict[str, tuple[Tree, ...]]
    verbs: dict[tuple[str, str], tuple[str, ...]]
    names: dict[str, tuple[tuple[tuple[str, ...], ...], ...]]


def wardrobe(trees: list[Tree]) -> Wardrobe:
    """Forms and names for every language of the trees; the same trees and data files give the same wardrobe."""
    langs = sorted({tree.lang for tree in trees})
    verbs = {(lang, feats): forms for lang in langs for feats, forms in _conjugated(trees, lang).items()}
    plain = {lang: tuple(t for t in trees if t.lang == lang and len(t) <= 25 and _leading_subject(t)) for lang in langs}
    return Wardrobe(plain, verbs, {lang: _names(lang) for lang in langs})


def reword(tree: Tree, clothes: Wardrobe, rng: random.Random) -> Tree:
    """The same tree in other words. Lemmas are left empty."""
    if rng.random() < 0.35:
        tree = _named_subject(tree, clothes, rng)
    words = list(tree.words)
    for k, upos in enumerate(tree.upos):
        forms = clothes.verbs.get((tree.lang, tree.feats[k])) if upos == "VERB" else None
        if forms and rng.random() < 0.5:
            words[k] = _fit(words[k], rng.choice(forms), tree.lang)
    tree = replace(tree, words=tuple(words), lemmas=("",) * len(words))
    tree = _renamed(tree, clothes, rng)
    return _adverbial(tree, rng) if rng.random() < 0.5 else tree


def _fit(old: str, new: str, lang: str) -> str:
    """The new word with the old one's capital; the old one where French elision would break."""
    if lang == "fr" and (old[:1].lower() in VOWELS) != (new[:1].lower() in VOWELS):
        return old
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _conjugated(trees: list[Tree], lang: str) -> dict[str, tuple[str, ...]]:
    """features → forms of frequent verbs, made by the changes of ending that gold verbs show."""
    import simplemma
    from wordfreq import top_n_list, zipf_frequency

    shown: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tree in trees:
        for form, upos, feats, lemma in zip(tree.words, tree.upos, tree.feats, tree.lemmas, strict=True):
            if tree.lang == lang and upos == "VERB" and form.isalpha() and lemma.isalpha():
                shown[(feats, *_change(lemma.lower(), form.lower(), lang))].add(lemma)
    endings = tuple(e for e in INFINITIVES[lang] if e)
    infinitives = [
        word
        for word in top_n_list(lang, COMMON, wordlist="best")
        if len(word) > 3 and word.isalpha() and (not endings or word.endswith(endings))
        and simplemma.lemmatize(word, lang=lang) == word
    ]  # fmt: skip
    changes = [c for c, lemmas in shown.items() if len(lemmas) >= SHOWN and (not endings or c[1].endswith(endings))]
    found: dict[str, set[str]] = defaultdict(set)
    for infinitive in infinitives:
        forms = {
            (feats, infinitive[: len(infinitive) - len(off)] + on)
            for feats, off, on in changes
            if infinitive.endswith(off)
        }
        used = {form for _, form in forms if zipf_frequency(form, lang) > ZIPF}
        used = {form for form in used if simplemma.lemmatize(form, lang=lang) in (form, infinitive)}
        if len(used - {infinitive}) >= FORMS[lang]:
            for feats, form in forms:
                if form in used and not (form == infinitive and "Tense=Past" in feats):
                    found[feats].add(form)
    return {feats: tuple(sorted(forms)) for feats, forms in found.items() if len(forms) >= 40}


def _change(lemma: str, form: str, lang: str) -> tuple[str, str]:
    """(what is taken off the lemma, what is put on), never less than the infinitive's ending."""
    ending = next((e for e in sorted(INFINITIVES[lang], key=len, reverse=True) if e and lemma.endswith(e)), "")
    stem = lemma.removesuffix(ending)
    shared = 0
    while shared < min(len(stem), len(form)) and stem[shared] == form[shared]:
        shared += 1
    return lemma[shared:], form[shared:]


def _names(lang: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """(countries and capitals in the language's words, office-holders): names all of whose words are plain and capitalised."""
    countries = _toml(PACKAGE / "languages" / lang / "countries.toml").values()
    places = {c["name"] for c in countries if not c.get("article")} | {
        x for c in countries for x in c.get("capital", ())
    }
    people: set[str] = set()
    for file in sorted((PACKAGE / "gazetteer" / "offices").glob("*.toml")):
        for offices in _toml(file).values():
            for terms in offices.values() if isinstance(offices, dict) else ():
                for term in terms if isinstance(terms, list) else ():
                    people |= {term["name"], term["name"].split()[-1]}
    return _plain(places), _plain(people)


def _plain(names: set[str]) -> tuple[tuple[str, ...], ...]:
    split = (tuple(name.split()) for name in sorted(names))
    return tuple(n for n in split if len(n) <= 3 and all(w.isalpha() and w[0].isupper() and len(w) > 2 for w in n))


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf8"))


def _named_subject(tree: Tree, clothes: Wardrobe, rng: random.Random) -> Tree:
    """A long subject in front of its verb becomes a name."""
    for j, dep in enumerate(tree.deps):
        one = "Number=Plur" not in tree.feats[j]
        if one and dep in ("nsubj", "nsubj:pass") and tree.upos[j] == "NOUN" and tree.heads[j] > j:
            ids = _below(tree, j)
            if ids[-1] - ids[0] + 1 == len(ids) and not any(tree.deps[k] == "root" for k in ids):
                return _replaced(tree, ids, rng.choice(rng.choice(clothes.names[tree.lang])), j)
    return tree


def _renamed(tree: Tree, clothes: Wardrobe, rng: random.Random) -> Tree:
    """One name without article, with its flat parts, becomes another."""
    held = [
        [j, *(k for k in range(len(tree)) if tree.heads[k] == j and tree.deps[k] == "flat")]
        for j, upos in enumerate(tree.upos)
        if upos == "PROPN"
        and "NUM" not in tree.upos[max(0, j - 1) : j + 2]  # "January 25"
        and tree.deps[j] not in ("flat", "compound", "fixed", "goeswith")
        and not any(tree.heads[k] == j and tree.deps[k] in ("det", "compound", "goeswith") for k in range(len(tree)))
    ]  # fmt: skip
    held = [ids for ids in held if ids[-1] - ids[0] + 1 == len(ids)]
    if not held:
        return tree
    ids = rng.choice(held)
    return _replaced(tree, ids, rng.choice(rng.choice(clothes.names[tree.lang])), ids[0])


def _replaced(tree: Tree, ids: list[int], name: tuple[str, ...], top: int) -> Tree:
    """`ids` (consecutive, headed by `top`) give way to a name; what hung on them from outside hangs on its first word."""
    first, last, size = ids[0], ids[-1], len(name)
    before = tree.words[first - 1] if first else ""
    elides = tree.lang == "fr" and before and (before[-1] in "'’" or before.lower() in ("de", "que", "le", "la"))
    if elides and _fit(tree.words[first], name[0], "fr") == tree.words[first]:
        return tree
    where = {k: k if k < first else first if k <= last else k - len(ids) + size for k in range(len(tree))}
    head, dep = tree.heads[top], tree.deps[top]

    def spliced(column: tuple[Any, ...], new: list[Any]) -> tuple[Any, ...]:
        return (*column[:first], *new, *column[last + 1 :])

    heads = tuple(where[h] for h in tree.heads)
    return replace(
        tree,
        words=spliced(tree.words, list(name)),
        spaces=spliced(tree.spaces, [True] * (size - 1) + [tree.spaces[last]]),
        upos=spliced(tree.upos, ["PROPN"] * size),
        feats=spliced(tree.feats, [tree.feats[top] if tree.upos[top] == "PROPN" else NAMED[tree.lang]] * size),
        lemmas=("",) * (len(tree) - len(ids) + size),
        heads=spliced(heads, [where[head]] + [first] * (size - 1)),
        deps=spliced(tree.deps, [dep] + ["flat"] * (size - 1)),
    )


def _adverbial(tree: Tree, rng: random.Random) -> Tree:
    """« a appelé » → « a de son côté appelé », « a imposé une taxe » → « a imposé lundi une taxe », once."""
    between = [
        k + 1
        for k, dep in enumerate(tree.deps)
        if dep == "aux" and tree.heads[k] == k + 1 and tree.words[k].lower() in ("a", "ont", "avait", "avaient")
    ]
    if tree.lang == "fr" and between and rng.random() < 0.5:
        at = rng.choice(between)
        return _inserted(tree, at, tree.heads[at - 1], rng.choice(BETWEEN), commas=rng.random() < 0.2)
    after = [
        k + 1
        for k, feats in enumerate(tree.feats[:-1])
        if tree.upos[k] == "VERB" and _tells(tree, k, feats) and _opens(tree, k)
    ]
    if not after:
        return tree
    at = rng.choice(after)
    return _inserted(tree, at, at - 1, rng.choice(AFTER[tree.lang]), commas=False)


def _tells(tree: Tree, verb: int, feats: str) -> bool:
    """A finite verb, or a participle with its auxiliary."""
    return "VerbForm=Fin" in feats or any(h == verb and d == "aux" for h, d in zip(tree.heads, tree.deps, strict=True))


def _opens(tree: Tree, verb: int) -> bool:
    """Whether the next words are an object, a clause or the like of this verb."""
    top = verb + 1
    while tree.heads[top] not in (verb, top) and tree.heads[top] > verb:
        top = tree.heads[top]
    return tree.heads[top] == verb and tree.deps[top] in BEHIND and tree.upos[top] != "PRON"


def _inserted(tree: Tree, at: int, verb: int, phrase: tuple[str, str, tuple[int, ...], str], *, commas: bool) -> Tree:
    """The tree with an adverbial of `verb` in front of the word `at`."""
    words, classes, inner, labels = phrase[0].split(), phrase[1].split(), phrase[2], phrase[3].split()
    before, spaces = list(tree.spaces[:at]), [True] * len(words)
    if commas and len(words) > 1:
        top = 1 + inner.index(-1)
        words, classes, labels = [",", *words, ","], ["PUNCT", *classes, "PUNCT"], ["punct", *labels, "punct"]
        inner = (top, *(h + 1 if h >= 0 else -1 for h in inner), top)
        before[-1], spaces = False, [True] * (len(words) - 2) + [False, True]
    size = len(words)
    where = [k if k < at else k + size for k in range(len(tree))]
    heads = tuple(where[h] for h in tree.heads)
    return replace(
        tree,
        words=(*tree.words[:at], *words, *tree.words[at:]),
        spaces=(*before, *spaces, *tree.spaces[at:]),
        upos=(*tree.upos[:at], *classes, *tree.upos[at:]),
        feats=(*tree.feats[:at], *[""] * size, *tree.feats[at:]),
        lemmas=("",) * (len(tree) + size),
        heads=(*heads[:at], *(at + h if h >= 0 else where[verb] for h in inner), *heads[at:]),
        deps=(*tree.deps[:at], *labels, *tree.deps[at:]),
    )


def framed(lang: str, clothes: Wardrobe, rng: random.Random) -> Tree:
    """Shapes that dispatches are full of and treebanks poor in, made of whole clauses, in other words."""
    draw = rng.random()
    if draw < 0.4:
        return reword(joined(lang, clothes, rng), clothes, rng)
    clause = reword(rng.choice(clothes.plain[lang]), clothes, rng)
    return verb_first(clause) if lang == "es" and draw < 0.8 else headline(clause)


def verb_first(tree: Tree) -> Tree:
    """ "El ministro rechazó la propuesta." → "Rechazó el ministro la propuesta." """
    subject, root = sorted(_leading_subject(tree)), tree.deps.index("root")
    if not subject:
        return tree
    first = range(len(subject), root + 1)
    return _ordered(tree, [*first, *subject, *range(root + 1, len(tree))])


def headline(tree: Tree) -> Tree:
    """Without definite articles, which French headlines keep, and without the full stop."""
    articles = {
        k
        for k, dep in enumerate(tree.deps)
        if dep == "det" and "PronType=Art" in tree.feats[k] and tree.lang != "fr" and k not in tree.heads
    }
    return _ordered(tree, [k for k in range(len(tree) - (tree.words[-1] == ".")) if k not in articles])


def _ordered(tree: Tree, order: list[int]) -> Tree:
    """These words in this order, the first with a capital, the one that was first without."""
    where = {k: n for n, k in enumerate(order)}
    words = [tree.words[k] for k in order]
    if order[0] != 0 and 0 in where and tree.upos[0] != "PROPN":
        words[where[0]] = words[where[0]][:1].lower() + words[where[0]][1:]
    words[0] = words[0][:1].upper() + words[0][1:]
    return replace(
        tree,
        words=tuple(words),
        spaces=tuple(tree.spaces[k] for k in order),
        upos=tuple(tree.upos[k] for k in order),
        feats=tuple(tree.feats[k] for k in order),
        lemmas=("",) * len(order),
        heads=tuple(where[tree.heads[k]] for k in order),
        deps=tuple(tree.deps[k] for k in order),
    )


def joined(lang: str, clothes: Wardrobe, rng: random.Random) -> Tree:
    """Two clauses with one subject: "X denounced …" and "Y threatened …" → "X denounced … and threatened …"."""
    first, second = rng.choice(clothes.plain[lang]), rng.choice(clothes.plain[lang])
    subject = _leading_subject(second)
    kept = [k for k in range(len(second)) if k not in subject]
    root, base = first.deps.index("root"), len(first)
    comma = rng.random() < 0.25
    words = [*first.words[:-1], *([","] if comma else []), AND[first.lang]]
    where = {k: len(words) + n for n, k in enumerate(kept)}
    top = where[second.deps.index("root")]
    size = len(words) + len(kept)
    links = len(words) - (base - 1)
    first_word = second.words[kept[0]]
    lowered = first_word if second.upos[kept[0]] == "PROPN" else first_word[:1].lower() + first_word[1:]
    spaces = [*first.spaces[:-1], *([True] if comma else []), True]
    spaces[base - 2] = not comma
    return Tree(
        first.lang,
        "synthetic",
        (*words, lowered, *(second.words[k] for k in kept[1:])),
        (*spaces, *(second.spaces[k] for k in kept)),
        (*first.upos[:-1], *(["PUNCT"] if comma else []), "CCONJ", *(second.upos[k] for k in kept)),
        (*first.feats[:-1], *[""] * links, *(second.feats[k] for k in kept)),
        ("",) * size,
        (
            *first.heads[:-1],
            *[top] * links,
            *(root if second.deps[k] == "root" or k == len(second) - 1 else where[second.heads[k]] for k in kept),
        ),
        (
            *first.deps[:-1],
            *(["punct"] if comma else []),
            "cc",
            *("conj" if second.deps[k] == "root" else second.deps[k] for k in kept),
        ),
    )


def _leading_subject(tree: Tree) -> set[int]:
    """The words of the subject, where the tree is a clause that begins with it and ends in a full stop on its verb."""
    root = tree.deps.index("root")
    if (
        tree.upos[root] != "VERB"
        or tree.words[-1] != "."
        or tree.heads[-1] != root
        or set(tree.words) & set('"«»“”?!:;()')
    ):
        return set()
    for k, dep in enumerate(tree.deps):
        if dep == "nsubj" and tree.heads[k] == root and k < root and tree.upos[k] in ("NOUN", "PROPN"):
            ids = _below(tree, k)
            if ids == list(range(len(ids))) and len(ids) + 1 < len(tree):
                return set(ids)
    return set()


def _below(tree: Tree, top: int) -> list[int]:
    inside = {top}
    grew = True
    while grew:
        new = {k for k in range(len(tree)) if k not in inside and tree.heads[k] in inside}
        grew = bool(new)
        inside |= new
    return sorted(inside)
