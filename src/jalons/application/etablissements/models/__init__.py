"""Tables of ``etablissements``, by subject."""

from jalons.application.etablissements.models.actes import Acte
from jalons.application.etablissements.models.appels import AppelProjets, Candidature
from jalons.application.etablissements.models.controles import Controle, PlanControle, SuiteControle
from jalons.application.etablissements.models.cpom import Cpom, Engagement, EtablissementDuCpom
from jalons.application.etablissements.models.evaluations import ActionAmelioration, Evaluation
from jalons.application.etablissements.models.evenements import EvenementIndesirable
from jalons.application.etablissements.models.immobilier import Financement, Operation
from jalons.application.etablissements.models.lieux import Etablissement, Organisme, UniteAccueil
from jalons.application.etablissements.models.termes import ATenir

__all__ = [
    "ATenir", "Acte", "ActionAmelioration", "AppelProjets", "Candidature", "Controle", "Cpom", "Engagement",
    "Etablissement", "EtablissementDuCpom", "Evaluation", "EvenementIndesirable", "Financement", "Operation",
    "Organisme", "PlanControle", "SuiteControle", "UniteAccueil",
]  # fmt: skip
