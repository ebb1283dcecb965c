"""``jalons lecture``: read a schéma or a contract; compare a reading with an answer key. Pure: no Django, no base."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from jalons.cli.extraits import SILENCE, suiveur
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.lecture.evaluation.notes import Bilan, Note
    from jalons.lecture.modele import Lecture

EXEMPLE = """exemples :
  jalons lecture lire schema.pdf --format json
  jalons lecture evaluer schema.pdf verite.json --erreurs"""
COLONNES = ("genre", "precision", "rappel", "f1", "vrais", "faux", "manques")


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands ``lire`` and ``evaluer``."""
    analyseur.epilog, analyseur.formatter_class = EXEMPLE, argparse.RawDescriptionHelpFormatter
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    lire = actes.add_parser(
        "lire", help="lire un document et dire ce qu'il contient",
        description="Lit un texte, un PDF (même numérisé, si Tesseract est installé), un document Word ou LibreOffice "
        "ou une page HTML ; dit ce qui s'y trouve, le passage d'où chaque chose vient, et si la lecture est sûre.",
    )  # fmt: skip
    lire.add_argument("document", metavar="DOCUMENT", help="fichier à lire")
    lire.add_argument("--format", choices=("texte", "json", "yaml"), default="texte", help="forme de la réponse")
    lire.add_argument("--sans-ocr", action="store_true", help="ne pas chercher de texte dans les images")
    lire.set_defaults(action=_lire)
    evaluer = actes.add_parser(
        "evaluer", help="comparer ce qui est lu à une clé de vérité",
        description="Donne la précision, le rappel et la F1 de chaque genre, et de l'ensemble (moyenne micro si "
        "plusieurs documents sont donnés). Un genre que la clé ne dit pas en entier n'a pas de précision.",
    )  # fmt: skip
    evaluer.add_argument(
        "paires", nargs="+", metavar="DOCUMENT VERITE.json",
        help="document (ou lecture enregistrée en JSON), puis sa clé ; autant de paires qu'on veut",
    )  # fmt: skip
    evaluer.add_argument("--erreurs", action="store_true", help="dire aussi ce qui manque et ce qui est faux")
    option_format(evaluer)
    evaluer.set_defaults(action=_evaluer)


def _lire(options: argparse.Namespace) -> int:
    lecture = lire_document(options.document, ocr=not options.sans_ocr)
    if options.format == "json":
        ecrire_json(lecture.en_json())
    elif options.format == "yaml":
        import yaml

        yaml.safe_dump(lecture.en_json(), sys.stdout, allow_unicode=True, sort_keys=False, width=120)
    else:
        print("\n".join(_texte(lecture)))
    return CORRECT


def lire_document(chemin: str, *, ocr: bool = True) -> Lecture:
    """What the file says.

    Raises:
        EntreeRefusee: it cannot be read.
    """
    from jalons.lecture.entrees import ouvrir
    from jalons.lecture.lecteur import lire

    nom = Path(chemin).name
    source = ouvrir(lire_fichier(chemin), nom, ocr=ocr, suivre=suiveur(nom))
    with _patience(f"{nom} : la structure est recherchée…"):
        return lire(source)


@contextmanager
def _patience(phrase: str) -> Iterator[None]:
    """Say the phrase on standard error if what follows lasts."""
    rappel = Timer(SILENCE, print, [phrase], {"file": sys.stderr, "flush": True})
    rappel.daemon = True
    rappel.start()
    try:
        yield
    finally:
        rappel.cancel()


def _texte(lecture: Lecture) -> Iterator[str]:
    yield f"{lecture.document} : {lecture.type}"
    for e in lecture.elements:
        numero = f" {e.numero}" if e.numero is not None else ""
        valeur = " ".join(str(x) for x in (e.valeur, e.unite, e.source, e.periode) if x is not None)
        sous = f" (sous {e.parent})" if e.parent else ""
        yield f"  {e.genre}{numero} : {e.texte}{f' = {valeur}' if valeur else ''}{sous} [{e.confiance.value}]"
    for ecart in lecture.ecarts:
        yield f"! {ecart.message}"


