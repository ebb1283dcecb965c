"""People as rows: children, families and homes, with names of the closed list."""

from __future__ import annotations

import numpy as np
import polars as pl

from jalons.synthese.calendrier import ages, colonne
from jalons.synthese.fratries import Enfants
from jalons.synthese.hasard import Booleens, Entiers, Hasard
from jalons.synthese.parametres import Parametres
from jalons.synthese.territoire import Territoire, prenoms

STATUTS = ("aucun", "aide_administrative", "assistance_educative", "confie_juge", "pupille", "tutelle", "delegation",
           "contrat_jeune_majeur")  # fmt: skip


def table_enfants(
    enfants: Enfants, statut: Entiers, precedes: Booleens, parametres: Parametres, hasard: Hasard, au: int
) -> pl.DataFrame:
    """The table ``enfants``. A date of birth known to the month or the year is that of its first day.

    ``statut``: place in ``STATUTS`` on the last day; ``precedes``: came as an unaccompanied minor.
    """
    flux = hasard.flux("personnes")
    nombre = enfants.naissance.size
    filles = flux.random(nombre) < np.where(precedes, 0.07, 0.47)
    ordre = np.lexsort((enfants.naissance, enfants.famille))
    jumeau = np.zeros(nombre, dtype=np.bool_)
    pareils = np.flatnonzero((np.diff(enfants.famille[ordre]) == 0) & (np.diff(enfants.naissance[ordre]) == 0))
    jumeau[ordre[pareils]] = jumeau[ordre[pareils + 1]] = True
    rang = np.empty(nombre, dtype=np.int64)
    debuts = np.flatnonzero(np.diff(enfants.famille[ordre], prepend=-1))
    rang[ordre] = np.arange(nombre) - np.repeat(debuts, np.diff(np.append(debuts, nombre)))
    base = flux.random(enfants.familles)
    incertain = parametres["dates_incertaines"]
    vague = flux.random(nombre) < np.where(precedes, incertain["mineur_non_accompagne"], incertain["autres"])
    precision = np.where(vague, np.where(flux.random(nombre) < 0.45, "mois", "annee"), "jour")
    noms = _noms(enfants, parametres, flux)
    return pl.DataFrame(
        {
            "enfant": np.arange(nombre),
            "famille": enfants.famille,
            "prenom": prenoms(parametres, filles, (base[enfants.famille] + rang * 0.3819660) % 1),
            "nom": noms,
            "sexe": np.where(filles, "F", "M"),
            "naissance": _arrondie(enfants.naissance, precision, au),
            "naissance_precision": precision,
            "jumeau": jumeau,
            "non_accompagne": precedes,
            "statut": pl.Series(STATUTS)[statut],
            "scolarite": pl.Series(_ecoles(ages(enfants.naissance, au), flux)),
        }
    )


def _noms(enfants: Enfants, parametres: Parametres, flux: np.random.Generator) -> pl.Series:
    """The family's name; one child in eight bears another."""
    liste = pl.Series(parametres.noms["noms"])
    rangs = noms_des_familles(enfants.familles, parametres, flux)[enfants.famille]
    autre = flux.integers(0, len(liste), rangs.size)
    return liste[np.where(flux.random(rangs.size) < 0.125, autre, rangs)]


def noms_des_familles(nombre: int, parametres: Parametres, flux: np.random.Generator) -> Entiers:
    """Place of a name in the closed list for each family."""
    return flux.integers(0, len(parametres.noms["noms"]), nombre)


def _arrondie(naissance: Entiers, precision: np.ndarray[tuple[int], np.dtype[np.str_]], au: int) -> pl.Series:
    dates = naissance.astype("datetime64[D]")
    au_mois = dates.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    a_l_annee = dates.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    jours = np.where(precision == "jour", naissance, np.where(precision == "mois", au_mois, a_l_annee))
    return colonne("naissance", jours.astype(np.int64), au)


def _ecoles(age: Entiers, flux: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Where a child of this age goes to school on the last day."""
    paliers = np.array(["non scolarisé", "maternelle", "élémentaire", "collège", "lycée", "supérieur ou emploi"])
    palier = np.searchsorted(np.array([3, 6, 11, 15, 18]), age, side="right")
    texte = paliers[palier].astype(object)
    ailleurs = (age >= 6) & (age < 18) & (flux.random(age.size) < 0.13)
    texte[ailleurs] = "établissement spécialisé"
    dehors = (age >= 15) & (age < 18) & (flux.random(age.size) < 0.07)
    texte[dehors] = "déscolarisé"
    return texte.astype(str)


def table_familles(
    enfants: Enfants, mds: Entiers, commune: Entiers, ground: Territoire, parametres: Parametres, hasard: Hasard
) -> dict[str, pl.DataFrame]:
    """The tables ``familles`` and ``foyers``: a family has one home, a quarter of them two."""
    nombre = enfants.familles
    flux = hasard.flux("foyers")
    compositions = np.array(["couple", "mère seule", "père seul", "couple recomposé", "grands-parents"])
    separes = flux.random(nombre) < 0.24
    famille = np.concatenate([np.arange(nombre), np.flatnonzero(separes)])
    tirage = flux.choice(5, nombre, p=[0.36, 0.34, 0.06, 0.2, 0.04])
    genre = np.concatenate([np.where(separes, 1, tirage), np.full(int(separes.sum()), 2)])
    ailleurs = flux.integers(0, ground.commune_mds.size, int(separes.sum()))
    lieu = np.concatenate([commune, ailleurs])
    seuls = np.zeros(nombre, dtype=np.bool_)
    seuls[enfants.famille[enfants.profil == parametres.rang("mineur_non_accompagne")]] = True
    ecart = 0.02 * flux.standard_normal((2, famille.size))
    return {
        "familles": pl.DataFrame(
            {
                "famille": np.arange(nombre),
                "mds": mds,
                "commune": commune,
                "sans_parent_en_france": seuls,
                "separee": separes,
            }
        ),
        "foyers": pl.DataFrame(
            {
                "foyer": np.arange(famille.size),
                "famille": famille,
                "rang": np.concatenate([np.ones(nombre, dtype=np.int64), np.full(int(separes.sum()), 2)]),
                "composition": compositions[genre],
                "commune": lieu,
                "latitude": (ground.commune_latitude[lieu] + ecart[0]).round(4),
                "longitude": (ground.commune_longitude[lieu] + ecart[1]).round(4),
            }
        ),
    }
