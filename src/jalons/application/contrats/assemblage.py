"""From the rows of the tables to the dossier. Pure: rows are dictionaries of columns, as ``socle.lignes`` and
``socle.etats.photographier`` give them, so that a contract reads the same now and as known on a past day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jalons.application.contrats.dossier import (
    Categorie,
    DateEtape,
    DossierContrat,
    Duree,
    Engagement,
    Etape,
    Finances,
    ListeObjectifs,
    NaturePartie,
    ObjectifRetenu,
    Partie,
    Places,
    Role,
    SchemaLie,
    UniteDuree,
)  # fmt: skip
from jalons.application.fiches.listes import ActionListee, ListeActions, NatureAction
from jalons.application.finances.assemblage import lignes_financieres, noms_des_fiches, periode, pk
from jalons.application.finances.lignes import LigneFinanciere
from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit_donnees import relire
from jalons.noyau.references import ChiffreCle, DocumentSource

Ligne = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]
"""Rows by table: cadre, contrat, parties, etapes, rubriques, placements, fiches, montants."""

TABLES = ("cadre", "contrat", "parties", "etapes", "rubriques", "placements", "fiches", "montants")


@dataclass(frozen=True, slots=True)
class FicheCitee:
    """A fiche of the contract and how far it has gone."""

    cle: int
    titre: str
    statut: str
    avancement: int | None


def trier(lignes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order of the document."""
    return sorted(lignes, key=lambda x: (x["ordre"], pk(x)))


def cle_rubrique(rubrique: Ligne) -> str:
    """Short name of a heading; made from its key when the document gives none."""
    return rubrique["cle"] or f"rubrique-{pk(rubrique)}"


def cle_placement(placement: Ligne) -> str:
    """Short name of a fiche in the frame; same form as ``finances.assemblage.noms_des_fiches``."""
    return placement["cle"] or f"fiche-{placement['fiche_id']}"


def assembler(tables: Tables) -> DossierContrat:
    """The dossier of the only contract that these rows describe."""
    cadre, contrat = tables["cadre"][0], tables["contrat"][0]
    declarations = contrat["declarations"]
    rubriques = trier(r for r in tables["rubriques"] if not r["retire_le"])
    return DossierContrat(
        departement=cadre["collectivite_id"],
        intitule=cadre["titre"],
        regime=contrat["regime"],
        document=relire(DocumentSource, declarations.get("document")),
        parties=tuple(
            Partie(p["nom"], NaturePartie(p["nature"]), tuple(Role(r) for r in p["roles"]))
            for p in trier(tables["parties"])
        ),
        periode=periode(cadre),
        duree_annoncee=_duree(contrat),
        dates=tuple(DateEtape(Etape(e["etape"]), DateCivile.lire(e["le"])) for e in trier(tables["etapes"])),
        engagements=tuple(
            Engagement(r["numero"], r["titre"]) for r in rubriques if r["genre"] == "engagement" and r["numero"]
        ),
        objectifs=_objectifs(rubriques),
        actions=_actions(rubriques, tables),
        finances=Finances(contrat["finances_completes"], _lignes(rubriques, tables)),
        places=tuple(relire(Places, p) for p in declarations.get("places", ())),
        chiffres_cles=tuple(relire(ChiffreCle, c) for c in declarations.get("chiffres_cles", ())),
        schema_lie=relire(SchemaLie, declarations.get("schema_lie")),
    )


def _duree(contrat: Ligne) -> Duree | None:
    if contrat["duree_valeur"] is None:
        return None
    return Duree(contrat["duree_valeur"], UniteDuree(contrat["duree_unite"]))


def _objectifs(rubriques: list[dict[str, Any]]) -> tuple[ListeObjectifs, ...]:
    return tuple(
        ListeObjectifs(
            cle=cle_rubrique(liste),
            categorie=Categorie(liste["categorie"]),
            complete=bool(liste["complete"]),
            annonces=liste["annonces"],
            libelle=liste["titre"],
            objectifs=tuple(
                ObjectifRetenu(
                    cle_rubrique(o), o["titre"], o["code_national"], o["engagement"], o["pmi"], o["dispositif"],
                    o["places"],
                )
                for o in rubriques
                if o["parent_id"] == pk(liste) and o["genre"] == "objectif"
            ),
        )
        for liste in rubriques
        if liste["genre"] == "liste_objectifs"
    )  # fmt: skip


def _actions(rubriques: list[dict[str, Any]], tables: Tables) -> tuple[ListeActions, ...]:
    noms = Noms()
    fiches = {pk(f): f for f in tables["fiches"]}
    placements = trier(tables["placements"])
    return tuple(
        ListeActions(
            cle=cle_rubrique(liste),
            libelle=liste["titre"],
            complete=bool(liste["complete"]),
            annoncees=liste["annonces"],
            du_contrat=liste["du_contrat"],
            actions=tuple(
                _action(noms.libre(cle_placement(p)), p, fiches[p["fiche_id"]])
                for p in placements
                if p["rubrique_id"] == pk(liste)
            ),
        )
        for liste in rubriques
        if liste["genre"] == "liste_actions"
    )


def _action(cle: str, placement: Ligne, fiche: Ligne) -> ActionListee:
    nature = fiche["nature_depense"]
    return ActionListee(
        cle, fiche["titre"], placement["engagement"], NatureAction(nature) if nature else None,
        placement["dispositif"], placement["places"],
    )  # fmt: skip


def fiches_par_liste(tables: Tables) -> tuple[list[list[FicheCitee]], list[FicheCitee]]:
    """The fiches of each list of actions, in the order of the dossier; then those that no list names, by title."""
    fiches = {pk(f): FicheCitee(pk(f), f["titre"], f["statut"], f["avancement"]) for f in tables["fiches"]}
    places = trier(tables["placements"])
    genre = {pk(r) for r in tables["rubriques"] if r["genre"] == "liste_actions"}
    listes = [r for r in trier(tables["rubriques"]) if pk(r) in genre and not r["retire_le"]]
    citees = {p["fiche_id"] for p in places if p["rubrique_id"] in genre}
    autres = sorted((f for cle, f in fiches.items() if cle not in citees), key=lambda f: f.titre)
    return [[fiches[p["fiche_id"]] for p in places if p["rubrique_id"] == pk(x)] for x in listes], autres


def fiches_rattachees(tables: Tables) -> dict[str, frozenset[str]]:
    """The title of each fiche of the contract, under the name by which an amount designates it."""
    titres = {pk(f): frozenset({f["titre"]}) for f in tables["fiches"]}
    return {cle_placement(p): titres[p["fiche_id"]] for p in tables["placements"] if p["fiche_id"] in titres}


class Noms:
    """Short names, each given once: a fiche that an agent put in two lists is named twice."""

    def __init__(self) -> None:
        self.pris: set[str] = set()

    def libre(self, nom: str) -> str:
        """``nom``, followed by a rank when it was given already."""
        candidat, rang = nom, 1
        while candidat in self.pris:
            rang += 1
            candidat = f"{nom}-{rang}"
        self.pris.add(candidat)
        return candidat


def _lignes(rubriques: list[dict[str, Any]], tables: Tables) -> tuple[LigneFinanciere, ...]:
    noms = noms_des_fiches(trier(tables["placements"]))
    return lignes_financieres(trier(tables["montants"]), noms, {pk(r): cle_rubrique(r) for r in rubriques})
