"""Every form of the registers that knows a version: sent late, it says what a colleague did and keeps what was typed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.balayage.arbre import adresses
from tests.balayage.balai import cas
from tests.balayage.monde import Monde
from tests.charge.page import formulaire

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.tests.factories import jusqu_a
from jalons.application.echeancier import actes, services
from jalons.application.echeancier.models import ActeEnregistre
from jalons.application.enfants.tests.factories import AdresseFactory, EnfantFactory, LienFactory
from jalons.application.faits import services as faits
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.mesures import services as mesures
from jalons.application.projets_enfant.cycle import Acte as ActeProjet
from jalons.application.projets_enfant.models import Action, Objectif
from jalons.application.projets_enfant.tests import factories as projets

MODULES = ("enfants", "crip", "mesures", "projets_enfant", "echeancier")
NEUFS = ("echeancier:echeance", "enfants:adresse_nouvelle", "enfants:lier", "projets_enfant:action_nouvelle",
         "projets_enfant:objectif_nouveau")  # fmt: skip
"""Pages whose form adds a row, where there is no text of a colleague; and one that only shows two forms tried here."""
CONNUS = ("version", "empreinte")
"""Hidden fields by which a form says what it started from."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63", "F0")


@dataclass(frozen=True)
class Tard:
    """A form, what a colleague sends first, what comes late.

    Attributes:
        adresse: page of the form; ``vers``: where it is sent, when elsewhere.
        premier, second: what each changes; the value said of each is that of its first field, or ``dit``.
        dit: what the page must say of the colleague's change.
        garde: what must still be in the form.
    """

    adresse: str
    premier: dict[str, Any]
    second: dict[str, Any]
    dit: str = ""
    garde: str = ""
    vers: str = ""
    avant: list[Any] = field(default_factory=list)


def hier(jours=1):
    return (timezone.localdate() - timedelta(days=jours)).isoformat()


def _simple(nom, *arguments, champ, **autres):
    adresse = reverse(nom, args=arguments)
    return Tard(
        adresse,
        autres | {champ: "Texte du collègue"},
        autres | {champ: "Mon texte à moi"},
        "Texte du collègue",
        "Mon texte à moi",
    )


def enfants_():
    enfant = EnfantFactory()
    lien, adresse = LienFactory(enfant=enfant), AdresseFactory(enfant=enfant, voie="1 rue des Essais")
    yield _simple("enfants:modifier", enfant.pk, "identite", champ="lieu_naissance")
    yield _simple("enfants:modifier", enfant.pk, "situation", champ="ecole")
    yield _simple("enfants:personne", enfant.pk, lien.pk, champ="prenom")
    yield _simple("enfants:adresse", enfant.pk, adresse.pk, champ="voie")
    yield _simple("enfants:medical", enfant.pk, champ="allergies")
    yield _simple("enfants:judiciaire", enfant.pk, champ="magistrat")
    yield _simple("enfants:secret", enfant.pk, champ="pli")
    point = {"ecole_latitude": "45.5", "ecole_longitude": "2.5"}
    besoins = reverse("enfants:modifier_besoins", args=[enfant.pk])
    yield Tard(besoins, point, point | {"ecole_latitude": "44.5"}, "45.5", "44.5")


def crip_():
    for etat, voulus in (
        (Etat.RECUE, (Acte.QUALIFIER, Acte.NE_PAS_QUALIFIER, Acte.TRANSFERER)),
        (Etat.QUALIFIEE, (Acte.SIGNALER, Acte.CONFIER)),
        (Etat.EN_EVALUATION, (Acte.COMPOSER, Acte.INFORMER_PARENTS, Acte.CONSIGNER_VISITE, Acte.VOIR_SEUL,
                              Acte.IMPOSSIBILITE, Acte.AJOUTER_ENFANT, Acte.DEMANDER_REPONSE, Acte.REPONDRE)),
        (Etat.RAPPORT_REMIS, (Acte.CLASSER, Acte.PROPOSER_AIDE, Acte.SAISIR)),
    ):  # fmt: skip
        for acte in voulus:
            yield _d_un_collegue(jusqu_a(etat, unite=None), acte)
    objet = jusqu_a(Etat.EN_EVALUATION)
    adresse = reverse("crip:remplir_grille", args=[objet.pk])
    yield Tard(
        adresse,
        {"r-sante": "Texte du collègue"},
        {"r-sante": "Mon texte à moi"},
        "Texte du collègue",
        "Mon texte à moi",
    )
    yield _rapport(jusqu_a(Etat.EN_EVALUATION))
    yield _simple("crip:grille", champ="texte")  # the last one: it replaces the headings


