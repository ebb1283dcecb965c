"""Indicators that a document names: defined for the département, and tied to the fiches that they measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from jalons.application.acces.models import Agent
from jalons.application.fiches import services as fiches_services
from jalons.application.fiches.models import Fiche, FicheIndicateur
from jalons.application.indicateurs import services as indicateurs
from jalons.application.indicateurs.models import Indicateur
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.rules import Lu
from jalons.application.relecture.services.cibles import indicateurs_connus
from jalons.noyau.differences import Difference
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.textes import cle_tri

_UNITES = (
    ("pourcent", re.compile(r"(?:taux|part|proportion|pourcentage|%)\b")),
    ("nombre", re.compile(r"(?:nombre|nb|effectifs?|volume)\b")),
)
A_PRECISER = "à préciser"
"""Unit of an indicator of which the document does not say how it is counted."""


def unite_dite(texte: str) -> str:
    """The unit that the first word of an indicator says.

    >>> unite_dite("Taux de recours"), unite_dite("Nombre d'enfants"), unite_dite("Satisfaction des familles")
    ('pourcent', 'nombre', 'à préciser')
    """
    plat = cle_tri(texte).strip()
    return next((unite for unite, motif in _UNITES if motif.match(plat)), A_PRECISER)


def ecrire_indicateurs(
    relecture: Relecture, retenus: Iterable[Lu], fiches: Mapping[int, int], par: Agent | None
) -> int:
    """Define the indicators that the département has not, tie each to its fiche; how many were not imported yet.

    One that an agent untied from a fiche since stays untied. Must run in a transaction, that the exception undoes.

    Args:
        fiches: the fiche that each element gave, by key.

    Raises:
        EntreeRefusee: every indicator that cannot be one.
    """
    connus, fautes = indicateurs_connus(relecture), list[Faute]()
    neufs = [x for x in retenus if x.genre == "indicateur" and not x.importe]
    a_lier: dict[int, list[Indicateur]] = {}
    for x in neufs:
        nom = cle_tri(x.texte)
        try:
            if nom not in connus:
                connus[nom] = indicateurs.creer(
                    collectivite=relecture.collectivite_id, par=par, libelle=x.texte, unite=unite_dite(x.texte)
                )
        except ValidationError as refus:
            fautes += [Faute("sections", f"Indicateur « {x.texte[:60]} » : {m}", x.texte) for m in refus.messages]
            continue
        if fiche := fiches.get(x.parent or 0):
            a_lier.setdefault(fiche, []).append(connus[nom])
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'import")
    _lier(a_lier, par)
    return len(neufs)


def _lier(a_lier: Mapping[int, list[Indicateur]], par: Agent | None) -> None:
    """Add these indicators to those of each fiche."""
    liens = FicheIndicateur.objects.filter(fiche__in=list(a_lier)).select_related("indicateur")
    siens: dict[int, list[Indicateur]] = {}
    for lien in liens:
        siens.setdefault(lien.fiche_id, []).append(lien.indicateur)
    for fiche in Fiche.objects.filter(pk__in=list(a_lier)).order_by("pk"):
        voulus = [*siens.get(fiche.pk, []), *a_lier[fiche.pk]]
        fiches_services.definir_indicateurs(fiche=fiche, version=None, indicateurs=voulus, par=par)


def previsualiser_indicateurs(relecture: Relecture, retenus: Iterable[Lu]) -> list[Difference]:
    """The indicators that would be defined."""
    connus = indicateurs_connus(relecture)
    noms = dict.fromkeys(
        x.texte for x in retenus if x.genre == "indicateur" and not x.importe and cle_tri(x.texte) not in connus
    )
    return [Difference(("Indicateurs", nom), None, unite_dite(nom)) for nom in noms]
