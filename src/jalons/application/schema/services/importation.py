"""A schéma file into the base, once or again (``fiches.services.importation`` says how the three states meet)."""

from __future__ import annotations

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.faits.services import recalculer
from jalons.application.fiches.models import Cadre
from jalons.application.fiches.services.importation import Apercu, Importeur
from jalons.application.schema import selectors
from jalons.application.schema.dossier import DossierSchema
from jalons.application.schema.models import Schema
from jalons.application.schema.services.ecriture import ecrire
from jalons.application.socle.journal import journaliser


def _neuf(dossier: DossierSchema) -> Schema:
    cadre = Cadre(collectivite_id=dossier.departement, nature=Cadre.Nature.SCHEMA)
    return Schema(cadre=cadre, collectivite_id=dossier.departement)


IMPORTEUR: Importeur[DossierSchema, Schema] = Importeur(
    Cadre.Nature.SCHEMA, "schémas", DossierSchema, selectors.tous, _neuf, selectors.dossier, ecrire
)


def previsualiser(dossier: DossierSchema, *, schema: Schema | None = None) -> Apercu[DossierSchema, Schema]:
    """What importing ``dossier`` would change; nothing is written."""
    return IMPORTEUR.previsualiser(dossier, schema)


@transaction.atomic
def importer(dossier: DossierSchema, *, par: Agent | None, schema: Schema | None = None) -> Schema:
    """Write the schéma that ``dossier`` describes, in the open perimeter; the same dossier twice changes nothing.

    Args:
        schema: the schéma to bring up to date; found by its title when not given.

    Raises:
        EntreeRefusee: every fault at once; nothing is written.
    """
    apercu = IMPORTEUR.preparer(dossier, schema)
    ecrit, lignes = IMPORTEUR.importer(dossier, apercu, par=par)
    if lignes:
        recalculer(sujet=ecrit)
    journaliser("schema:importer", objet=ecrit, par=par, lignes=lignes, changements=len(apercu.changements))
    return ecrit
