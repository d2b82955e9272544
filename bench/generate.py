"""Synthetic dispatches in three languages: a made-up world, its events, and the outlets that tell them.

    python -m bench.generate N > dispatches.jsonl

Each event has sides, a type, a day, a place-name and figures of its own, and is told by one to five outlets in one to three
languages, some of which copy another word for word but for their first line. `articles` gives texts to be coded; `told` gives
the same with what a perfect coder would find, so that merging can be timed by itself.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.types import Article, Coded, Entity, Event, Mention, Span

#: code → (English, French with its article, Spanish)
COUNTRIES = {
    "FRA": ("France", "la France", "Francia"),
    "DEU": ("Germany", "l'Allemagne", "Alemania"),
    "ESP": ("Spain", "l'Espagne", "España"),
    "MEX": ("Mexico", "le Mexique", "México"),
    "USA": ("the United States", "les États-Unis", "Estados Unidos"),
    "RUS": ("Russia", "la Russie", "Rusia"),
    "UKR": ("Ukraine", "l'Ukraine", "Ucrania"),
    "IRN": ("Iran", "l'Iran", "Irán"),
    "ISR": ("Israel", "Israël", "Israel"),
    "CHN": ("China", "la Chine", "China"),
    "IND": ("India", "l'Inde", "India"),
    "PAK": ("Pakistan", "le Pakistan", "Pakistán"),
    "COL": ("Colombia", "la Colombie", "Colombia"),
    "VEN": ("Venezuela", "le Venezuela", "Venezuela"),
    "BRA": ("Brazil", "le Brésil", "Brasil"),
    "TUR": ("Turkey", "la Turquie", "Turquía"),
    "POL": ("Poland", "la Pologne", "Polonia"),
    "MAR": ("Morocco", "le Maroc", "Marruecos"),
    "DZA": ("Algeria", "l'Algérie", "Argelia"),
    "EGY": ("Egypt", "l'Égypte", "Egipto"),
}
LANGS = ("en", "fr", "es")
#: (type, mode, sense, quad, score, CAMEO, Goldstein), then the act in each language; {a} {b} sides, {p} place, {n} figure, {o} object.
ACTS = (
    (("ACCUSE", "allege", "accuse.accuse", 3, -3.5, "112", -2.0), (
        "{a} accused {b} on {d} of hiding {n} {o} near {p}.",
        "{a} a accusé {d} {b} de cacher {n} {o} près de {p}.",
        "{a} acusó el {d} a {b} de ocultar {n} {o} cerca de {p}.")),
    (("THREATEN", "violence", "threaten.violence", 3, -3.5, "138", -7.0), (
        "{a} threatened on {d} to attack {b} over the {n} {o} of {p}.",
        "{a} a menacé {d} d'attaquer {b} pour les {n} {o} de {p}.",
        "{a} amenazó el {d} con atacar a {b} por los {n} {o} de {p}.")),
    (("AID", None, "aid.give", 2, 10.0, "070", 7.0), (
        "{a} gave {b} {n} {o} on {d} for the town of {p}.",
        "{a} a donné {d} {n} {o} à {b} pour la ville de {p}.",
        "{a} entregó el {d} {n} {o} a {b} para la ciudad de {p}.")),
    (("SANCTION", "discontinue", "sanction.impose", 4, -6.0, "163", -8.0), (
        "{a} imposed sanctions on {b} on {d} after the loss of {n} {o} at {p}.",
        "{a} a imposé {d} des sanctions contre {b} après la perte de {n} {o} à {p}.",
        "{a} impuso el {d} sanciones a {b} tras la pérdida de {n} {o} en {p}.")),
)  # fmt: skip
OBJECTS = (("rifles", "fusils", "rifles"), ("tractors", "tracteurs", "tractores"), ("barrels", "barils", "barriles"),
           ("trucks", "camions", "camiones"), ("radios", "radios", "radios"), ("generators", "générateurs", "generadores"))  # fmt: skip
DAYS = (
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
)
FILLERS = (
    ("“We will answer soon,” said a spokesman for {b}, {w}.", "Officials in {p} counted {n} {o}, and {w} were missing.",
     "The foreign ministry of {a} spoke of {w} and {v}.", "Observers near {v} confirmed part of the account.",
     "The two countries have disagreed about {w} for years."),
    ("« Nous répondrons bientôt », a déclaré {w}, un porte-parole.", "Les autorités de {p} ont compté {n} {o}, {w} manquaient.",
     "Le ministère des affaires étrangères a évoqué {w} et {v}.", "Des observateurs près de {v} ont confirmé une partie du récit.",
     "Les deux pays sont en désaccord depuis des années sur {w}."),
    ("«Responderemos pronto», dijo {w}, un portavoz.", "Las autoridades de {p} contaron {n} {o}, faltaban {w}.",
     "El ministerio de Exteriores habló de {w} y {v}.", "Observadores cerca de {v} confirmaron parte del relato.",
     "Los dos países discrepan desde hace años sobre {w}."),
)  # fmt: skip
SYLLABLES = (
    "ka",
    "do",
    "mi",
    "ren",
    "sol",
    "va",
    "tu",
    "ber",
    "gol",
    "shan",
    "pre",
    "li",
    "mor",
    "ze",
    "qui",
    "fa",
    "nor",
    "pel",
)
#: Events a day of the made-up world, and outlets.
PER_DAY, OUTLETS = 120, 40
START = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the made-up world."""

    number: int
    act: int
    a: str
    b: str
    day: date
    place: str
    count: int
    thing: int


