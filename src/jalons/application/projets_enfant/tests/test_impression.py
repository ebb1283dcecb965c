"""The printed documents: complete, in plain words for the child, and without any protected address."""

import re
from datetime import date

import pypdfium2
import pytest

from jalons.application.enfants.tests.factories import AdresseFactory, LienFactory
from jalons.application.projets_enfant import contenu, impression, services
from jalons.application.projets_enfant.tests.factories import (
    AU,
    projet_etabli,
    projet_redige,
    projet_signe,
    rapport_valide,
)

pytestmark = pytest.mark.django_db

JARGON = ("PPE", "ASE", "référent", "mesure", "objectif", "avenant", "titulaire", "CASF", "projet pour l'enfant")


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15")


def texte(octets):
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(octets)]
    return " ".join(" ".join(pages).split())


def imprimer(projet, forme):
    return texte(impression.imprimer_projet(contenu.photographier(projet), projet.enfant, forme=forme, au=AU))


def test_le_projet_complet_dit_tout():
    dit = imprimer(projet_signe(), "complet")

    for attendu in ("Dormir mieux.", "Retrouver le sommeil", "Rituel du soir", "Sa mère", "Je veux dormir chez maman.",
                    "Nous sommes d'accord", "A signé", "10 mars 2025", "Accès à l'autonomie"):  # fmt: skip
        assert attendu.replace("'", "’") in dit.replace("'", "’"), attendu


def test_la_version_de_l_enfant_parle_simplement():
    dit = imprimer(projet_signe(), "enfant")

    assert "Bien dormir." in dit
    assert "Tu dors mal en ce moment." in dit
    assert "119" in dit
    assert "Retrouver le sommeil" not in dit
    lu = dit.lower().replace("’", "'")
    assert [mot for mot in JARGON if re.search(rf"\b{mot.lower()}s?\b", lu)] == []


def test_ce_qui_n_est_pas_encore_dit_simplement_est_annonce():
    projet = projet_redige()
    services.ajouter_objectif(projet=projet, domaine="autonomie", texte="Autonomie budgétaire", par=None, au=AU)

    assert contenu.sans_mots_simples(contenu.photographier(projet)) == ["Autonomie budgétaire"]
    dit = imprimer(projet, "enfant")
    assert "D’autres choses sont prévues" in dit.replace("'", "’")
    assert "budgétaire" not in dit


@pytest.mark.parametrize("forme", list(impression.FORMES))
def test_une_adresse_protegee_n_est_jamais_imprimee_meme_saisie_dans_un_texte(forme):
    projet = projet_etabli()
    personne = LienFactory(enfant=projet.enfant).personne
    AdresseFactory(enfant=projet.enfant, protegee=True)
    AdresseFactory(enfant=None, personne=personne, voie="3 impasse du Secret", ville="Cachevent", protegee=True)
    services.rediger_paroles(
        projet=projet, version=None, par=None, au=AU, lieu="Chez sa mère, 12 RUE des Tilleuls-Bleus à Brumevent",
        parole_enfant="On habite 3 impasse du  Secret, à Cachevent.",
    )  # fmt: skip
    projet.refresh_from_db()

    dit = imprimer(projet, forme).lower()

    assert [x for x in ("tilleuls", "brumevent", "secret", "cachevent", "15999") if x in dit] == []
    assert "adresse protégée" in dit


def test_une_adresse_non_protegee_n_est_pas_imprimee_non_plus():
    projet = projet_etabli()
    AdresseFactory(enfant=projet.enfant)

    assert "Tilleuls" not in imprimer(projet, "complet")


def test_le_rapport_imprime_dit_qui_l_a_ecrit_et_cache_l_adresse():
    rapport = rapport_valide()
    AdresseFactory(enfant=rapport.enfant, protegee=True)
    rapport.evaluation = "Il vit 12 rue des Tilleuls-Bleus."

    dit = texte(impression.imprimer_rapport(rapport, au=AU))

    assert "Lou Fictif, psychologue" in dit
    assert "Tilleuls" not in dit


def test_deux_impressions_le_meme_jour_sont_identiques():
    projet = projet_redige()
    dit = contenu.photographier(projet)

    un, deux = (impression.imprimer_projet(dit, projet.enfant, forme="complet", au=date(2025, 6, 1)) for _ in range(2))

    assert un == deux
    assert un.startswith(b"%PDF")
    assert b"pdfuaid" in un
