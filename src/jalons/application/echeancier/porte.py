"""The gate of one deadline: its subject is opened through the gate of its own module, whatever it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.echeancier import actes
from jalons.application.enfants.models import Enfant
from jalons.application.faits import sujets
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import du_perimetre
from jalons.application.territoires.models import Territorial

SUIVRE, REPRENDRE = Permission.ECHEANCIER_SUIVRE, Permission.ECHEANCIER_REPRENDRE


@dataclass(frozen=True, slots=True)
class Ouverte:
    """A deadline and its subject, for one agent.

    Attributes:
        suivre: she may say something of it: an act, a reason, that she has seen it.
        reprendre: she may take back what a colleague recorded.
    """

    echeance: Echeance
    sujet: Territorial | None
    suivre: bool
    reprendre: bool

    @property
    def nom(self) -> str:
        """The subject on the page of an act about it: a child's is shown to nobody who may not open his file."""
        if isinstance(self.sujet, Enfant):
            return f"{self.sujet.nom_complet}, dossier {self.sujet.numero}"
        genre = sujets.genre(self.echeance.sujet_type)
        presente = genre.presenter([self.echeance.sujet_id]) if genre is not None else {}
        return presente[self.echeance.sujet_id].titre if self.echeance.sujet_id in presente else ""

    def a_tenir(self) -> list[actes.Acte]:
        """The acts that fulfil it and that no other page states."""
        genre = sujets.genre(self.echeance.sujet_type)
        if genre is not None and genre.a_noter is not None:
            return actes.declares(genre.a_noter(self.echeance.code))
        return actes.a_tenir(regles_de(self.echeance.collectivite_id), self.echeance.regle, self.echeance.sujet_type)

    def possibles(self) -> list[actes.Acte]:
        """The acts that move its last day."""
        return actes.possibles(regles_de(self.echeance.collectivite_id), self.echeance.regle)


def ouvrir(requete: Requete, pk: int, *, page: str, maintenant: datetime, faire: Permission | None = None) -> Ouverte:
    """The deadline, for somebody who may read its subject, then ``faire`` the act; a child's reading is journalled.

    Raises:
        Http404: out of her perimeter, or nothing can be said of the deadlines of that kind.
        PermissionDenied: she may read it and not act.
    """
    echeance = get_object_or_404(du_perimetre(requete).select_related("fait"), pk=pk)
    requete.lieu = echeance.collectivite_id
    genre = sujets.genre(echeance.sujet_type)
    if genre is None or genre.ouvrir is None or genre.tenues is None:
        if faire is not None:
            raise Http404("Rien ne se note sur les échéances de cette sorte.")
        return Ouverte(echeance, None, suivre=False, reprendre=False)
    sujet = genre.ouvrir(requete, echeance.sujet_id, page=page, maintenant=maintenant, faire=faire)
    tenues = genre.tenues(requete, sujet, [SUIVRE, REPRENDRE], maintenant=maintenant)
    return Ouverte(echeance, sujet, suivre=SUIVRE in tenues, reprendre=REPRENDRE in tenues)
