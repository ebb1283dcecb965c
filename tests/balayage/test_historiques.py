"""The page of each object leads to its history, which says who changed what, when, from what to what."""

import re

import pghistory
import pytest
from django.apps import apps
from django.urls import reverse
from tests.balayage.balai import agent_de, client_de

from jalons.application.acces.permissions import Role
from jalons.application.fiches.models import Rubrique
from jalons.application.finances.models import Montant
from jalons.application.schema.models import LigneBilan
from jalons.application.socle.historique import _evenements
from jalons.application.socle.lignes import lire_lignes
from jalons.application.socle.perimetre import perimetre

LIEN = re.compile(r'href="(/[^"]*historique[^"]*)"')

OBJETS = {
    "fiches:fiche": lambda m: m.fiche.pk,
    "contrats:contrat": lambda m: m.contrat.pk,
    "contrats:avenant": lambda m: m.avenant.pk,
    "schema:schema": lambda m: m.schema.pk,
    "finances:montants": lambda m: m.cadre.pk,
    "finances:modifier": lambda m: m.montant.pk,
    "indicateurs:detail": lambda m: m.indicateur.pk,
    "rapports:detail": lambda m: m.rapport.pk,
}
"""Pages of the objects that change over the years."""


@pytest.fixture
def agent(monde):
    return agent_de(Role.DIRECTION, monde.code)


@pytest.fixture
def client(agent):
    return client_de(agent)


@pytest.mark.parametrize("nom", OBJETS)
def test_la_page_de_l_objet_mene_a_son_historique(nom, monde, client, requetes_max):
    with perimetre([monde.code]):
        cle = OBJETS[nom](monde)
    liens = LIEN.findall(client.get(reverse(nom, args=[cle])).content.decode())

    assert liens, f"no link to a history on the page of {nom}"
    with requetes_max(12):
        assert client.get(liens[0]).status_code == 200


def test_les_etats_de_tout_objet_se_lisent_ensemble_comme_un_a_un(monde):
    """One statement gives the states of several tables as JSON: each field comes back as the base would give it."""
    suivis = [modele for modele in apps.get_models() if getattr(modele, "pgh_event_model", None)]
    compares = 0
    with perimetre([monde.code]):
        for modele in suivis:
            evenements = modele.pgh_event_model
            lus = _evenements(modele, lire_lignes({"e": evenements.objects.all()})["e"])
            for lu, attendu in zip(lus, evenements.objects.order_by("pgh_id"), strict=True):
                compares += 1
                for champ in evenements._meta.concrete_fields:
                    un, deux = getattr(lu, champ.attname), getattr(attendu, champ.attname)
                    assert (bytes(un) if isinstance(un, memoryview) else un) == (
                        bytes(deux) if isinstance(deux, memoryview) else deux
                    ), f"{modele.__name__}.{champ.attname}"

    assert compares > 50


def historique(client, type_objet, cle):
    return client.get(reverse("acces:historique", args=[type_objet, cle])).content.decode()


def test_celui_des_montants_garde_ceux_qui_ont_disparu(monde, agent, client):
    with perimetre([monde.code]), pghistory.context(agent=agent.pk):
        montant, cadre = monde.montant, monde.cadre.pk
        Montant.objects.filter(pk=montant.pk).update(valeur=4321)
        Montant.objects.filter(pk=montant.pk).delete()
    page = historique(client, "fiches.cadre", cadre)

    assert "4\u202f321" in page
    assert "Suppression : montant" in page
    assert str(agent) in page


@pytest.mark.parametrize(("type_objet", "objet"), [("contrats.contrat", "contrat"), ("schema.schema", "schema")])
def test_celui_d_un_contrat_et_d_un_schema_va_jusqu_aux_objectifs(type_objet, objet, monde, agent, client):
    with perimetre([monde.code]):
        cle = getattr(monde, objet).pk
        rubrique = Rubrique.objects.create(
            collectivite_id=monde.code, cadre_id=cle, genre=Rubrique.Genre.OBJECTIF, titre="Titre d'avant", cle="r"
        )
    with perimetre([monde.code]), pghistory.context(agent=agent.pk):
        Rubrique.objects.filter(pk=rubrique.pk).update(titre="Titre d'après")
    page = historique(client, type_objet, cle)

    assert "Titre d&#x27;avant" in page
    assert "Titre d&#x27;après" in page
    assert str(agent) in page


def test_celui_d_un_schema_va_jusqu_aux_lignes_de_son_bilan(monde, agent, client):
    with perimetre([monde.code]), pghistory.context(agent=agent.pk):
        ligne = monde.ligne_bilan
        LigneBilan.objects.filter(pk=ligne.pk).update(titre="Action relue")

    assert "Action relue" in historique(client, "schema.schema", ligne.bilan.schema_id)
