"""Bad input of the file of a child: a sentence each, all at once, nothing lost, nothing written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.enfants.tests import test_pages
from jalons.application.enfants.tests.factories import EnfantFactory, LienFactory
from jalons.application.enfants.tests.saisies import Saisie, ennuis
from jalons.application.enfants.tests.test_pages import connecter, page

pytestmark = pytest.mark.django_db


def identites(agent):
    enfant = EnfantFactory()
    v = {"version": enfant.version, "empreinte": ""}
    bon, identite = test_pages.TestCreation.DONNEES, page("modifier", enfant.pk, "identite")
    connu = {"nom": "Vasseline", "prenom": "Ondine", "sexe": "F", "naissance_fiabilite": "declaree"} | v
    yield Saisie(
        "file: day of no calendar, sex, names", page("creer"), bon | {"naissance": "31/02/2015", "sexe": "X", "nom": "", "prenom": ""},
        ("« 31/02/2015 » n'est pas une date", "choix valide", "Ni nom ni prénom"), ("31/02/2015",),
    )  # fmt: skip
    yield Saisie(
        "adult", page("creer"), bon | {"naissance": "1990", "sexe": "X"}, ("choix valide", "dossier ancien"), ("1990",)
    )
    yield Saisie(
        "death before birth, unreadable sex", identite, connu | {"naissance": "12/03/2015", "decede_le": "2014", "sexe": "X"},
        ("choix valide", "précède la naissance"), ("Ondine", "2014"),
    )  # fmt: skip
    yield Saisie("born tomorrow", identite, connu | {"naissance": "2199"}, ("est après aujourd'hui",), ("2199",))
    yield Saisie(
        "status before the birth", page("modifier", enfant.pk, "situation"),
        v | {"statut": "tuteur_fée", "statut_depuis": "1999", "ecole": "Les Tilleuls"},
        ("choix valide", "précède la naissance"), ("1999", "Les Tilleuls"),
    )  # fmt: skip


def entourages(agent):
    enfant = EnfantFactory()
    lien, demain = LienFactory(enfant=enfant), (timezone.localdate() + timedelta(days=1)).isoformat()
    yield Saisie(
        "adult of the family", page("lier", enfant.pk),
        {"nom": "Vasseline", "naissance": "2199", "decede_le": "31/02/2000", "lien": "mere", "autorite_parentale": "inconnue", "telephone": "04"},
        ("« 31/02/2000 » n'est pas une date", "est après aujourd'hui"), ("2199", "31/02/2000"),
    )  # fmt: skip
    yield Saisie(
        "adult dead before her birth", page("personne", enfant.pk, lien.pk),
        {"version": lien.personne.version, "empreinte": "", "nom": "", "prenom": "", "naissance": "1990", "decede_le": "1980",
         "autorite_parentale": "titulaire"},
        ("Ni nom ni prénom", "précède la naissance"), ("1990", "1980"),
    )  # fmt: skip
    yield Saisie(
        "address", page("adresse_nouvelle", enfant.pk),
        {"code_postal": "15", "debut": "2025-02-01", "fin": "2025-01-01", "complement": "Bât. C"},
        ("cinq chiffres", "précède le premier", "L'adresse est vide"), ("2025-01-01", "Bât. C"),
    )  # fmt: skip
    yield Saisie(
        "référent", page("referent", enfant.pk), {"agent": agent.pk, "role": "roi", "debut": "2001-01-01", "fin": "2000-01-01"},
        ("choix valide", "précède la naissance", "précède le premier"), ("2001-01-01", "2000-01-01"),
    )  # fmt: skip
    yield Saisie(
        "siblings unknown",
        page("fratrie", enfant.pk),
        {"numero": "ZZZZ-2222"},
        ("Aucun dossier de votre périmètre",),
        ("ZZZZ-2222",),
    )
    yield Saisie(
        "himself", page("fratrie", enfant.pk), {"numero": enfant.numero}, ("l'enfant lui-même",), (enfant.numero,)
    )
    yield Saisie(
        "zone",
        page("zone", enfant.pk),
        {"depuis": "31/02/2025", "motif": "Dit.", "jusqu_au": demain},
        ("« 31/02/2025 » n'est pas un jour",),
        ("Dit.", demain),
    )


@pytest.mark.parametrize("table", [identites, entourages])
def test_chaque_saisie_impossible_est_dite_en_une_fois_et_rien_n_est_perdu(table, territoire):
    territoire("15")
    client = connecter(Role.CADRE_ASE)

    trouves = ennuis(client, table(client.agent))

    assert not trouves, "\n".join(trouves)
