"""Adoption, and what a schéma states to the deadlines."""

import pytest

from jalons.application.faits.selectors import echeances_de
from jalons.application.schema import rules, selectors, services
from jalons.application.schema.dossier import DossierSchema
from jalons.application.schema.tests.test_importation import pas_de_calais
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart, Gravite, RegleNonRespectee
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee

LE = DateCivile(2022, 12, 12)


@pytest.fixture
def schema(territoire):
    territoire("62")
    return services.importer(pas_de_calais(), par=None)


def test_adopter_une_seule_fois(schema):
    services.adopter(schema=schema, le=LE, par=None)
    assert selectors.dossier(schema).adopte_le == LE
    with pytest.raises(EntreeRefusee, match="déjà adopté"):
        services.adopter(schema=schema, le=LE, par=None)


@pytest.mark.parametrize("confirme", [True, False])
def test_seul_un_ecart_confirme_et_bloquant_refuse_l_adoption(confirme, schema, monkeypatch):
    ecart = Ecart("duree_excessive", Gravite.BLOQUANT, confirme, "Le schéma dure trop.", source="CASF, art. L312-4")
    monkeypatch.setattr(rules, "controler", lambda dossier, au, connues: [ecart])
    if confirme:
        with pytest.raises(RegleNonRespectee, match="dure trop"):
            services.adopter(schema=schema, le=LE, par=None)
    else:
        services.adopter(schema=schema, le=LE, par=None)


def test_un_schema_de_six_ans_n_est_pas_adopte(territoire):
    territoire("62")
    dossier = DossierSchema("62", "Trop long", Periode(DateCivile(2024), DateCivile(2029)), complete=False)
    long = services.creer(dossier=dossier, par=None)
    with pytest.raises(RegleNonRespectee, match="60 mois"):
        services.adopter(schema=long, le=LE, par=None)


def test_adopter_le_suivant_tient_l_echeance_du_precedent(schema):
    terme = echeances_de(schema).get(code="schema_terme")
    assert (str(terme.due_le), terme.tenue_le) == ("2027-12-31", None)
    suivant = services.creer(
        dossier=DossierSchema("62", "Schéma 2028-2032", Periode(DateCivile(2028), DateCivile(2032)), complete=False),
        par=None,
    )
    services.adopter(schema=suivant, le=DateCivile(2027, 11, 15), par=None)
    terme.refresh_from_db()
    assert str(terme.tenue_le) == "2027-11-15"
