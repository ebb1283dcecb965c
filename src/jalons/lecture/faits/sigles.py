"""Acronyms, with what they stand for when the document says it: « Cellule de recueil … (CRIP) », « PMI : … »."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jalons.lecture.faits.phrases import Texte
from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut
from jalons.noyau.textes import cle_tri

_SIGLE = r"[A-ZÀ-Ý](?:[A-ZÀ-Ý0-9]|[a-z](?=[A-ZÀ-Ý])|[-&/](?=[A-ZÀ-Ý])){1,11}"
_APRES = re.compile(rf"\(\s*(?:dits?\s+|dites?\s+|ou\s+)?[«\"“]?\s?(?P<sigle>{_SIGLE})s?\s?[»\"”]?\s*\)")
_AVANT = re.compile(rf"(?<![\w(])(?P<sigle>{_SIGLE})\s+\((?P<mots>[^()\n]{{6,140}})\)")
_GLOSSAIRE = re.compile(
    rf"^[ \t•●▪■◦*–—-]*(?P<sigle>{_SIGLE})\s*(?:[:=|–—\t]|\s-\s)\s*(?P<mots>\S[^\n|]{{5,140}})$", re.MULTILINE
)
_SEUL = re.compile(rf"(?<![\w'’(.-])(?P<sigle>{_SIGLE})(?![\w-])")
_MOT = re.compile(r"[^\W_]+")
_VIDES = frozenset({
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "sur", "un",
    "une", "dans", "avec", "sans", "s", "chez",
})  # fmt: skip
_ROMAIN = re.compile(r"[IVXLC]+")
_CAPITALES = 0.6
"""Share of capitals over which a line is a title: nothing in it is known for an acronym."""
PEU = 2
"""Times that an acronym never developed is told, under which it may be a mere word in capitals."""
COURANT = 2e-6
"""Frequency from which a word in capitals is taken for that word."""
_LONGUEUR = 3
"""Words looked at before an acronym, for each of its letters."""


def sigles(texte: Texte) -> list[Brut]:
    """The acronyms, one for each thing that it stands for; those never developed come once, when told several times.

    ``valeur`` is the acronym; ``texte`` what it stands for or, failing that, the acronym itself.

    >>> [(s.valeur, s.texte) for s in sigles(Texte.de("La cellule de recueil des informations (CRI) agit."))]
    [('CRI', 'cellule de recueil des informations')]
    """
    rendus: list[Brut] = []
    vus: set[tuple[str, str]] = set()
    for brut in sorted(_developpes(texte), key=lambda b: (b.debut, b.fin)):
        cle = (str(brut.valeur), racine(brut.texte))
        if cle not in vus:
            vus.add(cle)
            rendus.append(brut)
    connus = {str(b.valeur) for b in rendus}
    return sorted([*rendus, *_nus(texte, connus)], key=lambda b: b.debut)


def racine(nom: str) -> str:
    """Words without accents nor plural nor small words: under it, two ways to write one name meet.

    >>> racine("Les Maisons de l'enfance"), racine("maison enfance")
    ('maison enfance', 'maison enfance')
    """
    mots = [mot for mot in cle_tri(nom).split() if mot not in _VIDES]
    return " ".join(mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot for mot in mots)


def _developpes(texte: Texte) -> Iterator[Brut]:
    for m in _APRES.finditer(texte.texte):
        sigle = m.group("sigle")
        debut = max(0, m.start() - 40 * len(sigle))
        coupe = texte.texte.rfind("\n\n", debut, m.start())
        debut = coupe + 2 if coupe >= 0 else debut
        mots = list(_MOT.finditer(texte.texte, debut, m.start()))[-_LONGUEUR * len(sigle) - 3 :]
        rang = _depart(sigle, [mot.group() for mot in mots])
        if rang is not None:
            yield _brut(texte, sigle, mots[rang].start(), mots[-1].end(), m.end(), "developpe")
    for motif, indice in ((_AVANT, "developpe"), (_GLOSSAIRE, "glossaire")):
        for m in motif.finditer(texte.texte):
            mots = list(_MOT.finditer(texte.texte, m.start("mots"), m.end("mots")))
            if (fin := _arrivee(m.group("sigle"), [mot.group() for mot in mots])) is not None:
                entier = indice == "glossaire"
                bout = len(texte.texte[: m.end("mots")].rstrip(" .;,")) if entier else mots[fin].end()
                yield _brut(texte, m.group("sigle"), m.start("mots"), bout, max(bout, m.end("sigle")), indice)


def _brut(texte: Texte, sigle: str, debut: int, fin: int, fermeture: int, indice: str) -> Brut:
    mots = " ".join(texte.texte[debut:fin].replace("-\n", "").replace("**", "").split())
    depart = min(debut, texte.texte.rfind(sigle, 0, fermeture)) if indice != "developpe" else debut
    return Brut("sigle", mots, max(0, depart), fermeture, valeur=sigle, indices=[indice])


def _depart(sigle: str, mots: Sequence[str]) -> int | None:
    """The word, nearest to the end, from which every letter of the acronym begins a word or goes on with one."""
    for rang in range(len(mots) - 1, -1, -1):
        vide = plat(mots[rang]) in _VIDES
        if not vide and plat(mots[rang])[0] == plat(sigle)[0] and _dit(_lettres(sigle), [plat(m) for m in mots[rang:]]):
            return rang
    return None


def _arrivee(sigle: str, mots: Sequence[str]) -> int | None:
    """The last word of what an acronym stands for, when it begins with the first one."""
    plats = [plat(m) for m in mots]
    return next((fin for fin in range(len(mots)) if _dit(_lettres(sigle), plats[: fin + 1])), None)


def _lettres(sigle: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plat(sigle))


def _dit(lettres: str, mots: Sequence[str], *, premier: bool = True) -> bool:
    """Whether the words give these letters: each word one or more of its first ones, small words none if need be.

    >>> _dit("pead", ["placement", "educatif", "a", "domicile"]), _dit("caf", ["caisse", "nationale", "familiale"])
    (True, False)
    """
    if not mots:
        return not lettres
    mot, reste = mots[0], mots[1:]
    communes = 0
    while communes < min(len(mot), len(lettres), 4) and mot[communes] == lettres[communes]:
        communes += 1
        # a word never gives all the letters by itself
        if (reste or not premier) and _dit(lettres[communes:], reste, premier=False):
            return True
    return not premier and mot in _VIDES and bool(reste) and _dit(lettres, reste, premier=False)


def _nus(texte: Texte, connus: set[str]) -> Iterator[Brut]:
    """The acronyms that the document takes for known."""
    premiers: dict[str, re.Match[str]] = {}
    comptes: Counter[str] = Counter()
    for m in _SEUL.finditer(texte.texte):
        sigle = m.group("sigle")
        if sigle in connus or _ROMAIN.fullmatch(sigle) or _en_titre(texte.texte, m.start()):
            continue
        comptes[sigle] += 1
        premiers.setdefault(sigle, m)
    from jalons.lecture.reparation.lexique import francais

    for sigle, m in premiers.items():
        entier = len(sigle) > 4 and francais().frequence(sigle.lower()) >= COURANT
        if comptes[sigle] >= PEU and not entier and plat(sigle) not in _VIDES:
            yield Brut("sigle", sigle, m.start(), m.end(), valeur=sigle, indices=["non developpe"])


def _en_titre(texte: str, ici: int) -> bool:
    debut, fin = texte.rfind("\n", 0, ici) + 1, texte.find("\n", ici)
    lettres = [c for c in texte[debut : fin if fin >= 0 else len(texte)] if c.isalpha()]
    return len(lettres) > 12 and sum(c.isupper() for c in lettres) > _CAPITALES * len(lettres)
