"""Bringing the tables of a contract to what a dossier says: only what differs is written, fiches are never deleted."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from django.db.models import Model

from jalons.application.acces.models import Agent
from jalons.application.contrats.assemblage import Noms
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Contrat, EtapeContrat, Partie
from jalons.application.fiches.listes import ActionListee
from jalons.application.fiches.models import Fiche, Placement, Rubrique
from jalons.application.fiches.services import creer_fiche
from jalons.application.finances.models import Montant
from jalons.application.finances.selectors import lignes as lignes_enregistrees
from jalons.application.finances.services import enregistrer_lignes
from jalons.application.socle.plume import Plume
from jalons.noyau.gabarit_donnees import en_donnees
from jalons.noyau.saisie import EntreeRefusee

DECLAREES = ("document", "places", "chiffres_cles", "schema_lie")
"""Parts of the dossier without a table of their own: kept as plain data in ``Contrat.declarations``."""

_FICHE_EXISTANTE = re.compile(r"fiche-(\d+)(?:-\d+)?")


def ecrire(contrat: Contrat, dossier: DossierContrat, *, par: Agent | None) -> int:
    """Make ``selectors.dossier(contrat)`` equal to ``dossier``; the number of rows written.

    Must run in a transaction, that the exception undoes.

    Raises:
        EntreeRefusee: every value that does not fit, and every fault of the amounts.
    """
    plume = Plume()
    _ecrire_tete(plume, contrat, dossier)
    _aligner(plume, Partie, contrat, "parties", [
        {"nom": p.nom, "nature": p.nature.value, "roles": [r.value for r in p.roles]} for p in dossier.parties
    ])  # fmt: skip
    _aligner(plume, EtapeContrat, contrat, "dates", [
        {"etape": d.etape.value, "le": d.le} for d in dossier.dates
    ])  # fmt: skip
    rubriques = _Rubriques(plume, contrat)
    rubriques.ecrire(dossier)
    perdus = _ecrire_actions(plume, contrat, dossier, rubriques, par)
    fautes = plume.fautes
    if not fautes:
        fautes = _ecrire_montants(plume, contrat, dossier, par)
    if fautes:
        raise EntreeRefusee(fautes, quoi=dossier.intitule)
    for placement in perdus:
        plume.retirer(placement)
    rubriques.retirer_les_autres()
    return plume.ecrits


def _ecrire_tete(plume: Plume, contrat: Contrat, dossier: DossierContrat) -> None:
    periode, duree = dossier.periode, dossier.duree_annoncee
    plume.poser(
        contrat.cadre, "intitule", titre=dossier.intitule,
        debut=periode.debut if periode else None, fin=periode.fin if periode else None,
    )  # fmt: skip
    contrat.cadre_id = contrat.cadre.pk
    gardees = {c: v for c, v in contrat.declarations.items() if c not in DECLAREES}
    valeurs = {c: en_donnees(v) for c in DECLAREES if (v := getattr(dossier, c)) not in (None, ())}
    plume.poser(
        contrat, "contrat", regime=dossier.regime, duree_valeur=duree.valeur if duree else None,
        duree_unite=duree.unite.value if duree else "", finances_completes=dossier.finances.complete,
        declarations={**gardees, **valeurs},
    )  # fmt: skip


def _aligner(plume: Plume, modele: Any, contrat: Contrat, lieu: str, voulues: list[dict[str, Any]]) -> None:
    """Rows in the order of the document: a row that says the same is kept, with what an agent wrote on it."""
    libres = list(modele.objects.filter(contrat=contrat).order_by("ordre", "id"))
    paires: list[tuple[int, dict[str, Any], Model | None]] = []
    for rang, voulue in enumerate(voulues):
        pareille = next((x for x in libres if all(getattr(x, c) == v for c, v in voulue.items())), None)
        if pareille is not None:
            libres.remove(pareille)
        paires.append((rang, voulue, pareille))
    for rang, voulue, pareille in paires:
        ligne = pareille or (libres.pop(0) if libres else _neuve(modele, contrat))
        plume.poser(ligne, f"{lieu}[{rang}]", ordre=rang, **voulue)
    for ligne in libres:
        plume.retirer(ligne)


def _neuve(modele: Any, contrat: Contrat) -> Any:
    return modele(contrat=contrat, collectivite_id=contrat.collectivite_id)


class _Rubriques:
    """The headings of a contract: engagements, lists, objectives."""

    def __init__(self, plume: Plume, contrat: Contrat) -> None:
        self.plume, self.contrat = plume, contrat
        self.existantes: dict[tuple[str, str], list[Rubrique]] = defaultdict(list)
        self.listes_actions: dict[str, Rubrique] = {}
        self.anciennes = list(Rubrique.objects.filter(cadre_id=contrat.pk, retire_le=None).order_by("ordre", "id"))
        for rubrique in self.anciennes:
            nom = str(rubrique.numero) if rubrique.genre == "engagement" else rubrique.cle or f"rubrique-{rubrique.pk}"
            self.existantes[rubrique.genre, nom].append(rubrique)

    def ecrire(self, dossier: DossierContrat) -> None:
        for rang, engagement in enumerate(dossier.engagements):
            self._poser("engagement", str(engagement.numero), f"engagements[{rang}]", rang,
                        numero=engagement.numero, titre=engagement.libelle)  # fmt: skip
        for rang, liste in enumerate(dossier.objectifs):
            lieu = f"objectifs[{rang}]"
            parent = self._poser(
                "liste_objectifs", liste.cle, lieu, rang, titre=liste.libelle, categorie=liste.categorie.value,
                complete=liste.complete, annonces=liste.annonces,
            )  # fmt: skip
            for place, o in enumerate(liste.objectifs):
                self._poser(
                    "objectif", o.cle, f"{lieu}.objectifs[{place}]", place, parent=parent, titre=o.libelle,
                    code_national=o.code_national, engagement=o.engagement, pmi=o.pmi, dispositif=o.dispositif,
                    places=o.places,
                )  # fmt: skip
        for rang, actions in enumerate(dossier.actions):
            self.listes_actions[actions.cle] = self._poser(
                "liste_actions", actions.cle, f"actions[{rang}]", rang, titre=actions.libelle,
                complete=actions.complete, annonces=actions.annoncees, du_contrat=actions.du_contrat,
            )  # fmt: skip

    def _poser(self, genre: str, nom: str, lieu: str, ordre: int, **valeurs: Any) -> Rubrique:
        trouvees = self.existantes.get((genre, nom))
        if trouvees:
            rubrique = trouvees.pop(0)
        else:
            cle = "" if genre == "engagement" else nom
            rubrique = Rubrique(
                cadre_id=self.contrat.pk, collectivite_id=self.contrat.collectivite_id, genre=genre, cle=cle
            )
        self.plume.poser(rubrique, lieu, ordre=ordre, **valeurs)
        return rubrique

    def retirer_les_autres(self) -> None:
        """Take away the headings that the dossier no longer holds; the fiches under them stay in the contract."""
        perdues = [r for restes in self.existantes.values() for r in restes]
        if not perdues:
            return
        cles = [r.pk for r in perdues]
        Montant.objects.filter(rubrique__in=cles).update(rubrique=None)
        directs = set(Placement.objects.filter(cadre_id=self.contrat.pk, rubrique=None).values_list("fiche", flat=True))
        for placement in Placement.objects.filter(rubrique__in=cles):
            if placement.fiche_id in directs:
                self.plume.retirer(placement)
            else:
                directs.add(placement.fiche_id)
                self.plume.poser(placement, "actions", rubrique=None)
        for rubrique in sorted(perdues, key=lambda r: r.parent_id is None):
            self.plume.retirer(rubrique)


def _ecrire_actions(
    plume: Plume, contrat: Contrat, dossier: DossierContrat, rubriques: _Rubriques, par: Agent | None
) -> list[Placement]:
    """Place the fiches of the lists of actions; the places that are no longer in any list."""
    existants = _placements(contrat, rubriques)
    for rang, liste in enumerate(dossier.actions):
        rubrique = rubriques.listes_actions[liste.cle]
        for ordre, action in enumerate(liste.actions):
            lieu = f"actions[{rang}].actions[{ordre}]"
            placement = existants.pop(action.cle, None) or _placement_neuf(plume, contrat, action, lieu, par)
            nature = action.nature.value if action.nature else None
            if plume.poser(placement.fiche, lieu, titre=action.libelle, nature_depense=nature):
                plume.poser(placement.fiche, lieu, version=placement.fiche.version + 1)
            plume.poser(
                placement, lieu, rubrique=rubrique, ordre=ordre, engagement=action.engagement,
                dispositif=action.dispositif, places=action.places,
            )  # fmt: skip
    return list(existants.values())


def _placements(contrat: Contrat, rubriques: _Rubriques) -> dict[str, Placement]:
    """Places under a list of actions, by the short name that ``assemblage`` gives them."""
    noms, par_nom = Noms(), {}
    listes = [r for r in rubriques.anciennes if r.genre == Rubrique.Genre.LISTE_ACTIONS]
    lus = Placement.objects.filter(cadre_id=contrat.pk, rubrique__in=listes).select_related("fiche")
    places = list(lus.order_by("ordre", "id"))
    for liste in listes:
        for placement in places:
            if placement.rubrique_id == liste.pk:
                par_nom[noms.libre(placement.cle or f"fiche-{placement.fiche_id}")] = placement
    return par_nom


def _placement_neuf(plume: Plume, contrat: Contrat, action: ActionListee, lieu: str, par: Agent | None) -> Placement:
    """A place for a fiche of the collectivité that its name designates, else for a new fiche of unknown status."""
    designee = _FICHE_EXISTANTE.fullmatch(action.cle)
    fiche = Fiche.objects.filter(pk=designee[1], collectivite=contrat.collectivite_id).first() if designee else None
    cle = "" if fiche else action.cle
    if fiche is None:
        titre = action.libelle[: Fiche._meta.get_field("titre").max_length or None]
        fiche = creer_fiche(collectivite=contrat.collectivite_id, titre=titre, par=par)
    return Placement(cadre_id=contrat.pk, collectivite_id=contrat.collectivite_id, fiche=fiche, cle=cle)


def _ecrire_montants(plume: Plume, contrat: Contrat, dossier: DossierContrat, par: Agent | None) -> list[Any]:
    if lignes_enregistrees(contrat.cadre) == dossier.finances.lignes:
        return []
    try:
        plume.ecrits += len(
            enregistrer_lignes(
                cadre=contrat.cadre, lignes=dossier.finances.lignes, par=par, remplacer=True, du_document=True
            )
        )
    except EntreeRefusee as refus:
        return list(refus.fautes)
    return []
