"""Measures and decisions as rows: each episode and each measure that goes along with one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jalons.synthese.actes import Dates, Renouvellements, annexes, renouveler, vivants
from jalons.synthese.calendrier import LOIN, anniversaire, colonne, vider
from jalons.synthese.episodes import Episodes
from jalons.synthese.hasard import Booleens, Entiers, Hasard
from jalons.synthese.parametres import Parametres

NATURES = ("initiale", "renouvellement", "fin", "saisine_juge")
"""What a row of ``decisions`` does to its measure; the last one is the prosecutor's referral of an emergency."""


@dataclass(slots=True)
class Mesures:
    """Measures by columns; the first ones are the episodes, in their order.

    Attributes:
        code: kind, as a place in ``codes``; ``profil``: of the episode.
        suivie: gives a project and reports (help of a few days does not).
        terme: planned end of the decision that holds.
    """

    codes: list[str]
    code: Entiers
    enfant: Entiers
    naissance: Entiers
    profil: Entiers
    judiciaire: Booleens
    decision: Entiers
    notification: Entiers
    debut: Entiers
    fin: Entiers
    terme: Entiers
    suivie: Booleens
    principale: Booleens
    renouvellements: Renouvellements


def dresser(episodes: Episodes, dates: Dates, parametres: Parametres, hasard: Hasard, au: int) -> Mesures:
    """The measures of the episodes, and those that go along with them."""
    profils = parametres.profils
    codes = sorted({p.mesure for p in profils} | {a["mesure"] for a in parametres["annexes"]})
    en_plus, genre = annexes(episodes, parametres, hasard, au)
    rangs = np.array([codes.index(p.mesure) for p in profils])
    juges = np.array([p.mandat == "judiciaire" for p in profils])
    code = np.concatenate(
        [rangs[episodes.profil], np.array([codes.index(a["mesure"]) for a in parametres["annexes"]])[genre]]
    )
    judiciaire = np.concatenate(
        [juges[episodes.profil], np.array([a["mandat"] == "judiciaire" for a in parametres["annexes"]])[genre]]
    )
    naissance = np.concatenate([episodes.naissance, en_plus.naissance])
    debut, fin = np.concatenate([episodes.debut, en_plus.debut]), np.concatenate([episodes.fin, en_plus.fin])
    notification = np.concatenate([dates.notification, np.maximum(en_plus.debut - 12, en_plus.naissance)])
    decision = np.concatenate([dates.decision, np.maximum(en_plus.debut - 18, en_plus.naissance)])
    profil = np.concatenate([episodes.profil, en_plus.profil])
    age_max = np.array([p.age_max for p in profils])[profil]
    # a judge's decision counts from its day, an administrative one from the effective start
    depart = np.where(judiciaire, decision, debut)
    renouvellements, terme = renouveler(
        depart, fin, _periodes(codes, code, judiciaire, parametres), anniversaire(naissance, age_max), hasard, au
    )
    courtes = np.array([p.duree < 1 for p in profils])  # a month: what lasts days has neither project nor report
    return Mesures(
        codes, code, np.concatenate([episodes.enfant, en_plus.enfant]), naissance, profil, judiciaire, decision,
        notification, debut, fin, terme, ~courtes[profil], np.arange(code.size) < len(episodes), renouvellements,
    )  # fmt: skip


def _periodes(codes: list[str], code: Entiers, judiciaire: Booleens, parametres: Parametres) -> Entiers:
    """Usual months of one decision."""
    reglages = parametres["renouvellement"]
    par_code = np.array([reglages.get(c, 0) for c in codes])[code]
    defaut = np.where(judiciaire, reglages["judiciaire"], reglages["administratif"])
    return np.where(par_code > 0, par_code, defaut).astype(np.int64)


