"""A département's own delays: uncertain rules it switches on, values that the law leaves to it, rules of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jalons.droit.echeances.catalogue import (
    delai,
    evenement,
    evenements,
    regle,
    territoire,
    toutes_les_regles,
)
from jalons.droit.echeances.regles import PREAVIS_JOURS, RegleDelai, Regles, Version
from jalons.droit.loader import CATALOGUE
from jalons.droit.valeurs import Provenance
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import lire_yaml

MATIERE_LOCALE = "local"


def regles_du_departement(fichier: Path | bytes, *, nom: str = "echeances.yaml") -> Regles:
    """The national rules as a département's file completes them.

    Raises:
        EntreeRefusee: with every fault of the file; nothing is loaded.
    """
    from jalons.droit.lint.local_echeances import verifier_echeances_locales

    contenu = fichier if isinstance(fichier, bytes) else fichier.read_bytes()
    document = lire_yaml(contenu, nom=nom)
    if fautes := verifier_echeances_locales(document, nom):
        raise EntreeRefusee(fautes, quoi=nom)
    return composer(document.donnees)


def regles_locales(dossier: Path | None = None) -> Mapping[str, Regles]:
    """The rules of each département that has files of its own, by code.

    Args:
        dossier: a folder with one folder per département; its files of deadlines (``echeances*.yaml``) replace those
            of the catalogue for the départements that they name.

    Raises:
        EntreeRefusee: with every fault of every file; nothing is loaded.
    """
    lus = {**_fichiers(CATALOGUE / "local"), **(_fichiers(dossier) if dossier is not None else {})}
    return {code: composer(_reunir(documents)) for code, documents in lus.items()}


def _fichiers(dossier: Path) -> dict[str, list[Mapping[str, Any]]]:
    from jalons.droit.lint.local_echeances import verifier_echeances_locales

    par_code: dict[str, list[Mapping[str, Any]]] = {}
    fautes: list[Faute] = []
    for fichier in sorted(dossier.glob("*/echeances*.yaml")):
        nom = str(fichier.relative_to(dossier))
        document = lire_yaml(fichier.read_bytes(), nom=nom)
        trouvees = verifier_echeances_locales(document, nom)
        fautes += trouvees
        if not trouvees:
            par_code.setdefault(document.donnees["departement"], []).append(document.donnees)
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    return par_code


def _reunir(documents: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Several files of one département as one; of a choice made twice, the last file wins."""
    reunis: dict[str, Any] = {}
    for document in documents:
        for cle, valeur in document.items():
            reunis[cle] = [*reunis.get(cle, ()), *valeur] if isinstance(valeur, list) else valeur
    return reunis


def composer(local: Mapping[str, Any]) -> Regles:
    """The national rules completed by a département's data, already checked."""
    activees = set(local.get("activer", ()))
    valeurs: dict[str, list[Mapping[str, Any]]] = {}
    for valeur in local.get("valeurs", ()):
        valeurs.setdefault(valeur["code"], []).append(valeur)
    toutes = [_avec_valeurs(r, valeurs.get(r.code, [])) for r in toutes_les_regles()]
    propres = [regle(r, MATIERE_LOCALE, _provenance(r["provenance"])) for r in local.get("regles", ())]
    suivies = [r for r in toutes if r.par_defaut or r.code in activees or r.code in valeurs]
    return Regles(
        regles=(*suivies, *propres),
        evenements={**evenements(), **{e["code"]: evenement(e) for e in local.get("evenements", ())}},
        territoire=territoire(local.get("jours_feries", "metropole")),
        preavis_jours=local.get("preavis_jours", PREAVIS_JOURS),
        absentes=tuple(r for r in toutes if r not in suivies),
    )


def _provenance(d: Mapping[str, Any]) -> Provenance:
    return Provenance(d["source"], d["confiance"], d.get("note", ""), d.get("vu", True))


def _avec_valeurs(une: RegleDelai, valeurs: list[Mapping[str, Any]]) -> RegleDelai:
    """The rule whose versions without a figure take the département's, on the days for which it gives one."""
    if not valeurs:
        return une
    ordonnees = sorted(valeurs, key=lambda v: v["du"] or "")
    return replace(une, versions=tuple(v for version in une.versions for v in _decoupee(version, ordonnees)))


def _decoupee(version: Version, valeurs: list[Mapping[str, Any]]) -> Iterator[Version]:
    if version.delai.genre != "parametre":
        yield version
        return
    debut: date | None = version.du
    for valeur in valeurs:
        du = _max(version.du, _jour(valeur["du"]))
        au = _min(version.au, _jour(valeur.get("au")))
        if du is not None and au is not None and au < du:
            continue
        if du is not None and (debut is None or debut < du):
            yield replace(version, du=debut, au=du - timedelta(days=1))
        reference = f"{version.reference} ; {valeur['source']}"
        yield replace(version, du=du, au=au, delai=delai(valeur["delai"]), reference=reference)
        if au is None:
            return
        debut = au + timedelta(days=1)
    if version.au is None or (debut is not None and debut <= version.au):
        yield replace(version, du=debut)


def _jour(texte: str | None) -> date | None:
    return None if texte is None else date.fromisoformat(texte)


def _max(a: date | None, b: date | None) -> date | None:
    return max((j for j in (a, b) if j is not None), default=None)


def _min(a: date | None, b: date | None) -> date | None:
    return min((j for j in (a, b) if j is not None), default=None)
