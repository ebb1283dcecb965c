"""Scores worked by hand."""

import json
from pathlib import Path

import pytest

from jalons.lecture.evaluation.cles import Cle, lire_cle
from jalons.lecture.evaluation.notes import Note, cumuler, noter
from jalons.noyau.saisie import EntreeRefusee


def cle(*elements, exhaustif=("fiche",)):
    return Cle("essai.txt", "schema", frozenset(exhaustif), elements)


def fiche(numero, texte):
    return {"genre": "fiche", "numero": numero, "texte": texte}


TROIS = [fiche(1, "Soutenir les parents"), fiche(2, "Accueillir sans délai"), fiche(3, "Entendre les jeunes")]


def test_precision_rappel_et_f1_d_un_genre_exhaustif():
    # two of three found, one invented: precision 2/3, recall 2/3
    note = noter([*TROIS[:2], fiche(4, "Ouvrir une piscine")], cle(*TROIS)).genres["fiche"]

    assert note.en_json() == {
        "precision": 0.6667, "rappel": 0.6667, "f1": 0.6667, "vrais": 2, "faux": 1, "manques": 1,
    }  # fmt: skip


def test_rien_n_est_faux_dans_un_genre_que_la_cle_ne_dit_pas_en_entier():
    date = {"genre": "date", "texte": "signature", "valeur": "2022-06-24"}
    autre = date | {"valeur": "2019-10-14"}

    note = noter([date, autre], cle(date)).genres["date"]

    assert note.en_json() == {"precision": None, "rappel": 1.0, "f1": None, "vrais": 1, "faux": None, "manques": 0}


def test_un_genre_exhaustif_et_vide_ne_laisse_rien_inventer():
    note = noter([fiche(1, "Inventée")], cle()).genres["fiche"]

    assert (note.precision, note.rappel, note.f1, note.faux) == (0.0, None, 0.0, 1)
    assert noter([], cle()).genres["fiche"].f1 is None


def test_un_genre_dont_la_cle_ne_dit_rien_est_laisse_de_cote():
    assert noter([{"genre": "constat", "texte": "x"}], cle(*TROIS)).genres.keys() == {"fiche"}


def test_le_total_somme_les_comptes_avant_de_prendre_les_parts():
    date = {"genre": "date", "texte": "signature", "valeur": "2022"}
    # fiches: 1 right, 1 wrong, 2 missed; dates: 1 right of a key that may be incomplete
    bilan = noter([TROIS[0], fiche(9, "Inventée"), date], cle(*TROIS, date))

    assert bilan.ensemble.precision == 1 / 2
    assert bilan.ensemble.rappel == 2 / 4
    assert [(e.nature, e.element["numero"]) for e in bilan.erreurs] == [("manque", 2), ("manque", 3), ("faux", 9)]


def test_plusieurs_documents_comptent_ensemble_un_genre_exhaustif_ici_et_pas_la():
    complet = noter(TROIS, cle(*TROIS))
    partiel = noter([TROIS[0], fiche(7, "Peut-être vraie")], cle(TROIS[0], TROIS[1], exhaustif=()))

    note = cumuler([complet, partiel]).genres["fiche"]

    assert (note.vrais, note.manques, note.faux) == (4, 1, 0)
    assert note.precision == 1.0
    assert note.rappel == pytest.approx(4 / 5)


def test_cumuler_ne_change_pas_ce_qu_il_additionne():
    bilan = noter(TROIS, cle(*TROIS))
    cumuler([bilan, bilan])

    assert bilan.genres["fiche"].vrais == 3
    assert cumuler([]).ensemble == Note()


def test_une_cle_illisible_est_refusee_avec_toutes_ses_fautes(tmp_path: Path):
    chemin = tmp_path / "cle.json"
    chemin.write_text(json.dumps({"exhaustif": "fiche", "elements": [{"texte": "sans genre"}, 3]}), encoding="utf-8")

    with pytest.raises(EntreeRefusee) as refus:
        lire_cle(chemin)
    assert [f.lieu.removeprefix(f"{chemin}, ") for f in refus.value.fautes] == [
        "elements[0]",
        "elements[1]",
        "exhaustif",
    ]


@pytest.mark.parametrize("contenu", [b"", b"[]", b"\xff\xfe", b"{", b'{"elements": {}}', b"[" * 100_000])
def test_ce_qui_n_est_pas_une_cle_est_refuse(tmp_path: Path, contenu):
    chemin = tmp_path / "cle.json"
    chemin.write_bytes(contenu)

    with pytest.raises(EntreeRefusee):
        lire_cle(chemin)