def table_mesures(mesures: Mesures, mds: Entiers, parametres: Parametres, hasard: Hasard, au: int) -> pl.DataFrame:
    """The table ``mesures``: those decided on the last day or before, with what had come of them."""
    flux = hasard.flux("mesures")
    motifs = np.array([p.motif for p in parametres.profils])[mesures.profil]
    mandats = np.where(mesures.judiciaire, "judiciaire", "administratif")
    cadres = np.array([p.cadre for p in parametres.profils])[mesures.profil]
    majorite = mesures.fin >= mesures.terme
    causes = np.array(["objectifs atteints", "retour en famille", "autre mesure", "échéance non renouvelée"])
    fins = pl.Series(causes[flux.choice(4, majorite.size, p=[0.34, 0.2, 0.28, 0.18])])
    services = np.where(np.isin(mesures.profil, [parametres.rang("aemo"), parametres.rang("aemo_renforcee")]),
                        mds % 4, -1)  # fmt: skip
    return pl.DataFrame(
        {
            "mesure": np.arange(mesures.code.size),
            "enfant": mesures.enfant,
            "type": pl.Series(mesures.codes)[mesures.code],
            "mandat": mandats,
            "cadre": np.where(mesures.principale, cadres, "domicile"),
            "principale": mesures.principale,
            "motif": motifs,
            "mds": mds,
            "service": pl.Series([f"Service AEMO {i + 1}" for i in range(4)] + [None])[services],
            "decidee_le": colonne("decidee_le", mesures.decision, au),
            "notifiee_le": colonne("notifiee_le", mesures.notification, au),
            "debut_le": colonne("debut_le", mesures.debut, au),
            "fin_le": colonne("fin_le", mesures.fin, au),
            "terme_le": colonne("terme_le", np.where(_effets(mesures, au) < LOIN, mesures.terme, LOIN), LOIN - 1),
            "renouvellements": np.bincount(mesures.renouvellements.mesure, minlength=mesures.code.size),
            "motif_fin": vider(fins, mesures.fin > au),
        }
    )


def table_decisions(mesures: Mesures, evaluation: Entiers, au: int) -> pl.DataFrame:
    """The table ``decisions``: what opens, renews, ends each measure; ``evaluation``: of the entry, or -1."""
    nombre, r = mesures.code.size, mesures.renouvellements
    finies = np.flatnonzero((mesures.fin <= au) & (mesures.fin < mesures.terme))
    opp = np.flatnonzero(mesures.code == mesures.codes.index("ordonnance_placement_provisoire"))
    saisie = np.minimum(mesures.decision[opp] + 3 + mesures.enfant[opp] % 7, mesures.fin[opp])
    toutes = np.arange(nombre)
    renouvele = np.maximum(r.decision, mesures.decision[r.mesure])
    levee = np.maximum(mesures.fin[finies] - 7, mesures.decision[finies])
    jamais = np.full(finies.size + opp.size, LOIN)
    mesure = np.concatenate([toutes, r.mesure, finies, opp])
    decide = np.concatenate([mesures.decision, renouvele, levee, saisie])
    notifie = np.concatenate([mesures.notification, renouvele + 5, levee, jamais[: opp.size]])
    du = np.concatenate([_effets(mesures, au), r.du, mesures.fin[finies], jamais[: opp.size]])
    connue = np.full(decide.size, -1)
    connue[:nombre] = evaluation
    return pl.DataFrame(
        {
            "decision": np.arange(decide.size),
            "mesure": mesure,
            "enfant": mesures.enfant[mesure],
            "nature": np.repeat(NATURES, [nombre, r.mesure.size, finies.size, opp.size]),
            "rang": np.concatenate([np.zeros(nombre, dtype=np.int64), r.rang, np.zeros(jamais.size, dtype=np.int64)]),
            "autorite": np.where(mesures.judiciaire[mesure], "autorite_judiciaire", "president_conseil_departemental"),
            "evaluation": vider(pl.Series(connue), connue < 0),
            "decidee_le": colonne("decidee_le", decide, au),
            "notifiee_le": colonne("notifiee_le", notifie, au),
            "effet_du": colonne("effet_du", du, LOIN - 1),
            "effet_au": colonne("effet_au", np.concatenate([_premier_terme(mesures, au), r.au, jamais]), LOIN - 1),
        }
    ).filter(pl.col("decidee_le").is_not_null())


def _effets(mesures: Mesures, au: int) -> Entiers:
    """Day from which the first decision counts: its own for a judge's, else the effective start once it has come."""
    debut = np.where(mesures.debut <= au, mesures.debut, LOIN)
    return np.where(mesures.judiciaire, mesures.decision, debut)


def _premier_terme(mesures: Mesures, au: int) -> Entiers:
    """Planned end of the first decision of each measure: the start of its first renewal, else the term that holds."""
    terme = np.where(_effets(mesures, au) < LOIN, mesures.terme, LOIN)
    r = mesures.renouvellements
    premiers = r.rang == 1
    terme[r.mesure[premiers]] = r.du[premiers]
    return terme


def en_cours(mesures: Mesures, au: int) -> Booleens:
    """Measures effective on the last day."""
    return vivants(mesures.debut, mesures.fin, au)
