"""From a declaration and its files to what may leave: protected, attacked, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jalons.analyse.publications import images
from jalons.analyse.publications.entrees import Lues, lire
from jalons.analyse.publications.modele import (
    EFFECTIFS,
    MONTANTS,
    PUBLIC,
    TOTAL,
    Codes,
    Contenu,
    Edition,
    Entree,
    TableauDeclare,
    TableauPublie,
    Valeur,
)  # fmt: skip
from jalons.analyse.publications.protection import Groupe, proteger_groupe
from jalons.noyau.saisie import EntreeRefusee, Faute

__all__ = ["Dossier", "Resultat", "assembler"]


@dataclass(frozen=True)
class Dossier:
    """What stays in the département: it holds true values.

    Attributes:
        entrees: the frozen inputs, with their fingerprints.
        groupes: for each population and day, its log and the result of the attack.
        non_proteges: titles and sources of tables said to be public already.
    """

    entrees: tuple[Entree, ...]
    groupes: tuple[Groupe, ...]
    non_proteges: tuple[tuple[str, str], ...]

    @property
    def resiste(self) -> bool:
        """Whether the attack found nothing anywhere."""
        return all(g.resiste for g in self.groupes)

    def en_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "resiste": self.resiste, "entrees": [asdict(e) for e in self.entrees],
            "groupes": [g.en_json() for g in self.groupes],
            "non_proteges": [list(p) for p in self.non_proteges],
        }  # fmt: skip


@dataclass(frozen=True)
class Resultat:
    """Both parts, which never mix."""

    contenu: Contenu
    dossier: Dossier


def assembler(
    edition: Edition, fichiers: Mapping[str, bytes], *, anterieures: Sequence[Contenu] = (),
    contours: Path | None = None, versions: Mapping[str, str] | None = None,
) -> Resultat:  # fmt: skip
    """Protect, attack, draw.

    Args:
        fichiers: bytes by name, as the declaration writes it.
        anterieures: every edition already released, the oldest first: what it shows counts.
        contours: file of the shapes of the départements, for maps that want them.

    Raises:
        EntreeRefusee: with every fault of the files; or a population that cannot be protected any more.
    """
    lues = lire(edition, fichiers)
    publies, groupes = _proteger(edition, lues, anterieures)
    publies |= {d.code: _publie(d, lues.publics[d.code], lues) for d in edition.tableaux if d.genre == PUBLIC}
    tableaux = {d.code: publies[d.code] for d in edition.tableaux}
    contenu = Contenu(
        edition.titre, edition.sous_titre, edition.departement, edition.jour, edition.licence, edition.contact,
        edition.corrige, edition.secret.seuil, dict(versions or {}), tuple(e.nom for e in lues.entrees),
        tuple(tableaux.values()), tuple(images.chiffres(edition, tableaux)),
        tuple(images.images(edition, tableaux, fichiers, contours)),
        edition.textes, tuple(f"{a.titre} ({a.jour:%d/%m/%Y})" for a in anterieures),
    )  # fmt: skip
    libres = tuple((d.titre, d.source) for d in edition.tableaux if d.genre == PUBLIC)
    return Resultat(contenu, Dossier(tuple(lues.entrees), tuple(groupes), libres))


def _proteger(
    edition: Edition, lues: Lues, anterieures: Sequence[Contenu]
) -> tuple[dict[str, TableauPublie], list[Groupe]]:  # fmt: skip
    """Tables protected, by code, and what was found of each population; the faults of all of them at once."""
    publies: dict[str, TableauPublie] = {}
    groupes: list[Groupe] = []
    fautes: list[Faute] = []
    for declares in _groupes(edition):
        deja = [
            (t, bool(edition.corrige) or any(suivante.corrige for suivante in anterieures[rang + 1 :]))
            for rang, a in enumerate(anterieures) for t in a.tableaux
            if (t.population, t.au, t.genre) == (declares[0].population, declares[0].au, declares[0].genre)
        ]  # fmt: skip
        try:
            groupe = proteger_groupe(
                declares[0].population, [lues.tableaux[d.code] for d in declares], lues.hierarchies, edition.secret,
                montant=declares[0].genre == MONTANTS, absentes=declares[0].absentes, deja=deja,
            )  # fmt: skip
        except EntreeRefusee as refus:
            fautes += refus.fautes
            continue
        groupes.append(groupe)
        publies |= {d.code: _publie(d, cellules, lues) for d, cellules in zip(declares, groupe.publies, strict=True)}
    if fautes:
        raise EntreeRefusee(fautes, quoi="la protection de l'édition")
    return publies, groupes


def _groupes(edition: Edition) -> list[list[TableauDeclare]]:
    """Tables to protect, those of one population on one day together."""
    groupes: dict[Any, list[TableauDeclare]] = {}
    for tableau in edition.tableaux:
        if tableau.genre in (EFFECTIFS, MONTANTS):
            groupes.setdefault((tableau.population, tableau.au, tableau.genre), []).append(tableau)
    return list(groupes.values())


def _publie(declare: TableauDeclare, cellules: Mapping[Codes, Valeur], lues: Lues) -> TableauPublie:
    source = lues.tableaux[declare.code].valeurs if declare.code in lues.tableaux else cellules
    return TableauPublie(
        declare.code, declare.titre, declare.unite, declare.genre, declare.population, declare.au, declare.dimensions,
        declare.valeur, declare.source, declare.regle, _ordonnees(cellules, list(source)),
        100 if declare.genre == MONTANTS else 1,
        {d: dict(h.parents) for d, h in lues.hierarchies.items() if d in declare.dimensions},
    )  # fmt: skip


def _ordonnees(cellules: Mapping[Codes, Valeur], source: Sequence[Codes]) -> dict[Codes, Valeur]:
    """Cells in the order in which the file names its codes, computed codes then, totals last."""
    if not source:
        return dict(cellules)
    rangs = []
    for j in range(len(source[0])):
        dits = [*dict.fromkeys(c[j] for c in source if c[j] != TOTAL), *sorted({c[j] for c in cellules} - {TOTAL})]
        rangs.append({code: r for r, code in enumerate(dict.fromkeys([*dits, TOTAL]))})
    return {c: cellules[c] for c in sorted(cellules, key=lambda c: tuple(r[x] for r, x in zip(rangs, c, strict=True)))}
