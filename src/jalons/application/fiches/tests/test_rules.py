import pytest

from jalons.application.fiches import rules
from jalons.application.fiches.listes import ActionListee, ListeActions

PLEINE = {"objet": "o", "public": "p", "acteurs": ("a",), "calendrier": "2022", "financements": "P304"}


@pytest.mark.parametrize(
    ("nom", "remplis", "manquants"),
    [
        ("conforme", PLEINE, None),
        ("un champ vide", PLEINE | {"public": ""}, ["public"]),
        ("aucun acteur", PLEINE | {"acteurs": ()}, ["acteurs"]),
        ("rien", {}, ["objet", "public", "acteurs", "calendrier", "financements"]),
    ],
)
def test_fiche_incomplete(nom, remplis, manquants):
    trouves = rules.fiche_incomplete(remplis, objet="fiches/1", titre="Fiche")

    assert [e.chiffres["manquants"] for e in trouves] == ([] if manquants is None else [manquants]), nom


@pytest.mark.parametrize(
    ("nom", "annonce", "compte", "complete", "attendu"),
    [
        ("conforme", 7, 7, True, []),
        ("il en manque", 7, 6, True, [-1]),
        ("il y en a trop", 7, 9, True, [2]),
        ("liste d'exemples", 31, 6, False, []),
        ("rien d'annoncé", None, 6, True, []),
        ("zéro annoncé n'est pas inconnu", 0, 1, True, [1]),
    ],
)
def test_effectif_annonce_different(nom, annonce, compte, complete, attendu):
    trouves = rules.effectif_annonce_different("actions", annonce, compte, complete=complete, objet="x")

    assert [e.chiffres["difference"] for e in trouves] == attendu, nom


def test_effectifs_passe_chaque_liste():
    actions = tuple(ActionListee(f"a{i}", f"A{i}") for i in range(2))

    trouves = rules.effectifs([ListeActions("x", "x", True, 3, actions=actions), ListeActions("y", "y", True, 0)])

    assert [e.objet for e in trouves] == ["actions/x"]


@pytest.mark.parametrize(
    ("un", "autre", "double"),
    [
        (
            "Création d'une unité socio-éducative médicalisée pour adolescents (USEMA)",
            "Créer une USEMA de 6 places",
            True,
        ),
        ("Développer le parrainage des enfants confiés", "Développement du parrainage des enfants confiés", True),
        ("Renforcer la CRIP", "renforcer la crip", True),
        ("Visites à domicile des sages-femmes", "Visites à domicile des puéricultrices", False),
        ("Création de 40 places de MECS", "Création de 30 places de PEAD", False),
        ("Soutenir les tiers de confiance", "Soutenir les familles d'accueil", False),
        ("", "", False),
    ],
)
def test_action_en_double(un, autre, double):
    trouves = rules.action_en_double([("obligatoires", [un]), ("facultatives", [autre])])

    assert [e.code for e in trouves] == (["action_en_double"] if double else [])


def test_une_liste_n_est_pas_comparee_a_elle_meme():
    assert rules.action_en_double([("une seule", ["Créer une USEMA", "Créer une USEMA"])]) == []


@pytest.mark.parametrize(
    ("pourcent", "valable"), [(0, True), (35, True), (100, True), (33, False), (-5, False), (105, False)]
)
def test_l_avancement_se_note_par_pas_de_cinq(pourcent, valable):
    assert rules.avancement_valable(pourcent) is valable


def test_le_taux_laisse_l_inconnu_a_part():
    taux = rules.taux_de_realisation(["realisee", "realisee", "en_cours", "inconnu", None])

    assert (taux.total, taux.connues, taux.inconnues, str(taux.taux)) == (5, 3, 2, "66.67")
    assert rules.taux_de_realisation(["inconnu"]).taux is None


def test_une_fiche_suspendue_ou_retardee_dit_ce_qui_la_bloque():
    assert [s.value for s in rules.Statut if s.demande_un_blocage] == ["suspendue", "retardee"]
