"""Events: who did what to whom (codebook §1). One grammar over Universal Dependencies; only the words differ by language."""

from __future__ import annotations

from dragoman.events.acts import Act, Desk, acts_of
from dragoman.events.contexts import context_words, contexts_of
from dragoman.events.deeds import authors
from dragoman.events.index import index_mentions
from dragoman.events.merge import is_echo, merge_events, with_echoes
from dragoman.events.pairs import pairs
from dragoman.events.silent import note_subject
from dragoman.events.tree import Tree
from dragoman.events.where import home_of, settle
from dragoman.events.words import grammar_words, lexicon
from dragoman.language import Language
from dragoman.ontology import Ontology
from dragoman.types import CODED_PARTS, Event, Mention, Parse, Place, Quotation, Sentence, Span

__all__ = ["explain_events", "find_events"]

#: Words that a trigger's span may stretch over; past it the head word alone is the trigger.
TRIGGER_REACH = 6


def find_events(
    parsed: Parse,
    lang: Language,
    ontology: Ontology,
    actors: tuple[Mention, ...],
    quotes: tuple[Quotation, ...],
    places: tuple[Place, ...] = (),
) -> tuple[Event, ...]:
    """The events of one article, each act once, in order of first mention, without date and place (codebook §1).

    `actors` are the sides found by the actors room, pronouns resolved; `quotes` give the speakers of quoted clauses;
    `places` tell whose town it is that is attacked, visited, besieged, and where people of no told country suffer.
    """
    read = _read(parsed, lang, ontology, actors, quotes, places)
    found = [_event(tree, act, ontology, lang) for tree, acts in read for act in acts if not act.why]
    echoes = [(_trigger(tree, act), act.sense) for tree, acts in read for act in acts if is_echo(tree, act)]
    return tuple(with_echoes(merge_events(found), echoes, ontology))


def explain_events(
    parsed: Parse,
    lang: Language,
    ontology: Ontology,
    actors: tuple[Mention, ...],
    quotes: tuple[Quotation, ...],
    places: tuple[Place, ...] = (),
) -> list[tuple[Sentence, str, str, str]]:
    """(sentence, trigger's words, rule, why it was blocked or empty) for every trigger, for `dragoman explain`."""
    return [
        (tree.sentence, _trigger(tree, act).of(parsed.text), _rule(act, lang), act.why)
        for tree, acts in _read(parsed, lang, ontology, actors, quotes, places)
        for act in acts
    ]


def _read(
    parsed: Parse,
    lang: Language,
    ontology: Ontology,
    actors: tuple[Mention, ...],
    quotes: tuple[Quotation, ...],
    places: tuple[Place, ...],
) -> list[tuple[Tree, list[Act]]]:
    words, patterns = lang.compiled(grammar_words), lang.compiled(lexicon)
    desk = Desk(index_mentions(parsed, actors, quotes, places), patterns, ontology, parsed.article.published, lang.code)
    read: list[tuple[Tree, list[Act]]] = []
    before: list[tuple[int, Act]] = []
    for sentence in parsed.sentences:
        if sentence.part in CODED_PARTS and sentence.tokens:
            tree = Tree(sentence, words)
            pairs(tree, desk.who, before)
            acts = acts_of(tree, desk)
            note_subject(tree, desk.who)
            authors(tree, desk, acts, before)
            before += [(sentence.index, act) for act in acts if not act.why]
            read.append((tree, acts))
    home = home_of(actors)
    for tree, acts in read if home else ():
        for act in acts:
            if not act.why and home:
                settle(tree, act, home)
    return read


def _rule(act: Act, lang: Language) -> str:
    return f"{lang.code}/events#{act.sense.key}:{act.match.pattern.text}"


def _trigger(tree: Tree, act: Act) -> Span:
    used = sorted(act.match.used)
    if used[-1] - used[0] > TRIGGER_REACH:
        used = [act.head]
    return Span(tree.tokens[used[0]].span.start, tree.tokens[used[-1]].span.end)


def _event(tree: Tree, act: Act, ontology: Ontology, lang: Language) -> Event:
    sense = act.sense
    trigger = _trigger(tree, act)
    return Event(
        type=sense.type,
        mode=sense.mode,
        status=act.status,  # type: ignore[arg-type]
        actors=tuple(act.sides.actors),
        recipients=tuple(act.sides.recipients),
        trigger=trigger,
        evidence=tree.sentence.span,
        sense=sense.key,
        rule=_rule(act, lang),
        claimed_by=act.claimed_by,
        contexts=contexts_of(tree, act, lang.compiled(context_words)),
        quad=ontology.quad(sense),
        score=ontology.score(sense),
        cameo=sense.cameo,
        goldstein=ontology.goldstein(sense.cameo),
        mentions=tuple(sorted({trigger, *(_trigger(tree, other) for other in act.told_with)})),
    )
