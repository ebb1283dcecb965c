"""Write ``confiance.yaml``: what doubts weigh, and from how many points what is read is sure, on layouts left out.

The reader has been tuned on these documents: it knows all their labels, and would seem surer than it is. Each is read
with the whole grammar, with grammars that ignore some labels, and printed otherwise (``corpus.alterations``).
Then layouts are left out, some at a time: doubts are weighed on the others, and the points that make an element sure
are those from which elements of the layouts left out were right.

``python -m jalons.lecture.calibrer`` writes the file, without the printed layouts (``docs/adr/0066``); with ``--essai``
it only measures, on the documents for testing, the share of right elements among those said sure and the share of
elements said sure.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jalons.lecture.confiance import DEVINES, Bareme, Baremes, groupe
from jalons.lecture.corpus.alterations import ALTERATIONS
from jalons.lecture.corpus.documents import Document, documents
from jalons.lecture.corpus.publies import catalogue
from jalons.lecture.evaluation.concordance import apparier
from jalons.lecture.grammaire import Grammaire, construire, donnees_du_paquet
from jalons.lecture.modele import Confiance, Source
from jalons.lecture.poids import Releve, peser

OUBLI = 0.25
"""Share of the labels that a reading for measuring ignores."""
OUBLIS = (OUBLI, 0.6)
"""Shares of the labels that readings for calibrating ignore."""
ALTEREES = 2
"""Readings of each document printed otherwise."""
PLIS = 6
"""Groups of layouts, each left out in its turn."""
SUR, PROBABLE, RARE = 0.98, 0.85, 0.95
"""Least share of right elements among those that have these points or more, in the layouts left out.

Of a kind met too little to be told sure by itself, ``RARE``, and ``SUR`` with the kinds of its group.
"""
PEU = 200
"""Elements of a kind under which it is met too little."""
SANS = 99.0
"""More points than any element has."""
FICHIER = Path(__file__).with_name("confiance.yaml")
LIBRES = frozenset({
    "date", "chiffre", "effectif", "places", "indicateur", "lien", "cible", "sigle", "organisation", "territoire",
})  # fmt: skip
"""Kinds of which keys tell a part only: what they do not tell is neither right nor wrong, and is not counted.

