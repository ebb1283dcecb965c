"""A label that the reader ignored is kept by the département and serves at its next document."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.relecture import services, taches
from jalons.application.relecture.models import ElementLu, Etiquette, Relecture
from jalons.application.relecture.tests.scene import MAINTENANT, deposee
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
TEXTE = """Schéma départemental de la Haute-Rive

Axe 1 : Prévenir tôt

Fiche action n° 1 : Visites à domicile
Structure aux manettes : Service de PMI
Partenaires : CAF

Fiche action n° 2 : Accueil de jour
Structure aux manettes : Direction de l'enfance
Partenaires : CPAM
"""


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


def connecter(collectivite="15"):
    connecte = Client()
    connecte.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id=collectivite).agent)
    return connecte


def lire(collectivite="15"):
    lue = deposee(collectivite, contenu=TEXTE.encode(), nom="schema.txt")
    for etape in (taches.commencer, taches.extraire, taches.comprendre):
        etape.func(collectivites=[collectivite], relecture=lue.pk)
    return Relecture.objects.get(pk=lue.pk)


def pilotes(lue):
    return [e.texte for e in lue.elements.filter(genre="pilote")]


def retenir(texte="Structure aux manettes", genre="pilote", collectivite="15", par=None):
    return services.retenir_etiquette(
        collectivite=collectivite, genre=genre, texte=texte, par=par, maintenant=MAINTENANT
    )


def test_ce_que_l_agent_ajoute_fait_proposer_son_etiquette_qui_sert_au_document_suivant():
    client, lue = connecter(), lire()
    assert "Service de PMI" not in pilotes(lue)
    ajoute = client.post(
        reverse("relecture:ajouter", args=[lue.pk]),
        {"genre": "pilote", "page": 1, "texte": "Service de PMI", "parent": lue.elements.get(numero="1", genre="fiche").pk},
        follow=True,
    )  # fmt: skip
    assert "l'annonce par « Structure aux manettes »" in html.unescape(ajoute.content.decode())
    neuf = ElementLu.objects.get(suite="ajoutee")

    client.post(reverse("relecture:retenir_etiquette", args=[lue.pk, neuf.pk]), {"texte": "Structure aux manettes"})

    assert pilotes(lire()) == ["Service de PMI", "Direction de l'enfance"]


def test_l_etiquette_d_un_departement_ne_sert_a_aucun_autre():
    retenir()

    assert "Service de PMI" in pilotes(lire())
    assert "Service de PMI" not in pilotes(lire("63"))


def test_une_etiquette_se_retient_une_fois_et_se_retire():
    retenir()
    gardee = retenir()
    client = connecter()
    assert "Structure aux manettes" in client.get(reverse("relecture:etiquettes")).content.decode()

    client.post(reverse("relecture:retirer_etiquette", args=[gardee.pk]))

    assert Etiquette.objects.get().retiree_le is not None
    assert "Service de PMI" not in pilotes(lire())
    with pytest.raises(EntreeRefusee, match="déjà retirée"):
        services.retirer_etiquette(etiquette=gardee, par=None, maintenant=MAINTENANT)


def test_la_liste_de_quinze_etiquettes_tient_en_douze_requetes_et_dit_qui_les_a_retenues(requetes_max):
    agent = AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent
    for rang in range(15):
        retenir(f"Annonce retenue {rang}", par=agent)
    retenir("Annonce du voisin", collectivite="63")
    client = connecter()

    with requetes_max(12):
        lue = html.unescape(client.get(reverse("relecture:etiquettes")).text)

    assert lue.count('<th scope="row"') == 15
    assert lue.count(str(agent)) == 15
    assert "Annonce du voisin" not in lue


@pytest.mark.parametrize(
    ("texte", "genre", "phrase"),
    [("", "pilote", "vide"), ("mot " * 20, "pilote", "au plus"), ("Pilote", "pilote", "déjà connue"), ("A1", "date", "Aucune")],
)  # fmt: skip
def test_une_etiquette_qui_n_en_est_pas_une_est_refusee_d_une_phrase(texte, genre, phrase):
    with pytest.raises(EntreeRefusee, match=phrase):
        retenir(texte, genre)


def test_l_etiquette_d_un_autre_departement_n_existe_pas():
    gardee = retenir(collectivite="63")

    assert connecter().post(reverse("relecture:retirer_etiquette", args=[gardee.pk])).status_code == 404
