"""Exports of press services: several articles in one file, split, each with what the service states of it."""

from __future__ import annotations

from pathlib import Path

from dragoman.reading import read

FACTIVA = """
HD
Kenya, Somalia reopen border crossing at Mandera
BY
By Amina Yusuf
WC
112 words
PD
14 March 2026
ET
08:25
SN
Example News Service
SC
EXNS
LA
English
CY
(c) 2026 Example News
LP
NAIROBI, March 14 (Reuters) - Kenya and Somalia reopened the Mandera border crossing on Saturday after thirteen years.
TD
The Kenyan president said the move would help trade.

Somalia's prime minister thanked Nairobi.
CO
exmpl : Example Holdings
AN
Document EXNS000020260314em3e0001p

HD
Djibouti hails reopening of Mandera crossing
WC
40 words
PD
15 March 2026
SN
Example News Service
LA
English
LP
Djibouti's foreign minister on Sunday welcomed the decision of Kenya and Somalia to reopen the crossing.
AN
Document EXNS000020260315em3f0002a
"""

FACTIVA_PLAIN = """Madagascar : le président nomme un nouveau gouvernement
Par Lala Rakoto
215 mots
3 février 2026
18:40
L'Exemple du Matin
EXMA
Français
Copyright 2026 L'Exemple

Le président malgache a nommé mardi un gouvernement de vingt-deux ministres, a annoncé son porte-parole à Antananarivo.

L'opposition a dénoncé « une mascarade ».

Document EXMA000020260203em23000zz
"""

NEXIS = """
                               1 of 2 DOCUMENTS

                             The Example (London)

                            January 12, 2026 Monday

Ministers meet in Doha over ceasefire

BYLINE: Sara Holt

SECTION: NEWS; Pg. 4

LENGTH: 96 words

DATELINE: DOHA

Foreign ministers from five Gulf states met in Doha on Monday to discuss a ceasefire in Yemen, Qatari officials said.

The Houthis were not invited to the talks.

LOAD-DATE: January 13, 2026

LANGUAGE: ENGLISH

Copyright 2026 Example Ltd

                               2 of 2 DOCUMENTS

                             The Example (London)

                            January 13, 2026 Tuesday

Houthis reject Doha talks

LENGTH: 40 words

The Houthi movement on Tuesday rejected the outcome of the Doha talks and promised further attacks on shipping.

LOAD-DATE: January 14, 2026
"""

NEXIS_NEW = """Uruguay y Brasil firman un acuerdo energético
El Ejemplo
20 de enero de 2026 martes
Copyright 2026 El Ejemplo
Length: 80 words
Byline: Lucía Ferrari
Body

Uruguay y Brasil firmaron este martes en Montevideo un acuerdo para unir sus redes eléctricas, informaron ambos gobiernos.

Argentina pidió sumarse al acuerdo.

Load-Date: January 20, 2026
End of Document
"""

EUROPRESSE = """Le Quotidien d'Exemple
Monde, mercredi 14 janvier 2026 - 17:05 UTC +01:00 312 mots, p. 3

Le Bénin expulse l'ambassadeur de Russie
Koffi Adjovi

Le Bénin a expulsé mercredi l'ambassadeur de Russie, accusé d'ingérence dans la campagne électorale, a annoncé le gouvernement.

Moscou a dénoncé une décision hostile.

© 2026 Le Quotidien d'Exemple. Tous droits réservés.
Certificat émis le 20 janvier 2026 à Université d'Exemple à des fins de visualisation personnelle
news·20260114·QEX·1234567

Le Quotidien d'Exemple
Monde, jeudi 15 janvier 2026 120 mots, p. 5

Moscou expulse l'ambassadeur du Bénin

La Russie a expulsé jeudi l'ambassadeur du Bénin à Moscou, au lendemain d'une décision semblable de Cotonou.

© 2026 Le Quotidien d'Exemple. Tous droits réservés.
news·20260115·QEX·1234999
"""


def write(tmp_path: Path, text: str, name: str = "export.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf8")
    return path


def test_factiva_with_codes(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, FACTIVA))
    assert (first.id, first.title) == ("EXNS000020260314em3e0001p", "Kenya, Somalia reopen border crossing at Mandera")
    assert (first.published, first.source, first.byline) == (
        "2026-03-14T08:25",
        "Example News Service",
        "By Amina Yusuf",
    )
    assert (first.agency, first.extra["dateline"]) == ("Reuters", "NAIROBI")
    assert "Somalia's prime minister thanked Nairobi." in first.text
    assert "exmpl" not in first.text
    assert (second.published, second.id) == ("2026-03-15", "EXNS000020260315em3f0002a")


def test_factiva_without_codes(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path, FACTIVA_PLAIN))
    assert (article.title, article.published) == (
        "Madagascar : le président nomme un nouveau gouvernement",
        "2026-02-03T18:40",
    )
    assert (article.source, article.lang) == ("L'Exemple du Matin", "fr")
    body = [part.span.of(article.text) for part in article.parts if part.kind in ("lead", "body")]
    assert body[0].startswith("Le président malgache")
    assert body[1] == "L'opposition a dénoncé « une mascarade »."
    assert len(body) == 2


def test_nexis_old_layout(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, NEXIS, "export.TXT"))
    assert (first.title, first.byline) == ("Ministers meet in Doha over ceasefire", "Sara Holt")
    assert (first.published, first.source) == ("2026-01-12", "The Example (London)")
    assert first.extra["section"] == "NEWS; Pg. 4"
    assert first.text.endswith("The Houthis were not invited to the talks.")
    assert (second.title, second.published) == ("Houthis reject Doha talks", "2026-01-13")


def test_nexis_new_layout(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path, NEXIS_NEW))
    assert (article.title, article.byline) == ("Uruguay y Brasil firman un acuerdo energético", "Lucía Ferrari")
    assert (article.published, article.source, article.lang) == ("2026-01-20", "El Ejemplo", "es")
    assert article.text.endswith("Argentina pidió sumarse al acuerdo.")


def test_europresse(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, EUROPRESSE))
    assert (first.title, first.byline) == ("Le Bénin expulse l'ambassadeur de Russie", "Koffi Adjovi")
    assert (first.published, first.source) == ("2026-01-14T17:05", "Le Quotidien d'Exemple")
    assert first.extra["section"] == "Monde"
    assert first.text.endswith("Moscou a dénoncé une décision hostile.")
    assert (second.title, second.published) == ("Moscou expulse l'ambassadeur du Bénin", "2026-01-15")
    assert second.byline is None
