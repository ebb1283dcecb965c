"""What is taken on a day, counted by the base and by hand; the figures of the command; what a search of places receives."""

from datetime import date

import pytest
from django.utils import timezone

from jalons.application.enfants.tests.factories import EnfantFactory, FratrieFactory
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.tests.factories import UniteAccueilFactory, unite_de
from jalons.application.places import attente, etat, selectors
from jalons.application.places.models import Absence, Demande, Refus
from jalons.application.places.recherche import lecture
from jalons.application.places.rules import Prises
from jalons.application.places.tests.factories import DemandeFactory, OccupationFactory

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)

OCCUPATIONS = """
rang  nature           du          au          debut fin  annulee
1     sejour           2025-01-01  -           0     2    non
2     sejour           2025-01-01  2025-06-30  0     2    non
2     sejour           2025-06-30  -           0     1    non
2     reservation      2025-06-30  2025-07-04  1     2    non
3     sejour           2025-02-01  -           0     1    non
3     sejour           2025-03-01  -           1     2    non
4     reservation      2025-06-01  2025-07-01  0     2    non
5     reservation      2025-06-01  2025-06-30  0     2    non
6     indisponibilite  2025-06-30  -           0     2    non
7     indisponibilite  2025-07-01  -           0     2    non
8     sejour           2025-01-01  -           0     2    oui
"""
"""On 30 June: 1, 2 and 3 are occupied by four children, 4 is kept, 6 is out of use; the others are free."""


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15")


def jour(texte):
    return None if texte == "-" else date.fromisoformat(texte)


@pytest.fixture
def unite():
    neuve = unite_de(10)
    for ligne in OCCUPATIONS.strip().splitlines()[1:]:
        rang, nature, du, au, debut, fin, annulee = ligne.split()
        options = {} if nature != "indisponibilite" else {"enfant": None}
        o = OccupationFactory(
            unite=neuve, rang=int(rang), nature=nature, du=jour(du), au=jour(au), part_debut=int(debut),
            part_fin=int(fin), annulee_le=timezone.now() if annulee == "oui" else None, **options,
        )  # fmt: skip
        if rang == "1":
            Absence.objects.create(collectivite_id="15", occupation=o, motif="fugue", du=AU)
    return neuve


def test_chaque_place_compte_une_fois(unite):
    assert selectors.prises(["15"], AU) == {unite.pk: Prises(3, 1, 1, enfants=4, absents=1)}
    assert selectors.prises(["15"], date(2025, 1, 1)) == {unite.pk: Prises(2, 0, 0, enfants=2)}
    assert selectors.prises(["63"], AU) == {}


def test_la_commande_donne_les_memes_nombres(unite):
    UniteAccueilFactory(type="village_enfants")

    lu = etat.compter("15", au=AU, par="type")

    groupes = {g["groupe"]: g for g in lu["groupes"]}
    assert (groupes["Internat"]["libres"], groupes["Internat"]["occupees"], groupes["Internat"]["taux"]) == (5, 3, 30.0)
    assert (groupes["Village d'enfants"]["sans_acte"], groupes["Village d'enfants"]["taux"]) == (1, None)
    assert (lu["au"], lu["ensemble"]["enfants"], lu["ensemble"]["libres_autorisees"]) == ("2025-06-30", 4, 5)


def test_une_unite_fermee_et_vide_n_est_plus_dans_l_offre(unite):
    ferme = unite_de(3)
    ferme.actes.update(fin_le=date(2024, 12, 31))

    lignes = selectors.offre(UniteAccueil.objects.all(), ["15"], AU)

    assert [x.cle for x in lignes] == [unite.pk]


def test_une_recherche_de_places_recoit_qui_attend_et_ce_qui_est_libre(unite):
    fratrie = FratrieFactory()
    ensemble = DemandeFactory(enfant=EnfantFactory(fratrie=fratrie), fratrie_ensemble=True)
    seul = DemandeFactory(enfant=EnfantFactory(fratrie=fratrie), demandee_le=date(2025, 4, 1))
    DemandeFactory(fin_le=AU, issue="satisfaite")
    pleine = unite_de(1)
    OccupationFactory(unite=pleine, rang=1)

    lu = lecture.lire(lecture.qui_attendent("15", AU), UniteAccueil.objects.all(), "15", AU)
    probleme = lu.assemble.probleme

    assert [(e.cle, e.genres) for e in probleme.enfants] == [
        (str(seul.enfant_id), ("Internat",)), (str(ensemble.enfant_id), ("Internat",)),
    ]  # fmt: skip
    assert {(x.cle, x.libres) for x in probleme.lieux} == {(str(unite.pk), 5), (str(pleine.pk), 0)}
    assert probleme.fratries == ()


def test_les_manques_comptent_les_enfants_une_fois_et_pas_les_refus_de_l_enfant():
    demande, autre = (
        DemandeFactory(type="village_enfants"),
        DemandeFactory(type="internat", fin_le=AU, issue="satisfaite"),
    )
    for d, motif, le in (
        (demande, "complet", AU), (demande, "complet", AU), (demande, "age", AU), (autre, "refus_jeune", AU),
        (autre, "complet", date(2023, 1, 1)),
    ):  # fmt: skip
        Refus.objects.create(collectivite_id="15", demande=d, le=le, par_qui="lieu", motif=motif)

    [manque] = attente.manques(Demande.objects.all(), date(2025, 1, 1))

    assert (manque.type, manque.enfants, manque.refus, manque.attendent) == ("Village d'enfants", 1, 3, 1)
    assert manque.raisons == [("Complet", 2), ("Âge hors de l'autorisation", 1)]
