"""Write ``confiance.yaml``: how often what is read in each way is right, on the documents for tuning only.

The reader has been tuned on these documents: it knows all their labels, and would seem surer than it is. Each is read
twice: with the whole grammar, and with one that ignores a quarter of its labels, as it ignores those of another
département.

``python -m jalons.lecture.calibrer`` writes the file; with ``--essai`` it only measures, on the documents for testing,
the share of right elements among those said sure and the share of elements said sure.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from jalons.lecture.corpus.documents import Document, documents
from jalons.lecture.evaluation.concordance import apparier
from jalons.lecture.grammaire import Grammaire, construire, donnees_du_paquet
from jalons.lecture.modele import Confiance, Source

OUBLI = 0.25
"""Share of the labels that the second reading ignores."""
FICHIER = Path(__file__).with_name("confiance.yaml")
LIBRES = frozenset({"date", "chiffre", "effectif", "places", "indicateur", "lien"})
"""Kinds of which keys tell a part only: what they do not tell is neither right nor wrong, and is not counted."""
_ENTETE = """# How many elements read in each way were right, out of how many, on the synthetic documents for tuning.
# Written by "python -m jalons.lecture.calibrer"; never by hand, never after a look at the documents for testing.
"""


def amputee(graine: int) -> Grammaire:
    """The grammar of Jalons without a quarter of its labels, drawn from a seed."""
    alea = random.Random(graine)  # noqa: S311 - labels left out to measure, no secret
    donnees = dict(donnees_du_paquet())
    donnees["sections"] = {
        nom: [mot for mot in mots if alea.random() > OUBLI] or mots[:1] for nom, mots in donnees["sections"].items()
    }
    donnees["racines"] = {
        nom: [mot for mot in mots if alea.random() > OUBLI] or mots[:1] for nom, mots in donnees["racines"].items()
    }
    donnees["niveaux"] = [mot for mot in donnees["niveaux"] if alea.random() > OUBLI]
    return construire(donnees)


def releves(liste: Iterable[Document], *, oubli: bool = False) -> Iterator[tuple[str, str, Confiance, bool]]:
    """For each element read: its kind, its doubts, its degree, whether it is right.

    Args:
        oubli: read with a grammar that ignores a part of the labels (see ``amputee``).
    """
    from jalons.lecture.lecteur import lire_et_juger

    for document in liste:
        cle = document.cle()
        texte = document.texte()
        regles = amputee(document.graine) if oubli else None
        juges = lire_et_juger(Source(f"{document.nom}.txt", "txt", texte), regles)
        lus = [element.en_json() for element, _ in juges]
        justes = _justes(lus, cle["elements"])
        connus = {e["genre"] for e in cle["elements"]} | set(cle["exhaustif"])
        for rang, (element, doutes) in enumerate(juges):
            if element.genre in connus and (rang in justes or element.genre not in LIBRES):
                yield element.genre, doutes, element.confiance, rang in justes


def _justes(lus: list[dict[str, Any]], attendus: list[dict[str, Any]]) -> set[int]:
    """The ranks of the elements read that the key holds."""
    rendus: set[int] = set()
    for genre in {e["genre"] for e in attendus}:
        rangs = [r for r, e in enumerate(lus) if e["genre"] == genre]
        voulus = [e for e in attendus if e["genre"] == genre]
        rendus |= {rangs[i] for i, _ in apparier([lus[r] for r in rangs], voulus)}
    return rendus


def mesurer(liste: Iterable[Document]) -> dict[str, dict[str, tuple[int, int]]]:
    """For each kind and set of doubts, how many were right out of how many."""
    comptes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    documents_ = list(liste)
    for genre, doutes, _, juste in chain(releves(documents_), releves(documents_, oubli=True)):
        cas = comptes[genre][doutes]
        cas[0] += juste
        cas[1] += 1
    return {
        genre: {doutes: (cas[doutes][0], cas[doutes][1]) for doutes in sorted(cas)}
        for genre, cas in sorted(comptes.items())
    }


def verifier(liste: Iterable[Document], *, oubli: bool = False) -> tuple[float, float]:
    """The share of right elements among the sure ones, and the share of sure ones, both from 0 to 1."""
    vus = [(confiance is Confiance.SUR, juste) for _, _, confiance, juste in releves(liste, oubli=oubli)]
    surs = [juste for sur, juste in vus if sur]
    return sum(surs) / max(1, len(surs)), len(surs) / max(1, len(vus))


def ecrire(mesures: dict[str, dict[str, tuple[int, int]]]) -> str:
    """The text of the file."""
    lignes = [_ENTETE + "genres:"]
    for genre, cas in mesures.items():
        lignes.append(f"  {genre}:")
        lignes += [f'    "{doutes}": [{justes}, {total}]' for doutes, (justes, total) in cas.items()]
    return "\n".join(lignes) + "\n"


def main(arguments: list[str]) -> None:
    """Write the file, or measure."""
    if "--essai" in arguments:
        for oubli, quoi in ((False, "Toute la grammaire"), (True, "Un quart des étiquettes oubliées")):
            juste, part = verifier(documents("essai"), oubli=oubli)
            sys.stdout.write(f"{quoi} : sûrs {juste:.1%} justes ; {part:.1%} des éléments sont dits sûrs.\n")
    else:
        FICHIER.write_text(ecrire(mesurer(documents("reglage"))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
