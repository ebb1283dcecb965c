"""Reads of fiches and frames. A page starts from ``visibles`` (the perimeter); the rest is read inside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from jalons.application.acces.gate import visibles as visibles_pour
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.agregats import Listes, instances, poser, tableau
from jalons.application.fiches.models import (
    Action,
    Cadre,
    Etape,
    Fiche,
    FicheIndicateur,
    Intervenant,
    Justification,
    Lien,
    Note,
    Placement,
    Resultat,
    Rubrique,
)  # fmt: skip

_LISTES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "intervenants": (Intervenant, ()),
    "actions": (Action, ()),
    "resultats": (Resultat, ()),
    "liens": (Lien, ("vers",)),
    "placements": (Placement, ("cadre", "rubrique")),
    "notes": (Note, ("auteur",)),
    "mesures": (FicheIndicateur, ("indicateur",)),
}
"""Name of each list of a fiche → its model and the links read with it."""

_TABLEAUX = Listes(
    Fiche,
    lambda: {
        **{nom: tableau(modele.objects.all(), liens=liens) for nom, (modele, liens) in _LISTES.items()},
        "etapes": tableau(Etape.objects.all(), cle="action__fiche"),
    },
)


def visibles(requete: Requete) -> QuerySet[Fiche]:
    """Fiches that the agent of the request may see."""
    return visibles_pour(Fiche.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)


def fiche_complete(pk: int, *, parmi: QuerySet[Fiche] | None = None) -> Fiche:
    """A fiche with all its lists, each action with its steps: one query, ``.all()`` then costs nothing.

    Args:
        parmi: where to look (``visibles(requete)`` from a page).

    Raises:
        Fiche.DoesNotExist: no such fiche there.
    """
    base = Fiche.objects.all() if parmi is None else parmi
    fiche = base.select_related("collectivite").annotate(_lignes=_TABLEAUX.expression).get(pk=pk)
    lignes = dict(zip(_TABLEAUX.noms, getattr(fiche, "_lignes", []), strict=True))
    for nom, (modele, liens) in _LISTES.items():
        poser(fiche, nom, instances(modele, lignes[nom], liens))
    toutes = instances(Etape, lignes["etapes"])
    for action in fiche.actions.all():
        action.fiche = fiche
        poser(action, "etapes", [e for e in toutes if e.action_id == action.pk])
    return fiche


def placements_du_cadre(cadre: Cadre) -> QuerySet[Placement]:
    """Places of fiches in ``cadre`` in its order, with fiche and heading loaded."""
    return Placement.objects.filter(cadre=cadre).select_related("fiche", "rubrique").order_by("ordre", "numero", "id")


def fiches_du_cadre(cadre: Cadre) -> QuerySet[Fiche]:
    """Fiches of ``cadre``, each once, in its order; ``numero`` is the number it has there (``None``: none)."""
    ici = Placement.objects.filter(cadre=cadre, fiche=OuterRef("pk")).order_by("ordre", "id")
    return (
        Fiche.objects.filter(placements__cadre=cadre)
        .annotate(numero=Subquery(ici.values("numero")[:1]), _rang=Min("placements__ordre"))
        .order_by("_rang", "numero", "titre")
    )


def rubriques_du_cadre(cadre: Cadre) -> QuerySet[Rubrique]:
    """Headings of ``cadre`` in force, in order."""
    return Rubrique.objects.filter(cadre=cadre, retire_le=None)


def pour_regles(fiche: Fiche, *, financee: bool | None = None) -> dict[str, object]:
    """What ``rules.fiche_incomplete`` reads: the content of each field of the circular, by its code.

    Args:
        fiche: better read by ``fiche_complete``, so that no query is needed.
        financee: whether amounts are attached to it, when the caller (above ``finances``) knows.
    """
    indicateurs = [m.indicateur for m in fiche.mesures.all()]
    return {
        "objet": fiche.objet,
        "public": fiche.public,
        "acteurs": [i.nom for i in fiche.intervenants.all()],
        "calendrier": fiche.calendrier or fiche.debut or fiche.fin,
        "financements": fiche.financements or financee,
        "objectifs": [p.rubrique_id for p in fiche.placements.all() if p.rubrique_id],
        "indicateurs": [i.code for i in indicateurs],
        "cibles": [i.code for i in indicateurs if i.t0_valeur is not None],
        "constats": fiche.constats,
        "etapes": [a.pk for a in fiche.actions.all()],
        "pilotes": [i.nom for i in fiche.intervenants.all() if i.role == Intervenant.Role.PILOTE],
        "partenaires": [i.nom for i in fiche.intervenants.all() if i.role == Intervenant.Role.PARTENAIRE],
        "resultats_attendus": [r.texte for r in fiche.resultats.all()],
        "liens": [x.pk for x in fiche.liens.all()],
    }


_FINANCEES: list[Callable[[Fiche], bool]] = []


def inscrire_financement(financee: Callable[[Fiche], bool]) -> None:
    """Let the module of amounts, above, say whether a fiche has some; called in its ``AppConfig.ready``."""
    if financee not in _FINANCEES:
        _FINANCEES.append(financee)


def est_financee(fiche: Fiche) -> bool | None:
    """Whether amounts are attached to ``fiche``; ``None`` when no module keeps amounts."""
    return any(financee(fiche) for financee in _FINANCEES) if _FINANCEES else None


def justifications(cadre: Cadre) -> dict[str, Justification]:
    """Justifications of ``cadre``, by ``Ecart.cle``, their authors loaded."""
    return {j.cle: j for j in Justification.objects.filter(cadre=cadre).select_related("auteur")}


def notes_visibles(requete: Requete) -> QuerySet[Note]:
    """Notes that the agent of the request may read."""
    return visibles_pour(Note.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)
