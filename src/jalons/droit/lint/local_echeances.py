"""Checks of a département's own delays, against the national catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jalons.droit.lint.echeances import (
    Evenements,
    Remarque,
    controler_delai,
    controler_regle,
    genre_du_delai,
)
from jalons.droit.lint.lecture import forme
from jalons.droit.loader import CATALOGUE, lire
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import DocumentYaml, verifier_forme


def verifier_echeances_locales(document: DocumentYaml, nom: str) -> list[Faute]:
    """Every fault of a local file already read as YAML."""
    mal_forme = verifier_forme(document, forme("echeances_local"))
    if mal_forme:
        return [replace(f, lieu=f"{nom} : {f.lieu}") for f in mal_forme]
    fautes = (document.faute(ou, message, recu=recu) for ou, message, recu in _remarques(document.donnees))
    return [replace(f, lieu=f"{nom} : {f.lieu}") for f in fautes]


def _remarques(local: dict[str, Any]) -> Iterator[Remarque]:
    nationales = {r["code"]: r for f in sorted((CATALOGUE / "echeances").glob("*.yaml")) for r in lire(f)["regles"]}
    fichiers = sorted((CATALOGUE / "nomenclatures" / "evenements").glob("*.yaml"))
    connus = {e["code"]: e for f in fichiers for e in lire(f)["evenements"]}
    for i, code in enumerate(local.get("activer", ())):
        if code not in nationales:
            yield ("activer", i), f"Règle inconnue au catalogue national : « {code} ».", code
    for i, evenement in enumerate(local.get("evenements", ())):
        if evenement["code"] in connus:
            message = f"L'événement « {evenement['code']} » existe déjà : choisissez un autre code, ou retirez-le."
            yield ("evenements", i, "code"), message, evenement["code"]
        connus.setdefault(evenement["code"], evenement)
    yield from _valeurs(local, nationales)
    vus: set[str] = set()
    for i, regle in enumerate(local.get("regles", ())):
        if regle["code"] in vus:
            yield ("regles", i, "code"), f"« {regle['code']} » est déjà pris : choisissez un autre code.", regle["code"]
        vus.add(regle["code"])
        yield from ((("regles", i, *ou), m, r) for ou, m, r in controler_regle(regle, Evenements(connus)))


def _valeurs(local: dict[str, Any], nationales: dict[str, Any]) -> Iterator[Remarque]:
    fins: dict[str, str | None] = {}
    for i, valeur in sorted(enumerate(local.get("valeurs", ())), key=lambda p: (p[1]["code"], p[1]["du"] or "")):
        code = valeur["code"]
        if code not in nationales:
            yield ("valeurs", i, "code"), f"Règle inconnue au catalogue national : « {code} ».", code
        elif not any("parametre" in v["delai"] for v in nationales[code]["versions"]):
            message = f"La règle « {code} » a une valeur nationale : un département ne la change pas."
            yield ("valeurs", i, "code"), message, code
        yield from ((("valeurs", i, "delai", *ou), m, r) for ou, m, r in controler_delai(valeur["delai"]))
        if genre_du_delai(valeur["delai"]) not in {"duree", "immediat", "age", "jour_de_l_annee", "jour_fixe", None}:
            yield (
                ("valeurs", i, "delai"),
                "Une valeur locale donne une date : une durée, un âge ou un jour.",
                valeur["delai"],
            )
        if code in fins and (fins[code] is None or valeur["du"] is None or str(fins[code]) >= valeur["du"]):
            message = f"Deux valeurs de « {code} » se chevauchent : terminez la première la veille de la seconde."
            yield ("valeurs", i, "du"), message, valeur["du"]
        fins[code] = valeur.get("au")
