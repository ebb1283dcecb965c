"""A fiche comes out whole or not at all; the same fiche serves several frames."""

import pytest

from jalons.application.fiches import selectors, services
from jalons.application.fiches.entrees import ActionEntree, EtapeEntree, IntervenantEntree, LienEntree, ResultatEntree
from jalons.application.fiches.models import Action, Fiche, Justification, Placement
from jalons.application.fiches.tests.factories import CadreFactory, FicheFactory, RubriqueFactory
from jalons.application.socle.models import Entree
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15", "63")


def test_une_fiche_est_creee_avec_tout_ce_qu_elle_tient(django_assert_num_queries):
    fiche = services.creer_fiche(
        collectivite="15", titre=" Équipe mobile ", par=None, objet="Aller au domicile",
        debut=DateCivile(2022), statut="en_cours", avancement=35,
        intervenants=[IntervenantEntree("pilote", "PMI"), IntervenantEntree("partenaire", "CAF")],
        actions=[ActionEntree(1, "Recruter", etapes=(EtapeEntree("Publier"), EtapeEntree("Choisir", niveau=2)))],
        resultats=[ResultatEntree("Deux équipes ouvertes")], liens=[LienEntree("Pacte local")],
    )  # fmt: skip

    with django_assert_num_queries(1):
        lue = selectors.fiche_complete(fiche.pk)
        action = lue.actions.all()[0]
        assert lue.titre == "Équipe mobile"
        assert str(lue.debut) == "2022"
        assert [i.nom for i in lue.intervenants.all()] == ["CAF", "PMI"]
        assert [(e.texte, e.niveau) for e in action.etapes.all()] == [("Publier", 1), ("Choisir", 2)]
        assert [r.texte for r in lue.resultats.all()] == ["Deux équipes ouvertes"]
        assert [(x.texte, x.vers) for x in lue.liens.all()] == [("Pacte local", None)]
    assert Entree.objects.get().acte == "fiches:creer"


@pytest.mark.parametrize(
    ("cas", "donnees", "lieu"),
    [
        ("sans titre", {"titre": " "}, "titre"),
        ("titre trop long", {"titre": "x" * 301}, "titre"),
        ("avancement hors pas", {"titre": "A", "avancement": 42}, "avancement"),
        ("avancement négatif", {"titre": "A", "avancement": -5}, "avancement"),
        ("réalisée à 60 %", {"titre": "A", "statut": "realisee", "avancement": 60}, "avancement"),
        ("retardée sans blocage", {"titre": "A", "statut": "retardee"}, "blocage"),
        ("suspendue sans blocage", {"titre": "A", "statut": "suspendue", "blocage": "  "}, "blocage"),
        ("statut inconnu du logiciel", {"titre": "A", "statut": "finie"}, "statut"),
        ("deux actions n° 1", {"titre": "A", "actions": [ActionEntree(1, "a"), ActionEntree(1, "b")]}, "actions"),
    ],
)
def test_une_fiche_refusee_n_ecrit_rien(cas, donnees, lieu):
    with pytest.raises(EntreeRefusee) as refus:
        services.creer_fiche(collectivite="15", par=None, **donnees)

    assert [f.lieu for f in refus.value.fautes] == [lieu], cas
    assert not Fiche.objects.exists()
    assert not Action.objects.exists()
    assert not Entree.objects.exists()


def test_tous_les_defauts_viennent_ensemble():
    with pytest.raises(EntreeRefusee) as refus:
        services.creer_fiche(collectivite="15", titre="", par=None, statut="retardee", avancement=3)

    assert [f.lieu for f in refus.value.fautes] == ["titre", "avancement", "blocage"]


def test_une_fiche_realisee_est_a_cent():
    assert services.creer_fiche(collectivite="15", titre="A", par=None, statut="realisee").avancement == 100


def test_une_fiche_sert_un_contrat_et_un_schema():
    fiche = FicheFactory()
    contrat, schema = CadreFactory(), CadreFactory(nature="schema", titre="Schéma 2023-2027")
    engagement = RubriqueFactory(cadre=schema)

    services.placer(fiche=fiche, cadre=contrat, par=None, numero=3)
    services.placer(fiche=fiche, cadre=schema, rubrique=engagement, par=None, numero=12)

    assert [f.numero for f in selectors.fiches_du_cadre(contrat)] == [3]
    assert [(p.fiche, p.rubrique) for p in selectors.placements_du_cadre(schema)] == [(fiche, engagement)]
    lue = selectors.fiche_complete(fiche.pk)
    assert [p.cadre.titre for p in lue.placements.all()] == ["Contrat 2022-2024", "Schéma 2023-2027"]


def test_une_fiche_placee_deux_fois_n_apparait_qu_une_fois_dans_son_cadre():
    fiche, cadre = FicheFactory(), CadreFactory()
    for numero in (1, 2):
        rubrique = RubriqueFactory(cadre=cadre, numero=numero)
        services.placer(fiche=fiche, cadre=cadre, rubrique=rubrique, par=None, numero=4)

    assert list(selectors.fiches_du_cadre(cadre)) == [fiche]


def test_un_rattachement_impossible_est_refuse():
    fiche, cadre = FicheFactory(), CadreFactory()
    services.placer(fiche=fiche, cadre=cadre, par=None)

    for refus in (
        {"cadre": cadre},
        {"cadre": CadreFactory(collectivite_id="63")},
        {"cadre": cadre, "rubrique": RubriqueFactory()},
    ):
        with pytest.raises(EntreeRefusee):
            services.placer(fiche=fiche, par=None, **refus)
    assert Placement.objects.count() == 1


def test_une_justification_survit_et_se_remplace():
    cadre = CadreFactory()
    services.justifier_ecart(cadre=cadre, cle="total_incoherent:finances", commentaire="Arrondi", par=None)
    services.justifier_ecart(cadre=cadre, cle="total_incoherent:finances", commentaire="Arrondi au millier", par=None)

    [trouvee] = selectors.justifications(cadre).values()
    assert trouvee.commentaire == "Arrondi au millier"
    with pytest.raises(EntreeRefusee):
        services.justifier_ecart(cadre=cadre, cle="autre:x", commentaire=" ", par=None)
    assert Justification.objects.count() == 1


def test_ce_que_les_regles_lisent_d_une_fiche():
    fiche = services.creer_fiche(
        collectivite="15", titre="A", par=None, objet="x", intervenants=[IntervenantEntree("pilote", "PMI")]
    )

    lu = selectors.pour_regles(selectors.fiche_complete(fiche.pk))

    assert [c for c in ("objet", "public", "acteurs", "calendrier", "financements") if lu[c]] == ["objet", "acteurs"]
    assert selectors.pour_regles(fiche, financee=True)["financements"] is True
