"""The ontology: every sense has a code, a type and a mode of the codebook, and scores as printed there."""

from __future__ import annotations

import pytest

from dragoman.ontology import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_every_mode_of_the_codebook_has_a_sense(ontology: Ontology) -> None:
    told = {(s.type, s.mode) for s in ontology.senses.values()}
    missing = [(name, mode) for name, kind in ontology.types.items() for mode in kind.modes if (name, mode) not in told]
    assert not missing


def test_senses_name_known_types_modes_and_codes(ontology: Ontology) -> None:
    assert len(ontology.senses) >= 250
    for key, sense in ontology.senses.items():
        kind = ontology.types[sense.type]
        assert sense.mode is None or sense.mode in kind.modes, key
        assert ontology.goldstein(sense.cameo) is not None, key


def test_scores_of_codebook(ontology: Ontology) -> None:
    senses = ontology.senses
    assert ontology.score(senses["threaten.violence"]) == -3.5
    assert ontology.score(senses["consult.phone"]) == 1.5
    assert ontology.score(senses["accuse.accuse"]) == -3.5
    assert ontology.score(senses["assault.chemical"]) == -10.0
    assert ontology.quad(senses["aid.military"]) == 2


@pytest.mark.parametrize(
    ("cameo", "value"),
    [("010", 0.0), ("036", 4.0), ("040", 1.0), ("042", 1.9), ("043", 2.8), ("057", 8.0), ("072", 8.3), ("0874", 10.0),
     ("112", -2.0), ("120", -4.0), ("130", -4.4), ("138", -7.0), ("141", -6.5), ("163", -6.5), ("172", -5.0), ("190", -10.0)],
)  # fmt: skip
def test_goldstein(ontology: Ontology, cameo: str, value: float) -> None:
    assert ontology.goldstein(cameo) == value


def test_compositions_lead_to_senses(ontology: Ontology) -> None:
    for kind, table in ontology.compositions.items():
        for content, sense in table.items():
            assert sense == "" or sense in ontology.senses, f"{kind}: {content} -> {sense}"


def test_a_threatened_strike_is_a_threat_of_violence(ontology: Ontology) -> None:
    composed = ontology.compose("threat", ontology.senses["assault.aerial"])
    assert composed is not None
    assert composed.key == "threaten.violence"
