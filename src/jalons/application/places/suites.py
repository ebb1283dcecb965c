"""What has been done of a request: refusals, places kept, decisions. One query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from jalons.application.places import listes
from jalons.application.places.models import Decision, Demande, Occupation, Refus
from jalons.application.socle.lignes import lire_lignes, objets


@dataclass(frozen=True, slots=True)
class DecisionLue:
    """A decision as the page shows it."""

    le: date
    nature: str
    unite: str
    proposee: str
    rang: int | None
    possibles: int
    points: Decimal | None
    motif: str

    @property
    def libelle(self) -> str:
        """Whether the first proposal was followed."""
        return listes.DECISIONS.get(self.nature, self.nature)


def de_la_demande(demande: Demande) -> dict[str, Any]:
    """``refus``, ``reservations`` and ``decisions`` of a request, the latest first."""
    noms = {"unite_nom": F("unite__nom"), "etablissement_nom": F("unite__etablissement__nom")}
    lues = lire_lignes({
        "refus": Refus.objects.filter(demande=demande).annotate(**noms),
        "reservations": Occupation.objects.filter(demande=demande, annulee_le=None).annotate(**noms),
        "decisions": Decision.objects.filter(demande=demande).annotate(
            **noms, p_nom=F("proposee__nom"), p_etablissement=F("proposee__etablissement__nom")
        ).values("id", "le", "nature", "rang", "possibles", "points", "motif", "unite_nom", "etablissement_nom",
                 "p_nom", "p_etablissement"),
    })  # fmt: skip
    return {
        "refus": sorted(objets(Refus, lues["refus"]), key=lambda r: (r.le, r.pk), reverse=True),
        "reservations": sorted(objets(Occupation, lues["reservations"]), key=lambda o: (o.du, o.pk), reverse=True),
        "decisions": [_decision(x) for x in sorted(lues["decisions"], key=lambda x: -int(x["id"]))],
    }


def _decision(x: dict[str, Any]) -> DecisionLue:
    return DecisionLue(
        date.fromisoformat(x["le"]), x["nature"], _nom(x["etablissement_nom"], x["unite_nom"]),
        _nom(x["p_etablissement"], x["p_nom"]), x["rang"], x["possibles"], x["points"], x["motif"],
    )  # fmt: skip


def _nom(etablissement: str | None, unite: str | None) -> str:
    return f"{etablissement}, {unite}" if unite else ""
