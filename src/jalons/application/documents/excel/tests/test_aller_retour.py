"""What is exported and read back changes nothing; what is filled is seen, refused or in conflict. No database."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.application.documents.excel.cellules import afficher, nombre_canonique
from jalons.application.documents.excel.classeur import base_de
from jalons.application.documents.excel.comparaison import comparer
from jalons.application.documents.excel.ecriture import ecrire
from jalons.application.documents.excel.lecture import ClasseurLu, lignes_du_modele, lire
from jalons.application.documents.excel.tests.classeur_essai import MODELE, ligne
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

JETON = "jeton" * 20_000  # more than one cell


def rempli(contenu, *modifications, ajouts=()):
    """The cells of the exported workbook, with ``(row, column code, value)`` typed over them and rows added."""
    lu = lire(ecrire(MODELE, {"lignes": contenu}, jeton=JETON, presentation=[]))
    cellules = lu.feuilles["Lignes"]
    codes = cellules[0]
    for rang, code, valeur in modifications:
        cellules[rang - 1][codes.index(code)] = valeur
    for ajout in ajouts:
        cellules.append([ajout.get(code, "") for code in codes])
    return ClasseurLu(lu.jeton, {"Lignes": cellules})


def comparaison(lu, exporte, actuel=None):
    lues, places = lignes_du_modele(MODELE, lu)
    actuel = exporte if actuel is None else actuel
    return comparer(MODELE, base=base_de({"lignes": exporte}), actuel={"lignes": actuel}, lues=lues, places=places)


def test_un_classeur_rendu_tel_quel_ne_change_rien():
    contenu = (ligne(), ligne("2", note=None, jour="2024", effectif=None), ligne("3", jour="2024-06", etat=None))
    lu = rempli(contenu)

    resultat = comparaison(lu, contenu)

    assert (resultat.lignes, resultat.refus) == ([], [])
    assert lu.jeton == JETON


texte = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60).map(str.strip).map(
    lambda t: t or None
)  # fmt: skip
dates = st.tuples(st.integers(1990, 2100), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28)).map(
    lambda t: DateCivile(t[0], t[1], t[2] if t[1] else None).iso()
)
valeurs = st.fixed_dictionaries({
    "note": texte,
    "effectif": st.none() | st.integers(0, 10**9).map(str),
    "taux": st.none() | st.decimals(0, 100, places=4).map(nombre_canonique),
    "montant": st.decimals(-(10**9), 10**9, places=2).map(nombre_canonique),
    "jour": st.none() | dates,
    "etat": st.sampled_from([None, "en_cours", "fait"]),
})  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(valeurs, max_size=5))
def test_quelles_que_soient_les_valeurs_l_aller_retour_ne_change_rien(tirages):
    contenu = tuple(ligne(str(n), **v) for n, v in enumerate(tirages, start=1))

    resultat = comparaison(rempli(contenu), contenu)

    assert (resultat.lignes, resultat.refus) == ([], [])


@settings(max_examples=40, deadline=None)
@given(valeurs, valeurs)
def test_ce_qui_est_tape_est_exactement_ce_qui_change(avant, apres):
    contenu = (ligne(**avant),)
    feuille = MODELE.feuilles[0]
    tapes = [(3, code, afficher(feuille.colonne(code), v)) for code, v in apres.items()]

    resultat = comparaison(rempli(contenu, *tapes), contenu)

    assert resultat.refus == []
    changes = {c.colonne: c.apres for x in resultat.lignes for c in x.changements}
    assert changes == {code: v for code, v in apres.items() if v != avant[code]}


def test_les_fautes_disent_feuille_cellule_valeur_et_attendu():
    contenu = (ligne(),)

    resultat = comparaison(rempli(contenu, (3, "montant", "cher"), (3, "taux", 300), (3, "note", "bien")), contenu)

    assert [(r.feuille, r.cellule, r.recu) for r in resultat.refus] == [
        ("Lignes", "E3", "300"),
        ("Lignes", "F3", "cher"),
    ]
    assert all(r.attendu and r.message for r in resultat.refus)
    [changee] = resultat.lignes
    assert changee.valeurs() == {"note": "bien"}


def test_une_valeur_changee_des_deux_cotes_est_un_conflit_et_d_un_seul_non():
    exporte, actuel = (ligne(),), (ligne(note="Jalons", effectif="99"),)

    resultat = comparaison(rempli(exporte, (3, "note", "Fichier"), (3, "taux", 50)), exporte, actuel)

    assert [(c.colonne, c.avant, c.apres) for _, c in resultat.conflits] == [("note", "Jalons", "Fichier")]
    assert resultat.lignes[0].valeurs() == {"note": "Fichier", "taux": "50"}


def test_le_meme_changement_des_deux_cotes_n_en_est_plus_un():
    exporte, actuel = (ligne(),), (ligne(note="pareil"),)

    assert comparaison(rempli(exporte, (3, "note", "pareil")), exporte, actuel).lignes == []


@pytest.mark.parametrize(
    ("modifications", "ajouts", "phrase"),
    [
        ([(3, "titre", "Autre")], [], "ne se modifie pas ici"),
        ([(3, "montant", "")], [], "ne peut pas rester vide"),
        ([(3, "cle", "77")], [], "ne vient pas de Jalons"),
        ([], [{"cle": "1", "note": "copie"}], "copie la ligne 3"),
        ([], [{"note": "sans titre ni montant"}], "ne peut pas rester vide"),
    ],
)
def test_une_ligne_malmenee_est_refusee(modifications, ajouts, phrase):
    contenu = (ligne(),)

    resultat = comparaison(rempli(contenu, *modifications, ajouts=ajouts), contenu)

    assert resultat.lignes == []
    assert any(phrase in r.message for r in resultat.refus)


def test_une_ligne_vide_remplie_est_une_creation():
    resultat = comparaison(rempli((ligne(),), ajouts=[{"titre": "Neuve", "montant": "10,5"}]), (ligne(),))

    [creee] = resultat.lignes
    assert creee.est_creation
    assert creee.valeurs() == {"titre": "Neuve", "montant": "10.5"}


def test_une_ligne_supprimee_dans_jalons_n_est_refusee_que_si_elle_a_ete_modifiee():
    contenu = (ligne(),)

    assert comparaison(rempli(contenu), contenu, ()).refus == []
    assert "supprimée dans Jalons" in comparaison(rempli(contenu, (3, "note", "x")), contenu, ()).refus[0].message


def test_des_colonnes_deplacees_se_lisent_une_colonne_perdue_se_refuse():
    contenu = (ligne(),)
    lu = rempli(contenu, (3, "note", "déplacée"))
    inverse = {"Lignes": [list(reversed(r)) for r in lu.feuilles["Lignes"]]}

    assert comparaison(ClasseurLu("", inverse), contenu).lignes[0].valeurs() == {"note": "déplacée"}

    sans = {"Lignes": [r[:3] for r in lu.feuilles["Lignes"]]}
    with pytest.raises(EntreeRefusee) as refus:
        lignes_du_modele(MODELE, ClasseurLu("", sans))
    assert len(refus.value.fautes) == 5


def test_un_texte_qui_ressemble_a_une_formule_reste_un_texte():
    octets = ecrire(
        MODELE, {"lignes": (ligne(note="=HYPERLINK(1)"), ligne("2", note="@SUM(A1)"))}, jeton="", presentation=[]
    )

    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        feuilles = [archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n]
    assert all(b"<f>" not in f and b"hyperlink" not in f.lower() for f in feuilles)


def archive(**entrees):
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in entrees.items():
            zip_.writestr(nom.replace("__", "/"), contenu)
    return sortie.getvalue()


@pytest.mark.parametrize(
    ("cas", "octets", "phrase"),
    [
        ("texte", b"titre;note", "n'est pas un classeur .xlsx ou .ods"),
        ("ancien format", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ancien format .xls"),
        ("trop lourd", b"\0" * 5_000_001, "5 Mo au plus"),
        ("bombe", archive(xl__a=b"\0" * 61_000_000), "démesuré"),
        ("mille fichiers", archive(**{f"f{n}": b"" for n in range(501)}), "démesuré"),
        ("cellule perdue", archive(xl__worksheets__s=b'<row r="3"><c r="XFD1048576"><v>1</v></c></row>'), "dépasse 20000"),
        ("ods répété", archive(**{"content.xml": b'<table:table-row number-rows-repeated="900000"><table:table-cell '
                                                  b'office:value="1"/></table:table-row>'}), "dépasse 20000"),
        ("archive sans classeur", archive(a=b"x"), "n'est pas un classeur lisible"),
    ],
)  # fmt: skip
def test_un_fichier_qui_n_est_pas_un_classeur_est_refuse(cas, octets, phrase):
    with pytest.raises(EntreeRefusee) as refus:
        lire(octets)

    assert phrase in refus.value.fautes[0].message, cas


def test_un_classeur_d_ailleurs_est_refuse():
    import xlsxwriter

    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie) as classeur:
        classeur.add_worksheet("Lignes").write(0, 0, "x")

    with pytest.raises(EntreeRefusee, match="ne vient pas de Jalons"):
        lire(sortie.getvalue())
