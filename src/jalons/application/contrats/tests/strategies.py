"""Any valid contract dossier, for property tests. Texts have no blank at their ends, as ``creer_fiche`` trims titles."""

from decimal import Decimal

from hypothesis import strategies as st

from jalons.application.contrats.dossier import (
    Categorie,
    DateEtape,
    DossierContrat,
    Duree,
    Engagement,
    Etape,
    Finances,
    ListeObjectifs,
    NaturePartie,
    ObjectifRetenu,
    Partie,
    Places,
    Role,
    SchemaLie,
    StatutPlaces,
    UniteDuree,
)
from jalons.application.fiches.listes import ActionListee, ListeActions, NatureAction
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.droit import sources_financement
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode
from jalons.noyau.references import ChiffreCle, DocumentSource

TEXTES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
DATES = st.builds(DateCivile, st.integers(1990, 2100), st.none() | st.integers(1, 12))
NOMBRES = st.none() | st.integers(0, 500)
MONTANTS = st.integers(0, 10**11).map(lambda n: Decimal(n) / 100)


@st.composite
def periodes(draw):
    debut, fin = sorted([draw(DATES), draw(DATES)], key=lambda d: (d.debut, d.fin))
    return Periode(debut, fin)


@st.composite
def dossiers(draw):
    """Short names are unique in the file, amounts point to names that exist: what the reader of files enforces."""
    noms = iter(f"n{i}" for i in range(1000))
    objectifs = tuple(
        ListeObjectifs(
            next(noms),
            draw(st.sampled_from(Categorie)),
            draw(st.booleans()),
            draw(st.just("") | TEXTES),
            draw(NOMBRES),
            tuple(
                ObjectifRetenu(
                    next(noms),
                    draw(TEXTES),
                    "",
                    draw(st.none() | st.integers(1, 9)),
                    draw(st.booleans()),
                    draw(st.just("") | TEXTES),
                    draw(NOMBRES),
                )
                for _ in range(draw(st.integers(0, 3)))
            ),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    actions = tuple(
        ListeActions(
            next(noms), draw(TEXTES), draw(st.booleans()), draw(NOMBRES), draw(st.booleans()),
            tuple(
                ActionListee(next(noms), draw(TEXTES), draw(st.none() | st.integers(1, 9)),
                             draw(st.none() | st.sampled_from(NatureAction)), draw(st.just("") | TEXTES), draw(NOMBRES))
                for _ in range(draw(st.integers(0, 3)))
            ),
        )
        for _ in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    vises = ["", *(x.cle for x in (*objectifs, *actions)), *(o.cle for x in objectifs for o in x.objectifs),
             *(a.cle for x in actions for a in x.actions)]  # fmt: skip
    lignes = tuple(_ligne(draw, next(noms), vises) for _ in range(draw(st.integers(0, 4))))
    return DossierContrat(
        departement="15",
        intitule=draw(TEXTES),
        regime=draw(st.sampled_from(["2020", "2021", "2022", "2025-2027"])),
        document=draw(st.none() | st.builds(DocumentSource, TEXTES, st.just("") | TEXTES, st.none() | DATES)),
        parties=tuple(
            draw(
                st.lists(
                    st.builds(
                        Partie,
                        TEXTES,
                        st.sampled_from(NaturePartie),
                        st.sampled_from([(), (Role.SIGNATAIRE,), tuple(Role)]),
                    ),
                    max_size=3,
                )
            )
        ),
        periode=draw(st.none() | periodes()),
        duree_annoncee=draw(st.none() | st.builds(Duree, st.integers(1, 60), st.sampled_from(UniteDuree))),
        dates=tuple(draw(st.lists(st.builds(DateEtape, st.sampled_from(Etape), DATES), max_size=5))),
        engagements=tuple(draw(st.lists(st.builds(Engagement, st.integers(1, 9), TEXTES), max_size=3))),
        objectifs=objectifs,
        actions=actions,
        finances=Finances(draw(st.booleans()), lignes),
        places=tuple(
            draw(st.lists(st.builds(Places, TEXTES, st.integers(0, 99), st.sampled_from(StatutPlaces)), max_size=2))
        ),
        chiffres_cles=tuple(
            draw(
                st.lists(
                    st.builds(ChiffreCle, TEXTES, MONTANTS, TEXTES, NOMBRES, st.sampled_from(PrecisionMontant)),
                    max_size=2,
                )
            )
        ),
        schema_lie=draw(st.none() | st.builds(SchemaLie, TEXTES, st.none() | periodes(), st.none() | DATES)),
    )


def _ligne(draw, nom, vises):
    quand = draw(st.sampled_from(["rien", "annee", "par_an", "periode"]))
    return LigneFinanciere(
        cle=nom,
        libelle=draw(TEXTES),
        valeur=draw(MONTANTS),
        version=draw(st.sampled_from(Version)),
        source=draw(st.sampled_from([s.code for s in sources_financement()])),
        precision=draw(st.sampled_from(PrecisionMontant)),
        beneficiaire=draw(st.none() | st.sampled_from(Beneficiaire)),
        periode=draw(periodes()) if quand == "periode" else None,
        annee=draw(st.integers(1990, 2100)) if quand == "annee" else None,
        par_an=quand == "par_an",
        perenne=draw(st.booleans()),
        action=draw(st.sampled_from(vises)),
    )
