"""Any valid schéma imported then read is the same; acts on its structure keep it valid."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalons.application.schema import selectors
from jalons.application.schema.dossier import (
    ActionBilan,
    ActionSchema,
    Annonces,
    BilanAnterieur,
    DateUtile,
    DossierSchema,
    EngagementSchema,
    FicheSchema,
    Orientation,
    Pacte,
    PlaceACreer,
    PlacesACreer,
    Point,
    Priorite,
    SousTheme,
    StatutBilan,
)
from jalons.application.schema.services import importer
from jalons.config.pour_pytest import exemples
from jalons.noyau.tests.valeurs import DATES, NOMBRES, TEXTES, periodes

VIDE = st.just("") | TEXTES
LISTES = st.lists(TEXTES, max_size=2).map(tuple)


@st.composite
def dossiers(draw):
    """Numbers are unique and point to what exists: what the importer enforces."""
    engagements = draw(st.lists(st.integers(1, 9), max_size=3, unique=True))
    numeros = draw(st.lists(st.integers(1, 30), max_size=3, unique=True))
    parmi = st.lists(st.sampled_from(numeros), max_size=2, unique=True).map(tuple) if numeros else st.just(())
    servis = st.lists(st.sampled_from(engagements), max_size=2, unique=True).map(tuple) if engagements else st.just(())
    fiches = tuple(
        FicheSchema(
            n, draw(TEXTES), draw(servis), draw(LISTES), draw(LISTES), draw(VIDE), draw(VIDE), draw(VIDE), draw(VIDE),
            draw(LISTES),
            tuple(
                ActionSchema(a, draw(TEXTES), tuple(Point(draw(st.integers(1, 2)), draw(VIDE)) for _ in range(a % 3)))
                for a in sorted(draw(st.sets(st.integers(1, 5), max_size=2)))
            ),
            draw(LISTES), draw(LISTES),
        )
        for n in numeros
    )  # fmt: skip
    place = st.builds(
        PlaceACreer, TEXTES, st.integers(0, 99), st.none() | st.sampled_from(numeros) if numeros else st.none()
    )
    return DossierSchema(
        departement="62",
        intitule=draw(TEXTES),
        periode=draw(periodes()),
        complete=draw(st.booleans()),
        adopte_le=draw(st.none() | DATES),
        annonces=draw(st.none() | st.builds(Annonces, NOMBRES, NOMBRES, NOMBRES)),
        pacte=draw(st.none() | st.builds(Pacte, TEXTES, st.none() | DATES, NOMBRES)),
        dates=tuple(draw(st.lists(st.builds(DateUtile, TEXTES, DATES), max_size=2))),
        engagements=tuple(
            EngagementSchema(
                n, draw(TEXTES), tuple(SousTheme(draw(TEXTES), draw(parmi)) for _ in range(draw(st.integers(0, 2))))
            )
            for n in engagements
        ),
        fiches=fiches,
        places=draw(
            st.none()
            | st.builds(PlacesACreer, st.booleans(), NOMBRES, st.lists(place, max_size=2).map(tuple), st.just(()))
        ),
        bilan=draw(st.none() | bilans()),
    )


@st.composite
def bilans(draw):
    def actions():
        return tuple(
            ActionBilan(n, draw(VIDE), draw(st.sampled_from(StatutBilan))) for n in range(1, draw(st.integers(1, 3)))
        )

    orientations = tuple(
        Orientation(
            o, draw(TEXTES), tuple(Priorite(p, draw(TEXTES), actions()) for p in range(1, draw(st.integers(1, 3))))
        )
        for o in range(1, draw(st.integers(1, 3)))
    )
    return BilanAnterieur(draw(st.booleans()), draw(VIDE), draw(st.none() | periodes()), draw(NOMBRES), draw(NOMBRES),
                          draw(NOMBRES), orientations)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=exemples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(dossier=dossiers(), suivant=dossiers())
def test_tout_schema_importe_puis_lu_est_le_meme_et_le_suivant_aussi(territoire, dossier, suivant):
    territoire("62")
    with transaction.atomic():
        schema = importer(dossier, par=None)
        assert selectors.dossier(schema) == dossier
        importer(suivant, par=None, schema=schema)
        assert selectors.dossier(schema) == suivant
        transaction.set_rollback(True)
