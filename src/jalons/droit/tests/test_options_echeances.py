"""The options of a rule, one by one, with days worked out by hand; each is asked of both engines."""

from datetime import date, datetime, timedelta, timezone

import pytest

from jalons.droit.echeances import Fait, evaluer
from jalons.droit.echeances.colonnes import cadre, evaluer_colonnes
from jalons.droit.echeances.faits import fait
from jalons.droit.echeances.phrases import dire_si
from jalons.droit.echeances.regles import Condition
from jalons.droit.tests.regles_d_essai import FICHES, REGLES, regles
from jalons.noyau.dates import DateCivile

PARIS = timezone(timedelta(hours=1))


def un(evenement, le, heure=None, **attributs):
    instant = datetime.fromisoformat(f"{le}T{heure}").replace(tzinfo=PARIS) if heure else None
    return Fait("enfant", "a", evenement, DateCivile.lire(le), instant, attributs)


def debut(le="2024-01-31", **attributs):
    return un("debut", le, **attributs)


A = {"affaire": 1}
MOTIF = {"affaire": 1, "motif": "complexité"}
CAS = [
    # 31 January + 3 months = 30 April; ten days of suspension = 10 May
    ("suspendue dix jours", "SUSPENDUE", [debut(), un("suspension", "2024-02-10"), un("reprise", "2024-02-20")], "2024-03-01", ("a_venir", "2024-05-10")),
    ("suspendue encore", "SUSPENDUE", [debut(), un("suspension", "2024-02-10")], "2024-06-01", ("a_venir", None)),
    ("suspendue deux fois, cinq et dix jours", "SUSPENDUE", [debut(), un("suspension", "2024-02-10"), un("reprise", "2024-02-15"), un("suspension", "2024-03-01"), un("reprise", "2024-03-11")], "2024-03-20", ("a_venir", "2024-05-15")),
    ("suspension dans la suspension", "SUSPENDUE", [debut(), un("suspension", "2024-02-10"), un("suspension", "2024-02-12"), un("reprise", "2024-02-20")], "2024-03-01", ("a_venir", "2024-05-10")),
    ("suspension après le terme", "SUSPENDUE", [debut(), un("suspension", "2024-05-02")], "2024-05-03", ("en_retard", "2024-04-30")),
    ("faite pendant la suspension", "SUSPENDUE", [debut(), un("suspension", "2024-02-10"), un("acte", "2024-02-12")], "2024-06-01", ("tenue", "2024-04-30")),
    # 30 April + 2 months = 30 June 2024, a Sunday: Monday 1 July
    ("prolongée deux mois et reportée", "PROLONGEE", [debut(**A), un("prolongation", "2024-04-02", **MOTIF)], "2024-05-20", ("a_venir", "2024-07-01")),
    ("prolongée sans motif : non prolongée", "PROLONGEE", [debut(**A), un("prolongation", "2024-04-02", **A)], "2024-05-20", ("en_retard", "2024-04-30")),
    ("prolongée trop tard", "PROLONGEE", [debut(**A), un("prolongation", "2024-05-02", **MOTIF)], "2024-05-20", ("en_retard", "2024-04-30")),
    # two at most: 30 April, 30 June, 30 August (a Friday)
    ("prolongée trois fois, deux comptent", "PROLONGEE", [debut(**A), un("prolongation", "2024-04-02", **MOTIF), un("prolongation", "2024-04-03", **MOTIF), un("prolongation", "2024-04-04", **MOTIF)], "2024-05-20", ("a_venir", "2024-08-30")),
    ("dans les 48 heures", "HEURES", [un("debut", "2024-01-31", "10:00", **A), un("acte", "2024-02-02", "10:00", **A)], "2024-03-01", ("tenue", "2024-02-02")),
    ("une minute après les 48 heures", "HEURES", [un("debut", "2024-01-31", "10:00", **A), un("acte", "2024-02-02", "10:01", **A)], "2024-03-01", ("tenue_en_retard", "2024-02-02")),
    ("le dernier jour, sans heure", "HEURES", [un("debut", "2024-01-31", "10:00", **A), un("acte", "2024-02-02", **A)], "2024-03-01", ("non_verifiable", "2024-02-02")),
    ("la veille, sans heure", "HEURES", [un("debut", "2024-01-31", "10:00", **A), un("acte", "2024-02-01", **A)], "2024-03-01", ("tenue", "2024-02-02")),
    ("un acte d'avant l'ouverture, le même jour", "HEURES", [un("debut", "2024-01-31", "10:00", **A), un("acte", "2024-01-31", "09:00", **A)], "2024-03-01", ("en_retard", "2024-02-02")),
    ("sans heure de départ", "HEURES", [debut(**A)], "2024-03-01", ("non_verifiable", None)),
    ("sans lien", "LIEE", [debut()], "2024-03-01", ("non_verifiable", None)),
    ("acte d'une autre affaire", "LIEE", [debut(**A), un("acte", "2024-02-01", affaire=2)], "2024-03-01", ("a_venir", "2024-04-30")),
    ("acte d'une affaire inconnue", "LIEE", [debut(**A), un("acte", "2024-02-01")], "2024-05-01", ("non_verifiable", "2024-04-30")),
    ("fin de l'affaire inconnue : du sujet entier", "LIEE", [debut(**A), un("fin", "2024-02-01")], "2024-05-01", ("sans_objet", "2024-04-30")),
    ("deux naissances", "MOINS-DE-3-ANS", [un("naissance", "2023-05-02"), un("naissance", "2023-05-03"), debut()], "2024-03-01", ("non_verifiable", None)),
    ("exactement 3 ans", "MOINS-DE-3-ANS", [un("naissance", "2021-01-31"), debut()], "2024-03-01", None),
    ("3 ans moins un jour", "MOINS-DE-3-ANS", [un("naissance", "2021-02-01"), debut()], "2024-03-01", ("a_venir", "2024-07-31")),
    ("né en 2021, à trois ans", "MOINS-DE-3-ANS", [un("naissance", "2021"), debut()], "2024-03-01", ("non_verifiable", None)),
    ("né en 2022, moins de trois ans de toute façon", "MOINS-DE-3-ANS", [un("naissance", "2022"), debut()], "2024-03-01", ("a_venir", "2024-07-31")),
    ("né le 29 février", "AGE", [un("naissance", "2008-02-29")], "2024-05-01", ("a_venir", "2025-02-28")),
    ("ouverte en janvier, à venir de toute façon", "SIMPLE", [debut("2024-01")], "2024-03-01", ("a_venir", None)),
    ("ouverte en janvier, en retard de toute façon", "SIMPLE", [debut("2024-01")], "2024-06-01", ("en_retard", None)),
    ("ouverte en janvier, peut-être en retard", "SIMPLE", [debut("2024-01")], "2024-04-15", ("non_verifiable", None)),
    ("le texte de 2024 vaut à 11 ans après lui", "AGE-DATE", [un("naissance", "2013-02-16")], "2024-03-01", ("en_retard", "2024-02-16")),
    ("pas à 11 ans avant lui", "AGE-DATE", [un("naissance", "2013-02-15")], "2024-03-01", None),
    ("prévue plus tard, due un mois avant", "AVANT", [debut("2024-06-30")], "2024-03-01", ("a_venir", "2024-05-30")),
    ("décidée en jour inscrit", "DECIDEE", [debut(terme="2024-06-30")], "2024-03-01", ("a_venir", "2024-06-30")),
    ("décidée, illisible", "DECIDEE", [debut(terme="2024-02-30")], "2024-03-01", ("non_verifiable", None)),
    ("décidée en autre chose qu'un jour", "DECIDEE", [debut(terme=4)], "2024-03-01", ("non_verifiable", None)),
    ("rien de décidé, à défaut un an", "DECIDEE-SINON", [debut()], "2024-03-01", ("a_venir", "2025-01-31")),
    ("entre deux versions, rien", "VERSIONS", [debut("2022-01-15")], "2022-03-01", None),
    ("deux actes sur deux", "SEUIL", [debut(), un("acte", "2024-02-01"), un("acte", "2024-02-02")], "2024-03-01", ("tenue", None)),
    ("peut-être l'acte qui manque", "SEUIL-LIE", [debut(**A), un("acte", "2024-02-01")], "2024-03-01", ("non_verifiable", None)),
]  # fmt: skip


