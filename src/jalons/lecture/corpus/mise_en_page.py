"""From a plan to blocks: headings, paragraphs, bullets, label/value tables, page breaks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jalons.lecture.corpus.plan import Fiche, Schema, mots
from jalons.lecture.corpus.style import Style

_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bloc:
    """One block of a document; ``champs`` holds the cells under each label of a label/value table."""

    genre: Literal["titre", "para", "puce", "champs", "tableau", "saut"]
    texte: str = ""
    niveau: int = 1
    champs: tuple[tuple[str, tuple[str, ...]], ...] = ()


def en_francais(jour: str) -> str:
    """A day as it is written in a document.

    >>> en_francais("2022-10-01"), en_francais("2022-06-24")
    ('1er octobre 2022', '24 juin 2022')
    """
    annee, mois, quantieme = jour.split("-")
    return f"{'1er' if quantieme == '01' else int(quantieme)} {_MOIS[int(mois) - 1]} {annee}"


def mettre_en_page(schema: Schema, style: Style, alea: random.Random) -> list[Bloc]:
    """The blocks of a whole schéma."""
    blocs = [
        Bloc("titre", f"Schéma départemental de l'enfance et de la famille {schema.debut}-{schema.fin}", 1),
        Bloc("para", f"Département de {schema.departement}"), Bloc("saut"),
    ]  # fmt: skip
    if style.sommaire:
        blocs += [*_sommaire(schema, style), Bloc("saut")]
    blocs.append(Bloc("titre", "Préambule", 1))
    blocs += [Bloc("para", " ".join(alea.sample(mots()["preambule"], 4))) for _ in range(2)]
    adopte = f"Le présent schéma a été adopté par l'assemblée départementale le {en_francais(schema.adoption)}."
    blocs.append(Bloc("para", adopte))
    if style.bilan:
        blocs += [Bloc("saut"), *_bilan(schema)]
    blocs.append(Bloc("saut"))
    fiches = {id(f): list(_fiche(rang, f, numero, style)) for rang, numero, f in style.numeroter(schema)}
    for rang, engagement in enumerate(schema.engagements, 1):
        blocs.append(Bloc("titre", style.titre_engagement(rang, engagement.titre), 1))
        blocs.append(Bloc("para", " ".join(alea.sample(mots()["preambule"], 2))))
        if style.sous_themes:
            genre: Literal["titre", "puce"] = "titre" if style.sous_themes == "titres" else "puce"
            for sous_theme in engagement.sous_themes:
                blocs.append(Bloc(genre, sous_theme, 2 if genre == "titre" else 1))
                blocs += [Bloc("para", " ".join(alea.sample(mots()["preambule"], 3)))] if genre == "titre" else []
        if not style.fiches_a_la_fin:
            blocs += [b for f in engagement.fiches for b in (Bloc("saut"), *fiches[id(f)])]
    if style.fiches_a_la_fin:
        blocs += [Bloc("saut"), Bloc("titre", f"Fiches actions {schema.debut}-{schema.fin}", 1)]
        blocs += [b for f in schema.fiches for b in (*fiches[id(f)], Bloc("saut"))]
    return blocs


def _sommaire(schema: Schema, style: Style) -> Iterator[Bloc]:
    yield Bloc("titre", "Sommaire", 1)
    page = 3
    for rang, engagement in enumerate(schema.engagements, 1):
        yield Bloc("para", f"{style.titre_engagement(rang, engagement.titre)} {'.' * 20} {page}")
        page += 2
    for _, numero, fiche in style.numeroter(schema):
        yield Bloc("para", f"{style.titre_fiche(numero, fiche.titre)} {'.' * 12} {page}")
        page += 1


def _fiche(rang: int, fiche: Fiche, numero: int | str | None, style: Style) -> Iterator[Bloc]:
    constats, modalites, resultats = style.sections
    roles = Bloc(
        "champs", champs=tuple(zip(style.roles, (tuple(fiche.pilotes), tuple(fiche.partenaires)), strict=True))
    )
    yield Bloc("titre", style.titre_fiche(numero, fiche.titre), 2)
    if not style.roles_a_la_fin:
        yield roles
    yield Bloc("titre", constats, 3)
    if style.constats_en_paragraphe:
        yield Bloc("para", ". ".join(fiche.constats) + ".")
    else:
        yield from (Bloc("puce", c) for c in fiche.constats)
    yield Bloc("titre", modalites, 3)
    for k, action in enumerate(fiche.actions, 1):
        sans_numero = style.action is None
        yield Bloc("puce" if sans_numero else "titre", style.titre_action(k, action.titre), 1 if sans_numero else 4)
        for point in action.points:
            yield Bloc("puce", point.texte, min(2, point.niveau + sans_numero))
    if style.complements:
        yield from _complements(rang)
    yield Bloc("titre", resultats, 3)
    yield from (Bloc("puce", r) for r in fiche.resultats)
    if style.complements:
        yield Bloc("titre", "Indicateurs de suivi", 3)
        yield from (Bloc("puce", mots()["indicateurs"][(rang + k) % len(mots()["indicateurs"])]) for k in range(2))
    if style.roles_a_la_fin:
        yield roles


def _complements(rang: int) -> Iterator[Bloc]:
    yield Bloc("titre", "Calendrier", 3)
    yield Bloc("para", "Démarrage au premier semestre, puis chaque année")
    yield Bloc("titre", "Moyens", 3)
    yield Bloc("para", f"Budget prévisionnel : {budget(rang):,} € par an".replace(",", " "))


def budget(rang: int) -> int:
    """Euros a year that the fiche of this rank asks for, when its style has means."""
    return 12_500 + 7_300 * rang


def _bilan(schema: Schema) -> Iterator[Bloc]:
    actions = sum(len(p.actions) for o in schema.bilan for p in o.priorites)
    priorites = sum(len(o.priorites) for o in schema.bilan)
    yield Bloc("titre", "Le bilan du précédent schéma", 1)
    yield Bloc(
        "para",
        f"Le précédent schéma comptait {len(schema.bilan)} orientations, {priorites} priorités et {actions} actions.",
    )
    rang = 0
    for n, orientation in enumerate(schema.bilan, 1):
        yield Bloc("titre", f"ORIENTATION {n} : {orientation.titre}", 2)
        for priorite in orientation.priorites:
            rang += 1
            yield Bloc("titre", f"Priorité {rang} : {priorite.titre}", 3)
            for k, action in enumerate(priorite.actions, 1):
                yield Bloc("para", f"Action {k} : {action}")
