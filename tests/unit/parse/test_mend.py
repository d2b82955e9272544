"""Where the words are sure, the tree gives way."""

from __future__ import annotations

import pytest

from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.parse.arcs import Class, mend_amounts, mend_possessors
from dragoman.parse.headlines import mend_headline
from dragoman.parse.mend import Mends, mend_root, mend_tree, reads_small
from dragoman.types import Article


def test_a_possessor_hangs_on_what_follows_its_mark() -> None:
    words = ["Norway", "'s", "President", "Ana", "Berg", "said", "no"]
    heads, deprels = [5, 0, 3, 5, 3, 5, 5], ["nsubj", "case", "nmod", "nsubj", "flat", "ROOT", "obj"]
    mend_possessors(words, heads, deprels, frozenset({"'s"}))
    assert (heads[0], deprels[0]) == (3, "nmod")
    assert heads[3:] == [5, 3, 5, 5]


def test_a_possessor_alone_and_other_marks_are_left() -> None:
    words = ["Norway", "'s", "won"]
    heads, deprels = [2, 0, 2], ["nsubj", "case", "ROOT"]
    mend_possessors(words, heads, deprels, frozenset({"'s"}))
    assert (heads, deprels) == ([2, 0, 2], ["nsubj", "case", "ROOT"])


def test_nouns_that_look_like_verbs_and_verbs_that_look_like_nouns() -> None:
    mends = Mends(nouns=frozenset({"canciller"}), verbs=frozenset({"drew"}))
    infinitive: Class = ("VERB", {"VerbForm": "Inf"})
    classes = [infinitive, infinitive, ("NOUN", {})]
    mend_tree(["Canciller", "cancelar", "drew"], classes, [0, 0, 0], ["ROOT", "xcomp", "obj"], mends)
    assert [upos for upos, _ in classes] == ["NOUN", "VERB", "VERB"]
    assert classes[1] == infinitive


@pytest.mark.parametrize(
    ("lang", "text", "word", "upos"),
    [("es", "«Nadie cede», dijo la canciller ecuatoriana.", "canciller", "NOUN"),
     ("en", "Norway's President Ana Berg said she would resign.", "Norway", "PROPN")],
)  # fmt: skip
def test_in_a_sentence(lang: str, text: str, word: str, upos: str, parser: Parser, languages: Languages) -> None:
    (parsed,) = parse([Article("a", text, lang)], parser=parser, languages=languages)
    (token,) = (token for s in parsed.sentences for token in s.tokens if token.text == word)
    assert token.upos == upos
    subjects = [t.text for s in parsed.sentences for t in s.tokens if t.deprel == "nsubj" and t.head == token.head]
    assert word not in subjects or lang == "es"


@pytest.mark.parametrize(
    ("words", "heads", "deprels", "counted", "arc"),
    [("army freed more than 50 prisoners", [1, 1, 1, 2, 5, 2], ["nsubj", "ROOT", "obj", "case", "nummod", "obl"], 5, (1, "obj")),
     ("closed more than 50 mines", [0, 0, 1, 4, 1], ["ROOT", "advmod", "case", "nummod", "obl"], 4, (0, "obj")),
     ("were held more than 50 men", [1, 1, 1, 2, 5, 2], ["aux:pass", "ROOT", "advmod", "case", "nummod", "obl"], 5, (1, "nsubj:pass")),
     ("after more than two years", [1, 1, 1, 4, 1], ["case", "ROOT", "fixed", "nummod", "obl"], 4, (1, "obl")),
     ("freed more than they held", [0, 0, 4, 4, 0], ["ROOT", "obj", "mark", "nsubj", "advcl"], 4, (0, "advcl"))],
)  # fmt: skip
def test_a_counted_noun_takes_the_place_of_its_opening(
    words: str, heads: list[int], deprels: list[str], counted: int, arc: tuple[int, str]
) -> None:
    mend_amounts(words.split(), heads, deprels, frozenset({("more", "than")}))
    assert (heads[counted], deprels[counted]) == arc


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [("fr", "L'armée malienne a libéré plus de 50 prisonniers.", "prisonniers"),
     ("es", "El gobierno liberó a cerca de 300 presos.", "presos"),
     ("en", "Rebels freed more than 200 hostages.", "hostages")],
)  # fmt: skip
def test_amounts_in_a_sentence(lang: str, text: str, word: str, parser: Parser, languages: Languages) -> None:
    (parsed,) = parse([Article("a", text, lang)], parser=parser, languages=languages)
    (sentence,) = parsed.sentences
    (token,) = (token for token in sentence.tokens if token.text == word)
    assert sentence.tokens[token.head].deprel == "root"


FIN, NOUN, NAME, REST = ("VERB", {"Mood": "Ind"}), ("NOUN", {}), ("PROPN", {}), ("X", {})


