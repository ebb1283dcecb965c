"""A workbook of one sheet with every kind of column, kept in memory, and how a person fills one."""

from decimal import Decimal

from jalons.application.documents.excel.classeur import Colonne, Feuille, Genre, Ligne, Modele

MODELE = Modele(
    "essai", 1, "Classeur d'essai",
    (
        Feuille(
            "lignes", "Lignes",
            (
                Colonne("titre", "Titre", modifiable=False, a_la_creation=True, obligatoire=True),
                Colonne("note", "Note", longueur=300),
                Colonne("effectif", "Effectif", Genre.ENTIER, minimum=Decimal(0)),
                Colonne("taux", "Taux", Genre.POURCENT, minimum=Decimal(0), maximum=Decimal(100)),
                Colonne("montant", "Montant", Genre.EUROS, obligatoire=True),
                Colonne("jour", "Jour", Genre.DATE),
                Colonne("etat", "État", Genre.CHOIX, choix=(("en_cours", "En cours"), ("fait", "Réalisée"))),
            ),
            creation=True,
        ),
    ),
)  # fmt: skip

PLEINE = {
    "titre": "Renfort", "note": "=1+1", "effectif": "12", "taux": "12.5", "montant": "1250.5", "jour": "2024-06-15",
    "etat": "en_cours",
}  # fmt: skip


def ligne(cle="1", **valeurs):
    return Ligne(cle, "Renfort", PLEINE | valeurs)
