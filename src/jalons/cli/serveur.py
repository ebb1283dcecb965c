"""``jalons serveur``: serve the application, with its worker."""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from types import FrameType

from jalons.cli.django_pret import migrations_manquantes, preparer
from jalons.cli.exemples import montrer
from jalons.cli.francais import entier
from jalons.cli.sortie import ecrire_csv, ecrire_json, option_format
from jalons.config import lieux
from jalons.noyau.saisie import EntreeRefusee, Faute

ADRESSE, PORT = "127.0.0.1", 8000
"""Where the server listens when nobody says."""
DELAI = 35
"""Seconds left to each process to finish what it does: a little more than gunicorn's own delay."""
RELANCE = 5.0
"""Seconds before what ended by itself is started again."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = montrer("jalons serveur --port 8000")
    analyseur.add_argument("--adresse", help=f"adresse d'écoute (celle de JALONS_ECOUTE, sinon {ADRESSE})")
    analyseur.add_argument("--port", type=entier, help=f"port d'écoute (celui de JALONS_ECOUTE, sinon {PORT})")
    analyseur.add_argument("--sans-taches", action="store_true", help="ne pas lancer « jalons taches » à côté")
    analyseur.add_argument(
        "--preparer", action="store_true", help="d'abord, mettre la base à jour et charger la démonstration"
    )
    option_format(analyseur)
    analyseur.set_defaults(action=_servir)


def _servir(options: argparse.Namespace) -> int:
    """Check that the base is ready and the port free, then serve until interrupted."""
    ecoute = lire_ecoute(os.environ.get("JALONS_ECOUTE", ""), adresse=options.adresse, port=options.port)
    preparer(migree=not options.preparer)
    if options.preparer:
        _preparer_la_base()
    if ecoute.port is not None:
        _exiger_port_libre(ecoute.adresse, ecoute.port)
    _annoncer(ecoute, options.format)
    serveur = [sys.executable, "-m", "gunicorn", "-c", "python:jalons.config.gunicorn", "jalons.config.wsgi"]
    commandes = [([*serveur, "--bind", str(ecoute)], "web")]
    if not options.sans_taches:
        commandes.append((_jalons("taches"), "worker"))
    return _tenir(commandes)


@dataclass(frozen=True)
class Ecoute:
    """Where the server listens: an address and a port, or the path of a Unix socket without port.

    >>> print(Ecoute("::1", 8000), Ecoute("/run/jalons/web.sock", None))
    [::1]:8000 unix:/run/jalons/web.sock
    """

    adresse: str
    port: int | None

    def __str__(self) -> str:
        if self.port is None:
            return f"unix:{self.adresse}"
        return f"[{self.adresse}]:{self.port}" if ":" in self.adresse else f"{self.adresse}:{self.port}"


def lire_ecoute(reglage: str, *, adresse: str | None = None, port: int | None = None) -> Ecoute:
    """What ``JALONS_ECOUTE`` says, each option given on the command line before it.

    >>> print(lire_ecoute(""), lire_ecoute("0.0.0.0:80", port=8080), lire_ecoute("unix:/run/jalons/web.sock"))
    127.0.0.1:8000 0.0.0.0:8080 unix:/run/jalons/web.sock

    Raises:
        EntreeRefusee: ``reglage`` is neither "address:port" nor "unix:path".
    """
    if reglage.startswith("unix:/"):
        if adresse is None and port is None:
            return Ecoute(reglage.removeprefix("unix:"), None)
        reglage = ""
    lu = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+):(\d{1,5})", reglage or f"{ADRESSE}:{PORT}")
    if not lu:
        message = (
            f"JALONS_ECOUTE vaut « {reglage} », qui n'est pas une adresse d'écoute : écrivez 127.0.0.1:8000, "
            "[::1]:8000 ou unix:/run/jalons/web.sock."
        )
        raise EntreeRefusee([Faute("JALONS_ECOUTE", message, reglage, "adresse:port ou unix:chemin")], quoi="Serveur")
    return Ecoute(adresse or lu[1].strip("[]"), int(lu[2]) if port is None else port)


def _jalons(*mots: str) -> list[str]:
    return [sys.executable, "-c", f"from jalons.cli import main; raise SystemExit(main({list(mots)!r}))"]


def _preparer_la_base() -> None:
    """Migrate and load the demonstration, each under its own role, unless both have been done."""
    temoin = lieux.maison() / "demonstration.chargee"
    manque = migrations_manquantes()
    if not manque and temoin.exists():
        return
    for mots in (["base", "preparer"], ["demo", "--si-vide"]):
        environnement = {cle: valeur for cle, valeur in os.environ.items() if cle != "JALONS_ROLE"}
        if code := subprocess.call(_jalons(*mots), env=environnement):  # noqa: S603 - our own interpreter
            raise SystemExit(code)
    temoin.touch()


def _tenir(commandes: list[tuple[list[str], str]]) -> int:
    """Run the commands side by side; the end of the first, or a signal, ends them all.

    Another one that ends by itself is started again: a restored base cuts the worker, and its jobs would wait for good.
    """
    processus: list[subprocess.Popen[bytes]] = []
    fini = False

    def arreter(signum: int, cadre: FrameType | None) -> None:
        nonlocal fini
        fini = True
        for un in processus:
            un.terminate()

    signal.signal(signal.SIGTERM, arreter)
    signal.signal(signal.SIGINT, arreter)
    processus.extend(_lancer(commande, role) for commande, role in commandes)
    while True:
        try:
            code = processus[0].wait(RELANCE)
            break
        except subprocess.TimeoutExpired:
            for rang, un in enumerate(processus):
                if not fini and un.poll() is not None:
                    print("Les tâches de fond s'étaient arrêtées : elles reprennent.", file=sys.stderr)
                    processus[rang] = _lancer(*commandes[rang])
    arreter(0, None)
    for un in processus[1:]:
        try:
            un.wait(DELAI)
        except subprocess.TimeoutExpired:
            un.kill()
    return max(code, 0)


def _lancer(commande: list[str], role: str) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl+C reaches this process alone, which then ends each of them once."""
    return subprocess.Popen(commande, env=dict(os.environ, JALONS_ROLE=role), start_new_session=True)  # noqa: S603


