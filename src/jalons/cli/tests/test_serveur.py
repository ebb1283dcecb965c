"""Where the server listens: the setting, the options before it, a refusal in one sentence."""

import sys

import pytest

from jalons.cli import main, serveur
from jalons.cli.serveur import lire_ecoute
from jalons.noyau.saisie import EntreeRefusee


@pytest.mark.parametrize(
    ("reglage", "options", "attendu"),
    [
        ("",                          {},                                    "127.0.0.1:8000"),
        ("",                          {"port": 8123},                        "127.0.0.1:8123"),
        ("0.0.0.0:80",                {},                                    "0.0.0.0:80"),
        ("0.0.0.0:80",                {"port": 8080},                        "0.0.0.0:8080"),
        ("0.0.0.0:80",                {"adresse": "10.0.0.1"},               "10.0.0.1:80"),
        ("[::1]:8000",                {},                                    "[::1]:8000"),
        ("[::1]:8000",                {"adresse": "::"},                     "[::]:8000"),
        ("jalons.interne:8000",       {},                                    "jalons.interne:8000"),
        ("unix:/run/jalons/web.sock", {},                                    "unix:/run/jalons/web.sock"),
        ("unix:/run/jalons/web.sock", {"port": 8001},                        "127.0.0.1:8001"),
    ],
)  # fmt: skip
def test_les_options_passent_avant_le_reglage(reglage, options, attendu):
    assert str(lire_ecoute(reglage, **options)) == attendu


@pytest.mark.parametrize("reglage", ["8000", ":8000", "127.0.0.1", "::1:8000", "unix:", "unix:web.sock", "hôte:port"])
def test_un_reglage_mal_ecrit_est_refuse_d_une_phrase(reglage):
    with pytest.raises(EntreeRefusee, match="JALONS_ECOUTE vaut « ") as refus:
        lire_ecoute(reglage)

    assert "écrivez 127.0.0.1:8000" in str(refus.value)
    assert refus.value.fautes[0].recu == reglage


@pytest.fixture
def lancees(monkeypatch):
    """What would be run, the base and the port being supposed ready."""
    commandes = []
    monkeypatch.setattr(serveur, "preparer", lambda **options: None)
    monkeypatch.setattr(serveur, "_annoncer", lambda ecoute, format_: None)
    monkeypatch.setattr(serveur, "_tenir", lambda liste: commandes.extend(liste) or 0)
    return commandes


def test_le_serveur_ecoute_ou_dit_le_reglage(lancees, monkeypatch, tmp_path):
    prise = f"unix:{tmp_path / 'web.sock'}"
    monkeypatch.setenv("JALONS_ECOUTE", prise)

    assert main(["serveur", "--sans-taches"]) == 0

    [(commande, role)] = lancees
    assert commande[-2:] == ["--bind", prise]
    assert role == "web"


def test_un_port_impossible_est_refuse_avant_de_servir(lancees, monkeypatch, capsys):
    monkeypatch.setenv("JALONS_ECOUTE", "127.0.0.1:99999")

    assert main(["serveur"]) == 2

    assert lancees == []
    assert "Choisissez un autre port" in capsys.readouterr().err


ATTEND = """
import pathlib, sys, time
for _ in range(1200):
    if pathlib.Path(sys.argv[1]).exists() and len(pathlib.Path(sys.argv[1]).read_text()) >= 2:
        raise SystemExit(0)
    time.sleep(0.05)
raise SystemExit(1)
"""
TOMBE = "import sys; open(sys.argv[1], 'a').write('x'); raise SystemExit(1)"


def test_les_taches_qui_tombent_reprennent_tant_que_le_serveur_tient(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(serveur, "RELANCE", 0.1)
    monkeypatch.setattr(serveur.signal, "signal", lambda *_: None)
    temoin = str(tmp_path / "departs")
    commandes = [([sys.executable, "-c", ATTEND, temoin], "web"), ([sys.executable, "-c", TOMBE, temoin], "worker")]

    assert serveur._tenir(commandes) == 0
    assert "elles reprennent" in capsys.readouterr().err
