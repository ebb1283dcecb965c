"""One rule over every opening fact of every world: conditions, last day, act, end, status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

import polars as pl

from jalons.droit.echeances.calcul import SANS_RETARD
from jalons.droit.echeances.calendrier import Duree
from jalons.droit.echeances.colonnes.cadres import ATTRIBUT, INSTANT
from jalons.droit.echeances.colonnes.expressions import TermeColonnes, ajouter, plus_jours, reporter, terme, toutes
from jalons.droit.echeances.colonnes.index import JOUR_ZERO, Index
from jalons.droit.echeances.colonnes.mondes import LIEN, Mondes
from jalons.droit.echeances.faits import DECES
from jalons.droit.echeances.regles import Condition, RegleDelai, Regles, Version

LOINTAIN = pl.lit(-JOUR_ZERO, dtype=pl.Int32).cast(pl.Date)
"""Before every fact: an act counts whatever its day."""

SORTIES: dict[str, Any] = {
    "m": pl.UInt32, "fid": pl.UInt32, "statut": pl.String, "due": pl.Date, "au_plus_tot": pl.Date,
    "instant": INSTANT, "tenue": pl.Date, "jours": pl.Int32, "motif": pl.String, "clos": pl.Date,
}  # fmt: skip
"""Columns of an answer."""


@dataclass(frozen=True, slots=True)
class Colonnes:
    """One rule asked of every fact that opens it."""

    regles: Regles
    regle: RegleDelai
    monde: Mondes

    @property
    def groupe(self) -> str:
        """Column of the group in which acts are looked for: the affair, or the subject."""
        return "m" if self.regle.lien is None else LIEN + self.regle.lien

    def reponses(self, ouvrantes: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """The answers to opening facts (``ouvrantes``, with ``naissance``), version by version."""
        restantes = ouvrantes
        for version in self.regle.versions:
            calcule = terme(self.regle, version, restantes.schema, self.regles.territoire)
            if self.regle.version_au_terme:
                en_vigueur = calcule.due.is_null() | _couvre(version, calcule.due)
                choisies, restantes = restantes.filter(en_vigueur), restantes.filter(~en_vigueur)
            else:
                choisies = restantes.filter(_couvre(version, pl.col("jour")))
            if not version.delai.avant:
                choisies = choisies.filter(pl.col("jour") <= self.monde.au)
            if choisies.height:
                yield self._version(version, calcule, choisies)

    def _version(self, version: Version, calcule: TermeColonnes, ouvrantes: pl.DataFrame) -> pl.DataFrame:
        faits = [self._fait(c, ouvrantes) for c in version.si if c.genre in ("fait", "sans_fait")]
        applicable = reduce(lambda a, b: a & b, faits, toutes(version.si, ouvrantes.schema))
        x = (
            ouvrantes.with_columns(applicable=applicable)
            .filter(pl.col("applicable").fill_null(True))
            .with_columns(
                due=calcule.due,
                au_plus_tot=calcule.au_plus_tot,
                instant_du=calcule.instant,
                motif=pl.when(pl.col("applicable").is_null()).then(pl.lit("condition")).otherwise(calcule.motif),
            )
        )
        if self.regle.report:
            x = x.with_columns(due=reporter(pl.col("due"), self.regles.territoire))
        sans_borne = self._sans_borne(version)
        x = x.with_columns(depuis=self._depuis(sans_borne=sans_borne)).with_columns(
            clos=self._fin(x, sans_borne=sans_borne)
        )
        if version.delai.genre == "seuil":
            return self._seuil(version, x)
        if version.delai.en_heures:
            return self._conclure(self._actes_a_l_heure(x))
        acte = self._premier(self.regle.tenue_par, x, x["depuis"])
        return self._conclure(x.with_columns(acte=acte, acte_instant=pl.lit(None, dtype=INSTANT)))

    # ---- what is looked for among the other facts

    def _index(
        self, evenements: tuple[str, ...], lien: str | None, *, passes: bool = True, libres: bool = False
    ) -> Index:
        return self.monde.index(self.regle.sujet, evenements, lien, passes=passes, libres=libres)

    def _premier(self, evenements: tuple[str, ...], x: pl.DataFrame, depuis: pl.Series) -> pl.Series:
        return self._index(evenements, self.regle.lien).premier(x[self.groupe], depuis)

    def _fait(self, c: Condition, x: pl.DataFrame) -> pl.Expr:
        """Whether such a fact has happened on the day of the opening at the latest; null when it may have."""
        toujours = pl.select(LOINTAIN).to_series().new_from_index(0, x.height)
        lien = self.regle.lien if c.par_lien else None
        groupes = x[self.groupe] if c.par_lien else x["m"]
        premier = self._index(c.evenements, lien, passes=False).premier(groupes, toujours)
        reponse = (premier <= x["jour"]).fill_null(False)
        if lien is not None:
            libre = self._index(c.evenements, lien, passes=False, libres=True).premier(x["m"], toujours)
            doute = (libre <= x["jour"]).fill_null(False)
            reponse = pl.select(
                pl.when(pl.lit(reponse)).then(True).when(pl.lit(doute)).then(None).otherwise(False)
            ).to_series()
        return pl.lit(~reponse if c.genre == "sans_fait" else reponse)

    def _sans_borne(self, version: Version) -> bool:
        """Whether an act counts however early it comes."""
        libre = version.delai.avant or version.delai.mot == "prealable"
        fenetre = version.fin is not None or self.regle.forme in ("delai_minimal", "validite_piece")
        return libre and not fenetre and self.regle.avance is None and not self.regle.recurrente

    def _depuis(self, *, sans_borne: bool) -> pl.Expr:
        jour = pl.col("jour")
        if sans_borne:
            return LOINTAIN
        avance = self.regle.avance
        defaut = jour
        if avance is not None:
            defaut = ajouter(jour, Duree(-avance.valeur, avance.unite), self.regles.territoire)
        depuis = pl.coalesce(pl.col("au_plus_tot"), defaut)
        return pl.max_horizontal(depuis, plus_jours(jour, 1)) if self.regle.recurrente else depuis

    def _fin(self, x: pl.DataFrame, *, sans_borne: bool) -> pl.Series:
        """Day on which each deadline lost its object, or null."""
        sure = pl.when(pl.col("motif") == "").then(LOINTAIN).otherwise(pl.col("jour"))
        depuis = x.select((sure if sans_borne else pl.col("jour")).alias("d"))["d"]
        evenements = self.regle.sans_objet_par
        propre = x["fid"] if set(evenements) & set(self.regle.ouverte_par) else None
        fins = [self._index(evenements, self.regle.lien).premier(x[self.groupe], depuis, sauf=propre)]
        if self.regle.lien is not None:
            fins.append(self._index(evenements, self.regle.lien, libres=True).premier(x["m"], depuis, sauf=propre))
        if self.regle.sujet == "enfant" and DECES not in self.regle.ouverte_par:
            fins.append(self.monde.deces.gather(x["m"]))
        return pl.DataFrame({str(i): fin for i, fin in enumerate(fins)}).select(f=pl.min_horizontal(pl.all()))["f"]

    def _actes_a_l_heure(self, x: pl.DataFrame) -> pl.DataFrame:
        """The first act that does not come before the opening one, by day then hour."""
        liens = () if self.regle.lien is None else (self.regle.lien,)
        parties = self.monde.de(self.regle.sujet, self.regle.tenue_par)
        for partie in parties:
            self.monde.affaires(partie, self.regle.lien)
        actes = [p.colonnes((), liens).select(self.groupe, "jour", "instant", "fid") for p in parties]
        vide = pl.DataFrame(schema={self.groupe: pl.UInt32, "jour": pl.Date, "instant": INSTANT, "fid": pl.UInt32})
        tous = pl.concat([vide, *actes]).filter(pl.col("jour") <= self.monde.au)
        tous = tous.rename({"jour": "acte", "instant": "acte_instant", "fid": "acte_fid"})
        premiers = (
            x.select("m", "fid", "instant", "depuis", *({self.groupe} - {"m"}))
            .join(tous, on=self.groupe)
            .filter(pl.col("acte") >= pl.col("depuis"), (pl.col("acte_instant") >= pl.col("instant")).fill_null(True))
            .sort("acte", "acte_instant", "acte_fid", nulls_last=True)
            .unique(["m", "fid"], keep="first", maintain_order=True)
        )
        return x.join(premiers.select("m", "fid", "acte", "acte_instant"), on=["m", "fid"], how="left")

    # ---- where each deadline stands

    def _conclure(self, x: pl.DataFrame) -> pl.DataFrame:
        au = pl.lit(self.monde.au)
        retard = (au - pl.col("due")).dt.total_days().cast(pl.Int32)
        tenue = pl.col("acte").is_not_null() & (pl.col("clos").is_null() | (pl.col("acte") <= pl.col("clos")))
        ecart = (pl.col("acte") - pl.col("due")).dt.total_days().cast(pl.Int32)
        x = x.with_columns(tenu=tenue & (pl.col("motif") == ""), ecart=ecart, retard=retard)
        douteux = pl.col("instant_du").is_not_null() & pl.col("acte_instant").is_null() & (pl.col("ecart") == 0)
        x = x.with_columns(
            motif=pl.when(pl.col("tenu") & douteux).then(pl.lit("instant_acte")).otherwise(pl.col("motif")),
        )
        x = x.with_columns(statut=self._statut()).with_columns(jours=self._jours())
        inconnu = pl.col("motif").is_in(["", "instant_acte"]).not_()
        x = x.with_columns(
            tenue=pl.when(pl.col("statut").is_in(["tenue", "tenue_en_retard"])).then(pl.col("acte")),
            clos=pl.when(pl.col("statut") == "sans_objet").then(pl.col("clos")),
            motif=pl.when(pl.col("statut") == "non_verifiable").then(pl.col("motif")).otherwise(pl.lit("")),
            **{c: pl.when(~inconnu).then(pl.col(c)) for c in ("due", "au_plus_tot", "instant_du")},
        )
        return _sortir(x.drop("instant").rename({"instant_du": "instant"}))

    def _statut(self) -> pl.Expr:
        clos = pl.col("clos").is_not_null()
        base = (
            pl.when(pl.col("tenu") & (pl.col("motif") == "instant_acte")).then(pl.lit("non_verifiable"))
            .when(pl.col("tenu")).then(self._de_l_acte())
            .when(clos).then(pl.lit("sans_objet"))
            .when(pl.col("motif") != "").then(pl.lit("non_verifiable"))
        )  # fmt: skip
        if self.regle.forme == "interdiction":
            return base.otherwise(pl.lit("en_retard"))
        passe = pl.lit("sans_objet" if self.regle.forme in SANS_RETARD else "en_retard")
        depuis = 0 if self.regle.forme == "delai_minimal" else 1
        return (
            base.when(pl.col("due").is_null()).then(pl.lit("a_venir"))
            .when(pl.col("retard") >= depuis).then(passe)
            .when(pl.col("retard") >= -self.regles.preavis_jours).then(pl.lit("bientot"))
            .otherwise(pl.lit("a_venir"))
        )  # fmt: skip

    def _de_l_acte(self) -> pl.Expr:
        if self.regle.forme == "interdiction":
            return pl.lit("tenue_en_retard")
        if self.regle.forme == "delai_minimal":
            return pl.lit("tenue")
        a_temps = pl.when(pl.col("acte_instant").is_not_null() & pl.col("instant_du").is_not_null()).then(
            pl.col("acte_instant") <= pl.col("instant_du")
        ).otherwise(pl.col("due").is_null() | (pl.col("ecart") <= 0))  # fmt: skip
        return pl.when(a_temps).then(pl.lit("tenue")).otherwise(pl.lit("tenue_en_retard"))

    def _jours(self) -> pl.Expr:
        statut = pl.col("statut")
        if self.regle.forme == "interdiction":
            fin = pl.when(pl.col("tenu")).then(pl.col("acte")).otherwise(pl.lit(self.monde.au))
            depuis = (fin - pl.col("jour")).dt.total_days().cast(pl.Int32)
            return pl.when(statut.is_in(["en_retard", "tenue_en_retard"])).then(depuis)
        attente = pl.when(statut.is_in(["a_venir", "bientot", "en_retard"])).then(pl.col("retard"))
        return pl.when(statut.is_in(["tenue", "tenue_en_retard"])).then(pl.col("ecart")).otherwise(attente)

    def _seuil(self, version: Version, x: pl.DataFrame) -> pl.DataFrame:
        """A number of acts to reach; or, carried by the opening fact, a number from which one act is owed."""
        voulu, attribut = version.delai.seuil, version.delai.attribut
        clos, su = pl.col("clos"), pl.col("motif") == ""
        if voulu is None or (attribut is not None and not _numerique(x.schema, attribut)):
            x = x.with_columns(tenue=_nulle(pl.Date), inconnu=pl.lit(True))
        elif attribut is not None:
            valeur = pl.col(ATTRIBUT + attribut)
            x = x.filter(~su | (valeur >= voulu).fill_null(True)).with_columns(inconnu=valeur.is_null())
            x = self._n_ieme(x, 1).with_columns(tenue=pl.when(~pl.col("inconnu")).then(pl.col("tenue")))
        elif voulu == 0:
            x = x.with_columns(tenue=pl.col("jour"), inconnu=pl.lit(False))
        else:
            x = self._n_ieme(x.with_columns(inconnu=pl.lit(False)), voulu)
        statut = (
            pl.when(su & pl.col("tenue").is_not_null()).then(pl.lit("tenue"))
            .when(clos.is_not_null()).then(pl.lit("sans_objet"))
            .when(~su | pl.col("inconnu")).then(pl.lit("non_verifiable"))
            .otherwise(pl.lit("a_venir"))
        )  # fmt: skip
        pourquoi = pl.when(su).then(pl.lit("seuil")).otherwise(pl.col("motif"))
        x = x.with_columns(statut=statut).with_columns(
            motif=pl.when(pl.col("statut") == "non_verifiable").then(pourquoi).otherwise(pl.lit("")),
            tenue=pl.when(pl.col("statut") == "tenue").then(pl.col("tenue")),
            clos=pl.when(pl.col("statut") == "sans_objet").then(pl.col("clos")),
            jours=_nulle(pl.Int32), due=_nulle(pl.Date), au_plus_tot=_nulle(pl.Date),
            instant=_nulle(INSTANT),
        )  # fmt: skip
        return _sortir(x)

    def _n_ieme(self, x: pl.DataFrame, rang: int) -> pl.DataFrame:
        """With the day of the act that comes at that rank, no later than the end of the affair."""
        acte = self._index(self.regle.tenue_par, self.regle.lien).premier(x[self.groupe], x["depuis"], rang=rang - 1)
        clos = pl.col("clos")
        return x.with_columns(tenue=acte).with_columns(
            tenue=pl.when(clos.is_null() | (pl.col("tenue") <= clos)).then(pl.col("tenue"))
        )


def _couvre(version: Version, jour: pl.Expr) -> pl.Expr:
    depuis = pl.lit(True) if version.du is None else jour >= version.du
    return depuis if version.au is None else depuis & (jour <= version.au)


def _numerique(schema: pl.Schema, attribut: str) -> bool:
    type_ = schema.get(ATTRIBUT + attribut)
    return type_ is not None and type_.is_numeric()


def _nulle(type_: pl.DataType | type[pl.DataType]) -> pl.Expr:
    return pl.lit(None, dtype=type_)


def _sortir(x: pl.DataFrame) -> pl.DataFrame:
    return x.select(pl.col(nom).cast(type_) for nom, type_ in SORTIES.items())
