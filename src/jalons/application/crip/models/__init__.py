"""Tables of ``crip``, by subject."""

from jalons.application.crip.models.evaluation import Evaluateur, Evaluation, Rencontre, ReponseGrille, RubriqueGrille
from jalons.application.crip.models.situation import EnfantConcerne, Information, Passage, RapportDu, Situation
from jalons.application.crip.models.suites import Suite, Transfert

__all__ = [
    "EnfantConcerne", "Evaluateur", "Evaluation", "Information", "Passage", "RapportDu", "Rencontre",
    "ReponseGrille", "RubriqueGrille", "Situation", "Suite", "Transfert",
]  # fmt: skip
