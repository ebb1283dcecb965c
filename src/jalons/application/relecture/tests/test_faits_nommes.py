"""What a document names is listed; the targets that it gives become those of indicators, and what agents fixed stays."""

from decimal import Decimal

import pytest

from jalons.application.indicateurs import services as indicateurs
from jalons.application.indicateurs.models import Cible, Indicateur
from jalons.application.relecture import selectors, services
from jalons.application.relecture.models import ElementLu, Relecture
from jalons.application.relecture.rules import Etat, avancement, sections
from jalons.application.relecture.tests.scene import DOUTEUX, MAINTENANT, elements, lu, relue
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15")


def cible(texte, valeur, annee, **plus):
    return lu("cible", texte, valeur=valeur, unite="%", periode=annee, **plus)


def importer(relecture, **plus):
    frais = Relecture.objects.get(pk=relecture.pk)
    return services.importer(
        relecture=frais, choisies=["structure", "cible"], version=frais.version, par=None, maintenant=MAINTENANT, **plus
    )


def cibles():
    return {(c.indicateur.libelle, c.annee, c.valeur) for c in Cible.objects.select_related("indicateur")}


def test_ce_que_le_document_nomme_est_releve_et_n_attend_personne():
    noms = (
        lu("organisation", "CAF", valeur=2, source="partenaire", confiance=DOUTEUX),
        lu("sigle", "Caisse d'allocations familiales", valeur="CAF", confiance=DOUTEUX),
        lu("territoire", "Commune de Corvigny", confiance=DOUTEUX),
    )
    lus = selectors.elements(relue(elements_lus=noms))

    assert [x.etat for x in lus] == [Etat.RELEVE] * 3
    assert avancement(lus).restent == 0
    assert [(s.cle, s.releve) for s in sections(lus)] == [
        ("organisation", True), ("territoire", True), ("sigle", True),
    ]  # fmt: skip


def test_une_cible_datee_devient_celle_d_un_indicateur_et_un_second_import_ne_la_double_pas():
    lue = relue(elements_lus=(*elements(), cible("Part des bilans", 60, "2025"), cible("Part des bilans", 75, "2027")))

    assert importer(lue).cibles == 2
    assert importer(lue).cibles == 0
    assert cibles() == {("Part des bilans", 2025, Decimal(60)), ("Part des bilans", 2027, Decimal(75))}
    assert Indicateur.objects.get().unite == "pourcent"
    assert set(ElementLu.objects.filter(genre="cible").values_list("importe_le", flat=True)) == {MAINTENANT}


def test_une_cible_deja_fixee_reste_celle_de_l_agent():
    connu = indicateurs.creer(collectivite="15", par=None, libelle="Part des Bilans", unite="pourcent")
    indicateurs.fixer_cible(indicateur=connu, annee=2025, valeur=Decimal(50), par=None)
    lue = relue(elements_lus=(*elements(), cible("part des bilans", 60, "2025"), cible("part des bilans", 70, "2026")))

    assert [d.lieu for d in services.previsualiser(relecture=lue, choisies=["cible"]).changements][-1:] == [
        "Cibles d'indicateurs › part des bilans › 2026"
    ]
    assert importer(lue).cibles == 1
    assert cibles() == {("Part des Bilans", 2025, Decimal(50)), ("Part des Bilans", 2026, Decimal(70))}


def test_une_cible_sans_annee_ou_sans_droit_attend():
    lue = relue(elements_lus=(*elements(), cible("Délai moyen", 3, None), cible("Part des bilans", 60, "2025")))

    assert importer(lue, sans_droit=["indicateurs"]).cibles == 0
    assert cibles() == set()
    assert importer(lue).cibles == 1
    assert ElementLu.objects.get(texte="Délai moyen").importe_le is None


def test_une_cible_impossible_est_refusee_d_une_phrase_et_rien_n_est_ecrit():
    lue = relue(elements_lus=(*elements(), cible("Part des bilans", 160, "2025")))

    with pytest.raises(EntreeRefusee, match="160 n'est pas possible"):
        importer(lue)
    assert not Indicateur.objects.exists()
    assert not Relecture.objects.get(pk=lue.pk).cadre_id
