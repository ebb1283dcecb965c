"""Checks of the file as a whole, from the counts of its variables: absent, always empty, always unknown, incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from jalons.analyse.qualite.modele import CONSTATS, Controle, Etat, Resultat, controles, parametres
from jalons.analyse.tables.olinpe import Regime
from jalons.noyau.accord import compter


def de_presence(taux: pl.DataFrame, regime: Regime) -> Iterator[Resultat]:
    """0002, 0003, 0004: what each variable of the regime never says."""
    ensemble = taux.filter(pl.col("equipe").is_null())
    jamais = {
        "0002": (
            pl.col("presentes") == 0,
            "variable absente de tous les événements : demandez-la à l'éditeur du logiciel.",
        ),
        "0003": (
            (pl.col("presentes") > 0) & (pl.col("remplies") == 0),
            "variable présente mais toujours vide : vérifiez qu'elle est saisie et exportée.",
        ),
        "0004": (
            (pl.col("remplies") > 0) & (pl.col("renseignees") == 0),
            "variable toujours « ne sait pas » : elle n'apprend rien.",
        ),
    }
    for code, (condition, phrase) in jamais.items():
        trouvees = ensemble.filter(condition)
        constats = [
            (v, "", f"{libelle} : {phrase}", None) for v, libelle in trouvees.select("variable", "libelle").rows()
        ]
        yield resultat(controles()[code], constats)


def completude(taux: pl.DataFrame, regime: Regime) -> Resultat:
    """X006: variables that every event must say, and say too rarely, by team when there are teams."""
    seuil = parametres()["completude_minimale"]
    attendues = [v.code for v in regime.variables if v.attendue]
    lignes = taux.filter(pl.col("variable").is_in(attendues) & (pl.col("attendues") > 0) & (pl.col("presentes") > 0))
    if lignes["equipe"].is_not_null().any():
        lignes = lignes.filter(pl.col("equipe").is_not_null())
    constats = []
    for v, libelle, equipe, attendu, dit in lignes.select(
        "variable", "libelle", "equipe", "attendues", "pertinentes"
    ).rows():
        if dit < seuil * attendu:
            part = f"{100 * dit / attendu:.0f} %"
            phrase = f"{libelle} : renseignée dans {part} des événements, moins de {100 * seuil:.0f} %."
            constats.append((v, part, phrase, equipe))
    return resultat(controles()["X006"], constats)


def par_type(types: Mapping[str, int], presente: bool) -> Resultat:
    """0007: how many events of each type."""
    controle = controles()["0007"]
    if not presente:
        return impossible(controle, ("TYPEV est absente du fichier.",))
    connus = {code: types.get(code, 0) for code in ("1", "2", "3")}
    autres = sum(types.values()) - sum(connus.values())
    mots = (("1", "début"), ("2", "renouvellement"), ("3", "fin"))
    note = ", ".join(compter(connus[code], mot) for code, mot in mots) + f", {compter(autres, 'autre')}."
    constats = [
        ("TYPEV", code, f"{compter(nombre, 'événement')} de type « {code} », qui n'existe pas.", None)
        for code, nombre in sorted(types.items())
        if code not in connus and nombre
    ]
    fait = resultat(controle, constats)
    return Resultat(controle, fait.etat, fait.fautes, fait.constats, note=note)


def du_stock(comptes: Mapping[str, int], publies: Mapping[str, int] | None, annee: int | None) -> Resultat:
    """X007: measures in progress on 31 December, from the events, against those that the survey declares."""
    controle = controles()["X007"]
    if publies is None:
        return impossible(controle, ("Il faut les effectifs de l'enquête Aide sociale (--ase FICHIER).",))
    if annee is None:
        return impossible(controle, ("Aucune décision datée : l'année de référence est inconnue.",))
    inconnues = sorted(set(publies) - set(comptes))
    constats = []
    for cellule, publie in publies.items():
        compte = comptes.get(cellule)
        if compte is not None and abs(compte - publie) > parametres()["tolerance_stock"] * max(publie, 1):
            phrase = f"{compte} mesures en cours au 31/12/{annee} selon les événements, {publie} selon l'enquête."
            constats.append((cellule, str(compte), phrase, None))
    fait = resultat(controle, constats)
    pourquoi = tuple(f"« {c} » n'est pas une cellule que les événements donnent." for c in inconnues)
    return Resultat(controle, fait.etat, fait.fautes, fait.constats, pourquoi)


def resultat(controle: Controle, constats: Sequence[tuple[str, str, str, str | None]]) -> Resultat:
    """The answer of a check of the whole file: ``constats`` are (variable, value, reason, team)."""
    lignes = [
        {"controle": controle.code, "severite": controle.severite.value, "variable": variable, "valeur": valeur,
         "raison": raison, "equipe": equipe}
        for variable, valeur, raison, equipe in constats
    ]  # fmt: skip
    table = pl.DataFrame(lignes, schema=dict(CONSTATS))
    return Resultat(controle, Etat.FAUTES if lignes else Etat.CONFORME, len(lignes), table)


def impossible(controle: Controle, pourquoi: tuple[str, ...]) -> Resultat:
    """A check that could not run, and why."""
    return Resultat(controle, Etat.IMPOSSIBLE, 0, pl.DataFrame(schema=dict(CONSTATS)), pourquoi)
