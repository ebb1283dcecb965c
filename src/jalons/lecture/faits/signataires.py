"""Those whom an act names between « Entre » and « il est convenu », each by what stands before who represents it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jalons.lecture.plat import plat

_REPRESENTE = re.compile(r"\brepresente(?:e|s|es)?\s+(?:par|aux fins)\b")
_BORNE = re.compile(
    r"(?:^|\n)[ \t#*•–-]*(?:entre|et)\b(?:[ \t]+(?:les soussigne\w*|d'une part|d'autre part))?[ \t]*[:,]?|;|"
    r"\bd'(?:une|autre) part\b[ \t]*[,.;]?(?:[ \t]*\bet\b)?|\n[ \t]*\n|:(?=[ \t]*\n)"
)
"""Between two of those who sign."""
_SUITE_DU_PRECEDENT = re.compile(
    r"\bci[ -]apres\b|\b(?:de|re)nomme|\bdesigne|\bdument\b|\bhabilite|\bautorise|\bdeliberation\b|\bpresentes\b|"
    r"\brepresente|^\s*(?:prefete?|president|directeur|directrice|maire)\b"
)
_ADRESSE = re.compile(
    r"^\W*(?:sise?s?\b|situee?s?\b|dont\b|ayant\b|domicili|immatricul|siret|siren|n°|\d|bp\b|cs\b|hotel d|place\b|rue\b|"
    r"adresse|etablissement public|association (?:loi|regie|declaree))"
)
_FIN_DE_NOM = re.compile(r"\s*(?:,(?!\s(?:du|de|des|et)\s)|\(|\s[-–]\s(?:cs|bp|\d)|…|\bsise?\b|\brepresente)")
_PARENTHESES = re.compile(r"\([^()]{0,80}\)")
_AUTRE = re.compile(r",\s+(?:et\s+)?(?=(?:l'|les?\s|la\s)\s?(?!present))")
"""Before another party in the same sentence."""
_ARTICLE = re.compile(r"^(?:\W|(?:et|entre|l'|le|la|les|du|de la|de l'|des)(?=['’\s]|(?<='))\s*)+")
_PERSONNE = re.compile(r"(?:m\.|mme|monsieur|madame|mr)\s")
MOINS, PLUS = 3, 110
"""Characters of the name of a party."""


@dataclass(frozen=True, slots=True)
class Signataire:
    """A party as the act names it, without its article, and where."""

    nom: str
    debut: int
    fin: int

    @property
    def quoi(self) -> str:
        """« etat », « departement », « ars » or "" for any other."""
        dit = plat(self.nom)
        if re.match(r"(?:etat|prefet|prefecture)\b", dit):
            return "etat"
        if re.match(r"(?:departement|conseil departemental)\b(?! de l'ordre)", dit):
            return "departement"
        return "ars" if re.match(r"(?:ars|agence regionale de sante)\b", dit) else ""


def signataires(texte: str, debut: int, fin: int) -> Iterator[Signataire]:
    """Those who sign, in order, each once, in the part of an act that names them."""
    dit = _PARENTHESES.sub(lambda m: " " * len(m.group()), plat(texte[debut:fin]))
    bornes = [m.end() for m in _BORNE.finditer(dit)]
    avant, vus = 0, set[str]()
    for m in _REPRESENTE.finditer(dit):
        depuis = max([avant, *(b for b in bornes if b <= m.start())])
        depuis = _apres_le_representant(dit, depuis, m.start()) if depuis == avant and avant else depuis
        trouve = _nom(texte[debut + depuis : debut + m.start()], dit[depuis : m.start()])
        avant = m.end()
        if trouve and plat(trouve[1]) not in vus:
            vus.add(plat(trouve[1]))
            place = debut + depuis + trouve[0]
            yield Signataire(trouve[1], place, place + len(trouve[1]))


def _apres_le_representant(dit: str, debut: int, fin: int) -> int:
    """Where the next party may begin after the clause of who represents the one before: « son président, le X »."""
    bout = dit.find("\n", debut, fin)
    bout = fin if bout < 0 else bout
    autre = list(_AUTRE.finditer(dit, debut, bout))
    return autre[-1].end() if autre else bout


def _nom(segment: str, dit: str) -> tuple[int, str] | None:
    """The name that ends a segment, and where it begins there: its last line that is neither an address nor a clause."""
    lignes = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", dit) if m.group().strip()]
    gardees = [(a, b) for a, b in lignes if not _ADRESSE.search(dit[a:b]) and not _SUITE_DU_PRECEDENT.search(dit[a:b])]
    if not gardees:
        return None
    a, b = gardees[-1]
    if len(gardees) > 1 and gardees[-2][1] + 1 == a and segment[a:b].lstrip()[:1].islower():
        suite = _ARTICLE.match(dit[a:b])
        a = gardees[-2][0] if suite is None or not segment[a + suite.end() : b][:1].isupper() else a
    coupe = _FIN_DE_NOM.search(dit, a + MOINS, b)
    b = coupe.start() if coupe else b
    article = _ARTICLE.match(dit[a:b])
    a += article.end() if article else 0
    nom = " ".join(segment[a:b].split()).strip(' ,.:;-–*#«»"')
    if not MOINS <= len(nom) <= PLUS or _PERSONNE.match(plat(nom)) or not re.search(r"[A-ZÀ-Ý]", nom):
        return None
    return a, f"{nom[0].upper()}{nom[1:]}"
