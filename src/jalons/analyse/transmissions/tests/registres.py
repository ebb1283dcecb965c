"""A département of three children, drawn by hand."""

from datetime import date

import polars as pl

J = date.fromisoformat


def tables(**changes):
    """``changes``: table → function on it."""
    dessinees = {
        "enfants": pl.DataFrame({
            "departement": ["62"] * 3, "enfant": [1, 2, 3], "famille": [10, 10, 20], "prenom": ["Zoé", "Nil", "Max"],
            "nom": ["Aube", "Aube", "Ruis"], "sexe": ["F", "M", "M"],
            "naissance": [J("2012-05-17"), J("2015-01-01"), J("2004-03-01")],
            "naissance_precision": ["jour", "annee", "mois"], "scolarite": ["collège", "maternelle", "supérieur ou emploi"],
        }),
        "mesures": pl.DataFrame({
            "mesure": [100, 101, 102, 103, 104], "enfant": [1, 2, 3, 1, 2],
            "type": ["placement", "aed", "accueil_provisoire_jeune_majeur", "tutelle", "aemo"], "mds": [0] * 5,
            "decidee_le": [J("2021-11-20"), J("2022-02-01"), J("2022-03-10"), J("2022-04-01"), J("2022-12-20")],
            "debut_le": [J("2021-12-01"), J("2022-03-01"), J("2022-03-15"), J("2022-04-01"), None],
            "fin_le": [J("2022-11-30"), None, None, None, None],
            "motif_fin": ["retour en famille", None, None, None, None],
        }),
        "decisions": pl.DataFrame({
            "mesure": [100, 100, 101, 102, 103, 104],
            "nature": ["initiale", "renouvellement", "initiale", "initiale", "initiale", "initiale"],
            "evaluation": [None, None, 7, None, None, None],
            "decidee_le": [J("2021-11-20"), J("2022-05-20"), J("2022-02-01"), J("2022-03-10"), J("2022-04-01"), J("2022-12-20")],
            "effet_du": [J("2021-11-20"), J("2022-06-01"), J("2022-03-01"), J("2022-03-15"), J("2022-04-01"), J("2022-12-20")],
            "effet_au": [J("2022-05-30"), J("2022-12-01"), J("2023-03-01"), J("2023-03-15"), None, None],
        }),
        "sejours": pl.DataFrame({
            "mesure": [100, 100, 102], "genre": ["etablissement", "assistant_familial", "logement_autonome"],
            "debut_le": [J("2021-12-01"), J("2022-02-10"), J("2022-03-15")], "fin_le": [J("2022-02-10"), None, None],
        }),
        "ppe": pl.DataFrame({"mesure": [100], "etabli_le": [J("2022-01-15")]}),
        "foyers": pl.DataFrame({"famille": [10, 10, 20], "rang": [1, 2, 1], "composition": ["mère seule", "père seul", "couple recomposé"]}),
        "evaluations": pl.DataFrame({"evaluation": [7], "ip": [70]}),
        "informations_preoccupantes": pl.DataFrame({
            "ip": [70], "origine": ["education_nationale"], "recue_le": [J("2021-10-05")], "qualifiee_le": [J("2021-10-06")],
            "qualification": ["information_preoccupante"],
        }),
    }  # fmt: skip
    return {nom: changes[nom](table) if nom in changes else table for nom, table in dessinees.items()}
