"""From the events of OLINPE back to tables of registers: children and measures, and projets when every event says it.

A file of events holds what happened in its years: a measure begun before them, neither renewed nor ended in them, is in
no row. Starts and ends of these years are whole, what is in progress on a day is a minimum: ``Reprise.reserves`` says
it. What events do not follow (where a child lives from day to day, informations without a measure) is left out, so that
what needs it is not checkable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.indicateurs.classement import PROPRIETES, classement
from jalons.analyse.reprises.tables import cadre, principale
from jalons.analyse.transmissions.evenements import DEBUT, FIN, RENOUVELLEMENT, correspondances
from jalons.droit.mesures import natures

VARIABLES = (
    "NUMANONYM", "NUMANONYMANT", "TYPEV", "DECISION", "NATPDECADM", "NATDECASSED", "TYPINTERDOM", "TYPDECJUD",
    "NATDECPLAC", "INSTITPLAC", "DATDECPE", "DATDEB", "DATFIN", "MOTFININT", "MOTIFML", "PROJET", "DATPPE", "ANAIS",
    "MNAIS", "SEXE", "EQUIPE",
)  # fmt: skip
"""Variables read; a file that lacks one leaves what it says unknown."""
NATURE = ("DECISION", "NATPDECADM", "NATDECASSED", "TYPINTERDOM", "TYPDECJUD", "NATDECPLAC", "INSTITPLAC")
"""Variables that name the kind of a measure."""
_CLES = {"1": "NATPDECADM", "2": "NATDECASSED"}
SANS_PROJET, AVEC_PROJET = "1", "2"
MINIMUM = (
    "Un fichier d'événements ne dit que ce qui s'est passé dans ses années : une mesure commencée avant, ni renouvelée "
    "ni finie depuis, n'y est pas. Les entrées et les sorties sont entières ; les effectifs d'un jour sont un minimum."
)


@dataclass(frozen=True, slots=True)
class Reprise:
    """What was made of events.

    Attributes:
        depuis: first day that they follow.
        lignes: rows of each table written; what events do not say is not there.
        reserves: in French, what to know before reading any figure.
    """

    depuis: date
    lignes: Mapping[str, int]
    reserves: tuple[str, ...]


def ecrire(parts: Sequence[Path], dossier: Path, *, annees: Sequence[int], departement: str) -> Reprise:
    """Write the tables of these events (Parquet files, variables of 2016) in ``dossier``, which exists.

    Args:
        annees: years that the files follow, from the first to the last, none left out.
        departement: code that every row will bear.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as d:
    ...     un = Path(d) / "un.parquet"
    ...     pl.DataFrame({"NUMANONYM": ["a"], "TYPEV": ["1"], "DATDEB": ["2024-02-01"]}).write_parquet(un)
    ...     ecrire([un], Path(d), annees=[2024], departement="62").lignes
    {'enfants': 1, 'mesures': 1}
    """
    evenements = _lire(parts)
    numeros = evenements.select("h").unique().sort("h").with_row_index("enfant", offset=1)
    evenements = evenements.join(numeros.with_columns(pl.col("enfant").cast(pl.Int64)), on="h")
    mesures, ecartees = _mesures(evenements)
    projets, sans = _projets(evenements, mesures)
    tables = {"enfants": _enfants(evenements), "mesures": mesures.drop("h", "cle")}
    if projets is not None:
        tables["ppe"] = projets
    for nom, table in tables.items():
        table.with_columns(departement=pl.lit(departement)).write_parquet(
            dossier / f"{nom}.parquet", compression="zstd"
        )
    reserves = tuple(_reserves(mesures, ecartees, sans))
    return Reprise(date(min(annees), 1, 1), {nom: t.height for nom, t in tables.items()}, reserves)


def _lire(parts: Sequence[Path]) -> pl.DataFrame:
    """Events of every file, empty cells as unknown, days as days, each child under its latest identifier (``h``)."""
    lots = []
    for part in parts:
        lu = pl.scan_parquet(part)
        presentes = lu.collect_schema().names()
        voulues = [pl.col(v) if v in presentes else pl.lit(None, pl.String).alias(v) for v in VARIABLES]
        lots.append(lu.select(voulues).collect())
    vide = pl.DataFrame(schema=dict.fromkeys(VARIABLES, pl.String))
    lus = pl.concat([vide, *lots]).with_columns(pl.col(pl.String).replace("", None))
    jours = [pl.col(j).str.to_date("%Y-%m-%d", strict=False) for j in ("DATDECPE", "DATDEB", "DATFIN", "DATPPE")]
    lus = lus.with_columns(*jours, h=pl.col("NUMANONYM").str.to_lowercase()).filter(pl.col("h").is_not_null())
    renommes = _renommes(lus)
    return lus.with_columns(pl.col("h").replace(renommes)) if renommes else lus


def _renommes(lus: pl.DataFrame) -> dict[str, str]:
    """Former identifier → the latest one, through those between; an identity corrected twice is one child."""
    avant = lus.filter(pl.col("NUMANONYMANT").is_not_null()).select(pl.col("NUMANONYMANT").str.to_lowercase(), "h")
    suivants = dict(avant.filter(pl.col("NUMANONYMANT") != pl.col("h")).unique(keep="last").rows())
    derniers = {}
    for ancien in suivants:
        vus, actuel = {ancien}, suivants[ancien]
        while actuel in suivants and actuel not in vus:
            vus.add(actuel)
            actuel = suivants[actuel]
        derniers[ancien] = actuel
    return derniers


def _enfants(evenements: pl.DataFrame) -> pl.DataFrame:
    """One row per child: the last birth and sex said."""
    sexes = {code: mot for mot, code in correspondances()["sexes"].items()}
    annee, mois = pl.col("ANAIS").cast(pl.Int32, strict=False), pl.col("MNAIS").cast(pl.Int32, strict=False)
    lus = evenements.sort("DATDECPE", nulls_last=False, maintain_order=True).with_columns(
        annee=pl.when(annee.is_between(1900, 2100)).then(annee), mois=pl.when(mois.is_between(1, 12)).then(mois),
        sexe=pl.col("SEXE").replace_strict(sexes, default=None, return_dtype=pl.String),
    )  # fmt: skip
    dits = [pl.col(c).drop_nulls().last() for c in ("annee", "mois", "sexe", "EQUIPE")]
    par = lus.group_by("enfant", maintain_order=True).agg(dits).sort("enfant")
    return par.select(
        "enfant", pl.date("annee", pl.col("mois").fill_null(1), 1).alias("naissance"),
        pl.when(pl.col("annee").is_null()).then(None).when(pl.col("mois").is_null()).then(pl.lit("annee"))
        .otherwise(pl.lit("mois")).alias("naissance_precision"),
        "sexe", pl.col("EQUIPE").alias("mds"), pl.lit(None, pl.Int64).alias("famille"),
    )  # fmt: skip


def _mesures(evenements: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """One row per child, start and kind; an end that does not say its kind ends every measure begun on its day."""
    lus = _nommer(evenements).sort("DATDECPE", nulls_last=False, maintain_order=True)
    finie, debut = pl.col("TYPEV") == FIN, pl.col("TYPEV") == DEBUT
    sans_nature = finie & pl.col("NATPDECADM").is_null() & pl.col("NATDECASSED").is_null()
    datees = lus.filter(pl.col("DATDEB").is_not_null())
    fins = datees.filter(sans_nature).group_by("h", "DATDEB").agg(
        pl.col("DATFIN").max().alias("fin_commune"), pl.col("motif").drop_nulls().last().alias("motif_commun")
    )  # fmt: skip
    cle = ["h", "DATDEB", "NATPDECADM", "NATDECASSED"]
    par = datees.filter(~sans_nature).group_by(cle, maintain_order=True).agg(
        pl.col("enfant").first(), pl.col("type").drop_nulls().last(), pl.col("EQUIPE").drop_nulls().last(),
        pl.col("DATDECPE").filter(debut).min().alias("decidee_le"),
        pl.col("DATFIN").filter(finie).max().alias("fin_propre"), finie.any().alias("finie"),
        pl.col("motif").filter(finie).drop_nulls().last(),
    )  # fmt: skip
    par = par.join(fins.with_columns(commune=True), on=["h", "DATDEB"], how="left")
    par = par.with_columns(
        fin_le=pl.coalesce("fin_propre", "fin_commune"), motif_fin=pl.coalesce("motif", "motif_commun"),
        finie=pl.col("finie") | pl.col("commune").fill_null(False),
    )  # fmt: skip
    incertaines = par.filter("finie", pl.col("fin_le").is_null()).height
    gardees = par.filter(~pl.col("finie") | pl.col("fin_le").is_not_null()).with_row_index("mesure", offset=1)
    table = gardees.select(
        pl.col("mesure").cast(pl.Int64), "enfant", "type", _mandat(), cadre(), principale(),
        pl.col("EQUIPE").alias("mds"),
        "decidee_le", pl.col("DATDEB").alias("debut_le"), "fin_le", "motif_fin", "h", pl.struct(cle).alias("cle"),
    )  # fmt: skip
    if evenements["EQUIPE"].null_count() == evenements.height:
        table = table.drop("mds")
    sans_debut = lus.filter(pl.col("DATDEB").is_null()).height
    return table, {"événements sans date de début": sans_debut, "mesures finies un jour inconnu": incertaines}


def _mandat() -> pl.Expr:
    dites = pl.col("type").replace_strict(classement().natures["mandat"], default=None, return_dtype=pl.String)
    non_lue = pl.when(pl.col("type").str.starts_with("olinpe_jud")).then(pl.lit("judiciaire"))
    return pl.coalesce(dites, non_lue.when(pl.col("type").str.starts_with("olinpe_adm")).then(
        pl.lit("administratif"))).alias("mandat")  # fmt: skip


def _nommer(evenements: pl.DataFrame) -> pl.DataFrame:
    """Adds ``type``, our kind of measure, and ``motif``, why it ended."""
    vus = evenements.select(NATURE).unique()
    types = [nature(ligne) for ligne in vus.iter_rows(named=True)]
    vus = vus.with_columns(pl.Series("type", types, dtype=pl.String))
    motifs: dict[str, str] = {}
    for mot, (intervention, mainlevee) in correspondances()["fins"].items():
        motifs.setdefault(f"{intervention}|{mainlevee}", mot)
    dit = pl.concat_str(pl.col("MOTFININT").fill_null(""), pl.lit("|"), pl.col("MOTIFML").fill_null(""))
    joints = evenements.join(vus, on=list(NATURE), how="left", nulls_equal=True, maintain_order="left")
    return joints.with_columns(motif=dit.replace_strict(motifs, default=None, return_dtype=pl.String))


def nature(codes: Mapping[str, str | None]) -> str | None:
    """Our kind of measure for the codes of an event; one that nobody has classed when they name several or none.

    >>> nature({"DECISION": "2", "NATDECASSED": "15", "TYPDECJUD": "6"}), nature({"DECISION": "1", "NATPDECADM": "23"})
    ('aemo_renforcee', 'olinpe_adm_23')
    >>> nature({"DECISION": "1", "NATPDECADM": "10"}), nature({"NATDECASSED": "15"})
    ('olinpe_adm_10', 'aemo')
    """
    decision = codes.get("DECISION")
    if decision not in _CLES:
        decision = next((d for d, variable in _CLES.items() if codes.get(variable)), None)
    if decision is None or not codes.get(_CLES[decision]):
        return None
    variable, code = _CLES[decision], str(codes[_CLES[decision]])
    possibles = [t for t, dits in _natures() if dits.get(variable) == code and _compatible(dits, codes)]
    dits_par = dict(_natures())
    if possibles and (len({_classes(t) for t in possibles}) == 1 or _meme_ecriture(dits_par[t] for t in possibles)):
        return possibles[0]
    return f"olinpe_{'adm' if decision == '1' else 'jud'}_{code}"


def _meme_ecriture(dits: Iterable[Mapping[str, str]]) -> bool:
    """Whether no variable of OLINPE tells these kinds apart: the code then bears the name of the first one."""
    return len({tuple(sorted(d.items())) for d in dits}) == 1


def _compatible(dits: Mapping[str, str], codes: Mapping[str, str | None]) -> bool:
    return all(codes.get(v) in (None, code) for v, code in dits.items() if v not in ("DECISION", *_CLES.values()))


@cache
def _natures() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Kinds of the law's catalogue that OLINPE names."""
    lues: Mapping[str, Any] = correspondances()["natures"]
    return tuple((t, dits) for t, dits in lues.items() if t in natures())


