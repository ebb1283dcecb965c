"""The documents of the third corpus: which layout, in which form, written by which office, spoilt how."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jalons.lecture.corpus.tiers import autres, cartouches, contrats, formes, tableaux, textes
from jalons.lecture.corpus.tiers import usure as u
from jalons.lecture.corpus.tiers.bureautique import Charte, en_docx
from jalons.lecture.corpus.tiers.plume import Bloc, Plume

GARDES = Path(__file__).parent / "gardes"
"""The files kept; ``empreintes.txt`` tells the blocks that each was made of."""
GARDEES = frozenset({"pdf", "odt", "papier", "etale", "suivi"})
"""The forms whose files are kept; "etale" and "suivi" are what pdftotext gives, columns kept in place or not."""
_EXTENSIONS = {"papier": "txt", "etale": "txt", "suivi": "txt"}


_COURANTE = Charte()


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its layout, its seed, its form, its damages (of texts only).

    Attributes:
        options: those of ``formes.en_texte``.
    """

    nom: str
    graine: int
    page: Callable[[Plume], None]
    forme: str = "txt"
    usures: tuple[u.Usure, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    charte: Charte = _COURANTE

    @property
    def fichier(self) -> str:
        """The name of the file."""
        return f"{self.nom}.{_EXTENSIONS.get(self.forme, self.forme)}"

    def contenu(self) -> bytes:
        """The bytes of the file."""
        if self.forme == "docx":
            return en_docx(self.blocs(), self.bandeau(), self.charte)
        if self.forme in GARDEES:
            octets = (GARDES / self.fichier).read_bytes()
            if not self.usures:
                return octets
            texte = octets.decode()
        elif self.forme == "html":
            texte = formes.en_html(self.blocs(), self.nom)
        else:
            texte = formes.en_texte(self.blocs(), **({"bandeau": self.bandeau()} | dict(self.options)))
        alea = random.Random(self.graine + 3)  # noqa: S311 - a document to try the reader, no secret
        for usure in self.usures:
            texte = usure(texte, alea)
        return texte.encode()

    def blocs(self) -> list[Bloc]:
        """The blocks, before any form."""
        return _ecrire(self.page, self.graine).blocs

    def bandeau(self) -> str:
        """The running head."""
        return _ecrire(self.page, self.graine).bandeau

    def cle(self) -> dict[str, Any]:
        """The answer key, exact by construction."""
        p = _ecrire(self.page, self.graine)
        return {"document": self.fichier, "type": p.type, "exhaustif": list(p.exhaustif), "elements": p.elements}


@cache
def _ecrire(page: Callable[[Plume], None], graine: int) -> Plume:
    plume = Plume(random.Random(graine))  # noqa: S311 - a document to try the reader, no secret
    page(plume)
    return plume


def _t(tableaux: str = "cellules", **autres: Any) -> tuple[tuple[str, Any], ...]:
    return (("tableaux", tableaux), *autres.items())


_SOBRE = Charte("Liberation Sans Narrow", 10, styles=False, couleur="E7E6E6")
_CLASSIQUE = Charte("Liberation Serif", 11, styles=False, couleur="F2F2F2")
_SANS_FILETS = Charte("Liberation Sans", 10.5, grille=False, couleur="DEEAF6")

DOCUMENTS: tuple[Document, ...] = (
    Document("paysage-pdf", 3101, cartouches.paysage, "pdf"),
    Document("paysage-docx", 3102, cartouches.paysage, "docx"),
    Document("paysage-suivi", 3103, cartouches.paysage, "suivi", charte=_SOBRE),
    Document("volets-pdf", 3111, cartouches.volets, "pdf", charte=_SANS_FILETS),
    Document("volets-etale", 3112, cartouches.volets, "etale", charte=_SOBRE),
    Document("volets-html", 3113, cartouches.volets, "html"),
    Document("cases-pdf", 3121, cartouches.cases, "pdf", charte=_SOBRE),
    Document("cases-odt", 3122, cartouches.cases, "odt"),
    Document("cases-texte", 3123, cartouches.cases, usures=(u.apostrophes,), options=_t("colonnes", largeur=100)),
    Document("cases-papier", 3124, cartouches.cases, "papier"),
    Document("bandes-docx", 3131, cartouches.bandes, "docx", charte=_SOBRE),
    Document("bandes-etale", 3132, cartouches.bandes, "etale"),
    Document("bandes-papier", 3133, cartouches.bandes, "papier", charte=_CLASSIQUE),
    Document("objectifs-pdf", 3141, cartouches.objectifs, "pdf", charte=_CLASSIQUE),
    Document("objectifs-texte", 3142, cartouches.objectifs, usures=(u.cesures,), options=_t("barres", largeur=78)),
    Document("defis-suivi", 3151, textes.defis, "suivi"),
    Document("defis-odt", 3152, textes.defis, "odt", charte=_SOBRE),
    Document("defis-papier", 3153, textes.defis, "papier", charte=_CLASSIQUE),
    Document("operationnels-texte", 3161, textes.operationnels, usures=(u.ligatures, u.apostrophes)),
    Document("operationnels-docx", 3162, textes.operationnels, "docx", charte=_CLASSIQUE),
    Document("operationnels-pdf", 3163, textes.operationnels, "pdf"),
    Document("sigles-html", 3171, textes.sigles, "html"),
    Document("sigles-texte", 3172, textes.sigles, usures=(u.colles, u.accents)),
    Document("sigles-papier", 3173, textes.sigles, "papier", charte=_SOBRE),
    Document("recueil-pdf", 3181, textes.recueil, "pdf", charte=_CLASSIQUE),
    Document("recueil-texte", 3182, textes.recueil, usures=(u.cesures, u.ligatures), options=_t("colonnes")),
    Document("recueil-docx", 3183, textes.recueil, "docx"),
    Document("ruban-pdf", 3191, textes.ruban, "pdf"),
    Document("ruban-suivi", 3192, textes.ruban, "suivi", charte=_SOBRE),
    Document("ruban-papier", 3193, textes.ruban, "papier", charte=_CLASSIQUE),
    Document("fil-texte", 3201, textes.fil, usures=(u.cesures,), options=_t(bandeau="", largeur=84)),
    Document("fil-docx", 3202, textes.fil, "docx"),
    Document("bilan-pdf", 3211, textes.bilan, "pdf"),
    Document("bilan-html", 3212, textes.bilan, "html"),
    Document("bilan-papier", 3213, textes.bilan, "papier", charte=_SOBRE),
    Document("synoptique-pdf", 3221, tableaux.synoptique, "pdf", charte=_SOBRE),
    Document("synoptique-docx", 3222, tableaux.synoptique, "docx"),
    Document("synoptique-html", 3223, tableaux.synoptique, "html"),
    Document("route-pdf", 3231, tableaux.route, "pdf"),
    Document("route-etale", 3232, tableaux.route, "etale", charte=_SANS_FILETS),
    Document("route-odt", 3233, tableaux.route, "odt"),
    Document("plan-texte", 3241, tableaux.plan, usures=(u.ligatures,)),
    Document("plan-suivi", 3242, tableaux.plan, "suivi", charte=_CLASSIQUE),
    Document("articles-pdf", 3251, contrats.articles, "pdf", charte=_CLASSIQUE),
    Document("articles-texte", 3252, contrats.articles, usures=(u.apostrophes, u.colles), options=_t("colonnes")),
    Document("articles-papier", 3253, contrats.articles, "papier", charte=_CLASSIQUE),
    Document("avenant-docx", 3261, contrats.avenant, "docx"),
    Document("avenant-papier", 3262, contrats.avenant, "papier", charte=_CLASSIQUE),
    Document("annexes-pdf", 3271, contrats.annexes, "pdf"),
    Document("annexes-odt", 3272, contrats.annexes, "odt"),
    Document("matrice-etale", 3281, contrats.matrice, "etale", charte=_SOBRE),
    Document("matrice-docx", 3282, contrats.matrice, "docx"),
    Document("communique-html", 3291, autres.communique, "html"),
    Document("communique-papier", 3292, autres.communique, "papier"),
    Document("instruction-pdf", 3301, autres.instruction, "pdf", charte=_CLASSIQUE),
    Document("instruction-texte", 3302, autres.instruction, usures=(u.accents,), options=_t("barres")),
    Document("execution-pdf", 3311, autres.execution, "pdf"),
    Document("execution-odt", 3312, autres.execution, "odt", charte=_SOBRE),
    Document("assemblee-docx", 3321, autres.assemblee, "docx", charte=_CLASSIQUE),
    Document("assemblee-suivi", 3322, autres.assemblee, "suivi", charte=_CLASSIQUE),
)
"""At least 45 documents of 18 layouts."""
OUVERTES = frozenset({
    "paysage", "operationnels", "ruban", "objectifs", "communique", "plan", "cases", "sigles", "route", "matrice",
    "instruction",
})  # fmt: skip
"""Layouts that who works on the reader may open since 26 November 2026; all others still only judge it."""
