"""The words of a language that tell who said what, ready to be looked up. Made once per language from `quotes.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.language import Language

#: The table's keys are ASCII; this is how the codebook (§3) writes the media that differ.
MEDIUM_NAMES = {"communique": "communiqué"}

#: A call is told with the words of an interview or a talk, a press conference with those of speech: first match wins.
MEDIUM_ORDER = ("call", "press-conference", "communique", "letter", "social", "speech", "interview")

#: So many forms are remembered.
REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or noun that tells a saying: the words that must follow the first, its key in the lists, what the act is."""

    key: str
    rest: tuple[str, ...]
    act: str


#: "is certain that": a state of mind that tells words only where they stand in marks.
CONVINCED = Cue("(convinced)", (), "state")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's cues. All words are in lower case; `phrases` patterns are linear alternations of literals.

    `asides` are set phrases between auxiliary and participle.
    `bare` tells a language that reports clauses without a complementiser ("X said P").
    """

    lang: str
    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    sets: Mapping[str, frozenset[str]]
    according: Mapping[str, tuple[tuple[str, ...], ...]]
    according_marked: Mapping[str, tuple[tuple[str, ...], ...]]
    thus: Mapping[str, tuple[tuple[str, ...], ...]]
    asides: Mapping[str, tuple[tuple[str, ...], ...]]
    voices: frozenset[str]
    reports: frozenset[str]
    mediums: tuple[tuple[str, re.Pattern[str]], ...]
    outlets: re.Pattern[str]
    told_to: re.Pattern[str]
    spoken: frozenset[str]
    verbal: tuple[str, ...]
    translated: re.Pattern[str]
    endings: tuple[tuple[str, str], ...]
    stems: tuple[tuple[str, str], ...]
    bare: bool
    #: what forms that no list holds were led to, as they are met
    met: dict[str, tuple[Cue, ...]] = field(default_factory=dict, compare=False, repr=False)

    def cues_of(self, lemma: str, form: str) -> tuple[Cue, ...]:
        """The cues of a verb, by its lemma or, where that is unknown, by what its form's ending leads to."""
        if lemma in self.verbs:
            return self.verbs[lemma]
        found = self.met.get(form)
        if found is None:
            found = self._led_to(form)
            if len(self.met) < REMEMBERED:
                self.met[form] = found
        return found

    def _led_to(self, form: str) -> tuple[Cue, ...]:
        for ending, verbal in self.endings:
            if form.endswith(ending) and len(form) > len(ending) + 2:
                base = form[: len(form) - len(ending)] + verbal
                for written, stem in (("", ""), *self.stems):
                    guess = base.replace(written, stem, 1) if written else base
                    if guess in self.verbs:
                        return self.verbs[guess]
        return ()

    def has(self, name: str, word: str) -> bool:
        """Whether a word or key is in one of the language's lists."""
        return word in self.sets.get(name, frozenset())


def build_lexicon(lang: Language) -> Lexicon:
    """The compiled `quotes.toml` of a language; an empty lexicon, which finds nothing, where it has none."""
    body = lang.section("quotes")
    grammar, according = body.get("grammar", {}), body.get("according", {})
    nouns, documents, mediums = body.get("nouns", {}), body.get("documents", {}), body.get("mediums", {})
    pairs = ("endings", "stems", "bare", "asides")
    sets = {name: _folded(words) for name, words in grammar.items() if name not in pairs}
    for name in (
        "one",
        "own_se",
        "source_leads",
        "learned",
        "so_called",
        "about",
        "as",
        "datives",
        "free_relatives",
        "adding",
        "linkers",
        "broken_out",
        "be_passive",
        "grounds",
    ):
        sets.setdefault(name, frozenset())
    sets["marked"] = sets.get("marked", frozenset()) | {CONVINCED.key}
    sets["not_sources"] = _folded(according.get("not_sources", ()))
    sets["self"] = _folded(according.get("self", ()))
    sets["social_verbs"] = _folded(mediums.get("social_verbs", ()))
    sets["media"] = _folded(body.get("media", {}).get("nouns", ()))
    return Lexicon(
        lang=lang.code,
        verbs=_cues(body.get("verbs", {})),
        nouns=_cues(nouns),
        sets=sets,
        according=_sequences(according.get("cues", ())),
        according_marked=_sequences(according.get("marked", ())),
        thus=_sequences(grammar.get("thus", ())),
        asides=_by_last(grammar.get("asides", ())),
        voices=_folded(documents.get("voices", ())),
        reports=_folded(documents.get("reports", ())),
        mediums=tuple((MEDIUM_NAMES.get(m, m), _phrases(mediums[m])) for m in MEDIUM_ORDER if m in mediums),
        outlets=_phrases(body.get("media", {}).get("outlets", ()), folded=False),
        told_to=_told_to(body.get("media", {})),
        spoken=frozenset(body.get("translation", {}).get("spoken", ())),
        verbal=tuple(grammar.get("verbal", ())),
        translated=_phrases(body.get("translation", {}).get("phrases", ())),
        endings=tuple((a, b) for a, b in grammar.get("endings", ())),
        stems=tuple((a, b) for a, b in grammar.get("stems", ())),
        bare=bool(grammar.get("bare", False)),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _cues(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[Cue, ...]]:
    """First word → its cues, those of several words first; the first act that lists a word wins."""
    found: dict[str, dict[str, Cue]] = {}
    for act, words in table.items():
        for word in words:
            first, *rest = _pieces(word.lower())
            found.setdefault(first, {}).setdefault(word.lower(), Cue(word.lower(), tuple(rest), act))
    return {first: tuple(sorted(cues.values(), key=lambda c: -len(c.rest))) for first, cues in found.items()}


def _sequences(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word → the sequences of words that begin with it, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(_pieces(phrase.lower()))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


def _by_last(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Last word → the sequences of words that end with it, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(_pieces(phrase.lower()))
        found.setdefault(words[-1], []).append(words)
    return {last: tuple(sorted(many, key=len, reverse=True)) for last, many in found.items()}


def _pieces(phrase: str) -> list[str]:
    """Words as the tokeniser cuts them: what is elided stands alone."""
    return re.sub(r"(?<=['’])(?=\w)", " ", phrase).split()


def _told_to(media: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """An outlet behind a word that says that one spoke to it ("sur Europe 1", "told Reuters")."""
    outlets, via = _phrases(media.get("outlets", ()), folded=False), _phrases(media.get("via", ()), folded=False)
    return re.compile(rf"{via.pattern}\s{{1,3}}(?:l['’]|la |le |the |el )?{outlets.pattern}")


def _phrases(words: Iterable[str], *, folded: bool = True) -> re.Pattern[str]:
    """One pattern for all phrases, as whole words, longest first; it matches nothing where there are none."""
    ordered = sorted({word.replace("’", "'") for word in words}, key=len, reverse=True)
    if not ordered:
        return re.compile(r"(?!)")
    body = "|".join(re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s{1,3}") for word in ordered)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE if folded else 0)
