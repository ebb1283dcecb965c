"""Amounts of tables: a row of heads (years, payers, « Total »), then rows of figures whose unit stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jalons.lecture.faits.nombres import CHIFFRES, arrondi, valeur
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut

_CASES = re.compile(r"\s*\|\s*|\t+|\s{2,}")
_BARRES = re.compile(r"\s*\|\s*|\t+")
_SOMME = re.compile(rf"(?P<nombre>{CHIFFRES})\s*(?P<unite>k\s?(?:€|euros?)|m\s?(?:€|euros?)|€|euros?)?")
_DOUBLE = re.compile(r"(?<=\d) {2}(?=\d{3})")
_ANNEE = re.compile(r"(?:(?:annee|exercice|budget|montant|credits?|prevu|realise)s?\s)*(20\d\d)(?:\s?\(.*\))?")
_ARGENT = re.compile(
    r"montant|budget|cout|financement|credit|depense|recette|subvention|participation|\bpart\b|dotation"
)
_TOTAL = re.compile(r"(?:sous-)?tota(?:l|ux)\b|ensemble\b|cumul\b")
_UNITES = (
    (1e6, re.compile(r"millions? d'euros|\bm ?€|\bmeur\b")), (1e3, re.compile(r"milliers? d'euros|\bk ?€|\bkeur\b")),
    (1.0, re.compile(r"€|\beuros?\b|\beur\b")),
)  # fmt: skip
_COMPTE = re.compile(r"nombre|nb\b|effectif|taux\b|%|pourcentage|duree|delai")
ECART = 1.0
"""Euros by which a total may differ from what it adds up: rounding."""
_AU_DESSUS = 160
"""Characters above a table in which its unit is looked for."""
_TETES = 4
"""Most lines between the heads and a row, plain words between them."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A cell: its words without capitals nor accents, where it begins and ends in the text."""

    plat: str
    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class _Colonne:
    """What a column of figures holds."""

    source: str | None
    periode: str | None
    argent: bool
    place: int
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Tableau:
    """The heads of a table: its columns, the multiple of its figures; ``depart`` of its line, cells of that line."""

    colonnes: tuple[_Colonne | None, ...]
    multiple: float | None
    depart: int


@dataclass(slots=True)
class _Sommes:
    """What the rows of a table add up to, by column."""

    colonnes: dict[int, list[float]] = field(default_factory=dict)
    parties: bool = False

    def compter(self, rangee: Sequence[tuple[int, _Colonne, Brut]], tableau: _Tableau) -> None:
        """Count a row, or mark the totals in it that are not what they should add up to."""
        tete = plat(rangee[0][2].texte)
        _en_travers(rangee, tableau)
        if tete.startswith("sous"):
            self.parties = True  # a total of parts: which rows make the next one is not told
        elif _TOTAL.match(tete):
            for rang, _, brut in rangee:
                lues = self.colonnes.get(rang, [])
                if not self.parties and len(lues) >= 2:
                    _marquer(brut, sum(lues))
            self.colonnes = {}
        else:
            for rang, _, brut in rangee:
                self.colonnes.setdefault(rang, []).append(_en_nombre(brut))


def _en_travers(rangee: Sequence[tuple[int, _Colonne, Brut]], tableau: _Tableau) -> None:
    """Mark the total of a row that its other amounts, all there, do not make."""
    totaux = [brut for _, colonne, brut in rangee if colonne.total]
    autres = [_en_nombre(brut) for _, colonne, brut in rangee if not colonne.total]
    if len(totaux) == 1 and 2 <= len(autres) == sum(c is not None and not c.total for c in tableau.colonnes):
        _marquer(totaux[0], sum(autres))


def _marquer(brut: Brut, somme: float) -> None:
    if abs(somme - _en_nombre(brut)) > ECART:
        brut.indices.append(f"somme {arrondi(somme)}")


def _en_nombre(brut: Brut) -> float:
    return float(brut.valeur) if isinstance(brut.valeur, int | float) else 0.0


def montants_de_tableaux(texte: Texte, payeurs: Sequence[tuple[str, str]]) -> list[Brut]:
    """The amounts of the tables of the text, in order.

    Args:
        payeurs: names of payers, and the patterns by which heads name them.
    """
    rendu: list[Brut] = []
    tableau: _Tableau | None = None
    cumul = _Sommes()
    muettes = ici = 0
    for ligne in texte.plat.splitlines(keepends=True):
        cases = _cases(ligne, ici)
        tetes = _tetes(texte, cases, ici, payeurs)
        if tetes:
            tableau, muettes, cumul = tetes, 0, _Sommes()
        elif tableau is not None and len(cases) >= 2 and (sommes := list(_rangee(texte, tableau, cases, ligne, ici))):
            cumul.compter(sommes, tableau)
            rendu += [brut for _, _, brut in sommes]
            muettes = 0
        elif ligne.strip():
            muettes += 1
            tableau = tableau if muettes <= _TETES and len(ligne.strip()) < 90 else None
        ici += len(ligne)
    return rendu


