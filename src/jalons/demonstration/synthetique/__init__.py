"""A whole synthetic département in the registers of Haute-Rive, beside the children invented by hand.

``charger`` draws the tables (``jalons.synthese``), then writes them as the services would have: rows, facts, deadlines.
One transaction, which ends with its marker: a kill leaves nothing, and the next load begins again. Every day of the
tables is counted from the day of the load, the last one known.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.utils import timezone

from jalons.application.crip.echeances import garder
from jalons.application.faits.locaux import regles_de
from jalons.application.observatoire import services as observatoire
from jalons.demonstration import comptes, marques
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique import autres, distances, echeances, gens, imports, tableaux
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.familles import Familles
from jalons.demonstration.synthetique.fonds import Fonds
from jalons.demonstration.synthetique.offre import Offre
from jalons.demonstration.synthetique.projets import Projets
from jalons.demonstration.synthetique.registre import Registre
from jalons.demonstration.synthetique.situations import Crip
from jalons.demonstration.synthetique.suivi import Suivi
from jalons.demonstration.synthetique.vie import VieDesLieux
from jalons.synthese.departement import Demande

ENFANTS = 150
"""Children followed that a load draws when nobody says how many."""
ANNEES, GRAINE = 5, 1
MARQUE = "haute-rive/synthétique"


def charger(*, au: date, dire: Callable[[str], None], enfants: int = ENFANTS) -> bool:
    """Load the département unless one is there; whether there was something to do.

    Args:
        au: the last day known.
        enfants: children followed on that day; 0 loads nothing.
    """
    if not enfants:
        return False
    par = comptes.agent("mission-f0")
    with marques.dossier(MARQUE, collectivite=HAUTE_RIVE, par=par) as a_faire:
        if a_faire:
            demande = Demande(enfants=enfants, annees=ANNEES, graine=GRAINE, au=au, departement=HAUTE_RIVE)
            dire(f"  tirage d'un département de {enfants} enfants suivis")
            fonds = Fonds.tirer(demande)
            eux = ecrire(fonds, Greffe(HAUTE_RIVE, timezone.now(), par=par.pk), dire)
            dire("  contrats, évaluations, événements, contrôles et travaux des établissements")
            VieDesLieux(fonds, Greffe(HAUTE_RIVE, timezone.now(), par=par.pk)).ecrire(par)
            distances.charger(fonds, eux.communes, maintenant=timezone.now(), par=par)
            dire("  chaîne des délais")
            calcul = observatoire.demander(collectivite=HAUTE_RIVE, au=au, maintenant=timezone.now(), par=par)
            observatoire.conclure(calcul=observatoire.extraire(calcul=calcul), maintenant=timezone.now())
            dire("  tableaux de l'observatoire")
            tableaux.calculer(fonds, eux, maintenant=timezone.now(), par=par)
            dire("  deux extractions du logiciel métier, l'une fautive, l'autre retenue")
            imports.charger(fonds.tables, collectivite=HAUTE_RIVE, au=au, par=par, maintenant=timezone.now())
    return a_faire


@contextmanager
def _sans_ramassage() -> Iterator[None]:
    """Nothing is looked at for garbage: millions of objects are kept until the end, and none forms a cycle."""
    allume = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if allume:
            gc.enable()


def ecrire(fonds: Fonds, greffe: Greffe, dire: Callable[[str], None]) -> gens.Gens:
    """Write the registers; inside the perimeter and the transaction of the caller. Gives who was written."""
    eux, registre, regles = gens.preparer(fonds, greffe), Registre(greffe), regles_de(HAUTE_RIVE)
    with _sans_ramassage(), greffe.en_fond():
        dire("  enfants, familles, adresses, référents")
        gens.ecrire(fonds, greffe, eux)
        autres.naissances(eux, registre)
        dire("  informations préoccupantes et évaluations")
        Crip(fonds, greffe, eux, registre).ecrire()
        dire("  mesures, décisions, renouvellements")
        suivi = Suivi(fonds, greffe, eux, registre)
        suivi.ecrire()
        dire("  projets pour l'enfant et rapports de situation")
        Projets(fonds, greffe, eux, suivi, registre).ecrire()
        dire("  établissements, places, accueils, demandes de place")
        offre = Offre(fonds, greffe, eux)
        offre.ecrire()
        dire("  assistants familiaux, agréments, formations")
        familles = Familles(fonds, greffe, eux, offre)
        familles.ecrire()
        autres.noter(fonds, eux, suivi, registre)
        dire(f"  {len(registre.notes)} faits")
        registre.ecrire()
        suivi.ecrire_liens()
        dire("  échéances")
        echeances.ecrire(greffe, registre.notes, regles)
        echeances.ecrire(greffe, familles.registre.notes, regles, familles.registre.genre)
    garder(None, HAUTE_RIVE)  # once all is written, which goes on until the end of the block
    return eux
