"""Territories that a text names: arrondissements, communes, circonscriptions, maisons of a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut
from jalons.noyau.textes import cle_tri

_QUOI = (
    r"arrondissements?|cantons?|communes?|villes?|bassins? de vie|bassins? d['’]emploi|agglomérations?|quartiers?|"
    r"communautés? (?:de communes|d['’]agglomération|urbaine)s?|métropoles?|intercommunalités?|EPCI|"
    r"circonscriptions?(?: d['’]action sociale)?|territoires?|secteurs?|pays|vallées?|îles?|"
    r"(?:maisons?|centres?)(?: départementa\w+)? d(?:es?|u) (?:la )?(?:solidarités?|départements?)|MDS|UTAS|UTS"
)
_NOM = (
    r"[A-ZÀ-Ý][\wÀ-ÿ’'-]*(?:[- ](?:(?:de l['’]|d['’])|(?:de la|de|du|des|en|sur|sous|lès|les|le|la|et)[- ])?"
    r"[A-ZÀ-Ý][\wÀ-ÿ’'-]*){0,4}"
)
_TERRITOIRE = re.compile(
    rf"(?<![\wÀ-ÿ])(?P<quoi>{_QUOI})(?:\s+(?P<de>du |de la |de l['’]|des |de )\s?|\s+(?P<d>d['’])\s?)(?P<nom>{_NOM})"
)
_PAS_UN_LIEU = re.compile(
    r"(?:Action|Fiche|Axe|Engagement|Direction|Service|Pilote|Partenaire|Maison|Centre|Aide|Enfance|Département|État|Etat)\b"
)


def territoires(texte: Texte, fiches: Sequence[tuple[int, str]] = ()) -> list[Brut]:
    """The territories that the text names, each once, in order.

    Args:
        fiches: where each fiche begins, and its name: what is named in it hangs under it.

    >>> [t.texte for t in territoires(Texte.de("Dans l'arrondissement de Lens et la commune du Portel."))]
    ['Arrondissement de Lens', 'Commune du Portel']
    """
    rendus: list[Brut] = []
    vus: set[str] = set()
    for m in _TERRITOIRE.finditer(texte.texte):
        nom = " ".join(m.group("nom").split()).rstrip("'’-")
        if _PAS_UN_LIEU.match(nom) or (nom.isupper() and len(nom) > 3) or "\n\n" in m.group():
            continue
        mots = " ".join(f"{m.group('quoi')} {m.group('de') or m.group('d')}{nom}".split())
        cle = cle_tri(mots)
        if cle in vus:
            continue
        vus.add(cle)
        avant = [fiche for debut, fiche in fiches if debut <= m.start()]
        brut = Brut("territoire", mots[0].upper() + mots[1:], m.start(), m.end(), indices=["nomme"])
        brut.parent = avant[-1] if avant else None
        rendus.append(brut)
    return rendus
