"""A PDF document, page after page: text, ruled tables, pictures read by OCR. Runs in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jalons.lecture.entrees import ocr
from jalons.lecture.entrees.colonnes import en_colonnes
from jalons.lecture.entrees.composition import composer
from jalons.lecture.entrees.grilles import grilles
from jalons.lecture.entrees.limites import PAGES, PIXELS, POINTS, avertir, refus, verifier_texte
from jalons.lecture.entrees.listes import en_listes
from jalons.lecture.entrees.pdf_tableaux import tableaux
from jalons.lecture.entrees.pdf_texte import Lettres, illisible, segments
from jalons.lecture.entrees.sans_traits import tableaux_sans_traits
from jalons.lecture.entrees.segments import Composition, Rang
from jalons.lecture.modele import Source
from jalons.noyau.ecarts import Ecart

_PEU = 12
"""Letters below which a page that bears a picture is read on the picture."""
_PAGES_OCR = 400
"""Most pages read on pictures: some seconds each."""
_MOT = re.compile(r"\w")


def lire_pages(
    contenu: bytes, nom: str, *, par_image: bool, suivre: Callable[[int, int], None] | None = None
) -> Source:
    """The whole document.

    Args:
        suivre: told the pages read and how many there are, after each.

    Raises:
        EntreeRefusee: encrypted, damaged, too many or too large pages, huge pictures, or pictures and no Tesseract.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(contenu)
        nombre = len(pdf)
    except pypdfium2.PdfiumError as erreur:
        raise _refus_d_ouverture(nom, str(erreur)) from erreur
    with pdf:
        if not 0 < nombre <= PAGES:
            message = (
                f"Le document annonce {nombre} pages, de 1 à {PAGES} sont lues : vérifiez le fichier, ou découpez-le."
            )
            raise refus(nom, message, f"{nombre} pages", f"{PAGES} pages au plus")
        return _Lecteur(nom, par_image=par_image).lire(pdf, nombre, suivre or (lambda lues, total: None))


