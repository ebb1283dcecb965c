"""A protected address leaks nowhere: every page, for every role that is not entitled, and everything a page rests on."""

import ast
import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.acces.tests.factories import AffectationFactory, AgentFactory
from jalons.application.enfants import adresses, historiques, services
from jalons.application.enfants.models import AccesUrgence, Adresse, Enfant, Foyer, Personne
from jalons.application.enfants.tests.factories import (
    AdresseFactory,
    EnfantFactory,
    FoyerFactory,
    LienFactory,
    MembreFoyerFactory,
)
from jalons.application.faits.models import Fait
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db
SECRETS = ("Tilleuls-Bleus", "15999", "Brumevent", "Motif-Confidentiel")
HABILITES = [r for r in Role if Permission.ENFANTS_ADRESSE_PROTEGEE in MATRICE[r]]
AUTRES = [r for r in Role if r not in HABILITES]
MODULE = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


@pytest.fixture
def enfant():
    """A child with three protected addresses: his own, his household's, his mother's."""
    enfant = EnfantFactory()
    foyer, lien = FoyerFactory(), LienFactory(enfant=enfant)
    MembreFoyerFactory(enfant=enfant, foyer=foyer)
    communs = {"protegee": True, "motif_protection": "Motif-Confidentiel"}
    AdresseFactory(enfant=enfant, **communs)
    AdresseFactory(enfant=None, foyer=foyer, **communs)
    AdresseFactory(enfant=None, personne=lien.personne, **communs)
    return enfant


def client_de(role, niveau=Niveau.COLLECTIVITE, collectivite="15"):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite).agent
    client = Client(raise_request_exception=False)
    client.force_login(agent)
    return client


def pages_d(enfant):
    """Every address of the module about the child, by GET."""
    simples = (
        "dossier", "historique", "lier", "fratrie", "adresse_nouvelle", "referent", "medical", "judiciaire", "secret",
        "fusionner", "journal", "urgence", "connu", "declarer",
    )  # fmt: skip
    chemins = [reverse(f"enfants:{nom}", args=[enfant.pk]) for nom in simples]
    chemins += [reverse("enfants:modifier", args=[enfant.pk, code]) for code in ("identite", "situation")]
    chemins += [reverse("enfants:personne", args=[enfant.pk, enfant.liens.get().pk])]
    chemins += [reverse("enfants:adresse", args=[enfant.pk, a.pk]) for a in Adresse.objects.all()]
    return [*chemins, reverse("enfants:liste"), reverse("enfants:creer"), reverse("enfants:urgences")]


def fuites(texte):
    return [secret for secret in SECRETS if secret in texte]


@pytest.mark.parametrize("role", AUTRES)
def test_aucune_page_ne_la_montre_a_qui_n_est_pas_habilite(role, enfant):
    client = client_de(role)

    assert {c: f for c in pages_d(enfant) if (f := fuites(client.get(c).text))} == {}


@pytest.mark.parametrize("role", AUTRES)
def test_aucune_recherche_n_y_mene(role, enfant):
    client = client_de(role)

    for texte in ("Tilleuls-Bleus", "15999", "Brumevent", "Vasseline"):
        page = client.post(reverse("enfants:liste"), {"q": texte}).text
        assert [s for s in fuites(page) if s != texte] == []
        assert "tilleuls" not in client.get("/rechercher/", {"q": "Vasseline"}).text.lower()


@pytest.mark.parametrize("role", HABILITES)
def test_qui_est_habilite_la_lit(role, enfant):
    page = client_de(role).get(reverse("enfants:dossier", args=[enfant.pk])).text

    assert fuites(page) == list(SECRETS)


def test_habilite_ailleurs_ou_sur_d_autres_dossiers_ne_suffit_pas(enfant):
    agent = AffectationFactory(role=Role.EVALUATEUR).agent
    AffectationFactory(agent=agent, role=Role.CADRE_ASE, collectivite_id="63")
    AffectationFactory(agent=agent, role=Role.REFERENT, niveau=Niveau.DOSSIERS)
    client = Client()
    client.force_login(agent)

    page = client.get(reverse("enfants:dossier", args=[enfant.pk]))

    assert page.status_code == 200
    assert fuites(page.text) == []
    assert page.text.count("Adresse protégée") == 3


def test_l_acces_d_urgence_n_ouvre_pas_l_adresse(enfant):
    agent = AffectationFactory(role=Role.REFERENT, niveau=Niveau.DOSSIERS).agent
    maintenant = timezone.now()
    AccesUrgence.objects.create(
        collectivite_id="15", enfant=enfant, agent=agent, motif="Enfant en fugue", ouvert_le=maintenant,
        expire_le=maintenant + timedelta(hours=1),
    )  # fmt: skip
    client = Client()
    client.force_login(agent)

    page = client.get(reverse("enfants:dossier", args=[enfant.pk]))

    assert page.status_code == 200
    assert fuites(page.text) == []


