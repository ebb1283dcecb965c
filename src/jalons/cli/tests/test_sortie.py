"""Files named on the command line: each refusal is a sentence, and a huge one never fills memory."""

import os
import tracemalloc

import pytest

from jalons.cli import main, sortie
from jalons.noyau.saisie import EntreeRefusee


def test_un_fichier_de_dix_go_est_refuse_sans_etre_lu(tmp_path, capsys):
    enorme = tmp_path / "enorme.yaml"
    with enorme.open("wb") as flux:
        flux.truncate(10 * 10**9)  # a hole: it takes no room on the disk

    tracemalloc.start()
    rendu = main(["contrats", "controler", str(enorme)])
    _, pointe = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rendu == 2
    dit = capsys.readouterr().err.replace("\u202f", " ")
    assert "pèse 10 000 Mo" in dit
    assert "200 Mo au plus" in dit
    assert "découpez-le" in dit
    assert pointe < 100_000_000


def test_un_peripherique_sans_fin_est_refuse_aussi(monkeypatch):
    monkeypatch.setattr(sortie, "TAILLE_MAXIMALE", 1_000_000)

    with pytest.raises(EntreeRefusee, match="pèse plus de 1 Mo"):
        sortie.lire_fichier("/dev/zero")


@pytest.mark.parametrize(("taille", "acceptee"), [(1000, True), (1001, False)])
def test_la_limite_est_comprise(tmp_path, monkeypatch, taille, acceptee):
    monkeypatch.setattr(sortie, "TAILLE_MAXIMALE", 1000)
    fichier = tmp_path / "f"
    fichier.write_bytes(b"x" * taille)

    if acceptee:
        assert len(sortie.lire_fichier(str(fichier))) == taille
    else:
        with pytest.raises(EntreeRefusee, match="découpez-le"):
            sortie.lire_fichier(str(fichier))


def test_un_tube_se_lit(tmp_path):
    tube = tmp_path / "tube"
    os.mkfifo(tube)
    if not os.fork():
        tube.write_bytes(b"contenu")
        os._exit(0)

    assert sortie.lire_fichier(str(tube)) == b"contenu"
    os.wait()


def test_ce_qui_ne_se_lit_pas_est_refuse_d_une_phrase(tmp_path):
    with pytest.raises(EntreeRefusee, match="il n'existe pas"):
        sortie.lire_fichier(str(tmp_path / "absent"))
    with pytest.raises(EntreeRefusee, match="c'est un dossier"):
        sortie.lire_fichier(str(tmp_path))
