"""Do two tellings tell one event? A sum of named reasons, each with its weight; no rule by itself decides except the impossible."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.merge.features import Side, Telling

#: Types that tell the same act in other words or at another stage: a deal signed or agreed, a truce announced or begun.
RELATED = tuple(frozenset(pair.split("/")) for pair in (
    "AGREE/SUPPORT", "AGREE/CONSULT", "AGREE/COOPERATE", "AGREE/AID", "AGREE/CONCEDE", "CONCEDE/RETREAT", "SUPPORT/COOPERATE",
    "COOPERATE/AID", "SANCTION/COERCE", "ACCUSE/SANCTION", "ACCUSE/REJECT", "ACCUSE/THREATEN", "REQUEST/ACCUSE", "REQUEST/THREATEN",
    "REQUEST/CONSULT", "SANCTION/THREATEN", "COERCE/ASSAULT", "MOBILIZE/ASSAULT", "AID/RETREAT", "CONSULT/SUPPORT",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reason adds. Tuned on the development scenes of tests/gold/clusters, measured on the others."""

    mode: float = 1.0
    mode_open: float = 0.8
    mode_other: float = 0.2
    related: float = -0.3
    sides: float = 1.5
    #: how much of a side is met by one that is not told
    side_open: float = 0.3
    person: float = 0.3
    sector_other: float = -0.3
    day: float = 1.0
    day_near: float = -0.3
    day_overlap: float = 0.8
    gap: float = -0.7
    city: float = 0.6
    city_other: float = -1.5
    country_other: float = -0.7
    content: float = 3.0
    #: where both tell enough in one language and share next to nothing
    content_other: float = -0.5
    #: across languages fewer roots are shared: their share counts as this much more
    across: float = 1.8
    proper: float = 0.4
    proper_other: float = -1.0
    number: float = 0.4
    number_other: float = -0.2
    copy: float = 1.5
    status_other: float = -0.3
    negated: float = -1.5
    #: the sum at which two tellings tell one event
    enough: float = 3.1


WEIGHTS = Weights()
#: Days between exact dates, and between looser ones, beyond which nothing is one event.
FAR, FAR_LOOSE = 2, 3
#: Sharing less than this much of their rarer words, of 1, is next to nothing; telling so many rare words is enough to say so.
NOTHING, TOLD = 0.12, 3.0


