"""Files: read back as they were, every fault at once; the published formats are up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jalons.appariement import documenter
from jalons.appariement.fichier import ecrire, lire, lire_lieux
from jalons.appariement.poids import lire_poids, poids_nationaux
from jalons.appariement.tirage import Demande, tirer
from jalons.noyau.saisie import EntreeRefusee

RACINE = Path(__file__).parents[4]


def fautes(contenu: str) -> dict[str, str]:
    with pytest.raises(EntreeRefusee) as refus:
        lire(contenu.encode(), nom="essai.json")
    return {f.lieu: f.message for f in refus.value.fautes}


def test_what_is_written_is_read_back() -> None:
    probleme = tirer(Demande(20, 60, 4, 5, graine=2))

    assert lire(ecrire(probleme).encode()) == probleme


def test_the_same_seed_draws_the_same_problem() -> None:
    assert tirer(Demande(10, 20, 2, 2, graine=5)) == tirer(Demande(10, 20, 2, 2, graine=5))
    assert tirer(Demande(10, 20, 2, 2, graine=5)) != tirer(Demande(10, 20, 2, 2, graine=6))


def test_every_fault_is_told_at_once() -> None:
    lues = fautes(json.dumps({"au": "2026-01-05", "enfants": [{"sexe": "X"}], "lieux": [{"cle": "l", "libres": -1}]}))

    assert set(lues) == {"enfants[0].cle", "enfants[0].sexe", "lieux[0].libres"}


def test_contradictions_are_refused_with_what_to_do() -> None:
    lues = fautes(
        json.dumps(
            {
                "au": "2026-01",
                "enfants": [{"cle": "a"}, {"cle": "b"}, {"cle": "a"}],
                "lieux": [{"cle": "l", "libres": 1, "age_min": 12, "age_max": 3}],
                "fratries": [{"cle": "f", "enfants": ["a", "b"], "ensemble": "obligatoire"},
                             {"cle": "g", "enfants": ["z"]}],
                "incompatibilites": [{"enfants": ["a", "b"]}, {"enfants": ["a"]}],
            }
        )
    )  # fmt: skip

    assert set(lues) == {
        "au", "enfants", "lieux[0].age_min", "fratries[1].enfants", "incompatibilites[0].enfants",
        "incompatibilites[1].enfants",
    }  # fmt: skip
    assert "passez la fratrie à « souhaite »" in lues["incompatibilites[0].enfants"]


@pytest.mark.parametrize(
    ("contenu", "mot"),
    [("{", "JSON"), ('{"au": NaN}', "NaN"), ('{"au": 1, "au": 2}', "deux fois"), ("[" * 100_000, "illisible"),
     ("[]", "groupe de clés"), ('{"au": "2026-02-30", "enfants": [], "lieux": []}', "calendrier")],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_a_sentence(contenu: str, mot: str) -> None:
    assert mot in " ".join(fautes(contenu).values())


def test_places_to_add_are_a_file_of_their_own() -> None:
    assert [x.cle for x in lire_lieux(b'{"lieux": [{"cle": "n", "libres": 50}]}')] == ["n"]
    with pytest.raises(EntreeRefusee):
        lire_lieux(b'{"places": []}')


def test_weights_left_out_are_those_of_jalons() -> None:
    poids = lire_poids(b"parents: 10\ninconnu_exclut: []\n", nom="62.yaml")

    assert (poids.parents, poids.inconnu_exclut) == (10, ())
    assert poids.ecole == poids_nationaux().ecole


def test_weights_that_would_leave_a_child_out_rather_than_place_it_far_are_refused() -> None:
    with pytest.raises(EntreeRefusee, match="laisserait des enfants sans place"):
        lire_poids(b"sans_place: 500")
    with pytest.raises(EntreeRefusee, match="parens"):
        lire_poids(b"parens: 5")
    with pytest.raises(EntreeRefusee, match="magie"):
        lire_poids(b"inconnu_exclut: [magie]")


def test_published_formats_are_up_to_date() -> None:
    for chemin, contenu in documenter.produire(RACINE).items():
        assert chemin.read_text(encoding="utf-8") == contenu, f"make docs : {chemin.name}"
