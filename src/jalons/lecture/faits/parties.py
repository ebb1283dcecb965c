"""Who signs: the State, the département, the regional health agency, as the document names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut

_NOM = r"(?P<nom>[A-ZÀ-Ý][\wÀ-ÿ’']+(?:[-\s](?:d['’]|de|et|la|le|du|en|sur|[A-ZÀ-Ý])[\wÀ-ÿ’']*)*)"
_DE = r"(?:du|de la|de l['’]|des|de|d['’])\s?"
_DEPARTEMENT = re.compile(rf"\b(?P<quoi>[Cc]onseil départemental|[Dd]épartement)\s+(?P<de>{_DE}){_NOM}")
_ARS = re.compile(
    rf"(?P<quoi>\bARS|"
    rf"[Aa]gence [Rr]égionale de [Ss]anté)(?:\s*\(ARS\))?\s+(?P<de>{_DE})?(?P<nom>[A-ZÀ-Ý][\wÀ-ÿ]+(?:-[\wÀ-ÿ]+)*)"
)
_PREFET = re.compile(rf",\s*(?:le\s+)?[Pp]réf[eè]te?\s+(?P<de>{_DE}){_NOM}")
_ETAT = re.compile(r"\b[EÉ]tat\b")
_PLURIELS = re.compile(r"\b(?:préfets|agences régionales de santé|départements)\b")
_PAS_UN_LIEU = frozenset({"État", "Etat", "Les", "La", "Le", "Pour", "Strategie", "Stratégie"})


def parties(texte: Texte, type_: str) -> list[Brut]:
    """The parties of a contract or of an avenant; those to whom a circular speaks."""
    if type_ == "circulaire":
        return list(_destinataires(texte))
    if type_ not in ("contrat", "avenant"):
        return []
    return [*_etat(texte), *_le_plus_dit("departement", _DEPARTEMENT, texte), *_le_plus_dit("ars", _ARS, texte)]


def _etat(texte: Texte) -> Iterator[Brut]:
    etat, prefet = _ETAT.search(texte.texte), _PREFET.search(texte.texte)
    if prefet:
        nom = f"État (préfet {prefet.group('de')}{prefet.group('nom')})".replace("  ", " ")
        yield Brut("partie", nom, prefet.start(), prefet.end(), indices=["prefet nomme"])
    elif etat:
        yield Brut("partie", "État", etat.start(), etat.end(), indices=["nomme"])


def _le_plus_dit(_: str, motif: re.Pattern[str], texte: Texte) -> Iterator[Brut]:
    """The institution under the name that the document gives it most often, in full rather than by its acronym."""
    trouves = [
        m
        for m in motif.finditer(texte.texte)
        if m.group("nom").split()[0] not in _PAS_UN_LIEU and not m.group("nom").isupper()
    ]
    comptes = Counter(_propre(m) for m in trouves)
    if comptes:
        choisi = max(comptes, key=lambda nom: (comptes[nom], len(nom)))
        premier = next(m for m in trouves if _propre(m) == choisi)
        yield Brut("partie", choisi, premier.start(), premier.end(), indices=["nomme"])


def _propre(m: re.Match[str]) -> str:
    quoi = m.group("quoi")
    nom = re.split(r"\s(?:et|pour|la|le|en|sur)\b", " ".join(m.group("nom").split()))[0]
    return " ".join(f"{quoi[0].upper()}{quoi[1:]} {m.group('de') or ''}{nom}".split())


def _destinataires(texte: Texte) -> Iterator[Brut]:
    vus: set[str] = set()
    for m in _PLURIELS.finditer(texte.texte):
        if m.group() not in vus:
            vus.add(m.group())
            yield Brut("partie", m.group(), m.start(), m.end(), indices=["pluriel"])
