"""The orientation form, attacked: what the recipient may not know is typed everywhere, and sought in the PDF."""

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.models import DonneesJudiciaires, DonneesMedicales, SecretNaissance
from jalons.application.enfants.tests.factories import AdresseFactory, EnfantFactory, LienFactory, ReferentFactory
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.places import orientation
from jalons.application.places.tests.factories import DemandeFactory
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db

INTERDITS = (
    "12 rue des tilleuls-bleus", "brumevent", "3 impasse du secret", "cachevent", "collège des ombres", "cornemuse",
    "méthylphénidate", "épilepsie", "cabinet b", "24-7781", "violences sur", "pli 42", "vasselin-pere", "soeurette",
    "mds du refuge",
)  # fmt: skip
"""What must not come out, in lower case."""


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


@pytest.fixture
def demande():
    """A child with a protected address, a protected mother, full compartments, a school, a father, a sister."""
    enfant = EnfantFactory(nom="Vasseline", prenom="Lilas", ecole="Collège des Ombres", classe="5e")
    AdresseFactory(enfant=enfant, protegee=True)
    mere = LienFactory(enfant=enfant).personne
    AdresseFactory(enfant=None, personne=mere, voie="3 impasse du Secret", ville="Cachevent", protegee=True)
    LienFactory(enfant=enfant, personne__nom="Vasselin-Pere", lien="pere")
    lieu = {"enfant": enfant, "collectivite_id": "15"}
    DonneesMedicales.objects.create(
        medecin="Docteur Cornemuse",
        traitements="Méthylphénidate le matin.",
        handicap="Épilepsie ; suivi en CMP",
        **lieu,
    )
    DonneesJudiciaires.objects.create(
        magistrat="Cabinet B", numero_parquet="24-7781", procedures="Violences sur mineur. En cours.", **lieu
    )
    SecretNaissance.objects.create(pli="Pli 42", **lieu)
    return DemandeFactory(enfant=enfant, territoire=UniteLocaleFactory(collectivite_id="15", nom="MDS du Refuge"))


TOUT_DIRE = (
    "Aime le dessin.\nVit 12 RUE des  Tilleuls-Bleus à Brumevent ; sa mère 3 impasse du secret, Cachevent.\n"
    "Prend du méthylphénidate le matin. Épilepsie. Voir le docteur Cornemuse, cabinet B, 24-7781, pli 42."
)


def texte(octets):
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(octets)]
    return " ".join(" ".join(pages).split())


def client_de(role, niveau=Niveau.COLLECTIVITE, **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id="15", **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def adresse(demande):
    return reverse("places:orientation", args=[demande.pk])


def test_ni_l_apercu_ni_le_pdf_ne_disent_ce_que_le_destinataire_ne_doit_pas_savoir(demande):
    unite = unite_de(4)
    client, envoi = client_de(Role.PLACEMENT), {"unite": unite.pk, "presentation": TOUT_DIRE}

    vue = client.post(adresse(demande), envoi)
    fiche = client.post(adresse(demande), envoi | {"imprimer": "oui"})

    imprime = texte(fiche.content).lower()
    apercu = vue.text[vue.text.index("telle qu'elle sera") :].lower()
    assert [x for x in INTERDITS if x in imprime] == []
    assert [x for x in INTERDITS if x in apercu] == []
    assert "Un passage a été masqué" in vue.text
    assert "[adresse protégée]" in imprime
    assert "[réservé]" in imprime


def test_le_pdf_dit_ce_qu_il_faut_pour_accueillir(demande):
    unite = unite_de(4, age_min=6, age_max=12)
    demande.refresh_from_db()

    dit = orientation.contenu(
        demande, unite, presentation="Aime le dessin.", auteur="Lou Fictif", au=timezone.localdate()
    )
    imprime = texte(orientation.imprimer(dit))

    for attendu in ("VASSELINE", "Lilas", "Internat", "6 à 12 ans", "Aime le dessin.", "Lou Fictif", "Confidentiel"):
        assert attendu in imprime, attendu
    assert not orientation.masques(dit, "Aime le dessin.")


def test_la_lecture_et_la_remise_sont_journalisees_sans_contenu(demande):
    unite, client = unite_de(4), client_de(Role.PLACEMENT)

    client.post(adresse(demande), {"unite": unite.pk, "presentation": TOUT_DIRE, "imprimer": "oui"})

    [remise] = Entree.objects.filter(acte="places:orienter")
    assert (remise.agent_id, remise.objet_id, remise.details) == (client.agent.pk, str(demande.pk), {"unite": unite.pk})
    assert Entree.objects.filter(acte="enfants:lire", details__page="places:orientation").exists()


def test_qui_ne_peut_demander_pour_cet_enfant_n_ouvre_pas_sa_fiche(demande):
    referent = client_de(Role.REFERENT, Niveau.DOSSIERS)
    unite_de(4)

    assert referent.get(adresse(demande)).status_code == 404
    assert client_de(Role.DIRECTION).get(adresse(demande)).status_code == 403
    ReferentFactory(enfant=demande.enfant, agent=referent.agent)
    assert referent.get(adresse(demande)).status_code == 200


def test_une_unite_d_ailleurs_est_refusee_et_la_saisie_reste(demande):
    lue = client_de(Role.PLACEMENT).post(adresse(demande), {"unite": 999_999, "presentation": "Aime le dessin."})

    assert lue.status_code == 422
    assert "Aime le dessin." in lue.text


def test_l_apercu_tient_en_quinze_requetes(demande, requetes_max):
    unite, client = unite_de(4), client_de(Role.PLACEMENT)

    with requetes_max(12):
        client.get(adresse(demande))
    with requetes_max(20):
        client.post(adresse(demande), {"unite": unite.pk, "presentation": TOUT_DIRE})


def test_une_reponse_qui_ne_dit_rien_n_est_pas_masquee(demande):
    DonneesMedicales.objects.update(allergies="Aucune")

    dit = orientation.contenu(demande, unite_de(2), presentation="Aucune crainte.", auteur="L", au=timezone.localdate())

    assert dit["presentation"] == "Aucune crainte."
