"""Drafts → quotations: continued words joined, speakers resolved in order of the text, medium and flags added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.quotes.draft import Draft
from dragoman.quotes.extras import addressee_of, flags_of, medium_of
from dragoman.quotes.speakers import author, is_person, name_span, speaker_at
from dragoman.quotes.view import View
from dragoman.types import Mention, Quotation

#: How many paragraphs a speaker's medium, or a speaker without a name, is remembered.
MEMORY = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A finished quotation, with the paragraph where its cue stands and whether its speaker is a text without author."""

    quotation: Quotation
    paragraph: int
    sentence: int
    document: int | None


def finish(view: View, drafts: Sequence[Draft]) -> tuple[Quotation, ...]:
    """Quotations in order of the text."""
    said: list[Said] = []
    for draft in _joined(view, sorted(drafts, key=lambda d: d.order)):
        speaker = _speaker(view, draft, said)
        said.append(_said(view, draft, speaker, said))
    return tuple(one.quotation for one in _authored(view, said))


def _joined(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Marks without a cue right behind a direct quotation in the same paragraph are more of its words."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and draft.rule == "quotes#continued"
            and last.kind == "direct"
            and _adjoins(view, last, draft)
        ):
            joined[-1] = replace(last, spans=(*last.spans, *draft.spans), marks=last.marks | draft.marks)
        else:
            joined.append(draft)
    return joined


def _adjoins(view: View, last: Draft, draft: Draft) -> bool:
    """Only the cue's own clause stands between, or the marks were reopened at a paragraph."""
    ended = max(last.marks, default=-1)
    if ended >= 0 and view.marks[ended].goes_on and min(draft.marks) == ended + 1:
        return True
    here = view.home[view.at(draft.spans[0].start)]
    part = view.part[here] == view.part[last.sentence]
    return part and 0 <= here - max(last.sentence, view.home[view.at(last.spans[-1].end - 1)]) <= 1


def _speaker(view: View, draft: Draft, said: Sequence[Said]) -> Mention | None:
    if draft.speaker is not None:
        found = speaker_at(view, author(view, draft.speaker), draft.rule)
        if found not in view.actors:
            found = _told_shorter(view, draft, found, said)
        if view.tokens[draft.speaker].upos == "PRON" or view.tokens[draft.speaker].text.startswith("-"):
            return _resolved(view, draft, found, said)
        return found
    if not draft.implied:
        return None
    before = _subject_before(view, draft, said) if draft.rule == "quotes#continued" else None
    last = before or (_nearest(view, draft, said) if draft.frame is not None else _last_speaker(view, draft, said))
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


def _resolved(view: View, draft: Draft, found: Mention, said: Sequence[Said]) -> Mention:
    """A pronoun that the actors left open stands for the last speaker of its gender and number."""
    if found in view.actors or draft.speaker is None:
        return found
    token = view.tokens[draft.speaker]
    if token.feats.get("Person", "3") != "3" or view.lex.has("first", view.low(draft.speaker)):
        return found
    last = _nearest(view, draft, said)
    if (
        last is None
        or not _agrees(token.feats.get("Gender"), last.entity.gender)
        or (token.feats.get("Number") == "Plur" and last.entity.number == "s")
    ):
        return found
    return replace(found, entity=last.entity)


def _nearest(view: View, draft: Draft, said: Sequence[Said]) -> Mention | None:
    """The last speaker, or a person who is the subject of a sentence since then."""
    last = _last_speaker(view, draft, said)
    since = (
        next((one.sentence for one in reversed(said) if one.quotation.speaker is last), -1) if last is not None else -1
    )
    for s in range(draft.sentence - 1, max(since, draft.sentence - 4, -1), -1):
        subject = _named_subject(view, s)
        if subject is not None:
            return speaker_at(view, subject, draft.rule)
    return last


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


def _named_subject(view: View, s: int) -> int | None:
    """Head of a sentence's subject, where it is a person's name or a title with one."""
    for k in range(view.first(s), view.last(s) + 1):
        if (
            view.zone[k] == -1
            and view.tokens[k].deprel.startswith("nsubj")
            and view.tokens[k].upos in ("NOUN", "PROPN")
        ):
            first, last = name_span(view, k)
            if view.tokens[first].upos == "PROPN" and (
                last > first or view.tokens[first - 1].upos == "PROPN" or (s, view.tokens[k].i) in view.actor_at
            ):
                return k
            return None
    return None


