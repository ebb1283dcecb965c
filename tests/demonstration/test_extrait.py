"""From the registers of a synthetic département to tables, and from tables to the figures that its pages show."""

import json
import shutil
from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.db import transaction
from django.db.models import Q

from jalons.analyse.tables.registres import TABLES
from jalons.analyse.transmissions.pseudonymes import PseudonymesDEssai
from jalons.application.crip.models import EnfantConcerne, Information
from jalons.application.enfants.models import Enfant, Personne
from jalons.application.mesures.models import Mesure, Renouvellement
from jalons.application.observatoire.extraits import ecrire
from jalons.application.observatoire.extraits.codes import listes
from jalons.application.observatoire.tableaux import services as tableaux
from jalons.application.observatoire.tableaux.calculs.projection import lieux_connus
from jalons.application.places.models import Occupation
from jalons.application.projets_enfant.models import Projet
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import UniteLocale
from jalons.cli import main
from jalons.demonstration import comptes, synthetique
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.xdist_group("demonstration")
JOUR, AVANT = date(2026, 11, 24), date(2025, 6, 30)
MAINTENANT = datetime(2026, 11, 24, 9, tzinfo=UTC)
PEU = {"horizon": 12, "futurs": 50, "verifies": 50, "mois": 12, "types": 2}


@pytest.fixture(scope="module")
def extrait(django_db_setup, django_db_blocker, tmp_path_factory):
    """A dozen children followed, and the extract of their registers; undone at the end."""
    bloc = transaction.atomic()
    bloc._from_testcase = True  # as the transaction of pytest-django: its rows are read where they are
    with django_db_blocker.unblock(), bloc, pytest.MonkeyPatch.context() as faux:
        faux.setattr("jalons.demonstration.synthetique.tableaux.CALCULS", {})  # the tests below ask for their own runs
        comptes.charger()
        comptes.charger_identite()
        assert synthetique.charger(au=JOUR, dire=lambda phrase: None, enfants=12)
        with perimetre(["F0"]):
            dossier = tmp_path_factory.mktemp("extrait") / "f0"
            yield ecrire("F0", dossier, jusqu_au=JOUR, pseudonymes=PseudonymesDEssai())
        transaction.set_rollback(True)


def table(extrait, nom):
    return pl.read_parquet(extrait.dossier / f"{nom}.parquet")


def jalons(capsys, *arguments):
    """The JSON that a command answers."""
    capsys.readouterr()
    code = main([*arguments, "--format", "json"])
    dit = capsys.readouterr().out
    assert code in (0, 3), dit
    return json.loads(dit)


def valeurs(capsys, extrait, au):
    dit = jalons(capsys, "analyse", "indicateurs", "--source", str(extrait.dossier), "--au", au.isoformat())
    return {r["code"]: r for r in dit["resultats"] if r["groupe"] == "ensemble"}


# ---- what is written


def test_chaque_table_a_les_colonnes_declarees_et_seulement_elles(extrait):
    declarees = {t.nom: {c.nom for c in t.colonnes} for t in TABLES}

    ecrites = {f.stem: set(pl.read_parquet_schema(f)) - {"departement"} for f in extrait.dossier.glob("*.parquet")}

    assert set(ecrites) == set(extrait.lignes) == set(declarees)
    assert {nom: colonnes - declarees[nom] for nom, colonnes in ecrites.items() if colonnes - declarees[nom]} == {}
    cles = {t.nom: t.cle for t in TABLES}
    assert [n for n in ecrites if table(extrait, n).select(cles[n]).is_duplicated().any()] == []


def test_aucun_nom_ni_aucune_adresse_ne_sort(extrait):
    noms = {n for paire in Enfant.objects.values_list("nom", "prenom") for n in paire if n}
    noms |= {n for paire in Personne.objects.values_list("nom", "prenom") for n in paire if n}
    ecrits = {
        str(v) for f in extrait.dossier.glob("*.parquet") for s in pl.read_parquet(f) if s.dtype == pl.String
        for v in s.drop_nulls().unique()
    }  # fmt: skip

    assert len(noms) > 20
    assert noms & ecrits == set()


def test_les_lignes_sont_celles_des_registres(extrait):
    assert extrait.lignes["enfants"] == Enfant.objects.filter(fusionne_dans=None).count()
    assert extrait.lignes["mesures"] == Mesure.objects.filter(annulee_le=None).count()
    assert extrait.lignes["informations_preoccupantes"] == Information.objects.count()
    renouvelees = table(extrait, "decisions").filter(pl.col("nature") == "renouvellement").height
    assert renouvelees == Renouvellement.objects.count() > 0
    assert table(extrait, "ppe")["ppe"].n_unique() == Projet.objects.exclude(motif_cloture="erreur").count()


