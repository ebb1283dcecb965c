"""Valid situations with fixed dates, of the Cantal unless said, made through the services. Invented names only."""

from datetime import date

from jalons.application.crip import services
from jalons.application.crip.origines import Canal, Origine
from jalons.application.crip.rules import Acte, Etat
from jalons.application.enfants.tests.factories import EnfantFactory

JOUR = date(2024, 12, 2)
"""The day on which the acts of a test are done, unless said."""


def information(**champs):
    valeurs = {
        "recue_le": date(2024, 11, 30), "origine": Origine.ECOLE, "canal": Canal.PAPIER,
        "contenu": "Absences répétées, marques inexpliquées.",
    }  # fmt: skip
    return services.InformationRecue(**valeurs | champs)


def situation(*enfants, collectivite="15", au=JOUR, unite=None, **champs):
    connus = list(enfants) or [EnfantFactory(collectivite_id=collectivite)]
    return services.recevoir(
        collectivite=collectivite, information=information(**champs), connus=connus, au=au, par=None, unite=unite
    )


def quand(situation, le=JOUR, au=None, par=None):
    return {"situation": situation, "version": None, "le": le, "au": au or le, "par": par}


def jusqu_a(etat, *enfants, unite=None, service="Association Imaginaire", **champs):
    """A situation led to ``etat`` by the services."""
    objet = situation(*enfants, unite=unite, **champs)
    for acte in CHEMINS[etat]:
        _faire(acte, objet, unite, service)
        objet.refresh_from_db()
    return objet


CHEMINS = {
    Etat.RECUE: (),
    Etat.QUALIFIEE: (Acte.QUALIFIER,),
    Etat.NON_QUALIFIEE: (Acte.NE_PAS_QUALIFIER,),
    Etat.SIGNALEE: (Acte.QUALIFIER, Acte.SIGNALER),
    Etat.EN_EVALUATION: (Acte.QUALIFIER, Acte.CONFIER),
    Etat.RAPPORT_REMIS: (Acte.QUALIFIER, Acte.CONFIER, Acte.RENDRE_RAPPORT),
    Etat.CLASSEE: (Acte.QUALIFIER, Acte.CONFIER, Acte.RENDRE_RAPPORT, Acte.CLASSER),
    Etat.AIDE_PROPOSEE: (Acte.QUALIFIER, Acte.CONFIER, Acte.RENDRE_RAPPORT, Acte.PROPOSER_AIDE),
    Etat.SAISIE: (Acte.QUALIFIER, Acte.CONFIER, Acte.RENDRE_RAPPORT, Acte.SAISIR),
    Etat.SUITES: (Acte.QUALIFIER, Acte.CONFIER, Acte.RENDRE_RAPPORT, Acte.CLASSER, Acte.ENGAGER_SUITES),
    Etat.CLOTUREE: (Acte.NE_PAS_QUALIFIER, Acte.CLOTURER),
    Etat.TRANSFEREE: (Acte.TRANSFERER,),
}


def _faire(acte, objet, unite, service):
    geste = quand(objet)
    if acte is Acte.QUALIFIER:
        services.qualifier(**geste)
    elif acte is Acte.NE_PAS_QUALIFIER:
        services.ne_pas_qualifier(motif="Conflit de voisinage.", **geste)
    elif acte is Acte.SIGNALER:
        services.signaler(danger="grave", motif="Coups.", **geste)
    elif acte is Acte.CONFIER:
        services.confier_evaluation(unite=unite, service="" if unite else service, **geste)
    elif acte is Acte.RENDRE_RAPPORT:
        services.rendre_rapport(conclusion="aide", synthese="Lu.", derogation="Rapport repris d'un dossier.", **geste)
    elif acte in (Acte.CLASSER, Acte.PROPOSER_AIDE, Acte.SAISIR):
        services.conclure(acte=acte, motif="Vu en équipe.", aide="AED", danger="refus", **geste)
    elif acte is Acte.ENGAGER_SUITES:
        services.engager_suites(**geste)
    elif acte is Acte.CLOTURER:
        services.cloturer(**geste)
    elif acte is Acte.TRANSFERER:
        from jalons.application.territoires.models import Collectivite

        services.transferer(autre=Collectivite.objects.get(pk="63"), connu_le=geste["le"], **geste)