def _classes(type_: str) -> tuple[str | None, ...]:
    """How a kind is counted: two kinds that no count tells apart are one here."""
    return tuple(classement().natures[p].get(type_) for p in PROPRIETES)


def _projets(evenements: pl.DataFrame, mesures: pl.DataFrame) -> tuple[pl.DataFrame | None, int]:
    """Projets by measure; none when one event does not say whether there is one: unknown is not without it."""
    minces = evenements.filter(pl.col("TYPEV").is_in([DEBUT, RENOUVELLEMENT, FIN]))
    sans = minces.filter(~pl.col("PROJET").is_in([SANS_PROJET, AVEC_PROJET]).fill_null(False)).height
    if sans or minces.is_empty():
        return None, sans
    cle = ["h", "DATDEB", "NATPDECADM", "NATDECASSED"]
    avec = minces.filter(pl.col("PROJET") == AVEC_PROJET).with_columns(
        etabli_le=pl.coalesce("DATPPE", "DATDECPE", "DATFIN", "DATDEB")
    )
    connues = mesures.select("mesure", pl.col("cle").struct.unnest())
    joints = avec.join(connues, on=cle, nulls_equal=True)
    par = joints.group_by("mesure").agg(pl.col("enfant").first(), pl.col("etabli_le").min()).sort("mesure")
    return par.select(pl.col("mesure").alias("ppe"), "mesure", "enfant", "etabli_le"), 0


def _reserves(mesures: pl.DataFrame, ecartees: Mapping[str, int], sans: int) -> list[str]:
    dites = [MINIMUM]
    restent = ", ".join(f"{n} {quoi}" for quoi, n in ecartees.items() if n)
    if restent:
        dites.append(f"Laissés de côté, faute de date : {restent}.")
    inconnues = mesures.filter(pl.col("type").str.starts_with("olinpe_") | pl.col("type").is_null()).height
    if inconnues:
        dites.append(f"{inconnues} mesures portent un code qui ne dit pas une seule nature : elles sont non classées.")
    if sans:
        dites.append(f"{sans} événements ne disent pas s'il y a un projet pour l'enfant : rien n'en est calculé.")
    dites.append("L'âge est compté du premier jour du mois de naissance, le seul connu.")
    return dites
