"""``make bench-pages``: every list and detail page over HTTP through gunicorn, 16 clients at once.

Prints, for each page, requests, median, p95 (ms), and the ratio of its p95 to that of the login page, measured in the
same run on the same server. Exit code 1 when a page exceeds the bar.

Pages are given again as long as nothing changes (ADR 0053). So that this is not all that is measured, somebody works in
the département meanwhile: ``--ecritures`` statements a second, in turn on every table that the pages read. With
``--sans-memoire`` every request draws its page.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
BASE = "jalons_bench"
PORT = 8123
BARRE_MS = 300


def preparer_base(base: str = BASE) -> None:
    """A fresh base of our own, migrated and filled; kept from one run to the next when it is already there."""
    from jalons.config.postgresql import assurer

    urls = assurer()
    import psycopg

    with psycopg.connect(urls["jalons_owner"].rsplit("/", 1)[0] + "/postgres", autocommit=True) as connexion:
        if not connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone():
            connexion.execute(f"CREATE DATABASE {base}")
    os.environ["DATABASE_URL"] = urls["jalons_web"].rsplit("/", 1)[0] + f"/{base}"
    os.environ["DATABASE_OWNER_URL"] = urls["jalons_owner"].rsplit("/", 1)[0] + f"/{base}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "jalons.config.settings"


def remplir() -> dict[str, Any]:
    """Migrate and load, once; give session cookies and keys of rows to visit."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.donnees_nationales import agents, charger
    from jalons.application.acces.models import Agent
    from jalons.application.fiches.models import Cadre

    call_command("migrate", database="owner", verbosity=0)
    if not Cadre.objects.using("owner").exists():
        print("Chargement :", charger(), file=sys.stderr)
    if not Agent.objects.using("owner").exists():
        agents()
    _ouvrir_un_rapport()
    return {a.nom: _session(a) for a in Agent.objects.using("owner").all()}


def _ouvrir_un_rapport() -> None:
    """A draft report on the contract that is visited, unless one is there."""
    from jalons.application.contrats.models import Contrat
    from jalons.application.rapports import services
    from jalons.application.rapports.models import Rapport
    from jalons.application.socle.perimetre import perimetre

    with perimetre(["62"]):
        if not Rapport.objects.exists():
            services.creer(Contrat.objects.get(), exercice=2021, par=None)


