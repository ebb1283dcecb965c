"""``{% load finances %}``: the table of amounts, a line of a simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from jalons.application.finances.formulaire_simulation import LigneProposee
from jalons.application.finances.tableaux import Cellule, Pivot
from jalons.application.ui.composants.listes import tableau
from jalons.application.ui.html import html, html_joint

register = template.Library()


VIDE = html('<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>', "aucun montant")
COCHEE = SafeString(" checked")
SANS_TOTAL = html(
    '<p class="form-hint">{}</p>',
    "Pas de total : des montants « par an », d'une période donnée ou sans période ne s'additionnent pas.",
)


@register.simple_tag
def pivot(objet: Pivot, legende: str, entete: str, toutes: bool = False) -> SafeString:
    """The amounts in a table, written in Python: one by action has hundreds of cells.

    Args:
        legende: caption of the table.
        entete: heading of its first column.
        toutes: several versions are shown: each amount says which one it is.
    """
    total = not objet.rythmes_melanges
    titres = [*(c.libelle for c in objet.colonnes), *(["Total"] if total else [])]
    lignes = [(x.libelle, [*x.cellules, *([x.total] if total else [])]) for x in objet.lignes]
    pied = _rangee("Ensemble", [*objet.pied, *([objet.total] if total else [])], toutes)
    contenu = html(
        '<thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody><tfoot>{}</tfoot>',
        entete,
        html_joint("", '<th scope="col" class="nombre">{}</th>', ((t,) for t in titres)),
        html_joint("", "{}", ((_rangee(libelle, cellules, toutes),) for libelle, cellules in lignes)),
        pied,
    )
    return html("{}{}", tableau(contenu, legende=legende, dense=True), "" if total else SANS_TOTAL)


def _rangee(libelle: str, cellules: Sequence[Cellule | None], toutes: bool) -> SafeString:
    corps = html_joint("", '<td class="nombre">{}</td>', ((_cellule(c, toutes),) for c in cellules))
    return html('<tr><th scope="row">{}</th>{}</tr>', libelle, corps)


def _cellule(cellule: Cellule | None, toutes: bool) -> SafeString | str:
    if not cellule:
        return VIDE
    if not toutes:
        return ", ".join(str(m) for _, m in cellule.montants)
    return html_joint("", '<div>{} <span class="text-secondary">{}</span></div>', (
        (str(m), v.libelle) for v, m in cellule.montants
    ))  # fmt: skip


@register.filter
def commentaire(justifications: Mapping[str, Any], cle: str) -> str:
    """The comment that justifies an écart; empty when there is none."""
    trouvee = justifications.get(cle)
    return trouvee.commentaire if trouvee is not None else ""


@register.simple_tag
def ligne_simulable(ligne: LigneProposee) -> SafeString:
    """One amount of a simulation: take it away, or write another one; the faults of what was written beside it."""
    champ = ligne.nouveau
    erreurs = champ.errors
    attributs: dict[str, str | bool] = {
        "class": f"form-control{' is-invalid' if erreurs else ''}",
        "aria-label": str(champ.label),
    }
    if erreurs:
        attributs |= {"aria-invalid": "true", "aria-describedby": f"{champ.auto_id}_erreur"}
    fautes = html_joint("", "<p>{}</p>", ((e,) for e in erreurs))
    case = html(
        '<input type="checkbox" class="form-check-input" name="retraits" value="{}" aria-label="Retirer {}"{}>',
        ligne.cle, f"{ligne.libelle} ({ligne.montant})", COCHEE if ligne.retiree else "",
    )  # fmt: skip
    saisie = champ.as_widget(attrs=attributs)
    if erreurs:
        saisie = html('{}<div class="erreur-champ" id="{}_erreur">{}</div>', saisie, champ.auto_id, fautes)
    return html(
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td class="nombre">{}</td><td>{}</td><td>{}</td></tr>',
        ligne.libelle, ligne.source, ligne.temps, ligne.montant, case, saisie,
    )  # fmt: skip
