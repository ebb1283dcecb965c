"""The execution report as Word, PDF and Excel, from the same blocks."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone

from jalons.application.documents import pdf, word
from jalons.application.rapports import presentation, selectors
from jalons.application.rapports.models import Commentaire, Cote, Rapport, Visa
from jalons.noyau.dates import texte_du_jour

MODELES = Path(__file__).resolve().parents[1] / "modeles"


def _jour(instant: datetime | None) -> str:
    return texte_du_jour(timezone.localtime(instant).date()) if instant else ""


def donnees(rapport: Rapport) -> dict[str, Any]:
    """What every form of the report is filled with; figures are frozen once the report is agreed."""
    chiffres = selectors.chiffres(rapport)
    sections = presentation.presenter(
        chiffres,
        [(s.code, s.titre, s.texte) for s in rapport.sections.all()],
        _commentaires(rapport),
    )
    instant = rapport.connu_au or timezone.now()
    arrete = rapport.etat == Rapport.Etat.ARRETE
    return {
        "titre": f"Rapport d'exécution {rapport.exercice}",
        "sous_titre": f"{chiffres['collectivite']} – {chiffres['contrat']['titre']}",
        "date": timezone.localtime(instant).date().isoformat(),
        "mention": "Arrêté conjointement" if arrete else f"{rapport.get_etat_display()} – document de travail",
        "identification": [
            *presentation.identification(chiffres),
            ("Chiffres connus au", f"{_jour(instant)}{'' if arrete else ' (provisoires)'}"),
        ],
        "sections": sections,
        "visas": _visas(rapport),
        "empreinte": f"Empreinte des chiffres figés (SHA-256) : {rapport.empreinte}" if arrete else "",
    }


def _commentaires(rapport: Rapport) -> dict[str, list[tuple[str, str]]]:
    par: dict[str, list[tuple[str, str]]] = {}
    ouverts = Commentaire.objects.filter(section__rapport=rapport, resolu_le=None).select_related("section")
    for commentaire in ouverts:
        par.setdefault(commentaire.section.code, []).append((commentaire.get_cote_display(), commentaire.texte))
    return par


def _visas(rapport: Rapport) -> list[tuple[str, str, str, str]]:
    donnes = {v.cote: v for v in rapport.visas.select_related("par") if v.tour == rapport.tour}
    return [_visa(libelle, donnes.get(cote)) for cote, libelle in Cote.choices]


def _visa(libelle: str, visa: Visa | None) -> tuple[str, str, str, str]:
    if visa is None:
        return (libelle, "attendu", "", "")
    return (libelle, visa.get_decision_display().lower(), str(visa.par or ""), _jour(visa.le))


def en_pdf(rapport: Rapport) -> bytes:
    """Tagged PDF."""
    tout = donnees(rapport)
    return pdf.composer(MODELES / "rapport.typ", {**tout, "sections": [_pour_typst(s) for s in tout["sections"]]})


def _pour_typst(section: presentation.SectionPresentee) -> dict[str, Any]:
    return {
        "titre": section.titre,
        "texte": section.texte,
        "commentaires": [{"cote": cote, "texte": texte} for cote, texte in section.commentaires],
        "blocs": [
            {
                "genre": "tableau",
                "titre": t.titre,
                "vide": t.vide,
                "colonnes": [[c.titre, c.largeur, c.droite] for c in t.colonnes],
                "lignes": t.lignes,
            }
            for t in section.tableaux
        ],
    }


def en_word(rapport: Rapport, modele: bytes | None = None) -> bytes:
    """Word document, from the département's own template when it has one.

    Raises:
        EntreeRefusee: that template cannot be read.
    """
    return word.remplir(modele or MODELES / "rapport.docx", donnees(rapport), nom="modèle du rapport")


def en_excel(rapport: Rapport) -> bytes:
    """One sheet per table of the report; text that looks like a formula stays text."""
    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        gras = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        corps = classeur.add_format({"text_wrap": True, "valign": "top"})
        tout = donnees(rapport)
        garde = classeur.add_worksheet("Rapport")
        garde.set_column(0, 0, 24)
        garde.set_column(1, 1, 90)
        for rang, (terme, valeur) in enumerate(
            [("", tout["titre"]), *tout["identification"], ("État", tout["mention"])]
        ):
            garde.write_string(rang, 0, terme, gras)
            garde.write_string(rang, 1, valeur, corps)
        for section in tout["sections"]:
            for tableau in section.tableaux:
                _feuille(classeur, tableau, gras, corps)
    return sortie.getvalue()


def _feuille(classeur: Any, tableau: presentation.Tableau, gras: Any, corps: Any) -> None:
    nom = _nom_de_feuille(tableau.titre, {f.get_name().lower() for f in classeur.worksheets()})
    feuille = classeur.add_worksheet(nom)
    feuille.freeze_panes(1, 0)
    feuille.set_landscape()
    feuille.fit_to_pages(1, 0)
    for rang, colonne in enumerate(tableau.colonnes):
        feuille.set_column(rang, rang, 10 + 12 * colonne.largeur)
        feuille.write_string(0, rang, colonne.titre, gras)
    for ligne, cellules in enumerate(tableau.lignes, start=1):
        for rang, cellule in enumerate(cellules):
            feuille.write_string(ligne, rang, cellule, corps)
    if not tableau.lignes:
        feuille.write_string(1, 0, tableau.vide, corps)


def _nom_de_feuille(titre: str, prises: set[str]) -> str:
    """A sheet name Excel accepts: at most 31 characters, none of ``[]:*?/\\``, unique."""
    propre = "".join(c for c in titre if c not in "[]:*?/\\'")
    nom, rang = propre[:31], 2
    while nom.lower() in prises:
        nom, rang = f"{propre[:28]} {rang}", rang + 1
    return nom
