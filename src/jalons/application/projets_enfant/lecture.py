"""Everything the page of a child's projets shows, in two queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Concat

from jalons.application.enfants.models import Enfant
from jalons.application.projets_enfant.models import (
    Action,
    Copie,
    Domaine,
    Objectif,
    Projet,
    RapportSituation,
    Signature,
    VersionProjet,
    Volet,
)
from jalons.application.socle.lignes import objets
from jalons.application.socle.preparees import LignesPreparees, Parametre

NOM = Concat(F("personne__prenom"), models.Value(" "), F("personne__nom"))


@dataclass(slots=True)
class VoletLu:
    """A domain on the page, written or not yet."""

    code: str
    titre: str
    volet: Volet | None
    objectifs: list[tuple[Objectif, list[Action]]] = field(default_factory=list)


@dataclass(slots=True)
class ProjetLu:
    """A projet on the page, with all that hangs on it."""

    projet: Projet
    confiance: str
    volets: list[VoletLu]
    signatures: list[Signature]
    copies: list[Copie]
    versions: list[VersionProjet]

    @property
    def sans_mots_simples(self) -> int:
        """Number of objectives that the child's version cannot print yet."""
        return sum(not o.mots_simples for v in self.volets for o, _ in v.objectifs)


def lire(enfant: Enfant) -> tuple[ProjetLu | None, list[Projet], list[RapportSituation]]:
    """The open projet with its content, the closed ones, and the reports, the latest first. One query."""
    lues = _TOUT.lire(enfant=enfant.pk)
    projets = sorted(objets(Projet, lues["projets"]), key=lambda p: (p.commence_le, p.pk), reverse=True)
    en_cours = next((p for p in projets if p.etat != Projet.Etat.CLOS), None)
    rapports = sorted(objets(RapportSituation, lues["rapports"]), key=lambda r: r.pk, reverse=True)
    lu = _assembler(en_cours, lues) if en_cours else None
    return lu, [p for p in projets if p is not en_cours], rapports


def _tout(enfant: Parametre) -> dict[str, QuerySet[Any]]:
    return {
        "projets": Projet.objects.filter(enfant=enfant).annotate(
            nom_confiance=Concat(F("confiance_personne__prenom"), models.Value(" "), F("confiance_personne__nom"))
        ),
        "volets": Volet.objects.filter(projet__enfant=enfant),
        "objectifs": Objectif.objects.filter(projet__enfant=enfant),
        "actions": Action.objects.filter(objectif__projet__enfant=enfant),
        "signatures": Signature.objects.filter(projet__enfant=enfant).annotate(nom=NOM),
        "copies": Copie.objects.filter(projet__enfant=enfant),
        "versions": VersionProjet.objects.filter(projet__enfant=enfant).defer("contenu"),
        "rapports": RapportSituation.objects.filter(enfant=enfant).only(*RAPPORT_COURT),
    }


_TOUT = LignesPreparees(_tout, enfant="bigint")


RAPPORT_COURT = ("id", "enfant", "etat", "cadre", "debut", "fin", "valide_le", "transmis_le", "renvoi")


def resume(enfant: Enfant) -> tuple[Projet | None, RapportSituation | None]:
    """The projet under way and the last report, for a panel. One query."""
    lues = _RESUME.lire(enfant=enfant.pk)
    projets = sorted(objets(Projet, lues["projets"]), key=lambda p: (p.commence_le, p.pk), reverse=True)
    rapports = sorted(objets(RapportSituation, lues["rapports"]), key=lambda r: r.pk, reverse=True)
    return next(iter(projets), None), next(iter(rapports), None)


_RESUME = LignesPreparees(
    lambda enfant: {
        "projets": Projet.objects.filter(enfant=enfant).exclude(etat=Projet.Etat.CLOS),
        "rapports": RapportSituation.objects.filter(enfant=enfant).only(*RAPPORT_COURT),
    },
    enfant="bigint",
)


def _assembler(projet: Projet, lues: dict[str, list[dict[str, Any]]]) -> ProjetLu:
    def siens(nom: str) -> list[dict[str, Any]]:
        return sorted((x for x in lues[nom] if x["projet_id"] == projet.pk), key=lambda x: int(x["id"]))

    actions: dict[int, list[Action]] = {}
    for action in sorted(objets(Action, lues["actions"]), key=lambda a: a.pk):
        actions.setdefault(action.objectif_id, []).append(action)
    volets = {v.domaine: v for v in objets(Volet, siens("volets"))}
    lus = {code: VoletLu(code, str(titre), volets.get(code)) for code, titre in Domaine.choices}
    for objectif in objets(Objectif, siens("objectifs")):
        lus[objectif.domaine].objectifs.append((objectif, actions.get(objectif.pk, [])))
    return ProjetLu(
        projet=projet,
        confiance=(getattr(projet, "nom_confiance", "") or "").strip(),
        volets=list(lus.values()),
        signatures=[s for s in objets(Signature, siens("signatures")) if s.avenant == projet.avenant],
        copies=[c for c in objets(Copie, siens("copies")) if c.avenant == projet.avenant],
        versions=sorted(objets(VersionProjet, siens("versions")), key=lambda v: -v.avenant),
    )
