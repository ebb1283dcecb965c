"""From the rows of the tables to the dossier of a schéma. Pure: rows are dictionaries of columns, as ``socle.lignes``
and ``socle.etats.photographier`` give them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from jalons.application.schema.dossier import (
    ActionBilan,
    ActionSchema,
    Annonces,
    BilanAnterieur,
    DateUtile,
    DossierSchema,
    EngagementSchema,
    FicheSchema,
    Orientation,
    Pacte,
    PlaceACreer,
    PlacesACreer,
    Point,
    Priorite,
    SousTheme,
    StatutBilan,
)  # fmt: skip
from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit_donnees import relire
from jalons.noyau.periodes import Periode
from jalons.noyau.references import ChiffreCle, DocumentSource

Ligne = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]


def pk(ligne: Ligne) -> int:
    """The key of a row, whether it comes from its table or from its history."""
    return int(ligne["pgh_obj_id"] if "pgh_obj_id" in ligne else ligne["id"])


def par_parent(lignes: Iterable[dict[str, Any]], colonne: str) -> defaultdict[Any, list[dict[str, Any]]]:
    """Rows by the key of what they hang on: a fiche finds its own without reading those of every other."""
    par: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for ligne in lignes:
        par[ligne[colonne]].append(ligne)
    return par


def trier(lignes: Iterable[dict[str, Any]], *cles: str) -> list[dict[str, Any]]:
    """In the order of the document."""
    champs = cles or ("ordre",)
    return sorted(lignes, key=lambda x: (*(x[c] for c in champs), pk(x)))


def periode(ligne: Ligne) -> Periode | None:
    """The period of a row that has ``debut`` and ``fin``."""
    if not ligne["debut"] or not ligne["fin"]:
        return None
    return Periode(DateCivile.lire(ligne["debut"]), DateCivile.lire(ligne["fin"]))


def assembler(tables: Tables) -> DossierSchema:
    """The dossier of the only schéma that these rows describe."""
    cadre, schema = tables["cadre"][0], tables["schema"][0]
    declarations = schema["declarations"]
    numeros = {p["fiche_id"]: p["numero"] for p in tables["placements"] if _est_la_fiche(p)}
    couverte = periode(cadre)
    if couverte is None:
        raise ValueError(f"Le schéma {pk(cadre)} n'a pas de période.")
    return DossierSchema(
        departement=cadre["collectivite_id"],
        intitule=cadre["titre"],
        periode=couverte,
        complete=schema["complete"],
        document=relire(DocumentSource, declarations.get("document")),
        adopte_le=DateCivile.lire(schema["adopte_le"]) if schema["adopte_le"] else None,
        annonces=relire(Annonces, declarations.get("annonces")),
        pacte=relire(Pacte, declarations.get("pacte")),
        dates=tuple(relire(DateUtile, d) for d in declarations.get("dates", ())),
        engagements=_engagements(tables, numeros),
        fiches=_fiches(tables),
        places=_places(schema, tables, numeros),
        bilan=_bilan(tables),
        chiffres_cles=tuple(relire(ChiffreCle, c) for c in declarations.get("chiffres_cles", ())),
    )


def _est_la_fiche(placement: Ligne) -> bool:
    """Whether the place carries the number of the fiche in the schéma."""
    return placement["rubrique_id"] is None and placement["numero"] is not None


def _engagements(tables: Tables, numeros: Mapping[int, int]) -> tuple[EngagementSchema, ...]:
    rubriques = trier(r for r in tables["rubriques"] if not r["retire_le"])
    lieux = par_parent(trier(tables["placements"]), "rubrique_id")
    return tuple(
        EngagementSchema(
            e["numero"], e["titre"],
            tuple(
                SousTheme(
                    s["titre"],
                    tuple(numeros[p["fiche_id"]] for p in lieux[pk(s)] if p["fiche_id"] in numeros),
                )
                for s in rubriques
                if s["parent_id"] == pk(e) and s["genre"] == "sous_theme"
            ),
        )
        for e in rubriques
        if e["genre"] == "engagement"
    )  # fmt: skip


def _fiches(tables: Tables) -> tuple[FicheSchema, ...]:
    fiches = {pk(f): f for f in tables["fiches"]}
    engagements = {pk(r): r["numero"] for r in tables["rubriques"] if r["genre"] == "engagement"}
    places = trier(tables["placements"])
    lieux = par_parent((p for p in places if p["rubrique_id"] in engagements), "fiche_id")
    contenus = Contenus(tables)
    return tuple(
        contenus.fiche(
            p["numero"], fiches[p["fiche_id"]], tuple(engagements[x["rubrique_id"]] for x in lieux[p["fiche_id"]])
        )
        for p in places
        if _est_la_fiche(p) and p["fiche_id"] in fiches
    )  # fmt: skip


def rubriques_connues(tables: Tables) -> dict[int, frozenset[str]]:
    """For each fiche by number, the fields of the circular that it answers outside its texts: its dates, its money."""
    fiches = {pk(f): f for f in tables["fiches"]}
    payees = {x["fiche_id"] for x in tables["financees"]}
    connues = {}
    for place in filter(_est_la_fiche, tables["placements"]):
        fiche = fiches.get(place["fiche_id"], {})
        datee = fiche.get("debut") or fiche.get("fin")
        reponses = {"calendrier": datee, "financements": place["fiche_id"] in payees}
        connues[place["numero"]] = frozenset(code for code, repond in reponses.items() if repond)
    return connues


class Contenus:
    """What hangs on the fiches of a frame; ``tables`` holds intervenants, actions, etapes, resultats and liens."""

    def __init__(self, tables: Tables) -> None:
        self._par_fiche = {
            nom: par_parent(tables[nom], "fiche_id") for nom in ("intervenants", "actions", "resultats", "liens")
        }
        self._etapes = par_parent(tables["etapes"], "action_id")

    def fiche(self, numero: int, fiche: Ligne, engagements: tuple[int, ...] = ()) -> FicheSchema:
        """A fiche with its contents, in the order of the document."""
        cle, par = pk(fiche), self._par_fiche
        intervenants = trier(par["intervenants"][cle])
        return FicheSchema(
            numero=numero,
            titre=fiche["titre"],
            engagements=engagements,
            pilotes=tuple(i["nom"] for i in intervenants if i["role"] == "pilote"),
            partenaires=tuple(i["nom"] for i in intervenants if i["role"] == "partenaire"),
            objet=fiche["objet"],
            public=fiche["public"],
            calendrier=fiche["calendrier"],
            financements=fiche["financements"],
            constats=tuple(c for c in fiche["constats"].split("\n") if c.strip()),
            actions=tuple(
                ActionSchema(
                    a["numero"], a["titre"], tuple(Point(e["niveau"], e["texte"]) for e in trier(self._etapes[pk(a)]))
                )
                for a in trier(par["actions"][cle], "numero")
            ),
            resultats_attendus=tuple(r["texte"] for r in trier(par["resultats"][cle])),
            liens=tuple(x["texte"] for x in trier(par["liens"][cle]) if x["texte"]),
        )


def _places(schema: Ligne, tables: Tables, numeros: Mapping[int, int]) -> PlacesACreer | None:
    if schema["places_completes"] is None:
        return None
    actions = {pk(a): a["numero"] for a in tables["actions"]}
    lues = [
        (p["hors_total"], PlaceACreer(p["type"], p["nombre"], numeros.get(p["fiche_id"]), actions.get(p["action_id"])))
        for p in trier(tables["places"])
    ]
    return PlacesACreer(
        schema["places_completes"], schema["places_annoncees"],
        tuple(p for hors, p in lues if not hors), tuple(p for hors, p in lues if hors),
    )  # fmt: skip


def _bilan(tables: Tables) -> BilanAnterieur | None:
    if not tables["bilan"]:
        return None
    bilan, lignes = tables["bilan"][0], par_parent(trier(tables["lignes"]), "parent_id")

    def sous(parent: int | None) -> list[dict[str, Any]]:
        return lignes[parent]

    return BilanAnterieur(
        complete=bilan["complete"],
        intitule=bilan["intitule"],
        periode=periode(bilan),
        orientations_annoncees=bilan["orientations_annoncees"],
        priorites_annoncees=bilan["priorites_annoncees"],
        actions_annoncees=bilan["actions_annoncees"],
        orientations=tuple(
            Orientation(o["numero"], o["titre"], tuple(
                Priorite(p["numero"], p["titre"], tuple(
                    ActionBilan(a["numero"], a["titre"], StatutBilan(a["statut"])) for a in sous(pk(p))
                )) for p in sous(pk(o))
            )) for o in sous(None)
        ),
    )  # fmt: skip
