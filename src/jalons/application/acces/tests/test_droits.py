"""What the matrix gives on places: pure, by hand and by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.matrice import MATRICE, roles_avec
from jalons.application.acces.permissions import Niveau, Permission, Role

CODES = ("14", "15", "63", "F0")


def place(role, *codes, niveau=Niveau.COLLECTIVITE):
    return Place(role, niveau, frozenset(codes))


places = st.lists(
    st.builds(Place, st.sampled_from(Role), st.sampled_from(Niveau), st.frozensets(st.sampled_from(CODES), max_size=4)),
    max_size=6,
)


def test_chaque_role_et_chaque_permission_a_son_nom():
    assert set(MATRICE) == set(Role)
    assert all(un.libelle for un in (*Role, *Permission, *Niveau))
    assert all(role.but for role in Role)


def test_une_permission_ne_vaut_que_la_ou_le_role_est_tenu():
    droits = Droits.depuis([place(Role.CHARGEE_MISSION, "15"), place(Role.ELU_LECTEUR, "63")])

    assert droits.peut(Permission.FICHES_MODIFIER, "15")
    assert not droits.peut(Permission.FICHES_MODIFIER, "63")
    assert droits.peut(Permission.FICHES_VOIR, "63")
    assert droits.perimetre(Permission.FICHES_VOIR) == {"15", "63"}
    assert droits.roles("63") == {Role.ELU_LECTEUR}


def test_sans_role_rien():
    assert Droits().collectivites == frozenset()
    assert not any(Droits().peut(p) for p in Permission)


@pytest.mark.parametrize(
    ("cas", "tenue", "attendu"),
    [
        ("la nation entière", place(Role.NATIONAL, *CODES, niveau=Niveau.NATION), True),
        ("toutes les collectivités d'une région", place(Role.NATIONAL, *CODES, niveau=Niveau.REGION), False),
        ("une collectivité", place(Role.CHARGEE_MISSION, "15"), False),
    ],
)
def test_partout_ne_se_dit_que_d_un_role_national(cas, tenue, attendu):
    assert Droits.depuis([tenue]).partout(Permission.FICHES_VOIR) is attendu, cas


def test_partout_ne_donne_pas_une_permission_que_le_role_n_a_pas():
    assert not Droits.depuis([place(Role.NATIONAL, *CODES, niveau=Niveau.NATION)]).partout(Permission.ACCES_GERER)


@pytest.mark.parametrize(
    ("niveaux", "attendu"),
    [
        ([Niveau.DOSSIERS], True),
        ([Niveau.COLLECTIVITE], False),
        ([Niveau.DOSSIERS, Niveau.COLLECTIVITE], False),
        ([], False),
    ],
)
def test_ses_dossiers_seulement_quand_aucun_role_plus_large_ne_donne_le_droit(niveaux, attendu):
    droits = Droits.depuis(place(Role.PILOTE_FICHE, "15", niveau=n) for n in niveaux)

    assert droits.seulement_ses_dossiers(Permission.FICHES_NOTER, "15") is attendu


@given(places)
def test_le_perimetre_d_une_permission_est_l_union_des_places_qui_la_donnent(tenues):
    droits = Droits.depuis(tenues)

    for permission in Permission:
        attendu = {c for p in tenues if permission in MATRICE[p.role] for c in p.collectivites}
        assert droits.perimetre(permission) == attendu
        assert all(droits.peut(permission, c) is (c in attendu) for c in CODES)
        assert droits.peut(permission) is bool(attendu)


@given(places, places)
def test_un_role_de_plus_n_ote_jamais_rien(tenues, autres):
    avant, apres = Droits.depuis(tenues), Droits.depuis([*tenues, *autres])

    assert all(avant.perimetre(p) <= apres.perimetre(p) for p in Permission)
    assert avant.collectivites <= apres.collectivites


@given(places)
def test_aucune_permission_ne_sort_de_la_session_de_base(tenues):
    droits = Droits.depuis(tenues)

    assert all(droits.perimetre(p) <= droits.collectivites for p in Permission)


def test_l_administration_ne_voit_aucun_dossier():
    assert not {p for p in MATRICE[Role.ADMINISTRATION] if p.endswith(":voir")} - {Permission.DROIT_VOIR}
    assert roles_avec(Permission.ACCES_GERER) == {Role.ADMINISTRATION}


def test_des_droits_gardes_ne_passent_pas_d_un_agent_a_l_autre():
    du_cantal, du_calvados = ([place(Role.CHARGEE_MISSION, code)] for code in ("15", "14"))
    assert Droits.depuis(du_cantal).perimetre(Permission.FICHES_MODIFIER) == {"15"}
    assert Droits.depuis(du_calvados).perimetre(Permission.FICHES_MODIFIER) == {"14"}
    assert Droits.depuis(du_cantal) == Droits.depuis([place(Role.CHARGEE_MISSION, "15")])
    with pytest.raises(TypeError):
        Droits.depuis(du_cantal).par_permission[Permission.FICHES_VOIR] = frozenset(CODES)
