"""Sure means sure: measured on documents that confidence was not calibrated on, and with labels forgotten."""

from __future__ import annotations

import os

from jalons.lecture.calibrer import FICHIER, ecrire, mesurer, verifier
from jalons.lecture.confiance import Juge, degre
from jalons.lecture.corpus.documents import documents
from jalons.lecture.modele import Confiance
from jalons.lecture.reparation import reparer
from jalons.lecture.reparation.lexique import francais
from jalons.lecture.structure.brut import Brut
from jalons.lecture.tests.documents import source

LONGS = os.environ.get("JALONS_TESTS_LONGS") == "oui"


def test_ce_qui_est_dit_sur_est_juste_et_la_plupart_l_est() -> None:
    essais = documents("essai")
    juste, part = verifier(essais if LONGS else essais[::3])
    assert juste >= 0.98
    assert part >= 0.65


def test_ce_qui_est_dit_sur_reste_juste_quand_des_etiquettes_sont_inconnues() -> None:
    essais = documents("essai")
    juste, _ = verifier(essais if LONGS else essais[::6], oubli=True)
    assert juste >= 0.98


def test_les_mesures_livrees_sont_celles_des_documents_de_reglage() -> None:
    reglage = documents("reglage")
    if LONGS:
        assert ecrire(mesurer(reglage)) == FICHIER.read_text("utf-8")
    else:
        # each measure of a few documents is a part of what was shipped
        from jalons.lecture.confiance import mesures_du_paquet

        for genre, cas in mesurer(reglage[:2]).items():
            for doutes, (_, total) in cas.items():
                assert mesures_du_paquet()[genre][doutes][1] >= total


def test_ce_qui_n_a_jamais_ete_mesure_est_douteux() -> None:
    mesures = {"fiche": {"": (200, 200), "numero": (18, 20), "retouche": (1, 9)}}
    assert [degre(mesures, "fiche", d) for d in ("", "numero", "retouche", "colonnes")] == [
        Confiance.SUR, Confiance.PROBABLE, Confiance.DOUTEUX, Confiance.DOUTEUX,
    ]  # fmt: skip


def test_un_mot_repare_ou_inconnu_jette_un_doute() -> None:
    repare = reparer(source("Renforcer la prometion des droits"))
    juge = Juge(repare, francais(), {})
    assert juge.doutes(Brut("action", repare.texte, 0, len(repare.texte))) == "retouche"
    assert juge.doutes(Brut("action", "Renforcer la prxmztion", 40, 50)) == "mot inconnu"
