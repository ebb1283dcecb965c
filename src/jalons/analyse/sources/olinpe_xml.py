"""OLINPE as XML: DECRET, INTRO, then one DONNEE by event. Read as a stream, without DTD, entities nor network.

Only one DONNEE is in memory at a time, whatever the size of the file. What would make memory grow is refused: a
declaration of type, an element without end, bytes that never close an event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

import polars as pl
from lxml import etree

from jalons.analyse.sources.lots import LOT, Collecteur
from jalons.noyau.saisie import abrege

RACINE, INTRO, DONNEE = "DECRET", "INTRO", "DONNEE"
SANS_EVENEMENT = 8_000_000
"""Bytes after which an event must have ended; the largest one holds 106 cells."""
MARQUE_TEST = "jalons-pseudonymes"
"""Processing instruction that says how identifiers were made, when it is not the national way."""

_IMBRIQUE = etree.XPath("boolean(*/*)")


class _Refuse(Exception):  # noqa: N818 - never leaves this file
    """What the bytes themselves forbid."""


class _Flux:
    """The bytes of the file, watched before the parser sees them."""

    def __init__(self, flux: BinaryIO, suivre: Callable[[int], None]) -> None:
        self._flux, self._suivre = flux, suivre
        self._reste, self._lus, self.depuis, self.fini = b"", 0, 0, False

    def read(self, taille: int) -> bytes:
        bloc = self._flux.read(taille)
        self.fini = not bloc
        self._lus += len(bloc)
        self.depuis += len(bloc)
        suite = self._reste + bloc
        if b"\0" in bloc:
            raise _Refuse("Le fichier contient des octets nuls : il n'est pas en UTF-8, ou il est abîmé. "
                          "Exportez-le à nouveau en UTF-8.")  # fmt: skip
        if b"<!DOCTYPE" in suite or b"<!ENTITY" in suite:
            raise _Refuse("Le fichier déclare un type de document (DOCTYPE ou ENTITY), que Jalons n'ouvre jamais. "
                          "Retirez cette déclaration.")  # fmt: skip
        if self.depuis > SANS_EVENEMENT:
            raise _Refuse(f"{self.depuis // 1_000_000} Mo sans un seul événement complet ({DONNEE}) : "
                          "ce n'est pas un fichier OLINPE, ou il est abîmé.")  # fmt: skip
        self._reste = suite[-9:]
        self._suivre(self._lus)
        return bloc


def lots_xml(flux: BinaryIO, collecteur: Collecteur, suivre: Callable[[int], None]) -> Iterator[pl.DataFrame]:
    """The events, lot by lot.

    Raises:
        EntreeRefusee: the file cannot be read to its end.
    """
    source = _Flux(flux, suivre)
    lecteur = etree.iterparse(
        source, events=("end",), tag=(INTRO, DONNEE), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, recover=False,
    )  # fmt: skip
    lignes: list[dict[str, str]] = []
    numeros: list[int] = []
    try:
        for _, element in lecteur:
            source.depuis = 0
            if element.tag == DONNEE:
                lignes.append(_evenement(element, collecteur))
                numeros.append(element.sourceline)
            else:
                _intro(element, collecteur)
            _oublier(element)
            if len(lignes) >= LOT:
                yield _table(lignes, numeros, collecteur)
                lignes, numeros = [], []
    except _Refuse as refus:
        collecteur.refuser("", str(refus), "", "un fichier OLINPE en XML")
    except etree.XMLSyntaxError as erreur:
        collecteur.refuser("", _phrase(erreur, source.fini), "", "du XML complet en UTF-8", erreur.lineno or None)
    _conclure(lecteur, collecteur)
    if lignes:
        yield _table(lignes, numeros, collecteur)


def _conclure(lecteur: etree.iterparse, collecteur: Collecteur) -> None:
    racine = lecteur.root
    nom = racine.tag if isinstance(getattr(racine, "tag", None), str) else "?"
    if nom != RACINE:
        message = (
            f"L'élément racine est « {abrege(nom, 40)} » au lieu de « {RACINE} » : ce n'est pas un fichier OLINPE."
        )
        collecteur.refuser("", message, nom, RACINE)
    encodage = (racine.getroottree().docinfo.encoding or "UTF-8").upper()
    if encodage not in ("UTF-8", "US-ASCII", "ASCII"):
        message = f"Le fichier est en {encodage} : exportez-le en UTF-8, comme le format le demande."
        collecteur.refuser("", message, encodage, "UTF-8")
    for frere in racine.itersiblings(preceding=True):
        if isinstance(frere, etree._ProcessingInstruction) and frere.target == MARQUE_TEST:
            collecteur.entete["pseudonymes"] = (frere.text or "").strip()


def _evenement(element: etree._Element, collecteur: Collecteur) -> dict[str, str]:
    """The cells of one event, by name of element."""
    cellules = {c.tag: (c.text or "").strip() for c in element}
    ligne = element.sourceline
    if len(cellules) != len(element):
        collecteur.faute(DONNEE, "Une variable y est écrite deux fois : gardez-en une.", "", "une fois", ligne)
    if _IMBRIQUE(element):
        collecteur.faute(DONNEE, "Une variable contient un autre élément : une valeur était attendue.", "",
                         "une valeur", ligne)  # fmt: skip
    parent = element.getparent()
    if parent is None or parent.getparent() is not None:
        message = f"{DONNEE} n'est pas directement dans {RACINE} : vérifiez l'export."
        collecteur.faute(DONNEE, message, "", RACINE, ligne)
    return cellules


def _intro(element: etree._Element, collecteur: Collecteur) -> None:
    dits = {c.tag: (c.text or "").strip() for c in element}
    collecteur.entete |= {"version_xsd": dits.get("VERSIONXSD", ""), "date_export": dits.get("DATEXPORT", "")}


def _oublier(element: etree._Element) -> None:
    """Free the element and everything before it."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _table(lignes: list[dict[str, str]], numeros: list[int], collecteur: Collecteur) -> pl.DataFrame:
    codes: dict[str, None] = {}
    for ligne in lignes:
        codes.update(dict.fromkeys(ligne))
    connus = sorted(code for code in codes if collecteur.connue(code))
    for code in codes.keys() - set(connus):
        collecteur.inconnue(code, sum(code in ligne for ligne in lignes))
    return collecteur.table({code: [ligne.get(code) for ligne in lignes] for code in connus}, numeros)


def _phrase(erreur: etree.XMLSyntaxError, finie: bool) -> str:
    """What the parser met, for a person; ``finie``: once all the bytes were given."""
    dit = erreur.msg or ""
    if "encod" in dit.lower() or "not proper UTF-8" in dit or "Invalid bytes" in dit:
        return "Un caractère n'est pas en UTF-8 : exportez le fichier en UTF-8 (pas en Windows-1252 ni en Latin-1)."
    if "huge" in dit.lower() or "depth" in dit.lower() or "too long" in dit.lower():
        return "Un élément dépasse toute taille permise : ce n'est pas un fichier OLINPE, ou il est abîmé."
    if finie or "Premature end" in dit:
        return "Le fichier est coupé avant sa fin : transférez-le ou exportez-le à nouveau."
    return "Le fichier n'est pas du XML bien formé à cet endroit : exportez-le à nouveau du logiciel métier."
