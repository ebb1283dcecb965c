"""The bilan of the former schéma as an Excel workbook."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from jalons.application.schema.dossier import BilanAnterieur, DossierSchema
from jalons.application.schema.suivi import avancee_du_bilan
from jalons.noyau.tableur import A4, hauteur

COLONNES = (("Orientation", 30), ("Priorité", 45), ("N°", 6), ("Action", 60), ("Statut", 24))


def classeur_du_bilan(dossier: DossierSchema) -> bytes:
    """Two sheets: every action with its status, and the counts with the unknown apart."""
    sortie = BytesIO()
    bilan = dossier.bilan or BilanAnterieur(complete=False)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        gras = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        texte = classeur.add_format({"text_wrap": True, "valign": "top"})
        feuille = classeur.add_worksheet("Actions")
        for rang, (titre, largeur) in enumerate(COLONNES):
            feuille.set_column(rang, rang, largeur, texte)
            feuille.write_string(0, rang, titre, gras)
        feuille.freeze_panes(1, 0)
        feuille.repeat_rows(0)
        _pour_le_papier(feuille)
        lignes = [
            (o.titre, p.titre, a.numero, a.titre or "titre illisible", a.statut.libelle)
            for o in bilan.orientations for p in o.priorites for a in p.actions
        ]  # fmt: skip
        for rang, ligne in enumerate(lignes, start=1):
            feuille.set_row(rang, hauteur((str(v), COLONNES[c][1]) for c, v in enumerate(ligne)))
            feuille.write_row(rang, 0, ligne)
        if lignes:
            feuille.autofilter(0, 0, len(lignes), len(COLONNES) - 1)
        _resume(classeur.add_worksheet("Résumé"), bilan, gras, texte)
    return sortie.getvalue()


def _pour_le_papier(feuille: xlsxwriter.worksheet.Worksheet) -> None:
    feuille.set_landscape()
    feuille.set_paper(A4)
    feuille.fit_to_pages(1, 0)


def _resume(feuille: xlsxwriter.worksheet.Worksheet, bilan: BilanAnterieur, gras: object, texte: object) -> None:
    avancee = avancee_du_bilan(bilan)
    feuille.set_column(0, 0, 44)
    feuille.set_column(1, 1, 60, texte)
    _pour_le_papier(feuille)
    taux = "inconnu" if avancee.taux_realisees is None else float(avancee.taux_realisees)
    lignes = [
        ("Schéma", bilan.intitule or "non précisé"),
        ("Orientations lisibles", len(bilan.orientations)),
        ("Priorités lisibles", len(bilan.priorites)),
        ("Actions lisibles", len(bilan.actions)),
        ("Actions annoncées", "non précisé" if bilan.actions_annoncees is None else bilan.actions_annoncees),
        ("Actions réalisées", avancee.realisees),
        ("Actions au statut inconnu", avancee.inconnues),
        ("Réalisées parmi les statuts connus (%)", taux),
    ]
    for rang, (libelle, valeur) in enumerate(lignes):
        feuille.write_string(rang, 0, libelle, gras)
        feuille.write(rang, 1, valeur)
