"""What is decided of a fault, by whom, what comes of it, and what a corrected file carries over."""

from datetime import timedelta

import polars as pl
import pytest

from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.observatoire.imports import decisions, lecture, lieux, menage, services, travail
from jalons.application.observatoire.imports import selectors as imports
from jalons.application.observatoire.imports.decisions import Cible
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.observatoire.imports.tests.scene import (
    FAUTIF,
    MAINTENANT,
    SAINS,
    SANS_DEBUT,
    SANS_DECISION,
    csv,
    deposer,
    evenement,
    identifiant,
    verifiee,
)
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
Etat = Importation.Etat
MOTIF = "Vérifié au dossier papier."


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


def cible(importation, controle):
    """The first fault of a check."""
    lue = lecture.constats(lieux.resultats(importation)).filter(pl.col("controle") == controle).row(0, named=True)
    return Cible(controle, **{c: lue[c] for c in ("identifiant", "ligne", "variable", "valeur")})


def decider(importation, quoi, suite="acceptee", motif=MOTIF, apres="", vue=0, par=None):
    return decisions.decider(
        importation=importation, cible=quoi, suite=suite, motif=motif, apres=apres, vue=vue, par=par,
        maintenant=MAINTENANT,
    )  # fmt: skip


def retenir(importation, remplace=None, version=None):
    return services.retenir(
        importation=importation, version=importation.version if version is None else version, remplace=remplace,
        par=None, maintenant=MAINTENANT,
    )  # fmt: skip


def suites(importation):
    lues = lecture.avec_suites(lecture.constats(lieux.resultats(importation)), imports.decidees(importation))
    return {(c, n): s for c, n, s in lues.select("controle", "ligne", "suite").rows()}


def test_une_faute_rouge_ne_peut_etre_acceptee_ni_decidee_sans_motif():
    faite = verifiee()

    with pytest.raises(EntreeRefusee) as refus:
        decider(faite, cible(faite, "0028"), motif="ok")

    assert {f.lieu for f in refus.value.fautes} == {"suite", "motif"}
    assert not DecisionFaute.objects.exists()


def test_sa_propre_decision_passe_avant_celle_de_l_equipe_et_du_controle():
    faite = verifiee(csv(SANS_DEBUT, evenement(9, DATDEB=""), evenement(10, DATDEB="")))
    decider(faite, Cible("0032", groupe=True), "acceptee")
    decider(faite, Cible("0032", groupe=True, equipe="MDS Sud"), "refusee")
    decider(faite, cible(faite, "0032"), "reparee", apres="2025-04-01")
    decider(faite, Cible("0032", groupe=True, equipe="MDS Sud"), "acceptee", vue=1)

    lues = suites(faite)

    assert [lues["0032", n] for n in (2, 3, 4)] == ["reparee", "acceptee", "acceptee"]


def test_la_seconde_personne_apprend_qu_un_collegue_a_decide():
    faite, moi = verifiee(), AgentFactory()
    decider(faite, cible(faite, "0032"), par=moi)

    with pytest.raises(VersionDepassee):
        decider(faite, cible(faite, "0032"), "refusee")

    assert DecisionFaute.objects.get().par == moi
    assert decider(faite, cible(faite, "0032"), "refusee", vue=1).version == 2


def test_retenu_les_lignes_refusees_sortent_et_les_cellules_reparees_changent():
    faite = verifiee()
    decider(faite, Cible("0028", groupe=True), "refusee")
    decider(faite, cible(faite, "0032"), "reparee", apres="2025-04-01")
    travail.ecrire_les_tables(retenir(faite))

    retenue = imports.retenue("15", 2025)
    lues = pl.concat([pl.read_parquet(p) for p in lieux.tables(retenue).glob("*.parquet")])

    assert lues.height == 6
    assert identifiant(7) not in lues["NUMANONYM"].to_list()
    assert lues.filter(NUMANONYM=identifiant(8))["DATDEB"].to_list() == ["2025-04-01"]


