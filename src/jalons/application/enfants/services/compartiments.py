"""Writing in a sensitive compartment."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import (
    BesoinsAccueil,
    DonneesJudiciaires,
    DonneesMedicales,
    Enfant,
    SecretNaissance,
)
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee

Compartiment = SecretNaissance | DonneesMedicales | DonneesJudiciaires | BesoinsAccueil


@transaction.atomic
def ecrire_compartiment(
    modele: type[Compartiment], *, enfant: Enfant, version: int, par: Agent | None, **champs: Any
) -> Compartiment:
    """Write the compartment ``modele`` of a child; the first writing makes it (``version`` 0).

    Raises:
        VersionDepassee: somebody saved in between.
    """
    verrouiller_dossier(enfant)  # two first writings wait for each other
    ligne: Compartiment | None = modele.objects.filter(enfant=enfant).first()
    actuelle = ligne.version if ligne else 0
    if actuelle != version:
        raise VersionDepassee(version, actuelle, quoi="Cette partie du dossier", objet=ligne)
    ligne = ligne or modele(collectivite_id=enfant.collectivite_id, enfant=enfant, version=0)
    for champ, valeur in champs.items():
        setattr(ligne, champ, valeur.strip() if isinstance(valeur, str) else valeur)
    ligne.version += 1
    ligne.save()
    compartiment = modele._meta.model_name or ""
    journaliser("enfants:ecrire_compartiment", objet=enfant, par=par, compartiment=compartiment)
    return ligne
