"""Acts on carers: what they write, what they refuse, the facts and deadlines that follow."""

from datetime import date

import pytest

from jalons.application.accueil_familial import occupation, rules, selectors, services
from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Disponibilite, Domicile
from jalons.application.accueil_familial.tests.factories import AssistantFactory, agree
from jalons.application.etablissements.tests.factories import (
    EtablissementFactory,
    OrganismeFactory,
    UniteAccueilFactory,
)
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15")


def refus(appel):
    with pytest.raises(EntreeRefusee) as leve:
        appel()
    return {f.lieu: f.message for f in leve.value.fautes}


def creer(**champs):
    employeur = champs.pop("employeur", None) or OrganismeFactory()
    donnes = {"numero": "AF-7", "nom": "Ajonc", "prenom": "Maëlle", "employeur": employeur} | champs
    return services.enregistrer_assistant(
        assistant=AssistantFamilial(collectivite_id="15"), version=None, par=None, au=AU, **donnes
    )


def decider(assistant, nature, effet_le, **champs):
    return services.decider(assistant=assistant, nature=nature, effet_le=effet_le, par=None, **champs)


def evenements(assistant):
    lus = Fait.objects.filter(sujet_type="assistant_familial", sujet_id=assistant.pk, annule_le=None)
    return {f.evenement: f.survenu_le.iso() for f in lus}


def echeances(assistant):
    lues = Echeance.objects.filter(sujet_type="assistant_familial", sujet_id=assistant.pk)
    return {e.regle: e for e in lues}


def test_un_assistant_se_cree_puis_se_modifie_sous_sa_version():
    neuf = creer(nom="  Ajonc   Vert ")
    services.enregistrer_assistant(assistant=neuf, version=1, par=None, au=AU, nom="Ajonc")

    with pytest.raises(VersionDepassee):
        services.enregistrer_assistant(assistant=neuf, version=1, par=None, au=AU, nom="Perdu")

    assert AssistantFamilial.objects.get().nom_complet == "Maëlle AJONC"
    assert str(neuf) == "assistant familial n° AF-7"
    assert list(Entree.objects.filter(acte__startswith="accueil").order_by("pk").values_list("acte", flat=True)) == [
        "accueil_familial:creer_assistant", "accueil_familial:modifier_assistant",
    ]  # fmt: skip


def test_le_premier_contrat_ouvre_la_formation_et_se_corrige():
    assistant = creer(entre_le=date(2024, 5, 10))
    assert echeances(assistant)["AF-FORM"].due_le == date(2027, 5, 10)

    services.enregistrer_assistant(assistant=assistant, version=1, par=None, au=AU, entre_le=date(2024, 6, 1))

    assert echeances(assistant)["AF-FORM"].due_le == date(2027, 6, 1)
    assert evenements(assistant) == {"premier_contrat_af": "2024-06-01", "embauche": "2024-06-01"}

    services.enregistrer_assistant(assistant=assistant, version=2, par=None, au=AU, sorti_le=date(2025, 1, 31))
    assert echeances(assistant)["AF-FORM"].etat == "sans_objet"


def test_des_jours_impossibles_sont_refuses_ensemble_et_rien_n_est_ecrit():
    fautes = refus(
        lambda: creer(naissance=date(2030, 1, 1), entre_le=date(2029, 1, 1), motif_depart="retraite")
    )  # fmt: skip

    assert set(fautes) == {"naissance", "entre_le", "sorti_le"}
    assert "n'est pas encore venue" in fautes["naissance"]
    assert set(refus(lambda: creer(entre_le=date(2024, 2, 1), sorti_le=date(2024, 1, 1)))) == {"sorti_le"}
    assert not AssistantFamilial.objects.exists()


def test_une_unite_est_une_famille_d_accueil_et_a_un_seul_assistant():
    famille, internat = UniteAccueilFactory(type="famille_accueil"), UniteAccueilFactory(type="internat")
    creer(unite=famille)

    assert "n'est pas une famille d'accueil" in refus(lambda: creer(numero="AF-8", unite=internat))["unite"]
    assert "déjà l'unité de l'assistant familial n° AF-7" in refus(lambda: creer(numero="AF-8", unite=famille))["unite"]
    assert "déjà ce numéro" in refus(creer)["numero"]


