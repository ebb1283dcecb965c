"""Amounts of a schéma, written among the finances of its frame. What agents have changed or taken away stays so.

A contract needs nothing of this: its file has a place for amounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre, Fiche
from jalons.application.finances import services as finances
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.relecture.assemblage import ligne_financiere
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.rules import Lu
from jalons.noyau.differences import Difference
from jalons.noyau.saisie import EntreeRefusee, Faute


def ecrire_montants(
    relecture: Relecture, cadre: int, retenus: Iterable[Lu], fiches: Mapping[int, int], par: Agent | None
) -> int:
    """Write the amounts that no import of this document has written yet, as forecasts; how many.

    Must run in a transaction, that the exception undoes.

    Args:
        fiches: the fiche that each element gave, by key: an amount read under one is its own.

    Raises:
        EntreeRefusee: every amount that cannot be one.
    """
    dans, objets = Cadre.objects.get(pk=cadre), Fiche.objects.in_bulk(list(fiches.values()))
    fautes, ecrits = list[Faute](), 0
    for x, ligne in _neufs(relecture, retenus):
        try:
            finances.ajouter_montant(
                cadre=dans,
                par=par,
                cle=ligne.cle,
                fiche=objets.get(fiches.get(x.parent or 0, 0)),
                **_champs(relecture, ligne),
            )
            ecrits += 1
        except ValidationError as refus:
            fautes += [Faute("sections", f"Montant « {x.texte[:60]} » : {m}", x.valeur) for m in refus.messages]
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'import")
    return ecrits


def previsualiser_montants(relecture: Relecture, retenus: Iterable[Lu]) -> list[Difference]:
    """What writing these amounts would add."""
    return [
        Difference(("Montants", ligne.libelle), None, str(ligne.montant)) for _, ligne in _neufs(relecture, retenus)
    ]


def _neufs(relecture: Relecture, retenus: Iterable[Lu]) -> list[tuple[Lu, LigneFinanciere]]:
    lignes = [
        (x, ligne)
        for x in retenus
        if x.genre == "montant" and not x.importe
        if (ligne := ligne_financiere(x, f"lu-{relecture.pk}", Version.PREVU))
    ]
    deja = set(
        Montant.objects.filter(cadre=relecture.cadre_id, cle__in=[x.cle for _, x in lignes]).values_list(
            "cle", flat=True
        )
    )
    return [(x, ligne) for x, ligne in lignes if ligne.cle not in deja]


def _champs(relecture: Relecture, ligne: LigneFinanciere) -> dict[str, object]:
    return {
        "libelle": ligne.libelle, "valeur": ligne.valeur, "precision": ligne.precision.value, "source": ligne.source,
        "version": ligne.version.value, "annee": ligne.annee, "par_an": ligne.par_an, "est_total": ligne.total,
        "debut": ligne.periode.debut if ligne.periode else None, "fin": ligne.periode.fin if ligne.periode else None,
        "commentaire": f"Lu dans « {relecture.nom} ».",
    }  # fmt: skip
