"""Rows of deadlines drawn from Python: a file holds sixty of them, each of five cells."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import LigneEcheance
from jalons.application.ui.composants.affichage import badge, statut
from jalons.application.ui.composants.filtres import date_fr
from jalons.application.ui.html import html, html_joint

register = template.Library()

_RANGEE = (
    '<tr><td>{}</td><th scope="row">{}{}</th><td>{}{}</td><td class="nombre">{}</td><td class="phrase">{}{}</td></tr>'
)
_SANS_DATE = frozenset({"sans_date", "seuil", "interdiction"})
_ABSENT = '<span class="absent">{}</span>'


@register.simple_tag
def lignes_echeances(lignes: Iterable[LigneEcheance], avec_sujet: bool = False) -> SafeString:
    """The rows of a table of deadlines, under ``faits/_entete.html``.

    Args:
        avec_sujet: name the subject of each, for a list about several.
    """
    return html_joint("\n", _RANGEE, (_cellules(ligne, avec_sujet) for ligne in lignes))


def _cellules(ligne: LigneEcheance, avec_sujet: bool) -> tuple[object, ...]:
    echeance, situation = ligne.echeance, ligne.situation
    nom = html('<a href="{}">{}</a>', url, echeance.libelle) if (url := ligne.url) else echeance.libelle
    ouverte = echeance.ouverte_par
    return (
        _due(echeance), nom, _sujet(ligne) if avec_sujet else "", statut("echeance", situation.statut),
        "" if echeance.confirmee else html(" {}", badge("Règle non confirmée", "inconnu", "inconnu")),
        _jours(situation.statut, situation.jours), situation.phrase,
        html('<br><span class="piece-detail">Ouverte par : {}.</span>', ouverte) if ouverte else "",
    )  # fmt: skip


def _due(echeance: Echeance) -> str:
    if echeance.due_le:
        return date_fr(echeance.due_le)
    if echeance.due_entre_debut:
        return f"entre le {date_fr(echeance.due_entre_debut)} et le {date_fr(echeance.due_entre_fin)}"
    return html(_ABSENT, "sans date" if echeance.forme in _SANS_DATE else "date inconnue")


def _sujet(ligne: LigneEcheance) -> SafeString:
    sujet = ligne.sujet
    dit = html('<a href="{}">{}</a>', sujet.url, sujet.titre) if sujet else ligne.genre
    return html('<br><span class="piece-detail">{}</span>', dit)


def _jours(etat: str, jours: int | None) -> str:
    if jours is None:
        return html(_ABSENT, "–")
    if jours > 0:
        return f"{jours} j après"
    if jours == 0:
        return "le jour même"
    return f"{-jours} j avant" if etat == "tenue" else f"reste {-jours} j"
