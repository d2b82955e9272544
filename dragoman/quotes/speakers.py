"""Whose words they are: from the head of the speaker's words to a Mention (codebook §3 and the last ruling on spans)."""

from __future__ import annotations

from dataclasses import replace

from dragoman.quotes.view import View
from dragoman.types import Entity, Mention, Span

#: Longest speaker, in tokens.
LONGEST = 30


def speaker_at(view: View, head: int, rule: str) -> Mention:
    """The given mention whose words overlap the speaker's, else a new one of the speaker's own words."""
    first, last = name_span(view, head)
    span = view.span(first, last)
    known = _known(view, head, span)
    named = view.tokens[first].upos == "PROPN" and first != head
    if known is not None and not (named and known.span is not None and not known.span.overlaps(span)):
        return known
    words = " ".join(span.of(view.text).split()).lstrip("-")
    token = view.tokens[head]
    if known is not None:  # the actors know the title, not the name set off beside it
        entity = replace(known.entity, name=words, key=" ".join(words.casefold().split()))
        return Mention(entity, span, rule, sentence=view.home[first], token=view.tokens[first].i)
    return Mention(
        Entity(name=words, key=" ".join(words.casefold().split())), span, rule, sentence=view.home[head], token=token.i
    )


def _known(view: View, head: int, span: Span) -> Mention | None:
    exact = view.actor(head)
    if exact is not None:
        return exact
    best, shared = None, 0
    for k in range(view.at(span.start), min(view.at(span.end) + 1, len(view.tokens))):
        mention = view.actor(k)
        if mention is None or mention.span is None or not mention.span.overlaps(span):
            continue
        if view.tokens[k].upos == "ADJ" or not _names(view, k, head):
            continue
        common = min(span.end, mention.span.end) - max(span.start, mention.span.start)
        if common > shared:
            best, shared = mention, common
    if best is None and view.tokens[head].upos == "PROPN":
        return view.actor_around(head)
    return best


def _names(view: View, k: int, head: int) -> bool:
    """Whether token k names the same as the head, and is not what the head belongs to ("président du Mexique")."""
    while k != head and k != -1:
        if view.tokens[k].deprel.split(":")[0] not in ("flat", "appos", "compound", "fixed", "nmod", "conj"):
            return False
        if any(view.tokens[j].deprel == "case" for j in view.children(k)):
            return False
        k = view.head(k)
    return True


def name_span(view: View, head: int) -> tuple[int, int]:
    """First and last token of the bare name where the phrase holds one, else of the head noun's phrase."""
    first, last = _name_span(view, head)
    while first < last and view.lex.has("titles", view.low(first)):
        first += 1
    return first, last


def _name_span(view: View, head: int) -> tuple[int, int]:
    token = view.tokens[head]
    if (token.upos == "PRON" and not view.children(head, "nmod", "obl")) or token.text.startswith("-"):
        return head, head
    first, last = phrase(view, head)
    if token.upos == "PROPN" and not _lower(view, head):
        body = bool(view.children(head, "det")) and not any(
            view.lex.has("titles", view.low(j)) for j in range(first, last)
        )
        return (first, last) if body else _run(view, head, first, last)
    apposed = _apposed(view, head, last)
    if apposed is not None:
        return apposed
    name = _inner_name(view, head, first, last) or _last_name(view, head, first, last)
    return name if name is not None else (first, last)


def _last_name(view: View, head: int, first: int, last: int) -> tuple[int, int] | None:
    """Two or more name words that end a phrase right behind a common noun ("inspecteur de la police Japhet Koome")."""
    start = last
    while start - 1 > head and _proper(view, start - 1) and not _lower(view, start - 1):
        start -= 1
    before = view.tokens[start - 1]
    titled = before.upos in ("NOUN", "ADJ") and before.text[:1].islower() and start - 1 >= first
    named = start < last and _proper(view, last) and not _lower(view, last)
    return (start, last) if named and titled and _person_like(view, start, last, head) else None


def phrase(view: View, head: int) -> tuple[int, int]:
    """The head noun's own words: no clause, no apposition behind a comma, nothing in marks."""
    below = set(view.subtree(head))
    first = last = head
    while (
        view.same(first - 1, head)
        and first - 1 in below
        and view.zone[first - 1] == view.zone[head]
        and head - first < LONGEST
    ):
        outside = view.punct(first - 1) or view.tokens[first - 1].upos in (
            "ADP",
            "CCONJ",
            "SCONJ",
            "VERB",
            "AUX",
            "ADV",
        )
        if outside and view.tokens[first - 1].text not in ("-", "'"):
            break
        first -= 1
    while (
        view.same(last + 1, head)
        and last + 1 in below
        and view.zone[last + 1] == view.zone[head]
        and last - head < LONGEST
    ):
        if _ends_phrase(view, last + 1, head):
            break
        last += 1
    while last > head and view.tokens[last].upos in ("ADP", "CCONJ", "DET", "SCONJ", "ADV"):
        last -= 1
    return first, last