@pytest.mark.parametrize(("nom", "code", "faits", "au", "attendu"), CAS, ids=[c[0] for c in CAS])
def test_une_option_donne_le_jour_attendu(nom, code, faits, au, attendu):
    seule = regles(regles=tuple(r for r in REGLES if r.code == code))
    jour = date.fromisoformat(au)

    un_par_un = [(e.statut, e.due_le and e.due_le.isoformat()) for e in evaluer(seule, faits, au=jour)]
    en_colonnes = evaluer_colonnes(seule, cadre(faits), au=jour)

    assert un_par_un == ([] if attendu is None else [attendu])
    assert [(s, d and d.isoformat()) for s, d in en_colonnes.select("statut", "due_le").iter_rows()] == un_par_un


def test_un_instant_sans_fuseau_est_refuse():
    with pytest.raises(ValueError, match="fuseau horaire"):
        fait({"evenement": "debut", "instant": "2024-01-31T10:00"}, regles().territoire)


@pytest.mark.parametrize(
    ("condition", "phrase"),
    [
        (Condition("fait", evenements=("debut",)), "après « debut »"),
        (Condition("sans_fait", evenements=("debut", "fin")), "sans « debut » ou « fin »"),
        (Condition("attribut", attribut="origine", dans=("juge", True)), "origine parmi juge, oui"),
        (Condition("attribut", attribut="origine", hors=("juge",)), "origine hors juge"),
        (Condition("attribut", attribut="nombre", au_moins=2, moins_de=5.5), "nombre d'au moins 2 et de moins de 5,5"),
        (Condition("age", au_moins=3, moins_de=18), "âge d'au moins 3\xa0ans et de moins de 18\xa0ans"),
    ],
)
def test_une_condition_se_lit(condition, phrase):
    assert dire_si(condition, regles(evenements=FICHES)) == phrase
