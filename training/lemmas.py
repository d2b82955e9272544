"""The lemma tables: what the treebanks say of their forms, and what simplemma says of the frequent ones."""

from __future__ import annotations

import gzip
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from dragoman.parse.lemma import UNCHANGED, make_rule
from training.conllu import Tree

CORRECTIONS = Path(__file__).with_name("corrections.toml")
#: How many frequent forms per language get simplemma's lemma in the table, so that simplemma is seldom loaded.
FREQUENT = 50_000
#: Infinitives are taken from this many words.
RARE = 200_000
#: A verb that simplemma does not know is one when so many of its regular forms are in use.
IN_USE = 4
#: On Zipf's scale: a plural above this simplemma would know ("pays" is none); a singular is not much rarer than its plural.
WELL_KNOWN, CLOSE = 4.0, 0.7

#: Endings of participles (gender and number taken off) and of the infinitives they may belong to.
PARTICIPLES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "fr": (("é", ("er",)), ("i", ("ir",)), ("u", ("re", "ir", "oir", "oire"))),
    "es": (("ado", ("ar",)), ("ido", ("er", "ir"))),
    "en": (),
}
#: Endings of finite forms and gerunds that nouns have too ("amenaza", "menace"), longest first.
FINITE: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "fr": (
        ("issant", ("ir",)),
        ("eraient", ("er",)), ("aient", ("er",)), ("eront", ("er",)), ("èrent", ("er",)), ("erait", ("er",)), ("ent", ("er",)),
        ("era", ("er",)), ("ait", ("er",)), ("ant", ("er",)), ("ons", ("er",)), ("ez", ("er",)), ("es", ("er",)), ("e", ("er",)),
        ("a", ("er",)),
    ),
    "es": (
        ("iendo", ("er", "ir")), ("ieron", ("er", "ir")), ("arían", ("ar",)), ("aría", ("ar",)), ("arán", ("ar",)), ("aron", ("ar",)),
        ("ando", ("ar",)), ("aban", ("ar",)), ("ará", ("ar",)), ("aba", ("ar",)), ("ían", ("er", "ir")), ("ía", ("er", "ir")),
        ("ió", ("er", "ir")), ("amos", ("ar",)), ("an", ("ar",)), ("en", ("er", "ir", "ar")), ("ó", ("ar",)), ("é", ("ar",)),
        ("a", ("ar", "er", "ir")), ("e", ("er", "ir", "ar")), ("o", ("ar", "er", "ir")),
    ),
    "en": (),
}  # fmt: skip
#: The regular conjugation: its infinitive, and endings of the third person and the participles.
REGULAR: dict[str, tuple[str, tuple[str, ...]]] = {
    "fr": ("er", tuple("é ée és ées e ent a èrent ait aient era eront erait eraient ant".split())),
    "es": ("ar", tuple("ado ada ados adas a an ó aron aba aban ará arán aría arían ando e en".split())),
    "en": ("", ()),
}
INFINITIVES = {
    "fr": ("er", "ir", "re", "oir", "ïr"),
    "es": ("ar", "er", "ir", "ír", "arse", "erse", "irse"),
    "en": ("",),
}
#: Endings of plural nouns and what the singular has instead, the first that gives a known word.
PLURALS: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (("aux", "al"), ("aux", "au"), ("s", ""), ("x", "")),
    "es": (
        ("ciones", "ción"),
        ("siones", "sión"),
        ("ones", "ón"),
        ("enes", "én"),
        ("anes", "án"),
        ("eses", "és"),
        ("ces", "z"),
        ("s", ""),
        ("es", ""),
    ),
    "en": (),
}


def verb_lemma(form: str, lang: str, words: frozenset[str]) -> str | None:
    """The infinitive of a form read as a verb, where it can be told: simplemma takes many verbs for nouns and adjectives."""
    import simplemma

    first = simplemma.lemmatize(form, lang=lang).lower()
    second = simplemma.lemmatize(first, lang=lang).lower()
    for lemma in (first, second):
        if lemma.endswith(INFINITIVES[lang]):
            return lemma
    stem = form.removesuffix("s").removesuffix("e") if lang == "fr" else form.removesuffix("s")
    stem = stem[:-1] + "o" if lang == "es" and stem.endswith("a") else stem
    return _known(stem, PARTICIPLES[lang], words) or _known(form, FINITE[lang], words)


def _known(form: str, endings: tuple[tuple[str, tuple[str, ...]], ...], words: frozenset[str]) -> str | None:
    """The first infinitive among the frequent words that an ending of the form may stand for."""
    for ending, infinitives in endings:
        if form.endswith(ending):
            found = [c for c in (form.removesuffix(ending) + infinitive for infinitive in infinitives) if c in words]
            if found:
                return found[0]
    return None


