"""The worlds that imprecise dates leave possible, for every subject at once: who, which fact, on which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from jalons.droit.echeances.colonnes.cadres import ATTRIBUT, BASE, Cadre, lire_cadres
from jalons.droit.echeances.colonnes.index import Index
from jalons.droit.echeances.faits import DECES, NAISSANCE, choix
from jalons.droit.echeances.regles import Regles

VIDE = pl.DataFrame(schema={n: BASE[n] for n in ("sujet_type", "sujet", "evenement", "le", "precision", "identifiant")})
"""What answers say of their opening fact."""

LIEN = "g:"
"""Prefix of the number of an affair: one for each world and value of a link."""


@dataclass(frozen=True)
class Partie:
    """The facts of one event in every world.

    Attributes:
        poses: world ``m``, ``jour``, fact ``fid`` and its row ``l`` in ``cadre``, by world then day.
    """

    cadre: Cadre
    poses: pl.DataFrame
    affaires: dict[str, pl.Series] = field(default_factory=dict)

    def attribut(self, nom: str) -> pl.Series | None:
        """The values of an attribute, one for each pose; ``None`` when the event never carries it."""
        colonne = ATTRIBUT + nom
        if colonne not in self.cadre.donnees.columns:
            return None
        return self.cadre.donnees[colonne].gather(self.poses["l"])

    def colonnes(self, attributs: Iterable[str], liens: Iterable[str] = ()) -> pl.DataFrame:
        """World, day, fact, instant, and the attributes and affairs asked for."""
        valeurs = {ATTRIBUT + nom: serie for nom in attributs if (serie := self.attribut(nom)) is not None}
        groupes = {LIEN + nom: self.affaires[nom] for nom in liens}
        instant = self.cadre.donnees["instant"].gather(self.poses["l"])
        return self.poses.drop("l").with_columns(instant=instant, **valeurs, **groupes)


@dataclass
class Mondes:
    """The facts of every world, by kind of subject and event.

    Attributes:
        faits: what each ``fid`` is, for the answers.
        freres: number of worlds of the subject of each world.
        naissance: day of birth in each world; null when unknown.
        deces: day of death in each world, on the day of computation at the latest; null when alive.
    """

    parties: dict[tuple[str, str], Partie]
    faits: pl.DataFrame
    freres: pl.Series
    naissance: pl.Series
    deces: pl.Series
    au: date
    _index: dict[tuple[str, tuple[str, ...], str, bool, bool], Index] = field(default_factory=dict)
    _lies: set[str] = field(default_factory=set)

    def de(self, sujet: str, evenements: Iterable[str]) -> list[Partie]:
        """The facts of those events, event by event."""
        return [self.parties[sujet, e] for e in evenements if (sujet, e) in self.parties]

    def index(self, sujet: str, evenements: tuple[str, ...], lien: str | None, *, passes: bool, libres: bool) -> Index:
        """The index of those facts by affair of ``lien``, or by world without one.

        ``passes``: only those that have happened; ``libres``: by world, only those that say no affair.
        """
        identite = (sujet, evenements, lien or "", passes, libres)
        if identite not in self._index:
            parties = [p.poses.select("m", "jour", "fid", g=self.affaires(p, lien)) for p in self.de(sujet, evenements)]
            vide = pl.DataFrame(schema={"m": pl.UInt32, "jour": pl.Date, "fid": pl.UInt32, "g": pl.UInt32})
            toutes = pl.concat([vide, *parties])
            if libres:
                toutes = toutes.filter(pl.col("g").is_null()).with_columns(g="m")
            if passes:
                toutes = toutes.filter(pl.col("jour") <= self.au)
            self._index[identite] = Index.de(toutes)
        return self._index[identite]

    def affaires(self, partie: Partie, lien: str | None) -> pl.Series:
        """The number of the affair of each pose; the world itself without a link."""
        if lien is None:
            return partie.poses["m"]
        if lien not in self._lies:
            self._lies.add(lien)
            _lier(list(self.parties.values()), lien)
        return partie.affaires[lien]


def preparer(regles: Regles, faits: pl.DataFrame | Iterable[pl.DataFrame], au: date) -> Mondes:
    """The worlds of every subject of ``faits``."""
    cadres = lire_cadres(faits)
    poses, freres = _poses(_reperes(cadres, regles), au)
    par_cadre = poses.partition_by("p", as_dict=True, maintain_order=True, include_key=False)
    parties = {(c.sujet_type, c.evenement): Partie(c, par_cadre[(p,)]) for p, c in enumerate(cadres)}
    naissances = [p.poses for (_, e), p in parties.items() if e == NAISSANCE]
    morts = [p.poses.filter(pl.col("jour") <= au) for (_, e), p in parties.items() if e == DECES]
    unique = pl.when(pl.col("jour").n_unique() == 1).then(pl.col("jour").first())
    return Mondes(
        parties=parties,
        faits=pl.concat([VIDE, *(c.donnees.select(VIDE.columns) for c in cadres)]),
        freres=freres,
        naissance=_dense(naissances, unique, freres.len()),
        deces=_dense(morts, pl.col("jour").min(), freres.len()),
        au=au,
    )


def _reperes(cadres: list[Cadre], regles: Regles) -> pl.DataFrame:
    """One line for each fact: its frame ``p`` and row ``l``, its subject ``s``, its first and last possible day."""
    vide = pl.DataFrame(
        schema={
            "p": pl.UInt16, "l": pl.UInt32, "sujet_type": pl.String, "sujet": pl.String, "le": pl.Date, "fin": pl.Date,
            "prevu": pl.Boolean,
        }
    )  # fmt: skip
    lignes = pl.concat([vide, *(_lignes(p, c, regles) for p, c in enumerate(cadres))])
    sujets = lignes.select("sujet_type", "sujet").unique(maintain_order=True).with_row_index("s")
    numeros = lignes.join(sujets, on=["sujet_type", "sujet"], how="left", maintain_order="left")["s"]
    return lignes.select("p", "l", "le", "fin", "prevu", s=numeros).with_row_index("fid")


def _lignes(p: int, cadre: Cadre, regles: Regles) -> pl.DataFrame:
    prevu = (cadre.sujet_type, cadre.evenement) in regles.evenements_prevus
    rangs = pl.int_range(pl.len(), dtype=pl.UInt32).alias("l")
    qui = ("sujet_type", "sujet", "le", "fin")
    return cadre.donnees.select(pl.lit(p, dtype=pl.UInt16).alias("p"), rangs, *qui, prevu=pl.lit(prevu))


def _poses(reperes: pl.DataFrame, au: date) -> tuple[pl.DataFrame, pl.Series]:
    """Every fact in every world of its subject, on one day; and the number of worlds of each world's subject."""
    borne = pl.when((pl.col("le") <= au) & (pl.col("fin") > au) & ~pl.col("prevu")).then(pl.lit(au)).otherwise("fin")
    faits = reperes.with_columns(fin=borne).with_columns(vague=pl.col("le") != pl.col("fin"))
    sujets = faits.group_by("s").agg(k=pl.col("vague").sum().cast(pl.UInt32)).sort("s")
    tirages = _tirages(sujets["k"].unique().to_list())
    nombres = tirages.group_by("k").agg(n=pl.col("w").n_unique().cast(pl.UInt32))
    n = sujets.join(nombres, on="k", how="left", maintain_order="left")["n"]
    m0 = (n.cum_sum() - n).cast(pl.UInt32)
    freres = pl.DataFrame({"n": n}).select(pl.col("n").repeat_by("n").explode(empty_as_null=False))["n"]
    faits = faits.with_columns(k=sujets["k"].gather(faits["s"]), m=m0.gather(faits["s"]))
    gardees = ("m", "le", "fid", "p", "l")
    surs = faits.filter(pl.col("k") == 0).select(gardees).rename({"le": "jour"})
    douteux = _etendre(faits.filter(pl.col("k") > 0), tirages).select("m", "jour", "fid", "p", "l")
    poses = pl.concat([surs, douteux])
    return poses.sort(
        pl.col("m").cast(pl.Int64) * (1 << 20) + pl.col("jour").cast(pl.Int32), maintain_order=True
    ), freres


