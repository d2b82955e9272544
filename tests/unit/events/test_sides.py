"""Who acts and who suffers, where the tree alone does not say: towns, places, judged deeds, owners of decisions, victims."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import code
from dragoman.types import Article, Event, Mention, Part, Span

CASES = [
    # what, language, sentence, what is found
    ("a town suffers", "en", "Russia launched a wave of attacks on Odesa.", ["RUS ASSAULT UKR"]),
    ("a town suffers", "fr", "Les rebelles du M23 se sont emparés de Goma.", ["COD ASSAULT COD"]),
    ("a town suffers", "es", "Las tropas de Rusia bombardearon Járkov.", ["RUS ASSAULT UKR"]),
    ("a town is visited", "en", "Emmanuel Macron arrived in Amman on Tuesday.", ["FRA CONSULT JOR"]),
    ("one's own town receives nothing", "en", "Uganda banned a demonstration in Kampala.", ["UGA COERCE -"]),
    ("victims are of the place", "en", "Gunmen killed ten people in Somalia.", ["SOM ASSAULT SOM"]),
    ("victims are of the place", "fr", "Un attentat a tué dix personnes en Somalie.", ["- ASSAULT SOM"]),
    ("victims are of the place", "es", "Boko Haram secuestró a 200 niñas en Nigeria.", ["NGA ASSAULT NGA"]),
    ("strangers arrested abroad", "en", "Two French journalists were arrested in Iran.", ["IRN COERCE FRA"]),
    ("the deed is judged", "en", "France condemned the Russian invasion of Ukraine.", ["FRA ACCUSE RUS", "RUS ASSAULT UKR"]),
    ("a deed without author", "en", "France condemned the invasion of Ukraine.", ["FRA ACCUSE -", "- ASSAULT UKR"]),
    ("a deed told by a participle", "fr", "L'ONU a condamné le tir effectué par la Corée du Nord.", ["IGO ACCUSE PRK"]),
    ("a used word is a deed", "es", "México condenó la invasión rusa de Ucrania.", ["MEX ACCUSE RUS"]),
    ("prisoners are not asked", "en", "Brazil is calling for the release of political prisoners in Belarus.", ["BRA REQUEST BLR"]),
    ("owner of a decision", "es", "La UE condenó la decisión de Venezuela de expulsar al embajador español.",
     ["IGO ACCUSE VEN", "VEN SANCTION ESP"]),
    ("owner of a decision", "fr", "L'UE a condamné la décision du Venezuela d'expulser l'ambassadeur espagnol.",
     ["IGO ACCUSE VEN", "VEN SANCTION ESP"]),
    ("told as after …", "es", "Trump anunció una pausa después de hablar con Sheinbaum.", ["USA+MEX CONSULT -"]),
    ("past a word of absence", "fr", "L'attaque sans précédent de l'Iran contre Israël a échoué.", ["IRN ASSAULT ISR"]),
    ("the relative tells of the strike", "en", "This followed another Russian strike on Kyiv, which killed three people.",
     ["RUS ASSAULT UKR"]),
    ("demanded by protesters", "en", "Thousands of Kenyans blocked a road to demand reforms from President William Ruto.",
     ["KEN PROTEST KEN"]),
    ("troops against", "en", "Britain mobilised reservists for a possible war against Iran.", ["GBR MOBILIZE IRN"]),
    ("a dateline is no side", "en", "MINSK, Aug 4 - Russia attacked a base in Mali.", ["RUS ASSAULT MLI"]),
    ("a dateline is no side", "fr", "Kiev/Lviv - Le président français Emmanuel Macron a critiqué la Hongrie.", ["FRA ACCUSE HUN"]),
    ("a dateline is no side", "es", "LIMA.- Chile expulsó al embajador ruso.", ["CHL SANCTION RUS"]),
    ("the two", "en", "Kenya and Uganda signed a treaty. Turkey congratulated the two governments.",
     ["KEN+UGA SUPPORT -", "TUR SUPPORT KEN+UGA"]),
    ("the two", "fr", "L'Inde et le Pakistan ont échangé des tirs. La Chine a appelé les deux pays à la retenue.",
     ["IND+PAK ASSAULT -", "CHN REQUEST IND+PAK"]),
    ("the two", "es", "China atacó Taiwán. La Unión Europea llamó a ambas partes a la contención.",
     ["CHN ASSAULT TWN", "IGO REQUEST CHN+TWN"]),
    ("behind an inserted clause", "es", "Porras, sancionada por Estados Unidos y la Unión Europea por corrupción, ha vuelto a su casa.",
     ["USA+IGO SANCTION GTM"]),
    ("a presumed side", "es", "Un convoy fue atacado por presuntos yihadistas en Burkina Faso.", ["BFA ASSAULT BFA"]),
    ("a preposition hung within the phrase", "en", "Soldiers freed pupils abducted by Boko Haram insurgents in Niger.",
     ["NER RETREAT NER", "NGA ASSAULT NER"]),
    ("a participle read as an adjective", "es", "Las sanciones impuestas por la Unión Europea a Rusia fueron criticadas por Hungría.",
     ["HUN ACCUSE IGO", "IGO SANCTION RUS"]),
    ("people of the state", "en", "A Turkish court sentenced two journalists to four years in prison.", ["TUR SANCTION TUR"]),
    ("people of the state", "fr", "La police kényane a arrêté douze personnes.", ["KEN COERCE KEN"]),
    ("people of the state", "es", "La policía de Perú detuvo a nueve jóvenes.", ["PER COERCE PER"]),
    ("marching on one's officials", "es", "Miles de jóvenes marcharon para exigir la renuncia de José Jerí.",
     ["PER PROTEST PER"]),
    ("marching on a state", "en", "Thousands of people protested against Israel.", ["CVL PROTEST ISR"]),
    ("nobody does what happens", "es", "La policía de Venezuela detuvo a dos hombres desde que estallaron las protestas.",
     ["VEN COERCE VEN", "- PROTEST -"]),
    ("told as after …", "en", "Mali declared a state of emergency after rebels captured a town in the north.",
     ["MLI COERCE -", "MLI ASSAULT -"]),
    ("the marked relative", "es", "Chile sancionó al ministro de Perú, a quien acusó de corrupción.",
     ["CHL SANCTION PER", "CHL ACCUSE PER"]),
    ("the marked relative", "es", "Chile sancionó a tres funcionarios de Perú, a los que acusa de corrupción.",
     ["CHL SANCTION PER", "CHL ACCUSE PER"]),
    ("had it done to them", "fr", "Les diplomates chiliens se sont vu refuser l'accès au Pérou par la police.",
     ["PER REJECT CHL"]),
    ("died in whose attack", "es", "Cinco personas murieron en un ataque ruso contra Járkov.", ["RUS ASSAULT UKR"]),
    ("died in whose attack", "fr", "Cinq personnes sont mortes dans une attaque russe contre Kharkiv.", ["RUS ASSAULT UKR"]),
    ("died in whose attack", "en", "Five people died in a Russian attack on Kharkiv.", ["RUS ASSAULT UKR"]),
    ("struck in a town", "es", "Un ataque de dron contra un mercado de Jartum mató a 43 personas.", ["- ASSAULT SDN"]),
    ("whose crackdown", "es", "Lima protege al gobierno de Dina Boluarte, cuya represión dejó 49 muertos.", ["PER ASSAULT -"]),
    ("behind a comma", "es", "Un juez de España citó al exministro José Luis Ábalos, detenido por la Guardia Civil.",
     ["ESP REQUEST ESP", "ESP COERCE ESP"]),
    ("an unmarked relative acts", "es", "Rusia, que atacó Ucrania, pidió ayuda a China.", ["RUS ASSAULT UKR", "RUS REQUEST CHN"]),
    ("nothing below like", "fr", "Trump a salué l'accord comme un coup porté au régime de Maduro.", ["USA SUPPORT -"]),
    ("deported are strangers", "es", "Un total de 265 personas fueron deportadas por Estados Unidos.", ["USA COERCE CVL"]),
    ("sent where", "es", "Cinco mil soldados peruanos fueron desplegados en Lima.", ["PER MOBILIZE -"]),
    ("the other party of a truce", "fr", "Les rebelles maliens ont rompu un cessez-le-feu conclu en janvier avec l'armée malienne.",
     ["MLI ASSAULT -", "MLI CONCEDE -"]),
    ("marked as object, hung elsewhere", "es", "Las fuerzas de seguridad de Venezuela abatieron en un asalto a Óscar Pérez.",
     ["VEN ASSAULT VEN"]),
    ("the name behind the relation", "en", "Erdogan rival Ekrem Imamoglu was arrested in Istanbul.", ["- COERCE TUR"]),
    ("both that describe", "en", "Russian and Iranian warplanes bombed a village in Syria.", ["RUS+IRN ASSAULT SYR"]),
    ("opening place", "en", "In neighbouring Niger, gunmen kidnapped two Indian engineers.", ["NER ASSAULT IND"]),
    ("the place, wherever it hangs", "es", "Veinte personas fueron detenidas a causa de los disturbios en el norte de Venezuela.",
     ["- COERCE VEN"]),
    ("who holds them", "en", "Iran seized a Greek tanker. Greece demanded the immediate release of the ship.",
     ["IRN COERCE GRC", "GRC REQUEST IRN"]),
    ("prisoners are not asked", "fr", "Les rebelles maliens réclament la libération de prisonniers politiques.",
     ["MLI REQUEST -"]),
    ("kinds of side", "fr", "Des membres de gangs ont tué un policier à Port-au-Prince.", ["HTI ASSAULT HTI"]),
    ("a crowd of the place", "fr", "Des émeutes ont éclaté au Kenya.", ["KEN PROTEST -"]),
]  # fmt: skip


@cache
def events(lang: str, text: str) -> tuple[Event, ...]:
    article = Article("t", text, lang, published="2026-01-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    return coded.events


def shown(event: Event) -> str:
    def side(found: tuple[Mention, ...]) -> str:
        return "+".join(dict.fromkeys(m.entity.code or (m.entity.sectors or ("?",))[0] for m in found)) or "-"

    return f"{side(event.actors)} {event.type} {side(event.recipients)}"


@pytest.mark.parametrize(("what", "lang", "text", "expected"), CASES, ids=[f"{c[1]}-{c[0]}" for c in CASES])
def test_sides(what: str, lang: str, text: str, expected: list[str]) -> None:
    told = [shown(event) for event in events(lang, text)]
    assert sorted(told) == sorted(expected), f"{what}: {[(shown(e), e.rule) for e in events(lang, text)]}"


def test_speaker_beside_the_clause_is_no_side() -> None:
    [event] = events("en", "Burmese troops have captured a village on Monday, Thai police said.")
    assert all(m.entity.code != "THA" for m in (*event.actors, *event.recipients))


def test_lawyer_does_not_arrest() -> None:
    found = events("fr", "« Il va rester en détention », a dit son avocat.")
    assert not any(event.actors for event in found if event.type == "COERCE")


def test_town_is_the_recipient_with_its_span() -> None:
    text = "Russia shelled Kherson on Monday."
    [event] = events("en", text)
    [town] = event.recipients
    assert (town.entity.name, town.entity.code, town.span and town.span.of(text)) == ("Kherson", "UKR", "Kherson")
