"""Organisations as the document names them, each once under a form that a person reads, with what they do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jalons.lecture.faits.sigles import racine
from jalons.lecture.structure.brut import Brut
from jalons.noyau.textes import cle_tri

ROLES = {"pilote": "pilote", "partenaire": "partenaire", "partie": "signataire"}
"""What the name of an element of each kind says that the organisation does."""
_GENERIQUES = {
    "departement": ("departement ", "conseil departemental "),
    "conseil departemental": ("departement ", "conseil departemental "),
    "agence regionale sante": ("agence regionale sante ",),
}
"""Names that only say the kind of an institution, and how its whole names begin, as ``racine`` gives them."""
_FONDS = frozenset({"FIR", "ONDAM", "PLF", "programme 304"})
"""Payers that are no organisation."""
_PARENTHESE = re.compile(r"\s*\([^()]*\)\s*")
_ARTICLE = re.compile(r"^(?:l['’]|les?\s|la\s|des?\s|du\s|d['’]|aux?\s)\s*", re.IGNORECASE)
_SIGLE = re.compile(r"\(\s*([A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,11})s?\s*\)")


@dataclass(slots=True)
class _Groupe:
    """The ways in which one organisation is written, what it does, and the element that names it first."""

    formes: Counter[str] = field(default_factory=Counter)
    roles: dict[str, None] = field(default_factory=dict)
    premier: Brut | None = None
    generiques: Counter[str] = field(default_factory=Counter)


def organisations(
    elements: Iterable[Brut], sigles: Sequence[Brut] = (), usuels: Mapping[str, str] | None = None
) -> list[Brut]:
    """The organisations that lead, help, sign, pay or are paid, in the order in which they come.

    ``texte`` is the name, ``valeur`` how many times it is told in a part, ``source`` these parts; ``variantes`` are the
    other ways in which it is written.

    Args:
        sigles: the acronyms of the document: an acronym and what it stands for are one organisation.
        usuels: what acronyms that need no development stand for; what the document says of them goes first.
    """
    developpements = {**(usuels or {}), **_developpements(sigles)}
    groupes: dict[str, _Groupe] = {}
    for brut in elements:
        for nom, role in _nommees(brut):
            groupe = groupes.setdefault(_cle(nom, developpements), _Groupe())
            groupe.formes[nom] += 1
            groupe.roles[role] = None
            groupe.premier = groupe.premier or brut
    _fondre_les_generiques(groupes)
    return [_brut(cle, g, developpements) for cle, g in groupes.items() if cle]


def _fondre_les_generiques(groupes: dict[str, _Groupe]) -> None:
    """« Le Département », « l'ARS » are the one département, the one agency that the document names in full."""
    for court, debuts in _GENERIQUES.items():
        entiers = [cle for cle in groupes if cle != court and cle.startswith(debuts)]
        if court in groupes and len(entiers) == 1:
            groupe, entier = groupes.pop(court), groupes[entiers[0]]
            entier.generiques += groupe.formes
            entier.roles |= groupe.roles


def _nommees(brut: Brut) -> Iterable[tuple[str, str]]:
    if brut.genre in ROLES:
        yield _propre(brut.texte), ROLES[brut.genre]
    elif brut.genre == "montant":
        if brut.source and brut.source not in _FONDS:
            yield brut.source, "financeur"
        if brut.beneficiaire:
            yield _propre(brut.beneficiaire), "bénéficiaire"


def _propre(nom: str) -> str:
    return _ARTICLE.sub("", " ".join(nom.split())).strip(" .;,")


def _developpements(sigles: Sequence[Brut]) -> dict[str, str]:
    """What each acronym stands for, by acronym; none for one that stands for two things."""
    dits: dict[str, set[str]] = {}
    textes: dict[str, str] = {}
    for s in sigles:
        if s.texte != s.valeur:
            dits.setdefault(str(s.valeur), set()).add(racine(s.texte))
            textes.setdefault(str(s.valeur), s.texte)
    return {sigle: textes[sigle] for sigle, racines in dits.items() if len(racines) == 1}


def _cle(nom: str, developpements: dict[str, str]) -> str:
    """Under which one organisation meets itself: its words, an acronym being what it stands for."""
    seul = _PARENTHESE.sub(" ", nom).strip() or nom
    for sigle, mots in developpements.items():
        seul = re.sub(rf"(?<!\w){re.escape(sigle)}s?(?!\w)", mots, seul)
    return racine(seul)


def _brut(cle: str, groupe: _Groupe, developpements: dict[str, str]) -> Brut:
    formes = sorted(groupe.formes, key=lambda f: (-groupe.formes[f], -len(f), f))
    nom = _lisible(cle, formes, developpements)
    premier = groupe.premier or Brut("organisation", nom, 0, 0)
    brut = Brut("organisation", nom, premier.debut, premier.fin, unite="mentions")
    brut.valeur = groupe.formes.total() + groupe.generiques.total()
    brut.source = ", ".join(groupe.roles)
    dites = {cle_tri(nom): nom}
    for forme in (*formes, *groupe.generiques):
        dites.setdefault(cle_tri(forme), forme)
    brut.variantes = tuple(list(dites.values())[1:])
    brut.indices = ["groupe" if brut.variantes else "seule"]
    return brut


def _lisible(cle: str, formes: Sequence[str], developpements: dict[str, str]) -> str:
    """The form a person reads: in full with its acronym when the document writes both, else as it is most written."""
    for sigle, mots in developpements.items():
        if racine(mots) == cle and any(sigle in f for f in formes):
            return f"{mots[0].upper()}{mots[1:]} ({sigle})"
    dite = next((f for f in formes if _SIGLE.search(f)), formes[0])
    return dite if dite[:2].isupper() else dite[0].upper() + dite[1:]
