"""Points that the layout has parted from their actions: told in one run after several actions, in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut

_MOT = re.compile(r"[a-z]{4,}")
_VIDES = frozenset({
    "dans", "pour", "avec", "leur", "leurs", "cette", "mise", "place", "afin", "ainsi", "notamment",
    "permettre", "garantir", "renforcer", "favoriser",
})  # fmt: skip


def rattacher(elements: Sequence[Brut]) -> None:
    """Give back to each action the points that follow the last of a run of actions left without any.

    The order is kept; each point goes where its words are most at home. What is so decided is marked doubtful.
    """
    ordre = [e for e in elements if e.genre in ("action", "point", "fiche")]
    rang = 0
    while rang < len(ordre):
        fin = rang
        while fin < len(ordre) and ordre[fin].genre == "action":
            fin += 1
        actions = ordre[rang:fin]
        suite = fin
        while suite < len(ordre) and ordre[suite].genre == "point":
            suite += 1
        points = ordre[fin:suite]
        # points with bullets are where they should be; those without have lost their place
        if len(actions) > 1 and len(points) > len(actions) and all("texte" in p.indices for p in points):
            _repartir(actions, points)
        rang = max(suite, rang + 1)


def _repartir(actions: Sequence[Brut], points: Sequence[Brut]) -> None:
    sacs = [_morceaux(a.texte) for a in actions]
    communs = Counter(m for sac in sacs for m in sac)
    notes = [[sum(1 / communs[m] ** 2 for m in _morceaux(p.texte) & sac) for sac in sacs] for p in points]
    for point, choix in zip(points, _meilleur_ordre(notes), strict=True):
        action = actions[choix]
        numero = f"action {action.numero}"
        point.parent = f"{action.parent} {numero}" if action.parent and action.parent.startswith("fiche") else numero
        point.indices.append("rattachement devine")


def _meilleur_ordre(notes: Sequence[Sequence[float]]) -> list[int]:
    """The action of each point: in order, none left without a point, with the greatest sum of likeness.

    >>> _meilleur_ordre([[1, 0], [0, 0], [0, 1]])
    [0, 1, 1]
    """
    nombre, vide = len(notes[0]), float("-inf")
    total = [notes[0][0], *[vide] * (nombre - 1)]
    origines: list[list[int]] = []
    for ligne in notes[1:]:
        origine = [a if a == 0 or total[a] >= total[a - 1] else a - 1 for a in range(nombre)]
        total = [ligne[a] + total[origine[a]] for a in range(nombre)]
        origines.append(origine)
    choix = [nombre - 1]
    for origine in reversed(origines):
        choix.append(origine[choix[-1]])
    return choix[::-1]


def _morceaux(texte: str) -> frozenset[str]:
    """Runs of five letters of the words that mean something: "déscolarisation" and "scolaire" share one."""
    mots = (mot for mot in _MOT.findall(plat(texte)) if mot not in _VIDES)
    return frozenset(mot[i : i + 5] for mot in mots for i in range(max(1, len(mot) - 4)))
