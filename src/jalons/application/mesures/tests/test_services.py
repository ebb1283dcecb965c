"""Acts on a measure: what they write, the facts they record, what they refuse."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.enfants.models import Referent
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.faits.models import Echeance, Fait
from jalons.application.mesures import services
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15", "62")


def decider(enfant=None, nature="aed", decidee_le=date(2025, 1, 10), **champs):
    valeurs = {"accord_le": date(2025, 1, 6), **champs}
    return services.decider(
        enfant=enfant or EnfantFactory(), nature=nature, decidee_le=decidee_le, par=None, au=AU, **valeurs
    )


def demarrer(mesure, debut_le=date(2025, 2, 1), **champs):
    return services.demarrer(mesure=mesure, version=None, debut_le=debut_le, par=None, au=AU, **champs)


def terminer(mesure, fin_le=date(2025, 5, 1), motif_fin="objectifs_atteints"):
    return services.terminer(mesure=mesure, version=None, fin_le=fin_le, motif_fin=motif_fin, par=None, au=AU)


def evenements(enfant):
    return [(f.evenement, f.survenu_le.iso()) for f in Fait.objects.filter(sujet_id=enfant.pk, annule_le=None)]


def refus(appel):
    with pytest.raises(EntreeRefusee) as leve:
        appel()
    return {f.lieu: f.message for f in leve.value.fautes}


def test_une_decision_administrative_dit_l_accord_et_ouvre_la_duree_maximale():
    mesure = decider()

    assert evenements(mesure.enfant) == [
        ("admission_administrative_envisagee", "2025-01-06"),
        ("accord_ecrit_recueilli", "2025-01-06"),
        ("aide_administrative_decidee", "2025-01-10"),
    ]
    duree = Echeance.objects.get(sujet_id=mesure.enfant_id, regle="ADM-DUREE")
    assert duree.due_le == date(2026, 1, 10)
    assert "L223-5" in duree.source
    assert Entree.objects.filter(acte="mesures:decider", objet_id=str(mesure.enfant_id)).exists()


def test_le_debut_ouvre_le_projet_et_la_prise_en_charge():
    mesure = demarrer(decider())

    assert [e for e, _ in evenements(mesure.enfant)][-2:] == ["mesure_debut", "admission_ase"]
    assert Echeance.objects.get(sujet_id=mesure.enfant_id, regle="PPE-3M").due_le == date(2025, 5, 1)


def test_la_derniere_mesure_terminee_finit_la_prise_en_charge():
    enfant = EnfantFactory()
    aed = demarrer(decider(enfant))
    terminer(aed)
    placement = demarrer(decider(enfant, "placement_ase", date(2025, 4, 20)), date(2025, 5, 1))

    assert ("fin_prise_en_charge_ase", "2025-05-01") not in evenements(enfant)

    terminer(placement, date(2025, 6, 1), "retour")

    faits = evenements(enfant)
    assert ("fin_prise_en_charge_ase", "2025-06-01") in faits
    assert [e for e, _ in faits].count("admission_ase") == 1
    assert ("enfant_confie", "2025-05-01") in faits


def test_une_mesure_plus_ancienne_saisie_apres_recule_l_admission():
    enfant = EnfantFactory()
    demarrer(decider(enfant))
    ancienne = decider(enfant, "accueil_provisoire")
    demarrer(ancienne, date(2025, 1, 15))

    assert [jour for e, jour in evenements(enfant) if e == "admission_ase"] == ["2025-01-15"]


@pytest.mark.parametrize(
    ("nature", "attendus"),
    [
        ("aemo", ["aemo_decidee", "decision_juge_rendue", "mesure_debut", "aemo_levee", "mesure_fin"]),
        ("placement_ase", ["placement_decide", "placement_debut", "mesure_debut", "placement_leve", "placement_fin"]),
        ("tiers_digne_de_confiance", ["tiers_designe", "placement_decide", "tiers_decharge"]),
        ("mjagbf", ["mjagbf_decidee", "mesure_debut", "mjagbf_levee"]),
        ("ordonnance_placement_provisoire", ["opp_parquet", "opp_levee"]),
        ("tutelle", ["tutelle_ouverte", "tutelle_levee"]),
    ],
)
def test_chaque_mesure_judiciaire_dit_ses_propres_faits(nature, attendus):
    enfant = EnfantFactory()
    mesure = demarrer(decider(enfant, nature, accord_le=None))
    terminer(mesure, motif_fin="mainlevee")

    assert set(attendus) <= {e for e, _ in evenements(enfant)}


def test_un_accueil_de_72_heures_se_compte_en_heures():
    debut = datetime(2025, 6, 1, 22, 30, tzinfo=PARIS)
    mesure = decider(
        nature="accueil_72h", decidee_le=date(2025, 6, 1), accord_le=None, debut_le=date(2025, 6, 1),
        debut_instant=debut,
    )  # fmt: skip

    due = Echeance.objects.get(sujet_id=mesure.enfant_id, regle="ADM-72H")
    assert due.due_instant == datetime(2025, 6, 4, 22, 30, tzinfo=PARIS)


def test_renouveler_rouvre_la_duree_et_avance_le_terme():
    mesure = demarrer(decider(terme_le=date(2025, 6, 1)))

    services.renouveler(
        mesure=mesure, version=mesure.version, decide_le=date(2025, 5, 28), accord_le=date(2025, 5, 20),
        terme_le=date(2026, 5, 31), par=None, au=AU,
    )  # fmt: skip

    mesure.refresh_from_db()
    assert (mesure.terme_le, mesure.renouvellements.get().terme_avant) == (date(2026, 5, 31), date(2025, 6, 1))
    dues = Echeance.objects.filter(sujet_id=mesure.enfant_id, regle="ADM-DUREE").values_list("due_le", "etat")
    assert sorted(dues) == [(date(2026, 1, 10), "tenue"), (date(2026, 5, 28), "en_retard")]


def test_la_notification_ouvre_l_appel_d_une_decision_de_justice():
    mesure = decider(nature="aemo")

    services.notifier(mesure=mesure, version=1, notifiee_le=date(2025, 1, 20), par=None, au=AU)

    assert Echeance.objects.get(sujet_id=mesure.enfant_id, regle="JUD-APPEL").due_le == date(2025, 2, 4)


def test_la_premiere_notification_reste_quand_un_renouvellement_attend_la_sienne():
    mesure = demarrer(decider())
    services.notifier(mesure=mesure, version=mesure.version, notifiee_le=date(2025, 1, 20), par=None, au=AU)
    mesure.refresh_from_db()
    services.renouveler(
        mesure=mesure, version=mesure.version, decide_le=date(2025, 5, 28), accord_le=date(2025, 5, 20),
        terme_le=date(2026, 5, 31), par=None, au=AU,
    )  # fmt: skip
    mesure.refresh_from_db()
    assert (mesure.premiere_notification_le, mesure.notifiee_le) == (date(2025, 1, 20), None)

    services.notifier(mesure=mesure, version=mesure.version, notifiee_le=date(2025, 6, 2), par=None, au=AU)

    mesure.refresh_from_db()
    assert (mesure.premiere_notification_le, mesure.notifiee_le) == (date(2025, 1, 20), date(2025, 6, 2))


def test_annuler_reprend_tous_les_faits_et_garde_la_trace():
    mesure = demarrer(decider())

    services.annuler(mesure=mesure, version=mesure.version, motif="Mauvais enfant", par=None, au=AU)

    assert evenements(mesure.enfant) == []
    assert not Echeance.objects.filter(sujet_id=mesure.enfant_id).exists()
    assert Mesure.objects.get(pk=mesure.pk).annulee_le is not None


def test_confier_une_mesure_met_l_enfant_parmi_les_dossiers_du_referent():
    mesure, agent = decider(), AgentFactory()

    services.affecter(
        mesure=mesure, version=1, service=" Service  A ", unite=None, referent=agent, depuis=date(2025, 2, 1),
        par=None, au=AU,
    )  # fmt: skip

    mesure.refresh_from_db()
    assert (mesure.service, mesure.referent) == ("Service A", agent)
    assert Referent.objects.get(enfant=mesure.enfant).agent == agent


@pytest.mark.parametrize(
    ("cas", "champs", "lieu", "phrase"),
    [
        ("accord absent", {"accord_le": None}, "accord_le", "accord écrit des représentants légaux"),
        ("accord après la décision", {"accord_le": date(2025, 1, 11)}, "accord_le", "précède l'accord"),
        ("décision à venir", {"decidee_le": date(2025, 7, 1)}, "decidee_le", "encore à venir"),
        ("terme avant la décision", {"terme_le": date(2024, 12, 31)}, "terme_le", "précède"),
        ("mesure inconnue", {"nature": "x"}, "nature", "inconnue au catalogue"),
        ("début avant la décision", {"debut_le": date(2025, 1, 9)}, "debut_le", "précède la décision"),
    ],
)
def test_une_decision_impossible_est_refusee_et_rien_n_est_ecrit(cas, champs, lieu, phrase):
    enfant = EnfantFactory()

    fautes = refus(lambda: decider(enfant, **champs))

    assert phrase in fautes[lieu], cas
    assert not Mesure.objects.exists()
    assert evenements(enfant) == []


def test_toutes_les_fautes_sont_dites_a_la_fois():
    enfant = EnfantFactory(decede_le=DateCivile(2024, 3, 1))

    fautes = refus(lambda: decider(enfant, accord_le=None, terme_le=date(2024, 1, 1)))

    assert set(fautes) == {"accord_le", "terme_le", "enfant"}
    assert "décédé" in fautes["enfant"]


@pytest.mark.parametrize(
    ("naissance", "nature", "possible"),
    [
        (DateCivile(2007, 1, 11), "aed", True),
        (DateCivile(2007, 1, 10), "aed", False),
        (DateCivile(2004, 1, 11), "contrat_jeune_majeur", True),
        (DateCivile(2004, 1, 10), "contrat_jeune_majeur", False),
        (DateCivile(2007), "aed", True),
        (None, "aed", True),
    ],
)
def test_l_age_refuse_s_il_est_connu(naissance, nature, possible):
    enfant = EnfantFactory(naissance=naissance)

    if possible:
        assert decider(enfant, nature).pk
    else:
        assert "ans sont atteints" in refus(lambda: decider(enfant, nature))["nature"]


def test_un_contrat_jeune_majeur_ne_commence_pas_avant_dix_huit_ans():
    mesure = decider(EnfantFactory(naissance=DateCivile(2007, 6, 15)), "contrat_jeune_majeur")

    assert "18 ans ne sont pas atteints" in refus(lambda: demarrer(mesure, date(2025, 6, 14)))["debut_le"]
    assert demarrer(mesure, date(2025, 6, 15)).debut_le == date(2025, 6, 15)


def test_deux_mesures_de_la_meme_famille_ne_courent_pas_ensemble():
    enfant = EnfantFactory()
    aed = demarrer(decider(enfant))
    aemo = decider(enfant, "aemo")

    phrase = refus(lambda: demarrer(aemo, date(2025, 3, 1)))["debut_le"]

    assert "Action éducative à domicile" in phrase
    assert "terminez-la d'abord" in phrase
    terminer(aed, date(2025, 3, 1), "judiciaire")
    assert demarrer(aemo, date(2025, 3, 1)).debut_le == date(2025, 3, 1)


def test_la_base_refuse_seule_le_chevauchement():
    enfant = EnfantFactory()
    MesureFactory(enfant=enfant, debut_le=date(2025, 2, 1))

    with pytest.raises(IntegrityError, match="mesure_sans_chevauchement"), transaction.atomic():
        MesureFactory(enfant=enfant, nature="aemo", debut_le=date(2025, 3, 1))


def test_une_prestation_court_a_cote_d_une_mesure():
    enfant = EnfantFactory()
    demarrer(decider(enfant))

    assert demarrer(decider(enfant, "tisf")).debut_le == date(2025, 2, 1)


def test_la_meme_mesure_n_attend_pas_deux_fois():
    enfant = EnfantFactory()
    decider(enfant)

    assert "déjà décidée" in refus(lambda: decider(enfant))["nature"]


@pytest.mark.parametrize(
    ("cas", "acte", "lieu", "phrase"),
    [
        ("fin avant le début", lambda m: terminer(m, date(2025, 1, 31)), "fin_le", "précède le début"),
        ("raison inconnue", lambda m: terminer(m, motif_fin="adoption"), "motif_fin", "Choisissez pourquoi"),
        ("déjà commencée", demarrer, "acte", "déjà commencé"),
        (
            "renouvellement sans accord",
            lambda m: services.renouveler(mesure=m, version=None, decide_le=date(2025, 6, 1), par=None, au=AU),
            "accord_le", "Ce renouvellement demande",
        ),
        (
            "annulation sans raison",
            lambda m: services.annuler(mesure=m, version=None, motif=" ", par=None, au=AU), "motif", "pourquoi",
        ),
    ],
)  # fmt: skip
def test_un_acte_impossible_dit_pourquoi(cas, acte, lieu, phrase):
    mesure = demarrer(decider())
    avant = evenements(mesure.enfant)

    assert phrase in refus(lambda: acte(mesure))[lieu], cas
    assert evenements(mesure.enfant) == avant


def test_un_acte_sur_une_mesure_changee_entre_temps_n_ecrit_rien():
    mesure = decider()
    demarrer(mesure)

    with pytest.raises(VersionDepassee, match="modifiée entre-temps"):
        services.notifier(mesure=mesure, version=1, notifiee_le=date(2025, 1, 20), par=None, au=AU)

    assert Mesure.objects.get(pk=mesure.pk).notifiee_le is None


def test_une_decision_de_date_inconnue_est_gardee_sans_echeance():
    mesure = decider(decidee_le=None)

    assert mesure.decidee_le is None
    assert not Echeance.objects.filter(sujet_id=mesure.enfant_id, regle="ADM-DUREE").exists()


def test_la_cible_locale_de_trois_mois_est_tenue_par_le_debut_effectif():
    mesure = decider(EnfantFactory(collectivite_id="62"))
    cible = Echeance.objects.get(sujet_id=mesure.enfant_id, regle="ADM-DELAI-CIBLE-AED")
    assert (cible.due_le, cible.etat) == (date(2025, 4, 10), "en_retard")

    demarrer(mesure)

    cible = Echeance.objects.get(sujet_id=mesure.enfant_id, regle="ADM-DELAI-CIBLE-AED")
    assert (cible.etat, cible.tenue_le) == ("tenue", date(2025, 2, 1))
