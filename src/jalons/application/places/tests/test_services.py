"""Acts on places: what they write, the facts they state, what they refuse."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.tests.factories import ActeFactory, UniteAccueilFactory, unite_de
from jalons.application.faits.models import Fait
from jalons.application.places import selectors, services
from jalons.application.places.models import Demande, Occupation, OuverturePrevue
from jalons.application.places.tests.factories import DemandeFactory, OccupationFactory
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)
DEMAIN, HIER = AU + timedelta(days=1), AU - timedelta(days=1)


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15")


def refus(appel):
    with pytest.raises(EntreeRefusee) as leve:
        appel()
    return {f.lieu: f.message for f in leve.value.fautes}


def reserver(unite, demande=None, jusqu_au=AU + timedelta(days=7), **champs):
    return services.reserver(
        demande=demande or DemandeFactory(), unite=unite, jusqu_au=jusqu_au, par=None, jour=AU, **champs
    )


def accueillir(unite, enfant=None, le=date(2025, 3, 1), **champs):
    return services.accueillir(enfant=enfant or EnfantFactory(), unite=unite, le=le, par=None, jour=AU, **champs)


def partir(sejour, le=HIER, motif="retour_famille", cause=""):
    return services.partir(occupation=sejour, version=None, le=le, motif=motif, cause=cause, par=None, jour=AU)


def prises(unite, au=AU):
    return selectors.prises(["15"], au).get(unite.pk)


def evenements(enfant):
    return [(f.evenement, f.survenu_le.iso()) for f in Fait.objects.filter(sujet_id=enfant.pk, annule_le=None)]


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"decede_le": DateCivile(2025, 2)}, "L'enfant est décédé (février 2025) avant le"),
        ({"naissance": DateCivile(2004, 3, 1)}, "21 ans sont atteints au"),
    ],
)
def test_nulle_place_pour_un_enfant_decede_ni_pour_un_adulte(champs, phrase):
    enfant, unite = EnfantFactory(**champs), unite_de(1)
    acte = {"enfant": enfant, "par": None, "jour": AU}

    demande = refus(lambda: services.demander(type="internat", demandee_le=HIER, **acte))
    arrivee = refus(lambda: services.accueillir(unite=unite, le=HIER, **acte))

    assert phrase in demande["enfant"]
    assert phrase in arrivee["enfant"]
    assert not Demande.objects.exists()


def test_une_place_prise_avant_le_deces_s_enregistre_encore():
    assert accueillir(unite_de(1), EnfantFactory(decede_le=DateCivile(2025, 6, 1))).rang == 1


def test_une_reservation_prend_la_premiere_place_et_expire_seule():
    unite = unite_de(2)

    reservation = reserver(unite)

    assert (reservation.rang, reservation.dernier_jour) == (1, date(2025, 7, 7))
    assert prises(unite).reservees == 1
    assert prises(unite, date(2025, 7, 7)).reservees == 1
    assert prises(unite, date(2025, 7, 8)) is None
    assert Entree.objects.filter(acte="places:reserver", objet_id=str(reservation.enfant_id)).exists()


def test_quand_tout_est_pris_la_reservation_est_refusee_et_dit_combien():
    unite = unite_de(2)
    accueillir(unite)
    services.declarer_indisponibles(unite=unite, nombre=1, motif="travaux", du=AU, par=None)

    assert "2 prises pour 2 ouvertes" in refus(lambda: reserver(unite))["unite"]
    assert Occupation.objects.count() == 2


def test_une_place_qui_se_libere_se_reserve_pour_plus_tard():
    unite = unite_de(1)
    partir(accueillir(unite), le=HIER)

    assert reserver(unite, du=AU).rang == 1


def test_les_places_autorisees_non_ouvertes_ne_se_reservent_pas_sauf_dans_le_plafond():
    unite = unite_de(3, ouvertes=False)
    assert "0 prises pour 0 ouvertes" in refus(lambda: reserver(unite))["unite"]

    ActeFactory(unite=unite, nature="surcapacite", places=1, ouvert_le=None)
    assert reserver(unite, au_dela=True).rang == 1


def test_une_capacite_inconnue_ne_bloque_personne():
    assert reserver(UniteAccueilFactory()).rang == 1


def test_arriver_change_la_reservation_en_accueil_et_satisfait_la_demande():
    unite, demande = unite_de(2), DemandeFactory()
    reservation = reserver(unite, demande)

    sejour = services.entrer(occupation=reservation, version=1, le=AU, par=None, jour=AU)

    assert (sejour.pk, sejour.nature, sejour.au) == (reservation.pk, "sejour", None)
    assert (Demande.objects.get().issue, Demande.objects.get().fin_le) == ("satisfaite", AU)
    assert evenements(demande.enfant) == [("admission_essms", "2025-06-30")]


@pytest.mark.parametrize("fin", ["arrivée ailleurs", "demande retirée"])
def test_une_demande_close_rend_la_place_qui_etait_gardee_pour_elle(fin):
    gardee, ailleurs, demande = unite_de(1), unite_de(1), DemandeFactory()
    reservation = reserver(gardee, demande)

    if fin == "arrivée ailleurs":
        accueillir(ailleurs, demande.enfant, le=AU)
    else:
        services.retirer(demande=demande, version=None, par=None, jour=AU)

    reservation.refresh_from_db()
    assert reservation.annulee_le is not None
    assert reservation.motif_annulation in ("Demande satisfaite", "Demande retirée")
    assert prises(gardee) is None
    assert Entree.objects.filter(acte="places:annuler", details__occupation=reservation.pk).exists()


def test_arriver_hors_de_la_reservation_est_refuse():
    reservation = reserver(unite_de(1), du=DEMAIN)

    assert (
        "hors des jours"
        in refus(lambda: services.entrer(occupation=reservation, version=None, le=AU, par=None, jour=AU))["le"]
    )


def test_partir_libere_la_place_le_jour_meme_et_ferme_le_sejour():
    unite = unite_de(1)
    sejour = accueillir(unite)
    services.noter_absence(occupation=sejour, version=None, motif="fugue", du=date(2025, 6, 1), par=None, jour=AU)

    partir(sejour, le=AU)

    assert prises(unite, HIER).absents == 1
    assert prises(unite, AU) is None
    assert evenements(sejour.enfant) == [("admission_essms", "2025-03-01"), ("sejour_fini", "2025-06-30")]
    assert accueillir(unite, le=AU).rang == 1


def test_une_pouponniere_et_une_famille_ne_constatent_pas_la_meme_chose():
    pouponniere = accueillir(unite_de(1, type="pouponniere"))
    famille = accueillir(unite_de(1, type="famille_accueil"))

    assert [e for e, _ in evenements(pouponniere.enfant)] == ["admission_essms", "pouponniere_admission"]
    assert evenements(famille.enfant) == []


def test_deux_enfants_partagent_une_place_quand_c_est_dit():
    unite = unite_de(1)
    accueillir(unite, part="moitie")
    accueillir(unite, part="moitie")

    assert (prises(unite).occupees, prises(unite).enfants) == (1, 2)
    assert "unite" in refus(lambda: accueillir(unite, part="moitie"))


def test_un_enfant_n_est_pas_a_deux_endroits_sauf_en_relais():
    enfant = EnfantFactory()
    accueillir(unite_de(1), enfant)

    assert "déjà un accueil" in refus(lambda: accueillir(unite_de(1), enfant))["du"]
    assert accueillir(unite_de(1, type="repit"), enfant, relais=True).relais


def test_la_base_refuse_seule_deux_enfants_sur_une_place():
    unite = unite_de(3)
    OccupationFactory(unite=unite, rang=2)

    with pytest.raises(IntegrityError, match="occupation_place_une_fois"), transaction.atomic():
        OccupationFactory(unite=unite, rang=2, nature="reservation", au=date(2025, 2, 1))
    with pytest.raises(IntegrityError, match="occupation_place_une_fois"), transaction.atomic():
        OccupationFactory(unite=unite, rang=2, part_fin=1)


def test_annuler_un_accueil_reprend_ses_faits_et_garde_la_trace():
    sejour = accueillir(unite_de(1))

    services.annuler(occupation=sejour, version=1, motif="Mauvais enfant", par=None)

    assert evenements(sejour.enfant) == []
    assert prises(sejour.unite) is None
    assert Occupation.objects.get().motif_annulation == "Mauvais enfant"


def test_des_places_indisponibles_sont_toutes_ecrites_ou_aucune():
    unite = unite_de(3)
    accueillir(unite)

    refus(lambda: services.declarer_indisponibles(unite=unite, nombre=3, motif="travaux", du=AU, par=None))
    assert prises(unite).indisponibles == 0

    [une, _] = services.declarer_indisponibles(unite=unite, nombre=2, motif="travaux", du=AU, par=None)
    assert prises(unite).indisponibles == 2
    services.rendre_disponible(occupation=une, version=1, le=AU, par=None)
    assert prises(unite).indisponibles == 1


def test_un_refus_compte_dans_les_places_manquantes_et_laisse_la_demande_ouverte():
    demande, unite = DemandeFactory(), unite_de(1)

    services.refuser(demande=demande, unite=unite, motif="complet", par_qui="lieu", le=AU, par=None, jour=AU)

    demande.refresh_from_db()
    assert (demande.fin_le, demande.refus.get().motif) == (None, "complet")
    fautes = refus(
        lambda: services.refuser(demande=demande, unite=None, motif="age", par_qui="x", le=DEMAIN, par=None, jour=AU)
    )
    assert set(fautes) == {"le", "par_qui", "unite"}


def test_on_ne_demande_qu_une_place_a_la_fois_pour_un_enfant():
    demande = DemandeFactory()
    demander = lambda: services.demander(  # noqa: E731
        enfant=demande.enfant, type="internat", demandee_le=AU, par=None, jour=AU
    )

    assert "déjà demandée" in next(iter(refus(demander).values()))
    services.retirer(demande=demande, version=1, par=None, jour=AU)
    assert demander().pk != demande.pk


def test_une_demande_close_ne_recoit_plus_d_acte():
    demande = DemandeFactory(fin_le=AU, issue="retiree")

    assert "close" in refus(lambda: reserver(unite_de(1), demande))["demande"]


@pytest.mark.parametrize(
    ("cas", "acte", "lieu"),
    [
        ("départ avant l'arrivée", lambda s: partir(s, le=date(2025, 2, 28)), "le"),
        ("départ à venir", lambda s: partir(s, le=DEMAIN), "le"),
        ("départ sans raison", lambda s: partir(s, motif=""), "motif"),
        ("réorientation muette", lambda s: partir(s, motif="reorientation"), "cause"),
        ("raison de trop", lambda s: partir(s, cause="groupe"), "cause"),
        ("retour sans absence", lambda s: services.noter_retour(occupation=s, version=None, le=AU, par=None, jour=AU), "acte"),
        ("arrivée d'un accueil", lambda s: services.entrer(occupation=s, version=None, le=AU, par=None, jour=AU), "acte"),
        ("annulation muette", lambda s: services.annuler(occupation=s, version=None, motif=" ", par=None), "motif"),
    ],
)  # fmt: skip
def test_un_acte_impossible_dit_pourquoi_et_n_ecrit_rien(cas, acte, lieu):
    sejour = accueillir(unite_de(1))

    assert lieu in refus(lambda: acte(sejour)), cas
    assert Occupation.objects.get().version == 1


def test_un_acte_sur_une_place_changee_entre_temps_n_ecrit_rien():
    sejour = accueillir(unite_de(1))
    services.noter_absence(occupation=sejour, version=1, motif="fugue", du=AU, par=None, jour=AU)

    with pytest.raises(VersionDepassee):
        services.partir(occupation=sejour, version=1, le=AU, motif="autre", par=None, jour=AU)


def test_une_ligne_du_plan_n_ouvre_pas_plus_qu_elle_ne_prevoit():
    neuve = OuverturePrevue(collectivite_id="15")
    champs = {"plan": "300 places", "type": "village_enfants", "public": "fratries", "annee": 2027}

    appel = lambda: services.enregistrer_ouverture(  # noqa: E731
        ouverture=OuverturePrevue(collectivite_id="15"), version=None, par=None, places=50, ouvertes=51, **champs
    )
    assert "dépasser" in refus(appel)["ouvertes"]
    services.enregistrer_ouverture(ouverture=neuve, version=None, par=None, places=50, ouvertes=0, **champs)

    assert OuverturePrevue.objects.get().places == 50
