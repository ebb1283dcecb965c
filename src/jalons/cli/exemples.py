"""An example under the help of each act, for those that do not write their own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

EXEMPLES = {
    "droit verifier": "jalons droit verifier --cas",
    "droit consulter": "jalons droit consulter 2022",
    "echeances calculer": "jalons echeances calculer faits.json --au 2025-06-30 --format json",
    "echeances expliquer": "jalons echeances expliquer RAP-ANNUEL",
    "echeances evenements": "jalons echeances evenements --format csv",
    "contrats controler": "jalons contrats controler exemples/contrats/cantal.yaml --format json",
    "contrats enveloppe": "jalons contrats enveloppe exemples/enveloppes/2020.yaml",
    "contrats importer": "jalons contrats importer exemples/contrats/cantal.yaml --sans-ecrire",
    "contrats exporter": "jalons contrats exporter --departement 15 --sortie dossiers",
    "schemas controler": "jalons schemas controler exemples/schemas/pas-de-calais.yaml --format json",
    "schemas importer": "jalons schemas importer exemples/schemas/pas-de-calais.yaml --sans-ecrire",
    "appariement tirer": "jalons appariement tirer --enfants 300 --places 6000 --sortie probleme.json",
    "appariement format": "jalons appariement format",
    "base preparer": "jalons base preparer",
    "base demarrer": "jalons base demarrer",
    "base arreter": "jalons base arreter",
    "base etat": "jalons base etat --format json",
    "base nettoyer": "jalons base nettoyer",
    "base recalculer": "jalons base recalculer --collectivite 62",
}
"""Words of the act → a command that runs, or that lacks only the file it names."""


class AideLisible(argparse.HelpFormatter):
    """Help whose examples stay on their own lines, as they can be copied; other texts are wrapped."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith(ANNONCE):
            return "".join(indent + ligne for ligne in text.splitlines(keepends=True))
        return super()._fill_text(text, width, indent)


ANNONCE = "Exemple :"
"""How an example begins."""


def montrer(commande: str) -> str:
    """The words under a help: the example on a line that holds nothing else."""
    return f"{ANNONCE}\n  {commande}"


def donner(analyseur: argparse.ArgumentParser) -> None:
    """Put its example under each act that has none: its own, or those of its family."""
    for acte in (analyseur, *actes(analyseur)):
        if acte.epilog:
            if acte.epilog.startswith(ANNONCE):
                acte.formatter_class = AideLisible
        elif exemple := EXEMPLES.get(acte.prog.removeprefix("jalons ")):
            acte.epilog, acte.formatter_class = montrer(exemple), AideLisible
        elif acte is not analyseur:
            acte.epilog, acte.formatter_class = analyseur.epilog, analyseur.formatter_class


def actes(analyseur: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parsers that do something: those without sub-commands."""
    sous = [a for a in analyseur._actions if isinstance(a, argparse._SubParsersAction)]
    if not sous:
        yield analyseur
    for groupe in sous:
        for choix in dict.fromkeys(groupe.choices.values()):
            yield from actes(choix)
