"""Bad input of the CRIP: a sentence each, all at once, nothing lost, nothing written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.tests.factories import JOUR, jusqu_a, situation
from jalons.application.crip.tests.test_pages import acte, connecter, page, reception
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.enfants.tests.saisies import Saisie, ennuis
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
DEMAIN = "2100-01-01"
AVANT = "2024-01-15"
"""A day before the reception of every situation made here."""


def _acte(nom, objet, code, champs, dits, garde=()):
    return Saisie(nom, *acte(objet, code, **champs), dits, garde)


def receptions():
    jour = timezone.localdate()
    ici, mort, grand = (
        page("recevoir"),
        EnfantFactory(decede_le=DateCivile(2023)),
        EnfantFactory(naissance=DateCivile(1999)),
    )
    yield Saisie(
        "31/02",
        ici,
        reception(recue_le="31/02/2024"),
        ("« 31/02/2024 » n'est pas un jour du calendrier",),
        ("Marques.",),
    )
    yield Saisie(
        "everything at once", ici,
        reception(recue_le=DEMAIN, reponse_demandee_le="jamais", origine="departement", heure="25:99", contenu="",
                  informateur="Madame Rumeur", **{"e1-naissance": "31/02/2016", "e2-prenom": "Brume", "e2-naissance": "2199"}),
        ("dans l'avenir", "« jamais » n'est pas un jour", "département qui transmet", "« 31/02/2016 » n'est pas une date",
         "(2199) est après aujourd'hui"),
        ("Madame Rumeur", "Brume", "2199", "31/02/2016"),
    )  # fmt: skip
    yield Saisie(
        "no child, and another fault", ici, reception(recue_le=DEMAIN, **{"e1-prenom": " ", "e1-nom": "", "e1-naissance": ""}),
        ("dans l'avenir", "Aucun enfant n'est indiqué"), ("Marques.",),
    )  # fmt: skip
    yield Saisie(
        "sent by oneself", ici, reception(origine="departement", departement="15"),
        ("est le département qui reçoit",), ("Marques.",),
    )  # fmt: skip
    yield Saisie(
        "two faulty children", ici,
        reception(**{"e1-naissance": "12/2024", "e2-prenom": "Brume", "e2-naissance": "1980"}),
        ("vient après le jour de l'information", "Naissance : 1980"), ("Marques.", "Brume"),
    )  # fmt: skip
    yield Saisie(
        "nineteen",
        ici,
        reception(recue_le=jour.isoformat(), **{"e1-naissance": f"01/{jour.year - 19}"}),
        ("personne majeure au jour de l'information",),
        ("Marques.",),
    )  # fmt: skip
    yield Saisie("deceased", ici, reception(**{"e1-choix": str(mort.pk)}), ("enfant décédé",), ("Marques.",))
    yield Saisie("over 21", ici, reception(**{"e1-choix": str(grand.pk)}), ("personne majeure",), ("Marques.",))
    yield Saisie(
        "joined: two faults", page("joindre", situation().pk), reception(recue_le=DEMAIN, reponse_demandee_le="x"),
        ("dans l'avenir", "« x » n'est pas un jour"), ("Marques.",),
    )  # fmt: skip


def qualifications():
    recue, qualifiee = situation(), jusqu_a(Etat.QUALIFIEE)
    yield _acte(
        "31/02",
        recue,
        Acte.QUALIFIER,
        {"le": "31/02/2024", "motif": "Dit."},
        ("n'est pas un jour",),
        ("Dit.", "31/02/2024"),
    )
    yield _acte(
        "before the reception",
        recue,
        Acte.QUALIFIER,
        {"le": AVANT, "motif": "Dit."},
        ("précède la réception",),
        ("Dit.",),
    )
    yield _acte(
        "no reason, day to come", recue, Acte.NE_PAS_QUALIFIER, {"le": DEMAIN}, ("dans l'avenir", "obligatoire")
    )
    yield _acte(
        "referral: three faults", qualifiee, Acte.SIGNALER, {"le": AVANT, "constate_le": "2024-01-20", "danger": "feu", "motif": "Dit."},
        ("précède la réception", "Le constat suit", "feu"), ("Dit.", "2024-01-20"),
    )  # fmt: skip
    yield _acte(
        "to nobody, to come",
        qualifiee,
        Acte.CONFIER,
        {"le": DEMAIN, "mandat": "Voir."},
        ("dans l'avenir", "Indiquez l'unité"),
        ("Voir.",),
    )


def evaluations():
    evaluee = jusqu_a(Etat.EN_EVALUATION)
    yield _acte(
        "nobody named",
        evaluee,
        Acte.COMPOSER,
        {"le": AVANT},
        ("précède le mandat", "Choisissez un agent", "obligatoire"),
    )
    yield _acte(
        "parents untold",
        evaluee,
        Acte.INFORMER_PARENTS,
        {"le": AVANT, "informes": "non", "avis": "Las."},
        ("précède le mandat", "dites pourquoi"),
        ("Las.",),
    )
    concerne = evaluee.concernes.get().pk
    yield _acte(
        "not alone",
        evaluee,
        Acte.VOIR_SEUL,
        {"le": DEMAIN, "concerne": concerne, "vu": "non", "avis": "Oui."},
        ("dans l'avenir", "dites pourquoi"),
        ("Oui.",),
    )
    yield _acte(
        "unknown child",
        evaluee,
        Acte.VOIR_SEUL,
        {"le": DEMAIN, "concerne": "987654", "vu": "oui"},
        ("dans l'avenir", "choix valide"),
    )


def rapports():
    evaluee, mort = jusqu_a(Etat.EN_EVALUATION), EnfantFactory(decede_le=DateCivile(2023))
    yield _acte(
        "meeting before",
        evaluee,
        Acte.CONSIGNER_VISITE,
        {"le": AVANT, "lieu": "domicile", "compte_rendu": "Vu."},
        ("précède le mandat",),
        ("Vu.",),
    )
    yield _acte(
        "report: day and lacks",
        evaluee,
        Acte.RENDRE_RAPPORT,
        {"le": AVANT, "conclusion": "aide", "synthese": "Lu."},
        ("précède le mandat", "Désignez l'équipe"),
        ("Lu.",),
    )
    yield _acte(
        "child unknown",
        evaluee,
        Acte.AJOUTER_ENFANT,
        {"numero": "ZZZZ-2222", "le": JOUR},
        ("Aucun dossier ne porte",),
        ("ZZZZ-2222",),
    )
    yield _acte(
        "child deceased",
        evaluee,
        Acte.AJOUTER_ENFANT,
        {"numero": mort.numero, "le": JOUR},
        ("enfant décédé",),
        (mort.numero,),
    )


def decisions():
    rendu = jusqu_a(Etat.RAPPORT_REMIS)
    veille = (JOUR - timedelta(days=1)).isoformat()
    yield _acte(
        "decided before the report",
        rendu,
        Acte.CLASSER,
        {"le": veille, "motif": "Dit."},
        ("précède le rapport",),
        ("Dit.", veille),
    )
    yield _acte(
        "aid: four faults", rendu, Acte.PROPOSER_AIDE, {"le": DEMAIN, "parents_informes_le": DEMAIN, "aide": ""},
        ("dans l'avenir", "obligatoire"), (DEMAIN,),
    )  # fmt: skip
    yield _acte(
        "parents told too early",
        rendu,
        Acte.CLASSER,
        {"motif": "Dit.", "parents_informes_le": AVANT},
        ("précède la réception",),
        ("Dit.", AVANT),
    )
    yield _acte(
        "referral without a ground",
        rendu,
        Acte.SAISIR,
        {"le": DEMAIN, "motif": "Dit.", "danger": "x"},
        ("dans l'avenir", "choix valide"),
        ("Dit.",),
    )


def suites():
    rendu, signalee = jusqu_a(Etat.RAPPORT_REMIS), jusqu_a(Etat.SIGNALEE)
    veille = (JOUR - timedelta(days=1)).isoformat()
    yield _acte(
        "answer before the referral",
        signalee,
        Acte.RETOUR_PROCUREUR,
        {"le": veille, "retour": "x", "precision": "Su."},
        ("précède le signalement", "choix valide"),
        ("Su.",),
    )
    yield _acte(
        "transfer: three faults", rendu, Acte.TRANSFERER, {"le": "x", "autre": "15", "connu_le": DEMAIN, "danger": "on"},
        ("« x » n'est pas un jour", "votre propre département", "le procureur est avisé", "dans l'avenir"), (DEMAIN,),
    )  # fmt: skip
    information = rendu.informations.get().pk
    yield _acte(
        "answered before",
        rendu,
        Acte.REPONDRE,
        {"le": AVANT, "information": information, "reponse": "Vu."},
        ("précède la réception",),
        ("Vu.",),
    )


@pytest.mark.parametrize("table", [receptions, qualifications, evaluations, rapports, decisions, suites])
def test_chaque_saisie_impossible_est_dite_en_une_fois_et_rien_n_est_perdu(table, territoire):
    territoire("15", "63")
    client = connecter(Role.CADRE_ASE)
    for role in (Role.CRIP, Role.EVALUATEUR):
        AffectationFactory(role=role, agent=client.agent, collectivite_id="15")

    trouves = ennuis(client, table())

    assert not trouves, "\n".join(trouves)


def test_une_naissance_inconnue_est_acceptee(territoire):
    territoire("15")

    recue = connecter(Role.CRIP).post(
        page("recevoir"), reception(recue_le=timezone.localdate(), **{"e1-naissance": ""})
    )

    assert recue.status_code == 302