The key of an act (see ``corpus.actes``) names those of which it tells everything: there, they are counted.
"""
_ENTETE = """# Points of each kind, points that each doubt takes away, points from which what is read is sure or likely.
# Written by "python -m jalons.lecture.calibrer"; never by hand, never after a look at the documents for testing.
"""


def amputee(graine: int, part: float = OUBLI) -> Grammaire:
    """The grammar of Jalons without a part of its labels (from 0 to 1), drawn from a seed."""
    alea = random.Random(graine)  # noqa: S311 - labels left out to measure, no secret
    donnees = dict(donnees_du_paquet())
    for champ in ("sections", "racines", "titres"):
        donnees[champ] = {
            nom: [mot for mot in mots if alea.random() > part] or mots[:1] for nom, mots in donnees[champ].items()
        }
    donnees["niveaux"] = [mot for mot in donnees["niveaux"] if alea.random() > part] or donnees["niveaux"][:1]
    return construire(donnees)


def releves(document: Document, source: Source, regles: Grammaire | None = None) -> Iterator[tuple[Releve, Confiance]]:
    """For each element read in this form of a document: its kind, its doubts, whether it is right; and its degree."""
    from jalons.lecture.lecteur import lire_et_juger

    cle = document.cle()
    juges = lire_et_juger(source, regles)
    justes = _justes([element.en_json() for element, _ in juges], cle["elements"])
    complets = set(cle.get("complets", ()))
    valeurs = {(e["genre"], str(e.get("valeur"))) for e in cle["elements"] if e["genre"] in complets}
    connus = {e["genre"] for e in cle["elements"]} | set(cle["exhaustif"]) | complets
    for rang, (element, doutes) in enumerate(juges):
        juste = rang in justes
        if element.genre in complets:  # told twice, a date is right twice
            juste = (element.genre, str(element.valeur)) in valeurs
        elif element.genre not in connus or (element.genre in LIBRES and not juste):
            continue
        yield Releve(element.genre, doutes, mise_en_page(document), juste), element.confiance


def mise_en_page(document: Document) -> str:
    """The layout of a document: that of its form written by hand, of its contract, of its style."""
    if document.publie:
        return catalogue.publie(document.nom).page.__name__
    return document.forme or document.acte or document.contrat or document.style.engagement


def toutes_les_lectures(liste: Iterable[Document]) -> Iterator[Releve]:
    """What is read of each document: with every label, with some forgotten, and printed otherwise."""
    for document in liste:
        source = document.source()
        texte = source.texte
        lectures: list[tuple[Source, Grammaire | None]] = [(source, None)]
        lectures += [(source, amputee(document.graine, part)) for part in OUBLIS]
        autres = [autre for alteration in ALTERATIONS if (autre := alteration(texte)) != texte]
        alea = random.Random(document.graine)  # noqa: S311 - which layouts to try, no secret
        for autre in alea.sample(autres, min(ALTEREES, len(autres))):
            lectures.append((Source(f"{document.nom}.txt", "txt", autre), amputee(document.graine)))
        for lu, regles in lectures:
            yield from (releve for releve, _ in releves(document, lu, regles))


def _justes(lus: list[dict[str, Any]], attendus: list[dict[str, Any]]) -> set[int]:
    """The ranks of the elements read that the key holds."""
    rendus: set[int] = set()
    for genre in {e["genre"] for e in attendus}:
        rangs = [r for r, e in enumerate(lus) if e["genre"] == genre]
        voulus = [e for e in attendus if e["genre"] == genre]
        rendus |= {rangs[i] for i, _ in apparier([lus[r] for r in rangs], voulus)}
    return rendus


def mesurer(liste: Iterable[Document]) -> Baremes:
    """The points of each group of kinds."""
    return baremes(list(toutes_les_lectures(liste)))


def baremes(lus: list[Releve]) -> Baremes:
    """The points of each group of kinds, from what was read."""
    rendus = {}
    for nom in sorted({groupe(r.genre) for r in lus}):
        siens = [r for r in lus if groupe(r.genre) == nom]
        genres, doutes = peser(siens)
        laisses = sorted(_laisses(siens), key=lambda x: (-x[0], x[1].juste))
        # what is guessed is never sure: it says nothing of the points of what is
        surs = [x for x in laisses if not DEVINES.intersection(x[1].doutes)]
        sur = {genre: seuil for genre in genres if (seuil := _sur(genre, surs)) is not None}
        autres = [x for x in laisses if x[0] < sur.get(x[1].genre, SANS) or DEVINES.intersection(x[1].doutes)]
        probable = _seuil(autres, PROBABLE)
        rendus[nom] = Bareme(genres, doutes, sur, SANS if probable is None else probable)
    return rendus


def _sur(genre: str, laisses: list[tuple[float, Releve]]) -> float | None:
    """The points from which a kind is sure."""
    siens = [x for x in laisses if x[1].genre == genre]
    if len(siens) >= PEU:
        return _seuil(siens, SUR)
    seuils = (_seuil(siens, RARE), _seuil(laisses, SUR))
    return None if None in seuils else max(s for s in seuils if s is not None)


def _laisses(siens: list[Releve]) -> Iterator[tuple[float, Releve]]:
    """Each element with its points where its layout was left out."""
    pli = {page: rang % PLIS for rang, page in enumerate(sorted({r.mise_en_page for r in siens}))}
    for n in sorted(set(pli.values())):
        genres, doutes = peser([r for r in siens if pli[r.mise_en_page] != n])
        bareme = Bareme(genres, doutes, {}, SANS)
        for r in siens:
            if pli[r.mise_en_page] == n and r.genre in genres:
                yield bareme.points(r.genre, r.doutes), r


def _seuil(laisses: list[tuple[float, Releve]], part: float) -> float | None:
    """The fewest points from which the share of right elements is ``part`` or more; ``None`` when there are none."""
    justes, seuil = 0, None
    for rang, (points, releve) in enumerate(laisses, 1):
        justes += releve.juste
        dernier = rang == len(laisses) or laisses[rang][0] < points
        if dernier and justes + 0.5 >= part * (rang + 1):
            seuil = round(points, 2)
    return seuil


def verifier(liste: Iterable[Document], *, oubli: bool = False) -> tuple[float, float]:
    """The share of right elements among the sure ones, and the share of sure ones, both from 0 to 1.

    Args:
        oubli: read with a grammar that ignores a quarter of the labels (see ``amputee``).
    """
    vus = [
        (confiance is Confiance.SUR, releve.juste)
        for document in liste
        for releve, confiance in releves(document, document.source(), amputee(document.graine) if oubli else None)
    ]
    surs = [juste for sur, juste in vus if sur]
    return sum(surs) / max(1, len(surs)), len(surs) / max(1, len(vus))


def ecrire(mesures: Baremes) -> str:
    """The text of the file."""
    lignes = [_ENTETE.rstrip("\n")]
    for nom, bareme in mesures.items():
        lignes += [f"{nom}:", f"  probable: {bareme.probable}", "  sur:"]
        lignes += [f"    {genre}: {points}" for genre, points in sorted(bareme.sur.items())]
        lignes.append("  genres:")
        lignes += [f"    {genre}: {points}" for genre, points in sorted(bareme.genres.items())]
        lignes.append("  doutes:")
        lignes += [f"    {doute}: {points}" for doute, points in sorted(bareme.doutes.items())]
    return "\n".join(lignes) + "\n"


def main(arguments: list[str]) -> None:
    """Write the file, or measure."""
    if "--essai" in arguments:
        for oubli, quoi in ((False, "Toute la grammaire"), (True, "Un quart des étiquettes oubliées")):
            juste, part = verifier(documents("essai"), oubli=oubli)
            sys.stdout.write(f"{quoi} : sûrs {juste:.1%} justes ; {part:.1%} des éléments sont dits sûrs.\n")
    else:
        reglage = [d for d in documents("reglage") if not d.publie]
        FICHIER.write_text(ecrire(mesurer(reglage)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
