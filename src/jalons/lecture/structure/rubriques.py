"""What stands under the labels of a fiche: lists, values beside their label, actions that no word announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut, nombre
from jalons.lecture.structure.lignes import PUCES
from jalons.lecture.structure.rangees import Case

GENRES = {
    "constat": "constat", "resultat_attendu": "resultat_attendu", "indicateur": "indicateur", "lien": "lien",
    "echeance": "calendrier", "financement": "financement", "public": "public", "territoire": "territoire",
    "objectif": "objet",
}  # fmt: skip
"""The kind of element that each label announces."""
COURTE = 170
"""Most characters of an action told without a bullet."""


def valeur(bloc: Bloc) -> Bloc | None:
    """What stands beside a label, as a block of its own; ``None`` when nothing does."""
    texte = bloc.texte
    if not texte:
        return None
    premiere = bloc.lignes[0]
    reste = premiere.texte[bloc.depart - premiere.debut :]
    puce = reste[:1] if reste[:1] in PUCES and reste[1:2] == " " else ""
    depart = bloc.depart + (len(reste) - len(reste[1:].lstrip()) if puce else 0)
    ligne = replace(premiere, debut=depart, texte=premiere.texte[depart - premiere.debut :], puce=puce)
    morceaux = [ligne.texte.strip(), *bloc.morceaux[1:]]
    return Bloc("puce" if puce else "texte", [ligne, *bloc.lignes[1:]], depart, morceaux=morceaux)


_POINT_VIRGULE = re.compile(r"\s?;\s+(?![^()]*\))")
_EN_LISTE = frozenset({"constat", "resultat_attendu", "indicateur", "modalites"})
"""Labels beside which a sentence may hold a list."""


def en_morceaux(bloc: Bloc, section: str) -> list[Bloc]:
    """The items of a list told in one sentence, parted by semicolons; the block itself when it is none.

    Two semicolons at least among constats, which are sentences; each item has a few words.
    """
    if section not in _EN_LISTE or ";" not in bloc.texte:
        return [bloc]
    texte = " ".join(ligne.texte for ligne in bloc.lignes)
    coupes = [m.span() for m in _POINT_VIRGULE.finditer(texte)]
    bornes = list(zip([0, *(b for _, b in coupes)], [*(a for a, _ in coupes), len(texte)], strict=True))
    bornes = [(a, b) for a, b in bornes if texte[a:b].strip()]
    moins = 3 if section == "constat" else 2
    if len(bornes) < moins or any(len(texte[a:b].split()) < 2 or ". " in texte[a:b] for a, b in bornes):
        return [bloc]
    # offsets in the joined text give back those of the lines
    place = [li.debut + i for li in bloc.lignes for i in range(len(li.texte) + 1)]
    return [
        Bloc(
            "texte",
            [replace(bloc.lignes[0], debut=place[a], fin=place[b - 1] + 1, texte=texte[a:b], puce="")],
            place[a], morceaux=[texte[a:b].rstrip(" .")],
        )
        for a, b in bornes
    ]  # fmt: skip


_PHRASES = re.compile(r"[a-zà-ÿ)»]\.\s+[A-ZÀ-Ý]")
_QUESTION = re.compile(r"[A-ZÀ-Ý][^?:;]{3,48}\s?\?(?:\s|$)")
PROSE = 25
"""Fewest words of a paragraph among names."""


def hors_des_noms(bloc: Bloc) -> bool:
    """Whether a block under the label of names is none: a paragraph of several sentences, or a question.

    >>> from jalons.lecture.structure.lignes import lire_ligne
    >>> ligne = lire_ligne("Pourquoi agir ? Les délais s'allongent", 0, blanc=False, page=False)
    >>> hors_des_noms(Bloc("texte", [ligne], 0, morceaux=[ligne.texte]))
    True
    """
    texte = bloc.texte
    if bloc.puce or bloc.nature != "texte":
        return False
    return bool(_QUESTION.match(texte)) or (len(texte.split()) >= PROSE and bool(_PHRASES.search(texte)))


def du_rang(bloc: Bloc, ici: str, numero: int | str | None, parent: str | None) -> list[Brut]:
    """The elements of a row of a plan of action: its action, named ``ici``, then what its other cells say of it."""
    rendus = []
    for case in bloc.cases:
        genre = {"pilote": "pilote", "partenaire": "partenaire"}.get(case.quoi) or GENRES.get(case.quoi, "")
        if case.quoi == "action":
            rendus.append(Brut("action", case.texte, case.debut, case.fin, numero, parent, indices=["rang"]))
        elif genre in ("pilote", "partenaire"):
            rendus += _noms(genre, case.texte, case.debut, ici)
        elif genre:
            rendus.append(Brut(genre, case.texte, case.debut, case.fin, parent=ici, indices=["rang"]))
    return rendus


_TETE = re.compile(
    r"(?:[A-ZÀ-Ý][a-zà-ÿ]+(?: [a-zà-ÿ]+)? ?(?:n ?° ?)?)?(?P<numero>\d{1,2}(?:\.\d{1,2})*)(?:[ .:)–—-]+)(?=\S)"
)


def sous_theme_du_rang(case: Case, parent: str | None) -> Brut:
    """The sub-theme that a cell tells, its number apart: « Objectif 2 : Aider », « 2.1 Aider », « Aider »."""
    trouve = _TETE.match(case.texte)
    reste = trouve.end() if trouve else 0
    numero = nombre(trouve.group("numero")) if trouve else None
    return Brut("sous_theme", case.texte[reste:], case.debut + reste, case.fin, numero, parent, indices=["liste"])


def _noms(genre: str, texte: str, debut: int, parent: str) -> list[Brut]:
    from jalons.lecture.structure.organismes import separer

    return [
        Brut(genre, nom, debut + place, debut + place + len(nom), parent=parent, indices=["rang"])
        for place, nom in separer(texte)
    ]


def sans_les_lignes_en_trop(elements: Sequence[Brut]) -> list[Brut]:
    """The elements without the actions read in plain lines of a fiche that has labelled or bulleted actions."""
    nettes = {e.parent for e in elements if e.genre == "action" and "ligne" not in e.indices}
    return [e for e in elements if e.genre != "action" or "ligne" not in e.indices or e.parent not in nettes]
