"""``jalons serveur``: serve the application, with its worker."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from types import FrameType

from jalons.cli.django_pret import migrations_manquantes, preparer
from jalons.config import lieux
from jalons.noyau.saisie import EntreeRefusee, Faute

DELAI = 35
"""Seconds left to each process to finish what it does: a little more than gunicorn's own delay."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = "Exemple : jalons serveur --port 8000"
    analyseur.add_argument("--adresse", default="127.0.0.1", help="adresse d'écoute (127.0.0.1 par défaut)")
    analyseur.add_argument("--port", type=int, default=8000, help="port d'écoute (8000 par défaut)")
    analyseur.add_argument("--sans-taches", action="store_true", help="ne pas lancer « jalons taches » à côté")
    analyseur.add_argument(
        "--preparer", action="store_true", help="d'abord, mettre la base à jour et charger la démonstration"
    )
    analyseur.set_defaults(action=_servir)


def _servir(options: argparse.Namespace) -> int:
    """Check that the base is ready and the port free, then serve until interrupted."""
    preparer(migree=not options.preparer)
    if options.preparer:
        _preparer_la_base()
    _exiger_port_libre(options.adresse, options.port)
    _annoncer(options)
    hote = f"[{options.adresse}]" if ":" in options.adresse else options.adresse
    serveur = [sys.executable, "-m", "gunicorn", "-c", "python:jalons.config.gunicorn", "jalons.config.wsgi"]
    commandes = [([*serveur, "--bind", f"{hote}:{options.port}"], "web")]
    if not options.sans_taches:
        commandes.append((_jalons("taches"), "worker"))
    return _tenir(commandes)


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
    """Run the commands side by side; the end of the first, or a signal, ends them all."""
    processus: list[subprocess.Popen[bytes]] = []

    def arreter(signum: int, cadre: FrameType | None) -> None:
        for un in processus:
            un.terminate()

    signal.signal(signal.SIGTERM, arreter)
    signal.signal(signal.SIGINT, arreter)
    for commande, role in commandes:
        # own sessions: Ctrl+C reaches this process alone, which then ends each of them once
        processus.append(
            subprocess.Popen(commande, env=dict(os.environ, JALONS_ROLE=role), start_new_session=True)  # noqa: S603
        )
    code = processus[0].wait()
    arreter(0, None)
    for un in processus[1:]:
        try:
            un.wait(DELAI)
        except subprocess.TimeoutExpired:
            un.kill()
    return max(code, 0)


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


def _annoncer(options: argparse.Namespace) -> None:
    from django.conf import settings

    from jalons.application.acces.models import Agent

    print(f"\nJalons est ouvert : http://{options.adresse}:{options.port}/   (Ctrl+C pour arrêter)")
    comptes = list(Agent.objects.filter(courriel__endswith="@demo.invalid", is_active=True).order_by("courriel"))
    if comptes:
        print(f"Comptes de démonstration (mot de passe de tous : {settings.JALONS_DEMO_MOT_DE_PASSE}) :")
        for agent in comptes:
            print(f"  {agent.courriel:40} {agent.fonction}")
    sys.stdout.flush()
