"""Who signs: the State, the département, the regional health agency, as the document names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jalons.lecture.faits.phrases import Texte
from jalons.lecture.faits.signataires import Signataire, signataires
from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut

_NOM = r"(?P<nom>[A-ZÀ-Ý][\wÀ-ÿ’']+(?:[-\s](?:d['’]|de|et|la|le|du|en|sur|[A-ZÀ-Ý])[\wÀ-ÿ’']*)*)"
_DE = r"(?:du|de la|de l['’]|des|de|d['’])\s?"
_DEPARTEMENT = re.compile(rf"\b(?P<quoi>[Cc]onseil départemental|[Dd]épartement)\s+(?P<de>{_DE}){_NOM}")
_ARS = re.compile(
    rf"(?P<quoi>\bARS|"
    rf"[Aa]gence\s+[Rr]égionale\s+de\s+[Ss]anté)(?:\s*\(ARS\))?\s+(?P<de>{_DE})?(?P<nom>[A-ZÀ-Ý][\wÀ-ÿ]+(?:-[\wÀ-ÿ]+)*)"
)
_PREFET = re.compile(rf",\s*(?:le\s+)?[Pp]réf[eè]te?\s+(?P<de>{_DE}){_NOM}")
_ETAT = re.compile(r"\b[EÉ]tat\b")
_EN_TETE = re.compile(
    rf"^[#*\s]*(?P<quoi>conseil d[ée]partemental|d[ée]partement)\s+(?P<de>{_DE})"
    r"(?P<nom>[A-ZÀ-Ý][\wÀ-ÿ’' -]{2,40}?)[*\s]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The département alone on its line, as in a letterhead: the name under which it signs."""
_ARS_ENTIERE = re.compile(
    r"[Aa]gence\s+[Rr]égionale\s+de\s+[Ss]anté\s*\(\s*«?\s*ARS\b|"
    r"\b[Ee]ntre\b[^.]{0,120}[Aa]gence\s+[Rr]égionale\s+de\s+[Ss]anté\b"
)
_PLURIELS = re.compile(r"\b(?:préfets|agences\s+régionales\s+de\s+santé|départements)\b")
_ENTRE = re.compile(
    r"^[#*\s]*(?:Entre|ENTRE)\b.*?(?=^[#*\s]*(?:Vu|VU|Considérant|CONSIDÉRANT|Article|ARTICLE|Préambule|PRÉAMBULE)\b|"
    r"\b[Ii]l (?:est|a été)\b|\bIL (?:EST|A ÉTÉ)\b|(?:d['’]une|d['’]autre) part\.|\Z)",
    re.MULTILINE | re.DOTALL,
)
_PLUSIEURS = 2
"""Fewest parties named one by one that make the list of those who sign."""
PREAMBULE = 4000
"""Characters of the beginning, where those who sign are named."""
_PREFECTORAL = re.compile(r"[Pp]réf[eè]te?\s+(?:de\s+|du\s+)?$")
"""Before a département that only says where the préfet is."""
EN_TETE = 1500
"""Characters of the beginning, where a letterhead stands."""
_PAS_UN_LIEU = frozenset({"État", "Etat", "Les", "La", "Le", "Pour", "Strategie", "Stratégie"})


def parties(texte: Texte, type_: str) -> list[Brut]:
    """The parties of a contract or of an avenant; those to whom a circular speaks."""
    if type_ == "circulaire":
        return list(_destinataires(texte))
    if type_ not in ("contrat", "avenant"):
        return []
    signe = _entre(texte)
    nommes = list(signataires(signe.string, signe.start(), signe.end())) if signe else []
    if len(nommes) >= _PLUSIEURS:
        return list(_signataires(nommes, texte))
    departement = list(_le_premier(_DEPARTEMENT, signe)) or list(_papier_a_en_tete(texte))
    departement = departement or list(_le_plus_dit("departement", _DEPARTEMENT, texte))
    return [*_etat(texte), *departement, *(list(_le_premier(_ARS, signe)) or _ars(texte))]


