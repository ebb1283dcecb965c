"""Blocks: a heading, a label, an item of a list or a paragraph, each made of the lines that go together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.structure.lignes import Ligne, appelle_une_suite, continue_, largeurs

Nature = Literal["titre", "section", "puce", "texte"]
_FIN_DE_TITRE = 320
_BRUIT = re.compile(
    r"(?:\s+(?:[\[(\]{}|<>]*[^\w\s.…!?)»\"%€]?[\[(\]{}|<>@®©•●○◯]+|[\[(][0-9oO@]?[\])]|[^\w\s.…!?)»\"%€;:]))+\s*$"
)


@dataclass(slots=True)
class Bloc:
    """Lines that go together.

    Attributes:
        mot: the word of a heading ("axe", "action").
        numero: the number printed; ``None`` when there is none, or none that can be read.
        etiquettes: for a section, its labels (several when they are heads of columns).
        depart: where the text of the block begins in the repaired text, label and number apart.
    """

    nature: Nature
    lignes: list[Ligne]
    depart: int
    mot: str = ""
    numero: str | None = None
    etiquettes: tuple[str, ...] = ()
    morceaux: list[str] = field(default_factory=list)

    @property
    def texte(self) -> str:
        """Its words, on one line, without the noise that ends it."""
        return net(" ".join(m for m in self.morceaux if m))

    @property
    def fin(self) -> int:
        """Where it ends in the repaired text."""
        return self.lignes[-1].fin

    @property
    def puce(self) -> str:
        """The bullet that begins it, or nothing."""
        return self.lignes[0].puce

    @property
    def sommaire(self) -> bool:
        """Whether one of its lines looks like a line of a table of contents."""
        return any(ligne.sommaire for ligne in self.lignes)


def net(texte: str) -> str:
    """The text without the symbols, the guides of a table of contents and the punctuation that end it.

    >>> net("Développer l'accueil partagé [ ]"), net("Agir tôt ........ 12"), net("Le réseau Ados 62 ]")
    ("Développer l'accueil partagé", 'Agir tôt', 'Le réseau Ados 62')
    """
    texte = re.sub(r"\s*(?:\.{4,}|…{2,}|(?:\. ){3,}|_{4,})\s*\d{0,3}\s*$", "", texte)
    texte = _BRUIT.sub("", re.sub(r"\s+", " ", texte))
    return texte.strip(" \t|").rstrip(" :;,").strip()


def blocs(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Bloc]:
    """The blocks of the lines, in order; lines without a word belong to none."""
    rendus: list[Bloc] = []
    mesures = largeurs(toutes)
    precedente: Ligne | None = None
    for ligne, largeur in zip(toutes, mesures, strict=True):
        if ligne.nue:
            if ligne.sommaire and rendus:
                rendus[-1].lignes[-1] = replace(rendus[-1].lignes[-1], sommaire=True)
            continue
        bloc = _commence(ligne, precedente, grammaire)
        if bloc is None and rendus and precedente and _prolonge(rendus[-1], precedente, ligne, largeur):
            rendus[-1].lignes.append(ligne)
            rendus[-1].morceaux.append(ligne.texte)
        else:
            rendus.append(bloc or Bloc("puce" if ligne.puce else "texte", [ligne], ligne.debut, morceaux=[ligne.texte]))
        precedente = ligne
    return rendus


def _commence(ligne: Ligne, avant: Ligne | None, grammaire: Grammaire) -> Bloc | None:
    """The heading or the label that the line is; ``None`` when it is neither."""
    numerotee = ligne.puce[:1].isalnum() and ligne.puce not in "eovn"
    titre = (
        None
        if numerotee
        else grammaire.titre(ligne.plat)
        or (
            grammaire.titre_sans_numero(ligne.plat)
            if ligne.blanc and not ligne.puce and ligne.texte[:1].isupper()
            else None
        )
    )
    if titre:
        depart = ligne.debut + titre.reste
        return Bloc("titre", [ligne], depart, titre.mot, titre.numero, morceaux=[ligne.texte[titre.reste :].strip()])
    etiquettes = grammaire.etiquettes(ligne.plat)
    if not etiquettes or (ligne.puce and not ligne.texte.rstrip().endswith(":") and ":" not in ligne.texte):
        return None
    if ligne.minuscule and (not ligne.blanc or (avant and appelle_une_suite(avant))):
        return None
    fin = etiquettes[-1][1]
    noms = tuple(nom for nom, _ in etiquettes)
    return Bloc("section", [ligne], ligne.debut + fin, etiquettes=noms, morceaux=[ligne.texte[fin:].strip()])


def _prolonge(bloc: Bloc, avant: Ligne, ligne: Ligne, largeur: int) -> bool:
    if ligne.puce or bloc.nature == "section":
        return False
    if bloc.nature == "titre":
        if not bloc.texte:
            return True
        if len(bloc.texte) > _FIN_DE_TITRE or (avant.texte.endswith(":") and ligne.blanc):
            return False
    return continue_(avant, ligne, largeur, bloc.morceaux[0] if bloc.nature != "titre" else "")
