"""A small Cantal: situations, measures and projets by their services, and a run over them."""

from datetime import UTC, date, datetime

from jalons.application.crip import services as crip
from jalons.application.crip.tests.factories import quand, situation
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.observatoire import services
from jalons.application.observatoire.models import Calcul

AU = date(2025, 6, 30)
MAINTENANT = datetime(2025, 6, 30, 9, tzinfo=UTC)


def calculer(collectivite="15", au=AU, par=None):
    """A run, from its demand to its end, without the job that carries it."""
    calcul = services.demander(collectivite=collectivite, au=au, maintenant=MAINTENANT, par=par)
    services.extraire(calcul=calcul)
    return services.conclure(calcul=Calcul.objects.get(pk=calcul.pk), maintenant=MAINTENANT)


def recue(le, *enfants, **champs):
    """A situation whose information was received on ``le``."""
    return situation(*enfants, recue_le=le, au=AU, **champs)


def qualifiee(le, qualifiee_le, *enfants, **champs):
    objet = recue(le, *enfants, **champs)
    crip.qualifier(**quand(objet, qualifiee_le, AU))
    objet.refresh_from_db()
    return objet


def evaluee(le, qualifiee_le, rapport_le, *enfants, conclusion="aide", **champs):
    objet = qualifiee(le, qualifiee_le, *enfants, **champs)
    crip.confier_evaluation(unite=None, service="Association Imaginaire", **quand(objet, qualifiee_le, AU))
    objet.refresh_from_db()
    crip.rendre_rapport(conclusion=conclusion, synthese="Lu.", derogation="Repris.", **quand(objet, rapport_le, AU))
    objet.refresh_from_db()
    return objet


def aidee(decidee_le, debut_le=None, enfant=None, **champs):
    """A measure recorded, its own steps as given."""
    return MesureFactory(
        enfant=enfant or EnfantFactory(), decidee_le=decidee_le, accord_le=decidee_le, debut_le=debut_le, **champs
    )


def resultat(calcul, lien):
    """What the run says of a link, for everybody."""
    return next(r for r in calcul.resultats if r["lien"] == lien)
