"""From the deposit to the tables retained: what is read, what is refused, what a kill leaves."""

import json
import stat

import polars as pl
import pytest

from jalons.application.observatoire.imports import lecture, lieux, services, travail
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.imports.tests.scene import (
    FAUTIF,
    MAINTENANT,
    SAINS,
    SANS_DECISION,
    csv,
    deposer,
    evenement,
    recu,
    verifiee,
    verifier,
)
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
Etat = Importation.Etat


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


def trouvees(importation, controle):
    lues = lecture.constats(lieux.resultats(importation))
    return lues.filter(pl.col("controle") == controle)


def test_une_extraction_est_lue_controlee_et_resumee():
    faite = verifiee()

    assert (faite.etat, faite.regime, faite.lignes, faite.bloquantes) == (Etat.VERIFIE, "2016", 7, 1)
    assert faite.resume["enfants"] == 7
    assert faite.resume["equipes"] == ["MDS Sud"]
    assert faite.resume["periode"] == ["2025-03-04", "2025-03-04"]
    assert trouvees(faite, "0028")["ligne"].to_list() == [7]
    assert trouvees(faite, "0032")["equipe"].to_list() == ["MDS Sud"]


def test_les_fichiers_ne_sont_lisibles_que_de_leur_proprietaire():
    faite = verifiee()
    travail.documenter(faite, maintenant=MAINTENANT)

    modes = {stat.S_IMODE(p.stat().st_mode) for p in lieux.dossier(faite).rglob("*") if p.is_file()}
    dossiers = {stat.S_IMODE(p.stat().st_mode) for p in lieux.racine().rglob("*") if p.is_dir()}

    assert (modes, dossiers) == ({0o600}, {0o700})


