"""Every indicator of registers on millions of measures, against plain polars that computes the same figures.

``python -m bench.analyse_indicateurs [--mesures 10000000] [--repetitions 2]``

The rows are drawn at random, not from the synthetic département: only their number matters here. Both sides read the
same Parquet files, in this process, imports excluded; each figure that both give must be equal. The baseline is what an
analyst would write: one polars expression for each indicator, the stock filtered once.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

AU, DEPUIS = date(2022, 12, 31), date(2021, 12, 31)
RAPPORT = 2.0
"""An indicator must cost at most half of what plain polars takes for one."""
NATURES = (
    "placement_ase", "aemo", "aed", "accueil_provisoire", "pupille", "tutelle", "aemo_renforcee", "aed_renforcee",
    "tisf", "tiers_digne_de_confiance", "accueil_provisoire_jeune_majeur", "contrat_jeune_majeur",
)  # fmt: skip
GENRES = (
    "assistant_familial",
    "etablissement",
    "lieu_de_vie",
    "logement_autonome",
    "domicile_parental",
    "autre_accueil",
)
ORIGINES = ("education_nationale", "parquet", "snated_119", "pmi", "hopital", "service_social", "famille", "anonyme")
CONCLUSIONS = ("classement", "aide_administrative", "saisine_judiciaire", "prevention_droit_commun")


def ecrire(dossier: Path, mesures: int) -> None:
    """Registers of ``mesures`` measures over twenty years, a third as many children, half as many informations."""
    hasard = np.random.default_rng(1)
    enfants, ip = max(mesures // 3, 1), max(mesures // 6, 1)

    def jours(nombre: int, de: int, a: int) -> pl.Series:
        return pl.Series(hasard.integers(de, a, nombre).astype(np.int32)).cast(pl.Date)

    def parmi(valeurs: tuple[str, ...], nombre: int) -> pl.Series:
        return pl.Series(valeurs)[hasard.integers(0, len(valeurs), nombre)]

    pl.DataFrame(
        {
            "enfant": np.arange(enfants),
            "naissance": jours(enfants, 11_000, 18_900),
            "non_accompagne": hasard.random(enfants) < 0.08,
        }
    ).write_parquet(dossier / "enfants.parquet")
    debut = hasard.integers(12_000, 19_500, mesures).astype(np.int32)
    table = pl.DataFrame(
        {
            "departement": ["99"] * mesures,
            "mesure": np.arange(mesures),
            "enfant": hasard.integers(0, enfants, mesures),
            "type": parmi(NATURES, mesures),
            "mds": hasard.integers(0, 20, mesures),
            "decidee_le": debut - hasard.integers(0, 90, mesures).astype(np.int32),
            "debut_le": debut,
            "fin_le": debut + hasard.exponential(500, mesures).astype(np.int32),
        }
    ).with_columns(pl.col("decidee_le", "debut_le", "fin_le").cast(pl.Date))
    table = table.with_columns(fin_le=pl.when(pl.col("fin_le") <= date(2023, 5, 1)).then("fin_le"))
    table.write_parquet(dossier / "mesures.parquet")
    sejours = table.select("mesure", "debut_le", "fin_le", sejour="mesure", lieu=pl.col("mesure") % 5000)
    sejours.with_columns(genre=parmi(GENRES, mesures)).write_parquet(dossier / "sejours.parquet")
    _crip_ecrite(dossier, hasard, enfants, ip)


def _crip_ecrite(dossier: Path, hasard: np.random.Generator, enfants: int, nombre: int) -> None:
    def parmi(valeurs: tuple[str, ...]) -> pl.Series:
        return pl.Series(valeurs)[hasard.integers(0, len(valeurs), nombre)]

    def jours() -> pl.Series:
        return pl.Series(hasard.integers(17_000, 19_500, nombre).astype(np.int32)).cast(pl.Date)

    pl.DataFrame(
        {
            "ip": np.arange(nombre),
            "situation": np.arange(nombre) // 2,
            "famille": hasard.integers(0, enfants, nombre),
            "origine": parmi(ORIGINES),
            "recue_le": jours(),
            "qualifiee_le": jours(),
            "qualification": parmi(("information_preoccupante", "sans_suite", "signalement", "jointe")),
        }
    ).write_parquet(dossier / "informations_preoccupantes.parquet")
    nommes = {"ip": hasard.integers(0, nombre, 2 * nombre), "enfant": hasard.integers(0, enfants, 2 * nombre)}
    pl.DataFrame(nommes).unique().write_parquet(dossier / "ip_enfants.parquet")
    pl.DataFrame(
        {
            "evaluation": np.arange(nombre),
            "situation": np.arange(nombre) // 2,
            "enfant": hasard.integers(0, enfants, nombre),
            "rapport_le": jours(),
            "conclusion": parmi(CONCLUSIONS),
        }
    ).write_parquet(dossier / "evaluations.parquet")


def les_notres(dossier: Path) -> dict[str, float]:
    """Every indicator that these registers allow, but the delays (their own engine, their own bench)."""
    from jalons.analyse.indicateurs.calcul import calculer, choisis
    from jalons.analyse.indicateurs.demande import Demande
    from jalons.analyse.sources.registres import lire
    from jalons.analyse.store import ouvrir

    codes = tuple(i.code for i in choisis() if i.famille != "delais")
    with ouvrir() as magasin:
        resultats = calculer(lire(magasin, dossier), Demande(AU, DEPUIS, codes))
    return {r.code: r.valeur for r in resultats if r.valeur is not None}


def polars_nu(dossier: Path) -> dict[str, float]:
    """The same figures by plain polars: eager tables, one expression each."""
    from jalons.analyse.indicateurs.classement import classement

    lues = {f.stem: pl.read_parquet(f) for f in dossier.glob("*.parquet")}
    natures, genres = classement().natures, classement().genres
    m = lues["mesures"].with_columns(
        **{p: pl.col("type").replace_strict(dict(codes), default=None) for p, codes in natures.items()}
    )
    en_cours = m.filter((pl.col("debut_le") <= AU) & (pl.col("fin_le").is_null() | (pl.col("fin_le") > AU)))
    stock = en_cours.sort("debut_le", "mesure").unique(["enfant", "type"], keep="first", maintain_order=True)
    s = lues["sejours"].filter((pl.col("debut_le") <= AU) & (pl.col("fin_le").is_null() | (pl.col("fin_le") > AU)))
    s = s.sort("debut_le", "sejour").unique("mesure", keep="last").select("mesure", "genre")
    stock = stock.join(s, on="mesure", how="left").join(lues["enfants"], on="enfant", how="left")
    stock = stock.with_columns(ase4=pl.col("genre").replace_strict(dict(genres), default=None), age=_age(AU))
    confies = stock.filter(pl.col("groupe") == "confie")
    lus: dict[str, float] = {
        "suivis": stock["enfant"].n_unique(), "ase1_confies": confies.height,
        "ase1_accueillis": stock.filter(pl.col("groupe").is_in(["confie", "direct"])).height,
        "ase2_judiciaires": confies.filter(pl.col("mandat") == "judiciaire").height,
        "confies_mineurs": confies.filter(pl.col("age") < 18)["enfant"].n_unique(),
        "ase9_aemo": stock.filter(pl.col("ase9") == "aemo").height, "age_median_confies": _median(confies["age"]),
        "ase11_mna": confies.filter(pl.col("non_accompagne")).height,
    }  # fmt: skip
    for classe in ("pupilles", "ap_mineurs", "ap_majeurs", "tutelle", "placement"):
        lus[f"ase3_{classe}"] = stock.filter(pl.col("ase3") == classe).height
    for classe in ("familles_accueil", "etablissements", "autonomes", "autres"):
        lus[f"ase4_{classe}"] = confies.filter(pl.col("ase4") == classe).height
    return lus | _flux(m) | _accueils(m) | _crip(lues)


def _age(au: date) -> pl.Expr:
    n = pl.col("naissance")
    tard = (n.dt.month().cast(pl.Int32) * 100 + n.dt.day()) > au.month * 100 + au.day
    return au.year - n.dt.year() - tard.cast(pl.Int32)


def _median(serie: pl.Series) -> float:
    lue = serie.median()
    return float(lue) if isinstance(lue, int | float) else float("nan")


def _dans(nom: str) -> pl.Expr:
    return (pl.col(nom) > DEPUIS) & (pl.col(nom) <= AU)


def _flux(m: pl.DataFrame) -> dict[str, float]:
    lus: dict[str, float] = {}
    for groupe, nom in (("confie", "confies"), ("action_educative", "milieu_ouvert")):
        for jour, quoi in (("decidee_le", "decidees"), ("debut_le", "commencees"), ("fin_le", "finies")):
            lus[f"{nom}_{quoi}"] = m.filter((pl.col("groupe") == groupe) & _dans(jour)).height
    return lus


def _accueils(m: pl.DataFrame) -> dict[str, float]:
    """Times in care, by a running maximum over each child's measures."""
    places = m.filter(pl.col("groupe").is_in(["confie", "direct"]) & (pl.col("debut_le") <= AU))
    places = places.sort("enfant", "debut_le", "mesure").with_columns(
        fin=pl.col("fin_le").fill_null(date(9999, 12, 31))
    )
    vu = pl.col("fin").cum_max().shift(1).over("enfant")
    places = places.with_columns(neuf=(vu.is_null() | (vu < pl.col("debut_le"))).cast(pl.Int32))
    places = places.with_columns(rang=pl.col("neuf").cum_sum().over("enfant"))
    temps = places.group_by("enfant", "rang").agg(pl.col("debut_le").min(), pl.col("fin").max())
    return {
        "entrees_accueil": temps.filter(_dans("debut_le"))["enfant"].n_unique(),
        "sorties_accueil": temps.filter(_dans("fin"))["enfant"].n_unique(),
    }