def _session(agent: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    return str(client.cookies["sessionid"].value)


def adresses() -> list[tuple[str, str, str]]:
    """(page, agent, path) of what is visited: every page of the spine that lists or shows."""
    from django.urls import NoReverseMatch, reverse

    from jalons.application.contrats.models import Contrat
    from jalons.application.fiches.models import Fiche
    from jalons.application.indicateurs.models import Indicateur
    from jalons.application.rapports.models import Rapport
    from jalons.application.schema.models import Schema

    cles = {
        "contrat": Contrat.objects.using("owner").get(collectivite_id="62").pk,
        "schema": Schema.objects.using("owner").get(collectivite_id="62").pk,
        "fiche": Fiche.objects.using("owner").filter(collectivite_id="62").first().pk,  # type: ignore[union-attr]
        "rapport": Rapport.objects.using("owner").get(collectivite_id="62").pk,
        "indicateur": Indicateur.objects.using("owner").filter(collectivite_id="62").first().pk,  # type: ignore[union-attr]
    }
    voulues = json.loads((RACINE / "bench" / "pages.json").read_text())
    trouvees = []
    for nom, argument in voulues:
        try:
            chemin = reverse(nom, args=[cles[argument]] if argument else [])
        except NoReverseMatch as erreur:
            raise SystemExit(f"La page {nom} n'existe pas : corrigez bench/pages.json ({erreur}).") from erreur
        trouvees += [(nom, agent, chemin) for agent in (("departement",) if argument else ("departement", "nation"))]
    return trouvees


def mesurer(chemin: str, cookie: str, clients: int, requetes: int) -> list[float]:
    """Durations, in ms, of ``requetes`` requests sent by ``clients`` at once.

    Raises:
        SystemExit: an answer is not 200 (a redirect or an error would be fast for a wrong reason).
    """
    durees: list[float] = []
    fautes: list[str] = []
    verrou = threading.Lock()

    def client(nombre: int) -> None:
        connexion = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        for _ in range(nombre):
            depart = time.perf_counter()
            connexion.request("GET", chemin, headers={"Cookie": f"sessionid={cookie}"} if cookie else {})
            reponse = connexion.getresponse()
            reponse.read()
            with verrou:
                durees.append((time.perf_counter() - depart) * 1000)
                if reponse.status != 200:
                    fautes.append(f"{chemin} : {reponse.status}")
        connexion.close()

    fils = [threading.Thread(target=client, args=(-(-requetes // clients),)) for _ in range(clients)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    if fautes:
        raise SystemExit(f"Réponse inattendue : {fautes[0]} ({len(fautes)} fois)")
    return durees


SANS_CHANGER = "collectivite_id = collectivite_id"
TRAVAIL: Mapping[str, str] = {
    "fiches_fiche": "avancement = (coalesce(avancement, 0) + 5) % 105",
    "finances_montant": "valeur = valeur + 1",
    "indicateurs_valeur": "valeur = valeur + 1",
    "fiches_action": "titre = 'Action du ' || clock_timestamp()",
    "faits_echeance": SANS_CHANGER,
    "rapports_rapport": SANS_CHANGER,
    "fiches_note": "texte = 'Point du ' || clock_timestamp()",
}
"""Tables, and what is written in one row of each. Where nothing may be invented the row is written again as it is: its
mark is left all the same, but what is kept under the rows themselves would not see it as a change."""


@contextmanager
def travail_d_un_autre(par_seconde: float, *, tables: Mapping[str, str] = TRAVAIL, code: str = "62") -> Iterator[None]:
    """Statements in the collectivité ``code`` during the block, at this pace.

    Raises:
        SystemExit: at the end, the base refused one: nobody was working, and nothing was measured.
    """
    import psycopg

    fini = threading.Event()
    fautes: list[Exception] = []

    def travailler() -> None:
        try:
            ecrire()
        except psycopg.Error as faute:
            fautes.append(faute)

    def ecrire() -> None:
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connexion:
            for table, change in cycle(tables.items()):
                if fini.wait(1 / par_seconde):
                    return
                choix = f"SELECT id FROM {table} WHERE collectivite_id = '{code}' LIMIT 1"
                connexion.execute(f"UPDATE {table} SET {change} WHERE id = ({choix})")

    fil = threading.Thread(target=travailler) if par_seconde else None
    if fil:
        fil.start()
    try:
        yield
    finally:
        fini.set()
        if fil:
            fil.join()
    if fautes:
        raise SystemExit(f"L'écriture qui accompagne la mesure a échoué : {fautes[0]}")


def p95(durees: list[float]) -> float:
    """95th percentile."""
    return statistics.quantiles(durees, n=20)[18]


def main() -> int:
    """Measure, print, compare with the bar."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--clients", type=int, default=16)
    analyseur.add_argument("--requetes", type=int, default=208)
    analyseur.add_argument("--ecritures", type=float, default=2, help="statements a second; 0: nothing changes")
    analyseur.add_argument("--sans-memoire", action="store_true", help="keep no page")
    options = analyseur.parse_args()
    if options.sans_memoire:
        os.environ["JALONS_PAGES_GARDEES_MO"] = "0"
    preparer_base()
    cookies = remplir()
    pages = adresses()
    with travail_d_un_autre(options.ecritures):
        pire = chronometrer(pages, cookies, options.clients, options.requetes)
    print(f"\nPire p95 : {pire:.0f} ms ; barre : {BARRE_MS} ms.")
    return 0 if pire < BARRE_MS else 1


def chronometrer(pages: list[tuple[str, str, str]], cookies: dict[str, Any], clients: int, requetes: int) -> float:
    """Serve and visit each page (name, agent, path), print a line for each; the worst p95, in ms."""
    commande = [sys.executable, "-m", "gunicorn", "-c", "python:jalons.config.gunicorn", "jalons.config.wsgi"]
    commande += ["-b", f"127.0.0.1:{PORT}"]
    serveur = subprocess.Popen(commande, cwd=RACINE)
    try:
        _attendre()
        mesurer("/connexion/", "", clients, 64)
        reference = p95(mesurer("/connexion/", "", clients, requetes))
        print(f"{'page':34} {'agent':12} {'req':>4} {'médiane':>8} {'p95':>8} {'/ connexion':>11}")
        print(f"{'acces:connexion (référence)':34} {'anonyme':12} {requetes:4} {'':8} {reference:8.0f} {1:11.2f}")
        pire = 0.0
        for nom, agent, chemin in pages:
            mesurer(chemin, cookies[agent], clients, clients)
            durees = mesurer(chemin, cookies[agent], clients, requetes)
            pire = max(pire, p95(durees))
            mediane, haut = statistics.median(durees), p95(durees)
            print(
                f"{nom:34} {agent:12} {len(durees):4} {mediane:8.0f} {haut:8.0f} {haut / reference:11.2f}", flush=True
            )
    finally:
        serveur.terminate()
        serveur.wait()
    return pire


def _attendre() -> None:
    for _ in range(300):
        try:
            connexion = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connexion.request("GET", "/connexion/")
            if connexion.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Le serveur n'a pas répondu en 30 secondes.")


if __name__ == "__main__":
    sys.exit(main())
