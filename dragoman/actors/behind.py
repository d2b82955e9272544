"""What stands behind a role or body: nationality, ministry, country, body, and the person's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.bearer import read_names
from dragoman.actors.before import note_owner, qualify
from dragoman.actors.ministries import more_portfolios, past_articles
from dragoman.actors.phrase import Phrase
from dragoman.actors.unknown import unknown_owner

if TYPE_CHECKING:
    from dragoman.actors.build import Builder

#: Roles whose ministry is told by any words, and roles that lead a place.
OF_MINISTRY = frozenset(
    {
        "high-representative",
        "commissioner",
        "minister",
        "secretary",
        "deputy-minister",
        "ministry",
        "secretary-of-state",
    }
)
OF_PLACE = frozenset(
    {
        "mayor",
        "governor",
        "local-official",
        "local-government",
        "police",
        "court",
        "prosecutor",
        "prosecution",
        "judge",
        "university",
        "cleric",
    }
)
#: Roles that a ministry's business may stand behind ("le porte-parole de la Défense").
OF_PORTFOLIO = frozenset({"spokesperson", "chief", "boss", "official", "adviser", "agency"})
#: Roles that serve at a place, and those that serve somebody told with any preposition ("aide to", "conseiller auprès de").
AT_POST, SERVING = frozenset({"ambassador", "envoy", "ambassador-un"}), frozenset({"adviser"})
PLACES = frozenset({"country", "capital", "organisation"})
#: What may belong to a group.
OF_GROUP = frozenset({"lawyer", "spokesperson", "supporter"})
#: Who may lead armed people, told as a group ("le chef des rebelles").
LEADING = frozenset({"chief", "boss", "leader", "commander"})
FIGHTERS = frozenset({"rebel", "jihadist", "separatist", "militiaman", "mercenary", "gangster", "trafficker"})
#: What may belong to a person.
OF_PERSON = frozenset({
    "spokesperson", "adviser", "lawyer", "envoy", "supporter", "government", "chief-of-staff", "partisan", "party", "militia", "army",
    "opponent", "soldier", "rebels", "minister", "presidency",
})  # fmt: skip


def read_behind(builder: Builder, phrase: Phrase) -> None:
    """Move the end of the phrase right over what belongs to it, then over the names it is the title of."""
    while step := _step(builder, phrase):
        phrase.end = step
    if phrase.kind == "role":
        read_names(builder, phrase)


def _step(builder: Builder, phrase: Phrase) -> int:
    """Where the phrase ends after one more piece; 0 where there is none."""
    j, tokens = phrase.end, builder.sentence.tokens
    if j >= len(tokens) or (builder.taken[j] and builder.phrase_at(j) is None):
        return 0
    hit = builder.at.get(j)
    phrase_here = builder.phrase_at(j)
    if (
        phrase_here is not None
        and phrase_here.kind == "adjective"
        and not builder.words.sets.get("grammar.premodified")
    ):
        return _nationality(builder, phrase, phrase_here)
    if tokens[j].text in ("[", "(") and j + 2 < len(tokens) and tokens[j + 2].text in ("]", ")"):
        inner = builder.phrase_at(j + 1)
        if inner is not None and inner.kind in ("adjective", "people") and inner.end == j + 2:
            phrase.belongs(builder.absorb(inner).hit.entries[0].ref)  # type: ignore[union-attr]
            return j + 3
        within = builder.at.get(j + 1)
        if (
            within is not None and within.of("portfolio") is not None and _ministerial(phrase)
        ):  # "la ministra de Gobierno (Interior), X"
            return j + 3
        if inner is not None and inner.kind == "named" and phrase.owner is not None and phrase.owner.kind == "named":
            builder.absorb(inner)  # its short form
            return j + 3
    if phrase_here is None and (flagged := _flag(builder, phrase, j)) > j + 1:
        return flagged  # "en exercice"
    posted = _posting(builder, phrase, j)
    if posted:
        return posted
    if builder.words.has("grammar.role_at", builder.fold(j)):
        return _genitive(builder, phrase, j)
    if phrase_here is not None and phrase_here.kind == "person" and _roles(phrase) & {"government", "junta"}:
        phrase.owner = builder.absorb(phrase_here)
        return phrase_here.end
    if phrase_here is not None:
        return 0
    flagged = _flag(builder, phrase, j)
    if flagged:
        return flagged
    token = tokens[j]
    inside = phrase.start <= token.head < phrase.end and not builder.words.sets.get("grammar.premodified")
    adjoining = phrase.hit is not None and j == phrase.hit.end and token.deprel == "amod"
    if (token.upos == "ADJ" or adjoining) and inside and token.text[:1].islower():
        qualify(builder, phrase, j)
        if hit is not None:
            phrase.besides += hit.all_of("role")
        return hit.end if hit is not None and hit.of("role") else j + 1
    return 0


def _posting(builder: Builder, phrase: Phrase, j: int) -> int:
    """ "embajador en Caracas, Ramón Santos", "mediator in Geneva, Lakhdar Brahimi": where somebody named serves; else 0.

    Without a name behind it, the place stands for itself ("recalled its ambassador from Israel").
    """
    tokens, words = builder.sentence.tokens, builder.words
    leads = builder.fold(j)
    placed = words.has("grammar.place_preps", leads) or words.has("grammar.role_at", leads)
    if phrase.kind != "role" or not placed:
        return 0
    k = j + 1
    while k < len(tokens) and tokens[k].upos == "DET":
        k += 1
    place = builder.phrase_at(k) or builder.phrase_at(k - 1)
    if k >= len(tokens) or words.has("grammar.genitive", builder.fold(j)):
        return 0
    end = place.end if place is not None and place.end > k else k + 1
    named = builder.phrase_at(end + 1) if end < len(tokens) and tokens[end].text == "," else builder.phrase_at(end)
    person = named is not None and named.kind in ("person", "stranger")
    if place is not None and phrase.codes and _roles(phrase) & AT_POST and place.kind in PLACES:
        builder.absorb(place)  # "the Russian ambassador in Ankara", "embajador de Uruguay ante la ONU"
        return place.end
    if not person or (place is None and not tokens[k].text[:1].isupper()):
        return 0
    if place is not None:
        builder.absorb(place)
    return end


def _flag(builder: Builder, phrase: Phrase, j: int) -> int:
    flags, word = builder.words.flags, builder.folded[j]
    for end in (j + 1, j + 2):
        flag = flags.get(word)
        if flag is not None and not (flag == "former" and phrase.kind == "body"):
            phrase.flags.add(flag)
            return end
        word += builder.folded[j + 1] if j + 1 < len(builder.folded) else ""
    return 0


def _nationality(builder: Builder, phrase: Phrase, adjective: Phrase) -> int:
    """ "mexicain", "français et allemand"."""
    builder.absorb(adjective)
    hit = adjective.hit
    assert hit is not None
    for entry in hit.all_of("adjective")[: 2 if hit.glued else 1]:
        phrase.belongs(entry.ref)
    end = adjective.end
    following = builder.phrase_at(end + 1)
    if (
        phrase.number == "p" and following is not None and following.kind == "adjective"
        and builder.words.has("grammar.and", builder.fold(end))
    ):  # fmt: skip
        builder.absorb(following)
        phrase.belongs(following.hit.of("adjective").ref)  # type: ignore[union-attr]
        return following.end
    return end


def _genitive(builder: Builder, phrase: Phrase, j: int) -> int:
    """ "des Affaires étrangères", "of Ukraine", "du ministère russe", "de Vladimir Poutine"."""
    owning = (
        builder.words.has("grammar.genitive", builder.fold(j))
        or bool(_roles(phrase) & SERVING)
        or _origin(builder, phrase, j)
    )
    if not owning and not _ministerial(phrase):
        return 0
    k = past_articles(builder, j + 1)
    if k >= len(builder.sentence.tokens):
        return 0
    whole, hit = builder.phrase_at(k), builder.at.get(k)
    business = hit.of("portfolio") if hit is not None else None
    if (
        hit is not None
        and business is not None
        and (_ministerial(phrase) or (whole is None and _roles(phrase) & OF_PORTFOLIO))
    ):
        if whole is not None:
            builder.absorb(whole)
        phrase.portfolios.append(business.ref)
        return more_portfolios(builder, phrase, hit.end)
    return _belonging(builder, phrase, k, whole) if owning else 0


def _origin(builder: Builder, phrase: Phrase, j: int) -> bool:
    """ "Diplomats from Kenya and Chad met": subjects that are told by the country they come from."""
    whole, tokens = builder.phrase_at(j + 1), builder.sentence.tokens
    if (
        phrase.kind != "role"
        or whole is None
        or whole.kind != "country"
        or not builder.words.has("grammar.origin", builder.fold(j))
    ):
        return False
    return tokens[phrase.core].deprel.startswith("nsubj") and tokens[whole.start].deprel != "obl"


def _belonging(builder: Builder, phrase: Phrase, k: int, whole: Phrase | None) -> int:
    """What a role or body belongs to, from token k on: a phrase, an unknown organisation, a ministry's business, a place."""
    tokens = builder.sentence.tokens
    run = _proper_run(builder, k) if phrase.kind == "role" else k
    if run > (whole.end if whole is not None else k):
        return unknown_owner(builder, phrase, k, run)
    led = builder.words.determiners.get(builder.fold(k - 1), "") == "def"  # "de la Confederación de …": no person
    if (
        whole is not None
        and whole.kind == "stranger"
        and (_roles(phrase) & OF_PLACE or (led and phrase.kind == "role"))
    ):
        return unknown_owner(builder, phrase, k, whole.end)
    if whole is not None:
        return _owned(builder, phrase, whole)
    if phrase.kind == "role" and builder.words.has("documents.groups", builder.fold_lemma(k)) and _alone(builder, k):
        phrase.flags.add("of-group")
        return k + 1
    if _ministerial(phrase) and tokens[k].upos in ("NOUN", "PROPN") and not phrase.portfolios:
        phrase.portfolios.append(builder.fold(k))
        return more_portfolios(builder, phrase, k + 1)
    if not (_roles(phrase) & OF_PLACE and tokens[k].text[:1].isupper()):
        return 0
    end = k + 1
    while (
        end < len(tokens)
        and tokens[end].deprel.startswith("flat")
        and k <= tokens[end].head < end
        and end not in builder.at
    ):
        end += 1
    phrase.flags.add("local")
    return end


