"""``{% load indicateurs %}``: progress of an indicator, which may pass 100 or go below 0; rows of the list."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from jalons.application.indicateurs.pages import LigneTableau
from jalons.application.indicateurs.rules import unite_d_un_ecart
from jalons.application.indicateurs.selectors import libelle_unite, symbole_unite
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.indicateurs.suivi import Suivi
from jalons.application.ui.adresses import vers
from jalons.application.ui.composants.affichage import badge, progression, statut
from jalons.application.ui.composants.filtres import date_fr, nombre
from jalons.application.ui.html import html, html_joint

register = template.Library()
register.filter("nom_de_source", nom_de_source)


@register.simple_tag
def avancement(taux: Decimal | None, libelle: str = "Avancement vers la cible") -> SafeString:
    """A bar from 0 to 100, and words outside it: "dépassée", "s'éloigne". ``None`` is said, never drawn as zero."""
    if taux is None:
        return html('<span class="progression-inconnue">{}</span>', "Non vérifiable")
    if taux < 0:
        return html("<span>{}\u202f% : s'éloigne de la cible</span>", nombre(taux))
    if taux > 100:
        return html("<span>{}\u202f% : cible dépassée</span>", nombre(taux))
    return progression(taux, libelle)


@register.filter
def mesure(valeur: Decimal | None, symbole: str = "") -> str:
    """A figure and its unit; ``None`` is "inconnu"."""
    return nombre(valeur) if valeur is None or not symbole else f"{nombre(valeur)}\u202f{symbole}"


@register.filter
def unite(code: str) -> str:
    """The name of a unit."""
    return libelle_unite(code)


@register.filter
def symbole(code: str) -> str:
    """What follows a number of that unit."""
    return symbole_unite(code)


@register.filter
def difference(valeur: Decimal | None, symbole: str = "") -> str:
    """The difference of two figures of that unit; ``None`` is "inconnu"."""
    return mesure(valeur, symbole if valeur is None else unite_d_un_ecart(symbole, valeur))


_LIGNE = (
    '<tr><th scope="row"><a href="{}">{}</a></th>{}<td>{}</td><td>{}</td>'
    '<td>{}</td><td>{}{}</td><td>{}{}</td><td class="nombre">{}</td></tr>\n'
)
_VALEUR = '<div>{} <span class="text-secondary">{}, {}</span></div>'
_SANS_VALEUR = html('<span class="absent">{}</span>', "Aucune valeur")
_SANS_FORME = html('<span class="absent">{}</span>', "–")
_SANS_ECART = html('<span class="absent">{}</span>', "pas deux sources")


@register.simple_tag
def lignes_d_indicateurs(lignes: Iterable[LigneTableau], plusieurs: bool = False) -> SafeString:
    """Rows of the list, drawn in Python: a template spends more on each than the computation of the indicator.

    Args:
        plusieurs: whether each row says its collectivité.
    """
    return mark_safe("".join(_ligne(ligne, plusieurs) for ligne in lignes))  # noqa: S308 - each line is escaped


def _ligne(ligne: LigneTableau, plusieurs: bool) -> SafeString:
    suivi, indicateur, unite = ligne.suivi, ligne.indicateur, ligne.unite
    return html(
        _LIGNE,
        vers("indicateurs:detail", indicateur.pk),
        indicateur.libelle,
        html("<td>{}</td>", str(indicateur.collectivite)) if plusieurs else "",
        _dernieres(suivi, unite) or _SANS_VALEUR,
        mark_safe(ligne.forme.svg) if ligne.forme else _SANS_FORME,  # noqa: S308 - drawn by analyse.graphiques
        _cible(suivi, unite),
        "" if suivi.avancement is None else html("{} ", avancement(suivi.avancement)),
        statut("cible", suivi.etat),
        statut("fraicheur", ligne.fraicheur),
        html('<div class="text-secondary">attendue le {}</div>', date_fr(suivi.prochaine)) if suivi.prochaine else "",
        _ecart(suivi, unite),
    )


def _dernieres(suivi: Suivi, unite: str) -> SafeString:
    lues = ((mesure(s.valeur, unite), nom_de_source(s.source), str(s.periode)) for s in suivi.dernieres)
    return html_joint("", _VALEUR, lues)


def _cible(suivi: Suivi, unite: str) -> SafeString | str:
    cible = suivi.cible_finale
    if suivi.sans_cible or cible is None:
        return badge("Sans cible", "attention", "alerte")
    if cible.valeur is None:
        return f"de {nombre(cible.minimum)} à {mesure(cible.maximum, unite)}"
    return html('{} <span class="text-secondary">fin {}</span>', mesure(cible.valeur, unite), str(suivi.annee_cible))


def _ecart(suivi: Suivi, unite: str) -> SafeString | str:
    if not suivi.sources:
        return "–"
    return _SANS_ECART if suivi.dernier_ecart is None else difference(suivi.dernier_ecart, unite)
