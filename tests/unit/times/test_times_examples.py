"""Every example of every rule of every `times.toml`, without trees; and the files are whole."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from dragoman.language import Language, load_language, shipped
from dragoman.times import find_times
from dragoman.times.grammar import compile_grammar
from dragoman.times.makers import MAKERS
from dragoman.types import Article, BadInput, Parse

PUBLISHED = "2026-01-12"


@cache
def language(code: str) -> Language:
    return load_language(code)


def rules(code: str) -> list[dict[str, Any]]:
    return list(language(code).section("times").get("rule", []))


CASES = [
    pytest.param(code, example, id=f"{code}-{rule['name']}-{n}")
    for code in shipped()
    for rule in rules(code)
    for n, example in enumerate(rule["examples"])
]


@pytest.mark.parametrize(("code", "example"), CASES)
def test_example(code: str, example: dict[str, Any]) -> None:
    text = example["text"]
    parsed = Parse(Article(id="x", text=text, lang=code), ())
    times = find_times(parsed, language(code), anchor=example.get("published", PUBLISHED))
    assert [f"{time.span.of(text)} -> {time.value}" for time in times] == example["finds"]


@pytest.mark.parametrize("code", shipped())
def test_every_rule_is_made_by_a_maker(code: str) -> None:
    assert {rule["make"] for rule in rules(code)} <= MAKERS.keys()


@pytest.mark.parametrize("code", shipped())
def test_rules_fire_in_their_own_examples(code: str) -> None:
    silent = []
    for rule in rules(code):
        if rule["make"] == "skip":
            continue
        fired = set()
        for example in rule["examples"]:
            parsed = Parse(Article(id="x", text=example["text"], lang=code), ())
            fired |= {
                time.rule.split("#")[1].split(".")[0] for time in find_times(parsed, language(code), anchor=PUBLISHED)
            }
        if rule["name"] not in fired:
            silent.append(rule["name"])
    assert not silent, f"rules whose examples another rule reads: {silent}"


def made(rule: dict[str, Any], **more: Any) -> Language:
    return Language("xx", {"times": {"rule": [rule], **more}})


GOOD = {"name": "a", "make": "ref", "value": "PAST_REF", "templates": ["once"], "examples": [{"text": "", "finds": []}]}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"templates": ["(once"]}, "close"),
        ({"templates": ["once)"]}, "close"),
        ({"templates": ["~once"]}, "no words"),
        ({"templates": ["@nowhere"]}, "macro"),
        ({"templates": ["{nowhere}"]}, "no words"),
        ({"kind": "moment"}, "kind"),
        ({"examples": []}, "examples"),
    ],
)
def test_a_broken_rule_is_told(change: dict[str, Any], told: str) -> None:
    assert compile_grammar(made(GOOD)).root.next
    with pytest.raises(BadInput, match=told):
        compile_grammar(made(GOOD | change))


def test_a_macro_that_holds_itself_is_told() -> None:
    with pytest.raises(BadInput, match="hold themselves"):
        compile_grammar(made(GOOD | {"templates": ["@a"]}, macros={"a": "@a"}))