class _Lecteur:
    """What is remembered from one page to the next."""

    def __init__(self, nom: str, *, par_image: bool) -> None:
        self.nom, self.par_image = nom, par_image
        self.composition = Composition()
        self.sans_texte: list[int] = []
        self.perdues: list[int] = []
        self.par_ocr: list[int] = []

    def lire(self, pdf: Any, nombre: int, suivre: Callable[[int, int], None]) -> Source:
        """Every page, then what must be said of them."""
        import pypdfium2

        for numero in range(1, nombre + 1):
            try:
                page = pdf[numero - 1]
            except pypdfium2.PdfiumError:
                self.perdues.append(numero)
                self.composition.page([])
                continue
            self.composition.page(self._page(page, numero))
            page.close()
            suivre(numero, nombre)
            verifier_texte(self.composition.longueur, self.nom)
        texte = self.composition.texte()
        if not _MOT.search(texte):
            raise self._rien(nombre)
        genre: Any = "pdf-ocr" if len(self.par_ocr) * 2 > nombre else "pdf"
        pages, boites = tuple(self.composition.pages), tuple(self.composition.boites)
        return Source(self.nom, genre, texte, pages, boites, tuple(self._avertissements()))

    def _page(self, page: Any, numero: int) -> list[Rang]:
        _verifier_page(page, numero, self.nom)
        morceaux = segments(page)
        lisible = not illisible(morceaux)
        if lisible and (sum(len(s.texte) for s in morceaux) >= _PEU or not _porte_une_image(page)):
            lettres = Lettres(page)
            tables, libres = tableaux(page, morceaux, lettres)
            if not en_colonnes(en_listes(libres)):  # bullets apart would make columns look empty
                larges, libres = grilles(libres, lettres.couper)
                etroits, libres = tableaux_sans_traits(libres, lettres.couper)
                tables += [*larges, *etroits]
            return composer(tables, libres)
        dpi = ocr.resolution(*page.get_size())
        if not self.par_image or ocr.langue() is None or dpi is None or len(self.par_ocr) >= _PAGES_OCR:
            self.sans_texte.append(numero)
            return composer([], morceaux) if lisible else []
        lues = ocr.lire(page.render(scale=dpi / 72, grayscale=True).to_pil(), dpi)
        if lues is None:
            self.perdues.append(numero)
            return []
        self.par_ocr.append(numero)
        return lues

    def _rien(self, nombre: int) -> Exception:
        if self.sans_texte and ocr.langue() is None:
            message = (
                "Le document est une numérisation sans texte, et Tesseract n'est pas installé sur cette machine. "
                "Demandez au service informatique : apt install tesseract-ocr tesseract-ocr-fra. Ou déposez "
                "une version dont le texte se sélectionne."
            )
        elif self.sans_texte:
            message = "Le document ne contient que des images : demandez la reconnaissance de texte."
        else:
            message = (
                "Aucun texte n'a pu être lu : vérifiez que le document s'affiche, et reprenez-le depuis l'original."
            )
        return refus(self.nom, message, f"{nombre} pages sans texte")

    def _avertissements(self) -> Iterator[Ecart]:
        if self.par_ocr:
            message = (
                f"{_pages(self.par_ocr)} lue(s) par reconnaissance de caractères : relisez les accents et les chiffres."
            )
            yield avertir("pages_par_ocr", message, pages=list(self.par_ocr))
        if self.sans_texte:
            message = f"{_pages(self.sans_texte)} sans texte (images) : rien n'y a été lu."
            yield avertir("pages_sans_texte", message, pages=list(self.sans_texte))
        if self.perdues:
            message = f"{_pages(self.perdues)} illisible(s) : le fichier est abîmé à cet endroit."
            yield avertir("pages_perdues", message, pages=list(self.perdues))


def _porte_une_image(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _verifier_page(page: Any, numero: int, nom: str) -> None:
    """Refuse a page, or a picture in it, that would fill the memory when drawn."""
    import pypdfium2.raw as pdfium

    largeur, hauteur = page.get_size()
    if max(largeur, hauteur) > POINTS:
        message = f"La page {numero} mesure {largeur:.0f} × {hauteur:.0f} points, {POINTS} au plus : est-ce un plan ?"
        raise refus(nom, message, f"{largeur:.0f} × {hauteur:.0f} points", f"{POINTS} points au plus")
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        large, haute = image.get_px_size() if hasattr(image, "get_px_size") else image.get_size()
        if large * haute > PIXELS:
            message = (
                f"Une image de la page {numero} mesure {large} × {haute} pixels, {PIXELS // 10**6} millions au plus "
                ": réduisez la résolution de la numérisation (300 points par pouce suffisent)."
            )
            raise refus(nom, message, f"{large} × {haute} pixels", f"{PIXELS} pixels au plus")


def _refus_d_ouverture(nom: str, erreur: str) -> Exception:
    if "password" in erreur.lower():
        message = "Le PDF est protégé par un mot de passe : enregistrez-en une copie sans protection, et déposez-la."
        return refus(nom, message, "PDF chiffré", "un PDF sans mot de passe")
    if "security" in erreur.lower():
        message = "Le PDF est chiffré d'une façon qui n'est pas lue : enregistrez-en une copie sans protection."
        return refus(nom, message, "PDF chiffré", "un PDF sans protection")
    message = "Le PDF est abîmé ou incomplet : il ne s'ouvre pas. Reprenez-le depuis l'original."
    return refus(nom, message, erreur)


def _pages(numeros: list[int]) -> str:
    if len(numeros) == 1:
        return f"Page {numeros[0]}"
    suite = ", ".join(map(str, numeros[:8]))
    return f"Pages {suite}{'…' if len(numeros) > 8 else ''}"
