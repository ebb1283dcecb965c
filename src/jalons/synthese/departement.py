"""A whole synthetic département: the steps in order, the tables they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from jalons.synthese import complements, crip, offre, personnes, suivi
from jalons.synthese.actes import Dates, dater, ouvertures, vivants
from jalons.synthese.calendrier import colonne, plus_mois, rang
from jalons.synthese.cibles import Cibles, lire_cibles
from jalons.synthese.episodes import Episodes
from jalons.synthese.fratries import Enfants, former
from jalons.synthese.hasard import Entiers, Hasard
from jalons.synthese.mesures import Mesures, dresser, en_cours, table_decisions, table_mesures
from jalons.synthese.parametres import Parametres, parametres
from jalons.synthese.parcours import Tirage
from jalons.synthese.sejours import loger
from jalons.synthese.signalements import Origines, informer
from jalons.synthese.taux import resoudre
from jalons.synthese.territoire import Territoire, dessiner, equipes

Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Demande:
    """What to generate.

    Attributes:
        enfants: children followed (a measure effective) on the last day.
        annees: years of the registers, up to ``au``, included.
        departement: code written in the tables; it also changes the draws.
    """

    enfants: int
    annees: int = 8
    graine: int = 1
    au: date = date(2022, 12, 31)
    departement: str = "99"
    cibles: Cibles = field(default_factory=lire_cibles)


@dataclass(slots=True)
class _Atelier:
    """What the steps share."""

    demande: Demande
    parametres: Parametres
    hasard: Hasard
    au: int
    depuis: int
    episodes: Episodes
    enfants: Enfants
    ground: Territoire
    mds: Entiers

    @property
    def famille(self) -> Entiers:
        return self.enfants.famille[self.episodes.enfant]


def generer(demande: Demande, *, suivre: Callable[[str], None] = lambda _: None) -> Tables:
    """The tables of the département, without faults. ``suivre`` is told each step, in French."""
    suivre("taux d'entrée et parcours")
    atelier = _preparer(demande)
    suivre("décisions et informations préoccupantes")
    effet = atelier.ground.effet[atelier.mds]
    dates = dater(
        atelier.episodes, atelier.famille, effet[atelier.famille], atelier.parametres, atelier.hasard, atelier.au
    )
    origines = ouvertures(
        atelier.episodes, dates, atelier.enfants, effet, atelier.parametres, atelier.hasard,
        (atelier.depuis, atelier.au),
    )  # fmt: skip
    tables = _signaler(atelier, origines)
    suivre("mesures, séjours et suivi")
    mesures = dresser(atelier.episodes, dates, atelier.parametres, atelier.hasard, atelier.au)
    tables |= _mesurer(atelier, mesures, dates, tables["evaluations"])
    tables |= _accompagner(atelier, mesures)
    tables |= _nommer(atelier, mesures)
    tables |= complements.ajouter(tables, atelier.parametres, atelier.hasard, atelier.au)
    code = pl.lit(demande.departement).alias("departement")
    return {nom: tables[nom].select(code, pl.all()) for nom in sorted(tables)}


def _preparer(demande: Demande) -> _Atelier:
    reglages, hasard = parametres(), Hasard(demande.graine, demande.departement)
    au, fenetre = rang(demande.au), demande.annees * 12
    depuis = int(plus_mois(np.array([au + 1]), -fenetre)[0])
    taux = resoudre(reglages, demande.cibles, demande.enfants, demande.au.month - 1, fenetre)
    tirage = Tirage(taux, reglages, hasard, au, depuis, fenetre)
    episodes = tirage.tous()
    enfants = former(episodes, tirage.enfants, reglages, hasard, au)
    ground = dessiner(demande.enfants, reglages, hasard)
    attente = np.zeros(enfants.familles)
    attente[enfants.famille[episodes.enfant[episodes.debut > au]]] = 1
    mds = ground.mds_des_familles(hasard.flux("mds"), attente)
    return _Atelier(demande, reglages, hasard, au, depuis, episodes, enfants, ground, mds)


def _signaler(atelier: _Atelier, origines: Origines) -> Tables:
    demande = atelier.demande
    infos = informer(
        atelier.enfants, origines, demande.cibles, demande.enfants, demande.annees, atelier.parametres, atelier.hasard,
        atelier.au,
    )  # fmt: skip
    nouvelles = atelier.ground.mds_des_familles(
        atelier.hasard.flux("mds des familles signalées"), np.zeros(atelier.enfants.familles - atelier.mds.size)
    )
    atelier.mds = np.concatenate([atelier.mds, nouvelles])
    return crip.tables(
        infos, origines, atelier.enfants, atelier.ground.effet[atelier.mds], atelier.parametres, atelier.hasard,
        atelier.au,
    )  # fmt: skip


def _mesurer(atelier: _Atelier, mesures: Mesures, dates: Dates, evaluations: pl.DataFrame) -> Tables:
    mds = atelier.mds[atelier.enfants.famille[mesures.enfant]]
    gens = equipes(mds[en_cours(mesures, atelier.au)], atelier.ground.poids.size, atelier.parametres, atelier.hasard)
    referent = _referents(atelier, mesures, gens["referents"]["mds"].to_numpy())
    table = table_mesures(mesures, mds, atelier.parametres, atelier.hasard, atelier.au).with_columns(
        pl.Series("referent", referent)
    )
    return gens | {
        "mesures": table,
        "decisions": table_decisions(mesures, _evaluation_de(atelier, mesures, dates, evaluations), atelier.au),
    }


def _referents(atelier: _Atelier, mesures: Mesures, referent_mds: Entiers) -> Entiers:
    """One worker of the unit per family: siblings have the same."""
    flux = atelier.hasard.flux("référents")
    nombre = np.bincount(referent_mds, minlength=atelier.ground.poids.size)
    premier = np.cumsum(nombre) - nombre
    place = (flux.random(atelier.enfants.familles) * nombre[atelier.mds]).astype(np.int64)
    return (premier[atelier.mds] + place)[atelier.enfants.famille[mesures.enfant]]


def _evaluation_de(atelier: _Atelier, mesures: Mesures, dates: Dates, evaluations: pl.DataFrame) -> Entiers:
    """The evaluation of the child that ended last before the decision, within a year, for a first episode."""
    premieres = np.zeros(mesures.code.size, dtype=np.bool_)
    premieres[: len(atelier.episodes)] = atelier.episodes.premier
    ouvrantes = evaluations.filter(pl.col("conclusion").is_in(["aide_administrative", "saisine_judiciaire"]))
    gauche = pl.DataFrame(
        {"m": np.flatnonzero(premieres), "enfant": mesures.enfant[premieres],
         "jour": colonne("jour", mesures.decision[premieres], atelier.au)}
    ).drop_nulls()  # fmt: skip
    droite = ouvrantes.select("enfant", "evaluation", pl.col("rapport_le").alias("jour"))
    liens = gauche.sort("jour").join_asof(
        droite.sort("jour"), on="jour", by="enfant", strategy="backward", tolerance="730d", check_sortedness=False
    )
    liens = liens.drop_nulls("evaluation")
    evaluation = np.full(mesures.code.size, -1)
    evaluation[liens["m"].to_numpy()] = liens["evaluation"].to_numpy()
    return evaluation


def _accompagner(atelier: _Atelier, mesures: Mesures) -> Tables:
    episodes, reglages, hasard = atelier.episodes, atelier.parametres, atelier.hasard
    mds = atelier.mds[atelier.famille]
    sejours, lieux = loger(
        episodes, atelier.famille, mds, atelier.ground.poids.size, atelier.demande.cibles, atelier.demande.enfants,
        reglages, hasard, atelier.au,
    )  # fmt: skip
    accueil = np.array([p.cadre == "accueil" for p in reglages.profils])[episodes.profil]
    majeurs = np.array([p.groupe.startswith("majeurs") for p in reglages.profils])[mesures.profil]
    return {
        "sejours": pl.DataFrame(
            {
                "sejour": np.arange(sejours.episode.size),
                "mesure": sejours.episode,
                "enfant": episodes.enfant[sejours.episode],
                "lieu": sejours.lieu,
                "genre": lieux["genre"].gather(sejours.lieu),
                "debut_le": colonne("debut_le", sejours.debut, atelier.au),
                "fin_le": colonne("fin_le", sejours.fin, atelier.au),
            }
        ),
        "lieux": _situer(lieux, atelier),
        "ppe": suivi.projets(mesures, reglages, hasard, atelier.depuis, atelier.au),
        "rapports": suivi.rapports(mesures, reglages, hasard, atelier.depuis, atelier.au),
        "entretiens_17": suivi.entretiens(
            episodes.enfant[accueil], episodes.naissance[accueil], episodes.debut[accueil], episodes.fin[accueil],
            reglages, hasard, atelier.depuis, atelier.au,
        ),
        "jeunes_majeurs": suivi.jeunes_majeurs(mesures, majeurs & mesures.principale, hasard, atelier.au),
    }  # fmt: skip


def _situer(lieux: pl.DataFrame, atelier: _Atelier) -> pl.DataFrame:
    """Places on the map, in a commune of their unit."""
    flux = atelier.hasard.flux("lieux")
    commune = atelier.ground.commune_des_familles(lieux["mds"].to_numpy(), flux)
    ecart = 0.02 * flux.standard_normal((2, commune.size))
    situes = lieux.with_columns(
        commune=pl.Series(commune),
        latitude=pl.Series((atelier.ground.commune_latitude[commune] + ecart[0]).round(5)),
        longitude=pl.Series((atelier.ground.commune_longitude[commune] + ecart[1]).round(5)),
    )
    return offre.classer(situes, atelier.demande.departement, atelier.parametres, atelier.hasard)


def _nommer(atelier: _Atelier, mesures: Mesures) -> Tables:
    enfants, episodes, reglages = atelier.enfants, atelier.episodes, atelier.parametres
    seul = np.zeros(enfants.naissance.size, dtype=np.bool_)
    seul[episodes.enfant[episodes.profil == reglages.rang("mineur_non_accompagne")]] = True
    statut = np.zeros(enfants.naissance.size, dtype=np.int64)
    presents = vivants(episodes.debut, episodes.fin, atelier.au)
    statut[episodes.enfant[presents]] = _statuts(reglages)[episodes.profil[presents]]
    commune = atelier.ground.commune_des_familles(atelier.mds, atelier.hasard.flux("communes"))
    return {
        "enfants": personnes.table_enfants(enfants, statut, seul, reglages, atelier.hasard, atelier.au),
        **personnes.table_familles(enfants, atelier.mds, commune, atelier.ground, reglages, atelier.hasard),
        **atelier.ground.tables(),
    }


def _statuts(reglages: Parametres) -> Entiers:
    """Legal status of a child followed under each profile."""

    def un(profil_groupe: str, code: str, judiciaire: bool, cadre: str) -> str:
        if profil_groupe.startswith("majeurs"):
            return "contrat_jeune_majeur"
        for debut, statut in (("pupille", "pupille"), ("tutelle", "tutelle"), ("delegation", "delegation")):
            if code.startswith(debut):
                return statut
        if not judiciaire:
            return "aide_administrative"
        return "assistance_educative" if cadre == "domicile" else "confie_juge"

    return np.array(
        [personnes.STATUTS.index(un(p.groupe, p.code, p.mandat == "judiciaire", p.cadre)) for p in reglages.profils]
    )
