"""Arcs that certain words decide: possessors, amounts, spans of time, nouns read as verbs and verbs read as nouns.

Each function mends one sentence in place; heads are indices into the sentence, the root heads itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Class = tuple[str, Mapping[str, str]]
#: Arcs that a possessor cannot have.
_NO_POSSESSOR = frozenset({"nsubj", "nsubj:pass", "obj", "compound", "appos", "dislocated"})
#: Arcs of a noun.
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "appos"})
#: Arcs that a clause hangs by on the noun before it.
_CLAUSE_OF_NOUN = frozenset({"acl", "amod", "advcl", "xcomp"})
#: Arcs by which a verb is taken for a part of the noun behind it.
_BEFORE_NOUN = frozenset({"amod", "compound", "acl"})


def mend_possessors(words: Sequence[str], heads: list[int], deprels: list[str], marks: frozenset[str]) -> None:
    """Hang each possessor on the phrase behind its mark."""
    for mark in range(1, len(words) - 1):
        owner = heads[mark]
        if words[mark] not in marks or deprels[mark] != "case" or owner >= mark:
            continue
        head = heads[owner]
        if deprels[owner] not in _NO_POSSESSOR or head == owner:
            continue
        top = mark + 1
        while heads[top] not in (head, top) and mark < heads[top]:
            top = heads[top]
        if heads[top] == head and top != head and deprels[top] == deprels[owner]:
            heads[owner], deprels[owner] = top, "nmod"


def mend_amounts(words: Sequence[str], heads: list[int], deprels: list[str], about: frozenset[tuple[str, str]]) -> None:
    """Where an amount's opening bears the counted noun, the noun takes its place and bears it."""
    for k in range(len(words) - 3):
        if (words[k].lower(), words[k + 1]) not in about:
            continue
        counted = next((n for n in range(k + 3, len(words)) if heads[n] == k), None)
        if counted is None or heads[k] == k or deprels[k] == "fixed" or deprels[counted] not in ("obl", "nmod"):
            continue
        if not any(heads[n] == counted and deprels[n] == "nummod" for n in range(k + 2, counted)):
            continue
        for n in range(len(words)):
            if heads[n] == k and n != counted:
                heads[n] = counted
        heads[counted], deprels[counted] = heads[k], _counted_as(k, counted, heads, deprels)
        heads[k], deprels[k] = counted, "advmod"
        heads[k + 1], deprels[k + 1] = k, "fixed"


def _counted_as(k: int, counted: int, heads: list[int], deprels: list[str]) -> str:
    """The relation of a counted noun whose opening was taken for an adverb: by what its governor has beside it."""
    if deprels[k] not in ("advmod", "case"):
        return deprels[k]
    top = heads[k]
    beside = {deprels[n] for n in range(len(heads)) if heads[n] == top and n not in (k, counted)}
    if deprels[k - 1] == "case" and heads[k - 1] == counted:
        return "obl"
    if "aux:pass" in beside:
        return "nsubj:pass" if "nsubj:pass" not in beside else "obl"
    if deprels[top] in _NOMINAL:
        return "nmod"
    if "obj" in beside:
        return "obl"
    return "nsubj" if "expl" in beside and "nsubj" not in beside else "obj"


def mend_spans(words: Sequence[str], heads: list[int], deprels: list[str], since: frozenset[tuple[str, str]]) -> None:
    """A span of time ("desde hace dos meses") bears only the noun behind it: what else hangs on it belongs to its governor."""
    for k in range(1, len(words) - 1):
        if (words[k - 1].lower(), words[k]) not in since or heads[k] == k:
            continue
        below = [n for n in range(k + 1, len(words)) if heads[n] == k]
        for n in below[1:]:
            heads[n] = heads[k]
            if deprels[n] == "nsubj" and any(heads[m] == heads[k] and deprels[m] == "nsubj" for m in range(k)):
                deprels[n] = "obj"