def test_l_extrait_est_journalise_avec_ses_lignes_et_son_empreinte(extrait):
    entree = Entree.objects.get(acte="observatoire:extraire")

    assert entree.collectivite_id == entree.objet_id == "F0"
    assert entree.details["lignes"] == dict(extrait.lignes)
    assert entree.details["empreinte"] == extrait.empreinte


def test_les_memes_registres_donnent_la_meme_empreinte(extrait, tmp_path):
    autre = ecrire("F0", tmp_path / "autre", jusqu_au=JOUR, pseudonymes=PseudonymesDEssai())

    assert (autre.empreinte, autre.lignes) == (extrait.empreinte, extrait.lignes)


def test_ce_qui_est_venu_apres_le_dernier_jour_n_y_est_pas(extrait, tmp_path):
    avant = ecrire("F0", tmp_path / "avant", jusqu_au=AVANT)

    for fichier in avant.dossier.glob("*.parquet"):
        for serie in pl.read_parquet(fichier):
            # what is decided may take effect later: a renewal is decided before the term that it carries further
            if serie.dtype == pl.Date and serie.name not in ("terme_le", "effet_du", "effet_au"):
                assert serie.max() is None or serie.max() <= AVANT, f"{fichier.stem}.{serie.name}"
    assert 0 < avant.lignes["informations_preoccupantes"] < extrait.lignes["informations_preoccupantes"]
    assert "pseudonyme" not in pl.read_parquet_schema(avant.dossier / "enfants.parquet")


# ---- what is refused


def test_un_dossier_qui_contient_quelque_chose_n_est_pas_touche(extrait, tmp_path):
    (tmp_path / "notes.txt").write_text("à garder")

    with pytest.raises(EntreeRefusee, match="existe déjà"):
        ecrire("F0", tmp_path, jusqu_au=JOUR)

    assert [f.name for f in tmp_path.iterdir()] == ["notes.txt"]


def test_un_dossier_vide_convient_et_n_est_lu_que_par_son_proprietaire(extrait, tmp_path):
    (tmp_path / "vide").mkdir()

    ecrit = ecrire("F0", tmp_path / "vide", jusqu_au=JOUR)

    assert json.loads((ecrit.dossier / "extrait.json").read_text())["empreinte"] == ecrit.empreinte
    assert ecrit.dossier.stat().st_mode & 0o777 == 0o700


def test_une_panne_ne_laisse_rien(extrait, tmp_path, monkeypatch):
    from jalons.application.observatoire.extraits import services

    def panne(*_):
        raise RuntimeError("le disque est plein")

    monkeypatch.setattr(services, "empreinte", panne)
    with pytest.raises(RuntimeError):
        ecrire("F0", tmp_path / "f0", jusqu_au=JOUR)

    assert list(tmp_path.iterdir()) == []


def test_des_registres_que_personne_ne_tient_ne_font_pas_un_departement_sans_enfant(extrait, tmp_path):
    with perimetre(["15"]), pytest.raises(EntreeRefusee, match="Aucune mesure"):
        ecrire("15", tmp_path / "15", jusqu_au=JOUR)

    assert list(tmp_path.iterdir()) == []


def test_une_autre_collectivite_que_celle_du_travail_est_refusee(extrait, tmp_path):
    with pytest.raises(PermissionError):
        ecrire("15", tmp_path / "15", jusqu_au=JOUR)
    with pytest.raises(EntreeRefusee, match="Aucune collectivité"):
        ecrire("ZZ", tmp_path / "zz", jusqu_au=JOUR)
    assert list(tmp_path.iterdir()) == []


# ---- the analyses read it, and say what the registers say


@pytest.mark.parametrize("au", [JOUR, AVANT])
def test_les_indicateurs_comptent_comme_les_registres(extrait, capsys, au):
    en_cours = Mesure.objects.filter(Q(fin_le=None) | Q(fin_le__gt=au), annulee_le=None, debut_le__lte=au)
    un_an = (date(au.year - 1, au.month, au.day), au)
    recues = Information.objects.filter(recue_le__gt=un_an[0], recue_le__lte=un_an[1])
    cites = EnfantConcerne.objects.filter(signale=True, situation__informations__in=recues)

    dits = valeurs(capsys, extrait, au)

    confies = en_cours.filter(nature__in=listes()["accueils"]).values("enfant").distinct().count()
    assert dits["confies_personnes"]["valeur"] == confies > 0
    assert dits["suivis"]["valeur"] == en_cours.values("enfant").distinct().count()
    aemo = en_cours.filter(nature__in=["aemo", "aemo_renforcee", "aemo_hebergement"])
    assert dits["ase9_aemo"]["valeur"] == aemo.values("enfant", "nature").distinct().count()
    assert dits["ip_recues"]["valeur"] == recues.count() > 0
    assert dits["ip_enfants"]["valeur"] == cites.values("enfant").distinct().count()


