"""What refers back: names with their short form, titles of bodies, pronouns, "the group", "les deux hommes"; in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.types import Mention

Find = Callable[..., list[Mention]]


def at(text: str, found: list[Mention], words: str, *, last: bool = False) -> list[Mention]:
    """The mentions that begin at these words."""
    place = text.rindex(words) if last else text.index(words)
    return [m for m in found if m.span is not None and m.span.start == place]


@pytest.mark.parametrize(
    ("lang", "text", "short", "name", "code", "sector"),
    [
        ("fr", "Au Togo, le Front citoyen pour la réforme des institutions (FCRI) a refusé. Le FCRI dit non.", "FCRI dit",
         "Front citoyen pour la réforme des institutions", "TGO", "PTY"),
        ("es", "El Sindicato Nacional de Obreros del Puerto (SNOP) de Panamá negó todo. El SNOP irá a la huelga.", "SNOP irá",
         "Sindicato Nacional de Obreros del Puerto", "PAN", "LAB"),
        ("en", "The Kenya Harbour Workers League (KHWL) walked out. The KHWL wants more pay.", "KHWL wants",
         "Kenya Harbour Workers League", "KEN", "LAB"),
    ],
)  # fmt: skip
def test_a_body_named_beside_its_short_form(
    find: Find, lang: str, text: str, short: str, name: str, code: str, sector: str
) -> None:
    (mention,) = at(text, find(text, lang), short)
    assert mention.entity.name is not None
    assert mention.entity.name.endswith(name)
    assert (mention.entity.code, mention.entity.sectors[0]) == (code, sector)


def test_a_name_with_its_short_form_is_no_shorter_known_name(find: Find) -> None:
    text = "En Guinée, le Front national pour le retour de la paix (FNRP) a été dissous."
    assert "FRA" not in {m.entity.code for m in find(text, "fr")}


def test_a_known_name_keeps_its_meaning_beside_its_short_form(find: Find) -> None:
    text = "Colombia negocia con el Ejército de Liberación Nacional (ELN)."
    assert {m.entity.sectors[0] for m in find(text, "es") if m.entity.name == "ELN"} == {"REB"}


@pytest.mark.parametrize(
    ("lang", "text", "name", "sector"),
    [
        ("en", "The union of miners wants a rise. Its general secretary, Ann Dobbs, said no.", "Ann Dobbs", "LAB"),
        ("es", "El sindicato quiere un aumento. Su líder, Ana Dueñas, dijo que no.", "Ana Dueñas", "LAB"),
        ("fr", "L'armée malienne a reculé. Son porte-parole, le colonel Issa Bagna, a nié.", "Issa Bagna", "MIL"),
        ("en", "Tom Adeyo, a spokesman for the Kenya Labour Congress, spoke.", "Tom Adeyo", "LAB"),
    ],
)
def test_whoever_leads_or_speaks_for_a_body_is_of_its_sector(
    find: Find, lang: str, text: str, name: str, sector: str
) -> None:
    (person,) = [m.entity for m in find(text, lang) if m.entity.name == name]
    assert person.sectors[:1] == (sector,)


@pytest.mark.parametrize(
    ("lang", "text", "words", "name"),
    [
        ("en", "Soldiers caught 30 policemen and disarmed them.", "them", "30 policemen"),
        ("fr", "Le ministre français Bruno Retailleau a parlé. C'est lui qui avait signé.", "lui", "Bruno Retailleau"),
        ("fr", "Les rebelles ont fui, selon l'armée malienne. Celle-ci les poursuit.", "Celle-ci", "armée malienne"),
        ("es", "El alcalde recibió a la consejera Rosa Mella. Esta dirigía las obras.", "Esta", "Rosa Mella"),
        ("en", "Hamas rejected the plan. The movement said it wanted a truce.", "it wanted", "Hamas"),
        ("en", "Hamas rejected the plan. Israel accused it of lying.", "it of", "Hamas"),
    ],
)
def test_pronouns(find: Find, lang: str, text: str, words: str, name: str) -> None:
    assert [m.entity.name for m in at(text, find(text, lang), words)] == [name]


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        (
            "fr",
            "Les rebelles du M23 ont pris le port. L'ONU a réagi. Ils ont appelé les rebelles du M23 à partir.",
            "Ils",
        ),
        ("en", "The M23 rebels took the port. They urged the M23 rebels to leave.", "They"),
    ],
)
def test_nobody_is_named_as_the_object_of_his_own_pronoun(find: Find, lang: str, text: str, words: str) -> None:
    assert "M23" not in [m.entity.name for m in at(text, find(text, lang), words)]


def test_rebels_told_as_many_are_they(find: Find) -> None:
    text = "Los rebeldes del M23 tomaron el puerto. Ellos controlan la ciudad."
    (mention,) = at(text, find(text, "es"), "Ellos")
    assert (mention.entity.name, mention.entity.code) == ("M23", "COD")


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("fr", "Emmanuel Macron a reçu Giorgia Meloni. Les deux dirigeants ont dîné. Tous deux ont souri.", "Tous"),
        ("es", "Emmanuel Macron habló con Giorgia Meloni. Ambos pidieron calma.", "Ambos"),
    ],
)
def test_the_two_told_last(find: Find, lang: str, text: str, words: str) -> None:
    assert {m.entity.name for m in at(text, find(text, lang), words)} == {"Emmanuel Macron", "Giorgia Meloni"}


def test_the_two_men(find: Find) -> None:
    text = "Marco Rubio phoned Johann Wadephul. The two men spoke of Gaza."
    assert [m.entity.name for m in at(text, find(text, "en"), "men") or at(text, find(text, "en"), "The two men")] == [
        "Marco Rubio", "Johann Wadephul",
    ]  # fmt: skip


def test_a_title_in_the_words_of_the_subject_is_somebody_else(find: Find) -> None:
    text = (
        "Le président kényan William Ruto a parlé. Raila Odinga, chef de l'opposition, a dit que le dirigeant mentait."
    )
    (mention,) = at(text, find(text, "fr"), "le dirigeant")
    assert mention.entity.name == "William Ruto"


def test_a_regional_title_is_no_head_of_state(find: Find) -> None:
    text = "El gobernador del Cauca, Luis Parra, escribió al presidente Gustavo Petro. El mandatario departamental pidió tropas."
    (mention,) = at(text, find(text, "es"), "El mandatario")
    assert mention.entity.name == "Luis Parra"


def test_what_somebody_is_told_to_be_is_no_second_actor(find: Find) -> None:
    text = "General Dara Chan is spokesman for the Cambodian army. He denied the charge."
    found = find(text, "en")
    assert {m.entity.name for m in found if m.entity.code == "KHM"} == {"Dara Chan"}
    assert at(text, found, "He ")[0].entity.name == "Dara Chan"


def test_what_is_told_later_holds_from_the_first_mention(find: Find) -> None:
    text = "Brice Mbeng a été arrêté au Gabon. L'opposant a dénoncé un complot."
    found = find(text, "fr")
    assert {m.entity.sectors for m in found if m.entity.name == "Brice Mbeng"} == {("OPP",)}


def test_a_surname_behind_a_preposition_of_place_is_a_place(find: Find) -> None:
    text = "In Lagos, soldiers patrolled the streets of Nigeria."
    assert "Ricardo Lagos" not in {m.entity.name for m in find(text, "en")}


def test_the_government_of_whom_of_two_namesakes_leads_one(find: Find) -> None:
    text = "El Gobierno de Pedro Sánchez lo niega."
    assert find(text, "es")[0].entity.code == "ESP"


def test_courtesy_before_a_surname_alone(find: Find) -> None:
    assert [m.entity.name for m in find("M. Brunvalle a refusé de répondre.", "fr")] == ["Brunvalle"]


def test_a_short_title_of_one_country_is_anybodys_where_the_article_is_of_another(find: Find) -> None:
    text = "The Senate of the Philippines met on Monday. Sen. Lito Abrante urged it to vote."
    (person,) = [m.entity for m in find(text, "en") if m.entity.name == "Lito Abrante"]
    assert (person.code, person.sectors) == ("PHL", ("LEG",))


def test_opposition_to_something_is_no_body(find: Find) -> None:
    text = "Mr Ruto hid his opposition to the plan."
    assert "OPP" not in {s for m in find(text, "en") for s in m.entity.sectors}


def test_a_name_that_goes_on_is_another(find: Find) -> None:
    text = "En Guinée, le Front national pour la paix a manifesté. Il sera dissous."
    assert "FRA" not in {m.entity.code for m in find(text, "fr")}


@pytest.mark.parametrize(
    ("lang", "text", "words", "code"),
    [
        ("en", "Chile condemned the raid. Police in Chicago arrested two men.", "Police", "USA"),
        ("fr", "Le Chili a condamné l'attaque. Le tribunal de Lyon a condamné un militant.", "Le tribunal", "FRA"),
        ("es", "Chile condenó el ataque. Un tribunal de Miami condenó a dos hombres.", "Un tribunal", "USA"),
        # two large cities of that name: the article decides, or nobody
        ("es", "Chile condenó el ataque. La fiscalía de Valencia investiga a dos hombres.", "La fiscalía", None),
        ("es", "España condenó el ataque. La fiscalía de Valencia investiga a dos hombres.", "La fiscalía", "ESP"),
        # no city: the state of the story
        ("es", "Chile condenó el ataque. La ministra de Defensa viajó a la frontera.", "La ministra", "CHL"),
    ],
)
def test_a_city_tells_the_country_of_those_who_serve_there(
    lang: str, text: str, words: str, code: str | None, find: Find
) -> None:
    (only,) = at(text, find(text, lang), words)
    assert only.entity.code == code


@pytest.mark.parametrize(
    ("lang", "text", "words", "code"),
    [
        ("en", "France condemned the raid, and Germany said it would send aid.", "it would", "DEU"),
        ("en", "The EU urged restraint, and Washington said it was suspending the talks.", "it was", "USA"),
        ("es", "Francia condenó el ataque y Chile anunció que retiraba a su embajador.", "su embajador", "CHL"),
    ],
)
def test_a_coordinated_clause_has_its_own_subject(lang: str, text: str, words: str, code: str, find: Find) -> None:
    assert {m.entity.code for m in at(text, find(text, lang), words)} == {code}
