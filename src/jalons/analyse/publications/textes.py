"""Sentences that every output repeats: method, secrecy, credits."""

from __future__ import annotations

from collections.abc import Iterator

from jalons.analyse.publications.marques import MASQUE
from jalons.analyse.publications.modele import PUBLIC, Contenu


def methode(contenu: Contenu) -> Iterator[str]:
    """How the figures were made."""
    sources = dict.fromkeys(t.source for t in contenu.tableaux)
    yield f"Sources : {' ; '.join(sources)}."
    jours = sorted({t.au for t in contenu.tableaux})
    yield f"Chiffres au {', au '.join(f'{j:%d/%m/%Y}' for j in jours)}. Les fichiers d'entrée sont figés."
    if contenu.versions:
        yield f"Calculé avec {', '.join(f'{n} {v}' for n, v in contenu.versions.items())}."
    if contenu.corrige:
        yield f"Cette édition corrige une édition passée : {contenu.corrige}"


def secret(contenu: Contenu) -> Iterator[str]:
    """What is hidden and how far it was tried."""
    masquees = sum(v == MASQUE for t in contenu.tableaux for v in t.cellules.values())
    yield (
        f"Les effectifs de 1 à {contenu.seuil - 1} sont masqués, et d'autres cellules avec eux pour qu'aucun total "
        f"ne les rende : {masquees} en tout. La marque ne dit pas pourquoi chacune l'est."
    )
    yield "Une attaque indépendante a tenté, avant la publication, de retrouver les cellules masquées, sans y parvenir."
    if contenu.anterieures:
        yield f"Éditions passées prises en compte : {', '.join(contenu.anterieures)}."
    libres = [t.titre for t in contenu.tableaux if t.genre == PUBLIC]
    if libres:
        yield f"Chiffres déjà publics, repris tels quels : {', '.join(libres)}."
