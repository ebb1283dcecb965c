"""Sure means sure: measured on documents that confidence was not calibrated on, and with labels forgotten."""

from __future__ import annotations

import os

import pytest

from jalons.lecture.calibrer import FICHIER, SUR, baremes, ecrire, mesurer, releves, verifier
from jalons.lecture.confiance import Bareme, Baremes, Juge, baremes_du_paquet, degre
from jalons.lecture.corpus.documents import documents
from jalons.lecture.modele import Confiance
from jalons.lecture.poids import Releve
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


def test_les_points_livres_sont_ecrits_comme_le_calage_les_ecrit() -> None:
    assert ecrire(baremes_du_paquet()) == FICHIER.read_text("utf-8")


@pytest.mark.long
def test_peser_de_nouveau_ne_dirait_pas_mieux() -> None:
    neufs = mesurer(d for d in documents("reglage") if not d.publie)
    lus = [releve for d in documents("essai") for releve, _ in releves(d, d.source())]

    juste, part = _surs(baremes_du_paquet(), lus)
    juste_neuf, part_neuve = _surs(neufs, lus)

    assert juste_neuf <= juste or part_neuve <= part, "write confiance.yaml again: python -m jalons.lecture.calibrer"


def _surs(poids: Baremes, lus: list[Releve]) -> tuple[float, float]:
    surs = [r.juste for r in lus if degre(poids, r.genre, r.doutes) is Confiance.SUR]
    return sum(surs) / len(surs), len(surs) / len(lus)


def test_est_sur_ce_qui_etait_juste_dans_les_mises_en_page_mises_de_cote() -> None:
    lus = [
        Releve("fiche", doutes, page, juste)
        for page in "abcdefgh"
        for doutes, justes, faux in (((), 60, 0), (("peu lu",), 5, 25))
        for juste in [True] * justes + [False] * faux
    ]
    trouves = baremes(lus)
    assert degre(trouves, "fiche", ()) is Confiance.SUR
    assert degre(trouves, "fiche", ("peu lu",)) is Confiance.DOUTEUX
    assert SUR > 0.9


def test_ce_qui_est_juste_dans_une_seule_mise_en_page_n_est_pas_sur_pour_autant() -> None:
    lus = [Releve("fiche", (), page, page == "a") for page in "abcdefgh" for _ in range(40)]
    assert degre(baremes(lus), "fiche", ()) is Confiance.DOUTEUX


def test_les_doutes_otent_des_points_et_un_genre_jamais_mesure_est_douteux() -> None:
    titres = Bareme({"fiche": 6.0, "partie": 6.0}, {"numero": 2.5, "retouche": 9.0}, {"fiche": 4.0}, 2.0)
    assert [degre({"titres": titres}, "fiche", d) for d in ((), ("numero",), ("retouche",), ("serie",))] == [
        Confiance.SUR, Confiance.PROBABLE, Confiance.DOUTEUX, Confiance.PROBABLE,
    ]  # fmt: skip
    assert degre({"titres": titres}, "partie", ()) is Confiance.PROBABLE
    assert degre({"titres": titres}, "engagement", ()) is Confiance.DOUTEUX


def test_un_mot_repare_ou_inconnu_jette_un_doute() -> None:
    repare = reparer(source("Renforcer la prometion des droits"))
    juge = Juge(repare, francais(), {})
    assert juge.doutes(Brut("action", repare.texte, 0, len(repare.texte))) == ("retouche",)
    assert juge.doutes(Brut("action", "Renforcer la prxmztion", 40, 50)) == ("mot inconnu",)
