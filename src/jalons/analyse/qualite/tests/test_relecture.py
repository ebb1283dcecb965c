"""A workbook comes back from a team: its answers are read, or every one that cannot be is said."""

import io
from datetime import date

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from jalons.analyse.qualite import classeur
from jalons.analyse.qualite.classeur import FAUTES
from jalons.analyse.qualite.decisions import Suite, appliquer_au_fichier
from jalons.analyse.qualite.relecture import lire_decisions
from jalons.analyse.qualite.tests.dessin import dessiner, rapport
from jalons.analyse.sources import Evenements
from jalons.noyau.saisie import EntreeRefusee

LE = date(2024, 5, 2)
TEXTE = """
NUMANONYM EQUIPE DECISION TYPEV MOTFININT
a         Lens   1        3     4
b         Arras  3        1     .
"""


def rempli(reponses, entetes=FAUTES):
    """The workbook of the report, with answers (suite, motif, nouvelle valeur) on its first rows."""
    livre = CalamineWorkbook.from_filelike(io.BytesIO(classeur.ecrire(rapport(TEXTE))))
    lignes = livre.get_sheet_by_name("Fautes").to_python()[1:]
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False}) as neuf:
        feuille = neuf.add_worksheet("Fautes")
        feuille.write_row(0, 0, entetes)
        for rang, (ligne, reponse) in enumerate(zip(lignes, reponses, strict=False), 1):
            feuille.write_row(rang, 0, [*ligne[:8], *reponse])
    return sortie.getvalue(), lignes


def lire(octets):
    return lire_decisions(octets, "equipe.xlsx", par="agent-7", le=LE)


def test_le_classeur_envoye_n_a_pas_de_reponse():
    assert lire(classeur.ecrire(rapport(TEXTE))) == []


def test_les_reponses_sont_lues_avec_leur_faute():
    octets, lignes = rempli([("Réparé", "relu dans le dossier papier", "1"), ("", "", "")])

    (decision,) = lire(octets)

    assert (decision.controle, decision.identifiant, decision.variable) == tuple(lignes[0][i] for i in (0, 2, 4))
    assert (decision.suite, decision.apres, decision.par, decision.le) == (Suite.REPAREE, "1", "agent-7", LE)


def test_une_nouvelle_valeur_qui_serait_une_formule_est_refusee():
    octets, _ = rempli([("réparée", "relu dans le dossier papier", "=1+1")])

    with pytest.raises(EntreeRefusee, match="formule"):
        lire(octets)


def test_toutes_les_reponses_qu_on_ne_comprend_pas_sont_dites():
    octets, _ = rempli([("peut-être", "je ne sais pas trop", ""), ("", "un motif tout seul", "")])

    with pytest.raises(EntreeRefusee) as refus:
        lire(octets)

    assert [f.ligne for f in refus.value.fautes] == [2, 3]


@pytest.mark.parametrize("octets", [b"", b"PK\x03\x04 coupe", rempli([], entetes=("Autre", *FAUTES[1:]))[0]])
def test_un_autre_classeur_est_refuse_avec_une_phrase(octets):
    with pytest.raises(EntreeRefusee, match="classeur"):
        lire(octets)


def test_les_decisions_s_appliquent_a_tout_le_fichier():
    octets, _ = rempli([("refusée", "événement d'un autre outil", "")])
    (decision,) = lire(octets)
    with Evenements.de_table(dessiner(TEXTE), "f.csv") as avant:
        bilan = appliquer_au_fichier(avant, [decision])

    assert (bilan.evenements.nombre, bilan.en_json()) == (
        1, {"reparees": 0, "refusees": 1, "acceptees": 0, "caduques": 0},
    )  # fmt: skip
