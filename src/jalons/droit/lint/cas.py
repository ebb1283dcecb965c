"""The checks of the cases of delay and of the open questions: well formed, and every name leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jalons.droit.echeances.catalogue import evenements, toutes_les_regles
from jalons.droit.lint.lecture import lire_fichier
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin, DocumentYaml

Remarque = tuple[Chemin, str, Any]


def verifier_cas(dossier: Path) -> list[Faute]:
    """Every fault of the cases of ``dossier`` (``echeances`` and ``a_trancher``), the catalogue being sound."""
    connues = {r.code for r in toutes_les_regles()}, set(evenements())
    fautes: list[Faute] = []
    for sous_dossier, forme, liste in (
        ("echeances", "echeances_cas", "cas"),
        ("a_trancher", "echeances_a_trancher", "questions"),
    ):
        for chemin in sorted((dossier / sous_dossier).glob("*.yaml")):
            nom = f"cas/{sous_dossier}/{chemin.name}"
            document, mal_forme = lire_fichier(chemin, nom, forme)
            fautes += mal_forme
            if document is not None and not mal_forme:
                fautes += _fautes(document, nom, liste, *connues)
    return fautes


def _fautes(document: DocumentYaml, nom: str, liste: str, regles: set[str], codes: set[str]) -> Iterator[Faute]:
    for rang, cas in enumerate(document.donnees[liste]):
        local = cas.get("local", {})
        connues = regles | {r["code"] for r in local.get("regles", ())}
        connus = codes | {e["code"] for e in local.get("evenements", ())}
        for ou, message, recu in (*_noms(cas, connues, connus), *_jours(cas)):
            faute = document.faute((liste, rang, *ou), message, recu=recu)
            yield replace(faute, lieu=f"{nom} : {faute.lieu}")


def _noms(cas: dict[str, Any], regles: set[str], connus: set[str]) -> Iterator[Remarque]:
    for i, code in enumerate(cas["regles"]):
        if code not in regles:
            yield ("regles", i), f"Règle inconnue : « {code} ».", code
    for i, attendue in enumerate(cas.get("attendu", ())):
        if attendue["regle"] not in cas["regles"]:
            yield (
                ("attendu", i, "regle"),
                f"« {attendue['regle']} » n'est pas parmi les règles du cas.",
                attendue["regle"],
            )
    for i, fait in enumerate(cas.get("faits", ())):
        if fait["evenement"] not in connus:
            yield ("faits", i, "evenement"), f"Événement inconnu : « {fait['evenement']} ».", fait["evenement"]
        if "le" not in fait and "instant" not in fait:
            yield ("faits", i), "Un fait a une date (le) ou un instant.", fait["evenement"]


def _jours(cas: dict[str, Any]) -> Iterator[Remarque]:
    dates: list[tuple[Chemin, Any]] = [(("au",), cas.get("au"))]
    dates += [(("faits", i, "le"), f.get("le")) for i, f in enumerate(cas.get("faits", ()))]
    dates += [
        (("attendu", i, cle), a.get(cle))
        for i, a in enumerate(cas.get("attendu", ()))
        for cle in ("due_le", "tenue_le", "au_plus_tot", "ouverte_le")
    ]
    for ou, texte in dates:
        try:
            if texte is not None:
                DateCivile.lire(texte)
        except ValueError as erreur:
            yield ou, str(erreur), texte
