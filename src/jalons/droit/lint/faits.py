"""The checks of a file of facts, against the events that the rules know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jalons.droit.echeances.faits import fait
from jalons.droit.echeances.regles import Attribut, Regles
from jalons.droit.lint.lecture import forme
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin, DocumentYaml, verifier_forme

ANNEES = range(1900, 2201)
"""Years that a fact may bear: beyond, it is a typing error."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "texte": (str,), "date": (str,), "entier": (int,), "nombre": (int, float), "booleen": (bool,),
}  # fmt: skip

JOUR_ILLISIBLE = "(jour illisible)"
"""Marks a fact whose day or instant has a wrong shape: nothing more is said of it."""

Remarque = tuple[Chemin, str, Any]


def verifier_faits(document: DocumentYaml, nom: str, regles: Regles) -> list[Faute]:
    """Every fault of a file of facts already read: shape, dates, events and attributes."""
    trouvees = verifier_forme(document, forme("echeances_faits"))
    mal_dits = {f.lieu for f in trouvees}
    faits = document.donnees.get("faits")
    for rang, donnees in enumerate(faits if isinstance(faits, list) else ()):
        if isinstance(donnees, dict):
            trouvees += [
                document.faute(("faits", rang, *ou), message, recu=recu)
                for ou, message, recu in _du_fait(_lisible(donnees, rang, mal_dits), regles)
            ]
    trouvees.sort(key=lambda f: f.ligne or 0)
    return [replace(f, lieu=f"{nom} : {f.lieu}" if f.lieu else nom) for f in trouvees]


def _lisible(donnees: Mapping[str, Any], rang: int, mal_dits: Collection[str]) -> dict[str, Any]:
    """What may be checked of a fact whatever else is wrong with it: a value of a wrong shape is told already."""
    illisibles = {
        cle for cle in donnees
        if any(lieu == f"faits[{rang}].{cle}" or lieu.startswith(f"faits[{rang}].{cle}.") for lieu in mal_dits)
    }  # fmt: skip
    lisible = {cle: valeur for cle, valeur in donnees.items() if cle not in illisibles}
    return lisible | {JOUR_ILLISIBLE: True} if illisibles & {"le", "instant"} else lisible


def _du_fait(donnees: Mapping[str, Any], regles: Regles) -> Iterator[Remarque]:
    if JOUR_ILLISIBLE not in donnees:
        yield from _date(donnees, regles)
    if "evenement" not in donnees:
        return
    evenement = regles.evenements.get(donnees["evenement"])
    if evenement is None:
        message = f"Événement inconnu : « {donnees['evenement']} ». « jalons echeances evenements » en donne la liste."
        yield ("evenement",), message, donnees["evenement"]
        return
    if donnees.get("sujet_type", evenement.sujets[0]) not in evenement.sujets:
        permis = ", ".join(evenement.sujets)
        message = f"L'événement « {evenement.code} » arrive à : {permis}. Corrigez le sujet ou l'événement."
        yield ("sujet_type",), message, donnees["sujet_type"]
    connus = {a.nom: a for a in evenement.attributs}
    for nom, valeur in donnees.get("attributs", {}).items():
        if nom not in connus:
            liste = ", ".join(connus) or "aucun"
            message = f"L'événement « {evenement.code} » n'a pas l'attribut « {nom} ». Attributs possibles : {liste}."
            yield ("attributs", nom), message, nom
        elif valeur is not None:
            yield from ((("attributs", nom), m, valeur) for m in _valeur(connus[nom], valeur))


def _date(donnees: Mapping[str, Any], regles: Regles) -> Iterator[Remarque]:
    try:
        lu = fait({"sujet_type": "", "sujet": "", "evenement": "", **donnees}, regles.territoire)
    except ValueError as erreur:
        ou: Chemin = ("instant",) if donnees.get("instant") else ("le",) if donnees.get("le") else ()
        yield ou, str(erreur), donnees.get("instant") or donnees.get("le") or ""
        return
    if lu.le.annee not in ANNEES:
        yield ("le",), f"L'année {lu.le.annee} est impossible : vérifiez la date.", lu.le.annee
    if donnees.get("instant") and donnees.get("le") and not _compatible(lu.le, DateCivile.lire(donnees["le"])):
        yield ("le",), "Le jour et l'instant se contredisent : gardez l'un des deux.", donnees["le"]


def _compatible(jour: DateCivile, dit: DateCivile) -> bool:
    return dit.debut <= jour.debut <= dit.fin


def _valeur(attribut: Attribut, valeur: Any) -> Iterator[str]:
    permis = _TYPES[attribut.type]
    if not isinstance(valeur, permis) or (isinstance(valeur, bool) and attribut.type != "booleen"):
        yield f"« {attribut.nom} » attend un {attribut.type} : corrigez cette valeur."
    elif attribut.valeurs is not None and valeur not in attribut.valeurs:
        yield f"« {valeur} » n'est pas une valeur de « {attribut.nom} » : {', '.join(map(str, attribut.valeurs))}."
    elif attribut.type == "date":
        try:
            DateCivile.lire(str(valeur))
        except ValueError as erreur:
            yield str(erreur)
