"""Rows of deadlines drawn from Python: every form of a day, and nothing that is not escaped."""

from datetime import date

import pytest

from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import LigneEcheance, presenter_sans_sujet
from jalons.application.faits.sujets import Presentation
from jalons.application.faits.templatetags.faits import lignes_echeances

JOUR = date(2026, 3, 10)


def dessiner(avec_sujet=False, sujet=None, **champs):
    dits = {
        "pk": 7,
        "sujet_type": "contrat",
        "libelle": "Rapport",
        "explication": "Dû.",
        "etat": "en_retard",
        "attendue": True,
    }
    [ligne] = presenter_sans_sujet([Echeance(**dits | champs)], au=JOUR)
    ligne = LigneEcheance(ligne.echeance, ligne.situation, "Contrats <b>", sujet)
    return lignes_echeances([ligne], avec_sujet).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("champs", "dits"),
    [
        ({"due_le": date(2026, 3, 1)}, ("<td>1er mars 2026</td>", "9 j après", "En retard")),
        ({"due_le": JOUR}, ("le jour même",)),
        ({"due_le": date(2026, 3, 12)}, ("reste 2 j",)),
        ({"due_le": date(2026, 3, 1), "attendue": False, "etat": "tenue", "jours": -3}, ("3 j avant", "Tenue")),
        ({"due_entre_debut": date(2026, 1, 1), "due_entre_fin": date(2026, 1, 31)}, ("entre le 1er janvier 2026 et le 31 janvier 2026",)),
        ({"forme": "sans_date", "attendue": False, "etat": "non_verifiable"}, ("sans date", "–")),
        ({"attendue": False, "etat": "non_verifiable"}, ("date inconnue",)),
        ({"due_le": JOUR, "confirmee": False}, ("Règle non confirmée",)),
        ({"due_le": JOUR, "ouverte_par": "la signature <i>"}, ("Ouverte par : la signature &lt;i&gt;.",)),
        ({"due_le": JOUR, "libelle": "L'avis <script>", "explication": "A & B"}, ("L&#x27;avis &lt;script&gt;", "A &amp; B")),
    ],
)  # fmt: skip
def test_une_rangee_dit_la_date_l_etat_et_pourquoi(champs, dits):
    rangee = dessiner(**champs)

    assert [dit for dit in dits if dit not in rangee] == []
    assert rangee.count("<td") == 4


def test_le_sujet_est_nomme_sur_une_liste_seulement():
    nomme = Presentation("Contrat <2026>", "/contrats/3/")

    assert '<a href="/contrats/3/">Contrat &lt;2026&gt;</a>' in dessiner(True, nomme, due_le=JOUR)
    assert "Contrats &lt;b&gt;" in dessiner(True, due_le=JOUR)
    assert "/contrats/3/" not in dessiner(False, nomme, due_le=JOUR)


@pytest.mark.parametrize("sorte", ["enfant", "assistant_familial", "etablissement", "contrat", "schema"])
def test_une_echeance_mene_a_sa_page_quand_son_sujet_s_ouvre(sorte):
    assert '<a href="/echeancier/7/">Rapport</a>' in dessiner(due_le=JOUR, sujet_type=sorte)
    assert "<a " not in dessiner(due_le=JOUR, sujet_type="sorte inconnue")
