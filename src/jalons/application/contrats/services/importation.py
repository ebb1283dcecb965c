"""A contract file into the base, once or again (``fiches.services.importation`` says how the three states meet)."""

from __future__ import annotations

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.contrats import selectors
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.services.constats import constater
from jalons.application.contrats.services.ecriture import ecrire
from jalons.application.contrats.services.edition import exiger_un_avenant
from jalons.application.fiches.models import Cadre
from jalons.application.fiches.services.importation import Apercu, Importeur
from jalons.application.socle.journal import journaliser


def _neuf(dossier: DossierContrat) -> Contrat:
    cadre = Cadre(collectivite_id=dossier.departement, nature=Cadre.Nature.CONTRAT)
    return Contrat(cadre=cadre, collectivite_id=dossier.departement, repris=True)


IMPORTEUR: Importeur[DossierContrat, Contrat] = Importeur(
    Cadre.Nature.CONTRAT, "contrats", DossierContrat, selectors.tous, _neuf, selectors.dossier, ecrire
)


def previsualiser(dossier: DossierContrat, *, contrat: Contrat | None = None) -> Apercu[DossierContrat, Contrat]:
    """What importing ``dossier`` would change; nothing is written."""
    return IMPORTEUR.previsualiser(dossier, contrat)


@transaction.atomic
def importer(dossier: DossierContrat, *, par: Agent | None, contrat: Contrat | None = None) -> Contrat:
    """Write the contract that ``dossier`` describes, in the open perimeter; the same dossier twice changes nothing.

    Args:
        contrat: the contract to bring up to date; found by its title when not given.

    Raises:
        EntreeRefusee: every fault at once, or the contract was signed in Jalons and the change needs an avenant;
            nothing is written.
    """
    apercu = IMPORTEUR.preparer(dossier, contrat)
    if apercu.connu is not None:
        exiger_un_avenant(apercu.connu, selectors.dossier(apercu.connu), apercu.resultat)
    ecrit, lignes = IMPORTEUR.importer(dossier, apercu, par=par)
    if lignes:
        constater(ecrit, apercu.resultat, par=par)
    journaliser("contrats:importer", objet=ecrit, par=par, lignes=lignes, changements=len(apercu.changements))
    return ecrit