def _proper_run(builder: Builder, k: int) -> int:
    """Where a name of capitalised words that begins at token k ends: an organisation that the gazetteer lacks, or more than it holds."""
    tokens, j = builder.sentence.tokens, k
    while j < len(tokens) and tokens[j].text[:1].isupper() and tokens[j].upos in ("PROPN", "NOUN", "ADJ", "X"):
        whole = builder.phrase_at(j)
        if whole is not None and whole.kind in ("person", "stranger", "role"):
            break
        further = j + 1 < len(tokens) and tokens[j + 1].text[:1].isupper()
        loose = tokens[j].deprel in ("appos", "nsubj") or tokens[j].head not in range(k, j + 6)
        if j > k and further and loose and not tokens[j].deprel.startswith("flat"):
            break
        j = max(j + 1, whole.end if whole is not None else 0)
    return j


def _alone(builder: Builder, k: int) -> bool:
    """Whether "the group" behind a role is told no further, and so is one told before."""
    tokens, words = builder.sentence.tokens, builder.words
    definite = builder.words.determiners.get(builder.fold(k - 1), "") in ("def", "dem")
    further = any(
        tokens[j].deprel in ("nmod", "flat", "amod") or (tokens[j].deprel == "appos" and tokens[j - 1].text != ",")
        for j in builder.sentence.children[k]
        if j > k
    )
    return (definite or words.has("grammar.contracted", builder.fold(k - 1))) and not further


