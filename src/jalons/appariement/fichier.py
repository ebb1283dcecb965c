"""A problem as a JSON file: read with every fault at once, written in a stable order; ``lire(ecrire(x)) == x``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jalons.appariement.probleme import Ensemble, Lieu, Probleme
from jalons.noyau.gabarit import schema_json
from jalons.noyau.gabarit_donnees import en_donnees, relire
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.yaml_situe import DocumentYaml, verifier_forme

FORMAT = Path(__file__).with_name("appariement.schema.json")
ENTETE = "Problème de places. Format : docs/reference/format-appariement.md"


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    return dict(json.loads(FORMAT.read_text(encoding="utf-8")))


def produire_schema() -> dict[str, Any]:
    """The JSON Schema that the classes give; ``appariement.schema.json`` is its published copy."""
    return schema_json(Probleme, identifiant="jalons/appariement.schema.json", titre="Problème de places")


def lire(contenu: bytes, *, nom: str = "problème") -> Probleme:
    """The problem that a JSON file describes.

    Raises:
        EntreeRefusee: every fault, with its key, the value received and what was expected.
    """
    probleme = _construire(contenu, Probleme, schema(), nom)
    if fautes := list(verifier(probleme)):
        raise EntreeRefusee(fautes, quoi=nom)
    return probleme


def lire_lieux(contenu: bytes, *, nom: str = "lieux") -> tuple[Lieu, ...]:
    """Places to add to a problem: a JSON object with one key, ``lieux``.

    Raises:
        EntreeRefusee: as ``lire``.
    """
    forme = schema()
    reduit = {**forme, "properties": {"lieux": forme["properties"]["lieux"]}, "required": ["lieux"]}
    donnees = _charger(contenu, nom)
    if fautes := verifier_forme(DocumentYaml(donnees), reduit):
        raise EntreeRefusee(fautes, quoi=nom)
    lieux: tuple[Lieu, ...] = relire(tuple[Lieu, ...], donnees["lieux"])
    if fautes := list(_verifier_lieux(lieux)):
        raise EntreeRefusee(fautes, quoi=nom)
    return lieux


def ecrire(probleme: Probleme) -> str:
    """The JSON text of a problem, keys in the order of the format; what is unknown is left out."""
    return json.dumps(en_donnees(probleme), ensure_ascii=False, indent=1) + "\n"


def _construire(contenu: bytes, classe: type[Probleme], forme: dict[str, Any], nom: str) -> Probleme:
    donnees = _charger(contenu, nom)
    fautes = verifier_forme(DocumentYaml(donnees), forme)
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    try:
        return relire(classe, donnees)
    except ValueError as erreur:
        message = f"{abrege(erreur)} Corrigez cette date."
        raise EntreeRefusee([Faute(nom, message, attendu="un jour du calendrier")], quoi=nom) from erreur


def _charger(contenu: bytes, nom: str) -> Any:
    doubles: list[str] = []

    def objet(paires: list[tuple[str, Any]]) -> dict[str, Any]:
        doubles.extend(cle for cle, combien in Counter(c for c, _ in paires).items() if combien > 1)
        return dict(paires)

    def refuser(mot: str) -> Any:
        raise ValueError(f"« {mot} » n'est pas un nombre")

    try:
        donnees = json.loads(contenu.decode("utf-8-sig"), object_pairs_hook=objet, parse_constant=refuser)
    except json.JSONDecodeError as erreur:
        message = f"Ce n'est pas du JSON (colonne {erreur.colno} : {erreur.msg}). Vérifiez virgules et guillemets."
        raise EntreeRefusee([Faute(nom, message, attendu="un objet JSON", ligne=erreur.lineno)], quoi=nom) from erreur
    except (ValueError, RecursionError) as erreur:
        message = f"Fichier illisible : {abrege(erreur)}. Enregistrez-le en JSON, UTF-8."
        raise EntreeRefusee([Faute(nom, message, attendu="un objet JSON en UTF-8")], quoi=nom) from erreur
    if doubles:
        fautes = [Faute(c, f"La clé « {c} » est écrite deux fois dans un même objet : gardez-en une.") for c in doubles]
        raise EntreeRefusee(fautes, quoi=nom)
    return donnees


def verifier(probleme: Probleme) -> Iterator[Faute]:
    """What no single key can tell: names used twice, siblings who do not exist, contradictions."""
    if probleme.au.jour is None:
        yield Faute(
            "au", f"« {probleme.au.iso()} » n'est pas un jour : écrivez AAAA-MM-JJ.", probleme.au.iso(), "un jour"
        )
    yield from _doubles("enfants", [e.cle for e in probleme.enfants])
    yield from _doubles("fratries", [f.cle for f in probleme.fratries])
    yield from _verifier_lieux(probleme.lieux)
    yield from _verifier_fratries(probleme)
    yield from _verifier_incompatibilites(probleme)
    yield from _doubles("precedent", [a.enfant for a in probleme.precedent])


def _doubles(lieu: str, noms: list[str]) -> Iterator[Faute]:
    for nom, combien in Counter(noms).items():
        if combien > 1:
            yield Faute(lieu, f"« {nom} » y est {combien} fois : donnez un identifiant à chacun.", nom, "unique")


def _verifier_lieux(lieux: tuple[Lieu, ...]) -> Iterator[Faute]:
    yield from _doubles("lieux", [lieu.cle for lieu in lieux])
    for i, lieu in enumerate(lieux):
        if lieu.age_min is not None and lieu.age_max is not None and lieu.age_min > lieu.age_max:
            message = f"« {lieu.cle} » accueille de {lieu.age_min} à {lieu.age_max} ans : inversez ces âges."
            yield Faute(f"lieux[{i}].age_min", message, str(lieu.age_min), f"au plus {lieu.age_max}")
        if lieu.sejour_limite is False and lieu.sejour_max_jours is not None:
            message = (
                f"« {lieu.cle} » dit un séjour sans limite et une durée de {lieu.sejour_max_jours} jours : gardez l'un."
            )
            yield Faute(f"lieux[{i}].sejour_limite", message, "non", "oui, ou pas de durée")


def _verifier_fratries(probleme: Probleme) -> Iterator[Faute]:
    connus, pris = {e.cle for e in probleme.enfants}, dict[str, str]()
    for i, fratrie in enumerate(probleme.fratries):
        lieu = f"fratries[{i}].enfants"
        if len(set(fratrie.enfants)) < 2:
            recu = ", ".join(fratrie.enfants)
            yield Faute(
                lieu, f"La fratrie « {fratrie.cle} » compte moins de deux enfants : ôtez-la.", recu, "deux ou plus"
            )
        yield from _doubles(lieu, list(fratrie.enfants))
        for enfant in dict.fromkeys(fratrie.enfants):
            if enfant not in connus:
                yield Faute(
                    lieu, f"« {enfant} » n'est pas parmi les enfants : ajoutez-le ou ôtez-le.", enfant, "un enfant"
                )
            elif enfant in pris:
                yield Faute(
                    lieu, f"« {enfant} » est déjà de la fratrie « {pris[enfant]} » : gardez-en une.", enfant, "une"
                )
            pris[enfant] = fratrie.cle


def _verifier_incompatibilites(probleme: Probleme) -> Iterator[Faute]:
    obliges = {
        enfant: f.cle for f in probleme.fratries if f.ensemble is Ensemble.OBLIGATOIRE for enfant in f.enfants
    }  # fmt: skip
    for i, paire in enumerate(probleme.incompatibilites):
        lieu = f"incompatibilites[{i}].enfants"
        if len(paire.enfants) != 2 or paire.enfants[0] == paire.enfants[1]:
            yield Faute(
                lieu, "Une incompatibilité nomme deux enfants différents.", ", ".join(paire.enfants), "deux enfants"
            )
        elif (f := obliges.get(paire.enfants[0])) is not None and f == obliges.get(paire.enfants[1]):
            message = (
                f"{' et '.join(paire.enfants)} doivent rester ensemble (fratrie « {f} ») et sont incompatibles : "
                "passez la fratrie à « souhaite », ou ôtez l'incompatibilité."
            )
            yield Faute(lieu, message, ", ".join(paire.enfants), "une seule des deux")
