"""Writes: reference territories (by the owner of the database), identity of a collectivité, local units."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import (
    Collectivite,
    Commune,
    Departement,
    Epci,
    Identite,
    Region,
    UniteLocale,
)

FICHIER = Path(__file__).with_name("territoires.yaml")

METROPOLE_DE_LYON = "200046977"
"""SIREN of the Métropole de Lyon, competent on its communes of the Rhône."""


def charger_collectivites(*, using: str) -> None:
    """Bring régions, collectivités and départements up to date with the file of the distribution (idempotent)."""
    donnees = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
    regions = [Region(code=code, nom=nom) for code, nom in donnees["regions"].items()]
    collectivites = [_avec_region(Collectivite, ligne) for ligne in donnees["collectivites"]]
    departements = [
        Departement(collectivite_id=ligne.pop("collectivite"), region_id=ligne.pop("region"), **ligne)
        for ligne in donnees["departements"]
    ]
    with transaction.atomic(using=using):
        _poser(Region, regions, ["nom"], using)
        _poser(Collectivite, collectivites, ["nom", "nom_complet", "nature", "region", "fuseau", "fictive"], using)
        _poser(Departement, departements, ["nom", "region", "collectivite"], using)


def _avec_region(modele: type[Collectivite], ligne: dict[str, Any]) -> Collectivite:
    return modele(region_id=ligne.pop("region", None), **ligne)


def _poser(modele: Any, lignes: list[Any], champs: list[str], using: str) -> None:
    modele.objects.using(using).bulk_create(
        lignes, update_conflicts=True, unique_fields=[modele._meta.pk.name], update_fields=champs, batch_size=2000
    )


def charger_communes(dossier: Path, *, using: str) -> tuple[int, int]:
    """Load EPCI and communes from the ``data`` folder of the package ``@etalab/decoupage-administratif``.

    Returns:
        Numbers of EPCI and of communes in force loaded.

    Raises:
        FileNotFoundError: the package is not installed; ``make`` installs it.
    """
    epci = json.loads((dossier / "epci.json").read_text(encoding="utf-8"))
    communes = json.loads((dossier / "communes.json").read_text(encoding="utf-8"))
    membres = {m["code"]: e["code"] for e in epci for m in e.get("membres", [])}
    competentes = dict(Departement.objects.using(using).values_list("code", "collectivite_id"))
    outre_mer = set(Collectivite.objects.using(using).values_list("code", flat=True))
    lignes = [
        _commune(c, membres.get(c["code"]) or membres.get(c.get("commune", "")), competentes, outre_mer)
        for c in communes
        if c.get("type") in ("commune-actuelle", "arrondissement-municipal")
    ]
    with transaction.atomic(using=using):
        lignes_epci = [Epci(siren=e["code"], nom=e["nom"], nature=e.get("type", "")[:10]) for e in epci]
        _poser(Epci, lignes_epci, ["nom", "nature"], using)
        _poser(Commune, lignes, ["nom", "departement", "collectivite", "epci", "population"], using)
    return len(epci), len(lignes)


def _commune(donnees: dict[str, Any], epci: str | None, competentes: dict[str, str], outre_mer: set[str]) -> Commune:
    departement = donnees.get("departement") or ""
    collectivite = competentes.get(departement)
    if collectivite is None and departement in outre_mer:  # Saint-Pierre-et-Miquelon and the like: no département
        collectivite = departement
    if epci == METROPOLE_DE_LYON:
        collectivite = "69M"
    return Commune(
        code=donnees["code"],
        nom=donnees["nom"],
        departement_id=departement if departement in competentes else None,
        collectivite_id=collectivite,
        epci_id=epci,
        population=donnees.get("population"),
    )


@transaction.atomic
def changer_identite(
    identite: Identite, *, par: Any, couleur: str, libelles: dict[str, str], logo: bytes | None, retirer_logo: bool
) -> Identite:
    """Keep the colour, the own words and, when one is given, the logo of a collectivité (all checked before)."""
    identite.couleur, identite.libelles = couleur, libelles
    if retirer_logo:
        identite.logo = None
    if logo is not None:
        identite.logo = logo
    identite.save()
    journaliser("territoires:identite", objet=identite, par=par)
    return identite


@transaction.atomic
def enregistrer_unite(unite: UniteLocale, *, par: Any) -> UniteLocale:
    """Create a local unit or change it (already checked by its form)."""
    acte = "territoires:creer_unite" if unite.pk is None else "territoires:modifier_unite"
    unite.save()
    journaliser(acte, objet=unite, par=par)
    return unite


@transaction.atomic
def fermer_unite(unite: UniteLocale, *, par: Any, le: date) -> UniteLocale:
    """Close a local unit on ``le``: it keeps its past and is no longer offered.

    Raises:
        ValueError: open units still depend on it; the message says so in French.
    """
    filles = UniteLocale.objects.filter(parent=unite, fermee_le=None)
    if filles.exists():
        noms = ", ".join(str(f) for f in filles)
        raise ValueError(f"Des unités ouvertes dépendent d'elle ({noms}) : rattachez-les ailleurs, puis recommencez.")
    unite.fermee_le = le
    unite.save(update_fields=["fermee_le"])
    journaliser("territoires:fermer_unite", objet=unite, par=par)
    return unite


@transaction.atomic
def rouvrir_unite(unite: UniteLocale, *, par: Any) -> UniteLocale:
    """Open again a unit closed by mistake."""
    unite.fermee_le = None
    unite.save(update_fields=["fermee_le"])
    journaliser("territoires:rouvrir_unite", objet=unite, par=par)
    return unite
