"""The documents of the corpus: some to tune the reader, the others for testing only.

Those for testing have labels, bullets and noises that those for tuning have not. They have been looked at since and
are of the same hand: they keep the reader from going back, they no longer tell what it does of unknown layouts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, Literal

from jalons.lecture.corpus import actes, annote, styles
from jalons.lecture.corpus import bruit as b
from jalons.lecture.corpus.cle import cle_du_schema
from jalons.lecture.corpus.contrat import Forme, cle_du_contrat, mettre_en_page_contrat, tirer_contrat
from jalons.lecture.corpus.mise_en_page import Bloc, mettre_en_page
from jalons.lecture.corpus.numerises import texte_du_scan
from jalons.lecture.corpus.plan import tirer_schema
from jalons.lecture.corpus.publies import catalogue
from jalons.lecture.corpus.rendu_texte import en_texte
from jalons.lecture.corpus.style import Style
from jalons.lecture.entrees import ouvrir
from jalons.lecture.modele import Source

Usage = Literal["reglage", "essai"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its seed, its style, its noises in order.

    Attributes:
        ocr: whether it exists on paper only: its text is what Tesseract read on its pages.
        contrat: form of the contract; ``None`` for a schéma.
        acte: name of another act around a contract (see ``actes``), "" for a schéma or a contract.
        forme: name of a document written by hand (see ``annote``), "" for a drawn one.
        publie: whether it is one of ``publies``, by its own name: a file or a text, as départements publish them.
    """

    nom: str
    graine: int
    style: Style = field(default_factory=Style)
    bruits: tuple[b.Bruit, ...] = ()
    usage: Usage = "reglage"
    ocr: bool = False
    contrat: Forme | None = None
    ecriture: str = "numerique"
    fiches: int = 6
    avec_points: bool = True
    forme: str = ""
    acte: str = ""
    publie: bool = False

    def source(self) -> Source:
        """What the reader is given: its file where it is one, else its text."""
        fichier = catalogue.publie(self.nom).fichier if self.publie else None
        if fichier is not None and fichier.suffix != ".txt" and fichier.exists():
            return ouvrir(fichier.read_bytes(), fichier.name)
        return Source(f"{self.nom}.txt", "txt", self.texte())

    def blocs(self) -> list[Bloc]:
        """The blocks, before any rendering."""
        if self.acte:
            return self._acte().blocs
        if self.contrat:
            return mettre_en_page_contrat(tirer_contrat(self.graine, ecriture=self.ecriture), self.contrat)
        return mettre_en_page(self._schema(), self.style, self._alea())

    def texte(self) -> str:
        """The text, noises included."""
        if self.publie:
            return catalogue.texte(self.nom)
        if self.ocr:
            return texte_du_scan(self.nom)
        alea = self._alea()
        texte = annote.texte(self.forme) if self.forme else en_texte(self.blocs(), self.style)
        for bruit in self.bruits:
            texte = bruit(texte, alea)
        return texte

    def cle(self) -> dict[str, Any]:
        """The answer key, exact by construction."""
        if self.publie:
            return catalogue.feuille(self.nom).cle(self.nom)
        if self.forme:
            return annote.cle(self.forme)
        if self.acte:
            return self._acte().cle(f"{self.nom}.txt")
        if self.contrat:
            return cle_du_contrat(tirer_contrat(self.graine, ecriture=self.ecriture), self.contrat, f"{self.nom}.txt")
        return cle_du_schema(self._schema(), self.style, f"{self.nom}.txt")

    def _acte(self) -> actes.Acte:
        return actes.ACTES[self.acte](tirer_contrat(self.graine, ecriture=self.ecriture), self._alea())

    def _schema(self) -> Any:
        return tirer_schema(self.graine, fiches=self.fiches, avec_points=self.avec_points, avec_bilan=self.style.bilan)

    def _alea(self) -> random.Random:
        return random.Random(self.graine + 1000)  # noqa: S311 - a document to try the reader, no secret


def _avec(style: Style, **champs: Any) -> Style:
    from dataclasses import replace

    return replace(style, **champs)


