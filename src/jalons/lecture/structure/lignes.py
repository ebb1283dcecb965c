"""Lines of a text: bullets apart, what is only noise apart, and which line goes on with the one before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jalons.lecture.plat import plat
from jalons.lecture.structure.cote_a_cote import Tranche, deplier
from jalons.lecture.structure.fil import Coupes
from jalons.lecture.structure.marges import Connue

PUCES = "•●▪■◦○◆▶►➢➔→✓✔√❖>➤➜⇒▫□☐☑★✦◾◼\uf0b7\uf0a7\uf0d8\uf0fc−–—·*-"
_PUCE = re.compile(
    rf"\s*(?:(?P<lu>[*+](?:[ \t]*[_.]+)?|-__?)[ \t]*(?=[^\W\d_]{{2}})|(?P<signe>[{PUCES}])[ \t]*(?=[^\s{PUCES}])|"
    r"(?P<lettre>[eovn])[\"“]?[ \t]+(?=\S)|(?P<rond>[0©])[ \t]+(?=[A-ZÀ-Ý][a-zà-ÿ])|"
    r"(?P<police>[§üØ¤þ¨]|[qlèàð](?=[ \t]+[A-ZÀ-Ý]))[ \t]+(?=[^\W\d_])|"
    r"(?P<point>[.°])[ \t]+(?=[A-ZÀ-Ý])|"
    r"(?P<rang>\d{1,2}|[a-h])(?:[.)/°]|[ ]?\)|[ ]?[-–](?=[ \t]+[A-ZÀ-Ý]))[ \t]+(?=[^\W\d_]))"
)
_PUCE_SEULE = re.compile(rf"\s*([{PUCES}]|[eovn§üØ¤þ¨]|>)\s*")
_DE_POLICE = str.maketrans("§¤üØþ¨qlèàð", "▪◦✔➢◾◾◾●➔➔➔")
"""The bullets that letters stand for when a fount of symbols is lost."""
_SANS_MOT = re.compile(r"[^\W\d_]{2,}")
_NUMERO_DE_PAGE = re.compile(r"\s*(?:page\s*)?[-–|]?\s*\d{1,3}(?:\s*(?:/|sur)\s*\d{1,3})?\s*[-–|]?\s*", re.IGNORECASE)
_SOMMAIRE = re.compile(
    r"(?:\.{4,}|…{2,}|(?:\. ){3,}|_{4,})\s*\d{1,3}\s*$|\s(?:p|pages?)\.?\s?\d{1,3}(?:\s?[-–à]\s?\d{1,3})?\s*$",
    re.IGNORECASE,
)
_LIAISON = re.compile(
    r"(?:\b(?:et|ou|de|des|du|d['’]|la|le|les|l['’]|un|une|en|a|à|au|aux|par|pour|sur|dans|avec|sans|que|qui|dont|leurs?|ses?|sa|"
    r"son|ces?|cette|entre|vers|chez|sous|ainsi|notamment|plus|tout|toute|tous|toutes|afin|n°)|"
    r"[,(/\-–’'&«])\s*$", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of a repaired text.

    Attributes:
        debut, fin: where its content stands in the repaired text, bullet and blanks apart.
        puce: the mark that begins it, or nothing; a number or a letter for numbered lists.
        longueur: characters of the whole line.
        blanc: whether an empty line, or a change of page, comes just before.
        page: whether a page begins here.
        nue: whether it holds no word at all (page numbers, symbols, figures alone).
        sommaire: whether it looks like a line of a table of contents.
        retrait: blanks before it.
        seule: whether it is a whole paragraph, as word processors and web pages give them: it goes on with none.
    """

    debut: int
    fin: int
    texte: str
    plat: str
    puce: str
    longueur: int
    blanc: bool
    page: bool
    nue: bool
    sommaire: bool
    retrait: int = 0
    seule: bool = False

    @property
    def minuscule(self) -> bool:
        """Whether it begins in the middle of a sentence."""
        premier = self.texte.lstrip('«("“ ')[:1]
        return premier.islower() or self.texte[:1] in ",;:)»"


