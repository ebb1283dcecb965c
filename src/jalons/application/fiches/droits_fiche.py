"""Who may act on a fiche: the permission, and for a pilote, her own fiches only."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from jalons.application.acces.gate import exiger as exiger_permission
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.models import Fiche, Intervenant


def exiger(requete: Requete, permission: Permission, fiche: Fiche) -> None:
    """Let the request go on only if its agent may ``permission`` on this very fiche.

    Raises:
        PermissionDenied: she does not hold it, or holds it on her own fiches and does not steer this one.
    """
    exiger_permission(requete, permission, fiche.collectivite_id)
    if not _la_sienne(requete, permission, fiche):
        raise PermissionDenied("Cette fiche a un autre pilote : demandez à en devenir pilote, ou à son pilote d'agir.")


def peut(requete: Requete, permission: Permission, fiche: Fiche) -> bool:
    """The same as an answer."""
    return requete.droits.peut(permission, fiche.collectivite_id) and _la_sienne(requete, permission, fiche)


def permises(requete: Requete, permission: Permission, fiches: Collection[Fiche]) -> set[int]:
    """Keys of those of ``fiches`` on which the agent may: ``peut`` for a whole page, in one query at most."""
    codes = {c for c in {f.collectivite_id for f in fiches} if requete.droits.peut(permission, c)}
    restreints = {c for c in codes if requete.droits.seulement_ses_dossiers(permission, c)}
    libres = {f.pk for f in fiches if f.collectivite_id in codes - restreints}
    autres = [f.pk for f in fiches if f.collectivite_id in restreints]
    if not autres:
        return libres
    siennes = Intervenant.objects.filter(fiche__in=autres, role=Intervenant.Role.PILOTE, agent=requete.user.pk)
    return libres | set(siennes.values_list("fiche_id", flat=True))


def _la_sienne(requete: Requete, permission: Permission, fiche: Fiche) -> bool:
    if not requete.droits.seulement_ses_dossiers(permission, fiche.collectivite_id):
        return True
    return any(i.role == Intervenant.Role.PILOTE and i.agent_id == requete.user.pk for i in fiche.intervenants.all())