def _evaluer(options: argparse.Namespace) -> int:
    from jalons.lecture.evaluation.notes import cumuler

    bilan = cumuler(_bilans(options.paires))
    if options.format == "json":
        erreurs = {"erreurs": [_erreur(e) for e in bilan.erreurs]} if options.erreurs else {}
        ecrire_json(bilan.en_json() | erreurs)
    elif options.format == "csv":
        notes = [*sorted(bilan.genres.items()), ("global", bilan.ensemble)]
        ecrire_csv(({"genre": genre} | note.en_json() for genre, note in notes), COLONNES)
    else:
        print("\n".join(_tableau(bilan, erreurs=options.erreurs)))
    return CORRECT


def _bilans(chemins: list[str]) -> list[Bilan]:
    """Each pair; every key and every document that cannot be read are told at once."""
    from jalons.lecture.evaluation.cles import lire_cle
    from jalons.lecture.evaluation.notes import noter

    if len(chemins) % 2:
        message = "Un document est donné sans sa clé : écrivez DOCUMENT VERITE.json, autant de fois qu'il faut."
        raise EntreeRefusee([Faute("evaluer", message, f"{len(chemins)} fichiers", "un nombre pair")], quoi="evaluer")
    fautes: list[Faute] = []
    bilans = []
    for document, verite in zip(chemins[::2], chemins[1::2], strict=True):
        lus = [_ou_fautes(lire_cle, Path(verite), fautes), _ou_fautes(_elements, document, fautes)]
        if not fautes:
            cle, (elements, type_lu) = lus
            bilans.append(noter(elements, cle, type_lu=type_lu))
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons lecture evaluer")
    return bilans


def _ou_fautes(lire: Callable[[Any], Any], chemin: Any, fautes: list[Faute]) -> Any:
    """What is read there; ``None`` when it is refused, its faults being added."""
    try:
        return lire(chemin)
    except EntreeRefusee as refus:
        fautes += refus.fautes
    return None


def _elements(document: str) -> tuple[list[dict[str, Any]], str]:
    """The elements of a document, or those of a reading kept as JSON."""
    if not document.lower().endswith(".json"):
        lecture = lire_document(document)
        return [e.en_json() for e in lecture.elements], lecture.type
    from jalons.lecture.evaluation.cles import charger_json, fautes_des_elements

    donnees = charger_json(Path(document))
    if fautes := fautes_des_elements(document, donnees.get("elements")):
        raise EntreeRefusee(fautes, quoi=document)
    return donnees["elements"], str(donnees.get("type") or "")


def _erreur(erreur: Any) -> dict[str, Any]:
    return {"document": erreur.document, "nature": erreur.nature, "element": dict(erreur.element)}


def _tableau(bilan: Bilan, *, erreurs: bool) -> Iterator[str]:
    for document, lu, attendu in bilan.types:
        if lu and lu != attendu:
            yield f"{document} : lu comme « {lu} », c'est « {attendu} »."
    yield f"{'genre':<20} précision  rappel      F1   vrais   faux  manques"
    for genre, note in [*sorted(bilan.genres.items()), ("global", bilan.ensemble)]:
        yield f"{genre:<20} {_ligne(note)}"
    if erreurs:
        for e in bilan.erreurs:
            valeur = e.element.get("valeur")
            yield (
                f"{e.nature} {e.document} {e.element['genre']} {e.element.get('numero') or ''} : "
                f"{e.element.get('texte') or ''}{'' if valeur is None else f' = {valeur}'} ({e.element.get('parent')})"
            )


def _ligne(note: Note) -> str:
    parts = "".join(f"{'–' if v is None else f'{v:.3f}':>8}" for v in (note.rappel, note.f1))
    precision = "–" if note.precision is None else f"{note.precision:.3f}"
    faux = str(note.faux) if note.exhaustif else "–"
    return f"{precision:>9}{parts}{note.vrais:>8}{faux:>7}{note.manques:>9}"