def test_the_finite_verb_of_a_bare_noun_is_the_root() -> None:
    words = ["the", "envoy", "told", "reporters"]
    heads, deprels = [1, 1, 1, 2], ["det", "ROOT", "acl", "obj"]
    mend_root([REST, NOUN, FIN, NOUN], words, heads, deprels)
    assert (heads, deprels) == ([1, 2, 2, 2], ["det", "nsubj", "ROOT", "obj"])


def test_a_name_with_a_relative_clause_takes_the_verb_behind_it() -> None:
    words = ["Berg", ",", "who", "left", ",", "accused", "Oslo", "."]
    heads, deprels = (
        [0, 3, 3, 0, 5, 0, 5, 0],
        ["ROOT", "punct", "nsubj", "acl:relcl", "punct", "parataxis", "obj", "punct"],
    )
    who = ("PRON", {"PronType": "Rel"})
    mend_root([NAME, REST, who, FIN, REST, FIN, NAME, REST], words, heads, deprels)
    assert (heads[0], deprels[0]) == (5, "nsubj")
    assert (heads[3], deprels[3]) == (0, "acl:relcl")
    assert (heads[5], deprels[5]) == (5, "ROOT")
    assert heads[7] == 5


@pytest.mark.parametrize(
    ("words", "classes", "heads", "deprels"),
    [  # a clause with its own subject, a participle, quoted words, what somebody says of a noun
        ("men she saw", [NOUN, REST, FIN], [0, 2, 0], ["ROOT", "nsubj", "acl:relcl"]),
        ("men held", [NOUN, ("VERB", {"VerbForm": "Part"})], [0, 0], ["ROOT", "acl"]),
        ("“ shame ” said", [REST, NOUN, REST, FIN], [1, 1, 1, 1], ["punct", "ROOT", "punct", "acl"]),
        ("victory , said", [NOUN, REST, FIN], [0, 2, 0], ["ROOT", "punct", "parataxis"]),
    ],
)
def test_clauses_about_a_noun_are_left(
    words: str, classes: list[tuple[str, dict[str, str]]], heads: list[int], deprels: list[str]
) -> None:
    before = (list(heads), list(deprels))
    mend_root(classes, words.split(), heads, deprels)
    assert (heads, deprels) == before


@pytest.mark.parametrize(
    ("lang", "text", "root", "arcs"),
    [("en", "Police in Minsk used stun grenades against marchers.", "used", {"Police": "nsubj", "grenades": "obj"}),
     ("en", "Norway drew criticism from Chile.", "drew", {"Norway": "nsubj", "criticism": "obj"}),
     ("en", "On Sunday, suspected rebel gunmen on foot killed nine farmers.", "killed", {"gunmen": "nsubj", "suspected": "amod"}),
     ("en", "Thousands march in Oslo", "march", {"Thousands": "nsubj"}),
     ("fr", "Anna Berg a exclu de partir.", "exclu", {"a": "aux"}),
     ("es", "Fueron puestos en libertad dos maestros.", "puestos", {"Fueron": "aux:pass"}),
     ("es", "Los mineros bloquean desde hace dos meses la entrada.", "bloquean", {"entrada": "obj"}),
     ("es", "La reina reiteró su llamado a la calma.", "reiteró", {"llamado": "obj", "su": "det"}),
     ("es", "Detienen a dos maestros en Lima", "Detienen", {}),
     ("es", "Perú pidió a la OEA medidas urgentes.", "pidió", {"medidas": "obj"}),
     ("en", "Judge blocks transfer of refugees", "blocks", {"Judge": "nsubj", "transfer": "obj"}),
     ("en", "Nine soldiers killed in Oslo ambush", "killed", {"soldiers": "nsubj:pass"}),
     ("en", "Rebels killed nine soldiers in Oslo", "killed", {"Rebels": "nsubj", "soldiers": "obj"}),
     ("en", "Berg to meet Ruiz in Lima", "meet", {"Berg": "nsubj", "Ruiz": "obj"}),
     ("en", "The raid blamed on Oslo killed nine farmers.", "killed", {"raid": "nsubj", "farmers": "obj", "blamed": "acl"}),
     ("en", "Ana Berg is due to visit Chile.", "due", {"Ana": "nsubj", "visit": "xcomp"}),
     ("en", "The Chilean envoy conferred with Peru's queen.", "conferred", {"envoy": "nsubj"}),
     ("en", "Chile's prime minister handed in her resignation, her office announced.", "announced", {"minister": "nsubj"}),
     ("en", "The Swedish foreign ministry called in the Iranian ambassador on Friday.", "called", {"ministry": "nsubj"}),
     ("es", "El presidente colombiano, Gustavo Petro, tildó de fascista al líder argentino.", "tildó", {"presidente": "nsubj"}),
     ("es", "El presidente chileno, Ana Berg, tildó de falso el informe.", "tildó", {"presidente": "nsubj"}),
     ("fr", "Les alliés devraient retirer leurs troupes, annuler la dette du Mali et payer.", "devraient", {"annuler": "conj"}),
     ("en", "Rebels handed over nine hostages.", "handed", {"over": "compound", "hostages": "obj"}),
     ("es", "Supuestos pandilleros mataron a dos jueces.", "mataron", {"pandilleros": "nsubj", "Supuestos": "amod"}),
     ("fr", "Le village a été attaqué par de présumés jihadistes.", "attaqué", {"jihadistes": "obl:agent"}),
     ("es", "Chile liberará a los detenidos en las protestas.", "liberará", {"detenidos": "obj", "Chile": "nsubj"}),
     ("es", "Detenido líder sindical en Lima", "Detenido", {"líder": "obj"}),
     ("es", "Mueren tres mineros en una emboscada en Lima", "Mueren", {"mineros": "nsubj", "emboscada": "obl"})],
)  # fmt: skip
def test_mended_sentences(
    lang: str, text: str, root: str, arcs: dict[str, str], parser: Parser, languages: Languages
) -> None:
    (parsed,) = parse([Article("a", text, lang)], parser=parser, languages=languages)
    tokens = [token for s in parsed.sentences for token in s.tokens]
    (top,) = (token for token in tokens if token.deprel == "root")
    assert top.text == root
    assert {t.text: t.deprel for t in tokens if t.text in arcs} == arcs
    assert top.upos == ("ADJ" if root == "due" else "VERB")


