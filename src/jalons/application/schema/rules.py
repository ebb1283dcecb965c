"""Checks on a schéma départemental. Pure; the law's figures come from ``jalons.droit``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from jalons.application.fiches.rules import (
    TauxRealisation,
    effectif_annonce_different,
    fiche_incomplete,
    taux_de_realisation,
)
from jalons.application.schema.dossier import BilanAnterieur, DossierSchema, FicheSchema, PlacesACreer
from jalons.droit import DroitInapplicable, champs_fiche_action, parametre
from jalons.noyau.accord import compter
from jalons.noyau.dates import ajouter_mois, jours_entre, texte_du_jour, veille
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.periodes import Periode

DUREE_MAXIMALE = "casf.l312_4.duree_maximale"
PREAVIS_MOIS = 12
"""Months before its term at which a schéma is said to come to its end: time to renew it, not a rule of law."""


def controler(dossier: DossierSchema, au: date, connues: Mapping[int, frozenset[str]] | None = None) -> list[Ecart]:
    """Every écart of a schéma on the day ``au``, the most serious first; ``connues`` as in ``fiches_incompletes``."""
    trouves = [
        *duree_excessive(dossier.periode),
        *schema_arrive_a_terme(dossier.periode, au=au),
        *effectifs_annonces(dossier),
        *(places_incoherentes(dossier.places) if dossier.places else []),
        *(bilan_incoherent(dossier.bilan) if dossier.bilan else []),
        *fiches_incompletes(dossier, connues or {}),
    ]
    rangs = list(Gravite)
    return sorted(trouves, key=lambda e: (not e.bloque, rangs.index(e.gravite)))


def duree_excessive(periode: Periode) -> list[Ecart]:
    """A schéma longer than the law allows. Source: CASF, art. L312-4, the value in force on its first day."""
    texte = parametre(DUREE_MAXIMALE)
    try:
        valeur = texte.valeur_au(periode.debut.debut)
    except DroitInapplicable:
        return []
    maximum = int(valeur.valeur)
    limite = veille(ajouter_mois(periode.debut.debut, maximum))
    if periode.fin.debut <= limite:
        return []
    return [
        Ecart(
            "duree_excessive", Gravite.BLOQUANT, valeur.provenance.confirmee,
            f"Le schéma va {periode}, au-delà des {maximum} mois permis : il finit au plus tard le "
            f"{texte_du_jour(limite)}. Avancez son terme.",
            {"maximum_mois": maximum, "duree_mois": periode.duree_mois, "limite": limite.isoformat()},
            texte.reference, "periode",
        )
    ]  # fmt: skip


def schema_arrive_a_terme(periode: Periode, *, au: date) -> list[Ecart]:
    """A schéma past its last day on ``au``, or within ``PREAVIS_MOIS`` of it."""
    fin = periode.fin.fin
    jours = jours_entre(au, fin)
    if jours >= 0 and au < ajouter_mois(fin, -PREAVIS_MOIS):
        return []
    if jours < 0:
        gravite = Gravite.AVERTISSEMENT
        depuis = compter(-jours, "jour")
        message = f"Le schéma a pris fin le {texte_du_jour(fin)}, il y a {depuis}. Faites adopter le suivant."
    else:
        gravite = Gravite.INFORMATION
        message = (
            f"Le schéma prend fin le {texte_du_jour(fin)}, dans {compter(jours, 'jour')}. Engagez son renouvellement."
        )
    chiffres = {"fin": fin.isoformat(), "jours": jours}
    return [
        Ecart("schema_arrive_a_terme", gravite, True, message, chiffres, parametre(DUREE_MAXIMALE).reference, "periode")
    ]


def effectifs_annonces(dossier: DossierSchema) -> list[Ecart]:
    """Announced numbers of engagements, fiches and actions against what a complete file holds."""
    annonces = dossier.annonces
    if annonces is None:
        return []
    return [
        e
        for quoi, annonce, compte in (
            ("engagements", annonces.engagements, len(dossier.engagements)),
            ("fiches", annonces.fiches, len(dossier.fiches)),
            ("actions", annonces.actions, len(dossier.actions)),
        )
        for e in effectif_annonce_different(quoi, annonce, compte, complete=dossier.complete, objet=f"annonces/{quoi}")
    ]


def places_incoherentes(places: PlacesACreer) -> list[Ecart]:
    """An announced number of places that its whole detail does not reach."""
    compte = sum(p.nombre for p in places.detail)
    return effectif_annonce_different(
        "places à créer", places.total_annonce, compte, complete=places.complete, objet="places"
    )


def bilan_incoherent(bilan: BilanAnterieur) -> list[Ecart]:
    """Numbers announced by the bilan of the former schéma against its readable list."""
    return [
        e
        for quoi, annonce, compte in (
            ("orientations", bilan.orientations_annoncees, len(bilan.orientations)),
            ("priorités", bilan.priorites_annoncees, len(bilan.priorites)),
            ("actions", bilan.actions_annoncees, len(bilan.actions)),
        )
        for e in effectif_annonce_different(
            f"{quoi} (schéma précédent)", annonce, compte, complete=bilan.complete, objet=f"bilan/{quoi}"
        )
    ]


def taux_du_bilan(bilan: BilanAnterieur) -> TauxRealisation:
    """Rate of completion of the former schéma, the unknown apart."""
    return taux_de_realisation([a.statut.value for a in bilan.actions])


def champs_remplis(fiche: FicheSchema) -> dict[str, object]:
    """Content of a fiche by code of ``droit.champs_fiche_action``."""
    return {
        "objet": fiche.objet or fiche.titre,
        "public": fiche.public,
        "acteurs": (*fiche.pilotes, *fiche.partenaires),
        "calendrier": fiche.calendrier,
        "financements": fiche.financements,
    }


def fiches_incompletes(dossier: DossierSchema, connues: Mapping[int, frozenset[str]]) -> list[Ecart]:
    """One écart for all fiches: a schéma owes none of these fields, a contract that reuses its fiches does.

    Args:
        connues: by number of fiche, the fields that the application knows although their text is empty.
    """
    trouves = [
        e
        for f in dossier.fiches
        for e in fiche_incomplete(
            champs_remplis(f) | dict.fromkeys(connues.get(f.numero, ()), True),
            objet=f"fiches/{f.numero}",
            titre=f.titre,
        )
    ]
    if not trouves:
        return []
    manques = Counter(code for e in trouves for code in e.chiffres["manquants"])
    libelles = {c.code: c.libelle.lower() for c in champs_fiche_action()}
    detail = ", ".join(f"{libelles[code]} ({nombre})" for code, nombre in manques.items())
    return [
        Ecart(
            "fiche_incomplete", Gravite.INFORMATION, all(e.confirme for e in trouves),
            f"Sur {compter(len(dossier.fiches), 'fiche')}, {len(trouves)} sans toutes les rubriques d'une fiche de "
            f"contrat. Manquent : {detail}. Complétez celles qui serviront à un contrat.",
            {"fiches": len(trouves), "manquants": dict(manques)}, trouves[0].source, "fiches",
        )
    ]  # fmt: skip
