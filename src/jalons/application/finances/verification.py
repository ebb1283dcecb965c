"""What an amount entered by hand must be. Pure: fields in, faults by field out, all at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.droit import sources_financement
from jalons.noyau.montants import CENTIME, euros
from jalons.noyau.periodes import Periode

PLAFOND = Decimal(10) ** 10
"""Ten billion euros: more than a département spends in a year, all policies together."""
DELAI_DE_PAIEMENT_ANS = 3
"""Years after the end of a frame during which its money may still be committed, paid or justified."""

Fautes = dict[str, list[str]]
"""Sentences by field."""


@dataclass(frozen=True, slots=True)
class Attache:
    """What tells two amounts of one frame apart, besides the line itself."""

    fiche: int | None
    rubrique: int | None
    beneficiaire_nom: str


def fautes(ligne: LigneFinanciere, *, cadre: Periode | None) -> Fautes:
    """Everything wrong with ``ligne``; ``cadre`` is the period of its frame, when it is known."""
    trouvees: Fautes = defaultdict(list)
    if phrase := _valeur(ligne.valeur):
        trouvees["valeur"].append(phrase)
    if not ligne.libelle.strip():
        trouvees["libelle"].append("Donnez un libellé court : ce que ce montant paie.")
    if phrase := _source(ligne):
        trouvees["source"].append(phrase)
    for champ, phrase in _quand(ligne, cadre):
        trouvees[champ].append(phrase)
    return dict(trouvees)


def _valeur(valeur: Decimal) -> str:
    if not valeur.is_finite():
        return "Écrivez un montant en euros, par exemple 125 000 ou 125000,50."
    if valeur < 0:
        return f"Un montant n'est pas négatif (reçu {euros(valeur)}). Corrigez ou supprimez le montant d'origine."
    if valeur >= PLAFOND:
        return f"{euros(valeur)} dépasse {euros(PLAFOND)} : vérifiez l'unité (des euros, pas des centimes)."
    if valeur != valeur.quantize(CENTIME):
        return f"Un montant s'arrête au centime (reçu {valeur}) : arrondissez-le à deux décimales."
    return ""


def _source(ligne: LigneFinanciere) -> str:
    connues = {s.code for s in sources_financement()}
    if ligne.total:
        return "Un total annoncé mêle les sources : laissez la source vide." if ligne.source else ""
    if not ligne.source:
        return "Indiquez la source de financement ; seul un total annoncé n'en a pas."
    if ligne.source not in connues:
        return f"La source « {ligne.source} » n'existe pas. Sources connues : {', '.join(sorted(connues))}."
    return ""


def _quand(ligne: LigneFinanciere, cadre: Periode | None) -> list[tuple[str, str]]:
    if ligne.annee is not None and ligne.periode is not None:
        return [("annee", "Donnez un exercice ou une période, pas les deux.")]
    if ligne.annee is not None and ligne.par_an:
        return [("par_an", "Un montant d'un seul exercice ne revient pas chaque année : donnez l'un ou l'autre.")]
    if cadre is None:
        return []
    premiere, derniere = cadre.debut.annee - 1, cadre.fin.annee + DELAI_DE_PAIEMENT_ANS
    annees = (ligne.annee,) if ligne.annee is not None else ligne.periode.annees if ligne.periode else ()
    if all(premiere <= a <= derniere for a in annees):
        return []
    champ = "annee" if ligne.annee is not None else "debut"
    return [(champ, f"{annees[0]} est loin de la période du cadre ({cadre}) : attendu de {premiere} à {derniere}.")]


def doublon(ligne: LigneFinanciere, attache: Attache, autres: list[tuple[LigneFinanciere, Attache]]) -> str:
    """Why ``ligne`` repeats one of ``autres``, in French; empty when it does not.

    Forecast, notified and signed amounts exist once for a source, an action, a payee and a period; several
    instalments may be committed, paid or justified, unless they are the same to the cent and to the word.
    """
    for autre, sa_place in autres:
        if attache != sa_place or _identite(ligne) != _identite(autre):
            continue
        reference = ligne.version in (Version.PREVU, Version.NOTIFIE, Version.SIGNE)
        if reference or (ligne.valeur, ligne.libelle) == (autre.valeur, autre.libelle):
            return (
                f"« {autre.libelle} » ({autre.montant}, {autre.version.libelle}) dit déjà la même chose : "
                "modifiez-le, ou précisez l'action, la période ou le bénéficiaire."
            )
    return ""


def _identite(ligne: LigneFinanciere) -> tuple[object, ...]:
    return (
        ligne.source, ligne.version, ligne.beneficiaire, ligne.annee, ligne.periode, ligne.par_an, ligne.total,
        ligne.inclus_dans, ligne.libelle if ligne.total or ligne.inclus_dans else "",
    )  # fmt: skip
