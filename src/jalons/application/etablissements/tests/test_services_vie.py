"""What the life of an establishment writes: facts and deadlines that follow, refusals, states."""

from datetime import date

import pytest

from jalons.application.etablissements import risque, services
from jalons.application.etablissements.models import (
    ActionAmelioration,
    Controle,
    Engagement,
    Evaluation,
    EvenementIndesirable,
    Operation,
    PlanControle,
    SuiteControle,
)
from jalons.application.etablissements.risque import Poids
from jalons.application.etablissements.risques import classement
from jalons.application.etablissements.tests.factories import (
    ActionAmeliorationFactory,
    AppelProjetsFactory,
    CandidatureFactory,
    ControleFactory,
    CpomFactory,
    EngagementFactory,
    EtablissementFactory,
    EvaluationFactory,
    EvenementIndesirableFactory,
    FinancementFactory,
    OperationFactory,
    SuiteControleFactory,
    controle_notifie,
    cpom_de,
    unite_de,
)
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15", "63")


@pytest.fixture
def maison():
    return unite_de(10).etablissement


def refus(appel):
    with pytest.raises(EntreeRefusee) as leve:
        appel()
    return {f.lieu: f.message for f in leve.value.fautes}


def faits(sujet):
    lus = Fait.objects.filter(sujet_id=sujet.pk, annule_le=None).order_by("survenu_le", "pk")
    return [(f.evenement, f.survenu_le.iso(), f.attributs.get("terme")) for f in lus]


def dues(sujet, regle):
    lues = Echeance.objects.filter(sujet_id=sujet.pk, regle=regle).order_by("due_le")
    return [(e.due_le.isoformat(), e.etat) for e in lues]


# ---- contracts


def test_un_contrat_signe_et_ses_engagements_entrent_a_l_echeancier_de_chaque_etablissement(maison):
    autre = EtablissementFactory(organisme=maison.organisme)
    cpom = services.enregistrer_cpom(
        cpom=CpomFactory.build(organisme=maison.organisme, collectivite_id="15"), version=None, par=None, au=AU,
        etablissements=[maison, autre], parties=["ars"],
    )  # fmt: skip
    engagement = services.enregistrer_engagement(
        engagement=Engagement(collectivite_id="15", cpom=cpom), version=None, par=None, libelle="Dix places",
        terme=date(2026, 6, 30),
    )  # fmt: skip

    for lieu in (maison, autre):
        assert faits(lieu) == [
            ("cpom_signe", "2024-01-10", None), ("engagement_cpom_pris", "2024-01-10", "2026-06-30"),
        ]  # fmt: skip
        assert dues(lieu, "ESSMS-CPOM-ENGAGEMENT")[0][0] == "2026-06-30"

    services.noter_engagement(
        engagement=engagement, acte="tenir", version=1, le=date(2025, 6, 1), preuve="Arrêté", au=AU, par=None
    )
    assert dues(maison, "ESSMS-CPOM-ENGAGEMENT") == [("2026-06-30", "tenue")]

    services.enregistrer_engagement(
        engagement=engagement, version=2, par=None, libelle="Dix places", terme=date(2026, 6, 30), etablissement=maison
    )
    assert ("engagement_cpom_pris", "2024-01-10", "2026-06-30") not in faits(autre)


def test_un_contrat_ne_couvre_que_les_etablissements_de_son_organisme(maison):
    etranger = EtablissementFactory()

    fautes = refus(lambda: services.enregistrer_cpom(
        cpom=CpomFactory.build(organisme=maison.organisme, collectivite_id="15"), version=None, par=None, au=AU,
        etablissements=[etranger], parties=["roi"],
    ))  # fmt: skip

    assert "D'un autre organisme" in fautes["etablissements"]
    assert "« roi » n'est pas dans la liste" in fautes["parties"]
    sans = refus(lambda: services.enregistrer_cpom(
        cpom=CpomFactory.build(organisme=maison.organisme, collectivite_id="15"), version=None, par=None, au=AU,
        etablissements=[],
    ))  # fmt: skip
    assert sans["etablissements"] == "Choisissez au moins un établissement."


