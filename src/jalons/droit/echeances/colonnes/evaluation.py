"""Every rule over a frame of facts, and the agreement of the worlds that imprecise dates leave possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from jalons.droit.echeances.colonnes.mondes import Mondes, Partie, preparer
from jalons.droit.echeances.colonnes.rares import a_part, repondre_a_part
from jalons.droit.echeances.colonnes.regle import SORTIES, Colonnes
from jalons.droit.echeances.echeance import LIBELLES_STATUT
from jalons.droit.echeances.regles import RegleDelai, Regles

STATUT = pl.Enum(list(LIBELLES_STATUT))


def evaluer_colonnes(regles: Regles, faits: pl.DataFrame | Iterable[pl.DataFrame], *, au: date) -> pl.DataFrame:
    """The deadlines of every subject of ``faits`` (frames, see ``cadre``) on the day ``au``, one row each.

    Columns: ``sujet_type``, ``sujet``, ``regle``, ``evenement``, ``ouverte_le`` with its ``precision``,
    ``identifiant`` of the opening fact, ``statut``, ``due_le``, ``due_instant`` (UTC), ``au_plus_tot``, ``tenue_le``,
    ``jours``, ``motif`` and ``close_le``. They are those of ``evaluer``, without its sentences.
    """
    monde = preparer(regles, faits, au)
    parties = [
        reponse.with_columns(regle=pl.lit(rang, dtype=pl.UInt16))
        for rang, regle in enumerate(regles.regles)
        for reponse in _de_la_regle(regles, regle, monde)
    ]
    vide = pl.DataFrame(schema={**SORTIES, "regle": pl.UInt16})
    reponses = pl.concat([_serrer(p) for p in (vide, *parties)])
    return _nommer(regles, _accorder(reponses, monde), monde)


def _de_la_regle(regles: Regles, regle: RegleDelai, monde: Mondes) -> Iterator[pl.DataFrame]:
    for partie in monde.de(regle.sujet, regle.ouverte_par):
        ouvrantes = _ouvrantes(regle, partie, monde)
        rares = a_part(regle, ouvrantes, monde)
        if rares is not None:
            yield repondre_a_part(regles, regle, ouvrantes.filter(rares), monde)
            ouvrantes = ouvrantes.filter(~rares)
        yield from Colonnes(regles, regle, monde).reponses(ouvrantes)


def _ouvrantes(regle: RegleDelai, partie: Partie, monde: Mondes) -> pl.DataFrame:
    """The facts of one event that open deadlines of the rule, with what the rule reads on them."""
    monde.affaires(partie, regle.lien)
    ouvrantes = partie.colonnes(sorted(regle.attributs_lus), () if regle.lien is None else (regle.lien,))
    if not regle.peut_etre_prevue:
        ouvrantes = ouvrantes.filter(pl.col("jour") <= monde.au)
    return ouvrantes.with_columns(naissance=monde.naissance.gather(ouvrantes["m"]))


def _serrer(partie: pl.DataFrame) -> pl.DataFrame:
    """Status and reason as small numbers: millions of rows are kept at once."""
    return partie.with_columns(pl.col("statut").cast(STATUT), pl.col("motif").cast(MOTIF))


def _accorder(reponses: pl.DataFrame, monde: Mondes) -> pl.DataFrame:
    """One answer for each opening fact and rule: what its possible worlds agree on."""
    reponses = reponses.with_columns(freres=monde.freres.gather(reponses["m"]))
    sures = reponses.filter(pl.col("freres") == 1)
    douteuses = reponses.filter(pl.col("freres") > 1).sort("m")
    if not douteuses.height:
        return sures.drop("m", "freres")
    valeurs = ("due", "au_plus_tot", "instant", "tenue", "jours", "clos")
    accord = douteuses.group_by("fid", "regle", maintain_order=True).agg(
        pl.len().alias("n"),
        pl.col("freres").first(),
        pl.col("statut").n_unique().alias("statuts"),
        pl.col("statut").cast(pl.String).is_in(["a_venir", "bientot"]).all().alias("attente"),
        pl.col("statut").first(),
        pl.col("motif").first(),
        *(pl.when(pl.col(c).n_unique() == 1).then(pl.col(c).first()).alias(c) for c in valeurs),
    )
    connu = (pl.col("n") == pl.col("freres")) & ((pl.col("statuts") == 1) | pl.col("attente"))
    statut = pl.when(pl.col("statuts") == 1).then(pl.col("statut")).otherwise(pl.lit("bientot").cast(STATUT))
    accord = accord.with_columns(
        statut=pl.when(connu).then(statut).otherwise(pl.lit("non_verifiable").cast(STATUT)),
        motif=pl.when(connu).then(pl.col("motif")).otherwise(pl.lit("precision").cast(MOTIF)),
        **{c: pl.when(connu).then(pl.col(c)) for c in valeurs},
    )
    colonnes = [c for c in sures.columns if c not in ("m", "freres")]
    return pl.concat([sures.select(colonnes), accord.select(colonnes)])


def _nommer(regles: Regles, reponses: pl.DataFrame, monde: Mondes) -> pl.DataFrame:
    """Numbers of facts and rules become what they stand for."""
    rangs = reponses["fid"]
    codes = pl.Series([r.code for r in regles.regles], dtype=pl.Enum([r.code for r in regles.regles]))
    faits = monde.faits
    return reponses.select(
        sujet_type=faits["sujet_type"].gather(rangs),
        sujet=faits["sujet"].gather(rangs),
        regle=codes.gather(reponses["regle"]),
        evenement=faits["evenement"].gather(rangs),
        ouverte_le=faits["le"].gather(rangs),
        precision=faits["precision"].gather(rangs),
        identifiant=faits["identifiant"].gather(rangs),
        statut="statut",
        due_le="due",
        due_instant="instant",
        au_plus_tot="au_plus_tot",
        tenue_le="tenue",
        jours="jours",
        motif="motif",
        close_le="clos",
    )


MOTIF = pl.Enum(
    ["", "condition", "naissance", "instant", "instant_acte", "decision", "lien", "lien_acte", "seuil", "precision"]
)
