"""``jalons analyse anonymat``: whether an extract of rows lets somebody be found among too few."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

if TYPE_CHECKING:
    import polars as pl

    from jalons.analyse.secret.anonymat import Anonymat

EXEMPLE = """exemples :
  jalons analyse anonymat extrait.csv --connues age,sexe,commune --k 11
  jalons analyse anonymat extrait.parquet --connues age,sexe --k 5 --sensible motif --l 3 --format json"""
TAILLE, LIGNES, MONTREES = 1_000_000_000, 20_000_000, 20
"""Bytes and rows beyond which an extract is refused; groups that the text shows."""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``anonymat``."""
    acte = actes.add_parser(
        "anonymat", help="vérifier qu'un extrait ligne à ligne ne désigne personne", epilog=EXEMPLE,
        description="Compte combien de personnes partagent ce qu'un tiers peut savoir de chacune (k-anonymat), et "
        "combien de valeurs sensibles différentes elles ont (l-diversité). Code de sortie 3 si un groupe est trop "
        "petit : regroupez des âges ou des lieux, ou retirez une colonne. Une case vide est une valeur.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("extrait", metavar="EXTRAIT", help="CSV (UTF-8) ou Parquet, une ligne par personne")
    acte.add_argument("--connues", required=True, metavar="A,B,C", help="colonnes qu'un tiers peut connaître")
    acte.add_argument("--k", type=int, default=11, help="plus petit groupe permis (11)")
    acte.add_argument("--sensible", metavar="COLONNE", help="colonne que nul ne doit pouvoir apprendre d'une personne")
    acte.add_argument("--l", type=int, default=1, help="valeurs sensibles différentes exigées par groupe (1)")
    option_format(acte)
    acte.set_defaults(action=_anonymat)


def _anonymat(options: argparse.Namespace) -> int:
    from jalons.analyse.secret.anonymat import examiner

    fautes = [
        Faute(nom, f"{nom} vaut {valeur} : donnez {minimum} ou plus.", str(valeur), f"{minimum} ou plus")
        for nom, valeur, minimum in (("--k", options.k, 2), ("--l", options.l, 1))
        if valeur < minimum
    ]
    if options.l > 1 and not options.sensible:
        fautes.append(Faute("--l", "Dites la colonne sensible avec --sensible.", str(options.l), "--sensible COLONNE"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse anonymat")
    connues = [c.strip() for c in options.connues.split(",") if c.strip()]
    lu = examiner(_lire(Path(options.extrait)), connues, k=options.k, sensible=options.sensible)
    suffit = lu.suffit(options.k, options.l)
    if options.format == "json":
        ecrire_json(_en_json(lu, suffit, options.k, options.l))
    elif options.format == "csv":
        ecrire_csv(({**c.valeurs, "effectif": c.effectif} for c in lu.petites), (*connues, "effectif"))
    else:
        print("\n".join(_phrases(lu, suffit, options.k, options.l)))
    return CORRECT if suffit else BLOQUANT


def _lire(chemin: Path) -> pl.DataFrame:
    """The extract, every column as text; a file that unfolds without end is refused."""
    import polars as pl

    nom, attendu = chemin.name, "un CSV en UTF-8 ou un Parquet"
    try:
        if chemin.stat().st_size > TAILLE:
            message = f"Le fichier pèse plus de {TAILLE // 10**6} Mo : donnez un extrait plus petit."
            raise EntreeRefusee([Faute(nom, message, "", f"{TAILLE // 10**6} Mo au plus")], quoi=nom)
        with chemin.open("rb") as brut:
            tete = brut.read(65536)
        if tete.startswith(b"PAR1"):
            source = pl.scan_parquet(chemin)
        else:
            premiere = tete.split(b"\n", 1)[0]
            separateur = max((",", ";", "\t"), key=lambda s: premiere.count(s.encode()))
            source = pl.scan_csv(chemin, separator=separateur, infer_schema=False)
        if source.select(pl.len()).collect().item() > LIGNES:
            message = f"Le fichier a plus de {LIGNES} lignes : ce n'est pas un extrait."
            raise EntreeRefusee([Faute(nom, message, "", f"{LIGNES} lignes au plus")], quoi=nom)
        return source.collect()
    except (pl.exceptions.PolarsError, OSError, ValueError) as erreur:
        message = "L'extrait ne peut être lu : vérifiez le chemin et le format, enregistrez-le en « CSV UTF-8 »."
        raise EntreeRefusee([Faute(nom, message, type(erreur).__name__, attendu)], quoi=nom) from erreur


def _en_json(lu: Anonymat, suffit: bool, k: int, l: int) -> dict[str, Any]:  # noqa: E741 - the usual name
    return {
        "suffit": suffit, "k": lu.k, "k_demande": k, "l": lu.l, "l_demande": l, "groupes": lu.classes,
        "groupes_trop_petits": len(lu.petites), "personnes_exposees": lu.personnes,
        "petits": [{"valeurs": c.valeurs, "effectif": c.effectif, "diversite": c.diversite} for c in lu.petites],
    }  # fmt: skip


def _phrases(lu: Anonymat, suffit: bool, k: int, l: int) -> list[str]:  # noqa: E741 - the usual name
    if lu.k is None:
        return ["L'extrait n'a aucune ligne : il ne désigne personne."]
    dits = [f"{compter(lu.classes, 'groupe')} ; le plus petit compte {compter(lu.k, 'personne')} (il en faut {k})."]
    if lu.l is not None:
        dits.append(f"Au moins {compter(lu.l, 'valeur')} de la colonne sensible par groupe (il en faut {l}).")
    if suffit:
        return [*dits, "L'extrait tient."]
    dits.append(f"{compter(lu.personnes, 'personne')} dans {compter(len(lu.petites), 'groupe')} de moins de {k} :")
    for c in lu.petites[:MONTREES]:
        valeurs = ", ".join(f"{nom} {abrege(valeur or 'vide', 30)}" for nom, valeur in c.valeurs.items())
        dits.append(f"- {valeurs} : {c.effectif}")
    if len(lu.petites) > MONTREES:
        dits.append(f"… et {len(lu.petites) - MONTREES} autres (--format csv les donne tous).")
    return [*dits, "L'extrait ne tient pas : regroupez des âges ou des lieux, ou retirez une colonne."]