@dataclass(slots=True)
class Rarity:
    """How rare a root is among the events at hand, by language."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)

    def add(self, lang: str, roots: Iterable[str]) -> None:
        self.counts.setdefault(lang, Counter()).update(roots)
        self.events[lang] += 1

    def remove(self, lang: str, roots: Iterable[str]) -> None:
        self.counts[lang].subtract(roots)
        self.events[lang] -= 1

    def weight(self, lang: str, root: str) -> float:
        """From 0 for a root that every event has to 1 for one that few have."""
        events = self.events[lang] + 8
        count = self.counts.get(lang, Counter())[root]
        return max(0.0, math.log(events / (count + 1)) / math.log(events))


def score(one: Telling, other: Telling, rarity: Rarity, weights: Weights = WEIGHTS) -> float:
    """How much speaks for one event; minus infinity for what cannot be one."""
    reasons = (
        _types(one, other, weights),
        _sides(one, other, weights),
        _days(one, other, weights),
        _place(one, other, weights),
        _status(one, other, weights),
    )
    if -math.inf in reasons:
        return -math.inf
    figures = _either(one.numbers, other.numbers, weights.number, weights.number_other)
    names = _either(one.proper, other.proper, weights.proper, weights.proper_other)
    same_copy = weights.copy if one.group == other.group else 0.0
    return sum(reasons) + figures + names + same_copy + _content(one, other, rarity, weights)


def _either(mine: frozenset[str], his: frozenset[str], shared: float, other: float) -> float:
    """What speaks for or against where both tell something, and something or nothing of it is the same."""
    if not mine or not his:
        return 0.0
    return shared if mine & his else other


def content(one: Telling, other: Telling, rarity: Rarity, across: float = WEIGHTS.across) -> float:
    """Share of the rarer words in common, 0 to 1."""
    common = sum(_common(one, other, rarity, root) for root in one.roots & other.roots)
    share = common / min(_all(one, rarity), _all(other, rarity))
    return min(1.0, share * (across if one.lang != other.lang else 1.0))


def _content(one: Telling, other: Telling, rarity: Rarity, weights: Weights) -> float:
    share = content(one, other, rarity, weights.across)
    if one.lang == other.lang and share < NOTHING and min(_all(one, rarity), _all(other, rarity)) > TOLD:
        return weights.content_other
    return weights.content * share


def _common(one: Telling, other: Telling, rarity: Rarity, root: str) -> float:
    return min(rarity.weight(one.lang, root), rarity.weight(other.lang, root))


def _all(one: Telling, rarity: Rarity) -> float:
    """At least that of three rare words: very short evidence proves nothing."""
    return max(TOLD, sum(rarity.weight(one.lang, root) for root in one.roots))


def _types(one: Telling, other: Telling, weights: Weights) -> float:
    a, b = one.row, other.row
    if a["type"] != b["type"]:
        return weights.related if frozenset((a["type"], b["type"])) in RELATED else -math.inf
    if a["mode"] == b["mode"]:
        return weights.mode
    return weights.mode_other if a["mode"] and b["mode"] else weights.mode_open


def _sides(one: Telling, other: Telling, weights: Weights) -> float:
    """Direction counts, unless one of the two tells what both sides did together."""
    ours, theirs = (one.actors, one.recipients), (other.actors, other.recipients)
    if _together(one) or _together(other):
        a = one.actors.codes | one.recipients.codes
        b = other.actors.codes | other.recipients.codes
        met = len(a & b) / len(a | b) if a | b else 0.0
        if met < 0.5 and len(a & b) < 2:
            return -math.inf
        return weights.sides * met + weights.person * bool(one.actors.keys & other.actors.keys)
    found, met = 0.0, False
    for mine, his in zip(ours, theirs, strict=True):
        if mine.codes and his.codes:
            if not mine.codes & his.codes:
                return -math.inf
            met = True
            found += len(mine.codes & his.codes) / len(mine.codes | his.codes) / 2
        elif mine.words & his.words:
            met = True
            found += 0.5
        else:
            both_open = not (mine.codes or mine.words or his.codes or his.words)
            found += 0.5 if both_open else weights.side_open / 2
    if not met:
        return -math.inf
    return weights.sides * found + _people(one.actors, other.actors, weights)


def _together(one: Telling) -> bool:
    return len(one.actors.codes) > 1 and not one.recipients.codes


def _people(mine: Side, his: Side, weights: Weights) -> float:
    if mine.keys & his.keys:
        return weights.person
    if mine.sectors and his.sectors and not mine.sectors & his.sectors:
        return weights.sector_other
    return 0.0


def _days(one: Telling, other: Telling, weights: Weights) -> float:
    gap = max(0, one.first - other.last, other.first - one.last)
    if one.exact and other.exact:
        if gap > FAR:
            return -math.inf
        return (weights.day, weights.day_near, weights.day_near + weights.gap)[gap]
    if gap > FAR_LOOSE:
        return -math.inf
    return weights.day_overlap + weights.gap * gap


def _place(one: Telling, other: Telling, weights: Weights) -> float:
    a, b = one.row, other.row
    if not a["place_name"] or not b["place_name"]:
        return 0.0
    if a["place_country"] and b["place_country"] and a["place_country"] != b["place_country"]:
        return weights.country_other
    if a["place_precision"] == b["place_precision"] == "city":
        same = (
            a["place_geonames"] == b["place_geonames"]
            if a["place_geonames"] and b["place_geonames"]
            else a["place_name"] == b["place_name"]
        )
        return weights.city if same else weights.city_other
    return 0.0


def _status(one: Telling, other: Telling, weights: Weights) -> float:
    a, b = one.row["status"], other.row["status"]
    if a == b:
        return 0.0
    return weights.negated if "negated" in (a, b) else weights.status_other
