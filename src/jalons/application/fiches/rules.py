"""Checks on fiches actions and on lists of actions. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from jalons.application.fiches.listes import ActionListee, ListeActions, NatureAction
from jalons.droit import champs_fiche_action
from jalons.noyau.accord import compter
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.montants import pourcentage

__all__ = ["ActionListee", "ListeActions", "NatureAction"]

DOCUMENT = "cohérence du document"
PAS_AVANCEMENT = 5
"""Progress is noted in steps of so many percent: a house convention, not a rule of law."""
SEUIL_DOUBLON = 0.85
"""Similarity from which two titles are one action; the closest distinct pair of the example files stands at 0.73."""

_OUTILS = frozenset(
    {"a", "au", "aux", "avec", "dans", "de", "des", "du", "d", "en", "et", "l", "la", "le", "les", "leur", "leurs"}
    | {"par", "pour", "sur", "un", "une", "action", "actions", "place", "places"}
    | {"creation", "creer", "cree", "mise", "mettre", "oeuvre"}
)
_SIGLE = re.compile(r"\(([A-Z][A-Z0-9]{2,})\)")


class Statut(StrEnum):
    """Where a fiche stands."""

    A_ENGAGER = "a_engager"
    EN_COURS = "en_cours"
    REALISEE = "realisee"
    SUSPENDUE = "suspendue"
    ABANDONNEE = "abandonnee"
    RETARDEE = "retardee"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {
            "a_engager": "à engager", "en_cours": "en cours", "realisee": "réalisée", "suspendue": "suspendue",
            "abandonnee": "abandonnée", "retardee": "retardée",
        }[self.value]  # fmt: skip

    @property
    def demande_un_blocage(self) -> bool:
        """Whether the fiche must say what blocks it and what would unblock it."""
        return self in (Statut.SUSPENDUE, Statut.RETARDEE)


@dataclass(frozen=True, slots=True)
class TauxRealisation:
    """Statuses counted; the rate leaves the unknown out and says how many they are.

    Attributes:
        taux: percent realised among those whose status is known, two decimals; ``None`` when none is.
        inconnues: how many have no known status.
    """

    total: int
    realisees: int
    connues: int
    taux: Decimal | None

    @property
    def inconnues(self) -> int:
        """Actions whose status is not known."""
        return self.total - self.connues


def fiche_incomplete(remplis: Mapping[str, object], *, objet: str, titre: str) -> list[Ecart]:
    """The fields that the circular names and that a fiche leaves empty.

    Args:
        remplis: content of each field, by code of ``droit.champs_fiche_action``; a missing or empty one is a lack.
        objet: what tells this fiche from the others ("fiches/6").
    """
    requis = [c for c in champs_fiche_action() if c.obligatoire]
    manquants = [c for c in requis if not remplis.get(c.code)]
    if not manquants:
        return []
    noms = ", ".join(c.libelle.lower() for c in manquants)
    return [
        Ecart(
            "fiche_incomplete", Gravite.AVERTISSEMENT, all(c.provenance.confirmee for c in manquants),
            f"La fiche « {titre} » ne dit rien de {compter(len(manquants), 'rubrique')} sur {len(requis)} : {noms}. "
            "Complétez-la.",
            {"manquants": [c.code for c in manquants], "requis": len(requis)}, manquants[0].provenance.source, objet,
        )
    ]  # fmt: skip


def effectif_annonce_different(
    quoi: str, annonce: int | None, compte: int, *, complete: bool, objet: str
) -> list[Ecart]:
    """An announced number that the whole list does not reach; a list of examples is not compared.

    >>> effectif_annonce_different("actions", 31, 6, complete=False, objet="actions")
    []
    """
    if not complete or annonce is None or annonce == compte:
        return []
    manque = f"il en manque {annonce - compte}" if compte < annonce else f"{compte - annonce} de trop"
    return [
        Ecart(
            "effectif_annonce_different", Gravite.AVERTISSEMENT, True,
            f"Le document annonce {annonce} {quoi} et en donne {compte} : {manque}. "
            "Retrouvez la liste exacte ou corrigez le nombre annoncé.",
            {"annonce": annonce, "compte": compte, "difference": compte - annonce}, DOCUMENT, objet,
        )
    ]  # fmt: skip


def effectifs(listes: Iterable[ListeActions]) -> list[Ecart]:
    """``effectif_annonce_different`` for each list of actions."""
    return [
        e
        for x in listes
        for e in effectif_annonce_different(
            f"actions ({x.libelle})", x.annoncees, len(x.actions), complete=x.complete, objet=f"actions/{x.cle}"
        )
    ]


@lru_cache(maxsize=20_000)
def mots(titre: str) -> tuple[str, ...]:
    """The words of a title that carry meaning, without accents, endings or figures; a spelled-out acronym becomes it.

    >>> mots("Création d'une unité socio-éducative médicalisée pour adolescents (USEMA)")
    ('usema',)
    """
    texte = _sans_accent(_replier_sigles(titre)).lower()
    return tuple(m[:7].rstrip("s") for m in re.findall(r"[a-z]+", texte) if m not in _OUTILS)


def _sans_accent(texte: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", texte.replace("œ", "oe")) if not unicodedata.combining(c))


def _replier_sigles(titre: str) -> str:
    """Replace the words that an acronym in brackets spells by the acronym."""
    for trouve in reversed(list(_SIGLE.finditer(titre))):
        sigle, avant = trouve.group(1), titre[: trouve.start()]
        debuts = [m for m in re.finditer(r"[^\W\d_]+", avant) if _sans_accent(m.group()).lower() not in _OUTILS]
        initiales = "".join(_sans_accent(m.group())[0].upper() for m in debuts)
        if initiales.endswith(sigle):
            coupe = debuts[len(debuts) - len(sigle)].start()
            titre = f"{titre[:coupe]}{sigle}{titre[trouve.end() :]}"
    return titre


@lru_cache(maxsize=100_000)
def ressemblance(un: str, autre: str) -> float:
    """From 0 to 1: how much two titles share, whatever the order of their words (difflib, sorted words)."""
    a, b = sorted(mots(un)), sorted(mots(autre))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def doublons(listes: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[int, int, int, int]]:
    """Titles of two different lists that name one action: (list, rank, other list, rank)."""
    trouves = []
    for (i, (_, gauche)), (j, (_, droite)) in combinations(enumerate(listes), 2):
        trouves += [
            (i, m, j, n)
            for m, un in enumerate(gauche)
            for n, autre in enumerate(droite)
            if ressemblance(un, autre) >= SEUIL_DOUBLON
        ]
    return trouves


def action_en_double(listes: Sequence[tuple[str, Sequence[str]]]) -> list[Ecart]:
    """One action found in two lists.

    Args:
        listes: title of each list, and the titles of its actions.
    """
    return [
        Ecart(
            "action_en_double", Gravite.AVERTISSEMENT, True,
            f"« {listes[i][1][m]} » ({listes[i][0]}) et « {listes[j][1][n]} » ({listes[j][0]}) semblent une seule "
            "action, comptée deux fois. Gardez-la dans une liste, ou dites ce qui les distingue.",
            {"actions": [listes[i][1][m], listes[j][1][n]], "listes": [listes[i][0], listes[j][0]]},
            DOCUMENT, f"doublon/{'-'.join(mots(listes[i][1][m]))}",
        )
        for i, m, j, n in doublons(listes)
    ]  # fmt: skip


def avancement_valable(pourcent: int) -> bool:
    """Whether a progress is between 0 and 100, in steps of ``PAS_AVANCEMENT``."""
    return 0 <= pourcent <= 100 and pourcent % PAS_AVANCEMENT == 0


def taux_de_realisation(
    statuts: Sequence[str | None],
    *,
    realisees: Collection[str] = ("realisee",),
    inconnus: Collection[str] = ("inconnu",),
) -> TauxRealisation:
    """Rate of completion, the unknown apart.

    >>> taux_de_realisation(["realisee", "en_cours", "inconnu", None]).taux
    Decimal('50.00')
    """
    comptes = Counter(str(s) for s in statuts if s is not None and s not in inconnus)
    connues = sum(comptes.values())
    faites = sum(comptes[str(s)] for s in realisees)
    return TauxRealisation(len(statuts), faites, connues, pourcentage(Decimal(faites), Decimal(connues)))