TYPES: dict[Acte, dict[str, Any]] = {
    Acte.QUALIFIER: {"motif": "Mon motif"}, Acte.NE_PAS_QUALIFIER: {"motif": "Mon motif"},
    Acte.TRANSFERER: {"motif": "Mon motif", "autre": "63", "connu_le": hier()},
    Acte.SIGNALER: {"motif": "Mon motif", "danger": "grave"}, Acte.CONFIER: {"service": "Mon motif"},
    Acte.COMPOSER: {"nom": "Mon motif", "fonction": "Psychologue"}, Acte.INFORMER_PARENTS: {"avis": "Mon motif"},
    Acte.CONSIGNER_VISITE: {"compte_rendu": "Mon motif"}, Acte.VOIR_SEUL: {"avis": "Mon motif"},
    Acte.IMPOSSIBILITE: {"motif": "Mon motif"}, Acte.AJOUTER_ENFANT: {"numero": "MONMOTIF"},
    Acte.DEMANDER_REPONSE: {"le": hier()}, Acte.REPONDRE: {"reponse": "Mon motif"},
    Acte.CLASSER: {"motif": "Mon motif"}, Acte.PROPOSER_AIDE: {"motif": "Mon motif", "aide": "TISF"},
    Acte.SAISIR: {"motif": "Mon motif", "danger": "refus"},
}  # fmt: skip
"""What the agent types; the first value must still be there."""


def _d_un_collegue(objet, acte):
    """Meanwhile a colleague joins an information: the act stays possible, the version is not the same any more."""
    typees = dict(TYPES[acte])
    if acte is Acte.AJOUTER_ENFANT:
        typees["numero"] = EnfantFactory().numero
    if acte is Acte.VOIR_SEUL:
        typees["concerne"] = str(objet.concernes.get().pk)
    autre = reverse("crip:joindre", args=[objet.pk])
    if objet.etat == Etat.RAPPORT_REMIS:
        autre = reverse("crip:acte", args=[objet.pk, Acte.REPONDRE])
    return Tard(
        reverse("crip:acte", args=[objet.pk, acte]), {}, typees, "enregistré le", next(iter(typees.values())),
        avant=[autre, {"contenu": "Nouvelle inquiétude", "origine": "ecole"}],
    )  # fmt: skip


def _rapport(objet):
    typees = {"synthese": "Mon motif", "conclusion": "aide", "derogation": "Urgence"}
    return Tard(reverse("crip:acte", args=[objet.pk, Acte.RENDRE_RAPPORT]), {}, typees, "enregistré le", "Mon motif",
                avant=[reverse("crip:joindre", args=[objet.pk]), {"contenu": "Nouvelle inquiétude", "origine": "ecole"}])  # fmt: skip


def mesures_():
    quand = {"par": None, "au": timezone.localdate(), "accord_le": timezone.localdate() - timedelta(days=100),
             "decidee_le": timezone.localdate() - timedelta(days=90)}  # fmt: skip
    for code, typees in (
        ("notifier", {"notifiee_le": hier()}), ("demarrer", {"service": "Mon service", "debut_le": hier()}),
        ("terminer", {"fin_le": hier(), "motif_fin": "sans_suite"}), ("annuler", {"motif": "Saisie deux fois"}),
        ("affecter", {"service": "Mon service"}), ("renouveler", {"reference": "Ma décision", "decide_le": hier()}),
    ):  # fmt: skip
        mesure = mesures.decider(enfant=EnfantFactory(), nature="aed", **quand)
        if code == "renouveler":
            mesure = mesures.demarrer(mesure=mesure, version=None, debut_le=timezone.localdate() - timedelta(days=60),
                                      par=None, au=timezone.localdate())  # fmt: skip
        if code == "terminer":
            from jalons.droit.mesures import natures

            typees["motif_fin"] = natures()["aed"].fins[0].code
        yield Tard(reverse(f"mesures:{code}", args=[mesure.pk]), {}, typees, "Service du collègue", next(iter(typees.values())),
                   avant=[reverse("mesures:affecter", args=[mesure.pk]), {"service": "Service du collègue"}])  # fmt: skip


