"""The cases that a jurist reads: all answered as written; every rule covered; every number of the catalogue matters."""

from datetime import date, timedelta

import pytest

from jalons.droit import loader
from jalons.droit.inventaire import sans_cas
from jalons.droit.lint.lecture import lire_fichier
from jalons.droit.preuves import CAS, preuves

REGIMES = loader.CATALOGUE / "regimes"
TERMES = loader.CATALOGUE / "nomenclatures" / "termes_imposes.yaml"
PARAMETRES = loader.CATALOGUE / "parametres"


@pytest.mark.parametrize("fichier", sorted((CAS / "regimes").glob("*.yaml")), ids=lambda f: f.stem)
def test_un_fichier_de_cas_a_la_forme_attendue(fichier):
    assert lire_fichier(fichier, fichier.name, "cas")[1] == []


@pytest.mark.parametrize("preuve", list(preuves()), ids=lambda p: p.titre)
def test_le_droit_repond_comme_le_cas_le_dit(preuve):
    assert preuve.differences == ()


def test_aucune_regle_n_est_sans_cas():
    assert sans_cas() == []


def decaler(texte, pas):
    """The date one unit later or earlier, in its own precision."""
    if len(texte) == 10:
        return (date.fromisoformat(texte) + timedelta(days=pas)).isoformat()
    annee, mois = map(int, texte.split("-"))
    rang = annee * 12 + mois - 1 + pas
    return f"{rang // 12}-{rang % 12 + 1:02d}"


def mutations():
    for fichier in sorted(REGIMES.glob("*.yaml")):
        regime = loader.lire(fichier)
        for champ in ("obligatoires", "facultatifs_min", "facultatifs_max"):
            if (nombre := regime["composition"][champ]) is not None:
                yield from ((fichier, ("composition", champ), nombre + pas) for pas in (-1, 1) if nombre + pas >= 0)
        connu = "publie_le" if regime["publie_le"] else "date_acte"
        yield from ((fichier, (connu,), decaler(regime[connu], pas)) for pas in (-1, 1))
        for rang, echeance in enumerate(regime["echeances"]):
            champ = "reportee_a" if echeance.get("reportee_a") else "date"
            yield from ((fichier, ("echeances", rang, champ), decaler(echeance[champ], pas)) for pas in (-1, 1))
    for champ in ("terme", "signes_du", "signes_au", "connu_le"):
        valeur = loader.lire(TERMES)["termes"][0][champ]
        yield from ((TERMES, ("termes", 0, champ), decaler(valeur, pas)) for pas in (-1, 1))
    contrat, schema = PARAMETRES / "contractualisation.yaml", PARAMETRES / "schema.yaml"
    valeur = ("parametres", 0, "valeurs", 0, "valeur")
    yield from ((contrat, valeur, part) for part in (0.49, 0.51, 0.4999, 0.5001))
    yield from ((contrat, ("parametres", 0, "valeurs", 0, "depuis"), jour) for jour in ("2020-02-21",))
    yield from (
        (contrat, ("parametres", 1, "valeurs", rang, "valeur"), j) for rang in (0, 1) for j in ("06-29", "07-01")
    )
    yield from ((schema, valeur, mois) for mois in (59, 61))


@pytest.mark.parametrize(("fichier", "chemin", "valeur"), list(mutations()), ids=lambda v: getattr(v, "stem", str(v)))
def test_decaler_un_nombre_du_catalogue_fait_mentir_au_moins_un_cas(avec, fichier, chemin, valeur):
    avec(fichier, chemin, valeur)

    assert any(il_ment(preuve) for preuve in sans_erreur(preuves()))


def il_ment(preuve):
    return preuve is None or bool(preuve.differences)


def sans_erreur(suite):
    """Each outcome; ``None`` when the catalogue can no longer answer at all."""
    try:
        yield from suite
    except LookupError:
        yield None