def lignes(
    texte: str,
    debuts_de_page: frozenset[int] = frozenset(),
    *,
    seules: bool = False,
    connue: Connue | None = None,
    coupes: Coupes | None = None,
) -> list[Ligne]:
    """The lines of ``texte`` that hold something, in order.

    Args:
        debuts_de_page: offsets in ``texte`` where a page begins.
        seules: whether each line is a whole paragraph.
        connue: whether words are a label, which may stand in a margin (see ``marges``).
        coupes: where the lines begin that one line holds (see ``fil``).
    """
    rendues: list[Ligne] = []
    blanc, page, attente = True, True, ""
    tranches, textes = deplier(texte, None if seules else connue)
    for ici, fin in _au_fil(texte, tranches, coupes) if coupes else tranches:
        brute = textes.get(ici, texte[ici:fin]) if fin > ici else ""
        page = page or "\f" in brute or any(ici <= d < fin for d in debuts_de_page)
        corps = brute.strip()
        if not corps:
            blanc = True
        elif _PUCE_SEULE.fullmatch(brute) and corps != "*":
            attente = corps.translate(_DE_POLICE)
        else:
            ligne = lire_ligne(brute, ici, blanc=blanc or page or seules, page=page, attente=attente)
            ligne = replace(ligne, seule=True) if seules else ligne
            rendues.append(ligne)
            # what follows a line of symbols or a number alone is apart, as after an empty line
            blanc, page, attente = ligne.nue and ligne.blanc, False, ""
    return _sans_entetes(rendues)


def _au_fil(texte: str, tranches: Sequence[Tranche], coupes: Coupes) -> Iterator[Tranche]:
    """The stretches of text, those that hold several lines cut."""
    for ici, fin in tranches:
        bornes = [ici, *(ici + coupe for coupe in coupes(texte[ici:fin])), fin]
        yield from pairwise(bornes)


def puces_lues(toutes: Sequence[Ligne]) -> list[Ligne]:
    """The lines, the marks that a scanner's program reads for one same bullet made one.

    Unless no other bullet tells a second level, just under them: then their differences are all that may tell it.
    """
    lues = [bool(LUE.fullmatch(ligne.puce)) for ligne in toutes]
    sous = sum(
        lue and bool(ligne.puce) and not ligne.puce[0].isdigit() and not LUE.fullmatch(ligne.puce)
        for lue, ligne in zip(lues, toutes[1:], strict=False)
    )
    if len({ligne.puce for ligne, lue in zip(toutes, lues, strict=True) if lue}) > 1 and sous < SOUS_PUCES:
        return list(toutes)
    return [replace(ligne, puce="+") if lue else ligne for ligne, lue in zip(toutes, lues, strict=True)]


LUE = re.compile(r"[*+](?:[ \t]*[_.]+)?|-__?|°")
"""What a scanner's program reads for a round bullet."""
SOUS_PUCES = 3
"""Fewest lists of another bullet, just under such ones, that make a second level."""


def lire_ligne(brute: str, ici: int, *, blanc: bool, page: bool, attente: str = "") -> Ligne:
    """The line that ``brute`` is, at ``ici`` in the text; ``attente``: the bullet left alone above it."""
    trouve = _PUCE.match(brute)
    puce = next((g for g in trouve.groups() if g), "") if trouve else attente
    if trouve and trouve.group("rond"):
        puce = "o"
    if trouve and trouve.group("police"):
        puce = puce.translate(_DE_POLICE)
    debut = trouve.end() if trouve else len(brute) - len(brute.lstrip())
    fin = len(brute.rstrip())
    contenu = brute[debut:fin]
    nue = not _SANS_MOT.search(contenu) or bool(_NUMERO_DE_PAGE.fullmatch(contenu))
    return Ligne(
        ici + debut,
        ici + fin,
        contenu,
        plat(contenu),
        puce,
        len(brute.strip()),
        blanc,
        page,
        nue,
        bool(_SOMMAIRE.search(contenu)),
        len(brute) - len(brute.lstrip()),
    )


