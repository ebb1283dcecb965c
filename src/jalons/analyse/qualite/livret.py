"""The "livret d'échanges": what goes back and forth between the département and the national observatory on one file.

Here are its data and its Typst template; whoever holds the house style of documents composes the PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.qualite.classeur import ETATS, part
from jalons.analyse.qualite.modele import Etat, Rapport, Resultat
from jalons.analyse.tables.olinpe import regime
from jalons.noyau.accord import compter

MODELE = Path(__file__).with_name("livret.typ")
EXEMPLES = 8
"""Faulty rows shown by check; the workbook has them all."""


def donnees(rapport: Rapport, le: date) -> Mapping[str, Any]:
    """What the template shows, ready for JSON; ``le`` is the day of the document."""
    essai = f" Identifiants d'essai ({rapport.pseudonymes})." if rapport.pseudonymes else ""
    return {
        "titre": "Livret d'échanges", "date": le.isoformat(),
        "mention": f"{rapport.fichier}, contrôlé le {le:%d/%m/%Y}",
        "sous_titre": f"Fichier OLINPE « {rapport.fichier} », {compter(rapport.evenements, 'événement')}",
        "identification": [
            ("Régime du fichier", f"{rapport.regime}, {regime(rapport.regime).source}"),
            ("Année de référence", str(rapport.annee) if rapport.annee else "inconnue : aucune décision datée"),
            ("Fautes", f"{compter(rapport.fautes, 'faute')}, dont {_rouges(rapport)} qui empêchent l'envoi."),
            ("Identifiants", f"Forme nationale attendue.{essai}"),
        ],
        "controles": [_ligne(r) for r in rapport.resultats if r.etat is not Etat.IMPOSSIBLE],
        "impossibles": [
            [r.controle.code, r.controle.libelle, " ".join(r.pourquoi)]
            for r in rapport.resultats if r.etat is Etat.IMPOSSIBLE
        ],
        "equipes": _equipes(rapport),
        "details": [_detail(r) for r in rapport.resultats if r.etat is Etat.FAUTES and r.controle.forme != "fichier"],
        "blocs": _blocs(rapport),
        "conversions": [[c.variable, c.avant, c.apres or "vide", str(c.nombre), c.doute] for c in rapport.changements],
    }  # fmt: skip


def _rouges(rapport: Rapport) -> int:
    return sum(r.fautes for r in rapport.bloquants)


def _ligne(r: Resultat) -> list[str]:
    c = r.controle
    reserve = "" if c.certain else " (proposition, non confirmée)"
    return [c.code, c.libelle + reserve, c.severite.value, ETATS[r.etat], str(r.fautes) if r.fautes else ""]


def _detail(r: Resultat) -> Mapping[str, Any]:
    c = r.controle
    lignes = r.constats.head(EXEMPLES).select("identifiant", "ligne", "variable", "raison").rows()
    return {
        "titre": f"{c.code} – {c.libelle}",
        "texte": f"{compter(r.fautes, 'faute')}, {c.severite.value}. {c.reserve}".strip(),
        "lignes": [[_court(i), str(n or ""), v, raison] for i, n, v, raison in lignes],
        "reste": max(r.fautes - len(lignes), 0),
    }


def _court(identifiant: str | None) -> str:
    """The beginning of an identifier: enough to find it again, not to link files."""
    return f"{identifiant[:8]}…" if identifiant else ""


def _equipes(rapport: Rapport) -> list[list[str]]:
    constats = rapport.constats.filter(pl.col("equipe").is_not_null() & (pl.col("severite") != "information"))
    comptes = constats.group_by("equipe").len().sort("equipe").rows()
    return [[equipe, str(nombre)] for equipe, nombre in comptes]


def _blocs(rapport: Rapport) -> list[Mapping[str, Any]]:
    """The rates of each variable, by block, for the whole file."""
    tables = regime(2016)
    ensemble = {ligne["variable"]: ligne for ligne in rapport.taux.filter(pl.col("equipe").is_null()).to_dicts()}
    blocs: list[Mapping[str, Any]] = []
    for code, titre in tables.blocs.items():
        lignes = [
            [v.code, v.libelle, *_parts(ensemble[v.code])]
            for v in tables.variables if v.bloc == code and v.code in ensemble
        ]  # fmt: skip
        if lignes:
            blocs.append({"titre": titre, "lignes": lignes})
    return blocs


def _parts(ligne: Mapping[str, Any]) -> list[str]:
    total = ligne["evenements"]
    parts = [part(ligne[nom], total) for nom in ("presentes", "remplies", "renseignees")]
    parts.append(part(ligne["pertinentes"], ligne["attendues"]))
    return [f"{p:.0f} %" if isinstance(p, float) else "" for p in parts]
