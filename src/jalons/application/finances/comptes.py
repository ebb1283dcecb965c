"""The amounts of frames, read and turned into lines once for the same rows (``socle.memoire``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.finances.assemblage import lignes_financieres, nom_designe, noms_des_fiches
from jalons.application.finances.models import Montant
from jalons.application.socle.memoire import Lecture, Memoire, Reponses, Tables, piece


class Comptes(Reponses):
    """The amounts of a frame as the rules read them, with what they pay for; shared between requests.

    Attributes:
        actions: for each name that a line may pay for, the actions it stands for.
        titres: title of what each name designates.
    """

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        montants, places = _trier(tables["montants"]), _trier(tables["places"])
        fiches = {f["id"]: f["titre"] for f in tables["fiches"]}
        rubriques = {r["id"]: r for r in tables["rubriques"]}
        noms = noms_des_fiches(places)
        noms_rubriques = {cle: _nom_rubrique(r) for cle, r in rubriques.items()}
        self.lignes = lignes_financieres(montants, noms, noms_rubriques)
        self.actions = _actions_designees(places, fiches, rubriques)
        self.titres = {
            nom_designe(m, noms, noms_rubriques): (
                fiches[m["fiche_id"]] if m["fiche_id"] else rubriques[m["rubrique_id"]]["titre"]
            )
            for m in montants
            if m["fiche_id"] or m["rubrique_id"]
        }


def _trier(lignes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lignes, key=lambda x: (x["ordre"], x["id"]))


def _nom_rubrique(rubrique: Mapping[str, Any]) -> str:
    return rubrique["cle"] or f"rubrique-{rubrique['id']}"


def _actions_designees(
    places: Iterable[Mapping[str, Any]], fiches: Mapping[int, str], rubriques: Mapping[int, Mapping[str, Any]]
) -> dict[str, frozenset[str]]:
    """For each name that a line may pay for, the actions it stands for; two names of one service are one action."""
    designees: dict[str, set[str]] = defaultdict(set)
    for place in places:
        action = place["dispositif"] or fiches[place["fiche_id"]]
        designees[place["cle"] or f"fiche-{place['fiche_id']}"].add(action)
        if place["rubrique_id"] is not None:
            designees[_nom_rubrique(rubriques[place["rubrique_id"]])].add(action)
    return {nom: frozenset(actions) for nom, actions in designees.items()}


_VISEES = f"""
SELECT v.lot, f.id, f.titre FROM (
    SELECT l.lot, p.fiche_id FROM unnest(%(lots)s) l(lot)
    CROSS JOIN LATERAL (SELECT fiche_id FROM "{Placement._meta.db_table}" WHERE cadre_id = l.lot OFFSET 0) p
    UNION SELECT lot, fiche_id FROM montants_lus
) v JOIN "{Fiche._meta.db_table}" f ON f.id = v.fiche_id
"""  # noqa: S608

_MEMOIRE = Memoire(
    Lecture(
        Cadre,
        ("montants_lus", piece(Montant, "cadre_id")),
        montants="SELECT * FROM montants_lus",
        places=piece(Placement, "cadre_id"),
        rubriques=piece(Rubrique, "cadre_id"),
        fiches=_VISEES,
    ),
    Comptes,
    selon_lignes=True,
)
SANS_RIEN = Comptes({"montants": [], "places": [], "rubriques": [], "fiches": []})


def lire(cadre: Cadre) -> Comptes:
    """Everything about the amounts of a frame: one query when nothing has changed, else two."""
    return comptes([cadre]).get(cadre.pk, SANS_RIEN)


def comptes(cadres: Iterable[Cadre]) -> dict[int, Comptes]:
    """The same for several frames, by key; a frame without amount nor fiche is absent."""
    return _MEMOIRE.lire(c.pk for c in cadres)
