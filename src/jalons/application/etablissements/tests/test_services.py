"""Acts on establishments: what they write, what they refuse, the facts and deadlines that follow."""

from datetime import date

import pytest

from jalons.application.etablissements import rules, selectors, services
from jalons.application.etablissements.models import Acte, Organisme, UniteAccueil
from jalons.application.etablissements.tests.factories import (
    EtablissementFactory,
    OrganismeFactory,
    UniteAccueilFactory,
    unite_de,
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


def places(unite, au=AU):
    return rules.capacite(selectors.actes_connus(unite), au).autorisees


def prendre(unite, nature, nombre=0, effet_le=date(2024, 1, 1), **champs):
    return services.prendre_acte(unite=unite, nature=nature, places=nombre, effet_le=effet_le, par=None, **champs)


def test_un_organisme_se_cree_puis_se_modifie_sous_sa_version():
    neuf = services.enregistrer_organisme(
        organisme=Organisme(collectivite_id="15"), version=None, par=None, nom="  Les   Brumes ", code="BRU", siren=""
    )
    assert (neuf.nom, neuf.version) == ("Les Brumes", 1)

    services.enregistrer_organisme(organisme=neuf, version=1, par=None, nom="Les Brumes d'Ouest")
    with pytest.raises(VersionDepassee):
        services.enregistrer_organisme(organisme=neuf, version=1, par=None, nom="Perdu")

    assert Organisme.objects.get().nom == "Les Brumes d'Ouest"
    assert list(Entree.objects.order_by("pk").values_list("acte", flat=True)) == [
        "etablissements:creer_organisme", "etablissements:modifier_organisme",
    ]  # fmt: skip


def test_un_code_ou_un_siren_fautif_est_refuse_avec_une_phrase():
    OrganismeFactory(code="BRU")
    neuf = Organisme(collectivite_id="15")

    fautif = refus(
        lambda: services.enregistrer_organisme(organisme=neuf, version=None, par=None, nom="", code="X", siren="12")
    )
    double = refus(
        lambda: services.enregistrer_organisme(organisme=neuf, version=None, par=None, nom="N", code="BRU", siren="")
    )

    assert set(fautif) == {"nom", "siren"}
    assert "neuf chiffres" in fautif["siren"]
    assert "déjà ce code" in double["code"]
    assert Organisme.objects.count() == 1


def test_un_type_hors_de_la_liste_est_refuse():
    unite = UniteAccueil(collectivite_id="15", etablissement=EtablissementFactory())

    fautes = refus(
        lambda: services.enregistrer_unite(unite=unite, version=None, par=None, nom="U", type="chateau", public="x")
    )

    assert set(fautes) == {"type", "public"}


def test_une_transformation_deplace_les_places_des_deux_cotes_et_s_annule_d_un_coup():
    depart = unite_de(10)
    arrivee = UniteAccueilFactory(etablissement=depart.etablissement, type="village_enfants")

    acte = prendre(depart, "transformation_de", 4, vers=arrivee)
    assert (places(depart), places(arrivee)) == (6, 4)

    services.annuler_acte(acte=acte, motif="Arrêté retiré", par=None)
    assert (places(depart), places(arrivee)) == (10, None)
    assert Acte.objects.filter(annule_le=None).count() == 1


def test_une_transformation_sans_unite_qui_recoit_est_refusee_et_rien_n_est_ecrit():
    depart = unite_de(10)

    assert "vers" in refus(lambda: prendre(depart, "transformation_de", 4))
    assert "vers" in refus(lambda: prendre(depart, "transformation_de", 4, vers=depart))
    assert Acte.objects.count() == 1


def test_fermer_la_derniere_unite_ferme_l_etablissement_pour_l_echeancier():
    unite = unite_de(10)
    autre = unite_de(5, etablissement=unite.etablissement)

    prendre(unite, "fermeture")
    assert not Fait.objects.exists()

    prendre(autre, "fermeture", effet_le=date(2024, 3, 1))
    [fait] = Fait.objects.all()
    assert (fait.sujet_type, fait.evenement, fait.survenu_le.iso()) == (
        "etablissement",
        "fermeture_essms",
        "2024-03-01",
    )


def test_une_autorisation_ouvre_son_echeance_par_la_regle_du_catalogue():
    maison = EtablissementFactory()

    services.constater(
        etablissement=maison, evenement="autorisation_essms", survenu_le=date(2012, 5, 1), par=None,
        autorisation="A-2012-7", categorie_l312_1="1", ei="sans objet",
    )  # fmt: skip

    due = Echeance.objects.get(sujet_type="etablissement", regle="ESSMS-AUT")
    assert due.due_le.year == 2027
    assert Fait.objects.get().attributs == {"autorisation": "A-2012-7", "categorie_l312_1": "1"}


def test_un_evenement_d_enfant_n_est_pas_celui_d_un_etablissement():
    appel = lambda: services.constater(  # noqa: E731
        etablissement=EtablissementFactory(), evenement="naissance", survenu_le=AU, par=None
    )

    assert "n'est pas un événement d'établissement" in refus(appel)["evenement"]


@pytest.mark.parametrize(("motif", "phrase"), [(" ", "pourquoi"), ("bis", "déjà annulé")])
def test_annuler_dit_pourquoi_et_une_seule_fois(motif, phrase):
    acte = Acte.objects.get(unite=unite_de(10))
    if motif == "bis":
        services.annuler_acte(acte=acte, motif="Saisi deux fois", par=None)

    assert phrase in refus(lambda: services.annuler_acte(acte=acte, motif=motif, par=None))["motif"]
