"""``jalons olinpe``: write the statutory file from the registers' tables, read one back. Pure: no Django."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    import polars as pl

    from jalons.analyse.sources import Evenements
    from jalons.analyse.transmissions import Envoi

EXEMPLE = """exemples :
  jalons synthese generer --enfants 500 --sortie essai
  jalons olinpe exporter essai --annee 2022 --sortie olinpe-2022.xml
  jalons olinpe relire olinpe-2022.xml --sortie olinpe-2022.csv"""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands ``exporter`` and ``relire``."""
    analyseur.epilog, analyseur.formatter_class = EXEMPLE, argparse.RawDescriptionHelpFormatter
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    export = actes.add_parser(
        "exporter", help="écrire le fichier XML d'une année",
        description="Tire des tables des registres les débuts, renouvellements et fins de mesure de l'année, les écrit "
        "sous pseudonyme, relit le fichier et le contrôle ; rien n'est gardé si une faute empêche l'envoi.",
    )  # fmt: skip
    export.add_argument("dossier", metavar="DOSSIER", help="dossier des tables Parquet des registres")
    export.add_argument("--annee", required=True, metavar="ANNÉE", help="année des événements")
    export.add_argument("--sortie", required=True, metavar="F.xml", help="fichier à écrire")
    export.add_argument("--pseudonymes", default="essai", metavar="NOM", help="fournisseur des identifiants (essai)")
    export.add_argument(
        "--reel", action="store_true", help="pour une vraie transmission : les identifiants d'essai sont refusés"
    )
    export.add_argument(
        "--debuts",
        metavar="F.csv",
        help="dates de début déjà transmises (mesure,DATDEB), gardées telles quelles et complétées",
    )
    export.add_argument("--version-xsd", default="", metavar="N", help="version écrite dans l'en-tête (2.0)")
    option_format(export)
    export.set_defaults(action=_exporter)
    relecture = actes.add_parser(
        "relire", help="relire un fichier et dire ce qu'il contient",
        description="Relit un fichier OLINPE en entier, dit ses événements et ses variables ; le recopie en CSV si on "
        "le demande.",
    )  # fmt: skip
    relecture.add_argument("fichier", metavar="F.xml", help="fichier XML, CSV ou XLSX")
    relecture.add_argument("--regime", default="2016", metavar="ANNÉE", help="2016 (par défaut) ou 2011")
    relecture.add_argument("--sortie", metavar="F.csv", help="y recopier les événements")
    option_format(relecture)
    relecture.set_defaults(action=_relire)


def _exporter(options: argparse.Namespace) -> int:
    from jalons.analyse.transmissions import exporter

    tables, annee, pseudonymes, transmis = _demande(options)
    envoi = exporter(
        tables, annee, Path(options.sortie), pseudonymes=pseudonymes, le=datetime.now().astimezone().date(),
        reel=options.reel, version_xsd=options.version_xsd, transmis=transmis,
    )  # fmt: skip
    if options.debuts:
        _noter(envoi.extraction.debuts, Path(options.debuts))
    reponse = _reponse(envoi)
    if options.format == "json":
        ecrire_json(reponse)
    elif options.format == "csv":
        ecrire_csv(envoi.rapport.constats.to_dicts(), envoi.rapport.constats.columns)
    else:
        print("\n".join(_texte(envoi)))
    return CORRECT