def test_ce_que_les_registres_ne_disent_pas_n_est_jamais_zero(extrait, capsys):
    dits = valeurs(capsys, extrait, JOUR)

    code = "ip_conclusion_prevention_droit_commun"
    assert (dits[code]["valeur"], dits[code]["etat"]) == (None, "non_calculable")
    assert dits["ip_conclusion_classement"]["valeur"] is not None


def test_les_lieux_d_accueil_viennent_du_registre_des_places(extrait, capsys):
    dits = valeurs(capsys, extrait, JOUR)

    for code in ("ase4_familles_accueil", "ase4_etablissements", "ase5_total", "ase6_mecs"):
        assert dits[code]["valeur"] is not None
    assert dits["ase4_familles_accueil"]["valeur"] + dits["ase4_etablissements"]["valeur"] > 0
    loges = Occupation.objects.filter(nature="sejour", relais=False, annulee_le=None, du__lte=JOUR)
    assert extrait.lignes["sejours"] == loges.exclude(unite__type="accueil_jour").count() > 0


def test_les_parcours_se_decrivent(extrait, capsys):
    dit = jalons(capsys, "analyse", "parcours", str(extrait.dossier), "--mois", "12", "--types", "2")

    assert dit["codes_inconnus"] == []


def test_la_chaine_des_delais_se_mesure_sur_l_extrait(extrait, capsys):
    dits = valeurs(capsys, extrait, JOUR)

    delais = {code: r for code, r in dits.items() if r["famille"] == "delais"}
    assert delais["delai_qualification"]["valeur"] is not None
    assert not any("manque" in r["raison"] or "colonnes" in r["raison"] for r in delais.values())
    par_unite = jalons(capsys, "analyse", "delais", str(extrait.dossier), "--par", "territoire")
    assert par_unite


def test_la_prevision_dit_quoi_prevoir_quand_les_sejours_manquent(extrait, capsys, tmp_path):
    sans = shutil.copytree(extrait.dossier, tmp_path / "sans")
    (sans / "sejours.parquet").unlink()
    assert main(["analyse", "projeter", str(sans)]) == 2
    assert "--champ placement" in capsys.readouterr().err
    dit = jalons(capsys, "analyse", "projeter", str(sans), "--champ", "placement", "--horizon", "6", "--futurs", "50")
    assert dit["points"]


def test_le_fichier_olinpe_s_ecrit_de_l_extrait_et_garde_ses_debuts(extrait, capsys, tmp_path):
    debuts = tmp_path / "debuts.csv"
    for annee in (2025, 2026):
        sortie = tmp_path / f"{annee}.xml"
        dit = jalons(
            capsys, "olinpe", "exporter", str(extrait.dossier), "--annee", str(annee), "--sortie", str(sortie),
            "--debuts", str(debuts),
        )  # fmt: skip
        assert dit["evenements"] > 0
        assert dit["essai"]
    transmis = dict(pl.read_csv(debuts, try_parse_dates=True).iter_rows())
    registres = dict(Mesure.objects.filter(pk__in=transmis).values_list("pk", "debut_le"))
    assert transmis == registres
    relu = jalons(capsys, "olinpe", "relire", str(tmp_path / "2026.xml"))
    assert {v["variable"] for v in relu["variables"]} & {"SCODTCOM", "TRAITINFO"} == set()


def test_un_envoi_reel_refuse_les_identifiants_d_essai(extrait, capsys, tmp_path):
    arguments = ["--annee", "2026", "--sortie", str(tmp_path / "o.xml"), "--reel"]

    assert main(["olinpe", "exporter", str(extrait.dossier), *arguments]) == 2
    assert "essai" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# ---- and the runs of the application, which extract by themselves


@pytest.mark.parametrize("genre", ["chiffres", "parcours", "projection"])
def test_un_calcul_demande_par_un_agent_lit_les_registres(extrait, genre, capsys):
    demande = tableaux.demander(
        collectivite="F0", genre=genre, au=JOUR, maintenant=MAINTENANT, par=None, parametres=PEU
    )

    calcul = tableaux.executer(calcul=tableaux.commencer(calcul=demande), maintenant=MAINTENANT)

    assert (calcul.etat, calcul.raison) == ("fait", "")
    assert calcul.chaines > 0
    if genre == "chiffres":
        unites = set(UniteLocale.objects.filter(collectivite="F0").values_list("code", flat=True))
        assert set(calcul.vues["valeurs"]["territoires"]) - {"inconnu"} <= unites
        lus = valeurs(capsys, extrait, JOUR)
        assert calcul.resultats["indicateurs"]["suivis"]["valeur"] == lus["suivis"]["valeur"] > 0
    if genre == "projection":
        connus = lieux_connus(extrait.dossier, JOUR)
        assert calcul.resultats["champ"] == ("accueil" if connus else "placement")
