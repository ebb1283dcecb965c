"""Pages told on one line, as flipbooks and copied tables of contents give them: where their lines would begin again.

Nothing is cut in prose: it takes a word of heading with its number and a capital, a label with its colon, or bullets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat

LONG = 220
"""Characters from which a line may hold several."""
_LABEL = 70
"""Most characters of a label."""
TITRE = 60
"""Characters of a title before what reads as the beginning of a sentence ends it."""
_TETES = 2
"""Fewest headings, or labels, that show a line to hold several."""
_REPETE = 12
"""Fewest characters of what comes back before headings: heads of columns, of pages."""
_NOMBREUSES = 3
"""Fewest letters that stand for bullets."""
_CAPITALE = re.compile(r"(?<![\w'’.-])[A-ZÀ-Ý]")
_TETE = re.compile(r"[A-ZÀ-Ý][\w.-]*(?:\s[a-zà-ÿ]+){0,2}\s?(?:[nN]\s?[°ºo]\s?)?[\dIVX]")
_PUCE = re.compile(r"(?<=\s)[•●▪■◦○➔➢➤►→✓✔❖◆§](?=\s+\S)")
_LETTRE = re.compile(r"(?<=[:;.,)]\s)n(?=\s[a-zà-ÿA-ZÀ-Ý])")
_COLLEE = re.compile(r"(?<=\s)(?:[Pp]ages?|[Pp]\.)\s?\d{1,3}(?=[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ])")
"""The page told by an entry of a table of contents, stuck to the next entry."""
_COLLEES = re.compile(r"(?<=\s)[Pp]\.\s?\d{1,3}(?=\d[.)]\s+[A-ZÀ-Ý])")
"""The same, stuck to the rank of the next entry: « p.42) Bilan » is page 4, then « 2) Bilan »."""
_DOUBLE_PAGE = re.compile(r"(?<=\s)(?P<droite>\d{1,3})\s(?P<gauche>\d{1,3})\s+(?=\S)")
"""The numbers of two pages side by side, in the head of a flipbook."""
_EN_TETE = 250
"""Characters in which they stand."""
_LIEN = re.compile(
    r"(?:\b(?:et|ou|de|des|du|la|le|les|en|à|au|aux|par|pour|sur|dans|avec|sans|que|leurs?|ses?|ces?|cette|entre|vers|"
    r"voir|cf\.?|titre|dit|nommée?s?)|[('’«,/])\s*$",
    re.IGNORECASE,
)
"""What calls for the word that follows it: no heading begins there."""
_DEBUT_DE_PHRASE = re.compile(
    r"(?<=[a-zà-ÿ)»*])\s+(?=(?:L['’]|(?:La|Le|Les|En|Dans|Il|Elle|Ils|Elles|Ce|Cet|Cette|Ces|Un|Une|Des|Afin|Depuis|Face|"
    r"Chaque|Selon|Ainsi|Aujourd['’]hui|Actuellement|Au|Aux|Pour)\s)[\w'’])"
)
_FIN_DE_PHRASE = re.compile(r"\.\s+(?=[A-ZÀ-Ý])")
Coupes = Callable[[str], Sequence[int]]


def coupeur(grammaire: Grammaire) -> Coupes:
    """What tells where a line is to be cut, with these labels."""
    return lambda ligne: coupes(ligne, grammaire)


def coupes(ligne: str, grammaire: Grammaire) -> list[int]:
    """Where the lines begin that ``ligne`` holds in one, the first one apart; none for a usual line.

    >>> from jalons.lecture.grammaire import du_paquet
    >>> coupes("Axe 1 : Agir tôt Page 4Axe 2 : Agir bien Page 9", du_paquet())
    [23]
    """
    places = {m.end() for m in _COLLEE.finditer(ligne)}
    collees = [m.end() for m in _COLLEES.finditer(ligne)]
    places |= set(collees if len(collees) > _TETES else ())
    if len(ligne) >= LONG:
        dit = plat(ligne)
        titres = list(_titres(ligne, dit, grammaire))
        puces = _puces(ligne)
        labels = list(_labels(ligne, dit, grammaire, puces))
        if len(titres) + len(labels) >= _TETES or (titres and _FIN_DE_PHRASE.match(ligne[: titres[0][0]][-2:] + "A")):
            places |= {debut for debut, _ in titres} | set(labels)
            places |= set(_repetees(ligne, [debut for debut, _ in titres]))
            places |= set(_fins_de_titres(ligne, titres, sorted(places | set(puces))))
        double = _DOUBLE_PAGE.search(ligne, 0, _EN_TETE)
        if double and abs(int(double.group("droite")) - int(double.group("gauche"))) == 1:
            places |= {double.start(), double.end()}
        if len(puces) >= _TETES:
            places |= {*puces, *_apres_les_puces(ligne, puces, sorted(places))}
    return sorted(p for p in places if 0 < p < len(ligne))


def _appelee(ligne: str, ici: int) -> bool:
    """Whether what stands just before calls for what begins here."""
    return bool(_LIEN.search(ligne, max(0, ici - 16), ici))


def _suivante(places: Sequence[int], ici: int, sinon: int) -> int:
    """The first place after this one, of places in order."""
    rang = bisect_right(places, ici)
    return places[rang] if rang < len(places) else sinon


def _titres(ligne: str, dit: str, grammaire: Grammaire) -> Iterator[tuple[int, int]]:
    """Where the headings of the line begin, and where the titles that they announce do."""
    fin = 0
    for m in _CAPITALE.finditer(ligne):
        debut = m.start()
        if debut < fin or not _TETE.match(ligne, debut) or _appelee(ligne, debut):
            continue
        titre = grammaire.titre(dit[debut : debut + LONG])
        if titre is None or titre.numero is None:
            continue
        suite = ligne[debut + titre.reste :].lstrip(' «“"')[:1]
        signe = re.search(r"[:–—/-]\s*$", ligne[debut : debut + titre.reste])
        if suite.isupper() or (signe and suite.isalpha()):
            fin = debut + titre.reste
            yield debut, debut + titre.reste


def _labels(ligne: str, dit: str, grammaire: Grammaire, puces: Sequence[int]) -> Iterator[int]:
    """Where labels stand: before a colon and what they announce, or just before a bullet."""
    for m in _CAPITALE.finditer(ligne):
        debut = m.start()
        if _appelee(ligne, debut):
            continue
        fin = dit.find(":", debut, debut + _LABEL)
        puce = _suivante(puces, debut, -1)
        puce = puce if puce <= debut + _LABEL else -1
        if (fin > 0 and grammaire.annonce(dit[debut:fin].strip())) or (
            puce > 0 and grammaire.annonce(dit[debut:puce].strip(" :"))
        ):
            yield debut


def _puces(ligne: str) -> list[int]:
    """Where bullets stand; a letter is one only when it comes back."""
    signes = [m.start() for m in _PUCE.finditer(ligne)]
    lettres = [m.start() for m in _LETTRE.finditer(ligne)]
    return sorted([*signes, *(lettres if len(lettres) >= _NOMBREUSES else ())])


def _apres_les_puces(ligne: str, puces: Sequence[int], places: Sequence[int]) -> Iterator[int]:
    """Where prose begins again after the last bullet of a list, whose items hold no full stop."""
    for rang, puce in enumerate(puces):
        suivante = puces[rang + 1] if rang + 1 < len(puces) else len(ligne)
        fin = min(suivante, _suivante(places, puce, len(ligne)))
        if fin < len(ligne) and fin == suivante:
            continue
        if rang and _suivante(places, puces[rang - 1], puce) < puce:
            continue
        avant = ligne[puces[rang - 1] : puce] if rang else "."
        phrase = _FIN_DE_PHRASE.search(ligne, puce, fin)
        if phrase and not _FIN_DE_PHRASE.search(avant):
            yield phrase.end()


def _repetees(ligne: str, titres: Sequence[int]) -> Iterator[int]:
    """Where what comes back before two headings at least begins, whatever its figures: heads of columns, of pages."""
    avants = [(titre, re.sub(r"\d", "0", ligne[max(0, titre - 90) : titre])) for titre in titres]
    suites = [[(titre - len(a) + m.start(), a[m.start() :]) for m in _CAPITALE.finditer(a)] for titre, a in avants]
    comptes = Counter(texte for debuts in suites for _, texte in debuts)
    for debuts in suites:
        communs = [place for place, texte in debuts if comptes[texte] > 1 and len(texte) >= _REPETE]
        if communs:
            yield min(communs)


def _fins_de_titres(ligne: str, titres: Sequence[tuple[int, int]], places: Sequence[int]) -> Iterator[int]:
    """Where a sentence begins, without a full stop before it, after a title long enough to be one."""
    for _, debut in titres:
        fin = _suivante(places, debut, len(ligne))
        if fin - debut <= TITRE:
            continue
        trouve = next(
            (m for m in _DEBUT_DE_PHRASE.finditer(ligne, debut + 8, fin) if not _appelee(ligne, m.start())), None
        )
        if trouve:
            yield trouve.end()
