"""An OLINPE file in XML is read whole, with its three states and its lines, or refused with a sentence."""

import io

import pytest

from jalons.analyse.sources import evenements as magasin
from jalons.analyse.sources import lire, lots
from jalons.analyse.sources.lots import Collecteur
from jalons.analyse.sources.olinpe_xml import lots_xml
from jalons.analyse.sources.tests.fabrique import SansFin, donnee, ecrire, xml
from jalons.analyse.tables.olinpe import regime
from jalons.noyau.saisie import EntreeRefusee


def refus(chemin, **options):
    with pytest.raises(EntreeRefusee) as leve:
        lire(chemin, **options)
    return leve.value.fautes


def test_absent_vide_et_ne_sait_pas_sont_trois_choses(tmp_path):
    evenements = lire(ecrire(tmp_path, xml(donnee(SEXE="9"), donnee(SEXE=""), donnee(TYPEV="1"))))
    table = evenements.table()
    assert table["SEXE"].to_list() == ["9", "", None]
    assert table["TYPEV"].to_list() == [None, None, "1"]


def test_chaque_ligne_garde_son_fichier_et_sa_ligne(tmp_path):
    table = lire(ecrire(tmp_path, xml(donnee(SEXE="1"), donnee(SEXE="2")))).table()
    assert table["_ligne"].to_list() == [4, 8]
    assert table["_fichier"].unique().to_list() == ["extrait.xml"]


def test_l_entete_et_la_marque_d_essai_sont_lues(tmp_path):
    contenu = xml(donnee()).replace("<DECRET>", "<?jalons-pseudonymes essai?>\n<DECRET>")
    entete = lire(ecrire(tmp_path, contenu)).entete
    assert (entete.version_xsd, entete.date_export, entete.pseudonymes) == ("2.0", "2024-04-02", "essai")


def test_ce_qui_n_est_pas_une_variable_est_compte_et_laisse_de_cote(tmp_path):
    evenements = lire(ecrire(tmp_path, xml(donnee(COULEUR="bleu"), donnee(COULEUR=""))))
    assert dict(evenements.inconnues) == {"COULEUR": 2}
    assert evenements.colonnes == ("NUMANONYM",)


def test_un_fichier_de_2011_se_lit_en_2016(tmp_path):
    ancien = xml(donnee(CODEV="4", DATDEBPLAC="2014-02-03", NUMDEP="69"))
    evenements = lire(ecrire(tmp_path, ancien), code=2011)
    assert evenements.table().select("TYPEV", "DATDEB", "NUMDEP").rows() == [("1", "2014-02-03", "69D")]
    assert [c.variable for c in evenements.changements] == ["CODEV → TYPEV", "NUMDEP"]


def test_un_fichier_de_2011_lu_comme_2016_dit_quoi_faire(tmp_path):
    (faute,) = refus(ecrire(tmp_path, xml(donnee(CODEV="4"))))
    assert "relancez avec --regime 2011" in faute.message


def test_un_grand_fichier_va_sur_disque_et_revient_entier(tmp_path, monkeypatch):
    monkeypatch.setattr(lots, "LOT", 7)
    monkeypatch.setattr("jalons.analyse.sources.olinpe_xml.LOT", 7)
    monkeypatch.setattr(magasin, "EN_MEMOIRE", 20)
    monkeypatch.setattr(magasin, "SUR_DISQUE", 15)
    chemin = ecrire(tmp_path, xml(*(donnee(NBFRAT=str(i % 90)) for i in range(100))))
    dits = []

    with lire(chemin, suivre=lambda lus, total: dits.append((lus, total))) as evenements:
        assert evenements._dossier is not None
        assert evenements.table()["NBFRAT"].to_list() == [str(i % 90) for i in range(100)]
        dossier = evenements._dossier.name
    assert dits[-1] == (chemin.stat().st_size,) * 2
    assert not __import__("pathlib").Path(dossier).exists()


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (xml(donnee(SEXE="1"))[:-30], "coupé avant sa fin"),
        (xml(donnee(SEXE="1"))[:70], "coupé avant sa fin"),
        (xml(donnee(AUTREDA="é")).encode("latin-1"), "n'est pas en UTF-8"),
        (xml(donnee(SEXE="1")).encode("utf-16"), "octets nuls"),
        (xml(donnee(), tete='<?xml version="1.0" encoding="ISO-8859-1"?>\n'), "est en ISO-8859-1"),
        (xml(donnee()).replace("DECRET>", "AUTRE>"), "racine est « AUTRE »"),
        ("<DECRET><DONNEE><SEXE>1</DONNEE></DECRET>", "pas du XML bien formé"),
        ("<DECRET><X>" + donnee() + "</X></DECRET>", "n'est pas directement dans DECRET"),
        ("<DECRET><DONNEE><SEXE>1</SEXE><SEXE>2</SEXE></DONNEE></DECRET>", "écrite deux fois"),
        ("<DECRET><DONNEE><SEXE><A>1</A></SEXE></DONNEE></DECRET>", "contient un autre élément"),
        ("", "Le fichier est vide"),
        ("   \n ", "Le fichier est vide"),
    ],
    ids=["coupe", "coupe tot", "latin1", "utf16", "encodage declare", "racine", "mal forme", "profond", "deux fois",
         "imbrique", "vide", "blanc"],
)  # fmt: skip
def test_un_fichier_abime_est_refuse_avec_une_phrase(tmp_path, contenu, phrase):
    fautes = refus(ecrire(tmp_path, contenu))
    assert any(phrase in f.message for f in fautes), fautes


