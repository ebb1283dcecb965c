"""The frame of a document: engagements, sub-themes, fiches, actions, points, and the bilan of a former plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.structure.ancien_plan import LONG, AncienPlan, les_plus_etroits_sont_des_actions
from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut, du_bloc, nombre
from jalons.lecture.structure.rangs import Rangs, parties, rangs
from jalons.lecture.structure.rappels import dans_la_tete, memes
from jalons.lecture.structure.rubriques import (
    COURTE,
    GENRES,
    du_rang,
    en_morceaux,
    hors_des_noms,
    sans_les_lignes_en_trop,
    sous_theme_du_rang,
    valeur,
)
from jalons.noyau.textes import cle_tri

COURT, MOTS = 45, 5
"""Most characters, and most words, of a label."""
_BREVES = frozenset({"table", "echeance", "public", "territoire"})
"""What holds names and dates, never a sentence with a colon."""
_LABEL = re.compile(r"[A-ZÀ-Ý][^:]{3,70}\s?:\s\S")
_GENRES = ("engagement", "sous_theme", "objectif")


@dataclass(slots=True)
class _Ici:
    """Where the reading stands."""

    engagement: str | None = None
    sous_theme: str | None = None
    fiche: str | None = None
    action: str | None = None
    section: str | None = None
    numero_action: int = 0
    numero_fiche: int = 0
    porteur_du_rang: str | None = None
    numero_engagement: int = 0
    numero_sous_theme: int = 0
    rang_action: int = 0
    vus: dict[tuple[int, int | str | None], Brut] = field(default_factory=dict)
    signature: tuple[str, int] | None = None

    @property
    def porteur(self) -> str | None:
        """What an action hangs under."""
        return self.fiche or self.sous_theme or self.engagement


@dataclass(slots=True)
class Cadre:
    """The elements of the frame, and the blocks of the tables of labels, to be cut in columns.

    Attributes:
        tables: for each fiche or action, the blocks from the heads of columns to the next label.
    """

    elements: list[Brut] = field(default_factory=list)
    tables: list[tuple[str | None, list[Bloc]]] = field(default_factory=list)


def lire_cadre(liste: Sequence[Bloc], grammaire: Grammaire) -> Cadre:
    """Everything that headings, labels and lists hold, in the order of the document."""
    bilan = parties(liste, grammaire)
    ordre = rangs(
        [b for b, dans in zip(liste, bilan, strict=True) if b.nature == "titre" and not dans and not b.sommaire]
    )
    ordre_bilan = rangs(
        [b for b, dans in zip(liste, bilan, strict=True) if b.nature == "titre" and dans and not b.sommaire]
    )
    cadre, ici = Cadre(), _Ici()
    ancien = AncienPlan(cadre.elements, ordre_bilan, grammaire)
    for rang, (bloc, dans_bilan) in enumerate(zip(liste, bilan, strict=True)):
        if dans_bilan:
            ancien.lire(bloc, liste[rang + 1] if rang + 1 < len(liste) else None)
        elif bloc.nature == "titre":
            _titre(cadre, ici, bloc, ordre, dans_la_tete(liste, rang))
        elif bloc.nature == "rang":
            _rang(cadre, ici, bloc)
        elif bloc.nature == "section":
            _section(cadre, ici, bloc)
        elif ici.fiche and _etiquette_inconnue(liste, rang):
            ici.section = "inconnue"  # what follows is of a kind that no label tells: it is left unread
        else:
            _contenu(cadre, ici, bloc)
    les_plus_etroits_sont_des_actions(cadre.elements, grammaire)
    cadre.elements = sans_les_lignes_en_trop(cadre.elements)
    return cadre


def _etiquette_inconnue(liste: Sequence[Bloc], rang: int) -> bool:
    """Whether a block of a fiche reads as the label of a list, though the grammar ignores it."""
    bloc, suivant = liste[rang], liste[rang + 1] if rang + 1 < len(liste) else None
    court = bloc.nature == "texte" and not bloc.puce and len(bloc.texte) <= COURT and len(bloc.texte.split()) <= MOTS
    if not court or suivant is None or not suivant.puce or not rang or not liste[rang - 1].puce:
        return False
    return bloc.lignes[0].blanc and bloc.texte[:1].isupper() and bloc.lignes[-1].texte.rstrip()[-1:] not in ".;,"


def _titre(cadre: Cadre, ici: _Ici, bloc: Bloc, ordre: Rangs, en_tete: bool) -> None:
    sommaire = ["sommaire"] if bloc.sommaire else []
    numero = nombre(bloc.numero)
    if bloc.mot == "fiche":
        ici.section = ici.signature = None
        ici.numero_fiche = numero if isinstance(numero, int) else ici.numero_fiche + 1
        ici.fiche, ici.action, ici.numero_action = f"fiche {numero or ici.numero_fiche}", None, 0
        cadre.elements.append(du_bloc("fiche", bloc, "etiquette", *sommaire, numero=numero))
        return
    if bloc.mot == "action":
        ici.section = ici.signature = None
        numero = numero if numero is not None else ici.numero_action + 1
        ici.numero_action = numero if isinstance(numero, int) else ici.numero_action + 1
        ici.action = f"{ici.fiche} action {numero}" if ici.fiche else f"action {numero}"
        indices = ["etiquette", *sommaire, *([] if bloc.numero else ["numero deduit"])]
        cadre.elements.append(du_bloc("action", bloc, *indices, numero=numero, parent=ici.porteur))
        return
    rang = min(ordre.rang(bloc.mot) or 0, 2)
    cle = (rang, numero if numero is not None else cle_tri(bloc.texte))
    deja = ici.vus.get(cle)
    if en_tete and deja is not None and memes(deja.texte, bloc.texte):
        return  # the head of a fiche recalls what it belongs to
    ici.section = ici.signature = None
    fiche = ici.fiche if en_tete else None
    ici.action, ici.numero_action = None, 0
    redit = deja is not None and not bloc.sommaire and bool(deja.texte) and memes(deja.texte, bloc.texte)
    if rang == 0:
        ici.numero_engagement = numero if isinstance(numero, int) else ici.numero_engagement + (not redit)
        ici.engagement, ici.sous_theme = f"engagement {numero or ici.numero_engagement}", None
    elif rang == 1:
        ici.numero_sous_theme = numero if isinstance(numero, int) else ici.numero_sous_theme + (not redit)
        ici.sous_theme = f"sous_theme {numero or ici.numero_sous_theme}"
    ici.fiche = fiche
    if redit:
        return
    parent = None if rang == 0 else ici.engagement if rang == 1 else ici.sous_theme
    brut = du_bloc(_GENRES[rang], bloc, "etiquette", f"mot {bloc.mot}", *sommaire, numero=numero, parent=parent)
    if not bloc.sommaire:
        ici.vus[cle] = brut
    cadre.elements.append(brut)


def _rang(cadre: Cadre, ici: _Ici, bloc: Bloc) -> None:
    """A row of a plan of action."""
    _niveau_du_rang(cadre, ici, bloc)
    if not any(c.quoi == "action" for c in bloc.cases):
        return
    imprime = next((c.texte.strip(" .") for c in bloc.cases if c.quoi == "numero"), "")
    if ici.porteur != ici.porteur_du_rang:
        ici.porteur_du_rang, ici.rang_action = ici.porteur, 0
    ici.numero_action = int(imprime) if imprime.isdigit() else ici.rang_action + 1
    ici.rang_action = ici.numero_action
    numero = imprime if imprime and not imprime.isdigit() else ici.numero_action
    ici.action = f"{ici.fiche} action {numero}" if ici.fiche else f"action {numero}"
    cadre.elements += du_rang(bloc, ici.action, numero if imprime else None, ici.porteur)


def _niveau_du_rang(cadre: Cadre, ici: _Ici, bloc: Bloc) -> None:
    """Read as a sub-theme, never sure, the aim that a row begins; those after it, where it is empty, keep it."""
    case = next((c for c in reversed(bloc.cases) if c.quoi == "niveau"), None)
    if case is None or ici.fiche or not ici.engagement:
        return
    brut = sous_theme_du_rang(case, ici.engagement)
    rang = brut.numero if brut.numero is not None else cle_tri(brut.texte)
    deja = ici.vus.get((1, rang))
    if deja is not None and memes(deja.texte, brut.texte):
        ici.sous_theme = f"sous_theme {deja.numero}" if deja.numero is not None else ici.sous_theme
        return
    ici.numero_sous_theme = brut.numero if isinstance(brut.numero, int) else ici.numero_sous_theme + 1
    ici.sous_theme = f"sous_theme {brut.numero or ici.numero_sous_theme}"
    ici.vus[(1, rang)] = brut
    cadre.elements.append(brut)


def _section(cadre: Cadre, ici: _Ici, bloc: Bloc) -> None:
    ici.section = bloc.etiquettes[0]
    if {"pilote", "partenaire"} & set(bloc.etiquettes):
        precedente = cadre.tables[-1][1] if cadre.tables else []
        # heads of columns that follow one another without anything between are one row of heads
        if (
            precedente
            and precedente[-1].nature == "section"
            and not precedente[-1].texte
            and not precedente[-1].lignes[0].texte.rstrip().endswith(":")
            and cadre.tables[-1][0] == ici.porteur
        ):
            precedente.append(bloc)
        else:
            cadre.tables.append((ici.fiche or ici.action or ici.porteur, [bloc]))
        ici.section = "table"
        return
    reste = valeur(bloc)
    if reste is None:
        return
    morceaux = en_morceaux(reste, ici.section or "")
    for morceau in morceaux:
        _contenu(cadre, ici, morceau, "etiquette" if len(morceaux) == 1 else "liste")


def _contenu(cadre: Cadre, ici: _Ici, bloc: Bloc, indice: str = "") -> None:
    texte = bloc.texte
    if ici.section in _BREVES and not bloc.puce and _LABEL.match(" ".join(bloc.morceaux)):
        ici.section = "inconnue"  # a label that the grammar ignores
        return
    if ici.section == "table" and not (cadre.tables[-1][1][-1].texte and hors_des_noms(bloc)):
        cadre.tables[-1][1].append(bloc)
        return
    if ici.section == "table":
        ici.section = "inconnue"  # prose, or a label that the grammar ignores, ends a list of names
    if len(texte) < 3 or not (ici.fiche or ici.action):
        return
    indice = indice or ("puce" if bloc.puce else "texte")
    genre = GENRES.get(ici.section or "")
    if genre:
        cadre.elements.append(du_bloc(genre, bloc, indice, parent=ici.fiche or ici.action))
    elif ici.section == "intitule":
        _intituler(cadre, bloc)
    elif ici.section == "modalites" and _action_sans_mot(cadre, ici, bloc, indice if indice == "liste" else ""):
        return
    elif ici.section in (None, "modalites") and ici.action and (bloc.puce or len(texte) <= LONG):
        numerote = ["numerote"] if bloc.puce.isdigit() else []
        cadre.elements.append(du_bloc("point", bloc, indice, *numerote, parent=ici.action))


def _intituler(cadre: Cadre, bloc: Bloc) -> None:
    """Give its title to a fiche whose heading bore only its number."""
    fiche = next((e for e in reversed(cadre.elements) if e.genre == "fiche"), None)
    if fiche is not None and not fiche.texte:
        fiche.texte, fiche.debut, fiche.fin = bloc.texte, bloc.depart, max(bloc.depart, bloc.fin)


def _action_sans_mot(cadre: Cadre, ici: _Ici, bloc: Bloc, indice: str) -> bool:
    """Read as an action an item that no word announces: numbered ("1. "), or with the first bullet met under the label.

    The items set further right, or with another bullet, are its points.
    """
    if ici.numero_action and ici.signature is None:
        return False  # the actions of this fiche are announced by their word
    numerote = bloc.puce.isdigit()
    retrait = bloc.lignes[0].retrait
    signature = ("1" if numerote else bloc.puce or "ligne", 0 if numerote or not bloc.puce else retrait)
    if ici.signature not in (None, signature) or not (bloc.puce or indice or _ligne_d_action(bloc)):
        return False
    ici.signature = signature
    ici.numero_action += 1
    numero = int(bloc.puce) if numerote else None
    ici.action = (
        f"{ici.fiche} action {numero or ici.numero_action}" if ici.fiche else f"action {numero or ici.numero_action}"
    )
    indice = indice or ("numero" if numerote else "puce" if bloc.puce else "ligne")
    cadre.elements.append(du_bloc("action", bloc, indice, numero=numero, parent=ici.porteur))
    return True


def _ligne_d_action(bloc: Bloc) -> bool:
    """Whether a block without a bullet reads as a thing to do: a capital, a few words, no sentence."""
    texte = bloc.texte
    return (
        len(texte) <= COURTE and texte[:1].isupper() and ". " not in texte
        and bloc.lignes[-1].texte.rstrip()[-1:] not in ".:?"
    )  # fmt: skip