def _ends_phrase(view: View, k: int, head: int) -> bool:
    token = view.tokens[k]
    if (
        token.upos in ("VERB", "AUX", "SCONJ")
        or (token.upos == "PART" and token.text.isalpha())
        or (view.punct(k) and token.text not in ("-", "'", "’", ".", "&", "/"))
    ):
        return True
    relation = token.deprel.split(":")[0]
    if token.upos in ("PRON", "ADV") and (view.lex.has("relative", view.low(k)) or view.lex.has("wh", view.low(k))):
        return True
    if token.upos == "ADP" and view.lex.told_to.match(view.text, token.span.start):
        return True
    if relation in ("acl", "advcl", "parataxis", "obl", "mark"):
        return True
    top = k
    while view.head(top) not in (-1, head):
        top = view.head(top)
    return view.tokens[top].deprel.split(":")[0] in ("acl", "advcl", "parataxis", "conj") and view.tokens[top].upos in (
        "VERB",
        "AUX",
    )


def _lower(view: View, k: int) -> bool:
    return view.tokens[k].text[:1].islower()


def _proper(view: View, k: int) -> bool:
    token = view.tokens[k]
    return token.upos in ("PROPN", "X") or (token.deprel.startswith("flat") and token.text[:1].isupper())


def _run(view: View, k: int, first: int, last: int) -> tuple[int, int]:
    """The run of name words around k, particles and hyphens inside, titles outside."""
    start = end = k
    while start - 1 >= first and (_in_name(view, start - 1) or _particle(view, start - 1, first, back=True)):
        start -= 1
    while end + 1 <= last and (_in_name(view, end + 1) or _particle(view, end + 1, last, back=False)):
        end += 1
    while end > k and view.punct(end):
        end -= 1
    while start < k and (_particle(view, start, start, back=True, alone=True) or view.punct(start)):
        start += 1
    titles = [j for j in range(start, end) if view.lex.has("titles", view.low(j))]
    start = titles[-1] + 1 if titles else start
    if start < end - 2 and view.tokens[start].upos == "ADP":
        start += 2  # "Inspector General of Police X Y"
    return start, end


def _in_name(view: View, k: int) -> bool:
    """A name word, a capitalised word of one ("United"), or the hyphen between two."""
    token = view.tokens[k]
    hyphen = token.text in ("-", "‐") and view.same(k + 1, k) and view.same(k - 1, k)
    if hyphen:
        return view.tokens[k + 1].text[:1].isupper() and view.tokens[k - 1].span.end == token.span.start
    return _proper(view, k) or (
        token.upos in ("ADJ", "NOUN") and token.text[:1].isupper() and k > view.first(view.home[k])
    )


def _particle(view: View, k: int, limit: int, *, back: bool, alone: bool = False) -> bool:
    """Whether a small word stands inside a name ("de la Fuente"): the next but small words is a name word too."""
    if not view.lex.has("particles", view.low(k)) or (view.tokens[k].text[:1].isupper() and not alone):
        return False
    if alone:
        return view.tokens[k].upos in ("DET", "ADP") and not view.tokens[k].text[:1].isupper()
    step = -1 if back else 1
    at = k + step
    while (at >= limit if back else at <= limit) and view.lex.has("particles", view.low(at)) and abs(at - k) <= 2:
        at += step
    inside = at >= limit if back else at <= limit
    if view.lex.bare:
        return inside and _proper(view, at) and view.tokens[at].text[:1].isupper()
    flat = (
        view.tokens[k].deprel.split(":")[0] in ("flat", "fixed")
        or view.tokens[at].deprel.split(":")[0] in ("flat", "fixed")
        if inside
        else False
    )
    return inside and flat and view.tokens[at].text[:1].isupper()