@pytest.mark.parametrize(
    ("classes", "deprels", "upos"),
    [([("NOUN", {"Number": "Plur"}), ("NOUN", {"Number": "Sing"})], ["nsubj", "ROOT"], "VERB"),
     ([("NOUN", {"Number": "Sing"}), ("NOUN", {"Number": "Sing"})], ["nsubj", "ROOT"], "NOUN"),
     ([("PROPN", {}), ("NOUN", {"Number": "Sing"}), ("NOUN", {})], ["nsubj", "ROOT", "obj"], "VERB"),
     ([("PROPN", {}), ("NOUN", {"Number": "Sing"}), ("AUX", {})], ["nsubj", "ROOT", "cop"], "NOUN")],
)  # fmt: skip
def test_a_bare_root_with_a_subject(classes: list[Class], deprels: list[str], upos: str) -> None:
    heads = [1] * len(classes)
    mend_headline(
        ["w"] * len(classes),
        classes,
        heads,
        deprels,
        present=frozenset(),
        patients=frozenset(),
        participles=("w",),
        to=frozenset(),
    )
    assert classes[1][0] == upos


def test_a_finite_verb_joined_to_an_infinitive_goes_on_with_the_verb_above(
    parser: Parser, languages: Languages
) -> None:
    text = "The general urged clerks to return to work and urged Kenya to stop."
    (parsed,) = parse([Article("a", text, "en")], parser=parser, languages=languages)
    first, second = (t for s in parsed.sentences for t in s.tokens if t.text == "urged")
    assert (second.deprel, second.head) == ("conj", first.i)


@pytest.mark.parametrize(
    ("lang", "word", "upos", "lemma"),
    [("en", "re-established", "VERB", "re-establish"), ("fr", "contre-offensives", "NOUN", "contre-offensive"),
     ("en", "twenty-two", "NUM", "twenty-two"), ("en", "trafficked", "VERB", "traffic")],
)  # fmt: skip
def test_the_lemma_of_what_a_hyphen_joins(lang: str, word: str, upos: str, lemma: str, parser: Parser) -> None:
    assert parser.lemmatiser(lang)[word, upos] == lemma


@pytest.mark.parametrize(
    ("deprels", "relation"),
    [(["nsubj", "acl"], "nsubj:pass"), (["nsubj", "acl", "obj"], "nsubj"), (["nsubj", "acl", "aux"], "nsubj")],
)
def test_a_participle_with_a_subject_and_no_object_is_passive(deprels: list[str], relation: str) -> None:
    classes: list[Class] = [("NOUN", {}), ("VERB", {"VerbForm": "Part", "Tense": "Past"}), ("NOUN", {})]
    heads, told = [1, 1, 1][: len(deprels)], list(deprels)
    mend_headline(
        ["w"] * 3, classes, heads, told, present=frozenset(), patients=frozenset(), participles=("w",), to=frozenset()
    )
    assert told[0] == relation


@pytest.mark.parametrize(
    ("word", "following", "small"),
    [("Detienen", "Ana", True), ("detienen", "a", False), ("Fuerzas", "Armadas", False), ("Fuerzas", "de", True)],
)
def test_what_opens_a_headline_is_read_small(word: str, following: str, small: bool) -> None:
    mends = Mends(opening=frozenset({"detienen"}), people=frozenset({"fuerzas"}))
    assert reads_small(word, following, mends) is small