def _signataires(nommes: Sequence[Signataire], texte: Texte) -> Iterator[Brut]:
    """The parties that an act names one by one; the State with its préfet, the agency in full."""
    for signataire in nommes:
        if signataire.quoi == "etat" and plat(signataire.nom) == "etat":
            yield from _etat(texte)
            continue
        nom = signataire.nom
        if signataire.quoi == "ars" and nom.startswith("ARS ") and _ARS_ENTIERE.search(texte.texte):
            nom = f"Agence régionale de santé {nom.removeprefix('ARS ')}"
        yield Brut("partie", nom, signataire.debut, signataire.fin, indices=["nomme"])


def _entre(texte: Texte) -> re.Match[str] | None:
    """Where an act names those who sign it: from « Entre » at the beginning of a line to « il est convenu »."""
    trouve = _ENTRE.search(texte.texte, 0, PREAMBULE)
    return trouve if trouve and re.search(r"\b[Ee]t\b|\bET\b", trouve.group()) else None


def _le_premier(motif: re.Pattern[str], signe: re.Match[str] | None) -> Iterator[Brut]:
    """The institution under the name that it signs with; others are only quoted by the act."""
    for m in motif.finditer(signe.string, signe.start(), signe.end()) if signe else ():
        if _nomme(m) and not _PREFECTORAL.search(m.string, max(0, m.start() - 30), m.start()):
            yield Brut("partie", _propre(m), m.start(), m.end(), indices=["nomme"])
            return


def _papier_a_en_tete(texte: Texte) -> Iterator[Brut]:
    for m in _EN_TETE.finditer(texte.texte, 0, EN_TETE):
        nom = m.group("nom").strip()
        ailleurs = [
            n for n in re.findall(rf"(?<!\w){re.escape(nom)}(?!\w)", texte.texte, re.IGNORECASE) if not n.isupper()
        ]
        if nom.isupper() and not ailleurs:
            continue
        dit = ailleurs[0] if nom.isupper() else nom
        quoi = "Conseil départemental" if m.group("quoi").lower().startswith("conseil") else "Département"
        yield Brut("partie", f"{quoi} {m.group('de').lower()}{dit}", m.start("quoi"), m.end("nom"), indices=["en-tete"])
        return


def _ars(texte: Texte) -> Iterator[Brut]:
    """The agency; its acronym in full when the document says it stands for it, or that it signs so."""
    for brut in _le_plus_dit("ars", _ARS, texte):
        if brut.texte.startswith("ARS ") and _ARS_ENTIERE.search(texte.texte):
            brut.texte = f"Agence régionale de santé {brut.texte.removeprefix('ARS ')}"
        yield brut


def _etat(texte: Texte) -> Iterator[Brut]:
    etat, prefet = _ETAT.search(texte.texte), _PREFET.search(texte.texte)
    if prefet:
        nom = f"État (préfet {prefet.group('de')}{prefet.group('nom')})".replace("  ", " ")
        yield Brut("partie", nom, prefet.start(), prefet.end(), indices=["prefet nomme"])
    elif etat:
        yield Brut("partie", "État", etat.start(), etat.end(), indices=["nomme"])


def _le_plus_dit(_: str, motif: re.Pattern[str], texte: Texte) -> Iterator[Brut]:
    """The institution under the name that the document gives it most often, in full rather than by its acronym."""
    trouves = [m for m in motif.finditer(texte.texte) if _nomme(m)]
    comptes = Counter(_propre(m) for m in trouves)
    if comptes:
        choisi = max(comptes, key=lambda nom: (comptes[nom], len(nom)))
        premier = next(m for m in trouves if _propre(m) == choisi)
        yield Brut("partie", choisi, premier.start(), premier.end(), indices=["nomme"])


def _nomme(m: re.Match[str]) -> bool:
    """Whether the name is that of a place."""
    return m.group("nom").split()[0] not in _PAS_UN_LIEU and not m.group("nom").isupper()


def _propre(m: re.Match[str]) -> str:
    quoi = " ".join(m.group("quoi").split())
    nom = re.split(r"\s(?:et|pour|la|le|en|sur)\b", " ".join(m.group("nom").split()))[0]
    return " ".join(f"{quoi[0].upper()}{quoi[1:]} {m.group('de') or ''}{nom}".split())


def _destinataires(texte: Texte) -> Iterator[Brut]:
    vus: set[str] = set()
    for m in _PLURIELS.finditer(texte.texte):
        nom = " ".join(m.group().split())
        if nom not in vus:
            vus.add(nom)
            yield Brut("partie", nom, m.start(), m.end(), indices=["pluriel"])