def _apposed(view: View, head: int, last: int) -> tuple[int, int] | None:
    """ "Sa femme, Alice, …", "Alice, sa femme, …": a name set off beside the phrase is who speaks."""
    if view.lemma(head) in view.lex.reports:
        return None
    limit = view.last(view.home[head])
    titled = last + 3 if view.same(last + 3, head) and view.tokens[last + 2].upos == "NOUN" else last + 2
    for at in (last + 2, titled, *view.children(head, "appos")):
        if (
            not view.same(at, head)
            or at <= last
            or "," not in (view.low(at - 1), view.low(at - 2))
            or not _proper(view, at)
            or view.zone[at] != -1
        ):
            continue
        if any(view.tokens[j].deprel == "case" for j in view.children(at)):
            continue
        start, end = _run(view, at, at, min(limit, at + 10))
        closed = not view.same(end + 1, head) or view.punct(end + 1) or view.tokens[end + 1].upos in ("VERB", "AUX")
        if closed and view.tokens[start].text[:1].isupper():
            return start, end
    return _preposed(view, head)


def _preposed(view: View, head: int) -> tuple[int, int] | None:
    """A name before its title, where the tree took the title for the subject."""
    first, _ = phrase(view, head)
    at = first - 2
    if at < 0 or not view.same(at, head) or view.low(first - 1) != "," or not _proper(view, at) or view.zone[at] != -1:
        return None
    start, end = _run(view, at, max(view.first(view.home[head]), at - 6), at)
    opens = (
        start == view.first(view.home[head])
        or view.punct(start - 1)
        or view.tokens[start - 1].upos in ("CCONJ", "SCONJ")
    )
    return (start, end) if opens and end == at and end > start else None


def _inner_name(view: View, head: int, first: int, last: int) -> tuple[int, int] | None:
    """The person's name inside a phrase of title and name ("le secrétaire d'État Marco Rubio")."""
    for k in range(last, first - 1, -1):
        if k == head or not _proper(view, k) or _lower(view, k):
            continue
        top, above = k, view.head(k)
        while above != head and above != -1 and view.tokens[top].deprel.split(":")[0] in ("flat", "fixed", "compound"):
            top, above = above, view.head(above)
        cased = any(
            view.tokens[j].deprel == "case" or view.tokens[j].upos == "ADP" for j in view.children(top) if j < top
        )
        relation = view.tokens[top].deprel.split(":")[0]
        if above == head and not cased and (relation in ("flat", "appos") or (relation == "nmod" and top > head)):
            start, end = _run(view, k, max(first, head + 1 if k > head else first), last)
            if end > start or relation in ("flat", "appos"):
                return (start, end) if _person_like(view, start, end, head) else None
    return None


def _person_like(view: View, start: int, end: int, head: int) -> bool:
    """A name behind its title, and not the name of a thing ("agence Reuters" is told whole)."""
    words = view.lex
    return (
        view.lemma(head) not in words.reports
        and view.lemma(head) not in words.sets.get("media", frozenset())
        and end - start < 8
    )


def author(view: View, head: int) -> int:
    """Who speaks through a text: "un communiqué du ministère" is the ministry's word (codebook §3)."""
    if view.lemma(head) not in view.lex.voices:
        return head
    found = author_of(view, head)
    return head if found is None else found


def author_of(view: View, head: int) -> int | None:
    """Head of the author's words, where the text names one."""
    for k in view.children(head, "nmod", "obl", "acl", "flat", "appos"):
        if view.tokens[k].upos == "VERB":
            agents = [
                j
                for j in view.children(k, "obl", "nmod")
                if {view.low(c) for c in view.children(j, "case")} & view.lex.sets["from"]
            ]
            if agents and _namelike(view, agents[0]):
                return agents[0]
            continue
        cases = {view.low(c) for c in view.children(k, "case")}
        if k > head and cases & view.lex.sets["from"] and _namelike(view, k):
            return k
        if k < head and any(view.lex.has("genitive", view.low(c)) for c in view.children(k, "case")):
            return k
    for k in view.children(head, "nmod", "compound"):
        if k < head and view.tokens[k].upos == "PROPN":
            return k
    return None


def _namelike(view: View, k: int) -> bool:
    token = view.tokens[k]
    if token.upos == "PROPN" or view.actor(k) is not None:
        return True
    if token.upos != "NOUN":
        return False
    definite = any(
        view.low(j) in view.lex.sets["definite"] for j in (*view.children(k, "det"), *view.children(k, "case"))
    )
    return definite and view.lemma(k) not in view.lex.sets["not_sources"]


def is_person(view: View, mention: Mention) -> bool:
    """Whether a speaker can go on speaking in the next paragraph: anyone but a text."""
    words = (mention.entity.name or "").split()
    return not any(w.lower() in view.lex.voices or w.lower() in view.lex.reports for w in words[:2])
