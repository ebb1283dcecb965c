"""Who is around a child, for the page of a file: queries prepared once for each process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from jalons.application.acces.droits import Place
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.enfants.models import ConnuAilleurs, Enfant, Fusion, LienFamilial, MembreFoyer, Referent
from jalons.application.enfants.selectors import en_cours
from jalons.application.socle.lignes import objets
from jalons.application.socle.preparees import LignesPreparees, Parametre, Preparee


@dataclass(frozen=True, slots=True)
class ReferentLu:
    """An agent in charge, as the file shows her."""

    pk: int
    agent: str
    role: str
    debut: date
    fin: date | None


def alentours(requete: Requete, enfant: Enfant, *, maintenant: datetime) -> dict[str, Any]:
    """Référents of the day, teams that know the child, merges, siblings: all in one query.

    Returns:
        ``referents`` (list of ``ReferentLu``), ``declarations`` (names of teams), ``fusions`` (mappings with ``id``,
        ``absorbe_id``, ``numero``, ``laisses``), ``fratrie`` (list of ``Enfant``, by name, with ``ouvrable``).
    """
    lues = _alentours(requete.droits.places_avec(Permission.ENFANTS_VOIR), enfant.fratrie_id is not None).lire(
        pk=enfant.pk, fratrie=enfant.fratrie_id or 0, agent=requete.user.pk, maintenant=maintenant,
        jour=timezone.localtime(maintenant).date(),
    )  # fmt: skip
    return {
        "referents": [_referent(x) for x in sorted(lues["referents"], key=lambda x: (x["debut"], x["id"]))],
        "declarations": sorted(x["equipe"] for x in lues["declarations"]),
        "fusions": sorted(lues["fusions"], key=lambda x: int(x["id"])),
        "fratrie": sorted(objets(Enfant, lues["fratrie"]), key=lambda e: (e.tri, e.pk)),
    }


@lru_cache(maxsize=512)
def _alentours(places: tuple[Place, ...], en_fratrie: bool) -> LignesPreparees:
    def construire(
        pk: Parametre, fratrie: Parametre, agent: Parametre, maintenant: Parametre, jour: Parametre
    ) -> dict[str, QuerySet[Any]]:
        freres = Enfant.objects.filter(fratrie_id=fratrie, fusionne_dans=None).exclude(pk=pk)
        return {
            "fratrie": porte.ouvrables(
                freres if en_fratrie else Enfant.objects.none(), places, agent_id=agent, maintenant=maintenant,
                jour=jour,
            ),
            "referents": Referent.objects.filter(en_cours(jour), enfant=pk)
            .annotate(prenom=F("agent__prenom"), nom=F("agent__nom"))
            .values("id", "role", "debut", "fin", "prenom", "nom"),
            "declarations": ConnuAilleurs.objects.filter(enfant=pk, retire_le=None).values("id", "equipe"),
            "fusions": Fusion.objects.filter(garde=pk, defaite_le=None)
            .annotate(numero=F("absorbe__numero"))
            .values("id", "absorbe_id", "numero", "laisses"),
        }  # fmt: skip

    return LignesPreparees(construire, **porte.NATURES, fratrie="bigint")


def _referent(ligne: dict[str, Any]) -> ReferentLu:
    fin = date.fromisoformat(ligne["fin"]) if ligne["fin"] else None
    nom = f"{ligne['prenom']} {ligne['nom']}".strip()
    role = str(Referent.Role(ligne["role"]).label)
    return ReferentLu(ligne["id"], nom, role, date.fromisoformat(ligne["debut"]), fin)


def parents(enfant: Enfant) -> list[LienFamilial]:
    """Adults around the child, as ``selectors.liens_de`` gives them."""
    return _LIENS.lire(enfant=enfant.pk)


def membres_des_foyers(enfant: Enfant, au: date) -> list[MembreFoyer]:
    """Everybody in the households where the child lives on ``au``. One query."""
    return _MEMBRES.lire(enfant=enfant.pk, jour=au)


def _membres(enfant: Parametre, jour: Parametre) -> QuerySet[MembreFoyer]:
    siens = MembreFoyer.objects.filter(en_cours(jour), enfant=enfant).values("foyer_id")
    return (
        MembreFoyer.objects.filter(en_cours(jour), foyer_id__in=siens)
        .select_related("foyer", "enfant", "personne")
        .order_by("foyer_id", "pk")
    )


_LIENS = Preparee(lambda enfant: LienFamilial.objects.filter(enfant=enfant).select_related("personne"), enfant="bigint")
_MEMBRES = Preparee(_membres, enfant="bigint", jour="date")
