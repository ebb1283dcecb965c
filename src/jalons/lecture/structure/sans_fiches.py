"""Plans without fiches: what the bullets under the narrowest headings say is to be done."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut, du_bloc

_LONG = 300
"""Characters over which a bullet is a paragraph."""


def actions_sans_fiche(liste: Sequence[Bloc], elements: Sequence[Brut]) -> list[Brut]:
    """The actions that bullets announce under the headings of the narrowest rank, and the points under them.

    Only where two headings of that rank at least have such a list, and no label stands in the plan.
    """
    if any(bloc.nature in ("section", "rang") for bloc in liste):
        return []
    rangs = [g for g in ("engagement", "sous_theme", "objectif") if sum(e.genre == g for e in elements) > 1]
    if len(rangs) < 2:
        return []
    titres = {e.debut: e for e in elements if e.genre == rangs[-1] and "sommaire" not in e.indices}
    rendus: list[Brut] = []
    porteur: str | None = None
    nombre, marge = 0, 0
    for bloc in liste:
        if bloc.nature == "titre":
            titre = titres.get(bloc.depart)
            porteur = f"{titre.genre} {titre.numero}" if titre is not None and titre.numero is not None else None
            nombre, marge = 0, -1
        elif porteur is not None and bloc.puce and len(bloc.texte) <= _LONG:
            retrait = bloc.lignes[0].retrait
            marge = retrait if marge < 0 else marge
            nombre += retrait <= marge
            genre = "action" if retrait <= marge else "point"
            rendus.append(du_bloc(genre, bloc, "liste", parent=porteur if genre == "action" else f"action {nombre}"))
    return rendus if len({e.parent for e in rendus if e.genre == "action"}) > 1 else []
