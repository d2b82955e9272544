"""Why a sentence gives the events it gives: its tree, its actors, its triggers, and the rules that fired or were blocked."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors import find_actors
from dragoman.events import explain_events
from dragoman.export.terminal import name, page, words
from dragoman.parse import parse
from dragoman.pipeline import Kit, code_one
from dragoman.places import find_places
from dragoman.quotes import find_quotes
from dragoman.types import Article, Mention, Sentence


def explain(article: Article, kit: Kit) -> str:
    """The trees of a short text, who was found in it, every trigger with what became of it, and the record that results."""
    lang = kit.languages[article.lang]
    parsed = parse([article], parser=kit.parser, languages=kit.languages)[0]
    actors = find_actors(parsed, lang, kit.gazetteer, on=article.published)
    quotes = find_quotes(parsed, lang, actors)
    lines: list[str] = []
    for sentence in parsed.sentences:
        lines += [words(sentence.span, article.text), *_tree(sentence, actors, article.text), ""]
    lines.append("Triggers")
    told = explain_events(parsed, lang, kit.ontology, actors, quotes, find_places(parsed, lang, actors))
    lines += [f"  “{trigger}” {rule}: {why or 'an event'}" for _, trigger, rule, why in told] or ["  none"]
    return "\n".join([*lines, "", page(code_one(article, parsed, kit), why=True)])


def _tree(sentence: Sentence, actors: tuple[Mention, ...], text: str) -> Iterator[str]:
    """One token a line, indented below its head, with relation, class, features and the actor it stands for."""
    heads = {mention.token: name(mention, text) for mention in actors if mention.sentence == sentence.index}
    stack = [(sentence.root().i, 1)]
    while stack:
        i, depth = stack.pop()
        token = sentence.tokens[i]
        feats = " ".join(f"{key}={value}" for key, value in token.feats.items())
        actor = f"  = {heads[i]}" if i in heads else ""
        yield f"{'  ' * depth}{token.deprel}: {token.text} ({token.lemma}, {token.upos}{' ' if feats else ''}{feats}){actor}"
        stack += [(child, depth + 1) for child in reversed(sentence.children[i])]