BOMBE = '<!DOCTYPE DECRET [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNE = '<!DOCTYPE DECRET [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DISTANTE = '<!DOCTYPE DECRET SYSTEM "http://127.0.0.1:9/x.dtd">'


@pytest.mark.parametrize("declaration", [BOMBE, EXTERNE, DISTANTE], ids=["bombe", "fichier", "reseau"])
def test_une_declaration_de_type_n_est_jamais_ouverte(tmp_path, declaration):
    contenu = xml(
        donnee(AUTREDA="&b;" if "b" in declaration else "&x;"), tete=f'<?xml version="1.0"?>\n{declaration}\n'
    )
    (faute,) = refus(ecrire(tmp_path, contenu))
    assert "DOCTYPE" in faute.message


def test_une_declaration_a_cheval_sur_deux_blocs_est_vue(tmp_path):
    rembourrage = " " * (32768 - 25)
    contenu = f'<?xml version="1.0"?>{rembourrage}{BOMBE}\n<DECRET/>'
    (faute,) = refus(ecrire(tmp_path, contenu))
    assert "DOCTYPE" in faute.message


@pytest.mark.parametrize("texte", ["=1+1", "+33", "@SOMME(A1)", "-2+3", "=cmd|' /C calc'!A0"])
def test_une_cellule_qui_serait_une_formule_est_refusee_avec_sa_ligne(tmp_path, texte):
    (faute,) = refus(ecrire(tmp_path, xml(donnee(SEXE="1"), donnee(AUTREDA=texte))))
    assert "formule" in faute.message
    assert (faute.lieu, faute.ligne) == ("AUTREDA", 8)


def test_toutes_les_fautes_sont_dites_a_la_fois_et_les_autres_comptees(tmp_path):
    fautes = refus(ecrire(tmp_path, xml(*(donnee(AUTREDA=f"=A{i}") for i in range(130)))))
    assert len(fautes) == 101
    assert fautes[-1].message.startswith("30 autres fautes")


def test_une_cellule_sans_fin_est_refusee(tmp_path):
    (faute,) = refus(ecrire(tmp_path, xml(donnee(AUTREDA="x" * 600))))
    assert "600 caractères" in faute.message


@pytest.mark.parametrize(
    ("debut", "motif"),
    [
        (b"", b"\0" * 65536),
        (b"<DECRET>", b" " * 65536),
        (b"<DECRET>", b"<A/>" * 16384),
        (b"<DECRET><DONNEE>", b"<SEXE>1</SEXE>" * 4096),
        (b"<DECRET><DONNEE><AUTREDA>", b"x" * 65536),
        (b"<DECRET>", b"<A>" * 16384),
        (b"<DECRET><!--", b"c" * 65536),
        (b"<DECRET a='", b"c" * 65536),
    ],
    ids=["zeros", "blancs", "elements", "evenement", "texte", "profondeur", "commentaire", "attribut"],
)
def test_dix_gigaoctets_de_rien_sont_refuses_sans_etre_lus(debut, motif):
    flux = SansFin(debut, motif)
    with pytest.raises(EntreeRefusee):
        list(lots_xml(io.BufferedReader(flux), Collecteur(regime(2016)), lambda lus: None))
    assert flux.donnes < 30_000_000


def test_trop_de_noms_inconnus_sont_un_autre_fichier(tmp_path):
    fautes = refus(ecrire(tmp_path, xml(donnee(**{f"V{i}": "1" for i in range(400)}))))
    assert any("ne sont pas des variables OLINPE" in f.message for f in fautes)


def test_un_fichier_qui_manque_ou_un_dossier_disent_quoi_faire(tmp_path):
    (faute,) = refus(tmp_path / "rien.xml")
    assert "il n'existe pas" in faute.message
    (faute,) = refus(tmp_path)
    assert "dossier" in faute.message