def _sans_entetes(toutes: Sequence[Ligne]) -> list[Ligne]:
    """The lines without the running heads and feet.

    Short lines that begin or end a quarter of the pages, three at least; or that come back with another page number,
    and those always told next to them.
    """
    cles = [_NOMBRE.sub("0", ligne.plat) for ligne in toutes]
    au_bord = [ligne.page or r + 1 == len(toutes) or toutes[r + 1].page for r, ligne in enumerate(toutes)]
    bords = Counter(cle for cle, bord, li in zip(cles, au_bord, toutes, strict=True) if bord and not li.puce)
    pages = sum(ligne.page for ligne in toutes)
    courants = {cle for cle, nombre in bords.items() if nombre >= max(3, pages / 4) and 8 <= len(cle) <= 90}
    courants -= _titres_de_pages(toutes, cles, courants)
    numeros = _pieds_numerotes(toutes, cles, au_bord)
    voisins = Counter(
        cles[r + pas] for r, cle in enumerate(cles) if cle in numeros for pas in (-1, 1)
        if 0 <= r + pas < len(toutes) and not toutes[r + pas].puce and cles[r + pas] not in numeros
    )  # fmt: skip
    totaux = Counter(cles)
    voisins = Counter({cle: n for cle, n in voisins.items() if not _TETE.fullmatch(cle)})
    bannis = numeros | {cle for cle, n in voisins.items() if n >= 3 and n >= 0.8 * totaux[cle] and "0" not in cle}
    notes = _notes_de_bas_de_page(toutes)
    return [
        ligne for rang, (ligne, cle, bord) in enumerate(zip(toutes, cles, au_bord, strict=True))
        if cle not in bannis and not (bord and not ligne.puce and cle in courants)
        and rang not in notes and not _SUITE.fullmatch(ligne.plat)
    ]  # fmt: skip


def _titres_de_pages(toutes: Sequence[Ligne], cles: Sequence[str], courants: set[str]) -> set[str]:
    """Those of these lines that head a page each with a number of its own: headings, which no running head is."""
    lus: dict[str, list[str]] = {}
    for ligne, cle in zip(toutes, cles, strict=True):
        if cle in courants and _NUMEROTE.match(cle):
            lus.setdefault(cle, []).append(ligne.plat)
    return {cle for cle, textes in lus.items() if len(set(textes)) == len(textes)}


_NOMBRE = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
"""What may be the number of a page: a year is none."""
_NUMEROTE = re.compile(r"(?:fiche|axe|action|engagement|orientation|priorite|objectif|mesure)s?\b.*0")
_SUITE = re.compile(
    r"[(\[]?suite(?: et fin| de la fiche)?[)\]]?|"
    r"(?:fiche|axe|action|engagement|orientation|priorite|objectif|mesure)\b.*[(\[–-]\s?suite(?: et fin)?[)\]]?\.?"
)
"""What the head of a page recalls of the one before."""
_APPEL = re.compile(r"(?:[a-zà-ÿ»)]|[a-zà-ÿ]\.)(\d{1,2})(?![\d°%€.])")
_NOTE = re.compile(r"\s*(\d{1,2})\s*[A-ZÀ-Ý«].{6}")
_LOIN = 60
"""Lines between a call and its note, at most."""


def _notes_de_bas_de_page(toutes: Sequence[Ligne]) -> set[int]:
    """The ranks of footnotes: a number before a sentence, stuck to a word not far above."""
    rendu: set[int] = set()
    appels: dict[str, int] = {}
    for rang, ligne in enumerate(toutes):
        note = None if ligne.puce else _NOTE.match(ligne.texte)
        appelee = note is not None and rang - appels.get(note.group(1), -_LOIN) < _LOIN
        if appelee or (rang - 1 in rendu and ligne.minuscule and not ligne.blanc):
            rendu.add(rang)
        else:
            appels |= {m.group(1): rang for m in _APPEL.finditer(ligne.texte)}
    return rendu


