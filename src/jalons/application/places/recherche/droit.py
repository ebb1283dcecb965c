"""What the law says of the length of a stay, read from the catalogue. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from jalons.droit.echeances import regles_nationales
from jalons.noyau.dates import ajouter_mois

REGLE = "POUP-4M"


@lru_cache(maxsize=64)
def sejour_en_pouponniere(au: date) -> int | None:
    """Days of the longest stay in a pouponnière entered on ``au``, its renewals counted.

    ``None`` where the catalogue holds no rule for that day, or one that is not confirmed: then it excludes nobody.

    >>> sejour_en_pouponniere(date(2026, 1, 1)), sejour_en_pouponniere(date(2024, 1, 1))
    (243, None)
    """
    regle = next((r for r in regles_nationales().regles if r.code == REGLE), None)
    version = next((v for v in regle.versions if v.couvre(au)), None) if regle is not None else None
    if regle is None or version is None or not regle.confirmee or version.delai.duree is None:
        return None
    durees = [version.delai.duree]
    if regle.prolongation is not None:
        durees += [regle.prolongation.duree] * regle.prolongation.au_plus
    fin = au
    for duree in durees:
        if duree.unite not in _PAS:
            return None
        pas = timedelta(days=_PAS[duree.unite] * duree.valeur)
        fin = ajouter_mois(fin, duree.valeur) if duree.unite == "mois" else fin + pas
    return (fin - au).days


_PAS = {"mois": 0, "jour": 1, "semaine": 7}
