"""Bad input of the file of a child: a sentence each, all at once, nothing lost, nothing written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.enfants import services
from jalons.application.enfants.tests import test_pages
from jalons.application.enfants.tests.factories import EnfantFactory, LienFactory
from jalons.application.enfants.tests.saisies import Saisie, ennuis
from jalons.application.enfants.tests.test_pages import connecter, page
from jalons.noyau.dates import DateCivile

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
    lien = LienFactory(enfant=enfant)
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
        "référent after the death", page("referent", EnfantFactory(decede_le=DateCivile(2024, 2)).pk),
        {"agent": agent.pk, "role": "principal", "debut": "2024-03-01"}, ("décédé (février 2024)",), ("2024-03-01",),
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


def lieux(agent):
    enfant, autre = EnfantFactory(), EnfantFactory()
    demain = (timezone.localdate() + timedelta(days=1)).isoformat()
    services.separer_de(enfant=enfant, autre=autre, motif="Dit.", depuis=timezone.localdate(), par=agent)
    zone, separer, besoins = page("zone", enfant.pk), page("separer_de", enfant.pk), page("modifier_besoins", enfant.pk)
    yield Saisie(
        "zone: unreadable day, nowhere", zone, {"depuis": "31/02/2025", "motif": "Dit.", "jusqu_au": demain},
        ("« 31/02/2025 » n'est pas un jour", "Indiquez une commune par son code"), ("Dit.", demain),
    )  # fmt: skip
    yield Saisie(
        "zone: no reason, an unknown commune, reversed", zone,
        {"motif": "", "commune": "00000", "depuis": "2025-02-01", "jusqu_au": "2025-01-01"},
        ("obligatoire", "n'est pas le code d'une commune", "précède le début"), ("00000", "2025-01-01"),
    )  # fmt: skip
    yield Saisie(
        "zone: half a disc", zone, {"motif": "", "latitude": "50", "depuis": "2025-02-01"},
        ("obligatoire", "Indiquez une commune"), ("50",),
    )  # fmt: skip
    yield Saisie(
        "kept apart from nobody, reversed", separer,
        {"numero": "ZZZZ-2222", "motif": "Dit.", "depuis": "2025-02-01", "jusqu_au": "2025-01-01"},
        ("Aucun dossier « ZZZZ-2222 »", "précède le début"), ("ZZZZ-2222", "Dit."),
    )  # fmt: skip
    yield Saisie(
        "kept apart from himself, without a reason", separer, {"numero": enfant.numero, "motif": "", "depuis": demain},
        ("obligatoire", "l'enfant lui-même"), (demain,),
    )  # fmt: skip
    yield Saisie(
        "kept apart twice, without a reason", separer, {"numero": autre.numero, "motif": "", "depuis": demain},
        ("obligatoire", "déjà enregistrée"), (demain,),
    )  # fmt: skip
    yield Saisie(
        "needs: out of the list, unknown commune, half a point", besoins,
        {"version": 0, "besoins": ["x"], "ecole_commune": "00000", "ecole_latitude": "50"},
        ("choix valide", "n'est pas le code d'une commune", "Un point a une latitude et une longitude"), ("00000", "50"),
    )  # fmt: skip


def consultations(agent):
    enfant = EnfantFactory()
    yield Saisie(
        "declared: no team, an unreadable address, nobody", page("declarer", enfant.pk),
        {"equipe": "", "contact": "", "courriel": "x"}, ("obligatoire", "adresse", "valide"), ("x",),
    )  # fmt: skip
    yield Saisie(
        "declared: no team, no way to call", page("declarer", enfant.pk), {"equipe": "", "contact": "Mme Roc"},
        ("obligatoire", "Dites qui appeler et comment"), ("Mme Roc",),
    )  # fmt: skip


def revues(agent):
    acces = services.ouvrir_urgence(
        enfant=EnfantFactory(), agent=agent, motif="Appel de nuit du foyer.", heures=1, maintenant=timezone.now()
    )
    yield Saisie(
        "reviewed by its author, without an opinion", page("revoir", acces.pk), {"avis": "", "commentaire": "x" * 1001},
        ("obligatoire", "1000"),
    )  # fmt: skip
    yield Saisie(
        "reviewed by its author, without a word", page("revoir", acces.pk), {"avis": "injustifie", "commentaire": ""},
        ("votre propre accès", "Dites pourquoi"),
    )  # fmt: skip
    yield Saisie(
        "too long, by its author", page("revoir", acces.pk), {"avis": "justifie", "commentaire": "x" * 1001},
        ("votre propre accès", "1000"),
    )  # fmt: skip


def test_une_valeur_illisible_n_est_pas_dite_manquante(territoire):
    territoire("15")
    ici = page("zone", EnfantFactory().pk)

    lue = connecter(Role.CADRE_ASE).post(
        ici, {"motif": "Dit.", "latitude": "x", "longitude": "2", "rayon_km": "5", "depuis": "2025-02-01"}
    )

    assert lue.status_code == 422
    assert "Indiquez une commune" not in lue.text


def test_un_motif_d_urgence_trop_court_et_une_duree_non_offerte_sont_dits_ensemble(territoire):
    territoire("15")
    client = connecter(Role.REFERENT, Niveau.DOSSIERS)

    trouves = ennuis(client, [Saisie(
        "emergency", page("urgence", EnfantFactory().pk), {"motif": "Vite.", "heures": "7"},
        ("choix valide", "Dites en une phrase"), ("Vite.",),
    )])  # fmt: skip

    assert not trouves, "\n".join(trouves)


@pytest.mark.parametrize("table", [identites, entourages, lieux, consultations, revues])
def test_chaque_saisie_impossible_est_dite_en_une_fois_et_rien_n_est_perdu(table, territoire):
    territoire("15")
    client = connecter(Role.SUPERVISION if table is revues else Role.CADRE_ASE)

    trouves = ennuis(client, table(client.agent))

    assert not trouves, "\n".join(trouves)