_PROPRES = (b.sans_pages,)
_FORMES_ABIMEES = (
    ("fiches-par-rangs", b.scan), ("leviers-mesures", b.mots_colles), ("numeros-nus", b.espaces_doubles),
    ("rappels-en-tete", b.lignes_serrees), ("fiche-titre-encadre", b.ligatures_perdues),
    ("etiquettes-barres", b.accents_lus_de_travers), ("rubriques-numerotees", b.lignes_serrees),
    ("sigles-des-niveaux", b.puces_lues), ("majuscules-sans-numero", b.accents_lus_de_travers),
)  # fmt: skip
DOCUMENTS: tuple[Document, ...] = (
    Document("engagements-propre", 101, styles.BASE),
    Document("engagements-scan", 102, _avec(styles.BASE, bilan=True), (b.scan, b.sans_pages)),
    Document("engagements-feuilletable", 103, _avec(styles.BASE, sommaire=True), (b.pages_numerotees,)),
    Document("engagements-colle", 104, _avec(styles.BASE, champs="ligne"), (b.mots_colles, b.sans_pages)),
    Document("axes-propre", 105, styles.AXES),
    Document("axes-ligatures", 106, _avec(styles.AXES, bilan=True), (b.ligatures_perdues, b.sans_pages)),
    Document(
        "axes-feuilletable",
        107,
        _avec(styles.AXES, sommaire=True, sous_themes="titres"),
        (b.pages_numerotees, b.lignes_serrees),
    ),
    Document("axes-scan", 108, _avec(styles.AXES, champs="colonnes"), (b.scan, b.cesures)),
    Document("orientations-propre", 109, styles.ORIENTATIONS, _PROPRES),
    Document("orientations-aplati", 110, styles.ORIENTATIONS, (b.lignes_serrees, b.sans_pages)),
    Document("orientations-cesures", 111, _avec(styles.ORIENTATIONS, largeur=70, sommaire=True), (b.cesures,)),
    Document("orientations-puces-n", 112, _avec(styles.ORIENTATIONS, champs="colonnes"), (b.puces_lues, b.sans_pages)),
    Document("priorites-propre", 113, styles.PRIORITES),
    Document("priorites-colle", 114, styles.PRIORITES, (b.mots_colles, b.ligatures_perdues)),
    Document("priorites-feuilletable", 115, _avec(styles.PRIORITES, bilan=True), (b.pages_numerotees,)),
    Document("objectifs-propre", 116, styles.OBJECTIFS),
    Document("objectifs-scan", 117, styles.OBJECTIFS, (b.scan, b.pages_numerotees)),
    Document("objectifs-colonnes", 118, _avec(styles.OBJECTIFS, champs="colonnes", sommaire=True), (b.deux_colonnes,)),
    Document("sans-numero-propre", 119, styles.SANS_NUMERO),
    Document("sans-numero-serre", 120, _avec(styles.SANS_NUMERO, champs="ligne"), (b.espaces_doubles, b.sans_pages)),
    Document("court-sans-points", 121, _avec(styles.AXES, sous_themes=None), fiches=3, avec_points=False),
    Document("long-avec-bilan", 122, _avec(styles.BASE, bilan=True, sommaire=True), (b.pages_numerotees,), fiches=14),
    Document("contrat-articles", 131, contrat="articles"),
    Document("contrat-articles-scan", 132, bruits=(b.scan,), contrat="articles"),
    Document("contrat-communique", 133, contrat="communique"),
    Document("contrat-communique-millions", 134, bruits=(b.mots_colles,), contrat="communique", ecriture="millions"),
    Document("contrat-avenant", 135, contrat="tableau"),
    Document("papier-engagements", 141, _avec(styles.BASE, bilan=True), ocr=True, fiches=3),
    Document("papier-axes", 142, styles.AXES, ocr=True, fiches=3),
    Document("papier-orientations", 143, styles.ORIENTATIONS, ocr=True, fiches=3),
    Document("papier-priorites", 144, styles.PRIORITES, ocr=True, fiches=3),
    Document("papier-objectifs", 145, _avec(styles.OBJECTIFS, champs="colonnes"), ocr=True, fiches=3),
    Document("papier-contrat", 146, contrat="articles", ocr=True),
    Document("strategies-propre", 151, styles.STRATEGIES),
    Document("strategies-scan", 152, styles.STRATEGIES, (b.scan, b.sans_pages)),
    Document("strategies-colle", 153, _avec(styles.STRATEGIES, champs="colonnes"), (b.mots_colles, b.pages_numerotees)),
    Document("volets-propre", 154, styles.VOLETS),
    Document("volets-serre", 155, _avec(styles.VOLETS, champs="barres"), (b.lignes_serrees, b.sans_pages)),
    Document("chantiers-propre", 156, styles.CHANTIERS),
    Document("chantiers-feuilletable", 157, styles.CHANTIERS, (b.pages_numerotees, b.ligatures_perdues)),
    Document("themes-propre", 158, styles.THEMES),
    Document(
        "themes-colonnes", 159, _avec(styles.THEMES, champs="colonnes", bilan=True), (b.cesures, b.espaces_doubles)
    ),
    *(
        Document(f"forme-{nom}", 300 + rang, forme=nom, usage="essai" if nom.startswith("essai") else "reglage")
        for rang, nom in enumerate(annote.noms())
    ),
    *(
        Document(f"forme-{nom}-{bruit.__name__}", 400 + rang, bruits=(bruit,), forme=nom)
        for rang, (nom, bruit) in enumerate(_FORMES_ABIMEES)
    ),
    *(
        Document(f"acte-{nom}{suite}", graine + rang, bruits=bruits, ecriture=ecriture, acte=nom)
        for rang, nom in enumerate(actes.ACTES)
        for suite, graine, bruits, ecriture in (
            ("", 500, (), "numerique"),
            ("-millions", 520, (b.lignes_serrees,), "millions"),
            ("-scan", 540, (b.scan, b.cesures), "numerique"),
        )
    ),
    *(Document(p.nom, p.graine, publie=True, ocr=p.forme == "papier") for p in catalogue.PUBLIES),
    # for testing only
    Document("essai-ambitions-propre", 201, styles.AMBITIONS, usage="essai"),
    Document("essai-ambitions-feuilletable", 202, styles.AMBITIONS, (b.pages_numerotees, b.mots_colles), usage="essai"),
    Document(
        "essai-ambitions-scan",
        203,
        _avec(styles.AMBITIONS, champs="barres", bilan=True),
        (b.scan, b.cesures),
        usage="essai",
    ),
    Document("essai-defis-propre", 204, styles.DEFIS, _PROPRES, usage="essai"),
    Document(
        "essai-defis-ligatures",
        205,
        _avec(styles.DEFIS, sommaire=True),
        (b.ligatures_perdues, b.lignes_serrees),
        usage="essai",
    ),
    Document(
        "essai-defis-aplati",
        206,
        _avec(styles.DEFIS, champs="cellules", largeur=80),
        (b.puces_lues, b.sans_pages),
        usage="essai",
    ),
    Document("essai-enjeux-propre", 207, styles.ENJEUX, usage="essai"),
    Document(
        "essai-enjeux-colonnes",
        208,
        _avec(styles.ENJEUX, champs="colonnes"),
        (b.deux_colonnes, b.espaces_doubles),
        usage="essai",
    ),
    Document("essai-enjeux-bilan", 209, _avec(styles.ENJEUX, bilan=True), (b.scan, b.pages_numerotees), usage="essai"),
    Document("essai-sans-numero", 210, _avec(styles.SANS_NUMERO, puces=("➢", "–"), champs="puces"), usage="essai"),
    Document("essai-contrat-articles", 211, bruits=(b.ligatures_perdues,), usage="essai", contrat="articles"),
    Document("essai-contrat-millions", 212, bruits=(b.scan,), usage="essai", contrat="communique", ecriture="millions"),
    Document("essai-contrat-avenant", 213, bruits=(b.espaces_doubles,), usage="essai", contrat="tableau"),
    Document("essai-papier-ambitions", 221, styles.AMBITIONS, usage="essai", ocr=True, fiches=3),
    Document("essai-papier-defis", 222, _avec(styles.DEFIS, champs="ligne"), usage="essai", ocr=True, fiches=3),
    Document("essai-papier-enjeux", 223, styles.ENJEUX, usage="essai", ocr=True, fiches=3),
    Document("essai-papier-communique", 224, usage="essai", ocr=True, contrat="communique"),
)
"""Every document; those of ``usage`` "essai" measure, and are not calibrated on."""


def documents(usage: Usage | None = None, *, papier: bool | None = None) -> list[Document]:
    """The documents of this use, on paper or not."""
    return [d for d in DOCUMENTS if usage in (None, d.usage) and papier in (None, d.ocr)]


def document(nom: str) -> Document:
    """The document of this name.

    Raises:
        KeyError: there is none.
    """
    return {d.nom: d for d in DOCUMENTS}[nom]
