"""Facts of the catalogue that a stay states on its child: from them ``faits`` computes deadlines."""

from __future__ import annotations

from jalons.application.acces.models import Agent
from jalons.application.etablissements.nomenclatures import types
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.places import listes
from jalons.application.places.models import Occupation


def evenements(type_unite: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the events of an arrival and of a departure, for a type of unit.

    >>> evenements("pouponniere")
    (('admission_essms', 'pouponniere_admission'), ('sejour_fini', 'pouponniere_sortie'))
    """
    connu = types().get(type_unite)
    if connu is None or not connu.admission:
        return (), ()
    if connu.pouponniere:
        return ("admission_essms", "pouponniere_admission"), ("sejour_fini", "pouponniere_sortie")
    return ("admission_essms",), ("sejour_fini",)


def arrivee(sejour: Occupation, *, par: Agent | None) -> None:
    """The child entered an establishment."""
    _constater(sejour, evenements(sejour.unite.type)[0], sejour.du, par)


def depart(sejour: Occupation, *, par: Agent | None) -> None:
    """He left it."""
    _constater(sejour, evenements(sejour.unite.type)[1], sejour.au, par)


def _constater(sejour: Occupation, codes: tuple[str, ...], le: object, par: Agent | None) -> None:
    if sejour.enfant is None or sejour.relais:
        return
    constats = [faits.Constat(sejour.enfant, code, le, {"sejour": sejour.numero}) for code in codes]  # type: ignore[arg-type]
    if constats:
        faits.enregistrer_plusieurs(constats, par=par)


def retirer(occupation: Occupation, *, par: Agent | None) -> None:
    """Take back the facts of a stay that is taken back."""
    if occupation.nature != listes.SEJOUR or occupation.enfant_id is None:
        return
    siens = Fait.objects.filter(
        sujet_type="enfant", sujet_id=occupation.enfant_id, annule_le=None, attributs__sejour=occupation.numero
    )
    for fait in siens:
        faits.annuler(fait=fait, par=par)