def _agrees(gender: str | None, known: str) -> bool:
    return not gender or not known or gender.lower()[0] == known


def _last_speaker(view: View, draft: Draft, said: Sequence[Said]) -> Mention | None:
    """Who spoke last, not far above, and not a text."""
    paragraph = view.part[draft.sentence]
    for one in reversed(said):
        speaker = one.quotation.speaker
        if paragraph - one.paragraph > MEMORY + 1:
            return None
        if speaker is not None and is_person(view, speaker) and not one.quotation.rule.endswith("-nested"):
            return speaker
    return None


def _said(view: View, draft: Draft, speaker: Mention | None, said: Sequence[Said]) -> Said:
    medium = medium_of(view, draft.sentence, draft.spans, draft.key, speaker)
    document = _document(view, draft)
    addressee = addressee_of(view, draft.frame, draft.rule) if draft.frame is not None else None
    medium = medium or _told_outlet(view, addressee) or _kept_medium(view, draft, speaker, said)
    flags = tuple(dict.fromkeys((*draft.flags, *flags_of(view, draft.spans, draft.kind, speaker, draft.sentence))))
    if draft.implied and "inferred" not in flags:
        flags = (*flags, "inferred")
    quotation = Quotation(
        draft.kind, draft.spans, speaker, draft.cue, medium, addressee, act=draft.act, flags=flags, rule=draft.rule
    )
    return Said(quotation, view.part[draft.sentence], draft.sentence, document)


def _told_outlet(view: View, addressee: Mention | None) -> str | None:
    """Words told to an outlet are an interview."""
    if addressee is None or addressee.span is None:
        return None
    words = addressee.span.of(view.text)
    bare = words.split(" ", 1)[-1]
    named = any(view.lex.outlets.fullmatch(w) for w in (words, bare, addressee.entity.name or ""))
    return "interview" if named or any(w in view.lex.sets["media"] for w in words.lower().split()) else None


def _kept_medium(view: View, draft: Draft, speaker: Mention | None, said: Sequence[Said]) -> str | None:
    """The medium of the same speaker's words just before, or of the text that told of them."""
    if speaker is None:
        return None
    paragraph = view.part[draft.sentence]
    for one in reversed(said):
        if paragraph - one.paragraph > MEMORY or one.quotation.speaker is None:
            continue
        if one.quotation.speaker.entity.key == speaker.entity.key:
            return one.quotation.medium
        fresh = one.document is not None and not _definite(view, one.document) and paragraph - one.paragraph <= 1
        return one.quotation.medium if fresh else None
    return None


def _document(view: View, draft: Draft) -> int | None:
    """Place of the speaker's head where it is a text without author."""
    if draft.speaker is None or view.lemma(draft.speaker) not in view.lex.voices:
        return None
    return draft.speaker if author(view, draft.speaker) == draft.speaker else None


def _authored(view: View, said: list[Said]) -> list[Said]:
    """ "Le communiqué" is its author speaking: who spoke through the last text, or last before it."""
    done: list[Said] = []
    for one in said:
        if one.document is not None and _definite(view, one.document):
            author = next(
                (
                    s.quotation.speaker
                    for s in reversed(done)
                    if s.document is None
                    and s.quotation.speaker is not None
                    and one.paragraph - s.paragraph <= MEMORY + 1
                ),
                None,
            )
            if author is not None and one.quotation.speaker is not None:
                done = [_given(view, s, one, author) for s in done]
                entity = replace(one.quotation.speaker, entity=author.entity)
                one = replace(one, quotation=replace(one.quotation, speaker=entity))
        done.append(one)
    return done


def _given(view: View, earlier: Said, one: Said, author: Mention) -> Said:
    """The first mention of the same text ("selon un communiqué") has the same author."""
    if earlier.document is None or one.document is None or earlier.quotation.speaker is None:
        return earlier
    if (
        view.lemma(earlier.document) != view.lemma(one.document)
        or _definite(view, earlier.document)
        or one.paragraph - earlier.paragraph > 3
    ):
        return earlier
    speaker = replace(earlier.quotation.speaker, entity=author.entity)
    return replace(earlier, quotation=replace(earlier.quotation, speaker=speaker))


def _definite(view: View, k: int) -> bool:
    return any(view.low(j) in view.lex.sets["definite"] for j in view.children(k, "det"))
