"""Queries prepared by rights: agents who hold the same share a text, and each reads what she alone may."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.acces.preparees import LignesComptees, LignesParCles, ListeParDroits, ParDroits
from jalons.application.acces.selectors import droits
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants import porte
from jalons.application.enfants.models import AccesUrgence, Enfant
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.socle.perimetre import perimetre
from jalons.application.ui.listes import PagesSansFin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def requete(role=Role.REFERENT, niveau=Niveau.DOSSIERS, code="15", territoire=None, agent=None):
    autre = {} if agent is None else {"agent": agent}
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=code, **autre).agent
    return SimpleNamespace(user=agent, droits=droits(agent, timezone.localdate()), territoire=territoire)


def suivi_par(demande, code="15"):
    enfant = EnfantFactory(collectivite_id=code)
    ReferentFactory(enfant=enfant, agent=demande.user, collectivite_id=code)
    return enfant


def _visibles(requete, maintenant, *noms):
    vus = porte.visibles(requete, Permission.ENFANTS_VOIR, maintenant=maintenant)
    return (vus.filter(nom__in=noms) if noms else vus).order_by("pk")


def lire(famille, demande, *args, quand=None):
    return famille.lire(demande, quand or timezone.now(), *args)


def test_deux_agents_de_memes_droits_lisent_chacun_les_leurs_par_la_meme_forme():
    famille, une, autre = ParDroits(_visibles), requete(), requete()
    le_sien, celui_de_l_autre = suivi_par(une), suivi_par(autre)

    assert une.droits.places == autre.droits.places
    assert [lire(famille, une), lire(famille, autre), lire(famille, une)] == [[le_sien], [celui_de_l_autre], [le_sien]]


def test_d_autres_droits_ont_une_autre_forme_et_le_territoire_choisi_compte():
    famille = ParDroits(_visibles)
    dans_le_15, dans_le_63 = EnfantFactory(), EnfantFactory(collectivite_id="63")
    cadre = requete(Role.CADRE_ASE, Niveau.COLLECTIVITE)
    voisine = requete(Role.CADRE_ASE, Niveau.COLLECTIVITE, "63")
    double = requete(Role.CADRE_ASE, Niveau.COLLECTIVITE, "63", agent=cadre.user)

    assert lire(famille, cadre) == [dans_le_15]
    assert lire(famille, voisine) == [dans_le_63]
    assert lire(famille, double) == [dans_le_15, dans_le_63]
    double.territoire = "63"
    assert lire(famille, double) == [dans_le_63]


def test_la_base_garde_son_verrou_sous_une_forme_preparee_ailleurs():
    famille, cadre = ParDroits(_visibles), requete(Role.CADRE_ASE, Niveau.COLLECTIVITE)
    enfant = EnfantFactory()
    assert lire(famille, cadre) == [enfant]
    with perimetre(["63"]):
        assert lire(famille, cadre) == []


def test_un_acces_d_urgence_se_juge_a_l_instant_donne_et_non_a_celui_ou_la_forme_fut_preparee():
    famille, demande, maintenant = ParDroits(_visibles), requete(), timezone.now()
    enfant = EnfantFactory()
    AccesUrgence.objects.create(
        collectivite_id="15", enfant=enfant, agent=demande.user, motif="Appel de nuit", ouvert_le=maintenant,
        expire_le=maintenant + timedelta(hours=8),
    )  # fmt: skip
    for heures, attendus in ((-1, []), (0, [enfant]), (7, [enfant]), (8, []), (1, [enfant])):
        assert lire(famille, demande, quand=maintenant + timedelta(hours=heures)) == attendus


def test_les_arguments_font_partie_de_la_forme():
    famille, cadre = ParDroits(_visibles), requete(Role.CADRE_ASE, Niveau.COLLECTIVITE)
    zoe, ana = EnfantFactory(nom="Zoé"), EnfantFactory(nom="Ana")
    assert lire(famille, cadre, "Zoé") == [zoe]
    assert lire(famille, cadre, "Ana") == [ana]
    assert lire(famille, cadre, "Ana", "Zoé") == [zoe, ana]


def par_cles(cles):
    return Enfant.objects.in_bulk(cles)


@pytest.mark.parametrize("cles", [None, par_cles])
def test_une_liste_a_les_memes_pages_et_le_meme_compte_que_sa_requete(cles):
    cadre, maintenant = requete(Role.CADRE_ASE, Niveau.COLLECTIVITE), timezone.now()
    attendus = [EnfantFactory() for _ in range(7)]
    liste = ListeParDroits(_visibles, cles)
    pages = PagesSansFin(liste.pour(cadre, maintenant), 3, None)

    assert isinstance(liste.pour(cadre, maintenant), LignesComptees if cles is None else LignesParCles)
    assert (pages.count, pages.num_pages, pages.plus) == (7, 3, False)
    assert [list(pages.get_page(n).object_list) for n in (1, 2, 3)] == [attendus[:3], attendus[3:6], attendus[6:]]
    assert liste.pour(cadre, maintenant).compter(4) == 4
    assert liste.pour(cadre, maintenant)[2:5] == attendus[2:5]
    assert list(ListeParDroits(_visibles, cles).pour(requete(code="63"), maintenant)[0:3]) == []


def test_les_cles_trouvees_pour_le_compte_servent_a_la_page():
    cadre = requete(Role.CADRE_ASE, Niveau.COLLECTIVITE)
    enfants = [EnfantFactory() for _ in range(3)]
    lignes = ListeParDroits(_visibles, par_cles).pour(cadre, timezone.now())
    with CaptureQueriesContext(connection) as captures:
        assert lignes.compter(1000) == 3
        assert lignes[0:2] == enfants[:2]
    assert len(captures) == 2
