"""The bilan of a schéma: where its fiches stand, places, and what became of the former schéma."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import inf

from jalons.application.fiches.models import Placement
from jalons.application.fiches.rules import taux_de_realisation
from jalons.application.rapports.editions.document import Document
from jalons.application.rapports.presentation import STATUTS, Colonne, SectionPresentee, Tableau
from jalons.application.rapports.textes import ABSENT, nombre, pourcent
from jalons.application.schema.dossier import StatutBilan
from jalons.application.schema.models import LigneBilan, Schema


def document(schema: Schema, *, au: date) -> Document:
    """The bilan of ``schema`` on ``au``, with the bilan of the former one when it is known."""
    places = list(
        Placement.objects.filter(cadre=schema.cadre)
        .select_related("fiche", "rubrique")
        .prefetch_related("fiche__actions")
    )
    periode = " – ".join(str(d) for d in (schema.cadre.debut, schema.cadre.fin) if d)
    return Document(
        titre=f"Bilan : {schema.cadre.titre}",
        sous_titre=schema.collectivite.nom_complet,
        jour=au,
        mention="Bilan du schéma",
        identification=(
            ("Période", periode or ABSENT),
            ("Adopté le", str(schema.adopte_le or ABSENT)),
        ),
        sections=(
            SectionPresentee("avancement", "Avancement", "", "", (_avancement(places),)),
            SectionPresentee("fiches", "Fiches actions", "", "", (fiches(places),)),
            SectionPresentee("places", "Places à créer", "", "", (_places(schema),)),
            *_anterieur(schema),
        ),
    )


def _avancement(places: list[Placement]) -> Tableau:
    fiches = {p.fiche_id: p.fiche for p in places}.values()
    statuts = [f.statut for f in fiches]
    engagees = taux_de_realisation(statuts, realisees=("realisee", "en_cours", "retardee"))
    lignes = [(STATUTS[s].capitalize(), nombre(n)) for s, n in sorted(Counter(statuts).items())]
    lignes += [
        ("Engagées ou réalisées, parmi les statuts connus", pourcent(engagees.taux)),
        ("Statut inconnu", f"{engagees.inconnues} sur {engagees.total}"),
    ]
    return Tableau("Avancement", (Colonne("Statut", 3), Colonne("Fiches", 1, True)), tuple(lignes))


def fiches(places: list[Placement]) -> Tableau:
    """Each fiche of these places once, in the order of its number."""
    par_fiche: dict[int, list[Placement]] = {}
    for place in places:
        par_fiche.setdefault(place.fiche_id, []).append(place)
    rangees = sorted(par_fiche.values(), key=lambda de: (_numero(de) or inf, de[0].pk))
    lignes = tuple(_fiche(de) for de in rangees)
    colonnes = (
        Colonne("N°", 0.4), Colonne("Fiche", 3), Colonne("Sous-thème", 2.6), Colonne("Statut", 1),
        Colonne("Avancement", 1, True), Colonne("Actions", 0.7, True),
    )  # fmt: skip
    return Tableau("Fiches actions", colonnes, lignes, "Le schéma ne porte aucune fiche.")


def _numero(places: list[Placement]) -> int:
    """Number of a fiche in the schéma, whichever of its places bears it; 0 without one."""
    return next((p.numero for p in places if p.numero), 0)


def _fiche(places: list[Placement]) -> tuple[str, ...]:
    """One line for a fiche, however many headings it stands under; the most precise are named."""
    fiche = places[0].fiche
    feuilles = {p.rubrique_id for p in places} - {p.rubrique.parent_id for p in places if p.rubrique}
    titres = dict.fromkeys(p.rubrique.titre for p in places if p.rubrique and p.rubrique_id in feuilles)
    return (
        str(_numero(places) or ""), fiche.titre, ", ".join(titres), STATUTS[fiche.statut],
        nombre(fiche.avancement, "%"), nombre(len(fiche.actions.all())),
    )  # fmt: skip


def _places(schema: Schema) -> Tableau:
    toutes = list(schema.places.all())
    lignes = [(p.type, nombre(p.nombre), nombre(p.ouvertes), "hors total" if p.hors_total else "") for p in toutes]
    total = sum(p.nombre for p in toutes if not p.hors_total)
    lignes.append(("Total", nombre(total), "", f"annoncé : {nombre(schema.places_annoncees)}"))
    colonnes = (Colonne("Type", 4), Colonne("Prévues", 1, True), Colonne("Ouvertes", 1, True), Colonne("Remarque", 1.6))
    return Tableau("Places à créer", colonnes, tuple(lignes) if toutes else (), "Le schéma n'annonce pas de places.")


def _anterieur(schema: Schema) -> tuple[SectionPresentee, ...]:
    bilan = getattr(schema, "bilan", None)
    if bilan is None:
        return ()
    lignes = list(bilan.lignes.select_related("parent__parent"))
    actions = sorted((x for x in lignes if x.genre == LigneBilan.Genre.ACTION), key=_rang)
    taux = taux_de_realisation([a.statut for a in actions])
    compte = Tableau(
        "Décompte",
        (Colonne("Niveau", 3), Colonne("Lisibles", 1, True), Colonne("Annoncés", 1, True)),
        (
            ("Orientations", _compte(lignes, "orientation"), nombre(bilan.orientations_annoncees)),
            ("Priorités", _compte(lignes, "priorite"), nombre(bilan.priorites_annoncees)),
            ("Actions", nombre(len(actions)), nombre(bilan.actions_annoncees)),
            ("Part réalisée, parmi les statuts connus", pourcent(taux.taux), f"{taux.inconnues} inconnues"),
        ),
    )
    detail = Tableau(
        "Actions du schéma précédent",
        (
            Colonne("Orientation", 0.9),
            Colonne("Priorité", 2.6),
            Colonne("N°", 0.4),
            Colonne("Action", 3),
            Colonne("Statut", 1.1),
        ),
        tuple(_action(a) for a in actions),
        "Aucune action lisible.",
    )
    return (SectionPresentee("anterieur", bilan.intitule or "Schéma précédent", "", "", (compte, detail)),)


def _compte(lignes: list[LigneBilan], genre: str) -> str:
    return nombre(sum(1 for x in lignes if x.genre == genre))


def _rang(action: LigneBilan) -> tuple[int, ...]:
    """Orientation, priorité, action: the order of the document."""
    priorite = action.parent
    orientation = priorite.parent if priorite else None
    return (orientation.numero if orientation else 0, priorite.numero if priorite else 0, action.numero)


def _action(action: LigneBilan) -> tuple[str, ...]:
    priorite = action.parent
    orientation = priorite.parent if priorite else None
    return (
        str(orientation.numero) if orientation else "", f"{priorite.numero}. {priorite.titre}" if priorite else "",
        str(action.numero), action.titre or "titre illisible", StatutBilan(action.statut).libelle,
    )  # fmt: skip
