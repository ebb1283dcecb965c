"""Blocks: a heading, a label, an item of a list or a paragraph, each made of the lines that go together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from jalons.lecture.grammaire import Grammaire, Titre
from jalons.lecture.structure.lignes import Ligne, appelle_une_suite, continue_, largeurs
from jalons.lecture.structure.rangees import Case

_ETIQUETTE = re.compile(
    r"(?<=[.;|–])\s+(?=[A-ZÀ-Ý][^.:;|]{3,40}\s?:)|(?<=\|)\s+(?=[A-ZÀ-Ý][^.:;|]{3,40}$)|\s{3,}(?=[A-ZÀ-Ý][^.:;|]{3,40}\s?:)"
)
_BARRE = re.compile(r"\|\s*(?=[A-ZÀ-Ý][^.:;|]{3,40}\s?(?::|$))")
_RANG = re.compile(r"\d{1,2}(?:[.]\d{1,2})+\s+(?=[a-z])|(?:[a-h]|[ivx]{1,4}|\d{1,2}(?:[.]\d{1,2})*)\s?[./)–-]+\s*")
_NUMERO = re.compile(r"(?:[a-z]{4,14}\s)?(?:n\s?[°o]\s?)?(?:\d{1,3}|[ivx]{1,4}|[a-h])\b")
_PAGE_DITE = re.compile(r"\s+(?:p|pages?)\s?\.?\s?\d{1,3}(?:\s?[-–à]\s?\d{1,3})?\s*$", re.IGNORECASE)
Nature = Literal["titre", "section", "puce", "texte", "rang"]
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
        cases: for a row of a plan of action, its cells; empty for its heads.
        depart: where the text of the block begins in the repaired text, label and number apart.
    """

    nature: Nature
    lignes: list[Ligne]
    depart: int
    mot: str = ""
    numero: str | None = None
    etiquettes: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    morceaux: list[str] = field(default_factory=list)

    @property
    def texte(self) -> str:
        """Its words, on one line, without the noise that ends it; nor its page, in a table of contents."""
        dit = net(" ".join(m for m in self.morceaux if m))
        return net(_PAGE_DITE.sub("", dit)) if self.nature == "titre" and self.sommaire else dit

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


def blocs(
    toutes: Sequence[Ligne],
    grammaire: Grammaire,
    plan: Mapping[int, Titre] | None = None,
    rangs: Mapping[int, tuple[Case, ...]] | None = None,
) -> list[Bloc]:
    """The blocks of the lines, in order; lines without a word belong to none.

    Args:
        plan: the headings of a numbered outline, by the offset of their line (see ``numerotation``).
        rangs: the rows of plans of action, by the offset of their line (see ``plans``).
    """
    rendus: list[Bloc] = []
    toutes = list(_couper(_reunir(toutes, grammaire), grammaire))
    mesures = largeurs(toutes)
    precedente: Ligne | None = None
    for ligne, largeur in zip(toutes, mesures, strict=True):
        cases = (rangs or {}).get(ligne.debut)
        if ligne.nue and cases is None and not (rendus and _attend_une_date(rendus[-1], ligne)):
            if ligne.sommaire and rendus:
                rendus[-1].lignes[-1] = replace(rendus[-1].lignes[-1], sommaire=True)
            continue
        bloc = (
            Bloc("rang", [ligne], ligne.debut, cases=cases, morceaux=[ligne.texte])
            if cases is not None
            else _commence(ligne, precedente, grammaire, (plan or {}).get(ligne.debut))
        )
        if bloc is not None and rendus and _est_le_titre_de(rendus[-1], bloc):
            bloc = None
        if bloc is None and rendus and precedente and _prolonge(rendus[-1], precedente, ligne, largeur):
            rendus[-1].lignes.append(ligne)
            rendus[-1].morceaux.append(ligne.texte)
        else:
            rendus.append(bloc or Bloc("puce" if ligne.puce else "texte", [ligne], ligne.debut, morceaux=[ligne.texte]))
        precedente = ligne
    return rendus


