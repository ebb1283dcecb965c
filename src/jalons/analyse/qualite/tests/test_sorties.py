"""The workbook and the booklet say what the report says, and no cell is a formula."""

import io
import zipfile
from datetime import date

from python_calamine import CalamineWorkbook

from jalons.analyse.qualite import classeur, livret
from jalons.analyse.qualite.tests.dessin import rapport

TEXTE = """
NUMANONYM EQUIPE DECISION TYPEV MOTFININT AUTREDA
a         Lens   1        3     4         =1+1
b         Arras  3        1     .         .
"""


def feuilles(octets):
    livre = CalamineWorkbook.from_filelike(io.BytesIO(octets))
    return {nom: livre.get_sheet_by_name(nom).to_python() for nom in livre.sheet_names}


def test_le_classeur_a_les_controles_les_fautes_et_les_taux():
    lues = feuilles(classeur.ecrire(rapport(TEXTE)))
    assert list(lues) == ["Contrôles", "Fautes", "Taux"]
    par_code = {ligne[0]: ligne for ligne in lues["Contrôles"][1:]}
    assert par_code["0028"][3:5] == ["fautes", 1.0]
    assert par_code["0045"][3] == "non vérifiable"
    assert par_code["X002"][6].endswith("non confirmée")
    raisons = [ligne[6] for ligne in lues["Fautes"][1:]]
    assert "MOTFININT vaut « 4 » alors que TYPEV vaut « 3 » : il faut un des codes 1, 2, 3, 9." in raisons


def test_le_classeur_d_une_equipe_n_a_que_ses_lignes():
    lues = feuilles(classeur.ecrire(rapport(TEXTE), equipe="Lens"))
    assert {ligne[7] for ligne in lues["Fautes"][1:]} == {"Lens"}


def test_aucune_cellule_n_est_une_formule():
    octets = classeur.ecrire(rapport(TEXTE))
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for nom in archive.namelist():
            if nom.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(nom)


def test_le_livret_dit_ce_qui_n_a_pu_etre_controle_et_coupe_les_identifiants():
    dit = livret.donnees(rapport(TEXTE), date(2024, 4, 2))
    impossibles = {code: pourquoi for code, _, pourquoi in dit["impossibles"]}
    assert impossibles["0045"] == "LIEUACC est absente du fichier."
    assert [equipe for equipe, _ in dit["equipes"]] == ["Arras", "Lens"]
    (detail,) = [d for d in dit["details"] if d["titre"].startswith("0028")]
    assert detail["lignes"][0][0] == "b" * 8 + "…"
    assert all(len(ligne[0]) <= 9 for d in dit["details"] for ligne in d["lignes"])
