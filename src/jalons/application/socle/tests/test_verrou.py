"""The second lock: what the web role sees and may do, whatever the code forgets."""

from contextlib import suppress

import pytest
from django.db import ProgrammingError, connection, transaction

from jalons.application.socle.perimetre import perimetre
from jalons.application.socle.verrou import territoriaux
from jalons.application.territoires.models import UniteLocale
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


def requete(sql, *parametres):
    with connection.cursor() as curseur:
        curseur.execute(sql, parametres)
        return curseur.fetchall()


def test_les_tests_se_connectent_avec_le_role_web():
    assert requete("SELECT current_user")[0][0] == "jalons_web"


def test_le_role_web_ne_possede_rien_et_ne_peut_passer_outre():
    possede = requete("SELECT count(*) FROM pg_class WHERE relowner = 'jalons_web'::regrole")[0][0]
    outre = requete(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'jalons_web'"
    )

    assert possede == 0
    assert outre == [(False, False, False, False)]


@pytest.mark.parametrize(("modele", "colonne"), list(territoriaux()), ids=lambda m: getattr(m, "__name__", ""))
def test_chaque_table_territoriale_porte_le_verrou(modele, colonne):
    [(active, forcee)] = requete(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", modele._meta.db_table
    )
    politiques = {
        nom for (nom,) in requete("SELECT policyname FROM pg_policies WHERE tablename = %s", modele._meta.db_table)
    }

    assert (active, forcee) == (True, True)
    assert {"perimetre", "proprietaire"} <= politiques


def test_hors_perimetre_les_lignes_n_existent_pas():
    for code in ("15", "63"):
        with perimetre([code]):
            UniteLocaleFactory(collectivite_id=code, code=f"U{code}")

    with perimetre(["15"]):
        assert [u.code for u in UniteLocale.objects.all()] == ["U15"]
    with perimetre(["-"]):
        assert not UniteLocale.objects.exists()


def test_sans_perimetre_la_lecture_est_refusee_bruyamment():
    with perimetre(["15"]):
        UniteLocaleFactory()

    with pytest.raises(Exception, match="perimetre absent"), transaction.atomic():
        UniteLocale.objects.exists()


def dedans(suite):
    with perimetre(["63"], agent=2):
        assert pose() == ("63", "2")
        suite()


def pose():
    return requete("SELECT current_setting('jalons.collectivites'), current_setting('jalons.agent')")[0]


def echouer():
    raise LookupError


@pytest.mark.parametrize("suite", [lambda: None, lambda: transaction.set_rollback(True), echouer])
def test_en_sortant_d_un_perimetre_on_retrouve_celui_du_dehors_meme_defait(suite):
    with perimetre(["15"], agent=1):
        with suppress(LookupError):
            dedans(suite)

        assert pose() == ("15", "1")


def test_un_perimetre_dans_un_autre_coute_quatre_allers_et_retours(django_assert_num_queries):
    with perimetre(["15"]):
        with django_assert_num_queries(4), perimetre(["63"]):
            pass
        with django_assert_num_queries(4), perimetre(["63"]):
            transaction.set_rollback(True)


def test_ecrire_dans_une_autre_collectivite_est_refuse():
    with perimetre(["15"]), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        UniteLocaleFactory(collectivite_id="63")


def test_un_lien_vers_une_ligne_d_une_autre_collectivite_est_refuse():
    with perimetre(["15", "63"]):
        parent = UniteLocaleFactory(collectivite_id="63")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            UniteLocaleFactory(collectivite_id="15", parent=parent)


def test_un_seul_lien_etranger_fait_refuser_toutes_les_lignes_ecrites_ensemble():
    with perimetre(["15", "63"]):
        siens, autre = UniteLocaleFactory(collectivite_id="15"), UniteLocaleFactory(collectivite_id="63")
        neuves = [UniteLocaleFactory.build(collectivite_id="15", parent=p) for p in (siens, None, autre)]
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            UniteLocale.objects.bulk_create(neuves)
        assert UniteLocale.objects.filter(parent=siens).count() == 0


