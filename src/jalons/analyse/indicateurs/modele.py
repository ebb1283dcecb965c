"""What an indicator is, and what a computation answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir

SENS = {
    "neutre": "à lire sans jugement", "hausse": "mieux quand il monte", "baisse": "mieux quand il descend",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indicateur:
    """One indicator, as its YAML file says it.

    Attributes:
        base: relation it counts on (``bases.BASES``), ``delais`` or ``series``.
        fonction: function of the file of its family; ``parametres``: what it is told.
        article: text of law it rests on; empty for none.
        reserve: what a reader must know before he uses it.
        confirme: whether the definition was read in a published form; otherwise it is shown as such.
        serie: code of the indicator of the family ``series`` that says the same, for a comparison; empty for none.
    """

    code: str
    libelle: str
    famille: str
    base: str
    fonction: str
    parametres: Mapping[str, Any]
    unite: str
    numerateur: str
    denominateur: str
    source: str
    article: str
    reserve: str
    sens: str
    confirme: bool
    serie: str = ""


@dataclass(frozen=True, slots=True)
class Formule:
    """What a family gives for a base: scalars of one row, to be aggregated together.

    Attributes:
        denominateur: ``None`` for a count or a median.
        inconnus: rows for which the registers do not say whether they count.
        ages: ages of the population that divides, when there is one; the rate is for ``pour`` of them.
        sans: in French, why there is no answer when ``numerateur`` is null.
    """

    numerateur: ir.NumericValue
    denominateur: ir.NumericValue | None
    inconnus: ir.IntegerValue
    ages: tuple[int, int] | None = None
    pour: int = 1
    sans: str = "aucune ligne ne compte"


CALCULE, NON_CALCULABLE = "calcule", "non_calculable"


@dataclass(frozen=True, slots=True)
class Resultat:
    """The answer for one indicator and one group.

    Attributes:
        valeur: ``None`` when it is not computable; a count is then "at least" when ``inconnus`` is not zero.
        inconnus: rows of which the registers do not say enough; left out of shares, not counted in counts.
        raison: in French, why it is not computable.
    """

    code: str
    libelle: str
    famille: str
    groupe: str
    unite: str
    valeur: float | None
    numerateur: float | None
    denominateur: float | None
    inconnus: int
    etat: str
    raison: str
    confirme: bool
    reserve: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self) | {"details": dict(self.details)}