def happenings(seed: int = 8) -> Iterator[Happening]:
    """Events without end, in the order of their days."""
    rng = random.Random(seed)
    number = 0
    while True:
        a, b = rng.sample(sorted(COUNTRIES), 2)
        day = START + timedelta(days=number // PER_DAY)
        yield Happening(
            number, rng.randrange(len(ACTS)), a, b, day, name(rng), rng.randint(11, 1899), rng.randrange(len(OBJECTS))
        )
        number += 1


def name(rng: random.Random) -> str:
    """A made-up name."""
    return "".join(rng.choices(SYLLABLES, k=3)).title()


def told(count: int, seed: int = 8) -> Iterator[tuple[Coded, int]]:
    """So many articles with what a perfect coder finds in them, and the number of the event that each tells."""
    rng = random.Random(seed + 1)
    made = 0
    for event in happenings(seed):
        before: dict[int, str] = {}
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            lang = rng.randrange(3)
            if lang in before and rng.random() < 0.6:
                body = before[lang]  # agency copy
            else:
                body = before[lang] = _body(event, lang, rng)
            yield _coded(event, lang, body, made, rng), event.number
            made += 1
            if made == count:
                return


def articles(count: int, seed: int = 8) -> Iterator[Article]:
    """So many articles, texts only."""
    for coded, _ in told(count, seed):
        yield coded.article


def _body(event: Happening, lang: int, rng: random.Random) -> str:
    a, b = COUNTRIES[event.a][lang], COUNTRIES[event.b][lang]
    words = {"a": a, "b": b, "p": event.place, "n": str(event.count), "o": OBJECTS[event.thing][lang],
             "d": DAYS[lang][event.day.weekday()]}  # fmt: skip
    sentences = [ACTS[event.act][1][lang], *rng.choices(FILLERS[lang], k=rng.randint(3, 7))]
    made = (sentence.format(**words, w=name(rng), v=name(rng)) for sentence in sentences)
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in made)


def _coded(event: Happening, lang: int, body: str, number: int, rng: random.Random) -> Coded:
    outlet = rng.randrange(OUTLETS)
    published = event.day + timedelta(days=rng.choice((0, 1)))
    head = ("{} news", "{} infos", "{} noticias")[lang].format(f"Outlet {outlet}:")
    text = f"{head}\n\n{body}"
    url = f"https://outlet{outlet}.example/{number}"
    article = Article(f"s{number:07}", text, LANGS[lang], published=published.isoformat(), url=url)
    start = len(head) + 2
    end = text.index(".", start) + 1
    kind, mode, sense, quad, score, cameo, goldstein = ACTS[event.act][0]
    sides = [
        Mention(Entity(COUNTRIES[code][lang], code, ("GOV",), key=code), Span(start, start + 3), "synthetic")
        for code in (event.a, event.b)
    ]
    found = Event(kind, mode, "done", (sides[0],), (sides[1],), Span(start, end), Span(start, end), sense, "synthetic",
                  date=event.day.isoformat(), quad=quad, score=score, cameo=cameo, goldstein=goldstein)  # fmt: skip
    return Coded(article, events=(found,), actors=tuple(sides))


def main() -> None:
    """Write articles as JSON lines."""
    for article in articles(int(sys.argv[1])):
        row = {
            "id": article.id,
            "text": article.text,
            "lang": article.lang,
            "published": article.published,
            "url": article.url,
        }
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
