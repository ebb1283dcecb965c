"""The history of a projet: each change of its text, of its agreements and of its state."""

from __future__ import annotations

from typing import Any

from django.db import models

from jalons.application.acces.selectors import noms_des_agents
from jalons.application.projets_enfant.models import Action, Copie, Objectif, Projet, Signature, Volet
from jalons.application.socle.historique import versions_de
from jalons.application.ui.composants.metier import Changement

LIGNES: tuple[type[models.Model], ...] = (Volet, Objectif, Signature, Copie)


def lire(projet: Projet) -> list[Changement]:
    """Every change, the latest first."""
    objectifs = Objectif.objects.filter(projet=projet).values("pk")
    suivis: list[tuple[type[models.Model], dict[str, Any]]] = [
        (Projet, {"pgh_obj_id": projet.pk}),
        *((modele, {"projet_id": projet.pk}) for modele in LIGNES),
        (Action, {"objectif_id__in": objectifs}),
    ]
    toutes = sorted(versions_de(suivis), key=lambda v: v.le, reverse=True)
    noms = noms_des_agents(v.agent for v in toutes)
    inconnu = "un agent dont le compte n'existe plus"
    return [
        Changement(
            le=v.le, par=noms.get(v.agent or 0, inconnu if v.agent else "une commande de Jalons"),
            acte=f"{v.acte} : {v.nature}", champs=tuple((c.nom, c.avant, c.apres) for c in v.champs),
        )
        for v in toutes
    ]  # fmt: skip
