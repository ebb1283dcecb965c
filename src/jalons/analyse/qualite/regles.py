"""Rules that look at one event: a condition on its columns, and a sentence for the rows that it catches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import polars as pl

from jalons.analyse.qualite import regles_dates, regles_formes
from jalons.analyse.qualite.lot import MAJEUR, parmi
from jalons.analyse.qualite.modele import Controle, controles, reglages
from jalons.analyse.qualite.regle import Regle, lue
from jalons.analyse.tables.olinpe import Regime, Variable
from jalons.analyse.tables.olinpe import regime as regime_olinpe
from jalons.noyau.colonnes import phrase


@lru_cache(maxsize=8)
def regles(presentes: frozenset[str]) -> tuple[tuple[Regle, ...], Mapping[str, tuple[str, ...]]]:
    """The rules that can run on a file which holds ``presentes``; by check, why the others cannot."""
    regime = regime_olinpe(2016)
    prevues = [
        *_attendues(), *_population(regime), *_filtres(regime),
        *regles_dates.formats(regime), *regles_dates.naissances(), *regles_dates.absences(regime),
        *regles_dates.ordres(), *regles_formes.formes(regime),
    ]  # fmt: skip
    possibles: list[Regle] = []
    empechees: dict[str, list[str]] = {}
    absentes: dict[str, list[str]] = {}
    for regle in prevues:
        manquent = [f for f in regle.filtres if f not in presentes]
        meme_absente = controles()[regle.controle].meme_absente
        if regle.variable not in presentes and not meme_absente:
            absentes.setdefault(regle.controle, []).append(_absence([regle.variable]))
        elif manquent:
            empechees.setdefault(regle.controle, []).append(_absence(manquent))
        else:
            possibles.append(regle)
    # an absent variable matters only when nothing of the check is left: 0002 already tells it
    courent = {r.controle for r in possibles}
    for code, raisons in absentes.items():
        if code not in courent:
            empechees.setdefault(code, []).extend(raisons)
    return tuple(possibles), {code: tuple(dict.fromkeys(raisons)) for code, raisons in empechees.items()}


def _absence(noms: list[str]) -> str:
    return f"{' et '.join(noms)} {'est absente' if len(noms) == 1 else 'sont absentes'} du fichier."


def _attendues() -> Iterator[Regle]:
    for controle in controles().values():
        if controle.forme == "attendue":
            yield _attendue(controle)


def _attendue(controle: Controle) -> Regle:
    concerne = pl.lit(True)
    for filtre, codes in controle.quand.items():
        concerne = concerne & parmi(filtre, codes)
    if controle.population == "mineurs":
        concerne = concerne & ~pl.col(MAJEUR)
    quand = [phrase("{} " + "{}", pl.lit(f), lue(f)) for f in controle.quand]
    suite = pl.concat_str([pl.lit(" alors que "), *quand]) if quand else pl.lit("")
    attendu = f" : il faut un des codes {', '.join(controle.dans)}."
    raison = pl.concat_str([pl.lit(f"{controle.variable} "), lue(controle.variable), suite, pl.lit(attendu)])
    fautif = concerne & ~parmi(controle.variable, controle.dans)
    return Regle(controle.code, controle.variable, fautif, raison, tuple(controle.quand))


def _population(regime: Regime) -> Iterator[Regle]:
    majeur = pl.col(MAJEUR)
    for variable in regime.variables:
        v = variable.code
        if variable.population == "mineurs":
            raison = phrase(
                "{} {}, mais la personne est majeure au jour de la décision : laissez-la vide.", pl.lit(v), lue(v)
            )
            yield Regle("0011", v, majeur & pl.col(f"i:{v}"), raison, ("ANAIS", "MNAIS"))
        elif variable.population == "majeurs":
            raison = phrase(
                "{} {}, mais la personne est mineure au jour de la décision : laissez-la vide.", pl.lit(v), lue(v)
            )
            yield Regle("0012", v, ~majeur & pl.col(f"i:{v}"), raison)
    for v, codes in reglages()["majeurs_seulement_parmi"].items():
        raison = phrase("{} {} : réservé aux mineurs, et la personne est majeure.", pl.lit(v), lue(v))
        yield Regle("0011", v, majeur & pl.col(f"i:{v}") & ~parmi(v, codes), raison, ("ANAIS", "MNAIS"))
    for v, codes in reglages()["jamais_mineurs"].items():
        raison = phrase("{} {} : réservé aux jeunes majeurs, et la personne est mineure.", pl.lit(v), lue(v))
        yield Regle("0012", v, ~majeur & parmi(v, codes), raison)


def _filtres(regime: Regime) -> Iterator[Regle]:
    for variable in regime.variables:
        for filtre, codes in variable.ouvertures.items():
            yield _filtre(variable, filtre, codes)
        if variable.moins_de is not None:
            v, age = variable.code, variable.moins_de
            raison = phrase(
                "{} {} à {} ans : elle ne concerne que les enfants de moins de {} ans.",
                pl.lit(v), lue(v), pl.col("_age"), pl.lit(age),
            )  # fmt: skip
            yield Regle("0013", v, pl.col(f"i:{v}") & (pl.col("_age") >= age), raison, ("ANAIS", "MNAIS"))


def _filtre(variable: Variable, filtre: str, codes: tuple[str, ...]) -> Regle:
    """A filter that says nothing opens nothing, but proves nothing either: such a row is not faulty."""
    v = variable.code
    fautif = pl.col(f"i:{v}") & pl.col(f"i:{filtre}") & ~parmi(filtre, codes)
    raison = phrase(
        "{} {} alors que {} {} : elle n'est attendue que pour {}.",
        pl.lit(v), lue(v), pl.lit(filtre), lue(filtre), pl.lit(" ou ".join(codes)),
    )  # fmt: skip
    return Regle("0013", v, fautif, raison, (filtre,))