def mend_nouns(classes: Sequence[Class], heads: list[int], deprels: list[str], nouns: Sequence[int]) -> None:
    """Nouns that were read as verbs: what describes them does so, and they are no clause of the noun before them."""
    for k in nouns:
        for n, head in enumerate(heads):
            if head == k and n < k and deprels[n] in ("nsubj", "obj", "advmod"):
                deprels[n] = {"ADJ": "amod", "NOUN": "compound", "PROPN": "compound"}.get(classes[n][0], deprels[n])
        if heads[k] < k and classes[heads[k]][0] == "VERB":
            for n in range(k + 1, len(heads)):
                if heads[n] == k and deprels[n] in ("obl", "advmod", "advcl"):
                    heads[n] = heads[k]  # a time or place that was told of the verb it is not
        above = heads[heads[k]]
        if deprels[k] in _CLAUSE_OF_NOUN and classes[heads[k]][0] in ("NOUN", "PROPN") and classes[above][0] == "VERB":
            bare = not any(head == above and deprels[n] == "obj" for n, head in enumerate(heads))
            if bare and deprels[heads[k]] == "obl":
                heads[k], deprels[k] = above, "obj"


def mend_determined(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """A participle behind a determiner that stands for a noun is that noun: "reiteró su llamado"."""
    for k in range(1, len(classes)):
        word = k - 1
        if classes[k][0] != "VERB" or heads[k] != word or classes[word][0] != "DET" or deprels[k] != "acl":
            continue
        if classes[k][1].get("VerbForm") != "Part" or deprels[word] == "det":
            continue
        heads[k], deprels[k] = (k if heads[word] == word else heads[word]), deprels[word]
        if deprels[k] == "xcomp":
            deprels[k] = "obj"
        classes[k] = ("NOUN", {f: v for f, v in classes[k][1].items() if f in ("Gender", "Number")})
        for n, head in enumerate(heads):
            if head == word and n != k:
                heads[n] = k
        heads[word], deprels[word] = k, "det"


def mend_nominal_participles(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """A participle that bears an article is a noun: "liberará a los [VERB: detenidos]"."""
    for k, (upos, feats) in enumerate(classes):
        if upos != "VERB" or feats.get("VerbForm") != "Part" or feats.get("Tense") == "Pres":
            continue
        below = [n for n, head in enumerate(heads) if head == k and n != k]
        article = any(deprels[n] == "det" and k - n <= 2 for n in below if n < k)
        if not article or any(deprels[n] in ("aux", "aux:pass", "cop", "nsubj", "obj", "expl") for n in below):
            continue
        classes[k] = ("NOUN", {name: value for name, value in feats.items() if name in ("Gender", "Number")})
        if deprels[k] in _CLAUSE_OF_NOUN | {"ccomp", "parataxis"} and heads[k] < k:
            verbs = [
                n for n in range(heads[k], k) if classes[n][0] == "VERB" and (n == heads[k] or heads[n] == heads[k])
            ]
            if verbs:
                heads[k], deprels[k] = verbs[-1], "obj"


def mend_verb_before_noun(classes: Sequence[Class], heads: list[int], deprels: list[str]) -> None:
    """A root noun with a subject and no copula has its verb between them: "Police in Oslo [amod: used] water cannon"."""
    root = next((k for k, head in enumerate(heads) if head == k and deprels[k] == "ROOT"), None)
    if root is None or classes[root][0] != "NOUN":
        return
    below = [k for k, head in enumerate(heads) if head == root and k != root]
    if any(deprels[k] in ("cop", "aux", "det", "case", "mark", "nsubj:pass", "ccomp") for k in below):
        return
    verb = next((k for k in below if k < root and classes[k][0] == "VERB" and deprels[k] in _BEFORE_NOUN), None)
    if verb is None or classes[verb][1].get("VerbForm") == "Ger":
        return
    subject = next((k for k in below if k < verb and deprels[k] == "nsubj"), None)
    if subject is None:
        subject = next((k for k in range(verb) if heads[k] == verb and deprels[k] in ("compound", "nsubj")), None)
    if subject is None or classes[subject][0] not in ("NOUN", "PROPN", "PRON"):
        return
    for k in below:
        if k < verb or deprels[k] == "punct":
            heads[k] = verb
    heads[verb], deprels[verb] = verb, "ROOT"
    heads[subject], deprels[subject] = verb, "nsubj"
    heads[root], deprels[root] = verb, "obj"


def mend_doubted(words: Sequence[str], heads: list[int], deprels: list[str], doubted: frozenset[str]) -> None:
    """A participle of doubt that took the noun behind it for its object describes it: "suspected gunmen killed"."""
    for k, word in enumerate(words):
        if word.lower() not in doubted or deprels[k] in ("amod", "advmod"):
            continue
        below = [n for n, head in enumerate(heads) if head == k and n != k]
        if any(deprels[n].startswith(("aux", "nsubj", "cop")) for n in below):
            continue
        noun = next((n for n in below if n > k and deprels[n] in ("obj", "ccomp", "xcomp")), None)
        if noun is None:
            continue
        heads[noun], deprels[noun] = (noun if heads[k] == k else heads[k]), deprels[k]
        for n in below:
            if n != noun:
                heads[n] = noun
        heads[k], deprels[k] = noun, "amod"


def mend_intransitives(
    words: Sequence[str], heads: list[int], deprels: list[str], verbs: frozenset[str], of: frozenset[str]
) -> None:
    """Who stands behind a verb that has no object is its subject, and where it happened is told of the verb.

    "Mueren dos [obj: soldados] [nmod: en una emboscada]".
    """
    for k, word in enumerate(words):
        if word.lower() not in verbs or any(
            heads[n] == k and deprels[n] in ("nsubj", "aux") for n in range(len(heads))
        ):
            continue
        subject = next((n for n in range(k + 1, len(heads)) if heads[n] == k and deprels[n] == "obj"), None)
        if subject is None:
            continue
        deprels[subject] = "nsubj"
        for n in range(subject + 1, len(heads)):
            if heads[n] != subject or deprels[n] != "nmod":
                continue
            case = next((c for c in range(subject + 1, n) if heads[c] == n and deprels[c] == "case"), None)
            if case is not None and words[case].lower() not in of:
                heads[n], deprels[n] = k, "obl"


def mend_particles(
    words: Sequence[str], heads: list[int], deprels: list[str], parted: frozenset[tuple[str, str]]
) -> None:
    """A particle right behind its verb is no measure of the number that follows: "handed over three hostages"."""
    for k in range(len(words) - 1):
        if (words[k].lower(), words[k + 1]) in parted and heads[k + 1] not in (k, k + 1) and deprels[k + 1] == "advmod":
            heads[k + 1], deprels[k + 1] = k, "compound"


def mend_doubted_nouns(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], doubted: frozenset[str]
) -> None:
    """A word of doubt that was made the head of the noun behind it describes it: "por [obl] presuntos [amod] yihadistas"."""
    for k in range(len(words) - 1):
        noun = k + 1
        if words[k].lower() not in doubted or classes[k][0] != "NOUN" or heads[noun] != k or heads[k] == k:
            continue
        if classes[noun][0] not in ("ADJ", "NOUN", "VERB") or deprels[noun] not in ("amod", "nmod", "appos", "acl"):
            continue
        heads[noun], deprels[noun] = heads[k], deprels[k]
        classes[noun] = ("NOUN", {f: v for f, v in classes[k][1].items() if f in ("Gender", "Number")})
        classes[k] = ("ADJ", classes[noun][1])
        for n, head in enumerate(heads):
            if head == k and n != noun:
                heads[n] = noun
        heads[k], deprels[k] = noun, "amod"
