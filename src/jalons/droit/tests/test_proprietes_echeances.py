"""What must hold whatever the facts: order, unrelated facts, time that passes, one child or all of them."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.droit.echeances import evaluer
from jalons.droit.echeances.colonnes import cadre, evaluer_colonnes
from jalons.droit.tests.regles_d_essai import JOURS, des_faits, regles, un_fait

REGLES = regles()
COLONNES = (
    "sujet_type", "sujet", "regle", "ouverte_le", "identifiant", "statut", "due_le", "due_instant", "au_plus_tot",
    "tenue_le", "jours", "motif",
)  # fmt: skip


def en_lignes(echeances):
    return [
        (e.sujet_type, e.sujet, e.regle, e.ouverte_le, e.fait, e.statut, e.due_le, e.due_instant, e.au_plus_tot,
         e.tenue_le, e.jours, e.motif)
        for e in echeances
    ]  # fmt: skip


def lignes_du_cadre(tableau):
    longueur = {"jour": 10, "mois": 7, "annee": 4}
    lignes = []
    for ligne in tableau.iter_rows(named=True):
        ouverte = ligne["ouverte_le"].isoformat()[: longueur[ligne["precision"]]]
        instant = ligne["due_instant"]
        lignes.append(tuple(
            ouverte if c == "ouverte_le" else instant if c == "due_instant" else ligne[c] for c in COLONNES
        ))  # fmt: skip
    return sorted(lignes, key=repr)


def normees(lignes):
    """Instants in one time zone."""
    return sorted((tuple(v.timestamp() if hasattr(v, "timestamp") else v for v in ligne) for ligne in lignes), key=repr)


@given(faits=des_faits(), au=JOURS)
@settings(max_examples=60, deadline=None)
def test_le_calcul_en_colonnes_dit_la_meme_chose(faits, au):
    assert normees(lignes_du_cadre(evaluer_colonnes(REGLES, cadre(faits), au=au))) == normees(
        en_lignes(evaluer(REGLES, faits, au=au))
    )
