"""The reading of a document: repair, structure, facts, checks, confidence."""

from __future__ import annotations

import re

from jalons.lecture.confiance import Juge
from jalons.lecture.controles import controler
from jalons.lecture.faits.tous import lire_faits
from jalons.lecture.grammaire import Grammaire, du_paquet
from jalons.lecture.modele import Element, Lecture, Source, TexteRepare
from jalons.lecture.reparation import reparer
from jalons.lecture.reparation.lexique import francais
from jalons.lecture.structure.blocs import blocs
from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.coherence import marquer
from jalons.lecture.structure.collees import decoller
from jalons.lecture.structure.decouverte import decouvrir, genres_devines
from jalons.lecture.structure.document import lire_structure
from jalons.lecture.structure.ecarter import ecarter
from jalons.lecture.structure.fil import coupeur
from jalons.lecture.structure.lignes import lignes, puces_lues
from jalons.lecture.structure.numerotation import numerotation
from jalons.lecture.structure.plans import lire_plans
from jalons.lecture.structure.signes import signaler
from jalons.lecture.typologie import reconnaitre

_PARAGRAPHES = frozenset({"docx", "odt", "html"})
"""Forms whose lines are whole paragraphs."""


def lire(source: Source, grammaire: Grammaire | None = None) -> Lecture:
    """Everything that the document says of its promises, each element with its passage and how sure it is.

    Args:
        grammaire: the labels to look for; those of Jalons by default (see ``grammaire.charger`` to add some).
    """
    regles = grammaire or du_paquet()
    repare, type_, bruts = _lire(source, regles)
    juge = Juge(repare, francais())
    elements = tuple(_element(brut, repare, juge) for brut in bruts)
    ecarts = (*source.avertissements, *controler(bruts, type_))
    return Lecture(source.nom, type_, elements, ecarts, repare.retouches)


def lire_et_juger(source: Source, grammaire: Grammaire | None = None) -> list[tuple[Element, tuple[str, ...]]]:
    """The elements of a document, each with what casts a doubt on it: what the calibration measures."""
    repare, _, bruts = _lire(source, grammaire or du_paquet())
    juge = Juge(repare, francais())
    return [(_element(brut, repare, juge), juge.doutes(brut)) for brut in bruts]


def _lire(source: Source, regles: Grammaire) -> tuple[TexteRepare, str, list[Brut]]:
    """The repaired text, the kind of the document and what it holds."""
    repare = reparer(source)
    toutes = lignes(
        repare.texte, _debuts_de_page(repare), seules=source.genre in _PARAGRAPHES, connue=regles.annonce,
        coupes=coupeur(regles),
    )  # fmt: skip
    toutes = puces_lues(toutes)
    toutes = toutes if source.genre in _PARAGRAPHES else puces_lues(decoller(toutes, regles))
    toutes = ecarter(toutes, regles)
    connues, regles = regles, decouvrir(toutes, regles)
    type_ = reconnaitre(repare.texte, regles)
    plan = numerotation(toutes, regles, schema=type_ in ("schema", "inconnu"))
    liste = blocs(toutes, regles, plan, lire_plans(toutes, regles))
    structure = lire_structure(liste, regles, _gras(repare))
    marquer(structure, regles.debuts_d_etiquettes())
    devines = genres_devines(connues, regles)
    for brut in structure:
        brut.indices += ["rattachement devine"] if brut.genre in devines else []
    fiches = [
        (brut.debut, f"fiche {brut.numero or rang}")
        for rang, brut in enumerate((b for b in structure if b.genre == "fiche"), 1)
    ]
    tous = [*structure, *lire_faits(repare.texte, type_, fiches, structure, regles.sigles)]
    signaler(
        tous, liste, decouverte=regles is not connues, schema=type_ != "inconnu",
        acte=type_ not in ("schema", "inconnu") and not fiches,
        retouches=1000 * len(repare.retouches) / max(1, len(repare.texte)),
    )  # fmt: skip
    return repare, type_, tous


def _debuts_de_page(repare: TexteRepare) -> frozenset[int]:
    """Where pages begin in the repaired text."""
    decalages, avance, rang = [], 0, 0
    for debut in sorted(page.debut for page in repare.source.pages) or _pages_devinees(repare.source.texte):
        while rang < len(repare.retouches) and repare.retouches[rang].passage.fin <= debut:
            avance += len(repare.retouches[rang].apres) - len(repare.retouches[rang].avant)
            rang += 1
        decalages.append(debut + avance)
    return frozenset(decalages)


def _pages_devinees(texte: str) -> list[int]:
    """Where pages begin in a text whose form feeds were turned into blanks: a few lines that begin with one blank."""
    debuts = [m.start() for m in re.finditer(r"^ (?=\S)", texte, re.MULTILINE)]
    return debuts if 3 <= len(debuts) <= texte.count("\n") / 20 else []


def _gras(repare: TexteRepare) -> list[tuple[int, int]]:
    """Where the repaired text stood between marks of bold, which the repair has taken away."""
    marques, avance = [], 0
    for retouche in repare.retouches:
        if retouche.avant == "**":
            marques.append(retouche.passage.debut + avance)
        avance += len(retouche.apres) - len(retouche.avant)
    return list(zip(marques[::2], marques[1::2], strict=False))


def _element(brut: Brut, repare: TexteRepare, juge: Juge) -> Element:
    return Element(
        brut.genre, brut.texte, repare.origine(brut.debut, brut.fin), brut.numero, brut.valeur, brut.unite, brut.source,
        brut.periode, brut.parent, brut.precision, brut.statut, juge.confiance(brut), tuple(brut.indices),
        brut.beneficiaire, brut.variantes,
    )  # fmt: skip
