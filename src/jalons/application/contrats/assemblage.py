"""From the rows of the tables to the dossier. Pure: rows are dictionaries of columns, as ``socle.lignes`` and
``socle.etats.photographier`` give them, so that a contract reads the same now and as known on a past day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
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
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit_donnees import relire
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode
from jalons.noyau.references import ChiffreCle, DocumentSource

Ligne = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]
"""Rows by table: cadre, contrat, parties, etapes, rubriques, placements, fiches, montants."""

TABLES = ("cadre", "contrat", "parties", "etapes", "rubriques", "placements", "fiches", "montants")


def pk(ligne: Ligne) -> int:
    """The key of a row, whether it comes from its table or from its history."""
    return int(ligne["pgh_obj_id"] if "pgh_obj_id" in ligne else ligne["id"])


def periode(ligne: Ligne) -> Periode | None:
    """The period of a row that has ``debut`` and ``fin``."""
    if not ligne["debut"] or not ligne["fin"]:
        return None
    return Periode(DateCivile.lire(ligne["debut"]), DateCivile.lire(ligne["fin"]))


def trier(lignes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order of the document."""
    return sorted(lignes, key=lambda x: (x["ordre"], pk(x)))


def cle_rubrique(rubrique: Ligne) -> str:
    """Short name of a heading; made from its key when the document gives none."""
    return rubrique["cle"] or f"rubrique-{pk(rubrique)}"


def cle_placement(placement: Ligne) -> str:
    """Short name of a fiche in the frame; same form as ``finances.selectors.noms_des_fiches``."""
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
    montants = {pk(m): m for m in tables["montants"]}
    noms: dict[int, str] = {}
    for place in trier(tables["placements"]):
        if place["fiche_id"] not in noms or (place["cle"] and noms[place["fiche_id"]].startswith("fiche-")):
            noms[place["fiche_id"]] = cle_placement(place)
    titres = {pk(r): cle_rubrique(r) for r in rubriques}
    return tuple(_ligne(m, montants, noms, titres) for m in trier(montants.values()))


def _ligne(
    m: Ligne, montants: Mapping[int, Ligne], noms: Mapping[int, str], rubriques: Mapping[int, str]
) -> LigneFinanciere:
    action = ""
    if m["fiche_id"] is not None:
        action = noms.get(m["fiche_id"], f"fiche-{m['fiche_id']}")
    elif m["rubrique_id"] is not None:
        action = rubriques.get(m["rubrique_id"], f"rubrique-{m['rubrique_id']}")
    return LigneFinanciere(
        cle=m["cle"],
        libelle=m["libelle"],
        valeur=Decimal(str(m["valeur"])),
        version=Version(m["version"]),
        source=m["source"],
        precision=PrecisionMontant(m["precision"]),
        beneficiaire=Beneficiaire(m["beneficiaire"]) if m["beneficiaire"] else None,
        periode=periode(m),
        annee=m["annee"],
        par_an=m["par_an"],
        perenne=m["perenne"],
        total=m["est_total"],
        somme_de=tuple(m["somme_de"]),
        inclus_dans=montants[m["inclus_dans_id"]]["cle"] if m["inclus_dans_id"] in montants else "",
        action=action,
    )
