"""The extract of another product through a file of correspondences: the table, and the cells not read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from jalons.analyse.qualite import Controle, Etat, Rapport, Resultat, Severite
from jalons.analyse.qualite.modele import CONSTATS
from jalons.analyse.qualite.taux import TAUX
from jalons.analyse.sources.correspondance import Bilan, Correspondance, convertir, lire_correspondance
from jalons.analyse.sources.etats import Etat as EtatCellule
from jalons.application.observatoire.imports.verification import Dire, Source, ecrire
from jalons.noyau.saisie import EntreeRefusee, Faute

ILLISIBLES = Controle(
    "T001", "Cellules illisibles", Severite.ORANGE, "format", "ligne", "fichier de correspondance", certain=False,
    reserve="Seules les premières cellules sont montrées ; toutes sont comptées.",
)  # fmt: skip
CLES = Controle(
    "T002", "Lignes sans clé", Severite.ROUGE, "identite", "ligne", "fichier de correspondance",
    reserve="Une ligne sans clé ne peut être rattachée à rien.",
)  # fmt: skip


def verifier(
    sources: Sequence[Source], correspondance: str, sortie: Any, *, dire: Dire
) -> tuple[str, Rapport, dict[str, Any]]:
    """Convert one extract: the table it fills, the report, the summary. The table is in ``sortie``.

    Raises:
        EntreeRefusee: several files; the extract is damaged or lacks a field that the correspondences name.
    """
    lue = lire_correspondance(correspondance.encode(), nom="fichier de correspondance")
    if len(sources) != 1:
        message = "Avec un fichier de correspondance, un seul extrait à la fois : déposez les autres à part."
        raise EntreeRefusee([Faute("fichiers", message, str(len(sources)), "un fichier")])
    source = sources[0]
    chemin = sortie / f"{lue.table.nom}.parquet"
    try:
        bilan = convertir(
            source.chemin, lue, chemin, suivre=lambda lus, total: dire(90 * lus // max(total, 1), "lecture")
        )
    except EntreeRefusee as refus:
        brut = source.chemin.name
        fautes = [Faute(f.lieu.replace(brut, source.nom), f.message, f.recu, f.attendu, f.ligne) for f in refus.fautes]
        raise EntreeRefusee(fautes, quoi=source.nom) from refus
    table = pl.read_parquet(chemin, columns=[*lue.table.cle, "_ligne"])
    rapport = Rapport(source.nom, 0, bilan.lignes, None, (_illisibles(bilan), _sans_cle(table, lue)), _taux(bilan, lue))
    ecrire(rapport, sortie)
    resume = {
        "fichiers": [{"nom": source.nom, "lignes": bilan.lignes}], "table": lue.table.libelle,
        "produit": lue.produit, "cles": table.select(pl.struct(lue.table.cle).n_unique()).item(),
    }  # fmt: skip
    return lue.table.nom, rapport, resume


def _illisibles(bilan: Bilan) -> Resultat:
    nombre = sum(etats.get(EtatCellule.ILLISIBLE.value, 0) for etats in bilan.etats.values())
    lignes = [
        (ILLISIBLES.code, ILLISIBLES.severite.value, "", f.ligne, f.lieu.partition(" : ")[2], f.recu, f.message, None)
        for f in bilan.illisibles
    ]
    constats = pl.DataFrame(lignes, schema=dict(CONSTATS), orient="row")
    return Resultat(ILLISIBLES, Etat.FAUTES if nombre else Etat.CONFORME, nombre, constats)


def _sans_cle(table: pl.DataFrame, lue: Correspondance) -> Resultat:
    vides = table.filter(pl.any_horizontal(pl.col(c).is_null() for c in lue.table.cle))
    noms = ", ".join(lue.table.cle)
    lignes = [
        (
            CLES.code,
            CLES.severite.value,
            "",
            ligne,
            noms,
            "",
            f"La clé ({noms}) est vide ou illisible : donnez-la.",
            None,
        )
        for ligne in vides["_ligne"]
    ]
    constats = pl.DataFrame(lignes, schema=dict(CONSTATS), orient="row")
    return Resultat(CLES, Etat.FAUTES if vides.height else Etat.CONFORME, vides.height, constats)


def _taux(bilan: Bilan, lue: Correspondance) -> pl.DataFrame:
    """What each column says; nothing tells which rows call for it: pertinent is over all of them."""
    lignes = []
    for colonne in lue.table.colonnes:
        etats = bilan.etats.get(colonne.nom, {})
        absentes, vides, dites = (
            etats.get(e.value, 0) for e in (EtatCellule.ABSENTE, EtatCellule.VIDE, EtatCellule.DITE)
        )
        presentes = bilan.lignes - absentes
        lignes.append(
            (colonne.nom, colonne.libelle, None, bilan.lignes, presentes, presentes - vides, dites, bilan.lignes, dites)
        )
    return pl.DataFrame(lignes, schema=dict(TAUX), orient="row")