def _ministerial(phrase: Phrase) -> bool:
    return bool(_roles(phrase) & OF_MINISTRY)


def _roles(phrase: Phrase) -> set[str]:
    return {e.ref for e in phrase.entries("role", "body")}


def _owned(builder: Builder, phrase: Phrase, whole: Phrase) -> int:
    """What a role belongs to is itself a phrase: take it in."""
    if whole.kind == "person" or (whole.kind == "role" and whole.number != "p"):
        if not _roles(phrase) & OF_PERSON or (whole.names == [] and whole.kind == "person"):
            return 0
        phrase.owner = builder.absorb(whole)
        return whole.end
    fighters = whole.kind == "role" and _roles(phrase) <= LEADING and _roles(whole) <= FIGHTERS
    if whole.kind == "role" and not whole.names and (_roles(phrase) <= OF_GROUP or fighters):
        phrase.owner = builder.absorb(whole)  # "avocat des victimes"
        return whole.end
    if (
        whole.kind == "role"
        and phrase.kind == "body"
        and builder.names_itself(phrase.core, whole.start)
        and not whole.names
    ):
        builder.absorb(whole)  # "Federation of Family Physicians"
        return whole.end
    if whole.kind == "role":
        return 0
    if whole.kind == "body":
        phrase.worded = builder.capitals(whole.start, whole.end)
        phrase.owner = builder.absorb(whole)
        return whole.end
    if whole.hit is None or (whole.kind == "adjective" and not whole.hit.of("country", "people")):
        return 0
    if whole.kind == "organisation" and _goes_on(builder, whole):
        builder.absorb(whole)
        phrase.flags.add("unknown-owner")
        return whole.end
    if not note_owner(phrase, whole.hit):
        return 0
    builder.absorb(whole)
    return (
        _further_countries(builder, phrase, whole.end)
        if phrase.number == "p" and whole.kind == "country"
        else whole.end
    )


