"""Who speaks: pronouns, left-out subjects and words told shorter, resolved in order of the text (codebook §2, §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.quotes.draft import Draft
from dragoman.quotes.speakers import author, is_person, name_span, speaker_at
from dragoman.quotes.view import NOMINAL, View
from dragoman.types import Mention, Quotation

#: How many paragraphs a speaker's medium, or a speaker without a name, is remembered.
MEMORY = 2
#: How many sentences above a pronoun its antecedent is looked for.
REACH = 6
#: How far a title may stand from the name that it goes with, in tokens.
TITLED = 8
#: Rules of cues that stand inside their sentence: a subject left out may be its main subject.
CLAUSES = ("quotes#that", "quotes#colon", "quotes#that-marked", "quotes#argument", "quotes#object", "quotes#comma")
#: What the rules that name no person have in their names (`actors#…`).
BODIES = ("country", "capital", "body", "seat", "nationality", "people", "organisation", "members", "group", "document")


@dataclass(frozen=True, slots=True)
class Said:
    """A finished quotation, with the paragraph where its cue stands and whether its speaker is a text without author."""

    quotation: Quotation
    paragraph: int
    sentence: int
    document: int | None


def speaker_of(view: View, draft: Draft, said: Sequence[Said]) -> Mention | None:
    """The Mention of a draft's speaker, None where nobody is named."""
    if draft.speaker is not None:
        found = speaker_at(view, author(view, draft.speaker), draft.rule)
        token = view.tokens[draft.speaker]
        personal = token.upos == "PRON" and token.feats.get("PronType") in ("Prs", "Dem", None)
        if (personal and not view.children(draft.speaker, "nmod")) or token.text.startswith("-"):
            return _pronoun(view, draft, found, said)
        return found if view.is_actor(found) else _told_shorter(view, draft, found, said)
    if not draft.implied:
        return None
    if draft.rule == "quotes#continued" or draft.frame is None:
        last = (_subject_before(view, draft, said) if draft.rule == "quotes#continued" else None) or last_speaker(
            view, draft, said
        )
    else:
        last = _antecedent(view, draft, draft.frame.verb, said) or last_speaker(view, draft, said)
    return None if last is None else Mention(last.entity, None, draft.rule + "-implied")


def _told_shorter(view: View, draft: Draft, found: Mention, said: Sequence[Said]) -> Mention:
    """Words that are part of an earlier speaker's words are the same speaker, told shorter ("le ministère")."""
    words = _key_words(view, found)
    for one in reversed(said):
        earlier = one.quotation.speaker
        if view.part[draft.sentence] - one.paragraph > 2 * MEMORY or earlier is None or not words:
            continue
        if words < _key_words(view, earlier):
            return replace(found, entity=earlier.entity)
    return found


def _key_words(view: View, mention: Mention) -> frozenset[str]:
    """The words of a name without articles and titles."""
    words = (mention.entity.name or "").casefold().replace("’", "'").replace("'", "' ").split()
    return frozenset(
        w for w in words if not any(view.lex.has(n, w) for n in ("definite", "titles", "clitic_subjects", "particles"))
    )


def _pronoun(view: View, draft: Draft, found: Mention, said: Sequence[Said]) -> Mention:
    """Whom a pronoun stands for: the one told in its own sentence, else who spoke or acted last before it."""
    at = draft.speaker
    if at is None or view.tokens[at].feats.get("Person", "3") != "3" or view.lex.has("first", view.low(at)):
        return found
    if view.is_actor(found) and _told_here(view, at, found):
        return found
    best = None
    if not view.is_actor(found):
        best = next(
            (
                view.actor_at[(view.home[at], view.tokens[k].i)]
                for k in range(at - 1, view.first(view.home[at]) - 1, -1)
                if _person(view, k) and _agrees(view, at, view.actor_at[(view.home[at], view.tokens[k].i)])
            ),
            None,
        )
    best = best or _antecedent(view, draft, at, said)
    return found if best is None else replace(found, entity=best.entity)


def _told_here(view: View, at: int, found: Mention) -> bool:
    """Whether the pronoun's own sentence names its entity before it, outside marks."""
    return any(
        (view.home[at], view.tokens[k].i) in view.actor_at
        and view.zone[k] == -1
        and view.actor_at[(view.home[at], view.tokens[k].i)].entity == found.entity
        and view.tokens[k].upos != "PRON"
        for k in range(view.first(view.home[at]), at)
    )


def _antecedent(view: View, draft: Draft, at: int, said: Sequence[Said]) -> Mention | None:
    """Who spoke or acted last above token `at` and agrees with it, a speaker before a subject in each sentence."""
    spoke = len(said) - 1
    for s in range(draft.sentence, max(draft.sentence - REACH, -1), -1):
        if view.part[draft.sentence] - view.part[s] > MEMORY + 1:
            break
        while spoke >= 0 and said[spoke].sentence > s:
            spoke -= 1
        while spoke >= 0 and said[spoke].sentence == s:
            speaker = said[spoke].quotation.speaker
            nested = said[spoke].quotation.rule.endswith("-nested")
            if speaker is not None and is_person(view, speaker) and not nested and _agrees(view, at, speaker):
                return speaker
            spoke -= 1
        within = s == draft.sentence and draft.implied and (draft.rule in CLAUSES or _behind_colon(view, draft))
        if s < draft.sentence or within:
            subject = _main_subject(view, s)
            if subject is not None and (subject < at or s < draft.sentence):
                found = speaker_at(view, subject, draft.rule)
                if _agrees(view, at, found) and is_person(view, found):
                    return found
    return None


