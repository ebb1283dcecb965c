"""Reads of reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.models import Contrat
from jalons.application.rapports.contenu import empreinte
from jalons.application.rapports.cycle import Avancee
from jalons.application.rapports.models import Cote, Rapport
from jalons.application.rapports.photographie import photographie
from jalons.application.rapports.rules import limite_du_rapport, rapport_en_retard
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart

COTES_PAR_PERMISSION = {
    Permission.RAPPORTS_ARRETER_DEPARTEMENT: Cote.DEPARTEMENT,
    Permission.RAPPORTS_ARRETER_PREFECTURE: Cote.PREFECTURE,
    Permission.RAPPORTS_ARRETER_ARS: Cote.ARS,
}
"""The side for which a permission answers."""


def lisibles(requete: Requete) -> QuerySet[Rapport]:
    """Reports the agent may read: its own drafts where it writes, elsewhere those shared at least once."""
    ecrit = requete.droits.perimetre(Permission.RAPPORTS_REDIGER)
    rapports = visibles(Rapport.objects.all(), requete=requete, permission=Permission.RAPPORTS_VOIR)
    return rapports.filter(Q(collectivite_id__in=ecrit) | Q(partage_le__isnull=False)).select_related("contrat__cadre")


def cotes_de(requete: Requete, collectivite: str) -> tuple[str, ...]:
    """The sides for which the agent may answer on a report of ``collectivite``."""
    return tuple(
        c.value for permission, c in COTES_PAR_PERMISSION.items() if requete.droits.peut(permission, collectivite)
    )


def cote_qui_commente(requete: Requete, collectivite: str) -> str:
    """The side in whose name the agent comments; the département for its own agents."""
    cotes = cotes_de(requete, collectivite)
    return cotes[0] if cotes else Cote.DEPARTEMENT.value


def avancee(rapport: Rapport) -> Avancee:
    """Where the current round of review stands."""
    return Avancee({v.cote: v.decision for v in rapport.visas.all() if v.tour == rapport.tour})


def chiffres(rapport: Rapport, *, instant: datetime | None = None) -> dict[str, Any]:
    """The figures of a report: the frozen ones once agreed, else as known at ``instant`` (now by default)."""
    if rapport.fige is not None and instant is None:
        figes: dict[str, Any] = rapport.fige
        return figes
    return photographie(rapport.contrat, exercice=rapport.exercice, instant=instant or timezone.now())


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the figures rebuilt from the history are those that were frozen."""

    identiques: bool
    empreinte_figee: str
    empreinte_reconstruite: str


def verifier(rapport: Rapport) -> Verification:
    """Rebuild the figures of an agreed report as known on its instant, and compare.

    Raises:
        ValueError: the report is not agreed yet.
    """
    if rapport.connu_au is None:
        raise ValueError("Ce rapport n'est pas arrêté : il n'a pas de chiffres figés à vérifier.")
    refaite = empreinte(photographie(rapport.contrat, exercice=rapport.exercice, instant=rapport.connu_au))
    return Verification(refaite == rapport.empreinte, rapport.empreinte, refaite)


@dataclass(frozen=True, slots=True)
class Attendu:
    """One exercice of a contract: its report if any, its last day, what is late."""

    contrat: Contrat
    exercice: int
    rapport: Rapport | None
    limite: date | None
    ecarts: list[Ecart]


def attendus(requete: Requete, *, au: date) -> list[Attendu]:
    """Every exercice begun of every contract of the perimeter, most recent first."""
    contrats = visibles(
        Contrat.objects.select_related("cadre", "collectivite"), requete=requete, permission=Permission.RAPPORTS_VOIR
    )
    rapports = {(r.contrat_id, r.exercice): r for r in lisibles(requete)}
    lignes = [
        _attendu(contrat, exercice, rapports.get((contrat.pk, exercice)), au)
        for contrat in contrats
        for exercice in exercices(contrat.cadre.debut, contrat.cadre.fin, au)
    ]
    return sorted(lignes, key=lambda a: (-a.exercice, a.contrat.collectivite_id))


def exercices(debut: DateCivile | None, fin: DateCivile | None, au: date) -> tuple[int, ...]:
    """Exercices of a period begun by ``au``; none when the period is unknown.

    >>> exercices(DateCivile(2021, 10), DateCivile(2022, 12), date(2026, 1, 1))
    (2021, 2022)
    """
    if debut is None or fin is None:
        return ()
    return tuple(range(debut.annee, min(fin.annee, au.year) + 1))


def _attendu(contrat: Contrat, exercice: int, rapport: Rapport | None, au: date) -> Attendu:
    arrete = timezone.localtime(rapport.arrete_le).date() if rapport and rapport.arrete_le else None
    trouvee = limite_du_rapport(exercice)
    return Attendu(
        contrat, exercice, rapport, trouvee[0] if trouvee else None,
        rapport_en_retard(exercice, arrete_le=arrete, au=au),
    )  # fmt: skip