def test_un_etablissement_qui_garde_des_engagements_ne_quitte_pas_le_contrat(maison):
    cpom, reste = cpom_de(maison), EtablissementFactory(organisme=maison.organisme)
    EngagementFactory(cpom=cpom, etablissement=maison)

    fautes = refus(lambda: services.enregistrer_cpom(
        cpom=cpom, version=1, par=None, au=AU, etablissements=[reste], intitule="Autre"
    ))  # fmt: skip

    assert "garde des engagements" in fautes["etablissements"]
    cpom.refresh_from_db()
    assert cpom.intitule != "Autre"


def test_un_contrat_fini_cesse_d_etre_attendu(maison):
    cpom = cpom_de(maison, fin_le=date(2024, 12, 31))
    services.enregistrer_cpom(cpom=cpom, version=1, par=None, au=AU, etablissements=[maison])

    assert faits(maison) == [("cpom_signe", "2024-01-10", None), ("cpom_termine", "2024-12-31", None)]


def test_un_engagement_ne_se_tient_pas_sans_jour_ni_preuve(maison):
    engagement = EngagementFactory(cpom=cpom_de(maison))

    def noter(**champs):
        services.noter_engagement(engagement=engagement, version=None, au=AU, par=None, **champs)

    assert set(refus(lambda: noter(acte="tenir", le=None, preuve=""))) == {"le", "preuve"}
    assert "n'est pas passé" in refus(lambda: noter(acte="tenir", le=date(2025, 7, 1), preuve="x"))["le"]
    assert "impossible" in refus(lambda: noter(acte="rouvrir", le=None, preuve=""))[""]


# ---- evaluations


def test_une_evaluation_appelle_la_suivante_et_ses_actions_ont_leur_terme(maison):
    evaluation = services.enregistrer_evaluation(
        evaluation=Evaluation(collectivite_id="15", etablissement=maison), version=None, au=AU, par=None,
        realisee_le=date(2024, 3, 15),
    )  # fmt: skip
    action = services.enregistrer_action(
        action=ActionAmelioration(collectivite_id="15", evaluation=evaluation), version=None, par=None,
        libelle="Livret", terme=date(2025, 6, 1),
    )  # fmt: skip

    assert dues(maison, "ESSMS-EVAL")[0][0] == "2029-03-15"
    assert dues(maison, "ESSMS-EVAL-ACTION") == [("2025-06-01", "en_retard")]

    services.noter_action(action=action, acte="abandonner", version=1, le=AU, preuve="Livret refait", au=AU, par=None)
    assert dues(maison, "ESSMS-EVAL-ACTION") == [("2025-06-01", "sans_objet")]
    services.enregistrer_evaluation(evaluation=evaluation, version=1, au=AU, par=None, realisee_le=date(2024, 3, 18))
    assert dues(maison, "ESSMS-EVAL")[0][0] == "2029-03-18", "a date corrected moves the deadline"
    assert Fait.objects.filter(evenement="evaluation_essms", annule_le__isnull=False).count() == 1


def test_deux_evaluations_du_meme_jour_sont_une_faute(maison):
    EvaluationFactory(etablissement=maison)

    fautes = refus(lambda: services.enregistrer_evaluation(
        evaluation=Evaluation(collectivite_id="15", etablissement=maison), version=None, au=AU, par=None,
        realisee_le=date(2024, 3, 15),
    ))  # fmt: skip

    assert "déjà enregistrée" in fautes["realisee_le"]


# ---- adverse events


def declarer(maison, **champs):
    return services.enregistrer_evenement(
        evenement=EvenementIndesirable(collectivite_id="15", etablissement=maison), version=None, au=AU, par=None,
        **{"categorie": "violence", "survenu_le": date(2025, 6, 10), **champs},
    )  # fmt: skip


def test_un_evenement_non_declare_est_en_retard_et_sa_declaration_le_tient(maison):
    evenement = declarer(maison)
    assert dues(maison, "ESSMS-EI") == [("2025-06-10", "en_retard")]

    services.enregistrer_evenement(
        evenement=evenement, version=1, au=AU, par=None, declare_le=date(2025, 6, 12), oral=True
    )
    assert dues(maison, "ESSMS-EI") == [("2025-06-10", "tenue_en_retard")]
    assert ("evenement_indesirable_signale", "2025-06-12", None) in faits(maison)


