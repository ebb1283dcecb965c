"""The rare opening facts that the scalar engine answers: extensions, suspensions, facts without their affair."""

from __future__ import annotations

from functools import reduce

import polars as pl

from jalons.droit.echeances.calcul import Question, repondre
from jalons.droit.echeances.colonnes.cadres import ATTRIBUT
from jalons.droit.echeances.colonnes.mondes import LIEN, Mondes
from jalons.droit.echeances.colonnes.regle import SORTIES
from jalons.droit.echeances.faits import Fait, Monde, Pose
from jalons.droit.echeances.regles import RegleDelai, Regles
from jalons.noyau.dates import DateCivile


def a_part(regle: RegleDelai, ouvrantes: pl.DataFrame, monde: Mondes) -> pl.Series | None:
    """Which opening facts are answered one by one; ``None`` when there is none."""
    rares = (
        *((regle.prolongation.evenement,) if regle.prolongation else ()),
        *((regle.suspension.debut,) if regle.suspension else ()),
    )
    touches = [p.poses["m"] for p in monde.de(regle.sujet, rares)]
    if regle.lien is not None:
        actes = monde.de(regle.sujet, regle.tenue_par)
        touches += [p.poses["m"].filter(monde.affaires(p, regle.lien).is_null()) for p in actes]
    masques = [ouvrantes["m"].is_in(m.unique().implode()) for m in touches if m.len()]
    if regle.lien is not None:
        masques.append(ouvrantes[LIEN + regle.lien].is_null())
    masque = reduce(lambda a, b: a | b, masques) if masques else None
    return masque if masque is not None and masque.any() else None


def repondre_a_part(regles: Regles, regle: RegleDelai, ouvrantes: pl.DataFrame, monde: Mondes) -> pl.DataFrame:
    """The answers of the scalar engine, in the columns of the other."""
    mondes = _mondes(regle, ouvrantes["m"].unique(), monde)
    lignes = []
    for m, fid in ouvrantes.select("m", "fid").iter_rows():
        pose = mondes[m].par_rang[fid]
        issue = repondre(Question(regles, regle, pose, mondes[m].monde, monde.au))
        if issue is not None:
            lignes.append(
                (
                    m,
                    fid,
                    issue.statut,
                    issue.due,
                    issue.au_plus_tot,
                    issue.instant,
                    issue.tenue,
                    issue.jours,
                    issue.motif,
                    issue.clos,
                )
            )
    return pl.DataFrame(lignes, schema=SORTIES, orient="row")


class _MondeRange:
    """The scalar world of a subject, and its facts by number."""

    def __init__(self, naissance: object, deces: object) -> None:
        self.par_rang: dict[int, Pose] = {}
        self.par: dict[str, list[Pose]] = {}
        self.monde = Monde(self.par, naissance, deces)  # type: ignore[arg-type]


def _mondes(regle: RegleDelai, lesquels: pl.Series, monde: Mondes) -> dict[int, _MondeRange]:
    mondes = {m: _MondeRange(monde.naissance[m], monde.deces[m]) for m in lesquels}
    for partie in monde.de(regle.sujet, sorted(regle.evenements)):
        x = partie.colonnes(sorted(regle.attributs_lus)).filter(pl.col("m").is_in(lesquels.implode()))
        noms = [c.removeprefix(ATTRIBUT) for c in x.columns if c.startswith(ATTRIBUT)]
        x = x.sort("m", "jour", "instant", "fid", nulls_last=True)
        for m, jour, fid, instant, *valeurs in x.select(
            "m", "jour", "fid", "instant", *(ATTRIBUT + n for n in noms)
        ).iter_rows():
            attributs = {n: v for n, v in zip(noms, valeurs, strict=True) if v is not None}
            fait = Fait(regle.sujet, str(m), partie.cadre.evenement, DateCivile.lire(jour), instant, attributs)
            pose = Pose(jour, fid, fait)
            mondes[m].par_rang[fid] = pose
            mondes[m].par.setdefault(partie.cadre.evenement, []).append(pose)
    return mondes