def _est_le_titre_de(tete: Bloc, bloc: Bloc) -> bool:
    """Whether a line that reads as a label alone is the title of the part named alone just above: « AXE 3 »."""
    seul = tete.nature == "titre" and not tete.texte and tete.mot not in ("fiche", "action")
    return seul and bloc.nature == "section" and not bloc.texte and ":" not in bloc.lignes[0].texte and not bloc.puce


def _attend_une_date(bloc: Bloc, ligne: Ligne) -> bool:
    """Whether a line of figures is what a label of date announces."""
    return bloc.nature == "section" and bloc.etiquettes[0] == "echeance" and bool(re.search(r"\d{4}", ligne.texte))


def _couper(toutes: Sequence[Ligne], grammaire: Grammaire) -> Iterator[Ligne]:
    """The lines, those that hold several labels each with its value cut before each label.

    What goes on under such a line is cut too: before a bar and a label, before a label that begins a sentence.
    """
    ouverte = False
    for ligne in toutes:
        tete = ":" in ligne.texte and bool(grammaire.etiquettes(ligne.plat) or _tete_de_fiche(ligne, grammaire))
        barre = ligne.texte.count("|") == 1
        bornes = _BARRE if barre else _ETIQUETTE
        suite = ouverte and not tete and (barre or not ligne.blanc) and grammaire.titre(ligne.plat) is None
        morceaux = list(_aux_etiquettes(ligne, _ETIQUETTE if tete else bornes, grammaire)) if tete or suite else [ligne]
        yield from morceaux
        ouverte = len(morceaux) > 1 or (ouverte and not tete and not ligne.blanc)


def _aux_etiquettes(ligne: Ligne, motif: re.Pattern[str], grammaire: Grammaire) -> Iterator[Ligne]:
    """The line cut before each label that follows ``motif``."""
    reste = ligne
    for place in motif.finditer(ligne.texte):
        coupe = place.end() - (reste.debut - ligne.debut)
        if coupe <= 0 or not grammaire.etiquettes(reste.plat[coupe:]):
            continue
        fin = len(reste.texte[:coupe].rstrip(" ;|-–"))
        if fin:
            yield replace(reste, fin=reste.debut + fin, texte=reste.texte[:fin], plat=reste.plat[:fin])
        reste = replace(
            reste, debut=reste.debut + coupe, texte=reste.texte[coupe:], plat=reste.plat[coupe:], puce="",
            blanc=False, page=False,
        )  # fmt: skip
    yield reste


def _tete_de_fiche(ligne: Ligne, grammaire: Grammaire) -> bool:
    """Whether a line is the heading of a fiche, after which labels may run in."""
    titre = grammaire.titre(ligne.plat)
    return titre is not None and titre.mot == "fiche"


def _reunir(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Ligne]:
    """The lines, those of a heading whose word and number stand on two lines made one: « FICHE ACTION », « N° 4 »."""
    rendus: list[Ligne] = []
    for ligne in toutes:
        avant = rendus[-1] if rendus else None
        if avant and not avant.puce and len(avant.texte) <= 30 and grammaire.titre(ligne.plat) is None:
            vide = " " * (ligne.debut - avant.fin)
            # the second line keeps its own bullet out: « 1. » after « AXE » is its number
            seul = not ligne.puce and grammaire.tetes.fullmatch(avant.plat) and _NUMERO.match(ligne.plat)
            if seul and grammaire.titre(f"{avant.plat} {ligne.plat}"):
                texte = f"{avant.texte}{vide}{ligne.texte}"
                rendus[-1] = replace(
                    avant, fin=ligne.fin, texte=texte, plat=f"{avant.plat}{vide}{ligne.plat}", sommaire=ligne.sommaire,
                    nue=False, longueur=len(texte),
                )  # fmt: skip
                continue
        rendus.append(ligne)
    return rendus


