"""A contract file into the base, once or again.

Re-importing compares three states: the file imported last, the new file, and what the base says now. What the two
files agree on is left as agents made it; what changed between them is written. A contract that was not imported is
compared with itself: what the file says replaces it, what the file leaves out goes. Fiches are never deleted, and
their status, notes and contents are not in a contract file: an import does not touch them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.contrats import selectors
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.services.constats import constater
from jalons.application.contrats.services.ecriture import IMPORTE, ecrire
from jalons.application.contrats.services.edition import exiger_un_avenant
from jalons.application.fiches.models import Cadre
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Collectivite
from jalons.noyau.differences import Difference, differences, fusionner
from jalons.noyau.gabarit_donnees import en_donnees, relire
from jalons.noyau.saisie import EntreeRefusee, Faute


@dataclass(frozen=True, slots=True)
class Apercu:
    """What an import would do.

    Attributes:
        contrat: the contract that the file describes, if it is known already.
        resultat: the dossier after the import.
        changements: from what the base says now to ``resultat``.
    """

    contrat: Contrat | None
    resultat: DossierContrat
    changements: list[Difference]


def trouver(dossier: DossierContrat) -> Contrat | None:
    """The contract of the same collectivité and title, in the open perimeter.

    Raises:
        EntreeRefusee: several contracts have them.
    """
    memes = list(selectors.tous().filter(collectivite=dossier.departement, cadre__titre__iexact=dossier.intitule)[:2])
    if len(memes) > 1:
        message = f"Plusieurs contrats s'intitulent « {dossier.intitule} » : renommez-en un, puis recommencez."
        raise EntreeRefusee([Faute("intitule", message, dossier.intitule, "un intitulé unique")], quoi="Import")
    return memes[0] if memes else None


def previsualiser(dossier: DossierContrat, *, contrat: Contrat | None = None) -> Apercu:
    """What importing ``dossier`` would change; nothing is written."""
    vise = contrat or trouver(dossier)
    if vise is None:
        return Apercu(None, dossier, differences({}, en_donnees(dossier)))
    actuel, nouveau = en_donnees(selectors.dossier(vise)), en_donnees(dossier)
    base = vise.declarations.get(IMPORTE, actuel)
    fusion = fusionner(base, nouveau, actuel)
    return Apercu(vise, relire(DossierContrat, fusion), differences(actuel, fusion))


@transaction.atomic
def importer(dossier: DossierContrat, *, par: Agent | None, contrat: Contrat | None = None) -> Contrat:
    """Write the contract that ``dossier`` describes, in the open perimeter; the same dossier twice changes nothing.

    Args:
        contrat: the contract to bring up to date; found by its title when not given.

    Raises:
        EntreeRefusee: every fault at once, or the contract was signed in Jalons and the change needs an avenant;
            nothing is written.
    """
    _exiger_collectivite(dossier)
    if contrat is not None:
        contrat = Contrat.objects.select_for_update().select_related("cadre").get(pk=contrat.pk)
    apercu = previsualiser(dossier, contrat=contrat)
    if apercu.contrat is not None:
        exiger_un_avenant(apercu.contrat, selectors.dossier(apercu.contrat), apercu.resultat)
    ecrit = apercu.contrat or _neuf(dossier)
    base = en_donnees(dossier)
    nouvelle = ecrit.declarations.get(IMPORTE) != base
    connu = not ecrit._state.adding
    ecrit.declarations = {**ecrit.declarations, IMPORTE: base}
    lignes = ecrire(ecrit, apercu.resultat, par=par)
    if nouvelle and connu:
        ecrit.save(update_fields=["declarations"])
    if lignes:
        constater(ecrit, apercu.resultat, par=par)
    journaliser("contrats:importer", objet=ecrit, par=par, lignes=lignes, changements=len(apercu.changements))
    return ecrit


def _neuf(dossier: DossierContrat) -> Contrat:
    cadre = Cadre(collectivite_id=dossier.departement, nature=Cadre.Nature.CONTRAT)
    return Contrat(cadre=cadre, collectivite_id=dossier.departement, repris=True)


def _exiger_collectivite(dossier: DossierContrat) -> None:
    if Collectivite.objects.filter(pk=dossier.departement).exists():
        return
    message = (
        f"« {dossier.departement} » n'est pas le code d'une collectivité compétente : écrivez par exemple 15, 69D, 69M "
        "ou 6AE."
    )
    raise EntreeRefusee([Faute("departement", message, dossier.departement, "un code de collectivité")], quoi="Import")