def _demande(options: argparse.Namespace) -> tuple[Any, int, Any, pl.DataFrame | None]:
    """Everything that was given, every fault at once."""
    from jalons.analyse.transmissions import fournisseur, lire

    fautes: list[Faute] = []
    lus: list[Any] = []
    for lecture in (
        lambda: lire(Path(options.dossier)), lambda: _annee(options.annee), lambda: fournisseur(options.pseudonymes),
        lambda: _debuts(Path(options.debuts)) if options.debuts else None,
    ):  # fmt: skip
        try:
            lus.append(lecture())
        except EntreeRefusee as refus:
            fautes += refus.fautes
    sortie = Path(options.sortie)
    if sortie.is_dir() or not sortie.parent.is_dir():
        message = f"« {sortie} » doit être un fichier, dans un dossier qui existe."
        fautes.append(Faute("--sortie", message, str(sortie), "un fichier .xml"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons olinpe exporter")
    return lus[0], lus[1], lus[2], lus[3]


def _annee(texte: str) -> int:
    if texte.isascii() and texte.isdigit() and 2017 <= int(texte) <= 2100:
        return int(texte)
    message = f"« {texte} » n'est pas une année de 2017 à 2100, où vaut le régime de 2016."
    raise EntreeRefusee([Faute("--annee", message, texte, "2017 à 2100")])


def _debuts(fichier: Path) -> pl.DataFrame | None:
    """Starts already transmitted; none when the file does not exist yet."""
    import polars as pl

    if not fichier.exists():
        return None
    try:
        lue = pl.read_csv(fichier, schema={"mesure": pl.Int64, "DATDEB": pl.Date}, try_parse_dates=True)
    except (OSError, pl.exceptions.PolarsError) as erreur:
        message = "Le fichier ne peut être lu : il doit dire « mesure,DATDEB », une mesure et un jour par ligne."
        raise EntreeRefusee([Faute("--debuts", message, str(fichier), "un CSV mesure,DATDEB")]) from erreur
    return lue.drop_nulls()


def _noter(debuts: pl.DataFrame, fichier: Path) -> None:
    provisoire = fichier.with_name(f".{fichier.name}.tmp")
    debuts.write_csv(provisoire)
    provisoire.replace(fichier)


def _reponse(envoi: Envoi) -> dict[str, Any]:
    extraction, limite = envoi.extraction, envoi.limite
    return {
        "sortie": str(envoi.sortie), "annee": extraction.annee, "evenements": extraction.evenements.height,
        "essai": envoi.essai, "ecartees": dict(extraction.ecartees), "debuts_corriges": extraction.corriges,
        "limite": {"jour": limite.jour.isoformat(), "reference": limite.reference, "confirmee": limite.confirmee},
        "fautes": envoi.rapport.fautes, "controles": [r.en_json() for r in envoi.rapport.resultats],
    }  # fmt: skip


def _texte(envoi: Envoi) -> Iterator[str]:
    from jalons.analyse.qualite import Etat
    from jalons.noyau.accord import compter

    extraction = envoi.extraction
    nombre = compter(extraction.evenements.height, "événement")
    yield f"{envoi.sortie} : {nombre} de {extraction.annee}, relus à l'identique."
    if envoi.essai:
        yield "Identifiants d'essai : ce fichier le dit, et ne peut être transmis."
    reserve = "" if envoi.limite.confirmee else ", règle non confirmée"
    yield f"À transmettre au plus tard le {envoi.limite.jour:%d/%m/%Y} ({envoi.limite.reference}{reserve})."
    for raison, combien in extraction.ecartees.items():
        yield f"  Laissé de côté, {combien} : {raison}"
    if extraction.corriges:
        yield f"  Début corrigé depuis l'envoi précédent, date transmise gardée : {extraction.corriges}"
    fautifs = [r for r in envoi.rapport.resultats if r.etat is Etat.FAUTES and r.controle.severite != "information"]
    yield f"{compter(envoi.rapport.fautes, 'faute')} à regarder, par {compter(len(fautifs), 'contrôle')} :"
    yield from (f"  {r.controle.code} {r.controle.libelle} : {r.fautes}" for r in fautifs)


def _relire(options: argparse.Namespace) -> int:
    from jalons.analyse.sources import lire
    from jalons.cli.analyse.valider import progres

    if options.regime not in ("2016", "2011"):
        message = f"« {options.regime} » n'est pas un régime : écrivez 2016 ou 2011."
        raise EntreeRefusee([Faute("--regime", message, options.regime, "2016 ou 2011")], quoi="jalons olinpe relire")
    with lire(Path(options.fichier), code=int(options.regime), suivre=progres("lecture")) as evenements:
        reponse = _contenu(evenements)
        if options.sortie:
            _recopier(evenements, Path(options.sortie))
    if options.format == "json":
        ecrire_json(reponse)
    elif options.format == "csv":
        ecrire_csv(reponse["variables"], ("variable", "libelle", "presentes", "renseignees"))
    else:
        entete = reponse["entete"]
        comptes = f"{reponse['evenements']} événements, {len(reponse['variables'])} variables présentes"
        print(f"{reponse['fichier']} : {comptes}.")
        print(f"Version {entete['version_xsd'] or 'inconnue'}, exporté le {entete['date_export'] or '?'}.")
        if entete["pseudonymes"]:
            print(f"Identifiants d'essai ({entete['pseudonymes']}) : ce fichier ne peut être transmis.")
        for v in reponse["variables"]:
            print(f"  {v['variable']:<13} {v['libelle']} : {v['renseignees']} sur {v['presentes']}")
    return CORRECT


def _contenu(evenements: Evenements) -> dict[str, Any]:
    from collections import Counter

    import polars as pl

    from jalons.analyse.tables.olinpe import regime

    presentes: Counter[str] = Counter()
    dites: Counter[str] = Counter()
    connues = regime(2016).par_code
    for lot in evenements.lots():
        for nom in evenements.colonnes:
            presentes[nom] += lot.height - lot[nom].null_count()
            sans = list(connues[nom].sans_reponse) if nom in connues else [""]
            dites[nom] += int(lot.select((~pl.col(nom).is_in(sans)).fill_null(False).sum()).item())
    variables = [
        {"variable": n, "libelle": connues[n].libelle if n in connues else "", "presentes": presentes[n],
         "renseignees": dites[n]}
        for n in evenements.colonnes
    ]  # fmt: skip
    return {
        "fichier": evenements.fichier, "evenements": evenements.nombre, "regime": evenements.regime,
        "entete": asdict(evenements.entete),
        "inconnues": dict(evenements.inconnues), "variables": variables,
    }  # fmt: skip


def _recopier(evenements: Evenements, sortie: Path) -> None:
    """The events as CSV, whole or not at all; what a spreadsheet would run was refused when reading."""
    from jalons.analyse.sources.evenements import LIGNE

    provisoire = sortie.with_name(f".{sortie.name}.tmp")
    try:
        with provisoire.open("wb") as flux:
            for rang, lot in enumerate(evenements.lots(evenements.colonnes)):
                lot.drop(LIGNE).write_csv(flux, include_header=rang == 0, separator=";")
        provisoire.replace(sortie)
    except OSError as erreur:
        provisoire.unlink(missing_ok=True)
        message = f"« {sortie} » ne peut être écrit ({cause(erreur)}). Choisissez un autre fichier."
        raise EntreeRefusee([Faute("--sortie", message, str(sortie), "un fichier où écrire")]) from erreur
