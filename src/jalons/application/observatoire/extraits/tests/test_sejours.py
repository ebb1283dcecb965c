"""Where children live comes from the register of places: who, where, by which measure, and nothing after the day."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.tests.factories import ActeFactory, UniteAccueilFactory
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.observatoire.extraits import ecrire
from jalons.application.observatoire.extraits.sejours import GENRES
from jalons.application.observatoire.tableaux.calculs.projection import lieux_connus
from jalons.application.observatoire.tableaux.places import autorisees
from jalons.application.places.tests.factories import OccupationFactory
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15")


@pytest.fixture
def enfant():
    return EnfantFactory(naissance=DateCivile.lire("2012-05-04"))


def placement(enfant, du, fin=None, nature="placement_ase", **champs):
    return MesureFactory(enfant=enfant, nature=nature, debut_le=du, decidee_le=du, fin_le=fin, **champs)


def lues(tmp_path, nom="sejours"):
    extrait = ecrire("15", tmp_path / "extrait", jusqu_au=AU)
    return pl.read_parquet(extrait.dossier / f"{nom}.parquet")


def test_un_sejour_dit_le_lieu_son_genre_et_la_mesure_en_cours(enfant, tmp_path):
    placement(enfant, date(2020, 1, 1), date(2023, 6, 1), motif_fin="retour_famille")
    actuelle = placement(enfant, date(2024, 2, 1))
    famille = UniteAccueilFactory(type="famille_accueil", etablissement__hors_departement="63")
    sejour = OccupationFactory(enfant=enfant, unite=famille, du=date(2024, 2, 1))

    (ligne,) = lues(tmp_path).to_dicts()

    assert ligne == {
        "departement": "15", "sejour": sejour.pk, "mesure": actuelle.pk, "enfant": enfant.pk, "lieu": famille.pk,
        "genre": "assistant_familial", "debut_le": date(2024, 2, 1), "fin_le": None,
    }  # fmt: skip
    lieux = pl.read_parquet(tmp_path / "extrait" / "lieux.parquet").to_dicts()
    assert [(x["lieu"], x["departement_du_lieu"]) for x in lieux] == [(famille.pk, "63")]


def test_ni_relais_ni_reservation_ni_annule_ni_accueil_de_jour_ni_demain(enfant, tmp_path):
    placement(enfant, date(2024, 2, 1))
    interne = UniteAccueilFactory(type="internat")
    garde = OccupationFactory(enfant=enfant, unite=interne, du=date(2024, 2, 1), au=date(2025, 9, 1))
    OccupationFactory(enfant=enfant, unite=UniteAccueilFactory(type="repit"), du=date(2024, 7, 1), relais=True)
    OccupationFactory(enfant=EnfantFactory(), unite=UniteAccueilFactory(type="accueil_jour"))
    OccupationFactory(enfant=EnfantFactory(), unite=interne, nature="reservation", au=date(2025, 8, 1))
    OccupationFactory(enfant=EnfantFactory(), unite=interne, annulee_le=datetime(2025, 2, 1, tzinfo=UTC))
    OccupationFactory(enfant=EnfantFactory(), unite=interne, du=date(2025, 7, 1))

    (ligne,) = lues(tmp_path).to_dicts()

    assert (ligne["sejour"], ligne["fin_le"]) == (garde.pk, None)


def test_sans_registre_des_places_la_table_n_est_pas_vide_mais_absente(enfant, tmp_path):
    placement(enfant, date(2024, 2, 1))

    extrait = ecrire("15", tmp_path / "extrait", jusqu_au=AU)

    assert {"sejours", "lieux"}.isdisjoint(extrait.lignes)
    assert not (extrait.dossier / "sejours.parquet").exists()


def test_un_registre_des_places_a_peine_commence_ne_prevoit_pas_par_lieu(tmp_path):
    unite = UniteAccueilFactory(type="internat")
    for rang in range(10):
        confie = EnfantFactory(naissance=DateCivile.lire("2012-05-04"))
        placement(confie, date(2022, 2, 1))
        if rang < 9:
            OccupationFactory(enfant=confie, unite=unite, du=date(2022, 2, 1) if rang else date(2025, 1, 1))
    lues(tmp_path)

    assert lieux_connus(tmp_path / "extrait", AU)  # nine in ten today, eight in ten two years before
    sejours = pl.read_parquet(tmp_path / "extrait" / "sejours.parquet")
    sejours.with_columns(debut_le=date(2025, 1, 1)).write_parquet(tmp_path / "extrait" / "sejours.parquet")
    assert not lieux_connus(tmp_path / "extrait", AU)


def test_les_places_autorisees_se_somment_par_genre_et_une_inconnue_ne_compte_pas_pour_zero():
    for type_, places in (("internat", 12), ("pouponniere", 8), ("lieu_de_vie", 6)):
        ActeFactory(unite=UniteAccueilFactory(type=type_), places=places, effet_le=date(2020, 1, 1))
    assert autorisees("15", AU) == {"etablissement": 20, "lieu_de_vie": 6}

    OccupationFactory(unite=UniteAccueilFactory(type="internat"))  # a unit without any act

    assert autorisees("15", AU) == {"lieu_de_vie": 6}


def test_chaque_type_qui_heberge_a_un_genre():
    from jalons.application.etablissements.nomenclatures import types

    heberge = {t for t, dit in types().items() if t != "accueil_jour"}
    assert heberge == set(GENRES)
    assert set(GENRES.values()) <= {
        "etablissement", "lieu_de_vie", "logement_autonome", "assistant_familial", "domicile_parental", "autre_accueil"
    }  # fmt: skip
