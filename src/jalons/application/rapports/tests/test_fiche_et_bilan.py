"""The fiche on one page, however much money it has, and the bilan that names each fiche once."""

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.fiches.tests.factories import (
    ActionFactory,
    CadreFactory,
    FicheFactory,
    PlacementFactory,
    RubriqueFactory,
)
from jalons.application.finances.lignes import Version
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.rapports.editions import bilan, fiche
from jalons.application.rapports.editions.document import en_pdf
from jalons.application.rapports.textes import Chiffre
from jalons.application.socle.perimetre import perimetre

JOUR = date(2026, 11, 26)
ANNEES, SOURCES = (2022, 2023, 2024), ("P304", "ONDAM_MS")


@pytest.fixture
def pleine(db):
    """A fiche under two headings of one frame, paid from two sources, over three years, at every version."""
    with perimetre(["15"]):
        cadre = CadreFactory()
        theme = RubriqueFactory(cadre=cadre, titre="Grandir", numero=None)
        trouvee = FicheFactory(titre="Une équipe mobile", public="Enfants confiés. " * 30)
        PlacementFactory(fiche=trouvee, cadre=cadre, rubrique=theme)
        PlacementFactory(fiche=trouvee, cadre=cadre, numero=6)
        for numero in range(1, 9):
            ActionFactory(fiche=trouvee, numero=numero, titre=f"Action {numero}")
        for source in SOURCES:
            for annee in ANNEES:
                for rang, version in enumerate(Version):
                    MontantFactory(
                        cadre=cadre,
                        fiche=trouvee,
                        source=source,
                        annee=annee,
                        version=version.value,
                        valeur=1000 + rang,
                    )
        yield trouvee


def test_la_fiche_tient_sur_une_page(pleine):
    pages = pypdfium2.PdfDocument(en_pdf(fiche.document(pleine, au=JOUR)))

    assert len(pages) == 1
    texte = pages[0].get_textpage().get_text_range()
    assert "Action 8" in texte
    assert "ONDAM" in texte


def test_l_argent_d_une_fiche_se_lit_par_source_et_par_annee(pleine):
    document = fiche.document(pleine, au=JOUR)
    (tableau,) = next(s for s in document.sections if s.code == "financements").tableaux

    assert tableau.titre == "Contrat 2022-2024"
    assert [ligne[1] for ligne in tableau.lignes] == [*map(str, ANNEES)] * 2
    assert [cellule.valeur for cellule in tableau.lignes[0][2:] if isinstance(cellule, Chiffre)] == [*range(1000, 1006)]


def test_une_fiche_sous_deux_rubriques_est_dite_une_fois(pleine):
    document = fiche.document(pleine, au=JOUR)
    places = list(pleine.placements.select_related("fiche", "rubrique"))

    assert dict(document.identification)["Cadre"] == "Contrat 2022-2024 (n°\xa06) : Grandir"
    assert [ligne[:3] for ligne in bilan.fiches(places).lignes] == [("6", "Une équipe mobile", "Grandir")]


def test_un_fichier_porte_les_mots_de_son_objet_et_non_son_numero_interne(pleine, client):
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent)
    cadre = pleine.placements.first().cadre_id

    fiche_en_pdf = client.get(reverse("rapports:fiche", args=[pleine.pk, "pdf"]))
    montants = client.get(reverse("finances:plan_csv", args=[cadre]))

    assert fiche_en_pdf["Content-Disposition"] == 'attachment; filename="fiche-action-une-equipe-mobile.pdf"'
    assert montants["Content-Disposition"] == 'attachment; filename="montants-15-contrat-2022-2024.csv"'
