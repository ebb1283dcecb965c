"""From a frame of facts to the worlds that its dates leave possible, sorted and split by event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from jalons.droit.echeances.colonnes.index import Index
from jalons.droit.echeances.faits import DECES, NAISSANCE, Fait, choix
from jalons.droit.echeances.regles import Regles

ATTRIBUT, LIEN = "a:", "g:"
"""Prefixes of the columns of attributes, and of the groups that a link makes."""

_BASE = {"sujet_type": pl.String, "sujet": pl.String, "evenement": pl.String, "le": pl.Date}


def cadre(faits: Iterable[Fait]) -> pl.DataFrame:
    """Facts as the frame that ``evaluer_colonnes`` reads; an attribute holds values of one type only.

    Columns: ``sujet_type``, ``sujet``, ``evenement``, ``le`` (first possible day), ``precision`` (``jour``, ``mois``
    or ``annee``), ``instant`` (UTC), ``identifiant`` and ``attributs``, a struct with one field for each name.
    """
    tous = list(faits)
    noms = sorted({nom for f in tous for nom in f.attributs})
    colonnes = {nom: pl.Series(nom, [f.attributs.get(nom) for f in tous], strict=True) for nom in noms}
    base = pl.DataFrame(
        {
            "sujet_type": [f.sujet_type for f in tous],
            "sujet": [f.sujet for f in tous],
            "evenement": [f.evenement for f in tous],
            "le": pl.Series([f.le.debut for f in tous], dtype=pl.Date),
            "precision": pl.Series([f.le.precision.value for f in tous], dtype=pl.String),
            "instant": pl.Series([f.instant for f in tous], dtype=pl.Datetime("us", "UTC")),
            "identifiant": pl.Series([f.identifiant for f in tous], dtype=pl.String),
        }
    )
    return base.with_columns(pl.DataFrame(colonnes).to_struct("attributs")) if noms else base


@dataclass
class Monde:
    """The facts of every world, split by kind of subject and event.

    Attributes:
        parties: facts of each kind of subject and event, by world and day; ``m`` is the world, ``fid`` the fact.
        faits: what each ``fid`` is, for the answers.
        nombre: number of worlds.
        frere: number of worlds of the subject of each world.
        naissance: day of birth in each world; null when unknown.
        deces: day of death in each world, on the day of computation at the latest; null when alive.
    """

    parties: Mapping[tuple[str, str], pl.DataFrame]
    faits: pl.DataFrame
    nombre: int
    freres: pl.Series
    naissance: pl.Series
    deces: pl.Series
    au: date
    _index: dict[tuple[str, tuple[str, ...], str, bool, bool], Index] = field(default_factory=dict)

    def de(self, sujet: str, evenements: tuple[str, ...]) -> list[pl.DataFrame]:
        """The facts of those events, one frame each."""
        return [self.parties[sujet, e] for e in evenements if (sujet, e) in self.parties]

    def index(self, sujet: str, evenements: tuple[str, ...], groupe: str, *, passes: bool, libres: bool) -> Index:
        """The index of those facts by ``groupe``.

        ``passes``: only those that have happened; ``libres``: by world, only those that say no group.
        """
        identite = (sujet, evenements, groupe, passes, libres)
        if identite not in self._index:
            vide = pl.DataFrame(schema={"m": pl.UInt32, "jour": pl.Date, "fid": pl.UInt32, groupe: pl.UInt32})
            colonnes = list(dict.fromkeys(["m", "jour", "fid", groupe]))
            parties = [_avec(p, groupe).select(colonnes) for p in self.de(sujet, evenements)]
            toutes = pl.concat([vide.select(colonnes), *parties])
            if libres:
                toutes = toutes.filter(pl.col(groupe).is_null())
            if passes:
                toutes = toutes.filter(pl.col("jour") <= self.au)
            self._index[identite] = Index.de(toutes, "m" if libres else groupe)
        return self._index[identite]


def _avec(partie: pl.DataFrame, groupe: str) -> pl.DataFrame:
    """The facts with the column of the group, empty when none has it."""
    return partie if groupe in partie.columns else partie.with_columns(pl.lit(None, dtype=pl.UInt32).alias(groupe))


def preparer(regles: Regles, faits: pl.DataFrame, au: date) -> Monde:
    """The worlds of every subject of ``faits``."""
    uniques = _uniques(faits)
    etendus, freres = _mondes(uniques, regles, au)
    for lien in sorted({r.lien for r in regles.regles if r.lien is not None}):
        etendus = _lier(etendus, lien)
    etendus = etendus.sort("m", "jour", pl.col("instant"), "fid", nulls_last=True)
    parties = {
        (str(cle[0]), str(cle[1])): _utile(partie)
        for cle, partie in etendus.partition_by("sujet_type", "evenement", as_dict=True, maintain_order=True).items()
    }
    nombre = freres.len()
    naissances = (
        etendus.filter(pl.col("evenement") == NAISSANCE)
        .group_by("m")
        .agg(pl.when(pl.col("jour").n_unique() == 1).then(pl.col("jour").first()).alias("jour"))
    )
    morts = (
        etendus.filter((pl.col("evenement") == DECES) & (pl.col("jour") <= au)).group_by("m").agg(pl.col("jour").min())
    )
    return Monde(
        parties=parties,
        faits=uniques,
        nombre=nombre,
        freres=freres,
        naissance=_dense(naissances, nombre),
        deces=_dense(morts, nombre),
        au=au,
    )


def _uniques(faits: pl.DataFrame) -> pl.DataFrame:
    """Each fact once, with its last possible day, its attributes as columns and its number ``fid``."""
    cadre_ = faits.cast({nom: type_ for nom, type_ in _BASE.items()})
    manquantes = {
        "precision": pl.lit("jour"),
        "instant": pl.lit(None, dtype=pl.Datetime("us", "UTC")),
        "identifiant": pl.lit(""),
    }
    cadre_ = cadre_.with_columns(expr.alias(nom) for nom, expr in manquantes.items() if nom not in cadre_.columns)
    if "attributs" in cadre_.columns:
        attributs = cadre_["attributs"].struct.unnest()
        cadre_ = pl.concat(
            [cadre_.drop("attributs"), attributs.rename({n: ATTRIBUT + n for n in attributs.columns})], how="horizontal"
        )
    cles = [c for c in cadre_.columns if c != "identifiant"]
    fin = (
        pl.when(pl.col("precision") == "mois").then(pl.col("le").dt.month_end())
        .when(pl.col("precision") == "annee").then(pl.date(pl.col("le").dt.year(), 12, 31))
        .otherwise(pl.col("le"))
    )  # fmt: skip
    return (
        cadre_.sort("identifiant")
        .unique(cles, keep="first", maintain_order=True)
        .with_columns(fin=fin)
        .with_row_index("fid")
    )


def _mondes(uniques: pl.DataFrame, regles: Regles, au: date) -> tuple[pl.DataFrame, pl.Series]:
    """Every fact in every world of its subject, on one day; and the number of worlds of each world's subject."""
    prevus = pl.DataFrame(
        sorted(regles.evenements_prevus), schema={"sujet_type": pl.String, "evenement": pl.String}, orient="row"
    ).with_columns(prevu=pl.lit(True))
    borne = (
        pl.when((pl.col("le") <= au) & (pl.col("fin") > au) & pl.col("prevu").is_null())
        .then(pl.lit(au))
        .otherwise(pl.col("fin"))
    )
    faits = (
        uniques.join(prevus, on=["sujet_type", "evenement"], how="left", maintain_order="left")
        .with_columns(fin=borne).drop("prevu")
        .with_columns(vague=pl.col("le") != pl.col("fin"))
    )  # fmt: skip
    sujets = faits.group_by("sujet_type", "sujet", maintain_order=True).agg(k=pl.col("vague").sum().cast(pl.UInt32))
    sujets = sujets.with_row_index("s")
    faits = faits.join(sujets, on=["sujet_type", "sujet"], how="left", maintain_order="left")
    faits = faits.with_columns(v=(pl.col("vague").cast(pl.UInt32).cum_sum().over("s") - 1))
    tirages = _tirages(sujets["k"].unique().to_list())
    nombres = tirages.group_by("k").agg(n=pl.col("w").n_unique())
    sujets = sujets.join(nombres, on="k", how="left", maintain_order="left")
    sujets = sujets.with_columns(m0=(pl.col("n").cum_sum() - pl.col("n")).cast(pl.UInt32))
    freres = sujets.select(pl.col("n").repeat_by("n").explode())["n"]
    faits = faits.join(sujets.select("s", "m0", "n"), on="s", how="left", maintain_order="left")
    surs = faits.filter(pl.col("k") == 0).with_columns(m=pl.col("m0"), jour=pl.col("le"))
    douteux = faits.filter(pl.col("k") > 0).with_columns(w=pl.int_ranges(0, pl.col("n"), dtype=pl.UInt32)).explode("w")
    douteux = (
        douteux.join(tirages, on=["k", "w", "v"], how="left", maintain_order="left")
        .with_columns(
            m=(pl.col("m0") + pl.col("w")).cast(pl.UInt32),
            jour=pl.when(pl.col("vague") & pl.col("tard").fill_null(False)).then(pl.col("fin")).otherwise(pl.col("le")),
        )
    )  # fmt: skip
    gardees = [
        "m",
        "jour",
        "fid",
        "sujet_type",
        "evenement",
        "instant",
        *(c for c in uniques.columns if c.startswith(ATTRIBUT)),
    ]
    return pl.concat([surs.select(gardees), douteux.select(gardees)]), freres


