"""Checks of the regimes: inheritance, lists against composition, engagements, deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jalons.droit.lint.lecture import Catalogue
from jalons.noyau.accord import compter
from jalons.noyau.saisie import Faute

Brut = dict[str, Any]


def regimes(catalogue: Catalogue) -> Iterator[Faute]:
    """Every fault of the regimes, taken together then one by one."""
    connus: dict[str, Brut] = {}
    codes: set[str] = set()
    exercices: dict[int, str] = {}
    for fichier, brut in catalogue.regimes():
        yield from _identite(catalogue, fichier, brut, connus, exercices)
        parent = connus.get(brut.get("herite_de") or "", {})
        complet = {**{c: parent.get(c) for c in ("engagements", "objectifs", "listes_completes")}, **brut}
        yield from _objectifs(catalogue, fichier, complet, propres="objectifs" in brut)
        yield from _composition(catalogue, fichier, complet)
        yield from _echeances(catalogue, fichier, brut, codes)
        connus.setdefault(brut["id"], complet)


def _identite(
    catalogue: Catalogue, fichier: str, brut: Brut, connus: dict[str, Brut], exercices: dict[int, str]
) -> Iterator[Faute]:
    if brut["id"] in connus:
        yield catalogue.faute(fichier, ("id",), f"Le régime « {brut['id']} » existe déjà.", recu=brut["id"])
    herite = brut.get("herite_de")
    if herite is not None and herite not in connus:
        message = f"Le régime « {herite} », dont celui-ci hérite, n'existe pas ou n'est pas antérieur."
        yield catalogue.faute(fichier, ("herite_de",), message, recu=herite, attendu=", ".join(connus))
    if herite is None and not {"engagements", "objectifs", "listes_completes"} <= brut.keys():
        message = "Un régime qui n'hérite d'aucun autre donne ses engagements, ses objectifs et listes_completes."
        yield catalogue.faute(fichier, (), message)
    for exercice in brut["exercices"]:
        if exercice in exercices:
            message = f"L'exercice {exercice} relève déjà du régime « {exercices[exercice]} » : un seul peut le régir."
            yield catalogue.faute(fichier, ("exercices",), message, recu=exercice)
        exercices.setdefault(exercice, brut["id"])
    if brut["publie_le"] is not None and brut["publie_le"] < brut["date_acte"]:
        message = f"L'acte serait publié ({brut['publie_le']}) avant d'être pris ({brut['date_acte']})."
        yield catalogue.faute(fichier, ("publie_le",), message, recu=brut["publie_le"])


def _objectifs(catalogue: Catalogue, fichier: str, brut: Brut, *, propres: bool) -> Iterator[Faute]:
    numeros = [e["numero"] for e in brut["engagements"] or ()]
    if len(numeros) != len(set(numeros)):
        yield catalogue.faute(fichier, ("engagements",), "Deux engagements portent le même numéro.", recu=numeros)
    if not propres:
        return
    vus: set[tuple[str, Any]] = set()
    for rang, objectif in enumerate(brut["objectifs"]):
        for champ in ("code", "numero"):
            if objectif[champ] is not None and (champ, objectif[champ]) in vus:
                message = f"Deux objectifs du régime portent « {objectif[champ]} » : corrigez l'un des deux."
                yield catalogue.faute(fichier, ("objectifs", rang, champ), message, recu=objectif[champ])
            vus.add((champ, objectif[champ]))
        if objectif["engagement"] is not None and objectif["engagement"] not in numeros:
            message = f"L'engagement {objectif['engagement']} n'existe pas dans ce régime."
            attendu = ", ".join(map(str, numeros))
            yield catalogue.faute(
                fichier, ("objectifs", rang, "engagement"), message, recu=objectif["engagement"], attendu=attendu
            )


def _composition(catalogue: Catalogue, fichier: str, brut: Brut) -> Iterator[Faute]:
    regle, completes = brut["composition"], brut["listes_completes"] or {}
    mini, maxi = regle["facultatifs_min"], regle["facultatifs_max"]
    if mini is not None and maxi is not None and mini > maxi:
        message = f"Le minimum d'objectifs facultatifs ({mini}) dépasse le maximum ({maxi})."
        yield catalogue.faute(fichier, ("composition", "facultatifs_min"), message, recu=mini)
    bornes = {"obligatoire": regle["obligatoires"], "facultatif": maxi}
    for categorie, prevus in bornes.items():
        listes = sum(o["categorie"] == categorie for o in brut["objectifs"] or ())
        complete = completes.get(f"{categorie}s", False)
        if prevus is None or listes == prevus or (not complete and listes < prevus):
            continue
        etat = "déclarée complète " if complete else ""
        porte = compter(listes, f"objectif {categorie}")
        message = f"La liste {etat}porte {porte}, la composition en prévoit {prevus}."
        yield catalogue.faute(fichier, ("composition",), message, recu=listes, attendu=str(prevus))


def _echeances(catalogue: Catalogue, fichier: str, brut: Brut, codes: set[str]) -> Iterator[Faute]:
    for rang, echeance in enumerate(brut["echeances"]):
        lieu = ("echeances", rang)
        if echeance["code"] in codes:
            message = f"L'échéance « {echeance['code']} » existe déjà : un code est unique sur tous les régimes."
            yield catalogue.faute(fichier, (*lieu, "code"), message, recu=echeance["code"])
        codes.add(echeance["code"])
        if echeance["exercice"] is not None and echeance["exercice"] not in brut["exercices"]:
            message = f"L'exercice {echeance['exercice']} ne relève pas de ce régime."
            yield catalogue.faute(fichier, (*lieu, "exercice"), message, recu=echeance["exercice"])
        if echeance.get("reportee_a") is not None and echeance["reportee_a"] <= echeance["date"]:
            message = "Un report donne une date postérieure à la première."
            yield catalogue.faute(fichier, (*lieu, "reportee_a"), message, recu=echeance["reportee_a"])