def test_les_fautes_d_une_declaration_sont_dites_ensemble(maison):
    fautes = refus(lambda: declarer(
        maison, survenu_le=date(2025, 7, 2), ecrit_le=date(2025, 6, 1), clos_le=date(2025, 6, 1), consequences=["?"]
    ))  # fmt: skip

    assert set(fautes) == {"survenu_le", "declare_le", "clos_le", "consequences"}
    assert EvenementIndesirable.objects.count() == 0
    assert "avant d'être survenu" in refus(lambda: declarer(maison, declare_le=date(2025, 6, 1)))["declare_le"]


def test_le_journal_ne_garde_ni_texte_ni_nom(maison):
    declarer(maison, description="Une chute dans l'escalier")

    details = [e.details for e in Entree.objects.all()]
    assert "escalier" not in str(details)


# ---- controls


def test_une_suite_n_a_d_echeance_qu_une_fois_notifiee_puis_levee(maison):
    controle = ControleFactory(etablissement=maison)
    faire = {"version": None, "au": AU, "par": None}
    services.faire(controle=controle, acte="realiser", le=date(2025, 2, 4), constats="Escalier abîmé", **faire)
    suite = services.enregistrer_suite(
        suite=SuiteControle(collectivite_id="15", controle=controle), version=None, par=None, nature="injonction",
        libelle="Réparer", terme=date(2025, 5, 31),
    )  # fmt: skip
    assert faits(maison) == []

    services.faire(controle=controle, acte="notifier", le=date(2025, 3, 4), **faire)
    assert dues(maison, "ESSMS-CTRL-SUITE") == [("2025-05-31", "en_retard")]

    assert (
        "1 suite encore à lever" in refus(lambda: services.faire(controle=controle, acte="clore", le=AU, **faire))[""]
    )
    services.suivre(suite=suite, acte="repondre", le=date(2025, 6, 2), texte="Réparé", **faire)
    services.suivre(suite=suite, acte="lever", le=date(2025, 6, 3), texte="Vu sur place", **faire)
    assert dues(maison, "ESSMS-CTRL-SUITE") == [("2025-05-31", "tenue_en_retard")]
    clos = services.faire(controle=controle, acte="clore", le=AU, **faire)
    assert (clos.etat, clos.clos_le) == ("clos", AU)


def test_un_controle_prevu_ne_recoit_pas_de_suite_ni_un_clos_de_changement(maison):
    prevu = ControleFactory(etablissement=maison)
    clos = controle_notifie(maison, etat="clos")

    def ajouter(controle):
        services.enregistrer_suite(
            suite=SuiteControle(collectivite_id="15", controle=controle), version=None, par=None, libelle="Rien"
        )

    assert "il ne reçoit pas de suite" in refus(lambda: ajouter(prevu))[""]
    assert "il ne reçoit pas de suite" in refus(lambda: ajouter(clos))[""]
    assert "il ne change plus" in refus(lambda: services.prevoir(controle=clos, version=None, par=None, motif="x"))[""]


def test_deux_agents_sur_la_meme_suite_le_second_est_averti(maison):
    suite = SuiteControleFactory(controle=controle_notifie(maison))
    suivre = {"suite": suite, "version": 1, "le": AU, "au": AU, "par": None}
    services.suivre(acte="repondre", texte="Réparé", **suivre)

    with pytest.raises(VersionDepassee):
        services.suivre(acte="abandonner", texte="Trop tard", **suivre)


def test_le_classement_vient_de_la_vie_des_etablissements(maison):
    calme = unite_de(10).etablissement
    SuiteControleFactory(controle=controle_notifie(maison))
    EvenementIndesirableFactory(etablissement=maison)
    ActionAmeliorationFactory(evaluation=EvaluationFactory(etablissement=maison), terme=date(2025, 1, 1))
    EngagementFactory(cpom=cpom_de(maison), terme=date(2025, 1, 1))
    lignes = classement(type(maison).objects.all(), AU, risque.poids_par_defaut())

    par = {x.etablissement: {s.code: s.points for s in x.score.lignes} for x in lignes}
    assert par[maison] == {
        "anciennete_controle": 0, "evenements": 4, "declarations_tardives": 4, "evaluation_en_retard": None,
        "surcapacite": 0, "suites_en_retard": 10, "actions_en_retard": 6,
    }  # fmt: skip
    assert par[calme]["anciennete_controle"] == 25, "open since January 2020, five full years"
    assert [x.etablissement for x in lignes] == [calme, maison]