def _tirages(nombres: list[int]) -> pl.DataFrame:
    """For each number of imprecise facts and each world, which of them fall late."""
    lignes = [(k, w, v, v in tard) for k in nombres for w, tard in enumerate(choix(k)) for v in range(max(k, 1))]
    schema = {"k": pl.UInt32, "w": pl.UInt32, "v": pl.UInt32, "tard": pl.Boolean}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _lier(faits: pl.DataFrame, lien: str) -> pl.DataFrame:
    """Adds the number of the affair of each fact: one for each world and value of the link."""
    nom = ATTRIBUT + lien
    if nom not in faits.columns:
        return faits
    affaires = faits.select("m", nom).filter(pl.col(nom).is_not_null()).unique().with_row_index(LIEN + lien)
    return faits.join(affaires, on=["m", nom], how="left", maintain_order="left")


def _utile(partie: pl.DataFrame) -> pl.DataFrame:
    """The facts of one event, without the attributes it never carries."""
    vides = [c for c in partie.columns if c[:2] in (ATTRIBUT, LIEN) and partie[c].null_count() == partie.height]
    return partie.drop("sujet_type", "evenement", *vides)


def _dense(valeurs: pl.DataFrame, nombre: int) -> pl.Series:
    """A day for each world, null where there is none."""
    tous = pl.DataFrame({"m": pl.int_range(nombre, dtype=pl.UInt32, eager=True)})
    return tous.join(valeurs.with_columns(pl.col("m").cast(pl.UInt32)), on="m", how="left", maintain_order="left")[
        "jour"
    ].cast(pl.Date)
