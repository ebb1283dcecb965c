"""What an act needs, and coverage: rules without a database."""

from datetime import date

import pytest

from jalons.application.faits.models import LISTEES
from jalons.application.projets_enfant import rules, selectors
from jalons.application.projets_enfant.rules import Avis, Dossier, Suivi
from jalons.noyau.dates import DateCivile

AU = date(2025, 6, 30)


def lieux(fautes):
    return [f.lieu for f in fautes]


@pytest.mark.parametrize(
    ("dossier", "dit"),
    [
        (Dossier("A"), ""),
        (Dossier("A", adulte=None), ""),
        (Dossier("A", adulte=True), "L'âge où l'aide prend fin"),
        (Dossier("A", deces=DateCivile(2024)), "est décédé (2024)"),
        (Dossier("A", reuni=True), "doublon"),
    ],
)
def test_un_projet_ne_s_ouvre_pas_sur_n_importe_quel_dossier(dossier, dit):
    fautes = rules.fautes_dossier(dossier, ouverture=True)

    assert dit in " ".join(f.message for f in fautes)
    assert bool(fautes) == bool(dit)


@pytest.mark.parametrize(
    ("jour", "dit"),
    [
        (date(2025, 6, 30), ""),
        (date(2025, 7, 1), "après aujourd'hui"),
        (date(2015, 3, 11), "précède la naissance"),
        (date(2025, 1, 9), "précède le début (10 janvier 2025)"),
    ],
)
def test_un_jour_impossible_est_dit(jour, dit):
    dossier = Dossier("A", naissance=DateCivile(2015, 3, 12))

    fautes = rules.fautes_jour("le", jour, au=AU, dossier=dossier, pas_avant=date(2025, 1, 10), quoi="le début")

    assert dit in " ".join(f.message for f in fautes)
    assert bool(fautes) == bool(dit)


def test_pour_etablir_toutes_les_fautes_sont_dites_a_la_fois():
    assert lieux(rules.fautes_pour_etablir(besoins=0, objectifs=0)) == ["volets", "objectifs"]
    assert rules.fautes_pour_etablir(besoins=1, objectifs=1) == []


TOUS = [Avis("enfant", "signe"), Avis("titulaire", "refuse", 7), Avis("service", "signe")]


@pytest.mark.parametrize(
    ("cas", "avis", "titulaires", "manques"),
    [
        ("tous ont répondu, un refus compte", TOUS, {7: "Ada"}, 0),
        ("aucun titulaire connu : rien n'est demandé d'eux", [TOUS[0], TOUS[2]], {}, 0),
        ("un second titulaire n'a rien dit", TOUS, {7: "Ada", 8: "Lou"}, 1),
        ("l'enfant n'a rien dit", TOUS[1:], {7: "Ada"}, 1),
        ("le service refuse", [*TOUS[:2], Avis("service", "absent")], {7: "Ada"}, 1),
        ("personne", [], {7: "Ada"}, 3),
    ],
)
def test_une_signature_ou_la_raison_de_son_absence(cas, avis, titulaires, manques):
    fautes = rules.fautes_pour_signer(avis, titulaires=titulaires, enfant_dit=True, parents_dits=True)

    assert len(fautes) == manques, cas


def test_la_parole_de_chacun_ou_la_raison_de_son_absence():
    fautes = rules.fautes_pour_signer(TOUS, titulaires={7: "Ada"}, enfant_dit=False, parents_dits=False)

    assert lieux(fautes) == ["parole_enfant", "parole_parents"]


@pytest.mark.parametrize(
    ("redacteurs", "attendu"),
    [
        ("Ada, éducatrice\nLou, psychologue", True),
        ("Ada, éducatrice\nLou, Éducatrice", False),
        ("Ada\nLou", False),
        ("", False),
    ],
)
def test_un_rapport_est_pluridisciplinaire(redacteurs, attendu):
    fautes = rules.fautes_pour_soumettre(
        redacteurs=redacteurs, debut=AU, fin=AU,
        textes={"sante": "a", "evaluation": "b", "propositions": "c"},
    )  # fmt: skip

    assert ("redacteurs" not in lieux(fautes)) is attendu


