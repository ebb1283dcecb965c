"""The plan of the day and the simulation: what they keep, how each line is decided, what an extract holds."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.enfants import services as enfants
from jalons.application.enfants.tests.factories import (
    EnfantFactory,
)
from jalons.application.etablissements.tests.factories import EtablissementFactory, unite_de
from jalons.application.places import services, taches
from jalons.application.places.models import CalculPlaces, Decision, LigneDePlan, Occupation
from jalons.application.places.tests.factories import (
    DemandeFactory,
    OccupationFactory,
    OuverturePrevueFactory,
    plan_fait,
)
from jalons.application.places.tests.test_pages import connecter, page
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee

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


# ---- plan of the day


def calculer(genre="plan", **parametres):
    calcul = services.demander_calcul(
        collectivite="15", genre=genre, au=timezone.localdate(), maintenant=timezone.now(), par=None,
        parametres=parametres,
    )  # fmt: skip
    services.commencer_calcul(calcul=calcul)
    return services.executer_calcul(calcul=calcul, maintenant=timezone.now())


def test_le_plan_place_tous_ceux_qu_il_peut_et_dit_pourquoi_pas_les_autres():
    ici(places=1)
    placee, sans = DemandeFactory(demandee_le=date(2025, 1, 1)), DemandeFactory(type="lieu_de_vie")
    reservee = DemandeFactory()
    OccupationFactory(unite=ici(), enfant=reservee.enfant, demande=reservee, nature="reservation",
                      au=timezone.localdate() + timedelta(days=5))  # fmt: skip

    calcul = calculer()

    lignes = {x.demande_id: x for x in LigneDePlan.objects.all()}
    assert set(lignes) == {placee.pk, sans.pk}
    assert calcul.resultats["prouve"] is True
    assert len(calcul.empreinte) == 64
    assert lignes[placee.pk].unite_id is not None
    assert lignes[sans.pk].unite_id is None
    assert "type de lieu" in lignes[sans.pk].phrase


def test_un_plan_fait_ne_change_plus():
    calcul = calculer()

    calcul.au = date(2020, 1, 1)
    with pytest.raises(Exception, match="ne change plus"):
        calcul.save()


def test_chaque_ligne_s_accepte_ou_se_refuse_avec_une_raison():
    ici(places=2)
    DemandeFactory.create_batch(2)
    calculer()
    une, autre = LigneDePlan.objects.all()
    client = connecter(Role.PLACEMENT)

    assert client.post(page("decider_ligne", une.pk), {"reponse": "accepter"}).status_code == 302
    assert client.post(page("decider_ligne", autre.pk), {"reponse": "refuser"}).status_code == 422
    assert client.post(page("decider_ligne", autre.pk), {"reponse": "refuser", "motif": "Trop loin"}).status_code == 302
    assert client.post(page("decider_ligne", une.pk), {"reponse": "accepter"}).status_code == 422

    assert sorted(Decision.objects.values_list("nature", flat=True)) == ["refusee", "suivie"]
    assert Occupation.objects.get().enfant_id == une.demande.enfant_id
    texte = client.get(page("plan_du_jour")).text
    assert "Trop loin" in texte
    assert "Première proposition suivie" in texte


def test_refaire_le_plan_garde_les_propositions_deja_faites():
    ici(45.0, 2.5, places=1), ici(45.0, 2.5, places=1)
    DemandeFactory.create_batch(2)
    avant = calculer()
    propose = dict(LigneDePlan.objects.values_list("demande_id", "unite_id"))

    apres = calculer(garder=True)

    assert apres.precedent == avant
    assert dict(LigneDePlan.objects.filter(calcul=apres).values_list("demande_id", "unite_id")) == propose
    assert apres.resultats["bilan"]["changements"] == 0


def test_un_seul_calcul_a_la_fois_et_un_calcul_oublie_ne_bloque_pas():
    options = {"collectivite": "15", "genre": "plan", "au": JOUR, "par": None}
    services.demander_calcul(maintenant=timezone.now(), **options)
    with pytest.raises(EntreeRefusee, match="déjà en cours"):
        services.demander_calcul(maintenant=timezone.now(), **options)

    services.demander_calcul(maintenant=timezone.now() + timedelta(hours=2), **options)

    assert sorted(CalculPlaces.objects.values_list("etat", flat=True)) == ["abandonne", "demande"]


def test_ce_qui_arrete_un_plan_est_garde_en_mots(monkeypatch):
    calcul = services.demander_calcul(collectivite="15", genre="plan", au=JOUR, maintenant=timezone.now(), par=None)
    services.commencer_calcul(calcul=calcul)
    monkeypatch.setattr(services, "executer_calcul", lambda **_: 1 / 0)

    taches.executer.func(calcul=calcul.pk, collectivites=["15"])

    calcul.refresh_from_db()
    assert calcul.etat == "echoue"
    assert str(calcul.pk) in calcul.raison


def test_un_plan_garde_ne_contient_ni_nom_ni_besoin_ni_distance():
    enfant, unite = EnfantFactory(nom="Vasseline", prenom="Lilas"), ici(45.2, 2.5)
    besoins(enfant, "fauteuil")
    services.decrire_unite(unite=unite, version=0, par=None, besoins_connus=True, besoins=[])
    DemandeFactory(enfant=enfant)

    calcul = calculer()

    texte = json.dumps([calcul.resultats, list(LigneDePlan.objects.values("phrase"))], ensure_ascii=False).lower()
    assert "motif réservé" in texte
    assert not re.search(r"fauteuil|besoins|lilas|vasseline|45\.2", texte)


def test_le_plan_s_exporte_par_numeros_et_chaque_lecture_est_au_journal():
    enfant = EnfantFactory(nom="Vasseline", prenom="Lilas", numero="ABCD-2345")
    plan_fait(DemandeFactory(enfant=enfant), ici())

    recu = connecter(Role.PLACEMENT).get(page("exporter_plan", "csv"))

    assert "ABCD-2345" in recu.content.decode("utf-8-sig")
    assert "Vasseline" not in recu.content.decode("utf-8-sig")
    assert Entree.objects.filter(acte="enfants:lire", details__page="places:exporter_plan").exists()


# ---- simulation


def test_la_simulation_du_plan_d_ouverture_dit_l_effet_sur_l_attente_et_l_occupation():
    OuverturePrevueFactory(places=5, ouvertes=2, annee=2026)
    OuverturePrevueFactory(places=9, annee=2030)
    DemandeFactory.create_batch(2)
    client = connecter(Role.DIRECTION)

    assert client.post(page("simulation"), {"jusqu_en": 2027, "public": "tous"}).status_code == 302
    calcul = CalculPlaces.objects.get()
    services.commencer_calcul(calcul=calcul)
    services.executer_calcul(calcul=calcul, maintenant=timezone.now())

    r = calcul.resultats
    assert (r["ajoutees"], r["sans_avant"], r["sans_apres"]) == (3, 2, 0)
    assert "Trouvent une place" in client.get(page("simulation")).text
    assert connecter(Role.PLACEMENT).get(page("simulation")).status_code == 403
    assert client.post(page("simulation"), {"public": "tous"}).status_code == 422
