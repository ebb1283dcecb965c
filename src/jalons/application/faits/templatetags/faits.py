"""Rows of deadlines drawn from Python: a file holds sixty of them, each of five cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django import template
from django.utils.safestring import SafeString

from jalons.application.faits.adresses import modeles
from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import LigneEcheance
from jalons.application.ui.composants.affichage import badge, statut
from jalons.application.ui.composants.filtres import date_fr
from jalons.application.ui.html import echapper, html

register = template.Library()

_SANS_DATE = frozenset({"sans_date", "seuil", "interdiction"})
_INCONNUE, _SANS = '<span class="absent">date inconnue</span>', '<span class="absent">sans date</span>'


@register.simple_tag
def lignes_echeances(lignes: Iterable[LigneEcheance], avec_sujet: bool = False) -> SafeString:
    """The rows of a table of deadlines, under ``faits/_entete.html``.

    Args:
        avec_sujet: name the subject of each, for a list about several.
    """
    pages = modeles()
    rangees = [_rangee(ligne, pages.get(ligne.echeance.sujet_type), avec_sujet) for ligne in lignes]
    return SafeString("\n".join(rangees))


def _rangee(ligne: LigneEcheance, page: Callable[[int], str] | None, avec_sujet: bool) -> str:
    echeance, situation = ligne.echeance, ligne.situation
    nom = echapper(echeance.libelle)
    if page is not None:
        nom = f'<a href="{page(echeance.pk)}">{nom}</a>'
    sujet = _sujet(ligne) if avec_sujet else ""
    reserve = "" if echeance.confirmee else f" {badge('Règle non confirmée', 'inconnu', 'inconnu')}"
    ouverte = echeance.ouverte_par
    detail = f'<br><span class="piece-detail">Ouverte par : {echapper(ouverte)}.</span>' if ouverte else ""
    return (
        f'<tr><td>{_due(echeance)}</td><th scope="row">{nom}{sujet}</th>'
        f"<td>{statut('echeance', situation.statut)}{reserve}</td>"
        f'<td class="nombre">{_jours(situation.statut, situation.jours)}</td>'
        f'<td class="phrase">{echapper(situation.phrase)}{detail}</td></tr>'
    )


def _due(echeance: Echeance) -> str:
    if echeance.due_le:
        return date_fr(echeance.due_le)
    if echeance.due_entre_debut:
        return f"entre le {date_fr(echeance.due_entre_debut)} et le {date_fr(echeance.due_entre_fin)}"
    return _SANS if echeance.forme in _SANS_DATE else _INCONNUE


def _sujet(ligne: LigneEcheance) -> str:
    sujet = ligne.sujet
    dit = html('<a href="{}">{}</a>', sujet.url, sujet.titre) if sujet else echapper(ligne.genre)
    return f'<br><span class="piece-detail">{dit}</span>'


def _jours(etat: str, jours: int | None) -> str:
    if jours is None:
        return '<span class="absent">–</span>'
    if jours > 0:
        return f"{jours} j après"
    if jours == 0:
        return "le jour même"
    return f"{-jours} j avant" if etat == "tenue" else f"reste {-jours} j"
