"""From registers to the problem, and what is left of a reason for who may not know it. No database."""

from datetime import date
from decimal import Decimal

import pytest

from jalons.appariement.explications import Assouplissement, Ligne
from jalons.appariement.poids import poids_nationaux
from jalons.appariement.probleme import Ensemble, Zone
from jalons.application.accueil_familial.selectors import Maison
from jalons.application.enfants.domiciles import Point
from jalons.application.etablissements.rules import INCONNUE, Capacite
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.recherche import calculs, masque, poids
from jalons.application.places.recherche.assemblage import (
    Attente,
    Contraintes,
    OffreLue,
    SejourLu,
    assembler,
    chez,
)
from jalons.application.places.rules import Compte, Prises
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

AU = date(2026, 1, 5)


def unite(cle=1, *, type_="internat", ouvertes=10, occupees=7, **champs):
    compte = Compte(Capacite(ouvertes, ouvertes, ouvertes), Prises(occupees=occupees, enfants=occupees))
    defauts = {
        "cle": cle, "nom": f"Unité {cle}", "type": type_, "public": "tous", "sexe": "mixte", "age_min": 3, "age_max": 17,
        "etablissement_id": 50 + cle, "etablissement": "Maison", "organisme": "Brumes", "territoire_id": 9,
        "territoire": "Nord", "hors_departement": "", "latitude": 50.1, "longitude": 2.1, "commune": None, "epci": None,
        "departement": None, "compte": compte,
    }  # fmt: skip
    return LigneOffre(**defauts | champs)


def attente(enfant=7, **champs):
    defauts = {
        "enfant": enfant, "demande": 70 + enfant, "naissance": DateCivile(2015, 3, 12), "sexe": "F", "type": "internat",
        "public": "tous", "depuis": date(2025, 12, 1),
    }  # fmt: skip
    return Attente(**defauts | champs)


def assemble(attentes=None, unites=None, offres=None, contraintes=None, limite=243):
    return assembler(
        AU, [attente()] if attentes is None else attentes, [unite()] if unites is None else unites, offres or {},
        contraintes or Contraintes(), pouponniere_jours=limite,
    )  # fmt: skip


def premier(**options):
    return assemble(**options).probleme


def test_un_enfant_et_une_unite_gardent_ce_que_disent_les_registres():
    p = premier(
        contraintes=Contraintes(
            besoins={7: ("regime", "fauteuil")}, ecoles={7: Point(latitude=50.2, longitude=2.2)},
            domiciles={7: (Point(commune="62041", departement="62"),)}, zones={7: (Zone(commune="62498"),)},
        ),
        offres={1: OffreLue(("fauteuil",), "La Dune")},
    )  # fmt: skip
    enfant, lieu = p.enfants[0], p.lieux[0]

    assert enfant.besoins == ("Accès en fauteuil roulant", "Régime alimentaire particulier")
    assert (enfant.genres, enfant.public) == (("Internat",), "Tous publics")
    assert enfant.parents[0].commune == "62041"
    assert enfant.ecole is not None
    assert enfant.zones_interdites == (Zone(commune="62498"),)
    assert (lieu.libres, lieu.places_autorisees, lieu.accueillis, lieu.autorise) == (3, 10, 7, True)
    assert lieu.besoins_couverts == ("Accès en fauteuil roulant",)
    assert lieu.maison == "La Dune"
    assert lieu.position is not None
    assert lieu.position.latitude == Decimal("50.1")


def test_ce_que_personne_n_a_dit_reste_inconnu():
    p = premier(unites=[unite(compte=Compte(INCONNUE, Prises()), latitude=None, longitude=None)])
    lieu = p.lieux[0]

    assert p.enfants[0].besoins is None
    assert lieu.besoins_couverts is None
    assert (lieu.autorise, lieu.places_autorisees, lieu.accueillis, lieu.position) == (None, None, None, None)
    assert lieu.libres == 1, "a unit without any act is to be checked, not refused"