def _behind_colon(view: View, draft: Draft) -> bool:
    """X condemned it: « P », said …": the words stand behind a colon in the cue's own sentence."""
    first = view.at(draft.spans[0].start)
    opened = first - 2 if view.punct(first - 1) else first - 1
    return view.same(opened, first) and ":" in (view.low(opened), view.low(first - 1))


def _main_subject(view: View, s: int) -> int | None:
    """Head of a sentence's main subject, or of a name that a relative clause goes on about, where it can speak."""
    root = view.base[s] + view.parsed.sentences[s].root().i
    own = [k for k in view.children(root, "nsubj") if view.zone[k] == -1 and view.tokens[k].upos in ("NOUN", "PROPN")]
    if own and _can_be_meant(view, own[0]):
        return own[0]
    relative = [k for k in view.children(root, "nsubj") if view.tokens[k].feats.get("PronType") == "Rel"]
    for k in range(relative[0] - 1, relative[0] - 5, -1) if relative else ():
        if view.same(k, root) and view.zone[k] == -1 and (s, view.tokens[k].i) in view.actor_at:
            return k
    if not own and view.tokens[root].upos not in ("VERB", "AUX", "ADJ"):
        people = [k for k in range(view.first(s), view.last(s) + 1) if _person(view, k)]
        if len({view.actor_at[(s, view.tokens[k].i)].entity.key for k in people}) == 1:
            return people[0]
    for k in range(view.last(s), view.first(s) - 1, -1):
        followed = any(view.tokens[j].deprel == "acl:relcl" for j in view.children(k))
        if followed and view.zone[k] == -1 and view.tokens[k].upos in NOMINAL and _can_be_meant(view, k):
            return k
    return None


def _person(view: View, k: int) -> bool:
    """Whether a token outside marks is the head of a person's mention."""
    mention = view.actor(k)
    return mention is not None and view.zone[k] == -1 and not _body(mention) and mention.entity.number != "p"


def _body(mention: Mention) -> bool:
    """A country, a body or a group, by the rule that named it."""
    return any(word in mention.rule for word in BODIES)


def _can_be_meant(view: View, k: int) -> bool:
    """A person's name, a title with one, or a known actor."""
    if view.actor(k) is not None:
        return True
    first, last = name_span(view, k)
    named = view.tokens[first].upos == "PROPN"
    return named and (last > first or (first > 0 and view.tokens[first - 1].upos == "PROPN"))


def _agrees(view: View, at: int, mention: Mention) -> bool:
    """Whether a pronoun, or a verb without subject, can stand for a mention: number, gender, and person or thing."""
    token, entity = view.tokens[at], mention.entity
    plural, number = token.feats.get("Number") == "Plur", entity.number or _noun_number(view, mention)
    if plural and view.lex.bare and not entity.gender:
        number = entity.number if entity.number == "p" else ""  # "the family … they"
    if number and token.feats.get("Number") and plural == (number == "s"):
        return False
    if token.upos in ("VERB", "AUX"):
        return True
    if view.lex.bare and token.feats.get("Gender") in ("Masc", "Fem") and _body(mention):
        return False
    gender, known = (token.feats.get("Gender") or "").lower()[:1], entity.gender or _noun_gender(view, mention)
    if gender == "n":
        return not entity.gender
    return not gender or not known or gender == known


def _noun_number(view: View, mention: Mention) -> str:
    """The number of a mention's head noun, where it is no name."""
    if mention.sentence < 0 or mention.token < 0 or mention.sentence >= len(view.base):
        return ""
    token = view.tokens[view.base[mention.sentence] + mention.token]
    return (token.feats.get("Number") or "").lower()[:1] if token.upos == "NOUN" else ""


def _noun_gender(view: View, mention: Mention) -> str:
    """The gender of a mention's head noun, where it is no name."""
    if mention.sentence < 0 or mention.token < 0 or mention.sentence >= len(view.base):
        return ""
    k = view.base[mention.sentence] + mention.token
    titled = view.head(k)
    beside = titled != -1 and abs(k - titled) <= TITLED and view.tokens[titled].upos == "NOUN"
    if view.tokens[k].upos == "PROPN" and beside and view.tokens[k].deprel.split(":")[0] in ("nmod", "appos", "flat"):
        k = titled
    told = view.tokens[k].upos == "NOUN"
    return (view.tokens[k].feats.get("Gender") or "").lower()[:1] if told else ""


def _subject_before(view: View, draft: Draft, said: Sequence[Said]) -> Mention | None:
    """ "The president turned on his rival. « He makes drugs. »": who acts in the sentence before speaks, where nobody has in
    this paragraph."""
    s = draft.sentence - 1
    if s < 0 or view.part[s] != view.part[draft.sentence] or any(one.paragraph == view.part[s] for one in said):
        return None
    for k in view.children(view.base[s] + view.sentence(view.first(s)).root().i, "nsubj"):
        if view.zone[k] == -1 and (s, view.tokens[k].i) in view.actor_at:
            found = speaker_at(view, k, draft.rule)
            return found if is_person(view, found) else None
    return None


def last_speaker(view: View, draft: Draft, said: Sequence[Said]) -> Mention | None:
    """Who spoke last, not far above, and not a text."""
    paragraph = view.part[draft.sentence]
    for one in reversed(said):
        speaker = one.quotation.speaker
        if paragraph - one.paragraph > MEMORY + 1:
            return None
        if speaker is not None and is_person(view, speaker) and not one.quotation.rule.endswith("-nested"):
            return speaker
    return None