def _crip(lues: dict[str, pl.DataFrame]) -> dict[str, float]:
    recues = lues["informations_preoccupantes"].filter(_dans("recue_le"))
    nommes = lues["ip_enfants"].join(recues.select("ip"), on="ip", how="semi")
    rendues = lues["evaluations"].filter(_dans("rapport_le"))
    return {
        "ip_recues": recues["ip"].n_unique(), "ip_familles": recues["famille"].n_unique(),
        "ip_enfants": nommes["enfant"].n_unique(), "ip_evaluations": rendues["situation"].n_unique(),
    }  # fmt: skip


def mesurer(calcul: Callable[[Path], dict[str, float]], dossier: Path, fois: int) -> tuple[float, dict[str, float]]:
    """Best time of ``fois`` runs, and the figures."""
    durees = []
    for _ in range(fois):
        depart = time.perf_counter()
        lus = calcul(dossier)
        durees.append(time.perf_counter() - depart)
    return min(durees), lus


def main() -> int:
    """Draw, measure both sides, compare, print."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--mesures", type=int, default=10_000_000)
    analyseur.add_argument("--repetitions", type=int, default=2)
    options = analyseur.parse_args()
    with tempfile.TemporaryDirectory() as lieu:
        petit, grand = Path(lieu) / "petit", Path(lieu) / "grand"
        for dossier, nombre in ((petit, 1_000), (grand, options.mesures)):
            dossier.mkdir()
            ecrire(dossier, nombre)
            print(f"{nombre} mesures écrites.", flush=True)
        fixe, _ = mesurer(les_notres, petit, options.repetitions)  # imports, compilation of expressions
        notre, notres = mesurer(les_notres, grand, options.repetitions)
        memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        autre, autres = mesurer(polars_nu, grand, options.repetitions)
    faux = {code: (notres.get(code), v) for code, v in autres.items() if notres.get(code) != v}
    print(f"Jalons : {len(notres)} indicateurs en {notre:.2f} s ({fixe:.2f} s sur 1 000 mesures), {memoire:.0f} Mo.")
    print(f"polars nu : {len(autres)} indicateurs en {autre:.2f} s.")
    rapport = (autre / len(autres)) / (notre / len(notres))
    print(f"Temps total : {autre / notre:.2f} fois le nôtre ; par indicateur : {rapport:.1f} fois.")
    print(f"{len(autres)} chiffres comparés : {'égaux' if not faux else f'DIFFÉRENTS {faux}'}.")
    return 0 if not faux and rapport >= RAPPORT else 1


if __name__ == "__main__":
    sys.exit(main())