def test_un_seul_pole_ressource():
    from jalons.application.territoires.tests.factories import UniteLocaleFactory

    fautes = refus(lambda: creer(pole=UniteLocaleFactory(collectivite_id="15"), pole_externe=EtablissementFactory()))

    assert "Choisissez un pôle" in fautes["pole_externe"]


def test_un_agrement_ouvre_ses_echeances_et_son_renouvellement_les_tient():
    assistant = AssistantFactory()
    decider(assistant, "delivrance", date(2020, 6, 1), enfants=2)
    assert echeances(assistant)["AF-AGR-5A"].due_le == date(2025, 6, 1)

    decider(assistant, "renouvellement", date(2025, 5, 20))

    assert echeances(assistant)["AF-AGR-5A"].tenue_le == date(2025, 5, 20)
    assert rules.agrement(selectors.decisions_de(assistant), AU).autorises == 2


def test_une_suspension_ouvre_quatre_mois_que_sa_levee_ferme():
    assistant = agree()
    decider(assistant, "suspension", date(2025, 1, 10), motif="danger")
    assert echeances(assistant)["AF-SUSPENSION"].due_le == date(2025, 5, 10)

    decider(assistant, "levee", date(2025, 3, 1))

    assert echeances(assistant)["AF-SUSPENSION"].tenue_le == date(2025, 3, 1)


def test_une_decision_annulee_emporte_son_fait_et_reste_visible():
    assistant = AssistantFactory()
    decision = decider(assistant, "delivrance", date(2020, 6, 1), enfants=2)

    assert "pourquoi" in refus(lambda: services.annuler(ligne=decision, motif=" ", par=None))["motif"]
    services.annuler(ligne=decision, motif="Saisie deux fois", par=None)

    assert "AF-AGR-5A" not in echeances(assistant)
    assert Decision.objects.get().annule_le is not None
    assert "déjà annulée" in refus(lambda: services.annuler(ligne=decision, motif="bis", par=None))["motif"]


def test_une_decision_impossible_n_ecrit_rien():
    fautes = refus(lambda: decider(AssistantFactory(), "levee", AU))

    assert "Aucune suspension" in fautes["nature"]
    assert not Decision.objects.exists()
    assert "dans la liste" in refus(lambda: decider(AssistantFactory(), "chateau", AU))["nature"]


def test_une_attestation_d_honorabilite_ouvre_la_suivante():
    assistant = AssistantFactory()

    services.justifier(assistant=assistant, nature="attestation", obtenu_le=date(2024, 4, 2), au=AU, par=None)

    assert echeances(assistant)["AF-HONO-3A"].due_le == date(2027, 4, 2)


@pytest.mark.parametrize(
    ("champs", "lieu", "phrase"),
    [
        ({"nature": "stage", "obtenu_le": date(2025, 7, 1)}, "obtenu_le", "pas encore venu"),
        ({"nature": "attestation"}, "obtenu_le", "jour de délivrance"),
        ({"nature": "diplome", "obtenu_le": AU, "heures": 3}, "heures", "ne se compte pas en heures"),
        ({"nature": "stage", "commence_le": AU, "obtenu_le": date(2025, 1, 1)}, "obtenu_le", "précéder le début"),
    ],
)
def test_un_justificatif_impossible_dit_pourquoi(champs, lieu, phrase):
    assistant = AssistantFactory()

    assert phrase in refus(lambda: services.justifier(assistant=assistant, au=AU, par=None, **champs))[lieu]
    assert not Fait.objects.exists()


def test_une_formation_en_cours_ne_dit_encore_rien_au_droit():
    services.justifier(assistant=AssistantFactory(), nature="formation", commence_le=AU, au=AU, par=None)

    assert not Fait.objects.exists()