def _exiger_port_libre(adresse: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in adresse else socket.AF_INET) as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((adresse, port))
        except (OSError, OverflowError) as erreur:
            message = (
                f"Impossible d'écouter sur {adresse}, port {port} ({erreur}). Choisissez un autre port avec --port."
            )
            raise EntreeRefusee([Faute("--port", message, str(port), "un port libre")], quoi="Serveur") from erreur


def _annoncer(ecoute: Ecoute, format_: str) -> None:
    """Say where the server listens and which accounts of the demonstration may enter, before it serves."""
    from django.conf import settings

    from jalons.application.acces.models import Agent

    ou = str(ecoute) if ecoute.port is None else f"http://{ecoute}/"
    lus = Agent.objects.filter(courriel__endswith="@demo.invalid", is_active=True).order_by("courriel")
    comptes = [{"courriel": agent.courriel, "fonction": agent.fonction} for agent in lus]
    if format_ == "json":
        ecrire_json({"adresse": ou, "comptes": comptes})
    elif format_ == "csv":
        ecrire_csv(({"adresse": ou, **compte} for compte in comptes or [{}]), ("adresse", "courriel", "fonction"))
    else:
        print(f"\nJalons est ouvert : {ou}   (Ctrl+C pour arrêter)")
        if comptes:
            print(f"Comptes de démonstration (mot de passe de tous : {settings.JALONS_DEMO_MOT_DE_PASSE}) :")
        for compte in comptes:
            print(f"  {compte['courriel']:40} {compte['fonction']}")
    sys.stdout.flush()