_TETE = re.compile(r"(?:fiche|axe|action|engagement|orientation|priorite|objectif|mesure)s?(?: \w+)?")
"""Words alone on a line that a number may follow: a heading on two lines."""


_MOT_ET_NUMERO = re.compile(r"(?!page)[a-z-]{3,}(?: n ?[°ºo]?)? ?0\.?")


def _pieds_numerotes(toutes: Sequence[Ligne], cles: Sequence[str], au_bord: Sequence[bool]) -> set[str]:
    """Lines that come back three times or more with, at one end, a number that grows by one: page numbers.

    One word and a number, seldom at the edge of a page, is a heading.
    """
    suites: dict[str, list[int]] = {}
    bords = Counter(cle for cle, bord in zip(cles, au_bord, strict=True) if bord)
    for ligne, cle in zip(toutes, cles, strict=True):
        # « 2.1 Budget » comes back from fiche to fiche with the number of its fiche
        nombre = re.match(r"(?:page )?(\d{1,3})\b(?!\.\d)", ligne.plat) or re.search(
            r"\b(\d{1,3})(?: ?/ ?\d+)?$", ligne.plat
        )
        if nombre and len(cle) <= 90 and not ligne.puce:
            suites.setdefault(cle, []).append(int(nombre.group(1)))
    return {
        cle for cle, nombres in suites.items()
        if sum(b == a + 1 for a, b in pairwise(nombres)) >= max(2, 0.6 * (len(nombres) - 1))
        and not re.match(r"(?:fiche|axe|action|engagement|orientation|priorite|objectif|n\s?°)", cle)
        and not (_MOT_ET_NUMERO.fullmatch(cle) and 2 * bords[cle] < len(nombres))
    }  # fmt: skip


def largeurs(toutes: Sequence[Ligne], voisines: int = 12) -> list[int]:
    """For each line, how wide the text is around it, in characters."""
    longueurs = [ligne.longueur for ligne in toutes]
    return [max(longueurs[max(0, r - voisines) : r + voisines + 1]) for r in range(len(toutes))]


def finit_en_suspens(texte: str) -> bool:
    """Whether the text ends on a word that calls for another, or inside brackets.

    >>> finit_en_suspens("Direction de l'"), finit_en_suspens("Acteurs (MDS, "), finit_en_suspens("Direction")
    (True, True, False)
    """
    return bool(_LIAISON.search(texte)) or texte.count("(") > texte.count(")")


def appelle_une_suite(ligne: Ligne) -> bool:
    """Whether the line calls for another."""
    return finit_en_suspens(ligne.texte)


_INFINITIF = re.compile(r"[A-ZÉÈ][a-zà-ÿ]+(?:er|ir|re)\b")


def continue_(avant: Ligne, ligne: Ligne, largeur: int, debut: str = "") -> bool:
    """Whether ``ligne`` goes on with the sentence of ``avant``, which stands just before it.

    A line that begins with a small letter goes on; so does one that follows a word calling for another ("de", "et").
    After a line that had room for one more word, a capital begins something new; so does a verb to do after another.

    Args:
        debut: the first words of the block that ``avant`` ends.
    """
    if ligne.puce or ligne.nue or ligne.seule:
        return False
    if ligne.minuscule or appelle_une_suite(avant):
        return True
    if ligne.blanc:
        return False
    if avant.texte.endswith((".", ";", ":", "!", "?")) and avant.longueur < 0.9 * largeur:
        return False
    if _INFINITIF.match(ligne.texte) and _INFINITIF.match(debut):
        return False  # a list of things to do
    premier = len(re.match(r"[«(“\"]?\s?\S*", ligne.texte).group())  # type: ignore[union-attr]
    return avant.longueur + 1 + premier > largeur