def _etendre(faits: pl.DataFrame, tirages: pl.DataFrame) -> pl.DataFrame:
    """The facts of subjects with imprecise dates, once for each of their worlds."""
    v = pl.when(pl.col("vague")).then(pl.col("vague").cast(pl.UInt32).cum_sum().over("s") - 1).otherwise(0)
    return (
        faits.with_columns(v=v.cast(pl.UInt32))
        .join(tirages, on=["k", "v"])
        .with_columns(
            m=(pl.col("m") + pl.col("w")).cast(pl.UInt32),
            jour=pl.when(pl.col("vague") & pl.col("tard")).then("fin").otherwise("le"),
        )
    )


def _tirages(nombres: list[int]) -> pl.DataFrame:
    """For each number of imprecise facts and each world, which of them fall late."""
    lignes = [(k, w, v, v in tard) for k in nombres for w, tard in enumerate(choix(k)) for v in range(max(k, 1))]
    schema = {"k": pl.UInt32, "w": pl.UInt32, "v": pl.UInt32, "tard": pl.Boolean}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _lier(parties: list[Partie], lien: str) -> None:
    """Numbers the affairs of a link in every event: the same world and the same value make one affair."""
    porteuses = [(p, valeurs) for p in parties if (valeurs := p.attribut(lien)) is not None]
    natures = {v.dtype for _, v in porteuses}
    valeurs = pl.concat([_comparable(v, seule=len(natures) == 1) for _, v in porteuses]) if porteuses else pl.Series([])
    codes = valeurs.rank("dense").cast(pl.Int64) if valeurs.len() else valeurs.cast(pl.Int64)
    mondes = pl.concat([p.poses["m"] for p, _ in porteuses]).cast(pl.Int64) if porteuses else codes
    numeros = (mondes * (int(codes.max() or 0) + 1) + codes).rank("dense").cast(pl.UInt32)  # type: ignore[arg-type]
    debut = 0
    for partie, siennes in porteuses:
        partie.affaires[lien] = numeros.slice(debut, siennes.len())
        debut += siennes.len()
    for partie in parties:
        partie.affaires.setdefault(lien, pl.repeat(None, partie.poses.height, dtype=pl.UInt32, eager=True))


def _comparable(valeurs: pl.Series, *, seule: bool) -> pl.Series:
    """The values of a link, as text with their nature when events do not agree on it: 1 is not "1"."""
    if seule:
        return valeurs.cast(pl.UInt8) if valeurs.dtype == pl.Boolean else valeurs
    nature = "b" if valeurs.dtype == pl.Boolean else "t" if valeurs.dtype == pl.String else "n"
    texte = valeurs.cast(pl.Float64).cast(pl.String) if nature == "n" else valeurs.cast(pl.String)
    return pl.select(pl.lit(nature) + pl.lit(texte)).to_series()


def _dense(poses: list[pl.DataFrame], agregat: pl.Expr, nombre: int) -> pl.Series:
    """A day for each world, null where there is none."""
    if not poses:
        return pl.repeat(None, nombre, dtype=pl.Date, eager=True)
    jours = pl.concat(poses).group_by("m").agg(agregat.alias("jour"))
    return pl.repeat(None, nombre, dtype=pl.Date, eager=True).scatter(jours["m"], jours["jour"])
