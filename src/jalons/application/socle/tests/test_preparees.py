"""A prepared query gives what the same query gives, to the same reader, and is counted as any query."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext

from jalons.application.enfants.models import Enfant, LienFamilial, MembreFoyer
from jalons.application.enfants.tests.factories import EnfantFactory, LienFactory, MembreFoyerFactory
from jalons.application.socle.lignes import lire_lignes
from jalons.application.socle.perimetre import perimetre
from jalons.application.socle.preparees import (
    ComptePrepare,
    LignesPreparees,
    Preparee,
    TextePrepare,
    ValeursPreparees,
    parmi,
)

pytestmark = pytest.mark.django_db


def _depuis(jour):
    return MembreFoyer.objects.filter(debut__gte=jour).select_related("foyer", "enfant").annotate(le=F("debut"))


def _sans_etat(objet):
    """Every column and what was joined, without what Django keeps of where it came from."""
    joints = {nom: vars(lie) | {"_state": 0} for nom, lie in objet._state.fields_cache.items() if lie is not None}
    return vars(objet) | {"_state": joints}


def test_elle_donne_les_memes_objets_que_la_requete_et_autant_de_fois_qu_on_veut():
    prete = Preparee(_depuis, jour="date")
    with perimetre(["15"]):
        for annee in (2010, 2012, 2014):
            MembreFoyerFactory(debut=date(annee, 5, 6))
        for jour in (date(2009, 1, 1), date(2011, 1, 1), date(2013, 1, 1), date(2020, 1, 1)):
            lus, attendus = prete.lire(jour=jour), list(_depuis(jour))

            assert lus == attendus
            assert [_sans_etat(x) for x in lus] == [_sans_etat(x) for x in attendus]


def test_elle_ne_voit_que_le_perimetre_de_qui_la_pose():
    prete = Preparee(_depuis, jour="date")
    with perimetre(["15"]):
        membre = MembreFoyerFactory(debut=date(2012, 5, 6))
        assert prete.lire(jour=date(2012, 1, 1)) == [membre]
    with perimetre(["62"]):
        assert prete.lire(jour=date(2012, 1, 1)) == []
    with perimetre(["15"]):
        assert prete.lire(jour=date(2012, 1, 1)) == [membre]


def test_une_requete_toujours_vide_ne_va_pas_a_la_base():
    prete = Preparee(lambda jour: MembreFoyer.objects.none().filter(debut=jour), jour="date")
    with CaptureQueriesContext(connection) as captures:
        assert prete.lire(jour=date(2012, 1, 1)) == []
    assert len(captures) == 0


def test_elle_est_comptee_et_se_lit_avec_ses_valeurs():
    prete = Preparee(_depuis, jour="date")
    with perimetre(["15"]), CaptureQueriesContext(connection) as captures:
        prete.lire(jour=date(2012, 1, 1))
    assert "2012-01-01" in captures.captured_queries[-1]["sql"]


def test_un_pour_cent_ou_une_apostrophe_dans_une_constante_restent_ce_qu_ils_sont():
    prete = Preparee(
        lambda cle: Enfant.objects.filter(pk__gte=cle, nom__contains="d'A").annotate(dit=Value("100 % d'A %s")),
        cle="bigint",
    )
    with perimetre(["15"]):
        EnfantFactory(nom="d'Arbois")
        EnfantFactory(nom="Arbois")
        lus = prete.lire(cle=0)
    assert [(e.nom, e.dit) for e in lus] == [("d'Arbois", "100 % d'A %s")]


def test_les_lignes_de_plusieurs_requetes_sont_celles_de_lire_lignes():
    def construire(enfant):
        return {
            "liens": LienFamilial.objects.filter(enfant=enfant).values("id", "lien"),
            "lui": Enfant.objects.filter(pk=enfant),
            "rien": Enfant.objects.none(),
        }

    prete = LignesPreparees(construire, enfant="bigint")
    with perimetre(["15"]):
        lien = LienFactory()
        assert prete.lire(enfant=lien.enfant_id) == lire_lignes(construire(lien.enfant_id))
        assert prete.lire(enfant=0) == {"liens": [], "lui": [], "rien": []}


def test_une_valeur_oubliee_se_dit():
    with perimetre(["15"]), pytest.raises(KeyError, match="jour"):
        Preparee(_depuis, jour="date").lire()


def test_des_cles_en_tout_nombre_se_cherchent_par_le_meme_texte():
    prete = Preparee(lambda cles: Enfant.objects.filter(parmi("pk", cles)).order_by("pk"), cles="bigint[]")
    with perimetre(["15"]):
        enfants = [EnfantFactory() for _ in range(4)]
        for choisis in ([], enfants[:1], enfants[1:3], enfants):
            assert prete.lire(cles=[e.pk for e in choisis]) == choisis
        assert prete.lire(cles=[enfants[0].pk, 2**62]) == enfants[:1]


def test_les_valeurs_viennent_dans_l_ordre_des_noms_et_converties():
    def construire(jour):
        return (
            MembreFoyer.objects.filter(debut__gte=jour).order_by("pk").values_list("debut", "pk", "enfant__naissance")
        )

    prete = ValeursPreparees(construire, jour="date")
    with perimetre(["15"]):
        for annee in (2010, 2012):
            MembreFoyerFactory(debut=date(annee, 5, 6))
        assert prete.lire(jour=date(2011, 1, 1)) == list(construire(date(2011, 1, 1)))
        assert prete.lire(jour=date(2000, 1, 1)) == list(construire(date(2000, 1, 1)))
        assert prete.lire(jour=date(2020, 1, 1)) == []


def test_un_compte_s_arrete_a_la_borne_de_sa_requete():
    with perimetre(["15"]):
        for _ in range(3):
            EnfantFactory()
        for borne, attendu in ((2, 2), (3, 3), (9, 3)):
            prete = ComptePrepare(
                lambda cle, b=borne: Enfant.objects.filter(pk__gte=cle).values("pk")[:b], cle="bigint"
            )
            assert prete.lire(cle=0) == [(attendu,)]
    assert ComptePrepare(lambda cle: Enfant.objects.none().filter(pk=cle), cle="bigint").lire(cle=0) == []


def test_un_texte_ecrit_autour_de_requetes_les_suit():
    def construire(cle):
        texte, valeurs = Enfant.objects.filter(pk__gte=cle).values("nom").query.sql_with_params()
        autour = f"SELECT nom, count(*) FROM ({texte}) x GROUP BY nom HAVING count(*) > %s ORDER BY nom"  # noqa: S608
        return autour, [*valeurs, 1]

    with perimetre(["15"]):
        for nom in ("Arbois", "Dole", "Dole"):
            EnfantFactory(nom=nom)
        prete = TextePrepare(construire, cle="bigint")
        assert prete.lire(cle=0) == [("Dole", 2)]
        assert prete.lire(cle=2**62) == []
    vide = TextePrepare(lambda cle: Enfant.objects.none().filter(pk=cle).query.sql_with_params(), cle="bigint")
    assert vide.lire(cle=0) == []
