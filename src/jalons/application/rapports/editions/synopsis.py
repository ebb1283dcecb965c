"""The synopsis of a contract: what it promises, what is paid, what does not add up, on a few pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from jalons.application.contrats.dossier import Etape
from jalons.application.contrats.models import Contrat
from jalons.application.finances import calculs
from jalons.application.rapports import presentation
from jalons.application.rapports.contenu import bloc_avancement, bloc_fiches, en_json
from jalons.application.rapports.editions.document import Document
from jalons.application.rapports.etats import etats_du_contrat, ligne_financiere
from jalons.application.rapports.presentation import Colonne, SectionPresentee, Tableau, gravite_en_mots
from jalons.application.rapports.textes import ABSENT, argent, nombre, periode, pourcent
from jalons.noyau.accord import majuscule
from jalons.noyau.ecarts import Ecart


def document(contrat: Contrat, *, instant: datetime, au: date, ecarts: Sequence[Ecart] = ()) -> Document:
    """The contract as known at ``instant``.

    Args:
        ecarts: what does not add up, as the contract's page shows it.
    """
    etats = etats_du_contrat(contrat, instant)
    noms = {m["pgh_obj_id"]: m["cle"] for m in etats.montants}
    lignes = [ligne_financiere(m, noms) for m in etats.montants]
    bilan = calculs.bilan(lignes, complete=etats.contrat["finances_completes"], au=au)
    fiches = bloc_fiches(etats)
    chiffres = en_json({"fiches": fiches, "avancement": bloc_avancement(fiches)})
    return Document(
        titre=etats.cadre["titre"],
        sous_titre=f"Synopsis – {contrat.collectivite.nom_complet}",
        jour=au,
        mention="Synopsis du contrat",
        identification=_identification(etats),
        sections=(
            SectionPresentee("etapes", "Étapes", "", "", (_etapes(etats),)),
            SectionPresentee("objectifs", "Objectifs retenus", "", "", (_objectifs(etats),)),
            SectionPresentee("finances", "Financement", "", "", (_sources(bilan), _parts(bilan))),
            SectionPresentee("fiches", "Actions", "", "", presentation.tableaux(chiffres, "bilan_actions")),
            SectionPresentee("ecarts", "Ce qui ne concorde pas", "", "", (_ecarts(ecarts),)),
        ),
    )


def _identification(etats: Any) -> tuple[tuple[str, str], ...]:
    parties = " ; ".join(p["nom"] + (f" ({', '.join(p['roles'])})" if p["roles"] else "") for p in etats.parties)
    return (
        ("Régime", etats.contrat["regime"]),
        ("Période", periode(etats.cadre["debut"], etats.cadre["fin"])),
        ("Parties", parties or ABSENT),
        ("Avenants", str(len(etats.avenants)) if etats.avenants else "aucun"),
    )


def _etapes(etats: Any) -> Tableau:
    lignes = tuple((majuscule(Etape(e["etape"]).libelle), str(presentation.date_civile(e["le"]))) for e in etats.etapes)
    return Tableau("Étapes", (Colonne("Étape", 2), Colonne("Date", 1)), lignes, "Aucune étape n'est datée.")


def _objectifs(etats: Any) -> Tableau:
    listes = {r["pgh_obj_id"]: r for r in etats.rubriques if r["genre"] == "liste_objectifs"}
    lignes = tuple(
        (
            o["titre"],
            listes.get(o["parent_id"], {}).get("categorie") or o["categorie"] or ABSENT,
            nombre(o["engagement"]),
        )
        for o in etats.rubriques
        if o["genre"] == "objectif" and o["retire_le"] is None
    )
    colonnes = (Colonne("Objectif", 4), Colonne("Catégorie", 1.2), Colonne("Engagement", 1, True))
    return Tableau("Objectifs retenus", colonnes, lignes, "Le document ne détaille pas les objectifs.")


def _sources(bilan: calculs.BilanFinancier) -> Tableau:
    lignes = [(presentation.nom_source(s), argent(v), pourcent(bilan.parts[s])) for s, v in bilan.par_source.items()]
    lignes.append(("Total", argent(bilan.total), ""))
    return Tableau(
        "Par source", (Colonne("Source", 3), Colonne("Montant", 1.4, True), Colonne("Part", 1, True)), tuple(lignes)
    )


def _parts(bilan: calculs.BilanFinancier) -> Tableau:
    lignes = tuple(
        (presentation.nom_base(c), pourcent(p.part), p.etat.libelle, p.raison)
        for c, p in bilan.parts_departement.items()
    )
    colonnes = (
        Colonne("Base", 2.2),
        Colonne("Part du département", 1.2, True),
        Colonne("Règle", 1.2),
        Colonne("Remarque", 3),
    )
    return Tableau("Part du département", colonnes, lignes)


def _ecarts(ecarts: Sequence[Ecart]) -> Tableau:
    lignes = tuple((gravite_en_mots(e.gravite.value, confirme=e.confirme), e.message, e.source) for e in ecarts)
    colonnes = (Colonne("Gravité", 1.2), Colonne("Constat", 5), Colonne("Source", 2))
    return Tableau("Écarts relevés", colonnes, lignes, "Aucun écart relevé.")