@pytest.mark.parametrize(
    ("type_", "de_l_unite", "limite", "attendu"),
    [
        ("internat", None, 243, (False, None)), ("pouponniere", None, 243, (True, 243)),
        ("pouponniere", 100, 243, (True, 100)), ("pouponniere", None, None, (True, None)),
        ("urgence", None, 243, (None, None)), ("urgence", 90, 243, (True, 90)),
    ],
)  # fmt: skip
def test_la_duree_d_un_sejour_vient_du_droit_ou_de_l_unite(type_, de_l_unite, limite, attendu):
    p = premier(unites=[unite(type_=type_)], offres={1: OffreLue(sejour_max_jours=de_l_unite)}, limite=limite)

    assert (p.lieux[0].sejour_limite, p.lieux[0].sejour_max_jours) == attendu


def test_l_unite_ou_l_enfant_vit_est_connue_et_n_est_pas_proposee():
    lu = assemble(contraintes=Contraintes(sejours=[SejourLu(7, 1, True), SejourLu(7, 3, False)]))

    assert lu.probleme.enfants[0].lieux_connus == ("1", "3")
    assert lu.probleme.enfants[0].lieux_interdits == ("1",)
    assert lu.actuels == {"7": frozenset({"1"})}


def test_un_etablissement_exclu_exclut_toutes_ses_unites():
    p = premier(
        unites=[unite(1, etablissement_id=60), unite(2, etablissement_id=60), unite(3)],
        contraintes=Contraintes(exclus=[(7, 60)]),
    )

    assert p.enfants[0].lieux_interdits == ("1", "2")


def test_seuls_les_presents_que_nomme_une_incompatibilite_sont_dits():
    p = premier(
        contraintes=Contraintes(
            incompatibles=[(7, 8), (8, 7)], sejours=[SejourLu(8, 1, True), SejourLu(9, 1, True), SejourLu(8, 2, False)]
        )
    )  # fmt: skip

    assert p.lieux[0].presents == ("8",)
    assert [i.enfants for i in p.incompatibilites] == [("7", "8")]


def test_une_fratrie_attend_a_deux_au_moins_et_n_est_indissociable_que_si_elle_le_peut():
    ensemble = [attente(7, fratrie=4, indissociable=True), attente(8, fratrie=4), attente(9, fratrie=5)]

    libre = assemble(attentes=ensemble)
    contredite = assemble(attentes=ensemble, contraintes=Contraintes(incompatibles=[(8, 7)]))

    assert [(f.cle, f.enfants, f.ensemble) for f in libre.probleme.fratries] == [
        ("4", ("7", "8"), Ensemble.OBLIGATOIRE)
    ]
    assert contredite.probleme.fratries[0].ensemble is Ensemble.SOUHAITE
    assert "indissociable" in contredite.avertissements[0]


# ---- what is left of a reason


def ligne(code, phrase="Le lieu ne répond pas à : Accès en fauteuil roulant."):
    return Ligne(code, code, "non conforme", phrase)


@pytest.mark.parametrize("code", ["besoins", "incompatibilite", "zone_interdite"])
def test_qui_n_y_a_pas_droit_lit_un_motif_reserve_le_meme_pour_les_trois(code):
    assert masque.masquer(ligne(code), clair=False) == Ligne(
        "reserve", "Motif réservé", "non conforme", "Exclu pour un motif réservé."
    )


def test_qui_y_a_droit_lit_le_besoin_et_jamais_quel_autre_enfant():
    assert "fauteuil" in masque.masquer(ligne("besoins"), clair=True).phrase
    oppose = masque.masquer(ligne("incompatibilite", "Incompatible avec 1 enfant déjà là (8)."), clair=True)
    assert "8" not in oppose.phrase


def test_trois_motifs_reserves_n_en_font_qu_un():
    lignes = [ligne("besoins"), ligne("zone_interdite"), ligne("age", "Trop jeune.")]

    assert [x.code for x in masque.masquer_toutes(lignes, clair=False)] == ["reserve", "age"]


def test_ni_la_phrase_ni_ce_qui_suffirait_ne_nomment_une_regle_reservee():
    texte = masque.dire_sans_solution({"besoins": 3, "zone_interdite": 5, "age": 2}, 9, clair=False, seules=["besoins"])
    suffirait = masque.assouplissements(
        [Assouplissement("besoins", 2, "1", "Sans la règle « Besoins de l'enfant »… fauteuil")], clair=False
    )

    assert texte == "Aucun des 9 lieux ne convient ; le plus souvent : motif réservé (5), âge (2)."
    assert "fauteuil" not in suffirait[0]
    assert "Besoins" not in suffirait[0]


# ---- weights, plan, simulation


