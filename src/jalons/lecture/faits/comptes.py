"""Counts that a document announces, places to create, and figures with their unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jalons.lecture.faits.nombres import CHIFFRES, EN_LETTRES, arrondi, precision, valeur
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut

_N = rf"(?P<n>{CHIFFRES}|(?:{EN_LETTRES})(?:[\s-](?:et[\s-])?(?:{EN_LETTRES}))?)"
_COMPTES = (
    "actions?", "objectifs?", "engagements?", "axes?", "orientations?", "priorites?", "fiches?", "mesures?", "defis?",
    "ambitions?", "leviers?", "chantiers?", "possibles", "departements", "territoires", "projets?",
)  # fmt: skip
_EFFECTIF = re.compile(
    rf"(?<![\w,.°/-]){_N}\s+(?:d'|de\s)?(?:(?:nouve\w+|autres?|grand\w*|premier\w*|principa\w+|quelques|fiches)\s+)?(?P<quoi>{'|'.join(_COMPTES)})\b"
    r"(?:\s+(?P<dont>fondament\w+|facultati\w+|obligatoires|complementaires|socles|phares|prioritaires))?"
)
_PLACES = re.compile(rf"(?<![\w,.°/-]){_N}\s+(?:\w+\s+)?places?\b")
_SIGLE = re.compile(r"\b[A-Z]{2,}[A-Z0-9-]*\b")
_POURCENT = re.compile(
    rf"(?<![a-z0-9,.])(?P<signe>[+-]\s?)?(?P<n>{CHIFFRES})(?:\s?(?:a|-|"
    rf"et)\s?(?P<n2>{CHIFFRES}))?\s*(?P<unite>%\s?o\b|‰|%|pour cent|pour mille)"
)
_FIGURE = re.compile(
    rf"(?<![\w,.°/'-])(?P<signe>[+-]\s?)?(?P<n>{CHIFFRES})(?P<demi>(?=\s+mois et demi))?\s+"
    r"(?P<quoi>(?!\d)[a-z][a-z'-]+)"
)
_EN_MOTS = re.compile(rf"\b(?P<n>{EN_LETTRES})\s+(?P<quoi>[a-z]{{4,}})")
_APART = re.compile(r"^[ \t]*(?P<n>\d{1,3}(?:[ .]\d{3})+|\d{2,7}(?:,\d+)?)[ \t]*$", re.MULTILINE)
_EN_TETE = re.compile(r"^[ \t]*(?P<n>\d{1,3}(?: \d{3})+|\d{5,7})(?=\s+[a-z])", re.MULTILINE)
_PARTS = {
    "¼": 25,
    "½": 50,
    "¾": 75,
    "un quart": 25,
    "la moitie": 50,
    "trois quarts": 75,
    "un tiers": 33.33,
    "deux tiers": 66.67,
}
_FRACTION = re.compile(
    rf"(?:(?P<signe>[¼½¾])|\b(?P<mots>{'|'.join(m for m in _PARTS if len(m) > 1)})\b)(?=\s+(?:de|des|du|d'|d’))"
)
_PARENTHESES = re.compile(rf"\((?P<n>{CHIFFRES})\)")
_REFERENCE = re.compile(
    r"(?:\barticles?|\bart\.|\bn[°o]|\bl\.?|\br\.?|\bd\.?|\bpages?|\bp\.|\bloi|\bdecret|"
    r"\bfiche(?: action)?|\baction|\bpriorite|\bengagement|\baxe|\borientation|\bcovid)[\s-]*$"
)
_PAS_UN_OBJET = frozenset({
    "et", "ou", "a", "au", "aux", "de", "des", "du", "la", "le", "les", "l", "en", "dans", "par", "pour",
    "sur", "que", "qui", "est", "sont", "avait", "avec", "cette", "ce", "dont", "contre", "ont", "sera",
    "mais", "puis", "soit", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
    "septembre", "octobre", "novembre", "decembre", "er", "eme",
})  # fmt: skip
_ANNEE = re.compile(r"(?:19|20)\d\d")


def effectifs(texte: Texte) -> list[Brut]:
    """What the document says it holds: "31 actions", "11 objectifs fondamentaux", "une trentaine d'actions"."""
    return [
        _brut("effectif", texte, m, m.group("quoi") + (f" {m.group('dont')}" if m.group("dont") else ""))
        for m in _EFFECTIF.finditer(texte.plat)
        if not _ANNEE.fullmatch(m.group("n")) and valeur(m.group("n")) > 1
    ]


def places(texte: Texte) -> list[Brut]:
    """Places to create or to open, with the acronym of the service of the same clause when there is one."""
    rendus = []
    for m in _PLACES.finditer(texte.plat):
        gauche, droite = texte.phrase(m.start(), m.end())
        sigles = _SIGLE.findall(texte.texte[m.end() : droite]) or _SIGLE.findall(texte.texte[gauche : m.start()])[-1:]
        brut = _brut("places", texte, m, "places")
        brut.texte = sigles[0] if sigles else brut.texte
        rendus.append(brut)
    return rendus


def chiffres(texte: Texte) -> list[Brut]:
    """Figures with what they count; neither dates nor references nor numbers of headings."""
    pris: set[int] = set()
    rendus = []
    for brut in (
        *_pourcentages(texte),
        *_quantites(texte),
        *_seules(texte),
        *_en_tete(texte),
        *_fractions(texte),
        *_entre_parentheses(texte),
        *_en_mots(texte),
    ):
        if brut.debut not in pris:
            pris.add(brut.debut)
            rendus.append(brut)
    return sorted(rendus, key=lambda b: b.debut)


def _brut(genre: str, texte: Texte, m: re.Match[str], unite: str, *, facteur: int = 1) -> Brut:
    lu = valeur(m.group("n"))
    brut = Brut(
        genre, texte.libelle(m.start("n"), m.end()), m.start("n"), m.end(), valeur=arrondi(lu * facteur), unite=unite
    )
    brut.precision = precision(texte.plat[max(0, m.start() - 24) : m.start("n")])
    brut.indices = ["chiffres" if m.group("n")[0].isdigit() else "lettres"]
    return brut


def _pourcentages(texte: Texte) -> Iterator[Brut]:
    for m in _POURCENT.finditer(texte.plat):
        unite = "‰" if m.group("unite").replace(" ", "") in ("%o", "‰", "pourmille") else "%"
        if m.group("n2"):
            brut = _brut("chiffre", texte, m, unite)
            brut.valeur = f"{m.group('n')} à {m.group('n2')}"
            yield brut
        else:
            yield _brut("chiffre", texte, m, unite, facteur=-1 if (m.group("signe") or "").startswith("-") else 1)


def _quantites(texte: Texte) -> Iterator[Brut]:
    for m in _FIGURE.finditer(texte.plat):
        quoi = m.group("quoi")
        if quoi in _PAS_UN_OBJET and not _compte_avant(texte, m):
            continue
        if _REFERENCE.search(texte.plat[max(0, m.start() - 16) : m.start()]) or (
            _ANNEE.fullmatch(m.group("n")) and quoi not in ("enfants", "euros")
        ):
            continue
        brut = _brut("chiffre", texte, m, quoi)
        if m.group("demi") is not None and isinstance(brut.valeur, int):
            brut.valeur += 0.5
        yield brut


def _compte_avant(texte: Texte, m: re.Match[str]) -> bool:
    """Whether what is counted comes before: "intervenants au nombre de 13", "retours de 214"."""
    return bool(
        re.search(
            r"(?:nombre|est|sont|total|avec|atteint|concernent|contre|realis\w+|soit|dont|de)\s+(?:de\s+)?$",
            texte.plat[max(0, m.start() - 24) : m.start()],
        )
    )


def _seules(texte: Texte) -> Iterator[Brut]:
    """Big figures alone on their line: what they count is written next to them."""
    for m in _APART.finditer(texte.plat):
        if int(re.sub(r"\D", "", m.group("n"))) < 100 and not re.match(
            r"\s*\n\s*[a-z]", texte.plat[m.end() : m.end() + 8]
        ):
            continue
        suite = re.compile(r"\s*([^\n]*(?:\n(?!\s*\n)[^\n]*){0,2})").match(texte.texte, m.end())
        brut = _brut("chiffre", texte, m, "")
        brut.texte = " ".join((suite.group(1) if suite else "").split())[:160] or brut.texte
        brut.unite = next(iter(re.findall(r"[^\W\d_]{4,}", brut.texte)), "").lower()
        brut.indices.append("seul sur sa ligne")
        yield brut


def _en_tete(texte: Texte) -> Iterator[Brut]:
    """Big figures that begin a line, whatever word comes next: a scanner parts them from what they count."""
    for m in _EN_TETE.finditer(texte.plat):
        brut = _brut("chiffre", texte, m, "")
        fin = texte.texte.find("\n", m.end())
        brut.texte = " ".join(texte.texte[m.end() : fin if fin >= 0 else len(texte.texte)].split()) or brut.texte
        yield brut


def _fractions(texte: Texte) -> Iterator[Brut]:
    """Shares told in words, in percent: « quasiment ¼ de la population », « la moitié des enfants »."""
    for m in _FRACTION.finditer(texte.plat):
        brut = Brut("chiffre", texte.libelle(m.start(), m.end()), m.start(), m.end(), unite="%", indices=["lettres"])
        brut.valeur = _PARTS[m.group()]
        brut.precision = precision(texte.plat[max(0, m.start() - 24) : m.start()])
        yield brut


def _entre_parentheses(texte: Texte) -> Iterator[Brut]:
    for m in _PARENTHESES.finditer(texte.plat):
        if not _ANNEE.fullmatch(m.group("n")):
            yield _brut("chiffre", texte, m, "")


def _en_mots(texte: Texte) -> Iterator[Brut]:
    for m in _EN_MOTS.finditer(texte.plat):
        if m.group("n") not in ("un", "une") or m.group("quoi") == "dossier":
            yield _brut("chiffre", texte, m, m.group("quoi"))
