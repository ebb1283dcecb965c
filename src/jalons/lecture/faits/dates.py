"""Dates, periods and delays in French, as precise as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jalons.lecture.faits.nombres import EN_LETTRES, valeur
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut
from jalons.noyau.dates import MOIS

_MOIS = [plat(m) for m in MOIS]
_M = "(?P<mois>" + "|".join(_MOIS) + ")"
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_A = r"(?P<annee>(?:19|20)\d\d)"
_LONGUE = re.compile(
    rf"(?:(?P<semaine>{'|'.join(_JOURS)})\s+)?(?<![\d/])(?:(?P<premier>\d{{1,2}}(?:er)?)\s+(?:et|,|au)\s+)?(?P<jour>\d{{1,2}})(?:er)?\s+{_M}(?:\s+{_A})?(?P<apres>\s+\w+)?"
)
_MENSUELLE = re.compile(rf"(?<!\d )(?<!\d\n)(?<!er )\b(?:(?P<part>debut|fin|mi)[\s-]+)?{_M}(?:\s+{_A})?(?!\w)")
_CHIFFREE = re.compile(
    r"(?<![\d/.-])(?P<jour>\d{1,2})(?:er)?\s?(?:"
    r"/\s?(?P<mois>\d{1,2})\s?/\s?(?P<annee>(?:19|20)\d\d|(?<=\d\d/\d\d/)\d\d(?!\s?[€%]))|"
    r"(?<=\d\d)(?P<signe>[.-])(?P<mois2>[01]\d)(?P=signe)(?P<annee2>(?:19|20)\d\d))(?![\d/])"
)
"""« 06/07/2020 », « 1er/10/2021 », « 31/12/22 », « 01.01.2023 », « 01-01-2023 »."""
_ISO = re.compile(r"(?<!\d)(?P<annee>(?:19|20)\d\d)\s?-\s?(?P<mois>\d{2})\s?-\s?(?P<jour>\d{2})(?!\d)")
_PERIODE = re.compile(r"(?<![\d/.])(?P<debut>(?:19|20)\d\d)\s*(?:-|–|/|\ba\b|\bau\b)\s*(?P<fin>(?:19|20)\d\d)(?![\d/])")
_ANNEE = re.compile(
    rf"\b(?:en|depuis|des|annees?|courant|fin|debut|exercice|jusqu'en|avant|a partir de)\s+(?:l'annee\s+)?{_A}(?![\d-])"
)
_DELAI = re.compile(
    rf"(?:delai|duree|periode|terme|maximum|maximal|moins|apres|dans les|"
    rf"d'ici)\w*\s+(?:\w+\s+){{0,2}}?(?:de\s+|a\s+)?(?P<n>\d{{1,2}}|{EN_LETTRES})\s+(?P<unite>mois|ans|semaines|jours)\b"
)
_SANS_ANNEE = re.compile(rf"\b(?P<jour>\d{{1,2}})\s+{_M}\s+(?P<suite>suivant\s+(?:la\s+)?[\w' ]{{4,50}}?(?=[.,;\n]))")


def dates(texte: Texte) -> list[Brut]:
    """Every date of the text, each value once by label, in order."""
    trouves = [
        *_suivantes(texte),
        *_longues(texte),
        *_courtes(texte),
        *_mensuelles(texte),
        *_periodes(texte),
        *_annees(texte),
        *_delais(texte),
    ]
    vus: set[tuple[object, str]] = set()
    rendus = []
    for brut in sorted(trouves, key=lambda b: (b.debut, -b.fin)):
        if (brut.valeur, brut.texte) not in vus:
            vus.add((brut.valeur, brut.texte))
            rendus.append(brut)
    return rendus


def _brut(texte: Texte, debut: int, fin: int, valeur_: str, *indices: str, libelle: str = "") -> Brut:
    return Brut("date", libelle or texte.libelle(debut, fin), debut, fin, valeur=valeur_, indices=list(indices))


def annee_du_document(texte: Texte) -> int | None:
    """The year of the first full date: what a date without a year is understood from."""
    premiere = min(
        (m for motif in (_LONGUE, _CHIFFREE, _ISO) for m in motif.finditer(texte.plat) if _annee_dite(m)),
        key=lambda m: m.start(), default=None,
    )  # fmt: skip
    return _siecle(_annee_dite(premiere)) if premiere else None


def _annee_dite(m: re.Match[str]) -> str:
    """The year of a date, in two figures or four; "" when it has none."""
    return m.group("annee") or m.groupdict().get("annee2") or ""


def _iso(annee: int, mois: int, jour: int) -> str | None:
    try:
        return date(annee, mois, jour).isoformat()
    except ValueError:
        return None


def _longues(texte: Texte) -> Iterator[Brut]:
    reference = annee_du_document(texte)
    for m in _LONGUE.finditer(texte.plat):
        mois, jour = _MOIS.index(m.group("mois")) + 1, int(m.group("jour"))
        annee = int(m.group("annee")) if m.group("annee") else _annee_devinee(reference, mois, jour, m)
        if annee is None:
            continue
        indices = ["ecrite" if m.group("annee") else "annee deduite"]
        fin = m.end("annee") if m.group("annee") else m.end("mois")
        for lu in (m.group("premier"), m.group("jour")):
            iso = _iso(annee, mois, int(lu.rstrip("er"))) if lu else None
            if iso:
                yield _brut(texte, m.start(), fin, iso, *indices)


def _annee_devinee(reference: int | None, mois: int, jour: int, m: re.Match[str]) -> int | None:
    """The year in which that day of the month falls on that day of the week, near the year of the document."""
    if reference is None or (m.group("apres") or "").strip() == "suivant":
        return None
    semaine = m.group("semaine")
    for annee in (reference, reference - 1, reference + 1):
        iso = _iso(annee, mois, jour)
        if iso and (not semaine or date.fromisoformat(iso).weekday() == _JOURS.index(semaine)):
            return annee
    return None


def _courtes(texte: Texte) -> Iterator[Brut]:
    for m in _CHIFFREE.finditer(texte.plat):
        iso = _iso(
            _siecle(m.group("annee") or m.group("annee2")), int(m.group("mois") or m.group("mois2")), int(m["jour"])
        )
        if iso:
            yield _brut(texte, m.start(), m.end(), iso, "ecrite")
    for m in _ISO.finditer(texte.plat):
        iso = _iso(int(m.group("annee")), int(m.group("mois")), int(m.group("jour")))
        if iso:
            yield _brut(texte, m.start(), m.end(), iso, "ecrite")


def _siecle(annee: str) -> int:
    """The year that two figures or four tell.

    >>> _siecle("22"), _siecle("98"), _siecle("2023")
    (2022, 1998, 2023)
    """
    lue = int(annee)
    return lue if lue > 99 else lue + (2000 if lue < _PIVOT else 1900)


_PIVOT = 60
"""Two figures from this one on tell a year of the last century."""


def _mensuelles(texte: Texte) -> Iterator[Brut]:
    reference = annee_du_document(texte)
    for m in _MENSUELLE.finditer(texte.plat):
        part, annee = m.group("part"), m.group("annee")
        mois = _MOIS.index(m.group("mois")) + 1
        if part and (annee or reference):
            yield _brut(
                texte,
                m.start(),
                m.end(),
                f"{_part(part)} {MOIS[mois - 1]} {annee or reference}",
                "ecrite" if annee else "annee deduite",
            )
        elif annee:
            yield _brut(texte, m.start(), m.end(), f"{annee}-{mois:02d}", "ecrite")


def _part(part: str) -> str:
    return {"debut": "début"}.get(part, part)


def _periodes(texte: Texte) -> Iterator[Brut]:
    for m in _PERIODE.finditer(texte.plat):
        debut, fin = m.group("debut"), m.group("fin")
        if 0 < int(fin) - int(debut) <= 15:
            libelle = texte.libelle(m.start(), m.end())
            yield _brut(texte, m.start(), m.end(), f"{debut}-{fin}", "periode", libelle=libelle)
            yield _brut(texte, m.start("debut"), m.end("debut"), debut, "periode", libelle=f"début : {libelle}")
            yield _brut(texte, m.start("fin"), m.end("fin"), fin, "periode", libelle=f"fin : {libelle}")


def _annees(texte: Texte) -> Iterator[Brut]:
    for m in _ANNEE.finditer(texte.plat):
        yield _brut(texte, m.start("annee"), m.end("annee"), m.group("annee"), "annee")


def _delais(texte: Texte) -> Iterator[Brut]:
    for m in _DELAI.finditer(texte.plat):
        yield _brut(texte, m.start("n"), m.end(), f"{valeur(m.group('n'))} {m.group('unite')}", "delai")


def _suivantes(texte: Texte) -> Iterator[Brut]:
    for m in _SANS_ANNEE.finditer(texte.plat):
        suite = " ".join(texte.texte[m.start("suite") : m.end("suite")].split())
        suite = re.sub(r"\s+concerne\w*$|\s+concerné\w*$", "", suite)
        yield _brut(
            texte, m.start(), m.end(), f"{m.group('jour')} {MOIS[_MOIS.index(m.group('mois'))]} {suite}", "chaque annee"
        )