@pytest.mark.parametrize(
    ("contenu", "nom", "phrase"),
    [
        (b"<DECRET><INTRO/><DONNEE><NUMANONYM>a", "coupe.xml", "coupé avant sa fin"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><DECRET/>', "bombe.xml", "DOCTYPE"),
        (b"\0" * 10_000, "zeros.xml", "octets nuls"),
        ("NUMANONYM;TYPEV\na;é".encode("latin-1"), "latin.csv", "UTF-8"),
        (csv(evenement(1, SEXE="=1+1")), "formule.csv", "formule"),
        (b"PK\x03\x04" + b"z" * 500, "abime.xlsx", "abîmé"),
    ],
)
def test_un_fichier_illisible_est_refuse_d_une_phrase_et_rien_n_est_garde(contenu, nom, phrase):
    refusee = verifiee(contenu, nom=nom)

    assert refusee.etat == Etat.REFUSE
    assert phrase in " ".join(f["message"] for f in refusee.fautes)
    assert refusee.verification == ""
    assert not list(lieux.dossier(refusee).rglob("*.parquet"))


def test_un_depot_dit_toutes_ses_fautes_et_ne_garde_rien(settings):
    settings.IMPORT_TAILLE_MAXIMALE = 1000
    fichiers = [recu(b"", "vide.csv"), recu(b"x" * 2000, "grand.csv"), recu(b"x", "page.html")]

    with pytest.raises(EntreeRefusee) as refus:
        deposer(fichiers, correspondance="produit: x")

    dites = " ".join(str(f) for f in refus.value.fautes)
    for mot in ("vide", "dépasse", "n'est pas d'une forme", "correspondance"):
        assert mot in dites
    assert not Importation.objects.exists()


def test_un_fichier_de_2011_est_reconnu_et_converti():
    contenu = b"NUMANONYM;CODEV;DATDECPE\n" + b"a" * 40 + b";10;2011-05-02\n"

    faite = verifiee(contenu, annee=2011)

    assert (faite.etat, faite.regime) == (Etat.VERIFIE, "2011")
    assert faite.resume["changements"]


def test_plusieurs_fichiers_font_un_import_et_chaque_faute_dit_le_sien():
    faite = verifiee([recu(csv(*SAINS), "nord.csv"), recu(csv(SANS_DECISION), "sud.csv")])

    ligne = trouvees(faite, "0028")["ligne"][0]
    rapport = travail.situer(travail.verification.relire(lieux.resultats(faite)), faite)

    assert faite.lignes == 6
    assert travail.verification.lieu(ligne, faite.resume["fichiers"]) == "sud.csv, 2"
    assert rapport.resultat("0028").constats["raison"][0].startswith("sud.csv, 2 : ")


def test_un_des_fichiers_ne_se_lit_pas_tous_sont_refuses_et_les_fautes_de_tous_dites():
    refusee = verifiee([recu(csv(*SAINS), "nord.csv"), recu(b"rien", "sud.csv"), recu(b"<a", "est.xml")])

    lieux_dits = " ".join(f["lieu"] for f in refusee.fautes)
    assert refusee.etat == Etat.REFUSE
    assert "sud.csv" in lieux_dits
    assert "est.xml" in lieux_dits


def test_une_verification_tuee_est_refaite_et_ne_laisse_rien_a_moitie(monkeypatch):
    importation = deposer()
    services.commencer(importation=importation)

    def tuer(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(travail.verification, "ecrire", tuer)
        with pytest.raises(KeyboardInterrupt):
            travail.verifier(importation, maintenant=MAINTENANT)
    restes = [p.name for p in lieux.dossier(importation).iterdir() if p.name.startswith("v-")]
    relue = Importation.objects.get(pk=importation.pk)
    assert (relue.etat, relue.verification, len(restes)) == (Etat.EN_VERIFICATION, "", 1)

    faite = verifier(relue)

    assert faite.etat == Etat.VERIFIE
    assert [p.name for p in lieux.dossier(faite).iterdir() if p.name.startswith("v-")] == [faite.verification]


def test_un_import_ecarte_pendant_sa_verification_le_reste():
    importation = deposer()
    services.ecarter(importation=importation, version=importation.version, par=None)

    assert verifier(importation).etat == Etat.ECARTE


def test_les_documents_sont_ceux_du_fichier_et_de_chaque_equipe():
    faite = verifiee()
    travail.documenter(faite, maintenant=MAINTENANT)
    dossier = lieux.resultats(faite)

    assert (dossier / travail.LIVRET).read_bytes().startswith(b"%PDF")
    assert (dossier / travail.CLASSEUR).read_bytes().startswith(b"PK")
    assert (dossier / travail.classeur_d_equipe(0)).is_file()
    assert json.loads((dossier / lieux.RAPPORT).read_text())["evenements"] == 7


CORRESPONDANCE = """produit: Exemple
table: mesures
jour: "%d/%m/%Y"
champs:
  mesure: NUM
  enfant: BENEF
  type: {colonne: PREST, codes: {A1: aed}}
  debut_le: DEBUT
"""


def test_le_csv_d_un_autre_logiciel_passe_par_sa_correspondance():
    contenu = b"NUM;BENEF;PREST;DEBUT\n1;10;A1;01/02/2025\n2;11;A1;hier\n;12;A1;03/02/2025\n"

    faite = verifiee(contenu, correspondance=CORRESPONDANCE)

    assert (faite.etat, faite.regime, faite.lignes) == (Etat.VERIFIE, "mesures", 3)
    assert {c["controle"]: c["fautes"] for c in faite.resume["controles"]} == {"T001": 1, "T002": 1}
    assert faite.bloquantes == 1


def test_un_champ_qui_manque_est_dit_avec_le_nom_du_fichier():
    refusee = verifiee(b"NUM;BENEF\n1;2\n", nom="mesures-2025.csv", correspondance=CORRESPONDANCE)

    assert refusee.etat == Etat.REFUSE
    assert {f["lieu"] for f in refusee.fautes} == {"mesures-2025.csv"}


def test_un_fichier_corrige_dit_ce_qui_a_disparu_ce_qui_est_neuf_ce_qui_demeure():
    ancienne = verifiee(FAUTIF)
    corrige = csv(
        *SAINS, evenement(7, EQUIPE="MDS Sud"), evenement(8, DATDEB="", EQUIPE="MDS Sud"), evenement(9, SEXE="7")
    )

    nouvelle = verifiee(corrige, corrige=ancienne)

    par = {c: (d, n, r) for c, d, n, r in nouvelle.resume["comparaison"]["par_controle"]}
    assert par["0028"] == (1, 0, 0)
    assert par["0032"] == (0, 0, 1)
    assert nouvelle.resume["comparaison"]["nouvelles"] >= 1
    assert Importation.objects.get(pk=ancienne.pk).etat == Etat.REMPLACE
