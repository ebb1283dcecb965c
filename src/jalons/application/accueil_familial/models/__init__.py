"""Tables of ``accueil_familial``, by subject."""

from jalons.application.accueil_familial.models.personnes import AssistantFamilial, Domicile
from jalons.application.accueil_familial.models.suivi import Decision, Disponibilite, Justificatif, Relais

__all__ = ["AssistantFamilial", "Decision", "Disponibilite", "Domicile", "Justificatif", "Relais"]
