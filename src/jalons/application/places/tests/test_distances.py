"""Files of distances: what is read of them, line by line. Without a database."""

from __future__ import annotations

from typing import Any

import pytest

from jalons.application.places.distances import lire
from jalons.application.places.listes import COMMUNES, TRAJETS
from jalons.noyau.csv_lu import rangees_csv
from jalons.noyau.saisie import EntreeRefusee

CONNUES = {"15014", "15122", "01001"}


def lues(texte: str, genre: str) -> Any:
    return lire(rangees_csv(texte.encode(), 500_000, quoi="la table"), genre, CONNUES)


@pytest.mark.parametrize(
    "texte",
    [
        "code_insee;latitude;longitude\n15014;44,9261;2,4447\n",
        "Longitude,Lat,INSEE\n2.4447,44.9261,15014\n",
        "\ufeffCommune\tLatitude\tLongitude\n\n15014\t44.9261\t2.4447\n",
    ],
)
def test_les_coordonnees_se_lisent_quels_que_soient_le_separateur_et_l_ordre_des_colonnes(texte: str) -> None:
    lu = lues(texte, COMMUNES)

    assert (lu.valeurs, lu.retenues, lu.refus) == ({"15014": [44.9261, 2.4447]}, 1, [])


def test_un_trajet_vaut_dans_les_deux_sens_et_le_plus_long_des_deux_est_garde() -> None:
    lu = lues("de;vers;km;minutes\n15014;15122;17,5;22\n15122;15014;16;25\n", TRAJETS)

    assert lu.valeurs == {"15014": {"15122": [17.5, 25.0]}, "15122": {"15014": [17.5, 25.0]}}


def test_le_premier_zero_mange_par_un_tableur_est_rendu() -> None:
    assert list(lues("code;lat;lon\n1001;46.15;4.93\n", COMMUNES).valeurs) == ["01001"]


@pytest.mark.parametrize(
    ("genre", "ligne", "phrase"),
    [
        (COMMUNES, "15014;deux;2,4", "en degrés décimaux"),
        (COMMUNES, "15014;650000;6860000", "Lambert"),
        (COMMUNES, "15014;2,4447;44,9261", "inversées"),
        (COMMUNES, "15014;nan;2,4", "en degrés décimaux"),
        (COMMUNES, "15000;44,9;2,4", "code postal ou ancien"),
        (COMMUNES, "Aurillac;44,9;2,4", "n'est pas un code INSEE"),
        (TRAJETS, "15014;15122;;", "en km ou une durée"),
        (TRAJETS, "15014;15122;-3;", "0 à 2000"),
        (TRAJETS, "15014;15122;12;1e9", "0 à 2000"),
        (TRAJETS, "15014;99999;12;", "code officiel géographique"),
    ],
)
def test_une_ligne_refusee_dit_pourquoi_et_les_autres_sont_lues(genre: str, ligne: str, phrase: str) -> None:
    tete = {
        COMMUNES: "code;latitude;longitude\n15122;45,1;2,5\n",
        TRAJETS: "de;vers;km;minutes\n15014;15122;17;\n",
    }[genre]

    lu = lues(tete + ligne + "\n", genre)

    assert (lu.retenues, lu.refusees, lu.refus[0].ligne) == (1, 1, 3)
    assert phrase in lu.refus[0].message


@pytest.mark.parametrize(
    ("texte", "genre", "phrases"),
    [
        ("nom;habitants\nAurillac;25000\n", COMMUNES, ["« commune »", "« latitude »", "« longitude »"]),
        ("de;vers\n15014;15122\n", TRAJETS, ["« km » ou « minutes »"]),
        ("", COMMUNES, ["« commune »"]),
        ("code;latitude;longitude\n", COMMUNES, ["aucune ligne"]),
        ("code;latitude;longitude\n99999;1;1\n", COMMUNES, ["Aucune ligne ne peut être retenue", "99999"]),
        ('code;latitude;longitude\n"' + "x" * 200_000, COMMUNES, ["démesurée ou mal fermée"]),
    ],
)
def test_un_fichier_refuse_en_entier_dit_tout_ce_qui_manque(texte: str, genre: str, phrases: list[str]) -> None:
    with pytest.raises(EntreeRefusee) as leve:
        lues(texte, genre)

    for phrase in phrases:
        assert phrase in str(leve.value)


@pytest.mark.parametrize("octets", [b"x" * 11, b"code\x00;lon\n"])
def test_un_fichier_demesure_ou_binaire_n_est_pas_parcouru(octets: bytes) -> None:
    with pytest.raises(EntreeRefusee):
        list(rangees_csv(octets, 10, quoi="la table"))