def test_les_poids_d_un_departement_remplacent_ceux_qu_il_donne_et_les_autres_restent():
    lus = poids.lire({"parents": 10})

    assert lus.parents == 10
    assert lus.ecole == poids_nationaux().ecole
    assert poids.differents(lus) == {"parents": 10}
    assert {r.nom for r in poids.reglages(lus) if r.propre} == {"parents"}


def test_des_poids_qui_laisseraient_un_enfant_sans_place_sont_refuses():
    with pytest.raises(EntreeRefusee, match="sans place"):
        poids.lire({"sans_place": 10})


def test_le_plan_dit_pour_chacun_une_place_ou_pourquoi_aucune_sans_motif_reserve():
    p = premier(
        attentes=[attente(7), attente(8), attente(9)],
        unites=[unite(1, occupees=8), unite(2, sexe="M")],
        offres={1: OffreLue(("regime",))},
        contraintes=Contraintes(besoins={7: (), 8: (), 9: ("fauteuil",)}),
    )

    resultats, lignes = calculs.planifier_tous(p, poids_nationaux())
    par = {x.enfant: x for x in lignes}

    assert resultats["prouve"] is True
    assert (par[7].unite, par[8].unite, par[9].unite) == (1, 1, None)
    assert "motif réservé" in par[9].phrase
    assert "fauteuil" not in par[9].phrase.lower()
    assert calculs.empreinte(p, poids_nationaux()) == calculs.empreinte(p, poids_nationaux())


def test_des_places_ajoutees_servent_a_qui_attendait_et_changent_l_occupation():
    p = premier(attentes=[attente(7), attente(8)], unites=[unite(1, occupees=10)])

    r = calculs.simuler_ajouts(
        p, poids_nationaux(), [calculs.Ajout("internat", 5, territoire="Nord")], {"Internat": (10, 10)}
    )

    assert (r["sans_avant"], r["sans_apres"], r["gagnants"]) == (2, 0, 2)
    assert (r["taux"], r["taux_avant"], r["taux_apres"]) == (100.0, 100.0, 80.0)
    assert [(u["type"], u["ajoutees"], u["servent"]) for u in r["usages"]] == [("Internat", 5, 2)]


def test_une_place_ajoutee_est_au_milieu_de_son_territoire():
    lieux = premier(unites=[unite(1, latitude=50.0), unite(2, latitude=50.2), unite(3, territoire="Sud")]).lieux

    [au_nord, ailleurs] = calculs.lieux_ajoutes(
        [calculs.Ajout("internat", 5, territoire="Nord"), calculs.Ajout("internat", 5)], lieux
    )

    assert au_nord.position is not None
    assert au_nord.position.latitude == Decimal("50.1")
    assert ailleurs.position is None


# ---- foster homes

SERVICE = {"type_": "famille_accueil", "commune": "62041", "latitude": 50.29, "longitude": 2.78}
"""The service that employs the carer is in Arras."""


def test_une_famille_se_mesure_de_chez_elle_et_non_de_son_service():
    maison = Maison("62193", None, "62", 50.95, 1.85, accessible=None)

    [lieu] = premier(unites=[unite(**SERVICE)], offres={1: chez(OffreLue(), maison)}).lieux

    assert (lieu.position.commune, lieu.position.latitude) == ("62193", Decimal("50.95"))


@pytest.mark.parametrize(
    ("dite", "accessible", "attendus"),
    [(None, True, None), ((), True, ("Accès en fauteuil roulant",)), ((), None, ()), (("fauteuil",), False, ("Accès en fauteuil roulant",))],
)  # fmt: skip
def test_un_domicile_accessible_s_ajoute_a_une_liste_connue_et_ne_fait_pas_une_liste(dite, accessible, attendus):
    offre = chez(OffreLue(dite, latitude=50.1, longitude=2.0), Maison("62193", None, "62", 50.95, 1.85, accessible))

    [lieu] = premier(unites=[unite(**SERVICE)], offres={1: offre}).lieux

    assert lieu.besoins_couverts == attendus
    assert lieu.position.latitude == Decimal("50.1"), "coordinates told of the unit itself come first"


def test_sans_domicile_connu_une_famille_se_mesure_de_son_etablissement():
    assert premier(unites=[unite(**SERVICE)]).lieux[0].position.commune == "62041"
