"""Tables of published figures: DREES series, INSEE population."""

from __future__ import annotations

from jalons.analyse.tables.declaration import Colonne, Table, Type

_PROVENANCE = (
    Colonne("fichier", "Fichier d'où vient la ligne"),
    Colonne("ligne", "Ligne dans ce fichier", Type.ENTIER),
)

NIVEAUX = {"departement": "département", "region": "région", "nation": "nation"}
STATUTS = {
    "provisoire": "chiffres provisoires",
    "definitif": "chiffres définitifs",
    "non_precise": "le fichier ne dit pas s'ils sont provisoires",
}

SERIES = Table(
    nom="drees_series",
    libelle="Séries de la DREES par territoire et par année",
    cle=("annee", "niveau", "code", "indicateur", "edition", "statut"),
    source="DREES, enquête Aide sociale",
    colonnes=(
        Colonne("annee", "Année (au 31 décembre, ou exercice de la dépense)", Type.ENTIER),
        Colonne("niveau", "Échelon", Type.CODE, valeurs=NIVEAUX),
        Colonne("code", "Code du territoire ; FR : France entière hors Mayotte"),
        Colonne("territoire", "Nom du territoire"),
        Colonne("region", "Code de la région du département"),
        Colonne("indicateur", "Grandeur"),
        Colonne("valeur", "Valeur", Type.NOMBRE),
        Colonne("etat", "Connue, ou pourquoi elle ne l'est pas", Type.CODE),
        Colonne("estimee", "Estimée par la DREES (un effectif à décimales)"),
        Colonne("unite", "Unité"),
        Colonne("edition", "Édition du fichier, quand il la dit"),
        Colonne("statut", "Provisoire ou définitif", Type.CODE, valeurs=STATUTS),
        *_PROVENANCE,
    ),
)

POPULATION = Table(
    nom="insee_population",
    libelle="Population par département, sexe et âge",
    cle=("annee", "code", "sexe", "age_de", "age_a"),
    source="INSEE, estimations de population",
    colonnes=(
        Colonne("annee", "Année, au 1er janvier", Type.ENTIER),
        Colonne("code", "Code du département ; FR : France entière"),
        Colonne("territoire", "Nom du territoire"),
        Colonne("sexe", "Sexe", Type.CODE, valeurs={"ensemble": "ensemble", "femmes": "femmes", "hommes": "hommes"}),
        Colonne("age_de", "Premier âge de la tranche, inclus", Type.ENTIER, unite="ans"),
        Colonne("age_a", "Dernier âge de la tranche, inclus", Type.ENTIER, unite="ans"),
        Colonne("population", "Habitants", Type.NOMBRE, unite="habitants"),
        *_PROVENANCE,
    ),
)