def test_un_lien_change_vers_une_autre_collectivite_ou_vers_rien_d_existant_est_refuse():
    with perimetre(["15", "63"]):
        unite, autre = UniteLocaleFactory(collectivite_id="15"), UniteLocaleFactory(collectivite_id="63")
        for cle in (autre.pk, autre.pk + 1_000_000):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                UniteLocale.objects.filter(pk=unite.pk).update(parent_id=cle)
        assert UniteLocale.objects.filter(pk=unite.pk).update(parent_id=unite.pk) == 1
        assert UniteLocale.objects.filter(pk=unite.pk).update(parent_id=None) == 1


def test_les_liens_de_chaque_table_sont_regardes_a_la_creation_et_au_changement():
    """A territorial table that points to another without looking would let a row of elsewhere be read."""
    gardees = set(requete("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'liens\\_%%'"))
    modeles = [m for m, _ in territoriaux() if not hasattr(m, "pgh_tracked_model")]
    liees = [m for m in modeles if any(hasattr(f.related_model, "colonne_territoire") for f in m._meta.local_fields)]

    assert len(liees) > 40
    manquent = [(m._meta.db_table, n) for m in liees for n in ("liens_crees", "liens_changes")]
    assert set(manquent) - gardees == set()


def test_une_ligne_ne_paie_pas_un_index_qui_ne_sert_a_personne():
    """By the beginning of the code; by the code alone on a history, or where another index begins with it."""
    tables = [modele._meta.db_table for modele, _ in territoriaux()]
    evenements = [m._meta.db_table for m, colonne in territoriaux() if hasattr(m, "pgh_tracked_model")]
    index = "SELECT tablename FROM pg_indexes WHERE tablename = ANY(%s) AND indexname ~ %s"
    seul = r"_collectivite_id_[0-9a-f]{8}$"

    assert requete(index, tables, r"_collectivite_id_[0-9a-f]+_like$") == []
    assert requete(index, evenements, seul) == []
    gardes = {table for (table,) in requete(index, tables, seul)}
    assert "crip_passage" in gardes, "nothing else begins with the code there"
    assert gardes.isdisjoint({"faits_fait", "faits_echeance", "enfants_enfant", "mesures_faitdemesure"})


@pytest.mark.parametrize(
    "tentative",
    [
        "ALTER TABLE territoires_unitelocale DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE territoires_unitelocale DISABLE TRIGGER liens_crees",
        "DROP TRIGGER liens_changes ON territoires_unitelocale",
        "DROP POLICY perimetre ON territoires_unitelocale",
        "TRUNCATE territoires_unitelocale",
        "SET ROLE jalons_owner",
        "CREATE TABLE fuite (x int)",
        "SET session_replication_role = replica",
        "DELETE FROM socle_entree",
        "UPDATE socle_entree SET acte = 'x'",
    ],
)
def test_le_role_web_ne_peut_lever_le_verrou(tentative):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(tentative)


def test_un_perimetre_imbrique_rend_le_precedent():
    unites = UniteLocale.objects
    with perimetre(["15", "63"]):
        for code in ("15", "63"):
            UniteLocaleFactory(collectivite_id=code)
        with perimetre(["15"]):
            assert unites.count() == 1
        assert unites.count() == 2


def test_une_diffusion_apres_la_reponse_rouvre_son_perimetre():
    """A stream is read once the request's perimeter is closed: it must open its own, or it is refused loudly."""

    def ligne_a_ligne():
        yield from (u.code for u in UniteLocale.objects.iterator())

    def avec_son_perimetre():
        with perimetre(["15"]):
            yield from ligne_a_ligne()

    with perimetre(["15"]):
        UniteLocaleFactory(collectivite_id="15", code="U15")
        oubli, juste = ligne_a_ligne(), avec_son_perimetre()

    assert list(juste) == ["U15"]
    with pytest.raises(Exception, match="perimetre absent"), transaction.atomic():
        list(oubli)
