"""What a reader makes of an edition and of the one that it corrects, read side by side.

He sees both numbers of what was revised, and rightly guesses that most of the rest has not moved: an addition of the
older edition still tells him about cells that both hide, although its total is no longer printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jalons.analyse.attaque import Cellule, Publie, Savoir, savoir


def cote_a_cote(
    vus: Sequence[Publie], anciens: Sequence[Publie], parents: Mapping[str, Mapping[str, str]],
    vraies: Mapping[Cellule, int | None],
) -> Savoir:  # fmt: skip
    """Everything that a reader of both has, for ``attaque.juger``.

    Args:
        vus: what is published now, and what agrees with it in earlier editions.
        anciens: earlier tables as they were published.
        vraies: true values now. An old addition that no longer holds with them tells him nothing: something that it
            hides has moved.

    Raises:
        EntreeRefusee: tables of ``vus``, or one of ``anciens``, contradict themselves.
    """
    tout = savoir(vus, parents)
    masquees = dict.fromkeys(tout.masquees)
    for rang, ancien in enumerate(anciens):
        sien = savoir([ancien], parents)
        noms = {c: _nom(c, v, vraies, rang) for c, v in sien.valeurs.items()}
        for somme, detail in sien.additions:
            dites = [sien.valeurs.get(c, vraies.get(c)) for c in (somme, *detail)]
            connues = [v for v in dites if v is not None]
            if len(connues) == len(dites) and connues[0] == sum(connues[1:]):
                tout.additions.append((noms.get(somme, somme), tuple(noms.get(c, c) for c in detail)))
        for cellule, valeur in sien.valeurs.items():
            tout.valeurs.setdefault(noms[cellule], valeur)
        masquees |= dict.fromkeys(sien.masquees)
    tout.masquees = [c for c in masquees if c not in tout.valeurs]
    dites_ailleurs = set(tout.masquees) | set(tout.valeurs)
    nommees = {c for somme, detail in tout.additions for c in (somme, *detail)}
    tout.inconnues = sorted((nommees | set(tout.inconnues)) - dites_ailleurs, key=sorted)
    return tout


def _nom(cellule: Cellule, valeur: int, vraies: Mapping[Cellule, int | None], rang: int) -> Cellule:
    """The cell, under another name when its number was revised: it is another unknown of the reader."""
    vraie = vraies.get(cellule)
    return cellule if vraie is None or vraie == valeur else cellule | {("édition", str(rang + 1))}