def _goes_on(builder: Builder, whole: Phrase) -> bool:
    """ "Commission des institutions": a known name of one word that here begins another's."""
    tokens, end = builder.sentence.tokens, whole.end
    if end - whole.start > 1 or end + 1 >= len(tokens) or builder.words.sets.get("grammar.premodified"):
        return False
    k = end + 1 + (tokens[end + 1].upos == "DET" and end + 2 < len(tokens))
    plain = tokens[k].upos == "NOUN" and tokens[k].text[:1].islower() and tokens[k].head == whole.start
    return plain and builder.words.has("grammar.genitive", builder.fold(end)) and builder.phrase_at(k) is None


def _further_countries(builder: Builder, phrase: Phrase, end: int) -> int:
    """ "… of Burkina Faso, Ghana, and Togo": where the list ends that a plural belongs to."""
    tokens, words = builder.sentence.tokens, builder.words
    told: list[Phrase] = []
    closed = False
    j = end
    while j < len(tokens) and not closed:
        joined = tokens[j].text == ","
        j += joined
        closed = j < len(tokens) and words.has("grammar.and", builder.fold(j))
        j += closed
        while j < len(tokens) and words.has("grammar.articles", builder.fold(j)):
            j += 1
        following = builder.phrase_at(j)
        if not (joined or closed) or following is None or following.kind != "country":
            break
        told.append(following)
        j = following.end
    else:
        closed = closed and bool(told)
    if not closed or not told:  # a list without "and" goes on with other things
        return end
    for one in told:
        if one.hit is not None:
            note_owner(phrase, one.hit)
        builder.absorb(one)
    return told[-1].end
