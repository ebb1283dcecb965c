"""Computes indicators on registers: each base is built once, everything that it carries is aggregated together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.bases import BASES, Base, Contexte
from jalons.analyse.indicateurs.classement import classement
from jalons.analyse.indicateurs.delais import mesurer
from jalons.analyse.indicateurs.demande import ENSEMBLE, Demande
from jalons.analyse.indicateurs.lecture import colonnes, indicateurs, module
from jalons.analyse.indicateurs.lignes import comptees as lire_les_lignes
from jalons.analyse.indicateurs.modele import CALCULE, NON_CALCULABLE, Formule, Indicateur, Resultat
from jalons.analyse.sources.registres import Registres

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl


def choisis(codes: Iterable[str] = ()) -> list[Indicateur]:
    """The indicators of registers with these codes, all of them when none is named."""
    voulus = set(codes)
    tous = [i for i in indicateurs().values() if i.base != "series"]
    return [i for i in tous if not voulus or i.code in voulus]


def calculer(registres: Registres, demande: Demande, comptees: list[pl.DataFrame] | None = None) -> list[Resultat]:
    """Every indicator asked for, in the order of the catalogue; the whole first, then each local unit.

    Args:
        comptees: receives the rows that each one counts (see ``lignes``), when given.
    """
    contexte = Contexte(registres, demande.au, demande.debut, classement(demande.bornes))
    voulus = [*choisis(demande.codes), *_par_age(contexte, demande)]
    resultats: dict[str, list[Resultat]] = {}
    for base in BASES.values():
        siens = [i for i in voulus if i.base == base.code]
        for indicateur in list(siens):
            if raison := _manque(registres, base, indicateur):
                resultats[indicateur.code] = [_sans(indicateur, raison)]
                siens.remove(indicateur)
        if siens:
            resultats |= _sur_une_base(contexte, base, siens, demande, comptees)
    delais = [i for i in voulus if i.base == "delais"]
    if delais:
        resultats |= mesurer(registres, delais, demande)
    return [r for i in voulus for r in resultats[i.code]]


def _par_age(contexte: Contexte, demande: Demande) -> Iterator[Indicateur]:
    """Table 7, one indicator for each band of the département: its own bands, which the form does not confirm."""
    modele = indicateurs()["ase7_confies"]
    if demande.codes and modele.code not in demande.codes:
        return
    for de, a in contexte.classement.tranches():
        nom = f"{de} ans et plus" if a is None else f"{de} à {a} ans" if de else f"moins de {a + 1} ans"
        code = f"ase7_{de}_et_plus" if a is None else f"ase7_{de}_{a}"
        parametres = {"ou": {"groupe": ["confie"], "age": {"de": de, "a": a}}}
        yield _variante(modele, code, f"Confiés de {nom}", parametres)


def _variante(modele: Indicateur, code: str, libelle: str, parametres: Mapping[str, Any]) -> Indicateur:
    from dataclasses import replace

    return replace(modele, code=code, libelle=libelle, parametres=parametres)


def _manque(registres: Registres, base: Base, indicateur: Indicateur) -> str:
    lues = dict.fromkeys([next(iter(base.colonnes)), *colonnes(indicateur.parametres)])
    manques = dict.fromkeys(m for c in lues if (m := registres.manque(*base.colonnes[c])))
    return " ; ".join(manques)


def _sur_une_base(
    contexte: Contexte,
    base: Base,
    siens: Sequence[Indicateur],
    demande: Demande,
    comptees: list[pl.DataFrame] | None,
) -> dict[str, list[Resultat]]:
    """One pass over a base kept by the engine: for everybody, then for each local unit."""
    magasin = contexte.registres.magasin
    relation = base.construire(contexte)
    utiles = [c for c in relation.columns if c in base.colonnes]
    lignes = magasin.garder(relation.select(utiles), base.code)
    if comptees is not None:
        comptees.append(lire_les_lignes(magasin, lignes, siens))
    formules = {i.code: getattr(module(i.famille), i.fonction)(lignes, i.parametres) for i in siens}
    resultats: dict[str, list[Resultat]] = {i.code: [] for i in siens}
    groupes = [None, "mds"] if demande.par_territoire and "mds" in lignes.columns else [None]
    for par in groupes:
        for mesure in _agreger(contexte, lignes, formules, par):
            nom = ENSEMBLE if par is None else str(mesure[par])
            for i in siens:
                resultats[i.code].append(_resultat(i, formules[i.code], mesure, nom, demande, contexte.registres))
    return resultats


def _agreger(
    contexte: Contexte, lignes: ir.Table, formules: Mapping[str, Formule], par: str | None
) -> list[dict[str, Any]]:
    mesures: dict[str, Any] = {}
    for code, f in formules.items():
        mesures |= {f"{code}__n": f.numerateur, f"{code}__i": f.inconnus}
        if f.denominateur is not None:
            mesures[f"{code}__d"] = f.denominateur
    groupee = lignes.aggregate(**mesures) if par is None else lignes.group_by(par).aggregate(**mesures)
    cadre = contexte.registres.magasin.polars(groupee)
    return (cadre if par is None else cadre.drop_nulls(par).sort(par)).to_dicts()


def _resultat(
    i: Indicateur, f: Formule, mesure: Mapping[str, Any], groupe: str, demande: Demande, registres: Registres
) -> Resultat:
    numerateur, inconnus = mesure[f"{i.code}__n"], int(mesure[f"{i.code}__i"] or 0)
    if numerateur is None:
        return _sans(i, f.sans, groupe, inconnus)
    numerateur = float(numerateur)
    if f.ages is not None:
        habitants, raison = _habitants(demande, registres, f.ages, groupe)
        if habitants is None:
            return _sans(i, raison, groupe, inconnus, numerateur)
        return _avec(i, groupe, f.pour * numerateur / habitants, numerateur, habitants, inconnus)
    if f.denominateur is None:
        return _avec(i, groupe, numerateur, numerateur, None, inconnus)
    denominateur = float(mesure[f"{i.code}__d"])
    if denominateur == 0:
        return _sans(i, "personne au dénominateur", groupe, inconnus, numerateur, 0.0)
    return _avec(i, groupe, f.pour * numerateur / denominateur, numerateur, denominateur, inconnus)


def _habitants(demande: Demande, registres: Registres, ages: tuple[int, int], groupe: str) -> tuple[float | None, str]:
    """Inhabitants on the nearest 1 January, or why they are not known."""
    if groupe != ENSEMBLE:
        return None, "la population n'est connue que pour le département"
    if demande.population is None:
        return None, "aucune population : donnez un fichier de l'INSEE (--population)"
    code = demande.departement or registres.departement() or ""
    annee = demande.au.year + (1 if demande.au.month > 6 else 0)
    trouves = demande.population.habitants(annee, code, *ages)
    raison = f"la population des {ages[0]}-{ages[1]} ans de « {code} » au 1er janvier {annee} n'est pas dans le fichier"
    return (trouves, "") if trouves else (None, raison)


def _avec(i: Indicateur, groupe: str, valeur: float, haut: float, bas: float | None, inconnus: int) -> Resultat:
    return Resultat(
        i.code, i.libelle, i.famille, groupe, i.unite, valeur, haut, bas, inconnus, CALCULE, "", i.confirme, i.reserve
    )


def _sans(
    i: Indicateur, raison: str, groupe: str = ENSEMBLE, inconnus: int = 0, haut: float | None = None,
    bas: float | None = None,
) -> Resultat:  # fmt: skip
    return Resultat(
        i.code, i.libelle, i.famille, groupe, i.unite, None, haut, bas, inconnus, NON_CALCULABLE, raison, i.confirme,
        i.reserve,
    )  # fmt: skip
