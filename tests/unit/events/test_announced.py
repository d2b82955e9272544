"""Warnings, attempts, orders, resignations to come, nominal style, and what kind of act tells its side; three languages."""

from __future__ import annotations

import pytest

import dragoman

CASES = [
    # language, sentence, what is found: TYPE.mode status
    ("en", "Tehran warned that it could close the Strait of Hormuz.", ["THREATEN.restrict done"]),
    ("fr", "Téhéran a prévenu qu'il quitterait le traité.", ["THREATEN.relations done"]),
    ("es", "Teherán advirtió que abandonará el tratado.", ["THREATEN.relations done"]),
    ("en", "Slovakia said it would no longer send arms to Ukraine.", ["REJECT.assist done"]),
    ("en", "The Constitutional Court ordered the Thai prime minister to step down.", ["SANCTION.expel done"]),
    ("en", "The Russian commander ordered officers to shoot at the crowd.", ["ASSAULT.firearms future"]),
    ("en", "Venezuela would be met with force.", []),
    ("fr", "L'Argentine a eu raison de protéger ses pêcheurs.", []),
    ("es", "Argentina hizo bien en proteger a sus pescadores.", []),
    ("es", "El abogado expresó su esperanza en que la justicia mexicana ordene la detención del general.", []),
    ("en", "Beijing demanded that Manila stop the work.", ["REQUEST.yield done"]),
    ("fr", "Pékin a sommé Manille de cesser les travaux.", ["REQUEST.yield done"]),
    ("fr", "Le Premier ministre japonais a annoncé qu'il démissionnerait lundi.", ["CONCEDE.None future"]),
    ("en", "The German minister will step down in May, he announced.", ["CONCEDE.None future"]),
    ("fr", "L'opposante bolivienne a profité de l'occasion pour condamner Cuba.", ["ACCUSE.disapprove done"]),
    ("fr", "Tir d'un missile balistique par la Corée du Nord", ["MOBILIZE.weapons done"]),
    ("fr", "Gaza : vingt morts dans des frappes israéliennes", ["ASSAULT.aerial done"]),
    ("fr", "La démission du gouvernement népalais n'a pas calmé la rue.", ["RETREAT.resign done"]),
    ("en", "Four hostages were released on Sunday.", ["RETREAT.release done"]),
    ("fr", "Quatre otages ont été libérés dimanche.", ["RETREAT.release done"]),
    ("es", "Cuatro rehenes fueron liberados el domingo.", ["RETREAT.release done"]),
    ("en", "Clashes broke out in Tripoli on Monday.", ["ASSAULT.None done"]),
    ("fr", "Il y a eu des affrontements à Tripoli lundi.", ["ASSAULT.None done"]),
    ("es", "El alto el fuego entró en vigor en Gaza.", ["RETREAT.ceasefire done"]),
    ("en", "There will be protests in Nairobi on Monday.", ["PROTEST.None future"]),
    ("es", "Habrá protestas en Caracas el lunes.", ["PROTEST.None future"]),
    ("es", "Francia y España acordaron realizar maniobras navales conjuntas.", ["AGREE.None done"]),
    ("en", "The vice president of Ecuador quit over graft charges.", ["RETREAT.resign done"]),
    ("fr", "L'Iran n'hésitera pas à riposter, a déclaré le ministre iranien.", ["THREATEN.violence done"]),
    ("en", "Israel will not hesitate to strike Iran, its minister said.", ["THREATEN.violence done"]),
    ("es", "Israel no dudará en atacar a Irán, dijo su ministro.", ["THREATEN.violence done"]),
    ("fr", "Le Hezbollah a averti que détenir des employés de l'ONU serait un crime.", []),
    ("en", "Sudanese authorities announced that the rally was banned.", ["COERCE.restrict done"]),
    ("es", "Trump tensó la cuerda luego de anunciar aranceles para Colombia.", ["SANCTION.discontinue future"]),
    ("es", "Rusia está a punto de atacar Kiev.", ["ASSAULT.None hypothetical"]),
    ("en", "Kenya has been rocked by protests since Monday.", ["PROTEST.None done"]),
    ("fr", "Le Kenya est secoué par des manifestations depuis lundi.", ["PROTEST.demo done"]),
    ("es", "Juan Guaidó se proclamó presidente interino.", []),
    ("en", "Some 1,500 people were killed in the protests.", ["ASSAULT.None done"]),
    ("fr", "Giorgia Meloni en visite à Alger", ["CONSULT.visit done"]),
    ("en", "The Kenyan minister is due to meet Putin on Monday.", ["AGREE.None future"]),
    ("fr", "Israël a rejeté l'appel de l'Égypte à lever le blocus.", ["REJECT.None done"]),
    ("en", "The Kenyan government argued that the pair should not take office.", ["REQUEST.None done"]),
]


@pytest.mark.parametrize(
    ("lang", "text", "expected"), CASES, ids=[f"{lang}-{k}" for k, (lang, _, _) in enumerate(CASES)]
)
def test_announced(lang: str, text: str, expected: list[str]) -> None:
    found = dragoman.code(text, lang=lang, published="2026-01-12").events
    assert [f"{e.type}.{e.mode} {e.status}" for e in found] == expected, [e.rule for e in found]


def test_what_an_act_that_is_none_was_about_is_told_all_the_same() -> None:
    found = dragoman.code(
        "La reconnaissance de la Palestine par la France a été saluée.", lang="fr", published="2026-01-12"
    ).events
    assert [(e.type, [m.entity.code for m in e.actors], [m.entity.code for m in e.recipients]) for e in found] == [
        ("SUPPORT", ["FRA"], ["PSE"])
    ]
