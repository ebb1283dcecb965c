"""A child whose measure began, his projet, his report; days are fixed, names invented."""

from datetime import date

from jalons.application.enfants.tests.factories import EnfantFactory, LienFactory
from jalons.application.faits import services as faits
from jalons.application.projets_enfant import services
from jalons.noyau.dates import DateCivile

AU = date(2025, 6, 30)
NAISSANCE = DateCivile(2015, 3, 12)


def enfant_suivi(mesure="M-1", debut=date(2025, 1, 10), cadre="administratif", naissance=NAISSANCE, **champs):
    """A child known to the engine, whose measure began on ``debut``."""
    enfant = EnfantFactory(naissance=naissance, **champs)
    if naissance is not None:
        faits.enregistrer(sujet=enfant, evenement="naissance", survenu_le=naissance, par=None)
    commencer(enfant, mesure, debut, cadre)
    return enfant


def commencer(enfant, mesure, debut, cadre="administratif", type_="aed"):
    """A measure begins."""
    attributs = {"mesure": mesure, "type": type_, "cadre": cadre}
    faits.enregistrer(sujet=enfant, evenement="mesure_debut", survenu_le=debut, attributs=attributs, par=None)


def projet_redige(enfant=None, commence_le=date(2025, 1, 20)):
    """A projet with one domain, one objective, one action, the words of the child and of the parents."""
    enfant = enfant or enfant_suivi()
    projet = services.ouvrir(enfant=enfant, commence_le=commence_le, par=None, au=AU)
    services.rediger_volet(
        projet=projet, domaine="sante", version=0, par=None, au=AU, besoins="Dormir mieux.", ressources="Sa tante.",
        mots_simples="Tu dors mal en ce moment.",
    )  # fmt: skip
    objectif = services.ajouter_objectif(
        projet=projet, domaine="sante", texte="Retrouver le sommeil", mots_simples="Bien dormir.", par=None, au=AU
    )
    services.ajouter_action(
        objectif=objectif, texte="Rituel du soir", responsable="Sa mère", debut=date(2025, 2, 1), par=None, au=AU
    )
    projet.refresh_from_db()
    return services.rediger_paroles(
        projet=projet, version=projet.version, par=None, au=AU, parole_enfant="Je veux dormir chez maman.",
        parole_parents="Nous sommes d'accord.",
    )  # fmt: skip


def projet_etabli(enfant=None, le=date(2025, 3, 1)):
    """The same, established."""
    projet = projet_redige(enfant)
    return services.etablir(projet=projet, version=projet.version, le=le, par=None, au=AU)


def avis(projet, qui, le=date(2025, 3, 5), reponse="signe", **champs):
    """One agreement."""
    return services.recueillir(projet=projet, version=None, qui=qui, reponse=reponse, le=le, par=None, au=AU, **champs)


def projet_signe(enfant=None):
    """The same, signed by the child, his mother and the service."""
    projet = projet_etabli(enfant)
    mere = LienFactory(enfant=projet.enfant).personne
    avis(projet, "enfant")
    avis(projet, "titulaire", personne=mere)
    avis(projet, "service")
    return services.signer(projet=projet, version=None, le=date(2025, 3, 10), par=None, au=AU)


COMPLET = {
    "debut": date(2025, 1, 10), "fin": date(2025, 5, 31), "redacteurs": "Ada Exemple, éducatrice\nLou Fictif, psychologue",
    "sante": "Il dort mieux.", "evaluation": "Le projet porte.", "propositions": "Poursuivre.",
}  # fmt: skip


def rapport_soumis(enfant=None, cadre="judiciaire"):
    """A complete report that waits for the cadre."""
    rapport = services.ouvrir_rapport(enfant=enfant or enfant_suivi(), cadre=cadre, par=None, au=AU)
    rapport = services.rediger_rapport(rapport=rapport, version=rapport.version, par=None, au=AU, **COMPLET)
    return services.soumettre(rapport=rapport, version=rapport.version, par=None, au=AU)


def rapport_valide(enfant=None, cadre="judiciaire", le=date(2025, 6, 2)):
    """The same, validated."""
    rapport = rapport_soumis(enfant, cadre)
    return services.valider(rapport=rapport, version=rapport.version, le=le, par=None, au=AU)