def regular_verbs(lang: str) -> dict[tuple[str, str], str]:
    """Third-person forms and participles of the verbs of the regular conjugation, rare verbs too ("gracié", "deportó")."""
    import simplemma
    from wordfreq import top_n_list

    infinitive, endings = REGULAR[lang]
    used = frozenset(top_n_list(lang, RARE, wordlist="best"))
    stems = [
        word.removesuffix(infinitive)
        for word in sorted(used)
        if infinitive and word.endswith(infinitive) and len(word) > 4 and word.isalpha()
    ]
    stems = [
        stem
        for stem in stems
        if simplemma.is_known(stem + infinitive, lang=lang)
        or sum(stem + ending in used for ending in endings) >= IN_USE
    ]
    forms = {stem + ending: stem + infinitive for stem in stems for ending in endings}
    return {
        (form, "VERB"): lemma
        for form, lemma in forms.items()
        if not simplemma.lemmatize(form, lang=lang).endswith(INFINITIVES[lang])
    }


def plurals(lang: str) -> dict[tuple[str, str], str]:
    """Plural nouns that simplemma does not know, takes for verbs, or leads to a rarer word ("jihadistes", "surtaxes", "bases")."""
    import simplemma
    from wordfreq import top_n_list, zipf_frequency

    used = frozenset(top_n_list(lang, RARE, wordlist="best"))
    found = {}
    for form in sorted(used if PLURALS[lang] else ()):
        singular = noun_lemma(form, lang, used) if form.isalpha() and form.endswith(("s", "x")) else None
        if singular is None or singular == form:
            continue
        told = simplemma.lemmatize(form, lang=lang).lower()
        often, plural, other = (zipf_frequency(word, lang) for word in (singular, form, told))
        unknown = told == form and often > plural - CLOSE and plural < WELL_KNOWN
        if unknown or told.endswith(INFINITIVES[lang]) or (told not in (form, singular) and often > other + 1):
            found[form, "NOUN"] = singular
    return found


def sound(form: str, upos: str, lemma: str, lang: str) -> str:
    """The treebank's lemma; simplemma's of a verb where the treebank's is no infinitive in use ("ofende", "incender"), and of a noun
    where it is far more in use ("bases" is of "base", not of "bas").
    """
    import simplemma
    from wordfreq import zipf_frequency

    if upos not in ("VERB", "NOUN") or not INFINITIVES[lang][0]:
        return lemma
    other = simplemma.lemmatize(form, lang=lang).lower()
    if upos == "NOUN":
        return other if zipf_frequency(other, lang) > zipf_frequency(lemma, lang) + 1 else lemma
    if not other.endswith(INFINITIVES[lang]):
        return lemma
    good = lemma.endswith(INFINITIVES[lang]) and zipf_frequency(lemma, lang) > zipf_frequency(other, lang) - 1
    return lemma if good else other


def noun_lemma(form: str, lang: str, words: frozenset[str]) -> str | None:
    """The singular of a form read as a noun, its gender kept: simplemma leads "visas" to a verb and "ofensiva" to an adjective."""
    for ending, singular in PLURALS[lang]:
        candidate = form.removesuffix(ending) + singular
        if form.endswith(ending) and candidate in words:
            return candidate
    return form if form in words else None


def lemma_table(trees: list[Tree], lang: str) -> dict[tuple[str, str], str]:
    """(lower-case form, UPOS) → the lemma most often given to it; frequent forms under UPOS ""."""
    import simplemma
    from wordfreq import top_n_list

    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for form, upos, lemma in zip(tree.words, tree.upos, tree.lemmas, strict=True):
            if tree.lang == lang and upos not in UNCHANGED and lemma and lemma != "_":
                votes[form.lower().replace("’", "'"), upos][lemma.lower()] += 1
    table: dict[tuple[str, str], str] = {}
    words = frozenset(top_n_list(lang, FREQUENT, wordlist="best"))
    for form in (word for word in sorted(words) if word.isalpha()):
        table[form, ""] = simplemma.lemmatize(form, lang=lang).lower()
        infinitive = verb_lemma(form, lang, words)
        if infinitive is not None and infinitive != table[form, ""]:
            table[form, "VERB"] = infinitive
        lemma = table[form, ""]
        crossed = lang == "es" and form.endswith(("a", "as")) and lemma.endswith("o")  # "ofensiva" is a noun of its own
        if PLURALS[lang] and form != lemma and (crossed or lemma.endswith(INFINITIVES[lang])):
            table[form, "NOUN"] = noun_lemma(form, lang, words) or lemma
    mended = plurals(lang)
    table |= {key: lemma for key, lemma in (regular_verbs(lang) | mended).items() if key not in table}
    for (form, upos), counts in votes.items():
        if (form, upos) in mended:
            continue
        lemma = sound(form, upos, counts.most_common(1)[0][0], lang)
        if form and table.get((form, "")) != lemma and "\t" not in form + lemma and not lemma[:1].isdigit():
            table[form, upos] = lemma
    return table | corrections(lang)


def corrections(lang: str) -> dict[tuple[str, str], str]:
    """What `corrections.toml` says of a language, as the table has it."""
    told = tomllib.loads(CORRECTIONS.read_text(encoding="utf8")).get(lang, {})
    return {(form, upos): lemma for upos, forms in told.items() for form, lemma in forms.items()}


def pack(table: dict[tuple[str, str], str]) -> bytes:
    """The shipped form; the same table gives the same bytes."""
    lines = (f"{form}\t{upos}\t{make_rule(form, lemma)}" for (form, upos), lemma in sorted(table.items()))
    return gzip.compress("\n".join(lines).encode("utf8"), mtime=0)