def test_une_faute_bloquante_sans_suite_empeche_de_retenir():
    with pytest.raises(EntreeRefusee, match="bloquante"):
        retenir(verifiee())


def test_un_seul_import_est_retenu_par_annee_et_le_second_a_agir_l_apprend():
    ancienne, nouvelle = verifiee(csv(*SAINS)), verifiee(csv(*SAINS))
    retenir(ancienne)

    with pytest.raises(VersionDepassee):
        retenir(nouvelle)  # the page did not tell of the one that a colleague has just retained
    retenir(nouvelle, remplace=ancienne.pk)

    etats = dict(Importation.objects.values_list("pk", "etat"))
    assert etats == {ancienne.pk: Etat.REMPLACE, nouvelle.pk: Etat.RETENU}


def test_un_acte_sur_une_page_depassee_ne_fait_rien():
    faite = verifiee(csv(*SAINS))
    services.ecarter(importation=faite, version=faite.version, par=None)

    with pytest.raises(VersionDepassee):
        retenir(faite)

    assert Importation.objects.get().etat == Etat.ECARTE


def test_un_fichier_corrige_reprend_les_decisions_sur_les_fautes_qui_demeurent():
    ancienne, moi = verifiee(FAUTIF), AgentFactory()
    decider(ancienne, cible(ancienne, "0032"), par=moi)
    decider(ancienne, cible(ancienne, "0028"), "refusee")
    decider(ancienne, Cible("0010", groupe=True))
    corrige = csv(SANS_DEBUT, *SAINS, evenement(7))  # the row without a start has moved, the other one is mended

    nouvelle = verifiee(corrige, corrige=ancienne)

    reprise = DecisionFaute.objects.get(importation=nouvelle, controle="0032")
    assert (reprise.ligne, reprise.par, reprise.motif, reprise.reprise) == (2, moi, MOTIF, True)
    assert (nouvelle.resume["reprises"], nouvelle.resume["caduques"]) == (2, 1)
    assert suites(nouvelle)["0032", 2] == "acceptee"


def test_deux_fautes_du_meme_nom_gardent_chacune_leur_decision():
    faite = verifiee(csv(SANS_DECISION, SANS_DECISION))
    constats = lecture.constats(lieux.resultats(faite)).filter(pl.col("controle") == "0028")
    noms = [Cible("0028", **{c: x[c] for c in ("identifiant", "ligne", "variable", "valeur")})
            for x in constats.iter_rows(named=True)]  # fmt: skip
    decider(faite, noms[1], "refusee")
    decider(faite, noms[0], "reparee", apres="1")

    assert [suites(faite)["0028", n] for n in (2, 3)] == ["reparee", "refusee"]


def test_l_historique_dit_qui_et_quand_jamais_la_cellule():
    faite = verifiee()
    decider(faite, cible(faite, "0032"))
    champs = {c.name for c in DecisionFaute.pgh_event_model._meta.get_fields()}

    assert DecisionFaute.pgh_event_model.objects.count() == 1
    assert not champs & {"identifiant", "valeur", "apres"}


def test_passe_son_delai_un_import_s_en_va_avec_ses_fichiers(django_capture_on_commit_callbacks):
    faite = verifiee()
    decider(faite, cible(faite, "0032"))
    dossier = lieux.dossier(faite)
    services.regler(collectivite="15", conservation=1, par=None)

    with django_capture_on_commit_callbacks(execute=True):
        assert menage.oublier("15", maintenant=MAINTENANT.replace(month=3, day=20)) == 0
        assert menage.oublier("15", maintenant=MAINTENANT.replace(month=5)) == 1

    assert not Importation.objects.exists()
    assert not dossier.exists()
    assert Entree.objects.filter(acte="observatoire:supprimer_import").count() == 1


def test_une_verification_sans_nouvelles_est_reprise():
    importation = deposer()

    assert menage.arretees("15", avant=MAINTENANT - timedelta(minutes=1)) == []
    assert menage.arretees("15", avant=MAINTENANT + timedelta(minutes=11)) == [importation]
