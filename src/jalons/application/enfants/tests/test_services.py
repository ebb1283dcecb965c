"""Opening, changing, joining children: what is written, what is refused."""

from datetime import date

import pytest

from jalons.application.enfants import selectors, services
from jalons.application.enfants.models import CleRecherche, Enfant, Foyer
from jalons.application.enfants.tests.factories import EnfantFactory, PersonneFactory
from jalons.application.faits.models import Fait
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def creer(**champs):
    donnes = {"nom": "Vasseline", "prenom": "Ondine", "naissance": DateCivile(2015, 3, 12)} | champs
    return services.creer_enfant(collectivite="15", par=None, au=JOUR, vus=donnes.pop("vus", None), **donnes)


def test_ouvrir_un_dossier_constate_la_naissance_et_ecrit_ses_cles():
    enfant = creer()

    assert list(Fait.objects.filter(sujet_id=enfant.pk).values_list("sujet_type", "evenement")) == [
        ("enfant", "naissance")
    ]
    assert CleRecherche.objects.filter(enfant=enfant, cle__startswith="NP:").exists()
    assert Entree.objects.filter(acte="enfants:creer", objet_id=str(enfant.pk)).exists()
    assert "Vasseline" not in str(enfant)


@pytest.mark.parametrize(
    ("champs", "lieux"),
    [
        ({"nom": "", "prenom": " "}, ["nom"]),
        ({"naissance": DateCivile(2026, 4)}, ["naissance"]),
        ({"naissance": DateCivile(1890)}, ["naissance"]),
        ({"decede_le": DateCivile(2014)}, ["decede_le"]),
        ({"nom": "", "prenom": "", "naissance": DateCivile(2027), "statut_depuis": DateCivile(2028)},
         ["nom", "naissance", "statut_depuis"]),
        ({"naissance": DateCivile(2004, 3, 2)}, ["naissance"]),
    ],
)  # fmt: skip
def test_une_identite_impossible_est_refusee_avec_toutes_ses_fautes(champs, lieux):
    with pytest.raises(EntreeRefusee) as refus:
        creer(**champs)

    assert [f.lieu for f in refus.value.fautes] == lieux
    assert not Enfant.objects.exists()


def test_un_adulte_a_un_dossier_si_l_on_dit_qu_il_est_ancien():
    adulte = creer(naissance=DateCivile(1990), dossier_ancien=True)

    assert adulte.naissance == DateCivile(1990)


def test_une_naissance_inconnue_est_acceptee_et_n_ouvre_aucun_fait():
    enfant = creer(naissance=None)

    assert not Fait.objects.filter(sujet_id=enfant.pk).exists()


def test_corriger_la_naissance_annule_le_fait_et_en_pose_un_autre():
    enfant = creer()

    services.modifier_enfant(enfant=enfant, version=1, par=None, au=JOUR, naissance=DateCivile(2016))

    faits = Fait.objects.filter(sujet_id=enfant.pk).order_by("pk")
    assert [(str(f.survenu_le), f.annule_le is None) for f in faits] == [("12 mars 2015", False), ("2016", True)]


def test_deux_agents_ne_s_ecrasent_pas():
    enfant = creer()
    services.modifier_enfant(enfant=enfant, version=1, par=None, au=JOUR, ecole="École du Pont")

    with pytest.raises(VersionDepassee):
        services.modifier_enfant(enfant=enfant, version=1, par=None, au=JOUR, ecole="Collège Vert")

    assert Enfant.objects.get(pk=enfant.pk).ecole == "École du Pont"


def test_un_doublon_arrete_la_creation_tant_qu_il_n_est_pas_vu():
    connu = creer()

    with pytest.raises(services.DoublonsPossibles) as arret:
        creer(nom="Vaseline", vus=())
    jumelle = creer(nom="Vaseline", vus=[connu.pk])

    assert [c.enfant.pk for c in arret.value.candidats] == [connu.pk]
    assert jumelle.pk != connu.pk


def test_les_mineurs_d_un_foyer_sans_les_majeurs_ni_ceux_qui_sont_partis():
    mineur, majeur, inconnu, parti = (
        EnfantFactory(naissance=n) for n in (DateCivile(2015), DateCivile(2001), None, DateCivile(2018))
    )
    foyer = services.creer_foyer(
        collectivite="15", par=None, enfants=[mineur, majeur, inconnu, parti], personnes=[PersonneFactory()]
    )
    membre = parti.foyers.get()
    services.quitter_le_foyer(membre=membre, fin=date(2025, 12, 31), par=None)

    assert {e.pk for e in selectors.mineurs_du_foyer(foyer, JOUR)} == {mineur.pk, inconnu.pk}
    assert Foyer.objects.get() == foyer


def test_une_fratrie_se_forme_et_un_enfant_n_en_a_qu_une():
    aine, cadet, autre = EnfantFactory.create_batch(3)
    fratrie = services.creer_fratrie(enfants=[aine, cadet], par=None)

    with pytest.raises(EntreeRefusee):
        services.creer_fratrie(enfants=[autre, cadet], par=None)

    aine.refresh_from_db()
    assert [e.pk for e in selectors.fratrie_de(aine)] == [cadet.pk]
    assert aine.fratrie == fratrie
