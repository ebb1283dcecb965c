"""``evaluer_colonnes``: the deadlines of a whole département at once, with the same rules and the same answers.

The rules are compiled to polars expressions. What is rare is answered by the scalar engine, opening fact by opening
fact: an affair that has extensions or suspensions, and facts that do not say to which affair they belong.
"""

from jalons.droit.echeances.colonnes.cadres import cadre
from jalons.droit.echeances.colonnes.enonces import evaluer_tous
from jalons.droit.echeances.colonnes.evaluation import evaluer_colonnes

__all__ = ["cadre", "evaluer_colonnes", "evaluer_tous"]
