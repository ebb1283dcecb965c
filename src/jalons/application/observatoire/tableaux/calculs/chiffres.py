"""Key figures: every indicator and its value a year before, tables of DREES, counts ready for the common filters."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.effectifs import TOUT, Filtres, ecrire, preparer
from jalons.analyse.effectifs.filtres import GROUPES, cle_du_jour
from jalons.analyse.effectifs.mesure import ouvrir as ouvrir_lignes
from jalons.analyse.effectifs.mesure import repondre
from jalons.analyse.effectifs.public import proteger_effectifs, tranches
from jalons.analyse.indicateurs import calcul
from jalons.analyse.indicateurs.demande import ENSEMBLE
from jalons.analyse.indicateurs.demande import Demande as DemandeDIndicateurs
from jalons.analyse.indicateurs.lecture import indicateurs
from jalons.analyse.indicateurs.lignes import SCHEMA
from jalons.analyse.indicateurs.modele import Resultat
from jalons.analyse.indicateurs.tableaux import lignes as lignes_drees
from jalons.analyse.sources.insee import Population
from jalons.analyse.sources.registres import lire
from jalons.analyse.store import ouvrir
from jalons.application.observatoire.tableaux.calculs.modele import Demande, Produit
from jalons.application.observatoire.tableaux.calculs.publies import lire_publies

GARDES = ("libelle", "famille", "unite", "valeur", "numerateur", "denominateur", "inconnus", "raison", "confirme")
"""What is kept of a result: the rest is in the catalogue."""
SANS_ATTENTE = "un fichier d'événements ne dit pas les mesures décidées qui n'ont pas commencé"


def calculer(demande: Demande) -> Produit:
    """Everything that the page of key figures shows.

    Raises:
        EntreeRefusee: the tables cannot be read.
    """
    par_territoire = bool(demande.parametres.get("par_territoire", True))
    publies = lire_publies(demande)
    with ouvrir() as magasin:
        registres = lire(magasin, demande.dossier)
        comptees: list[pl.DataFrame] | None = [] if demande.dossiers else None
        voulus = _de(demande, demande.au, par_territoire=par_territoire, population=publies.population)
        resultats = calcul.calculer(registres, voulus, comptees)
        lignes = preparer(registres, demande.au)
    avant = {r.code: r.valeur for r in _avant(demande, publies.population)}
    with tempfile.TemporaryDirectory(prefix="jalons-") as dossier:
        chemin = Path(dossier) / "lignes.parquet"
        ecrire(lignes, chemin)
        publics = None if demande.externe else publier(chemin, demande)
        effectifs = _preparer(chemin, lignes, demande.au)
        octets = chemin.read_bytes()
    ensemble = [r for r in resultats if r.groupe == ENSEMBLE]
    return Produit(
        {
            "indicateurs": {r.code: _dire(r, demande) | {"avant": avant.get(r.code)} for r in ensemble},
            "ase": list(lignes_drees(ensemble, demande.au.year, demande.departement)), "publics": publics,
            "dossiers": comptees is not None, "reperes": publies.reperes, "sans_reperes": publies.raison,
        },
        {
            "effectifs": effectifs, "valeurs": _valeurs(lignes, demande.depuis),
            "territoires": _par_territoire(resultats, demande),
        },
        lignes.height, octets, _en_parquet(comptees),
    )  # fmt: skip


def _en_parquet(comptees: list[pl.DataFrame] | None) -> bytes | None:
    if comptees is None:
        return None
    sortie = io.BytesIO()
    pl.concat([pl.DataFrame(schema=SCHEMA), *comptees]).write_parquet(sortie, compression="zstd")
    return sortie.getvalue()


def _de(
    demande: Demande, au: date, *, par_territoire: bool = False, population: Population | None = None
) -> DemandeDIndicateurs:  # fmt: skip
    return DemandeDIndicateurs(
        au, par_territoire=par_territoire, departement=demande.departement, population=population
    )  # fmt: skip


def _avant(demande: Demande, population: Population | None) -> list[Resultat]:
    """The same a year before, by what the registers know; nothing when the tables say that they begin later."""
    if demande.depuis is not None and _un_an(_un_an(demande.au)) < demande.depuis:
        return []
    avant = _de(demande, _de(demande, demande.au).debut, population=population)
    with ouvrir() as magasin:
        return calcul.calculer(lire(magasin, demande.dossier), avant)


def _un_an(jour: date) -> date:
    return DemandeDIndicateurs(jour).debut


def _dire(r: Resultat, demande: Demande) -> dict[str, Any]:
    dit = {nom: getattr(r, nom) for nom in GARDES}
    connu = indicateurs().get(r.code)
    if demande.depuis is not None and connu is not None and connu.base == "attente":
        return dit | {"valeur": None, "numerateur": None, "denominateur": None, "inconnus": 0, "raison": SANS_ATTENTE}
    return dit


def _par_territoire(resultats: list[Resultat], demande: Demande) -> dict[str, dict[str, Any]]:
    lus: dict[str, dict[str, Any]] = {}
    for r in resultats:
        if r.groupe != ENSEMBLE:
            lus.setdefault(r.groupe, {})[r.code] = _dire(r, demande)
    return lus


def _valeurs(lignes: pl.DataFrame, depuis: date | None = None) -> dict[str, list[Any]]:
    """What filters offer: local units, and years that the registers touch."""
    debut = (lignes.select(pl.col("debut").min() // 10000).item() or 0) if lignes.height else 0
    debut = max(debut, depuis.year) if depuis else debut
    return {"territoires": sorted(lignes["territoire"].cast(pl.String).unique().to_list()), "debut": [debut]}


def courants(lignes: pl.DataFrame) -> Iterator[Filtres]:
    """The choices that most readers make: nothing, one local unit, one type of care, one band of ages."""
    yield TOUT
    yield from (Filtres(frozenset({t})) for t in _valeurs(lignes)["territoires"])
    yield from (Filtres(groupe=g) for g in GROUPES)
    yield from (Filtres(ages=ages) for ages in tranches().values())


def _preparer(chemin: Path, lignes: pl.DataFrame, au: date) -> dict[str, Any]:
    jour = cle_du_jour(au)
    with ouvrir_lignes(chemin) as base:
        return {choix.cle: repondre(base, jour, choix).en_json() for choix in courants(lignes)}


def publier(chemin: Path, demande: Demande) -> dict[str, Any]:
    """The table open to everybody, of the last 31 December: once told it stays as it is, whatever is corrected later.

    Two editions of one day would let a reader find by difference what each of them hides.
    """
    jour = (demande.au.year - 1) * 10000 + 1231
    deja: Mapping[str, Any] = demande.dernier.get("publics") or {}
    return dict(deja) if deja.get("jour") == jour else proteger_effectifs(chemin, jour)
