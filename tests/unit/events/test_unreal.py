"""What is wished, owed, asked, aimed at, left open or denied is told of, but not told to have happened; in three languages."""

from __future__ import annotations

import pytest

import dragoman
from tests.unit.events.test_grammar import events, shown

CASES = [
    # rule, language, sentence, what is found
    ("content there", "en", "Trump told Iran to release the hostages.", ["USA REQUEST.yield IRN"]),
    ("content there", "en", "Trump told Iran that the war was over.", []),
    ("content there", "en", '"We will not be intimidated," Trump told Israel.', []),
    ("content there", "fr", "Trump a dit à l'Iran que la guerre était finie.", []),
    ("content there", "es", "Trump dijo a Irán que la guerra había terminado.", []),
    ("set phrase", "es", "Sin embargo, Francia condenó a Rusia.", ["FRA ACCUSE RUS"]),
    ("joined content", "es", "Francia instó a Irán a liberar a los rehenes y detener las ejecuciones.", ["FRA REQUEST IRN"]),
    ("through the pattern", "en", "France urged Israel to end the bombing of Iran.", ["FRA REQUEST ISR"]),
    ("through the pattern", "fr", "La France a exhorté Israël à cesser les bombardements contre l'Iran.", ["FRA REQUEST ISR"]),
    ("through the pattern", "es", "Francia instó a Israel a cesar los bombardeos contra Irán.", ["FRA REQUEST ISR"]),
    ("wished", "en", "Macron hopes that Russia attacks no village in Ukraine.", []),
    ("asked of its subject", "fr", "Macron veut que la Russie retire ses troupes d'Ukraine.", ["FRA REQUEST RUS"]),
    ("wished", "fr", "Macron craint que la Russie attaque l'Ukraine.", []),
    ("wished", "es", "Macron teme que Rusia ataque Ucrania.", []),
    ("asked of its subject", "fr", "La France souhaite que la Russie retire ses troupes.", ["FRA REQUEST RUS"]),
    ("noun of content", "en", "Macron spoke of the challenge of reaching a deal with Iran.", []),
    ("noun of content", "fr", "Macron cherche la manière de conclure un accord avec l'Iran.", []),
    ("noun of content", "es", "Macron asume el reto de cerrar un acuerdo con Irán.", []),
    ("attempt", "fr", "La tentative de renverser le gouvernement de Maduro a échoué.", ["- COERCE VEN"]),
    ("aimed at", "en", "Macron spoke of a plan aimed at sanctioning Iran.", []),
    ("aimed at", "fr", "Macron a parlé d'un plan visant à sanctionner l'Iran.", []),
    ("aimed at", "es", "Macron habló de un plan destinado a sancionar a Irán.", []),
    ("negative condition", "fr", "Si la Russie ne retire pas ses troupes d'Ukraine, Paris réagira.", []),
    ("negative condition", "es", "Si Rusia no retira sus tropas de Ucrania, París reaccionará.", []),
    ("not ruled out", "en", "Trump did not rule out bombing Iran.", ["USA THREATEN.violence:done IRN"]),
    ("not ruled out", "fr", "Trump n'a pas exclu de bombarder l'Iran.", ["USA THREATEN.violence:done IRN"]),
    ("not ruled out", "es", "Trump no descartó bombardear Irán.", ["USA THREATEN.violence:done IRN"]),
    ("answer", "en", "Russia responded with an attack on Ukraine.", ["RUS ASSAULT UKR"]),
    ("answer", "fr", "La Russie a répondu par une attaque contre l'Ukraine.", ["RUS ASSAULT UKR"]),
    ("answer", "es", "Rusia respondió con un ataque contra Ucrania.", ["RUS ASSAULT UKR"]),
    ("owed", "en", "Trump said that Iran has to release the hostages.", ["USA REQUEST.yield IRN"]),
    ("owed", "es", "Trump dijo que Irán tiene que liberar a los rehenes.", ["USA REQUEST.yield IRN"]),
    ("owed", "es", "Trump dijo que Irán ha de liberar a los rehenes.", ["USA REQUEST.yield IRN"]),
    ("owed by nobody's word", "en", "Iran must cooperate with Russia.", []),
    ("infinitive as subject", "fr", "Attaquer l'Ukraine est une folie.", []),
    ("infinitive as subject", "es", "Atacar Ucrania es una locura.", []),
    ("question", "fr", "« Attaquer l'Iran ? », a lancé Macron.", []),
    ("no sign", "en", "There was no sign that Russia had attacked Ukraine.", []),
    ("called", "en", "Macron described the vote as an attack on Russia.", []),
    ("called", "es", "Macron calificó el voto como un ataque contra Rusia.", []),
    ("thousands", "en", "Russia sent thousands of troops to Ukraine.", ["RUS MOBILIZE UKR"]),
    ("hundreds", "fr", "La Russie a mené des centaines de frappes contre l'Ukraine.", ["RUS ASSAULT UKR"]),
    ("thousands", "es", "Rusia envió miles de soldados a Ucrania.", ["RUS MOBILIZE UKR"]),
    ("purpose of a whole act", "en", "Macron will visit Iran to mediate in the conflict.", ["FRA AGREE IRN"]),
    ("source", "es", "Rusia atacó Ucrania, de acuerdo con Alemania.", ["RUS ASSAULT UKR"]),
    ("beside a comma", "en", "Macron vowed to help Ukraine, accusing Russia of lying.", ["FRA AGREE UKR", "FRA ACCUSE RUS"]),
    ("more of the same blame", "en", "France accused Russia of murder, bombing villages and using drones.", ["FRA ACCUSE RUS"]),
    ("ground", "en", "France condemned Russia for attacking Ukraine.", ["FRA ACCUSE RUS"]),
    ("ground", "fr", "La France a condamné la Russie pour avoir attaqué l'Ukraine.", ["FRA ACCUSE RUS"]),
    ("ground", "es", "Francia condenó a Rusia por atacar Ucrania.", ["FRA ACCUSE RUS"]),
    ("aim of a noun", "fr", "La Russie a mené des bombardements visant l'Ukraine.", ["RUS ASSAULT UKR"]),
    ("planned and called off", "en", "Macron cancelled a planned visit to Iran.", ["FRA REJECT IRN"]),
    ("conjoined with a denial", "fr", "Macron nie la crise et condamne la Russie.", ["FRA ACCUSE RUS"]),
    ("made to act", "en", "The protests forced Russia to withdraw troops from Ukraine.", ["RUS RETREAT UKR"]),
    ("part of a vetoed text", "en", "Russia vetoed a resolution condemning Israel.", ["RUS REJECT ISR"]),
    ("one of the conditions", "es", "Entre las condiciones están la liberación de los rehenes de Israel y un acuerdo con Irán.", []),
    ("one of the goals", "fr", "Une trêve avec Israël est l'objectif de Macron.", []),
    ("in passing", "fr", "Macron a parlé d'un groupe soutenu par l'Iran.", []),
    ("no passive", "en", "The claims about Russia were demonstrated.", []),
    ("claimed attack", "fr", "L'Iran a revendiqué l'attaque contre la base israélienne.", ["IRN ASSAULT ISR"]),
    ("a state's protest", "en", "Russia protested against France.", ["RUS ACCUSE FRA"]),
    ("hung on the second asked", "fr", "Trump a menacé le Mexique et l'Iran de bombarder leurs ports.", ["USA THREATEN MEX+IRN"]),
    ("date before the one asked", "fr", "Macron a appelé, ce jeudi 8 janvier, la Russie à libérer les otages.", ["FRA REQUEST RUS"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "lang", "text", "expected"), CASES, ids=[f"{c[1]}-{c[0]}-{k}" for k, c in enumerate(CASES)]
)
def test_unreal(rule: str, lang: str, text: str, expected: list[str]) -> None:
    found = events(lang, text)
    told = [shown(e, expected[k] if k < len(expected) else "") for k, e in enumerate(found)]
    assert sorted(told) == sorted(expected), f"{rule}: {[(shown(e, '.:'), e.rule) for e in found]}"


ORDERS = [
    ("en", "Maduro ordered his foreign minister to expel the Spanish ambassador.", ["SANCTION future"]),
    ("fr", "Macron a ordonné à son ministre d'expulser l'ambassadeur russe.", ["SANCTION future"]),
    ("es", "Netanyahu ordenó a las fuerzas israelíes que se concentraran en la frontera.", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), ORDERS)
def test_an_order_within_one_state_is_no_demand(lang: str, text: str, expected: list[str]) -> None:
    found = dragoman.code(text, lang=lang, published="2026-01-12").events
    assert [f"{e.type} {e.status}" for e in found] == expected
