"""Tables of an edition taken from key figures (to protect) and from the series of DREES (public, by département)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jalons.analyse.effectifs.croise import croiser
from jalons.analyse.effectifs.filtres import cle_du_jour
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.selectors import unites
from jalons.application.observatoire.tableaux import copie, sources
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import Tableau

Ecrire = Callable[[], tuple[bytes, dict[str, Any]]]

CROISEMENTS = (
    (("territoire", "type"), "par unité locale et type d'aide"),
    (("territoire", "age"), "par unité locale et âge"),
    (("type", "age"), "par type d'aide et âge"),
)
DEFINITION = (
    "Enfants et jeunes dont une mesure est en cours ce jour-là ; chacun est compté une fois par type d'aide, dans "
    "l'unité locale qui le suit. L'âge est celui du jour."
)


def des_chiffres(calcul: Calcul) -> Iterator[tuple[str, str, Ecrire]]:
    """Key, label and table of each crossing of those followed on the day of the run."""
    for dimensions, dit in CROISEMENTS:
        cle = f"suivis-{'-'.join(dimensions)}"
        yield cle, f"Enfants suivis au {texte_du_jour(calcul.au)}, {dit}", _croise(calcul, dimensions, dit)


def _croise(calcul: Calcul, dimensions: tuple[str, ...], dit: str) -> Ecrire:
    def faire() -> tuple[bytes, dict[str, Any]]:
        chemin = copie.fichier(calcul)
        if chemin is None:
            message = "Les chiffres clés viennent d'être recalculés : rouvrez cette page et choisissez les derniers."
            raise EntreeRefusee([Faute("source", message, str(calcul.pk), "le dernier calcul")], quoi="le tableau")
        noms = {u.code: u.nom for u in unites(calcul.collectivite_id)} | {"inconnu": "Unité inconnue"}
        cellules = croiser(chemin, cle_du_jour(calcul.au), dimensions)
        lignes = [(*(noms.get(c, c) if d == "territoire" else c for d, c in zip(dimensions, codes, strict=True)), n)
                  for codes, n in cellules]  # fmt: skip
        return Tableau("Effectifs", (*dimensions, "nombre"), lignes).en_csv(), {
            "titre": f"Enfants suivis {dit}", "dimensions": list(dimensions), "population": "Enfants suivis",
            "au": calcul.au.isoformat(), "unite": "enfants", "definition": DEFINITION,
            "source": f"Registres du département, calcul n° {calcul.pk}",
        }  # fmt: skip

    return faire


def des_comparaisons(calcul: Calcul) -> Iterator[tuple[str, str, Ecrire]]:
    """Key, label and table of each indicator of DREES, by département: figures that somebody has already published."""
    resultats = calcul.resultats or {}
    for lue in resultats["comparaisons"]:
        libelle = f"{lue['libelle']}, par département en {lue['annee']} (DREES)"
        yield f"drees-{lue['indicateur']}", libelle, _departements(calcul, lue)


def _departements(calcul: Calcul, lue: dict[str, Any]) -> Ecrire:
    def faire() -> tuple[bytes, dict[str, Any]]:
        annee = int(lue["annee"])
        valeurs = _valeurs(calcul, lue["indicateur"], annee)
        return Tableau("Départements", ("departement", "nombre"), valeurs).en_csv(), {
            "titre": f"{lue['libelle']}, par département", "dimensions": ["departement"], "genre": "public",
            "population": f"DREES, {lue['libelle']}"[:120], "au": f"{annee}-12-31", "unite": lue["unite"],
            "source": f"DREES, enquête Aide sociale {annee}, et INSEE pour la population",
            "indicateur": lue["indicateur"],
        }  # fmt: skip

    return faire


def _valeurs(calcul: Calcul, code: str, annee: int) -> list[tuple[str, float | str]]:
    """What each département is worth; « nd » where the files do not say."""
    from jalons.analyse.comparaison.series import Series
    from jalons.analyse.indicateurs.lecture import indicateurs
    from jalons.analyse.sources import drees, insee

    resultats = calcul.resultats or {}
    millesime = (resultats["edition"], resultats["statut"])
    with tempfile.TemporaryDirectory(prefix="jalons-") as dossier:
        sources.publies(calcul.collectivite_id, Path(dossier))
        series = Series(drees.lire(Path(dossier)).series, millesime, insee.lire(Path(dossier)))
    lus = [(d.code, series.lire(indicateurs()[code], d, annee).valeur) for d in series.departements(annee)]
    return [(cle, "nd" if v is None else int(v) if v == int(v) else round(v, 2)) for cle, v in lus]
