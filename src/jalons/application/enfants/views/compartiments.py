"""Sensitive compartments: a page each, a permission each; each reading says which one was opened."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import Vue, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import edition, porte, selectors, services
from jalons.application.enfants.forms import JudiciaireForm, MedicalForm, SecretForm, Versionnee


def _vue(code: str, titre: str, permission: Permission, classe: type[Versionnee], intro: str) -> Vue:
    @require_http_methods(["GET", "POST"])
    @requiert(permission)
    def compartiment(request: Requete, pk: int) -> HttpResponse:
        """Read and write one compartment."""
        enfant = porte.ouvrir(
            request, pk, page=f"compartiment {code}", maintenant=timezone.now(), voir=permission, faire=permission
        )

        def courant() -> tuple[int, dict[str, Any]]:
            ligne = selectors.compartiment_de(code, enfant)
            return (ligne.version if ligne else 0), {n: getattr(ligne, n, "") or "" for n in classe.noms()}

        return edition.section(
            request, enfant, titre=titre, intro=intro, courant=courant,
            construire=lambda recu, initial: classe(recu, initial=initial),
            ecrire=lambda version, champs: services.ecrire_compartiment(
                selectors.COMPARTIMENTS[code], enfant=enfant, version=version, par=request.user, **champs
            ),
        )  # fmt: skip

    return compartiment


medical = _vue(
    "medical", "Données médicales", Permission.ENFANTS_MEDICAL, MedicalForm,
    "N'y écrivez que ce que doivent savoir ceux qui soignent l'enfant ou l'accueillent.",
)  # fmt: skip
judiciaire = _vue(
    "judiciaire", "Données judiciaires", Permission.ENFANTS_JUDICIAIRE, JudiciaireForm,
    "Juridictions, procédures, droits de visite ; les décisions elles-mêmes sont avec les mesures.",
)  # fmt: skip
secret = _vue(
    "secret", "Secret de la naissance", Permission.ENFANTS_SECRET_NAISSANCE, SecretForm,
    "Où se trouve le pli, quels délais courent. N'écrivez jamais l'identité de la mère de naissance.",
)  # fmt: skip
