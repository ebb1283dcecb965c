"""Two files made one and made two again: nothing lost, the undoing exact."""

import pytest
from django.db import connection

from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.enfants import services
from jalons.application.enfants.models import Adresse, DonneesMedicales, Enfant, Fusion, LienFamilial, Referent
from jalons.application.enfants.tests.factories import (
    AdresseFactory,
    ConnuAilleursFactory,
    EnfantFactory,
    LienFactory,
    MembreFoyerFactory,
    ReferentFactory,
)
from jalons.application.faits.services import enregistrer
from jalons.application.socle.verrou import territoriaux
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


@pytest.fixture
def paire():
    """A file and its duplicate, with everything a duplicate may hold."""
    garde, absorbe = EnfantFactory(), EnfantFactory(prenom="Ondyne")
    LienFactory(enfant=absorbe)
    MembreFoyerFactory(enfant=absorbe)
    AdresseFactory(enfant=absorbe)
    ReferentFactory(enfant=absorbe, agent=AgentFactory())
    ConnuAilleursFactory(enfant=absorbe)
    services.creer_fratrie(enfants=[Enfant.objects.get(pk=absorbe.pk), EnfantFactory()], par=None)
    enregistrer(sujet=absorbe, evenement="entree", survenu_le=DateCivile(2024, 5), par=None)
    for enfant in (garde, absorbe):
        services.ecrire_compartiment(DonneesMedicales, enfant=enfant, version=0, par=None, allergies=f"{enfant.pk}")
    return Enfant.objects.get(pk=garde.pk), Enfant.objects.get(pk=absorbe.pk)


def photographie():
    """Every row of the module and of facts, versions and traces aside."""
    vues = {}
    with connection.cursor() as curseur:
        for modele, _ in territoriaux():
            table = modele._meta.db_table
            if table.startswith(("enfants_", "faits_")) and "evenement" not in table and table != "enfants_fusion":
                curseur.execute(f"SELECT to_jsonb(t) - 'version' FROM {table} t ORDER BY id")  # noqa: S608 - our own names
                vues[table] = curseur.fetchall()
    return vues


def test_reunir_puis_separer_rend_exactement_ce_qui_etait(paire):
    garde, absorbe = paire
    avant = photographie()

    fusion = services.fusionner(garde=garde, absorbe=absorbe, par=None)
    assert photographie() != avant
    perdus = services.separer(fusion=fusion, par=None)

    assert perdus == []
    assert photographie() == avant


def test_tout_passe_au_dossier_conserve_et_ce_qui_ne_peut_pas_reste(paire):
    garde, absorbe = paire

    fusion = services.fusionner(garde=garde, absorbe=absorbe, par=None)

    garde.refresh_from_db()
    assert [garde.liens.count(), garde.foyers.count(), garde.referents.count(), garde.connu_ailleurs.count()] == [1] * 4
    assert Adresse.objects.get().enfant_id == garde.pk
    assert garde.fratrie is not None
    assert DonneesMedicales.objects.filter(enfant=absorbe).exists()
    assert [t[0] for t in fusion.laisses] == ["enfants.donneesmedicales"]


def test_ce_qui_est_ecrit_apres_la_fusion_reste_au_dossier_conserve(paire):
    garde, absorbe = paire
    fusion = services.fusionner(garde=garde, absorbe=absorbe, par=None)
    nouveau = ReferentFactory(enfant=garde, agent=AgentFactory())

    services.separer(fusion=fusion, par=None)

    assert list(Referent.objects.filter(enfant=garde)) == [nouveau]


def test_ce_qui_a_ete_retire_depuis_est_dit(paire):
    garde, absorbe = paire
    fusion = services.fusionner(garde=garde, absorbe=absorbe, par=None)
    services.delier(lien=LienFamilial.objects.get(enfant=garde), par=None)

    [perdu] = services.separer(fusion=fusion, par=None)

    assert perdu.startswith("lien familial")


@pytest.mark.parametrize("cas", ["lui_meme", "deux_fois", "ailleurs"])
def test_une_fusion_absurde_est_refusee(paire, cas):
    garde, absorbe = paire
    if cas == "lui_meme":
        absorbe = garde
    elif cas == "deux_fois":
        services.fusionner(garde=garde, absorbe=absorbe, par=None)
    else:
        absorbe = EnfantFactory(collectivite_id="63")

    with pytest.raises(EntreeRefusee):
        services.fusionner(garde=garde, absorbe=absorbe, par=None)


def test_deux_fusions_se_defont_dans_l_ordre_inverse(paire):
    garde, absorbe = paire
    dernier = EnfantFactory()
    premiere = services.fusionner(garde=garde, absorbe=absorbe, par=None)
    seconde = services.fusionner(garde=dernier, absorbe=Enfant.objects.get(pk=garde.pk), par=None)

    with pytest.raises(EntreeRefusee):
        services.separer(fusion=premiere, par=None)
    services.separer(fusion=seconde, par=None)
    services.separer(fusion=premiere, par=None)

    assert not Enfant.objects.exclude(fusionne_dans=None).exists()
    assert Fusion.objects.filter(defaite_le=None).count() == 0