def test_le_classement_ecarte_les_etablissements_fermes_en_peu_de_requetes(django_assert_max_num_queries):
    for _ in range(12):
        unite_de(4)
    ferme = unite_de(4)
    services.prendre_acte(unite=ferme, nature="fermeture", effet_le=date(2024, 1, 1), par=None)

    with django_assert_max_num_queries(2):
        lignes = classement(type(ferme.etablissement).objects.all(), AU, risque.poids_par_defaut())

    assert len(lignes) == 12


def test_un_plan_arrete_garde_ses_poids(maison):
    plan = services.peser(
        plan=PlanControle(collectivite_id="15", annee=2025), version=None, poids={"evenements": Poids(9, 90)}, par=None
    )
    assert (
        "aucun contrôle"
        in refus(lambda: services.arreter(plan=plan, version=1, le=AU, reference="", au=AU, par=None))[""]
    )
    controle = services.prevoir(
        controle=Controle(collectivite_id="15", etablissement=maison, plan=plan), version=None, par=None,
        score=risque.noter({}, risque.lire_poids(plan.poids)), themes=["accueil"],
    )  # fmt: skip
    assert controle.explication[0]["points"] is None, "nothing is known: nothing is counted"

    arrete = services.arreter(plan=plan, version=1, le=AU, reference="D-25", au=AU, par=None)
    assert (arrete.arrete_le, arrete.version) == (AU, 2)
    assert (
        "ses poids ne changent plus"
        in refus(lambda: services.peser(plan=arrete, version=2, poids={"evenements": Poids(1, 1)}, par=None))[""]
    )


# ---- calls for projects, works


def test_un_candidat_hors_delai_n_est_qu_irrecevable(maison):
    candidature = CandidatureFactory.build(
        appel=AppelProjetsFactory(), organisme=maison.organisme, collectivite_id="15"
    )

    fautes = refus(lambda: services.enregistrer_candidature(
        candidature=candidature, version=None, au=AU, par=None, recue_le=date(2025, 4, 16), avis="favorable", motif=""
    ))  # fmt: skip

    assert "elle ne peut être qu'irrecevable" in fautes["avis"]
    assert "ce qui fonde l'avis" in fautes["motif"]


def test_on_ne_retient_qu_un_candidat_favorable_dans_un_de_ses_etablissements(maison):
    appel = AppelProjetsFactory()
    candidature = CandidatureFactory(appel=appel, organisme=maison.organisme, avis="defavorable", motif="Trop cher")

    fautes = refus(lambda: services.retenir(
        appel=appel, version=1, candidature=candidature, etablissement=EtablissementFactory(), nom="V",
        effet_le=date(2026, 1, 1), le=AU, au=AU, par=None,
    ))  # fmt: skip

    assert set(fautes) == {"candidature", "etablissement"}
    appel.refresh_from_db()
    assert appel.etat == "publie"


def test_un_appel_se_publie_avec_sa_date_limite(maison):
    appel = AppelProjetsFactory(etat="prepare", publie_le=None, limite_le=None, commission_le=None)

    assert (
        "n'a pas de date limite"
        in refus(lambda: services.passer_appel(appel=appel, acte="publier", version=1, le=AU, au=AU, par=None))["le"]
    )
    services.enregistrer_appel(appel=appel, version=1, par=None, limite_le=date(2025, 9, 1))
    publie = services.passer_appel(appel=appel, acte="publier", version=2, le=AU, au=AU, par=None)
    assert (publie.etat, publie.publie_le) == ("publie", AU)


def test_une_operation_ne_se_livre_pas_avant_de_commencer_et_un_financeur_paie_une_fois_l_an(maison):
    fautes = refus(lambda: services.enregistrer_operation(
        operation=Operation(collectivite_id="15", etablissement=maison), version=None, par=None, intitule="Toit",
        nature="extension", debut=DateCivile(2026), livraison=DateCivile(2025, 3),
    ))  # fmt: skip
    assert "précède le début" in fautes["livraison"]

    financement = FinancementFactory(operation=OperationFactory(etablissement=maison))
    double = refus(lambda: services.enregistrer_financement(
        financement=FinancementFactory.build(operation=financement.operation, collectivite_id="15"), version=None,
        par=None, valeur=None,
    ))  # fmt: skip
    assert "a déjà un montant" in double["financeur"]
    services.retirer_financement(financement=financement, version=1, par=None)
    assert financement.operation.financements.count() == 0