def projets_():
    redige = projets.projet_redige()
    objectif, action = Objectif.objects.get(projet=redige), Action.objects.get(objectif__projet=redige)
    yield _simple("projets_enfant:volet", redige.pk, "sante", champ="besoins")
    yield _simple("projets_enfant:paroles", redige.pk, champ="lieu")
    yield _simple("projets_enfant:objectif", redige.pk, objectif.pk, champ="texte")
    yield _simple("projets_enfant:action", redige.pk, action.pk, champ="texte")
    for acte, typees, depart in (
        (ActeProjet.ETABLIR, {"le": hier(3)}, projets.projet_redige),
        (ActeProjet.SANTE, {"le": hier(3)}, projets.projet_redige),
        (ActeProjet.CONFIANCE, {"le": hier(3), "reponse": "refusee"}, projets.projet_redige),
        (ActeProjet.CLORE, {"le": hier(3)}, projets.projet_redige),
        (ActeProjet.RECUEILLIR, {"precision": "Mon avis", "qui": "autre"}, projets.projet_etabli),
        (ActeProjet.REPRENDRE, {}, projets.projet_etabli),
        (ActeProjet.REMETTRE, {"precision": "Mon avis"}, projets.projet_etabli),
        (ActeProjet.DEMANDER, {"motif": "Mon motif"}, projets.projet_signe),
    ):
        projet = depart(projets.enfant_suivi())
        yield Tard(reverse("projets_enfant:acte", args=[projet.pk, acte]), {}, typees, "Personne de confiance proposée le",
                   next(iter(typees.values()), ""),
                   avant=[reverse("projets_enfant:acte", args=[projet.pk, "confiance"]), {"reponse": "refusee"}])  # fmt: skip
    signe = projets.projet_signe(projets.enfant_suivi())
    evalue = Objectif.objects.get(projet=signe)
    yield _simple("projets_enfant:evaluer", signe.pk, evalue.pk, champ="bilan", evaluation="atteint", evalue_le=hier())
    rapport = projets.rapport_soumis()
    yield Tard(reverse("projets_enfant:acte_rapport", args=[rapport.pk, "valider"]), {}, {"le": hier()}, "à reprendre ici", hier(),
               avant=[reverse("projets_enfant:acte_rapport", args=[rapport.pk, "renvoyer"]), {"motif": "à reprendre ici"}])  # fmt: skip
    from jalons.application.projets_enfant import services

    brouillon = services.ouvrir_rapport(
        enfant=projets.enfant_suivi(), cadre="judiciaire", par=None, au=timezone.localdate()
    )
    yield _simple("projets_enfant:modifier_rapport", brouillon.pk, champ="evaluation")
    ecrit = {"propositions": "Proposition du collègue"}
    yield Tard(reverse("projets_enfant:acte_rapport", args=[brouillon.pk, "soumettre"]), {}, {}, "Proposition du collègue",
               avant=[reverse("projets_enfant:modifier_rapport", args=[brouillon.pk]), ecrit])  # fmt: skip


