"""The search: who reads what, what is kept of a decision; and the attack on a protected address."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalons.appariement.geographie import kilometres
from jalons.application.acces.permissions import Permission, Role
from jalons.application.accueil_familial.tests.factories import AssistantFactory, DomicileFactory
from jalons.application.enfants import services as enfants
from jalons.application.enfants.models import Adresse, BesoinsAccueil, Incompatibilite, ZoneInterdite
from jalons.application.enfants.tests.factories import (
    AdresseFactory,
    EnfantFactory,
    FoyerFactory,
    FratrieFactory,
    LienFactory,
    MembreFoyerFactory,
)
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.tests.factories import EtablissementFactory, unite_de
from jalons.application.places import services
from jalons.application.places.models import Decision, Demande, LigneDePlan, Occupation, PoidsDesVoeux
from jalons.application.places.recherche import lecture
from jalons.application.places.tests.factories import (
    DemandeFactory,
    OccupationFactory,
    plan_fait,
    simulation_faite,
)
from jalons.application.places.tests.test_pages import connecter, page
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db
JOUR = date(2025, 6, 30)
CACHEE = (45.0137, 2.5219)


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def ici(latitude=None, longitude=None, **champs):
    maison = EtablissementFactory(latitude=latitude, longitude=longitude)
    return unite_de(champs.pop("places", 2), etablissement=maison, age_min=3, age_max=17, **champs)


def besoins(enfant, *codes):
    return enfants.ecrire_besoins(enfant=enfant, version=0, par=None, besoins=list(codes))


# ---- the page of a request


def test_une_famille_d_accueil_se_mesure_de_chez_elle_et_la_recherche_suit_son_demenagement():
    unite = unite_de(1, type="famille_accueil")
    domicile = DomicileFactory(assistant=AssistantFactory(unite=unite), latitude=45.1, longitude=2.5)
    demande = DemandeFactory(type="famille_accueil")
    personne = LienFactory(enfant=demande.enfant).personne
    AdresseFactory(enfant=None, personne=personne, latitude=45.0, longitude=2.5)
    client = connecter(Role.PLACEMENT)

    assert "11 km à vol d" in client.get(page("demande", demande.pk)).text
    domicile.latitude = 45.2
    domicile.save()
    assert "22 km à vol d" in client.get(page("demande", demande.pk)).text
    assert domicile.adresse not in client.get(page("demande", demande.pk)).text


def test_les_propositions_sont_rangees_et_chaque_voeu_dit_ses_points():
    enfant = EnfantFactory()
    AdresseFactory(enfant=None, personne=LienFactory(enfant=enfant).personne, latitude=45.0, longitude=2.5)
    loin, pres = ici(45.4, 2.5), ici(45.01, 2.5)
    demande = DemandeFactory(enfant=enfant)

    texte = connecter(Role.PLACEMENT).get(page("demande", demande.pk)).text

    assert texte.index(page("unite", pres.pk)) < texte.index(page("unite", loin.pk))
    assert "1 km à vol d&#x27;oiseau" in texte
    assert "44 km à vol d&#x27;oiseau" in texte
    assert "Ce que pèse chaque vœu" in texte


@pytest.mark.parametrize(("role", "clair"), [(Role.CADRE_ASE, True), (Role.PLACEMENT, False)])
def test_un_besoin_ecarte_en_clair_pour_qui_y_a_droit_et_pour_un_motif_reserve_sinon(role, clair):
    enfant, unite = EnfantFactory(), ici()
    besoins(enfant, "fauteuil")
    services.decrire_unite(unite=unite, version=0, par=None, besoins_connus=True, besoins=["regime"])

    texte = connecter(role).get(page("demande", DemandeFactory(enfant=enfant).pk)).text

    assert ("fauteuil" in texte) is clair
    assert ("Besoins de l&#x27;enfant" in texte) is clair
    assert ("Exclu pour un motif réservé." in texte) is not clair


@pytest.mark.parametrize("role", [Role.CADRE_ASE, Role.PLACEMENT])
def test_un_enfant_a_separer_n_est_jamais_nomme_ni_numerote(role):
    enfant, autre, unite = EnfantFactory(), EnfantFactory(prenom="Zéphyrine", numero="ZZZZ-9999"), ici()
    OccupationFactory(unite=unite, enfant=autre, rang=1)
    enfants.separer_de(enfant=enfant, autre=autre, motif="Violence", depuis=date(2025, 1, 1), par=None)

    texte = connecter(role).get(page("demande", DemandeFactory(enfant=enfant).pk)).text

    assert "Aucune place possible" in texte
    assert not re.search(r"Zéphyrine|ZZZZ|Violence", texte)
    assert page("reserver", Demande.objects.get().pk, unite.pk) in texte or role == Role.CADRE_ASE


def test_un_lieu_exclu_l_est_pour_cet_enfant_seul():
    enfant, autre, unite = EnfantFactory(), EnfantFactory(), ici()
    demande, client = DemandeFactory(enfant=enfant), connecter(Role.PLACEMENT)
    envoi = {"etablissement": unite.etablissement_id, "motif": "Ancien lieu", "depuis": timezone.localdate()}

    assert client.post(page("exclure", demande.pk), envoi).status_code == 302

    assert "Lieu exclu pour cet enfant par décision." in client.get(page("demande", demande.pk)).text
    assert "Lieu exclu" not in client.get(page("demande", DemandeFactory(enfant=autre).pk)).text


# ---- the attack: an address drawn from distances, from zones


def proteger(enfant, *, deux_fois=False):
    """A mother whose home is protected; perhaps the same home written again, unprotected, for the household."""
    lien, foyer = LienFactory(enfant=enfant), FoyerFactory()
    MembreFoyerFactory(enfant=None, foyer=foyer, personne=lien.personne, collectivite_id="15")
    la = {"latitude": CACHEE[0], "longitude": CACHEE[1], "enfant": None}
    AdresseFactory(personne=lien.personne, protegee=True, **la)
    if deux_fois:
        AdresseFactory(foyer=foyer, protegee=False, **la)


@pytest.mark.parametrize("deux_fois", [False, True])
@pytest.mark.parametrize("role", [Role.PLACEMENT, Role.CADRE_ASE])
def test_trois_distances_ne_dessinent_pas_une_adresse_protegee(role, deux_fois):
    """Whoever reads three distances to one point finds it: no page, no kept plan may hold any."""
    enfant = EnfantFactory()
    proteger(enfant, deux_fois=deux_fois)
    for latitude, longitude in ((45.0, 2.5), (45.2, 2.5), (45.0, 2.8)):
        ici(latitude, longitude)
    demande = DemandeFactory(enfant=enfant)

    lu = lecture.lire([demande], UniteAccueil.objects.all(), "15", timezone.localdate())
    texte = connecter(role).get(page("demande", demande.pk)).text

    assert lu.assemble.probleme.enfants[0].parents == ()
    assert "Près des parents" not in texte
    assert "km à vol" not in texte


def test_une_adresse_devenue_protegee_ne_compte_plus():
    enfant = EnfantFactory()
    AdresseFactory(enfant=None, personne=LienFactory(enfant=enfant).personne, latitude=45.0, longitude=2.5)
    ici(45.2, 2.5)
    demande, client = DemandeFactory(enfant=enfant), connecter(Role.PLACEMENT)
    assert "Près des parents" in client.get(page("demande", demande.pk)).text

    Adresse.objects.update(protegee=True)

    assert "Près des parents" not in client.get(page("demande", demande.pk)).text


def test_les_lieux_d_une_zone_interdite_ne_dessinent_pas_l_adresse():
    """The middle of the places left out, hundreds of them, is the point of a grid: the same for every address near."""
    enfant = EnfantFactory()
    zone = enfants.interdire_zone(
        enfant=enfant, motif="Mère protégée", depuis=date(2025, 1, 1), par=None, latitude=CACHEE[0],
        longitude=CACHEE[1], rayon_km=10,
    )  # fmt: skip
    ecarts = kilometres(zone.latitude, zone.longitude, *CACHEE)

    assert (zone.latitude, zone.longitude, zone.rayon_km) == (45.0, 2.5, 14)
    assert ecarts is not None
    assert ecarts > 1.5
    ici(45.0, 2.5)
    texte = connecter(Role.PLACEMENT).get(page("demande", DemandeFactory(enfant=enfant).pk)).text
    assert "Des zones sont interdites à cet enfant" in texte
    assert "Exclu pour un motif réservé." in texte
    assert not re.search(r"Mère|protégée|45[.,]0|14 km|10 km", texte)


def test_la_page_des_besoins_ne_montre_une_zone_qu_a_qui_lit_les_adresses_protegees():
    enfant = EnfantFactory()
    enfants.interdire_zone(
        enfant=enfant,
        motif="Mère protégée",
        depuis=date(2025, 1, 1),
        par=None,
        latitude=45.0,
        longitude=2.5,
        rayon_km=9,
    )
    adresse = reverse("enfants:besoins", args=[enfant.pk])

    assert "13 km autour" in connecter(Role.CADRE_ASE).get(adresse).text
    lue = connecter(Role.SANTE).get(adresse)
    assert lue.status_code == 200
    assert "Zone interdite" in lue.text
    assert not re.search(r"Mère protégée|13 km|45[.,]0", lue.text)
    assert connecter(Role.PLACEMENT).get(adresse).status_code == 403
    assert Entree.objects.filter(acte="enfants:lire", details__page="besoins lire").count() == 2


def test_un_plan_garde_ne_dit_plus_rien_d_une_adresse_devenue_protegee():
    enfant, unite = EnfantFactory(), ici(45.0, 2.5)
    ligne = plan_fait(DemandeFactory(enfant=enfant), unite)
    client = connecter(Role.PLACEMENT)
    assert "12,5" in client.get(page("plan_du_jour")).text

    proteger(enfant)

    texte = client.get(page("plan_du_jour")).text
    assert "Une adresse est protégée" in texte
    assert "12,5" not in texte
    assert "12,5" not in client.get(page("exporter_plan", "csv")).text
    services.decider_ligne(ligne=ligne, accepte=False, motif="Trop loin", par=None, jour=timezone.localdate())
    assert Decision.objects.get().points is None


# ---- decisions


def test_choisir_un_autre_lieu_demande_pourquoi_et_la_decision_est_gardee():
    premiere, autre = ici(45.0, 2.5), ici(45.0, 2.5, sexe="M")
    demande, client, jour = DemandeFactory(), connecter(Role.PLACEMENT), timezone.localdate()
    envoi = {"du": jour, "jusqu_au": jour + timedelta(days=3), "part": "entiere"}

    assert client.post(page("reserver", demande.pk, autre.pk), envoi).status_code == 422
    assert Occupation.objects.count() == 0
    assert client.post(page("reserver", demande.pk, autre.pk), envoi | {"motif": "Sa sœur y vit"}).status_code == 302

    decision = Decision.objects.get()
    assert (decision.nature, decision.unite, decision.proposee) == ("autre", autre, premiere)
    assert (decision.rang, decision.possibles, decision.motif) == (None, 1, "Sa sœur y vit")
    assert decision.poids["parents"] == 60
    assert "Sa sœur y vit" in client.get(page("demande", demande.pk)).text


def test_suivre_la_premiere_proposition_ne_demande_rien():
    unite, demande, jour = ici(), DemandeFactory(), timezone.localdate()
    envoi = {"du": jour, "jusqu_au": jour + timedelta(days=3), "part": "entiere"}

    connecter(Role.PLACEMENT).post(page("reserver", demande.pk, unite.pk), envoi)

    decision = Decision.objects.get()
    assert (decision.nature, decision.rang, decision.occupation) == ("suivie", 1, Occupation.objects.get())


# ---- siblings


def test_une_fratrie_est_proposee_ensemble_et_separee():
    fratrie = FratrieFactory()
    demandes = [DemandeFactory(enfant=EnfantFactory(fratrie=fratrie), fratrie_ensemble=True) for _ in range(2)]
    grande, petite = ici(places=3), ici(places=1)

    texte = connecter(Role.PLACEMENT).get(page("fratrie", demandes[0].pk)).text

    assert "2 enfants de cette fratrie attendent" in texte
    ensemble = texte[texte.index("Ensemble") : texte.index("Au mieux pour chacun")]
    assert {page("reserver", d.pk, grande.pk) for d in demandes} <= set(re.findall(r'href="([^"]+)"', ensemble))
    assert page("reserver", demandes[0].pk, petite.pk) not in ensemble


# ---- weights


def test_les_poids_se_changent_par_qui_y_a_droit_et_se_disent_avec_la_reponse():
    client = connecter(Role.DIRECTION)
    formulaire = client.get(page("poids")).context["formulaire"]
    envoi = {nom: formulaire.initial[nom] for nom in formulaire.fields} | {"part_inconnue": "0,5", "parents": 10}

    assert client.post(page("poids"), envoi).status_code == 302

    ligne = PoidsDesVoeux.objects.get()
    assert (ligne.poids, ligne.version) == ({"parents": 10}, 1)
    assert client.post(page("poids"), envoi).status_code == 409
    assert client.post(page("poids"), envoi | {"version": 1, "sans_place": 3}).status_code == 422
    ici()
    lue = connecter(Role.PLACEMENT).get(page("demande", DemandeFactory().pk)).text
    assert "Des poids sont ceux du département." in lue
    assert connecter(Role.PLACEMENT).get(page("poids")).status_code == 403
    assert Entree.objects.filter(acte="places:fixer_poids").count() == 1


# ---- budgets


def test_les_pages_de_la_recherche_en_douze_requetes_au_plus(requetes_max):
    demande, unite = DemandeFactory(enfant=EnfantFactory()), ici()
    plan_fait(demande, unite)
    simulation_faite("15")
    bureau, direction = connecter(Role.PLACEMENT), connecter(Role.DIRECTION)
    for client, nom, args in (
        (bureau, "plan_du_jour", ()), (direction, "simulation", ()), (direction, "poids", ()),
        (bureau, "decider_ligne", (LigneDePlan.objects.get().pk,)), (bureau, "decrire", (unite.pk,)),
        (bureau, "exclure", (demande.pk,)),
    ):  # fmt: skip
        with requetes_max(12):
            assert client.get(page(nom, *args)).status_code == 200, nom
    cadre = connecter(Role.CADRE_ASE)
    with requetes_max(10):
        assert cadre.get(reverse("enfants:besoins", args=[demande.enfant_id])).status_code == 200


def test_lire_le_probleme_demande_aussi_peu_de_requetes_pour_tous_que_pour_un_enfant():
    ici()
    DemandeFactory()
    nombres = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captures:
            lecture.lire(lecture.qui_attendent("15", JOUR), UniteAccueil.objects.all(), "15", JOUR)
        nombres.append(len(captures))
        for enfant in EnfantFactory.create_batch(4, fratrie=FratrieFactory()):
            besoins(enfant, "regime")
            DemandeFactory(enfant=enfant, fratrie_ensemble=True)
            unite_de(3)

    assert nombres[0] <= 10
    assert nombres[1] <= 10


def test_le_compartiment_se_modifie_et_se_leve_par_les_pages():
    enfant, autre, client = EnfantFactory(), EnfantFactory(), connecter(Role.CADRE_ASE)
    jour = timezone.localdate()

    def aller(nom, *args, **envoi):
        return client.post(reverse(f"enfants:{nom}", args=[enfant.pk, *args]), envoi).status_code

    assert aller("modifier_besoins", besoins=["regime"], version=0) == 302
    assert aller("zone", latitude=45, longitude=2, rayon_km=8, motif="x", depuis=jour) == 302
    assert aller("zone", motif="x", depuis=jour) == 422
    assert aller("separer_de", numero=autre.numero, motif="x", depuis=jour - timedelta(days=3)) == 302
    assert aller("separer_de", numero=autre.numero, motif="x", depuis=jour) == 422
    assert aller("separer_de", numero="ABSENT", motif="x", depuis=jour) == 422
    assert BesoinsAccueil.objects.get().besoins == ["regime"]
    assert aller("lever_zone", ZoneInterdite.objects.get().pk) == 302
    assert aller("lever_separation", Incompatibilite.objects.get().pk) == 302
    assert ZoneInterdite.objects.count() == 0
    assert Incompatibilite.objects.get().jusqu_au == jour - timedelta(days=1)
    assert Permission.ENFANTS_BESOINS.libelle.startswith("Lire et écrire les besoins")