def _commence(ligne: Ligne, avant: Ligne | None, grammaire: Grammaire, dit: Titre | None) -> Bloc | None:
    """The heading or the label that the line is; ``None`` when it is neither."""
    titre = dit or _titre(ligne, grammaire)
    if titre:
        depart = ligne.debut + titre.reste
        numero = _imprime(titre.numero, ligne.texte[: titre.reste])
        return Bloc("titre", [ligne], depart, titre.mot, numero, morceaux=[ligne.texte[titre.reste :].strip()])
    saut = _rang_d_etiquette(ligne)
    etiquettes = [(nom, saut + fin) for nom, fin in grammaire.etiquettes(ligne.plat[saut:])]
    if not etiquettes or (ligne.puce and not _tete_a_puce(ligne, etiquettes)):
        return None
    if ligne.minuscule and (not ligne.blanc or (avant and appelle_une_suite(avant))):
        return None
    fin = etiquettes[-1][1]
    noms = tuple(nom for nom, _ in etiquettes)
    return Bloc("section", [ligne], ligne.debut + fin, etiquettes=noms, morceaux=[ligne.texte[fin:].strip()])


def _rang_d_etiquette(ligne: Ligne) -> int:
    """Where a label begins after its own rank: « A/ Diagnostic », « II. Constats »."""
    trouve = None if ligne.puce else _RANG.match(ligne.plat)
    return trouve.end() if trouve else 0


def _tete_a_puce(ligne: Ligne, etiquettes: Sequence[tuple[str, int]]) -> bool:
    """Whether a label behind a mark is one: with a colon, or alone behind a number or an arrow."""
    if ":" in ligne.texte:
        return True
    seule = etiquettes[-1][1] >= len(ligne.plat.rstrip())
    return seule and (ligne.puce[:1].isdigit() or ligne.puce in "abcdefgh" or ligne.puce in "►▶➢➤➜⇒■◼❖◆>")


def _titre(ligne: Ligne, grammaire: Grammaire) -> Titre | None:
    titre = grammaire.titre(ligne.plat)
    if ligne.puce[:1].isalnum() and ligne.puce not in "eovn":
        # « 2. Axe 2 : … » has the rank of an outline before its word
        large = titre is not None and titre.numero == ligne.puce and titre.mot not in ("fiche", "action")
        return titre if large and ":" in ligne.texte[: titre.reste] else None  # type: ignore[union-attr]
    if titre is None and not ligne.puce and ligne.texte[:1].isupper():
        titre = grammaire.titre_sans_numero(ligne.plat)
        # running text may begin a line with « Axe : », hardly with « Fiche : »
        titre = titre if titre is not None and (ligne.blanc or titre.mot == "fiche") else None
    return titre


def _imprime(numero: str | None, tete: str) -> str | None:
    """The number with the capitals that the document gives it.

    >>> _imprime("1.a", "Objectif 1.A. "), _imprime("12 bis", "Action 12 bis : "), _imprime("4", "AXE IV")
    ('1.A', '12 bis', '4')
    """
    if numero is None or numero.isdigit() or " " in numero:
        return numero
    trouve = re.search(re.escape(numero), tete.replace(" ", ""), re.IGNORECASE)
    return trouve.group() if trouve else numero


def _prolonge(bloc: Bloc, avant: Ligne, ligne: Ligne, largeur: int) -> bool:
    if ligne.puce or bloc.nature == "rang":
        return False
    if bloc.nature == "section":  # tables of names read their lines one by one
        roles = {"pilote", "partenaire"} & set(bloc.etiquettes)
        return bool(bloc.texte) and not roles and continue_(avant, ligne, largeur)
    if bloc.nature == "titre":
        if not bloc.texte:
            return True
        if len(bloc.texte) > _FIN_DE_TITRE or (avant.texte.endswith(":") and ligne.blanc):
            return False
        if bloc.texte.isupper() and ligne.texte.isupper() and not ligne.blanc:
            return True  # a title in capitals runs over lines that its large letters make short
    return continue_(avant, ligne, largeur, bloc.morceaux[0] if bloc.nature != "titre" else "")