def test_un_rapport_vide_dit_tout_ce_qui_manque():
    fautes = rules.fautes_pour_soumettre(redacteurs="", debut=None, fin=None, textes={})

    assert lieux(fautes) == ["debut", "redacteurs", "sante", "evaluation", "propositions"]


def test_une_periode_a_l_envers_est_dite():
    fautes = rules.fautes_pour_soumettre(
        redacteurs="A, a\nB, b", debut=AU, fin=date(2025, 1, 1),
        textes={"sante": "a", "evaluation": "b", "propositions": "c"},
    )  # fmt: skip

    assert lieux(fautes) == ["fin"]


COUVERTURE = """
dues                    actu            projet        signe  établis        signés         à jour         délai
en_retard               -               -             non    0/1/0          0/0/0          0/0/0          0
tenue                   -               -             non    1/0/0          0/0/1          1/0/0          0
tenue_en_retard         en_retard       signe         oui    1/0/0          1/0/0          0/1/0          0
en_retard               -               projet        non    1/0/0          0/1/0          1/0/0          0
tenue                   non_verifiable  a_actualiser  oui    1/0/0          1/0/0          0/0/1          0
non_verifiable          -               -             non    0/0/1          0/0/0          0/0/0          0
a_venir                 -               a_etablir     non    0/0/0          0/0/0          0/0/0          1
tenue,en_retard         -               -             non    0/1/0          0/0/0          0/0/0          0
sans_objet              -               -             non    rien           -              -              -
"""


@pytest.mark.parametrize("ligne", COUVERTURE.strip().splitlines()[1:], ids=lambda x: " ".join(x.split()[:3]))
def test_trois_reponses_par_enfant(ligne):
    dues, actu, projet, signe, etablis, signes, a_jour, delai = ligne.split()
    suivi = Suivi(
        "MDS", tuple(dues.split(",")), () if actu == "-" else (actu,), "" if projet == "-" else projet, signe == "oui"
    )

    equipes = rules.couverture([suivi])

    if etablis == "rien":
        assert equipes == []
        return
    (equipe,) = equipes
    lues = [f"{r.oui}/{r.non}/{r.inconnu}" for r in (equipe.etablis, equipe.signes, equipe.a_jour)]
    assert (lues, equipe.dans_le_delai) == ([etablis, signes, a_jour], int(delai))


def test_le_taux_ne_compte_pas_ce_qu_on_ne_sait_pas():
    connus = [Suivi("B", ("tenue",)), Suivi("B", ("en_retard",)), Suivi("B", ("non_verifiable",))]

    (equipe,) = rules.couverture(connus)
    inconnue = rules.couverture([Suivi("", ("non_verifiable",))])[0]

    assert equipe.etablis.taux == 50
    assert inconnue.etablis.taux is None


def test_les_equipes_se_rangent_par_nom_et_s_additionnent():
    equipes = rules.couverture([Suivi("", ("tenue",)), Suivi("B", ("tenue",)), Suivi("A", ("en_retard",))])

    assert [e.equipe for e in equipes] == ["A", "B", ""]
    assert (rules.total(equipes).etablis.oui, rules.total(equipes).etablis.taux) == (2, 67)


def test_les_regles_des_listes_ont_leur_index():
    assert set(LISTEES) == {*selectors.REGLES_PPE, *selectors.REGLES_RAPPORT}


def test_des_enfants_dans_le_meme_cas_comptent_chacun():
    (un_a_un,) = rules.couverture([Suivi("B", ("tenue",), (), "signe", True)] * 3)
    (ensemble,) = rules.couverture([Suivi("B", ("tenue",), (), "signe", True, 3)])

    assert ensemble == un_a_un
    assert (ensemble.etablis.oui, ensemble.signes.oui, ensemble.a_jour.oui) == (3, 3, 3)
