"""``jalons serveur``: serve the application, with its worker."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys

from jalons.cli.django_pret import preparer
from jalons.cli.sortie import CORRECT
from jalons.noyau.saisie import EntreeRefusee, Faute


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = "Exemple : jalons serveur --port 8000"
    analyseur.add_argument("--adresse", default="127.0.0.1", help="adresse d'écoute (127.0.0.1 par défaut)")
    analyseur.add_argument("--port", type=int, default=8000, help="port d'écoute (8000 par défaut)")
    analyseur.set_defaults(action=_servir)


def _servir(options: argparse.Namespace) -> int:
    """Check that the base is ready and the port free, then serve until interrupted."""
    preparer()
    _exiger_port_libre(options.adresse, options.port)
    _annoncer(options)
    commande = [sys.executable, "-m", "gunicorn", "jalons.config.wsgi:application"]
    commande += ["--bind", f"{options.adresse}:{options.port}", "--worker-class", "gthread", "--threads", "4"]
    commande += ["--workers", str(os.cpu_count() or 2), "--timeout", "120", "--log-level", "warning"]
    try:
        return subprocess.call(commande)  # noqa: S603 - our own interpreter and package
    except KeyboardInterrupt:
        return CORRECT


def _exiger_port_libre(adresse: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in adresse else socket.AF_INET) as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((adresse, port))
        except OSError as erreur:
            message = f"Le port {port} est déjà pris ({erreur.strerror}). Choisissez-en un autre avec --port."
            raise EntreeRefusee([Faute("--port", message, str(port), "un port libre")], quoi="Serveur") from erreur


def _annoncer(options: argparse.Namespace) -> None:
    from jalons.application.acces.models import Agent

    print(f"\nJalons est ouvert : http://{options.adresse}:{options.port}/   (Ctrl+C pour arrêter)")
    comptes = list(Agent.objects.filter(courriel__endswith="@demo.invalid", is_active=True).order_by("courriel"))
    if comptes:
        print("Comptes de démonstration (mot de passe : celui annoncé par « jalons demo ») :")
        for agent in comptes:
            print(f"  {agent.courriel:40} {agent.fonction}")
    sys.stdout.flush()
