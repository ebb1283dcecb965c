"""When an annual execution report is due, and whether it is late. Pure: the day is an argument."""

from __future__ import annotations

from datetime import date

from jalons.droit import parametre, regimes
from jalons.droit.model import DroitInapplicable, Provenance
from jalons.noyau.accord import compter
from jalons.noyau.dates import jours_entre, texte_du_jour
from jalons.noyau.ecarts import Ecart, Gravite

LIMITE = "contractualisation.rapport_execution.limite"
OBJET = "rapport_execution"


def limite_du_rapport(exercice: int) -> tuple[date, Provenance] | None:
    """Last day, included, to settle the report of ``exercice``, and where that was read.

    A date that an act sets (or postpones) for that exercice comes first, else the general rule; ``None`` before it.
    """
    for regime in regimes():
        if echeance := regime.echeance(OBJET, exercice):
            return echeance.limite.fin, echeance.provenance
    try:
        valeur = parametre(LIMITE).valeur_au(date(exercice, 12, 31))
    except DroitInapplicable:
        return None
    mois, jour = (int(p) for p in str(valeur.valeur).split("-"))
    return date(exercice + 1, mois, jour), valeur.provenance


def rapport_en_retard(exercice: int, *, arrete_le: date | None, au: date, suivi: bool = True) -> list[Ecart]:
    """A report not settled jointly by its last day: settled late, or still awaited on ``au``.

    Args:
        suivi: whether the life of the contract is recorded here; otherwise a report of which nothing is said may have
            been settled elsewhere: its delay is not checkable.
    """
    trouve = limite_du_rapport(exercice)
    if trouve is None:
        return []
    limite, provenance = trouve
    jours = jours_entre(limite, arrete_le or au)
    if jours <= 0:
        return []
    if not suivi and arrete_le is None:
        return [_invisible(exercice, limite, provenance)]
    etat = f"a été arrêté le {texte_du_jour(arrete_le)}" if arrete_le else "n'est pas arrêté"
    suite = (
        "La date est figée avec le rapport : préparez le suivant plus tôt."
        if arrete_le
        else "Transmettez-le au préfet et à l'ARS."
    )
    return [
        Ecart(
            "rapport_en_retard", Gravite.AVERTISSEMENT, provenance.confirmee,
            f"Le rapport de l'exercice {exercice} {etat}, {compter(jours, 'jour')} après le {texte_du_jour(limite)}. "
            f"{suite}",
            {"exercice": exercice, "limite": limite.isoformat(), "jours": jours}, provenance.source,
            f"rapports/{exercice}",
        )
    ]  # fmt: skip


def _invisible(exercice: int, limite: date, provenance: Provenance) -> Ecart:
    return Ecart(
        "rapport_en_retard", Gravite.INFORMATION, provenance.confirmee,
        f"Retard non vérifiable : le contrat est antérieur à Jalons, et rien ne dit si le rapport de l'exercice "
        f"{exercice} a été arrêté avant le {texte_du_jour(limite)}. Rédigez-le ici, ou gardez-le dans vos archives.",
        {"exercice": exercice, "limite": limite.isoformat(), "verifiable": False}, provenance.source,
        f"rapports/{exercice}",
    )  # fmt: skip
