"""Indicators of delay: the chain of delays of ``parcours.delais``, measured on the same folder."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.analyse.indicateurs.demande import ENSEMBLE, Demande
from jalons.analyse.indicateurs.lecture import module
from jalons.analyse.indicateurs.modele import CALCULE, NON_CALCULABLE, Indicateur, Resultat
from jalons.analyse.sources.registres import Registres
from jalons.noyau.saisie import EntreeRefusee


def mesurer(registres: Registres, indicateurs: Sequence[Indicateur], demande: Demande) -> dict[str, list[Resultat]]:
    """Each of these indicators, for everybody and for each local unit when asked."""
    from jalons.analyse.parcours.delais import mesurer as mesurer_la_chaine
    from jalons.analyse.parcours.delais import reperes
    from jalons.analyse.parcours.delais.chaines import depuis
    from jalons.analyse.parcours.delais.registres import chaines_des_registres, lire, premier_jour_connu
    from jalons.droit.echeances import regles_nationales

    try:
        if registres.dossier is None:
            raise EntreeRefusee([], quoi="registres")
        tables = lire(registres.dossier)
    except EntreeRefusee as refus:
        raison = " ; ".join(f"{f.lieu} : {f.message}" for f in refus.fautes) or "les tables de la chaîne manquent"
        return {i.code: [_sans(i, raison)] for i in indicateurs}
    chaines = depuis(chaines_des_registres(tables), premier_jour_connu(tables))
    bornes = reperes(regles_nationales(), demande.au)
    resultats: dict[str, list[Resultat]] = {i.code: [] for i in indicateurs}
    for par in (None, "territoire") if demande.par_territoire else (None,):
        for lu in mesurer_la_chaine(chaines, demande.au, par=par, reperes=bornes):
            for i in indicateurs:
                if i.parametres["lien"] == lu.lien:
                    valeur, sur, inconnus, raison = getattr(module("delais"), i.fonction)(lu)
                    etat = NON_CALCULABLE if valeur is None else CALCULE
                    groupe = lu.groupe if par else ENSEMBLE
                    resultats[i.code].append(
                        Resultat(i.code, i.libelle, i.famille, groupe, i.unite, valeur, None, float(sur), inconnus,
                                 etat, raison, i.confirme, i.reserve)
                    )  # fmt: skip
    return resultats


def _sans(i: Indicateur, raison: str) -> Resultat:
    return Resultat(
        i.code,
        i.libelle,
        i.famille,
        ENSEMBLE,
        i.unite,
        None,
        None,
        None,
        0,
        NON_CALCULABLE,
        raison,
        i.confirme,
        i.reserve,
    )
