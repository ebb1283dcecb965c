"""Scenario files: every fault at once, with its line."""

from datetime import date

import pytest

from jalons.analyse.projection import lire_scenario
from jalons.analyse.projection.grille import indice
from jalons.noyau.saisie import EntreeRefusee

TYPES = ("famille", "maison")


def test_un_scenario_complet_se_lit():
    lu = lire_scenario(
        b"""
titre: Deux services
entrees: [{type: tous, facteur: 0.9, a_partir: 2027-01}]
sorties: [{type: famille, facteur: 1.2, a_partir: 2027-06}]
ouvertures: [{type: maison, places: 50, le: 2027-09, montee_en_charge: 12, depuis: {famille: 0.5}}]
places: {maison: 120}
couts: {maison: 210.5}
""",
        TYPES,
    )

    assert (lu.titre, lu.entrees[0].facteur, lu.sorties[0].type) == ("Deux services", 0.9, "famille")
    septembre = indice(date(2027, 9, 1))
    assert [lu.autorisees("maison", septembre + m) for m in (-1, 0)] == [120, 170]
    assert lu.autorisees("famille", septembre) is None


def test_toutes_les_fautes_de_forme_viennent_ensemble_avec_leur_ligne():
    with pytest.raises(EntreeRefusee) as refus:
        lire_scenario(
            b"entrees:\n- {type: tous, facteur: 12, a_partir: 2027-01}\nouverture: []\ncouts: {maison: -3}\n", TYPES
        )

    assert {(f.ligne, f.lieu) for f in refus.value.fautes} == {
        (2, "entrees[0].facteur"), (3, "ouverture"), (4, "couts.maison"),
    }  # fmt: skip


def test_un_type_inconnu_est_dit_avec_ceux_qui_existent():
    with pytest.raises(EntreeRefusee) as refus:
        lire_scenario(
            b"places: {foyer: 3}\nouvertures: [{type: maison, places: 5, le: 2027-01, depuis: {maison: 1}}]", TYPES
        )

    messages = [f.message for f in refus.value.fautes]
    assert "« foyer » n'existe pas dans les données : écrivez famille, maison." in messages[0]
    assert "le type vient de lui-même" in messages[1]


def test_un_scenario_sans_cle_ne_change_rien_mais_un_fichier_vide_est_refuse():
    lu = lire_scenario(b"{}", TYPES)

    assert (lu.entrees, lu.sorties, lu.ouvertures, dict(lu.places)) == ((), (), (), {})
    with pytest.raises(EntreeRefusee, match="un groupe de clés"):
        lire_scenario(b"", TYPES)