def test_enregistrer_sur_une_adresse_devenue_protegee_ne_montre_pas_l_autre_texte():
    enfant = EnfantFactory()
    adresse = AdresseFactory(enfant=enfant, voie="1 place Ancienne", ville="Clairbois", code_postal="15000")
    client = client_de(Role.EVALUATEUR)
    lieu = reverse("enfants:adresse", args=[enfant.pk, adresse.pk])
    assert "1 place Ancienne" in client.get(lieu).text
    services.enregistrer_adresse(
        dossier=enfant, de=enfant, par=None, tenues=list(Permission), adresse=adresse, protegee=True,
        voie="12 rue des Tilleuls-Bleus", ville="Brumevent", code_postal="15999",
    )  # fmt: skip

    reponse = client.post(lieu, {"voie": "2 place Neuve", "ville": "Clairbois", "version": "1", "empreinte": "x"})

    assert reponse.status_code == 403
    assert fuites(reponse.text) == []
    assert Adresse.objects.get(pk=adresse.pk).ville == "Brumevent"


def test_qui_n_est_pas_habilite_ne_protege_ni_ne_change_une_adresse_protegee(enfant):
    for adresse in (None, *Adresse.objects.all()):
        with pytest.raises(PermissionDenied):
            services.enregistrer_adresse(
                dossier=enfant, de=enfant, par=None, tenues=[], adresse=adresse, voie="1 rue", protegee=True
            )


def test_ni_journal_ni_historique_ni_fait_ni_nom_ne_la_contiennent(enfant, caplog):
    agent = AgentFactory()
    with caplog.at_level(logging.DEBUG):
        for adresse in Adresse.objects.all():
            services.enregistrer_adresse(
                dossier=enfant, de=enfant, par=agent, tenues=list(Permission), adresse=adresse, complement="Bât. B"
            )
    journal = json.dumps([[e.acte, e.details, e.objet_id] for e in Entree.objects.all()], default=str)
    passe = str(historiques.lire(enfant))
    faits = json.dumps(list(Fait.objects.values("evenement", "attributs")))
    noms = " ".join(str(a) + repr(a) for a in Adresse.objects.all())
    traces = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))

    assert [fuites(t) for t in (journal, passe, faits, noms, traces)] == [[], [], [], [], []]
    assert "une adresse" in passe


LISTES = ("enfants:liste", "mesures:liste", "crip:liste", "echeancier:tableau", "projets_enfant:liste")


def listes_et_tables():
    """Pages of lists about children, and the files they give."""
    tables = [reverse(nom, args=["csv"]) for nom in ("mesures:exporter", "echeancier:exporter")]
    return [reverse(nom) for nom in LISTES] + tables


@pytest.mark.parametrize("sens", ["garde", "absorbe"])
def test_reunir_deux_dossiers_ne_la_montre_a_personne_de_plus(enfant, sens, caplog):
    autre = EnfantFactory(nom="Vasseline", prenom="Lilas")
    garde, absorbe = (enfant, autre) if sens == "garde" else (autre, enfant)
    caplog.set_level(logging.DEBUG)
    services.fusionner(garde=garde, absorbe=absorbe, par=None)

    lues = {}
    for role in AUTRES:
        client = client_de(role)
        chemins = [*pages_d(garde), *listes_et_tables()]
        chemins += [reverse(f"enfants:{n}", args=[absorbe.pk]) for n in ("dossier", "historique", "journal")]
        lues |= {(role, c): f for c in chemins if (f := fuites(client.get(c).text))}
        for texte in ("Brumevent", "Vasseline", autre.numero):
            trouve = client.post(reverse("enfants:liste"), {"q": texte}).text
            lues |= {(role, texte): f} if (f := [s for s in fuites(trouve) if s != texte]) else {}
    lu_habilite = client_de(HABILITES[0]).get(reverse("enfants:dossier", args=[garde.pk])).text

    assert lues == {}
    assert fuites(lu_habilite) == list(SECRETS)
    assert fuites("\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))) == []
    assert fuites(json.dumps(list(Entree.objects.values_list("details", flat=True)))) == []


def test_un_masque_ne_contient_rien(enfant):
    lues = adresses.lire(enfant, tenues=[Permission.ENFANTS_VOIR], au=timezone.localdate())

    assert len(lues) == 3
    assert fuites(repr(lues)) == []


@pytest.mark.parametrize("methode", ["get", "post"])
def test_une_erreur_ne_la_montre_pas(enfant, methode, monkeypatch):
    """A page that breaks after the addresses were read."""
    monkeypatch.setattr("jalons.application.enfants.page_dossier.alertes", lambda *a, **k: 1 / 0)
    reponse = getattr(client_de(Role.CADRE_ASE), methode)(reverse("enfants:dossier", args=[enfant.pk]))

    assert reponse.status_code in (405, 500)
    assert fuites(reponse.text) == []


def test_une_seule_porte_lit_les_adresses():
    """No accessor leads to addresses (``related_name="+"``), and these files alone import the model."""
    lecteurs = {
        chemin.relative_to(MODULE.parent).as_posix()
        for chemin in MODULE.parent.rglob("*.py")
        if not {"tests", "migrations"} & set(chemin.parts)
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.ImportFrom) and (noeud.module or "").startswith("jalons.application.enfants.models")
        if "Adresse" in {alias.name for alias in noeud.names}
    }

    assert lecteurs == {
        "enfants/adresses.py", "enfants/historiques.py", "enfants/models/__init__.py", "enfants/services/adresses.py",
    }  # fmt: skip
    assert not any(hasattr(modele, "adresses") for modele in (Enfant, Foyer, Personne))