def test_un_relais_est_par_un_autre():
    assistant, collegue = AssistantFactory(), AssistantFactory()

    services.relayer(assistant=assistant, relayeur=collegue, nature="week_end", du=AU, par=None)

    fautes = refus(
        lambda: services.relayer(assistant=assistant, relayeur=assistant, nature="week_end", du=AU, par=None)
    )
    assert "lui-même" in fautes["relayeur"]


def test_une_disponibilite_demande_un_agrement_qui_court():
    assistant = agree()
    decider(assistant, "suspension", date(2025, 6, 1))

    fautes = refus(lambda: services.declarer(assistant=assistant, du=AU, enfants=1, par=None))

    assert "agrément suspendu depuis le 1er juin 2025" in fautes["du"]
    services.declarer(assistant=AssistantFactory(), du=AU, enfants=1, par=None)
    assert Disponibilite.objects.count() == 1, "an approval that is not known refuses nothing"


def test_un_fait_qui_vient_d_un_acte_ne_s_enregistre_ni_ne_se_retire_ici():
    assistant = creer(entre_le=date(2024, 5, 10))
    constater = lambda e: services.constater(assistant=assistant, evenement=e, survenu_le=AU, par=None)  # noqa: E731

    assert "ne s'enregistre pas ici" in refus(lambda: constater("agrement_af_delivre"))["evenement"]
    du_contrat = Fait.objects.filter(evenement="embauche").get()
    assert "fait" in refus(lambda: services.retirer_constat(assistant=assistant, fait=du_contrat, par=None))

    accueil = constater("premier_accueil")
    assert "AF-STAGE" in echeances(assistant)
    services.retirer_constat(assistant=assistant, fait=accueil, par=None)
    assert "AF-STAGE" not in echeances(assistant)


def test_un_domicile_a_ses_deux_coordonnees_et_sa_version():
    assistant = AssistantFactory()

    services.enregistrer_domicile(assistant=assistant, version=None, par=None, adresse="3 chemin des Songes")
    with pytest.raises(VersionDepassee):
        services.enregistrer_domicile(assistant=assistant, version=7, par=None, adresse="Perdue")

    fautes = refus(lambda: services.enregistrer_domicile(assistant=assistant, version=1, par=None, latitude=45.0))
    assert "aucune des deux" in fautes["longitude"]
    assert Domicile.objects.get().latitude is None


def test_l_agrement_des_unites_dit_le_depart_et_tait_ce_qui_n_est_pas_verifiable():
    unites = [UniteAccueilFactory(type="famille_accueil") for _ in range(3)]
    agree(2, unite=unites[0])
    agree(3, unite=unites[1], sorti_le=date(2025, 1, 31))
    AssistantFactory(unite=unites[2])

    vus = selectors.agrements_des_unites(["15"], AU)

    assert vus[unites[0].pk].autorises == 2
    assert (vus[unites[1].pk].autorises, vus[unites[1].pk].raison) == (0, "agrément terminé depuis le 31 janvier 2025")
    assert unites[2].pk not in vus


def test_ce_que_nul_module_ne_dit_est_inconnu_et_non_nul(monkeypatch):
    assistant = agree(2, unite=UniteAccueilFactory(type="famille_accueil"))
    monkeypatch.setattr(occupation, "_LECTEURS", [])
    [ligne] = selectors.en_lignes([assistant], ["15"], AU)
    assert (ligne.presents, ligne.libres) == (None, None)

    occupation.definir_lecteur(lambda codes, au: {assistant.unite_id: 3})
    [ligne] = selectors.en_lignes([assistant], ["15"], AU)
    assert (ligne.presents, ligne.libres, ligne.au_dela, ligne.au_dela_du_plafond) == (3, 0, 1, 1)
    decider(assistant, "depassement", date(2025, 6, 1), enfants=1, motif="fratrie")
    [ligne] = selectors.en_lignes([assistant], ["15"], AU)
    assert (ligne.au_dela, ligne.au_dela_du_plafond) == (1, 0)
    with pytest.raises(ValueError, match="already"):
        occupation.definir_lecteur(lambda codes, au: {})