def _cases(ligne: str, ici: int) -> list[_Case]:
    cases, debut = [], len(ligne) - len(ligne.lstrip(" |\t"))
    corps = ligne.rstrip(" |\t\r\n\f")
    if len(corps) <= debut:
        return []
    motif = _BARRES if "|" in corps else _CASES
    for separe in [*motif.finditer(corps, debut), None]:
        fin = separe.start() if separe else len(corps)
        cases.append(_Case(corps[debut:fin], ici + debut, ici + fin))
        debut = separe.end() if separe else fin
    return cases


def _tetes(texte: Texte, cases: Sequence[_Case], ici: int, payeurs: Sequence[tuple[str, str]]) -> _Tableau | None:
    """The heads that a line is: two columns of amounts at least, none of figures that are no year."""
    if len(cases) < 2 or any(len(c.plat) > 45 for c in cases):
        return None
    if any(_SOMME.fullmatch(c.plat) and not _ANNEE.fullmatch(c.plat) for c in cases):
        return None
    colonnes = [_colonne(c, ici, payeurs) for c in cases]
    sues = [c for c in colonnes if c]
    fortes = sum(bool(c.argent or c.source or c.periode) for c in sues)
    if not fortes or (len(sues) < 2 and not (len(cases) == 2 and sues[0].argent)):
        return None
    autour = texte.plat[max(0, ici - _AU_DESSUS) : cases[-1].fin]
    multiple = _unite(texte.plat[ici : cases[-1].fin]) or _unite(autour)
    if multiple is None and any(c.argent for c in sues):
        multiple = 1.0
    return _Tableau(tuple(colonnes), multiple, ici)


def _colonne(case: _Case, ici: int, payeurs: Sequence[tuple[str, str]]) -> _Colonne | None:
    annee = _ANNEE.fullmatch(case.plat.strip(" .:"))
    source = next((nom for nom, motif in payeurs if re.search(motif, case.plat)), None)
    argent = bool(_ARGENT.search(case.plat) or _unite(case.plat))
    if not (annee or source or argent or _TOTAL.match(case.plat)):
        return None
    total = bool(_TOTAL.match(case.plat))
    return _Colonne(source, annee.group(1) if annee else None, argent, case.fin - ici, total)


def _unite(mots: str) -> float | None:
    """The multiple that words give to figures; that named last."""
    trouves = [(m.end(), fois) for fois, motif in _UNITES for m in motif.finditer(mots)]
    return max(trouves)[1] if trouves else None


def _rangee(
    texte: Texte, tableau: _Tableau, cases: Sequence[_Case], ligne: str, ici: int
) -> Iterator[tuple[int, _Colonne, Brut]]:
    """The amounts of a row, whose first cell is in words."""
    if _SOMME.fullmatch(cases[0].plat) or _COMPTE.match(cases[0].plat):
        return
    for rang, case in enumerate(cases[1:], 1):
        trouve = _SOMME.fullmatch(_DOUBLE.sub(" ", case.plat))
        colonne = _de_la_case(tableau, cases, rang, ici, barres="|" in ligne)
        if trouve is None or colonne is None:
            continue
        dite = _unite(trouve.group("unite") or "")
        multiple = dite or tableau.multiple
        if multiple is None:
            continue
        tete = texte.texte[cases[0].debut : cases[0].fin].strip(" :")
        brut = Brut("montant", tete, case.debut, case.fin, unite="EUR", source=colonne.source, periode=colonne.periode)
        brut.valeur = arrondi(valeur(trouve.group("nombre")) * multiple)
        brut.indices = ["tableau"]
        yield rang, colonne, brut


def _de_la_case(tableau: _Tableau, cases: Sequence[_Case], rang: int, ici: int, *, barres: bool) -> _Colonne | None:
    """The column of a cell: by rank when all are there, by place otherwise; heads may lack the first one."""
    manque = len(cases) - len(tableau.colonnes)
    if manque in (0, 1):
        return tableau.colonnes[rang - manque]
    if barres:
        return None
    place = cases[rang].fin - ici
    proche = min((c for c in tableau.colonnes if c), key=lambda c: abs(c.place - place))
    return proche if abs(proche.place - place) <= 6 else None