def echeancier_():
    enfant = EnfantFactory()
    faits.enregistrer(sujet=enfant, evenement="mesure_provisoire_ordonnee", par=None, attributs={"affaire": "A-1", "premiere": True},
                      survenu_le=timezone.localdate() - timedelta(days=30))  # fmt: skip
    due = Echeance.objects.get(sujet_id=enfant.pk, regle="JUD-FOND-6M")
    page, motiver, deplacer = (reverse(f"echeancier:{n}", args=[due.pk]) for n in ("echeance", "motiver", "deplacer"))
    yield Tard(page, {"motif": "justice", "precision": "Texte du collègue"}, {"motif": "place", "precision": "Mon texte à moi"},
               "Texte du collègue", "Mon texte à moi", vers=motiver)  # fmt: skip
    prorogation = {"acte": "instruction_prorogee", "motif": "elements_attendus"}
    yield Tard(page, prorogation | {"survenu_le": hier(9)}, prorogation | {"survenu_le": hier(4)}, "Dernier acte sur le délai",
               hier(4), vers=deplacer)  # fmt: skip
    grand = EnfantFactory()
    for evenement, quand in (("naissance", date(2009, 3, 12)), ("admission_ase", date(2024, 1, 8))):
        faits.enregistrer(sujet=grand, evenement=evenement, survenu_le=quand, par=None)
    du = Echeance.objects.get(sujet_id=grand.pk, regle="MAJ-17A")
    page, tenir = (reverse(f"echeancier:{n}", args=[du.pk]) for n in ("echeance", "tenir"))
    acte = {"acte": "entretien_17_ans"}
    yield Tard(page, acte | {"survenu_le": hier(9)}, acte | {"survenu_le": hier(4)}, "Dernier acte sur le délai", hier(4),
               vers=tenir)  # fmt: skip
    [offert] = actes.possibles(regles_de("15"), "JUD-FOND-6M")
    services.enregistrer_acte(echeance=due, sujet=enfant, acte=offert, survenu_le=timezone.localdate(), par=None,
                              motif="elements_attendus", au=timezone.localdate())  # fmt: skip
    note = ActeEnregistre.objects.get(sujet_id=enfant.pk, par=None)
    yield Tard(reverse("echeancier:annuler", args=[due.pk, note.pk]), {"motif": "Mauvais dossier"},
               {"motif": "Mon texte à moi"}, "our de cet acte", "Mon texte à moi")  # fmt: skip


FAMILLES = {
    "enfants": enfants_,
    "crip": crip_,
    "mesures": mesures_,
    "projets_enfant": projets_,
    "echeancier": echeancier_,
}


def collegue(nom, collectivite="15"):
    agent = AffectationFactory(role=Role.CADRE_ASE, agent__nom=nom, collectivite_id=collectivite).agent
    for role in (Role.CRIP, Role.SANTE):
        AffectationFactory(role=role, agent=agent, collectivite_id=collectivite)
    client = Client()
    client.force_login(agent)
    return client


@pytest.mark.parametrize("module", FAMILLES)
def test_un_envoi_depasse_dit_qui_a_change_quoi_et_garde_la_saisie(module):
    premiere, seconde = collegue("Première"), collegue("Seconde")
    ennuis = []
    for tard in FAMILLES[module]():
        mien = formulaire(seconde.get(tard.adresse).text, vers=tard.vers) | {c: [v] for c, v in tard.second.items()}
        avant, change = tard.avant or [tard.vers or tard.adresse, tard.premier]
        depart = formulaire(
            premiere.get(tard.adresse if not tard.avant else avant).text, vers="" if tard.avant else tard.vers
        )
        fait = premiere.post(avant, depart | {c: [v] for c, v in change.items()})
        recu = seconde.post(tard.vers or tard.adresse, mien)
        lu = unescape(recu.text).split("<main", 1)[-1]
        vus = {"colleague's act": fait.status_code == 302, "409": recu.status_code == 409, "who": "Première" in lu,
               "when": f"{timezone.localdate():%Y}" in lu, "what": tard.dit in lu, "kept": tard.garde in lu}  # fmt: skip
        manquants = [quoi for quoi, vu in vus.items() if not vu]
        if manquants:
            ennuis.append(f"{tard.vers or tard.adresse} {fait.status_code} {recu.status_code}: no {manquants}")

    assert not ennuis, "\n".join(ennuis)


def test_aucun_formulaire_versionne_n_echappe_au_test_precedent():
    """Every page of the sweep whose form holds a version is one of the views above."""
    monde, client = Monde("15"), collegue("Témoin")
    formes = {_forme(t.vers or t.adresse) for famille in FAMILLES.values() for t in famille()}
    registres = [a for a in adresses() if a.nom.split(":")[0] in MODULES and a.nom not in NEUFS]
    oubliees = []
    for c in cas(registres, monde):
        reponse = client.get(c.chemin)
        if reponse.status_code == 200 and "text/html" in reponse.headers["Content-Type"]:
            versionnee = any(f'name="{nom}"' in reponse.text for nom in CONNUS)
            if versionnee and _forme(c.chemin) not in formes:
                oubliees.append(c.chemin)

    assert not oubliees, "\n".join(oubliees)


def _forme(adresse):
    """An address without its keys."""
    return "/".join("#" if mot.isdecimal() else mot for mot in adresse.split("/"))
