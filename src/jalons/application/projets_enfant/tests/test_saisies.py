"""Bad input of projets and situation reports: a sentence each, all at once, nothing lost, nothing written."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.enfants.tests.saisies import Saisie, ennuis
from jalons.application.projets_enfant import services
from jalons.application.projets_enfant.models import Action, Objectif
from jalons.application.projets_enfant.tests import factories as scene
from jalons.application.projets_enfant.tests.test_pages import connecter, page
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
AVANT = "2001-01-15"
"""A day before the birth of every child made here."""


def demain():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def ouvertures():
    mort, grand = EnfantFactory(decede_le=DateCivile(2024, 2)), EnfantFactory(naissance=DateCivile(1999, 5, 2))
    ici = page("ouvrir", EnfantFactory().pk)
    yield Saisie("31/02", ici, {"commence_le": "31/02/2025"}, ("« 31/02/2025 » n'est pas un jour",), ("31/02/2025",))
    yield Saisie("to come", ici, {"commence_le": demain()}, ("est après aujourd'hui",), (demain(),))
    yield Saisie("before the birth", ici, {"commence_le": AVANT}, ("précède la naissance",), (AVANT,))
    yield Saisie(
        "deceased",
        page("ouvrir", mort.pk),
        {"commence_le": demain()},
        ("L'enfant est décédé", "est après"),
        (demain(),),
    )
    yield Saisie(
        "over 21",
        page("ouvrir", grand.pk),
        {"commence_le": "2025-01-06"},
        ("L'âge où l'aide prend fin",),
        ("2025-01-06",),
    )
    yield Saisie(
        "report of a deceased child", page("ouvrir_rapport", mort.pk), {"cadre": "lunaire"},
        ("L'enfant est décédé", "choix valide"),
    )  # fmt: skip
    yield Saisie(
        "deceased, unreadable day", page("ouvrir", mort.pk), {"commence_le": "31/02/2025"},
        ("L'enfant est décédé", "« 31/02/2025 » n'est pas un jour"), ("31/02/2025",),
    )  # fmt: skip


def actes():
    vide = services.ouvrir(enfant=scene.enfant_suivi(), commence_le=date(2025, 1, 20), par=None, au=scene.AU)
    redige = scene.projet_redige(scene.enfant_suivi())
    etabli, signe = scene.projet_etabli(scene.enfant_suivi()), scene.projet_signe(scene.enfant_suivi())

    def acte(nom, projet, code, champs, dits, garde=()):
        return Saisie(nom, page("acte", projet.pk, code), {"version": projet.version} | champs, dits, garde)

    yield acte(
        "established: unreadable day, empty",
        vide,
        "etablir",
        {"le": "x"},
        ("« x » n'est pas un jour", "Aucun domaine", "Aucun objectif"),
    )
    yield acte("established before it began", redige, "etablir", {"le": AVANT}, ("précède",), (AVANT,))
    yield acte(
        "agreement: four faults", etabli, "recueillir", {"le": demain(), "qui": "titulaire", "reponse": "refuse", "personne": "987654"},
        ("est après aujourd'hui", "choix valide", "dites pourquoi"), (demain(),),
    )  # fmt: skip
    yield acte(
        "copy",
        etabli,
        "remettre",
        {"le": AVANT, "a": "lune", "precision": "Dit."},
        ("précède", "choix valide"),
        ("Dit.", AVANT),
    )
    yield acte(
        "confidence",
        redige,
        "confiance",
        {"le": demain(), "reponse": "designee"},
        ("est après aujourd'hui", "Dites qui est désigné"),
        (demain(),),
    )
    yield acte("closed", signe, "clore", {"le": AVANT, "motif": "lassitude"}, ("précède", "choix valide"), (AVANT,))
    yield acte("update without a word", signe, "demander", {"motif": ""}, ("obligatoire",))
    yield acte(
        "signed without agreements",
        etabli,
        "signer",
        {"le": "x"},
        ("« x » n'est pas un jour", "La signature de l'enfant manque"),
    )


def textes():
    projet, signe = scene.projet_redige(scene.enfant_suivi()), scene.projet_signe(scene.enfant_suivi())
    action, evalue = Action.objects.get(objectif__projet=projet), Objectif.objects.get(projet=signe)
    yield Saisie(
        "action: nobody, reversed", page("action", projet.pk, action.pk),
        {"version": action.version, "texte": "Agir.", "responsable": "", "debut": "2025-03-01", "fin": "2025-02-01", "avancement": "a_faire"},
        ("obligatoire", "précède le premier"), ("Agir.", "2025-02-01"),
    )  # fmt: skip
    yield Saisie(
        "objective: unreadable day", page("objectif_nouveau", projet.pk, "sante"), {"texte": "Grandir.", "pour_le": "31/02/2026"},
        ("« 31/02/2026 » n'est pas un jour",), ("Grandir.", "31/02/2026"),
    )  # fmt: skip
    yield Saisie(
        "objective of a signed text, unreadable day", page("objectif", signe.pk, evalue.pk),
        {"version": evalue.version, "texte": "Grandir.", "pour_le": "31/02/2026"},
        ("« 31/02/2026 » n'est pas un jour", "il est signé"), ("Grandir.",),
    )  # fmt: skip
    yield Saisie(
        "words of a signed text, too long", page("paroles", signe.pk),
        {"version": signe.version, "lieu": "x" * 201}, ("200", "il est signé"),
    )  # fmt: skip
    yield Saisie(
        "evaluated as nothing known, tomorrow", page("evaluer", signe.pk, evalue.pk),
        {"version": evalue.version, "evaluation": "x", "evalue_le": demain()}, ("choix valide", "est après aujourd'hui"),
    )  # fmt: skip
    yield Saisie(
        "action of a signed text, reversed", page("action_nouvelle", signe.pk, evalue.pk),
        {"texte": "", "responsable": "", "debut": "2025-03-01", "fin": "2025-02-01", "avancement": "a_faire"},
        ("obligatoire", "il est signé"),
    )  # fmt: skip
    yield Saisie(
        "evaluated tomorrow", page("evaluer", signe.pk, evalue.pk),
        {"version": evalue.version, "evaluation": "atteint", "evalue_le": demain(), "bilan": "Mieux."},
        ("est après aujourd'hui",), ("Mieux.", demain()),
    )  # fmt: skip


def rapports():
    rapport = scene.rapport_soumis(scene.enfant_suivi())
    ici = page("acte_rapport", rapport.pk, "valider")
    yield Saisie(
        "validated tomorrow", ici, {"version": rapport.version, "le": demain()}, ("est après aujourd'hui",), (demain(),)
    )
    yield Saisie("validated before its period", ici, {"version": rapport.version, "le": AVANT}, ("précède",), (AVANT,))
    yield Saisie(
        "written while the cadre reads it, unreadable day", page("modifier_rapport", rapport.pk),
        {"version": rapport.version, "debut": "31/02/2026"}, ("« 31/02/2026 » n'est pas un jour", "validation du cadre"),
    )  # fmt: skip
    yield Saisie("without its version", ici, {"le": AVANT}, ("quelle version", "précède"), (AVANT,))


@pytest.mark.parametrize("table", [ouvertures, actes, textes, rapports])
def test_chaque_saisie_impossible_est_dite_en_une_fois_et_rien_n_est_perdu(table, territoire):
    territoire("15")
    client = connecter(Role.CADRE_ASE)

    trouves = ennuis(client, table())

    assert not trouves, "\n".join(trouves)


def test_un_enfant_inconnu_n_existe_pas(territoire):
    territoire("15")

    assert connecter(Role.CADRE_ASE).post(page("ouvrir", 987654), {"commence_le": "2025-01-06"}).status_code == 404
