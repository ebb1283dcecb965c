"""Signs that a reading does not hold together."""

from __future__ import annotations

from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.signes import SIGNES, signaler


def indices(*elements: Brut) -> list[set[str]]:
    signaler(elements, [], decouverte=False, schema=True, retouches=0.0)
    return [set(e.indices) for e in elements]


def action(texte: str, parent: str = "fiche 1", numero: int | None = None) -> Brut:
    return Brut("action", texte, 0, len(texte), numero, parent)


def test_une_action_qui_commence_en_minuscule_jette_un_doute_sur_ses_soeurs() -> None:
    coupee, soeur, ailleurs = indices(action("des familles"), action("Ouvrir"), action("Former", "fiche 2"))
    assert {"minuscule", "frere mal forme"} <= coupee
    assert "frere mal forme" in soeur
    assert "frere mal forme" not in ailleurs


def test_des_numeros_qui_recommencent_sous_le_meme_titre_disent_qu_un_titre_a_ete_manque() -> None:
    premiere, seconde = indices(action("Ouvrir", numero=1), action("Former", numero=1))
    assert "numeros qui recommencent" not in premiere
    assert "numeros qui recommencent" in seconde


def test_le_document_sans_fiche_le_dit_sur_ce_que_son_plan_porte_jamais_sur_une_date() -> None:
    plan, somme, jour = indices(
        action("Ouvrir", "engagement 1"), Brut("montant", "12 €", 0, 4), Brut("date", "2024", 0, 4)
    )
    assert "sans fiche" in plan
    assert "sans fiche" in somme  # it may hang under a fiche that was not found
    assert "sans fiche" not in jour


def test_un_acte_sans_fiche_n_a_pas_de_plan_a_expliquer() -> None:
    actions = [action(nom, "actions_listees") for nom in ("Ouvrir", "Fermer", "La création")]
    signaler(actions, [], decouverte=False, schema=True, retouches=0, acte=True)
    douteux = {"sans fiche", "peu lu", "action hors fiche", "actions melees"}
    assert not any(douteux.intersection(a.indices) for a in actions)


def test_tous_les_signes_sont_connus() -> None:
    trouves = set().union(*indices(action("a. b : c"), action("Ouvrir", "engagement 1"), Brut("point", "", 0, 0)))
    assert trouves <= set(SIGNES)
