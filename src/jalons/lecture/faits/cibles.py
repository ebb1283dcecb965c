"""Targets: the value that an indicator must reach, and when, told in a sentence or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jalons.lecture.faits.nombres import CHIFFRES, arrondi, precision, valeur
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut

_PRECIS = r"(?:(?:au moins|plus d[e'u]|pres d[e'u]|environ|au plus|au maximum|moins d[e'u]|jusqu'a|a minima)\s*)?"
_UNITE = (
    r"(?P<unite>%|‰|pour cent|€|euros?\b|k€|m€|millions?\b|milliers?\b|(?!\d)[a-z][a-z'-]{2,}|"
    r"(?=\s+(?:en|au|a)\b)|(?=\s*[|.;,)\n]|$))"
)
_VALEUR = rf"(?P<n>{CHIFFRES})\s*{_UNITE}"
_ANNEE = r"(?:19|20)\d\d"
_VERBES = re.compile(
    r"(?P<verbe>\b(?:atteindre|atteint|visant|viser|vise|objectif (?:est )?(?:de|fixe a|chiffre de|chiffre)|"
    r"objectif\s*(?:[\w' ]{0,12}\s)?[:=]|valeur (?:cible|attendue|visee)\s*(?:de|:|=)?|"
    rf"cibles?\s*(?:(?:en|pour|a|a l'horizon)?\s*\(?(?P<annee>{_ANNEE})\)?)?\s*(?:de|:|=|est de|fixee a)|"
    r"(?:porter|passer|faire passer|reduire|ramener|limiter|maintenir|"
    r"abaisser|augmenter|elever|generaliser|etendre)\b[^.;:\n|]{0,90}?\s(?:a|sous|en dessous de)))"
    rf"\s+(?P<precis>{_PRECIS}){_VALEUR}"
)
_DE_A = re.compile(rf"\bde\s+(?:{CHIFFRES})\s*(?:%|[a-z]+)?\s+(?:en\s+{_ANNEE}\s+)?a\s+(?P<precis>{_PRECIS}){_VALEUR}")
_FLECHE = re.compile(rf"(?:→|=>|->|>=?|≥|≤|<=?|[:=])\s*(?P<precis>{_PRECIS}){_VALEUR}")
_RESULTAT = re.compile(
    r"(?P<precis>(?:au moins|plus d[e'u]|au plus|moins d[e'u]|en moins d[e']|sous|(?=\d[\d ,]*\s?%))\s*)"
    rf"{_VALEUR}"
)
_QUAND = re.compile(
    rf"\b(?:en|d'ici(?:\s+(?:a|la fin|fin|l'annee|le \w+))*|fin|avant(?: la fin)?(?: de)?|a l'horizon|horizon|pour|"
    rf"courant|au terme de|des)\s+(?:{'(?:decembre|juin|janvier|septembre)'}\s+)?(?P<annee>{_ANNEE})\b|"
    rf"\((?P<entre>{_ANNEE})\)"
)
_ARGENT = frozenset({"€", "euro", "euros", "k€", "m€", "million", "millions", "millier", "milliers"})
_PAS_UNE_UNITE = frozenset(
    {"et", "ou", "en", "des", "les", "par", "pour", "que", "qui", "est", "d'ici", "dans", "sur", "aux"}
)
_CASES = re.compile(r"\s*\|\s*|\t+|\s{3,}")
_TETE_CIBLE = re.compile(
    r"(?:valeurs?\s+)?(?:cibles?|objectifs?|attendus?|visee?s?|a atteindre|resultat vise)\b"
    rf".{{0,20}}?(?P<annee>{_ANNEE})?\)?$"
)
_TETE_INDICATEUR = re.compile(r"indicateurs?\b|intitule|mesures? suivies?|resultats? suivis?")
_SOMME = re.compile(
    rf"(?P<precis>(?:>=?|≥|≤|<=?|\+)?\s*{_PRECIS})(?P<n>{CHIFFRES})\s*(?P<unite>%|‰|[a-z][a-z' -]{{1,25}})?"
)
_LIEUX = frozenset({"indicateur", "resultat_attendu", "action", "point"})
_PUCE = re.compile(r"^[\s•●▪■◦*>–—-]+")


def cibles(texte: Texte, elements: Sequence[Brut] = (), fiches: Sequence[tuple[int, str]] = ()) -> list[Brut]:
    """The targets of a text, in order, each once.

    ``texte`` of each is what is measured, ``valeur`` and ``unite`` what it must reach, ``periode`` the year, ``None``
    when the document gives none. Amounts of money are no targets.

    Args:
        elements: what the structure holds: an indicator and an expected result may tell their target without a verb.
        fiches: where each fiche begins, and its name.
    """
    trouves = [*_de_tableaux(texte), *_de_phrases(texte), *_d_elements(texte, elements)]
    rendus: list[Brut] = []
    pris: set[int] = set()
    for brut in trouves:
        if brut.debut in pris:
            continue
        pris.add(brut.debut)
        avant = [nom for debut, nom in fiches if debut <= brut.debut]
        brut.parent = avant[-1] if avant else None
        rendus.append(brut)
    return sorted(rendus, key=lambda b: b.debut)


def _de_phrases(texte: Texte) -> Iterator[Brut]:
    for motif in (_VERBES, _DE_A):
        for m in motif.finditer(texte.plat):
            gauche, droite = texte.phrase(m.start(), m.end())
            if motif is _DE_A and not (_mesure(texte.plat[gauche : m.start()]) and _vise(texte, m, droite)):
                continue
            if (brut := _brut(texte, m, gauche, droite)) is not None:
                yield brut


def _vise(texte: Texte, m: re.Match[str], droite: int) -> bool:
    """Whether "from 45 to 60" is a change to make: in percent, or with a day to come."""
    return m.group("unite") == "%" or _QUAND.search(texte.plat, m.end(), droite) is not None


def _mesure(avant: str) -> bool:
    """Whether "from 45 to 60 %" is told of what must move, and not of a range of ages or of years."""
    return bool(re.search(r"\b(?:passer|porter|augmenter|reduire|baisser|taux|delai|duree)\b", avant))


def _d_elements(texte: Texte, elements: Sequence[Brut]) -> Iterator[Brut]:
    """What an indicator, or an expected result, says without a verb: "Taux de visites : 80 % en 2026"."""
    for e in elements:
        if e.genre not in ("indicateur", "resultat_attendu"):
            continue
        corps = texte.plat[e.debut : e.fin]
        motifs = (_FLECHE, _RESULTAT) if e.genre == "indicateur" else (_RESULTAT,)
        for motif in motifs:
            # the last one: what comes before is where things stand
            m = max(motif.finditer(texte.plat, e.debut, e.fin), key=lambda x: x.start(), default=None)
            if m is not None and not re.search(r"\b(?:t0|valeur initiale|depart)\b", corps):
                if (brut := _brut(texte, m, e.debut, e.fin)) is not None:
                    yield brut
                break


def _brut(texte: Texte, m: re.Match[str], gauche: int, droite: int) -> Brut | None:
    unite = (m.group("unite") or "").strip()
    if unite in _ARGENT or (not unite and re.fullmatch(_ANNEE, m.group("n"))):
        return None
    unite = "" if unite in _PAS_UNE_UNITE else "%" if unite == "pour cent" else unite
    libelle = " ".join(texte.texte[gauche:droite].split())
    if len(libelle) > 300:
        libelle = texte.libelle(m.start(), m.end())
    brut = Brut("cible", _PUCE.sub("", libelle).strip(" .;"), m.start("n"), m.end(), unite=unite or None)
    brut.valeur = arrondi(valeur(m.group("n")))
    brut.precision = precision(texte.plat[max(0, m.start("n") - 24) : m.start("n")])
    brut.periode = _annee(texte, m, gauche, droite)
    brut.indices = ["phrase", *(["annee"] if brut.periode else [])]
    return brut


def _annee(texte: Texte, m: re.Match[str], gauche: int, droite: int) -> str | None:
    dite = m.groupdict().get("annee")
    apres = _QUAND.search(texte.plat, m.end(), droite)
    avant = list(_QUAND.finditer(texte.plat, gauche, m.start("n")))
    proche = apres or (avant[-1] if avant else None)
    return dite or (proche and (proche.group("annee") or proche.group("entre"))) or None


def _de_tableaux(texte: Texte) -> Iterator[Brut]:
    """The targets of tables whose heads say which column holds what is measured, and which its target."""
    colonnes: list[tuple[int, str | None]] = []
    nombre = nom = ici = 0
    for ligne in texte.plat.splitlines(keepends=True):
        cases = _cases(ligne, ici)
        ici += len(ligne)
        tetes = [(rang, m.group("annee")) for rang, c in enumerate(cases) if (m := _TETE_CIBLE.match(c[0])) and rang]
        noms = [rang for rang, c in enumerate(cases) if _TETE_INDICATEUR.match(c[0])]
        if tetes and noms and len(cases) >= 2:
            colonnes, nombre, nom = tetes, len(cases), noms[0]
        elif ligne.strip() and len(cases) != nombre:
            colonnes = []
        elif colonnes and ligne.strip():
            yield from _rangee(texte, cases, colonnes, nom)


def _cases(ligne: str, ici: int) -> list[tuple[str, int, int]]:
    corps = ligne.strip(" |\t\r\n\f")
    debut = ici + ligne.find(corps) if corps else ici
    cases, depart = [], 0
    for separe in [*_CASES.finditer(corps), None]:
        fin = separe.start() if separe else len(corps)
        cases.append((corps[depart:fin], debut + depart, debut + fin))
        depart = separe.end() if separe else fin
    return cases


def _rangee(
    texte: Texte, cases: Sequence[tuple[str, int, int]], colonnes: Sequence[tuple[int, str | None]], nom: int
) -> Iterator[Brut]:
    tete = " ".join(texte.texte[cases[nom][1] : cases[nom][2]].split())
    for rang, annee in colonnes:
        m = _SOMME.fullmatch(cases[rang][0])
        if m is None or not tete or rang == nom or (m.group("unite") or "").strip() in _ARGENT:
            continue
        unite = (m.group("unite") or "").strip() or (
            "%" if re.search(r"%|\btaux\b|\bpart des?\b", cases[nom][0]) else None
        )
        brut = Brut("cible", tete, cases[rang][1] + m.start("n"), cases[rang][2], unite=unite, periode=annee)
        brut.valeur = arrondi(valeur(m.group("n")))
        brut.precision = precision(m.group("precis"))
        brut.indices = ["tableau", *(["annee"] if annee else [])]
        yield brut
