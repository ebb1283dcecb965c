"""``make bench-registres``: the pages of the registers of children, with a département of 8,000 loaded.

First in process, one request at a time: queries and processor time of each page, in Python and in PostgreSQL, once
caches are warm. Then over HTTP as ``bench.pages`` does it, 208 requests a page, the file of a child first; each line is
printed as soon as it is known. The base is loaded once and found again by the next run: with another number of
children, drop it first. Exit code 1 when a page makes too many queries or exceeds the bar of ``bench.pages``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from bench.pages import BARRE_MS, chronometrer, preparer_base

BASE = "jalons_bench_registres"
ENFANTS = 8000
REQUETES, REQUETES_DOSSIER = 12, 15
"""Queries that a page may make; the file of a child gathers every register."""
HORS_COMPTE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config('jalons.")
"""Beginnings of what opens and ends a request, whatever the page."""
ROLES = ("referent-f0", "cadre-ase-f0", "crip-f0")
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("enfants:dossier", "enfant", ROLES), ("enfants:liste", "", ROLES), ("crip:liste", "", ("crip-f0", "cadre-ase-f0")),
    ("crip:situation", "situation", ("crip-f0",)), ("crip:evaluation", "situation", ("crip-f0",)),
    ("mesures:liste", "", ROLES[:2]), ("mesures:attente", "", ("cadre-ase-f0",)), ("mesures:charge", "", ROLES[1:2]),
    ("mesures:mesure", "mesure", ROLES[:2]), ("projets_enfant:liste", "", ROLES[:2]),
    ("projets_enfant:rapports", "", ROLES[:2]), ("projets_enfant:dossier", "enfant", ROLES[:2]),
    ("echeancier:miennes", "", ROLES), ("echeancier:tableau", "", ROLES[1:]),
    ("faits:echeancier", "", ("cadre-ase-f0",)), ("echeancier:regles", "", ROLES[1:2]),
    ("portail:accueil", "", ROLES),
)  # fmt: skip
"""Page, argument, agents."""


def main(arguments: list[str] | None = None) -> int:
    """Load once, measure, print."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("--enfants", type=int, default=ENFANTS)
    lecteur.add_argument("--clients", type=int, default=16)
    lecteur.add_argument("--requetes", type=int, default=208, help="par page et par agent")
    lecteur.add_argument("--sans-http", action="store_true", help="requêtes et temps de calcul seulement")
    choix = lecteur.parse_args(arguments)
    preparer_base(BASE)
    agents = _remplir(choix.enfants)
    print(f"{choix.requetes} requêtes par page, {choix.clients} clients à la fois.", flush=True)
    pages = [(nom, role, chemin) for nom, cle, roles in PAGES for role in roles for chemin in [_adresse(nom, cle)]]
    exces = _compter(pages, agents)
    if choix.sans_http:
        return 1 if exces else 0
    cookies = {role: client.cookies["sessionid"].value for role, client in agents.items()}
    pire = chronometrer(pages, cookies, choix.clients, choix.requetes)
    print(f"\nPire p95 : {pire:.0f} ms ; barre : {BARRE_MS} ms.")
    return 1 if exces or pire >= BARRE_MS else 0


def _remplir(enfants: int) -> dict[str, Any]:
    """Migrate and load, once; a logged-in client for each role."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.utils import timezone

    from jalons.application.enfants.models import Enfant
    from jalons.demonstration import chargement, comptes

    call_command("migrate", database="owner", verbosity=0)
    depart = time.perf_counter()

    def dire(phrase: str) -> None:
        print(f"[{time.perf_counter() - depart:5.1f} s] {phrase}", file=sys.stderr, flush=True)

    if not Enfant.objects.using("owner").exists():
        chargement.charger(au=timezone.localdate(), dire=dire, enfants=enfants)
        with connections["owner"].cursor() as curseur:
            curseur.execute("VACUUM ANALYZE")  # as a base in use: its nightly care has been over it
    clients = {}
    for role in ROLES:
        clients[role] = Client(HTTP_HOST="127.0.0.1")
        clients[role].force_login(comptes.agent(role), backend="django.contrib.auth.backends.ModelBackend")
    return clients


def _adresse(nom: str, cle: str) -> str:
    """The address of a page; its row is one that the référent of the demonstration follows, and that is well filled."""
    from django.db.models import Count
    from django.urls import reverse

    from jalons.application.crip.models import Situation
    from jalons.application.enfants.models import Referent
    from jalons.application.mesures.models import Mesure
    from jalons.application.socle.perimetre import perimetre
    from jalons.demonstration import comptes

    if not cle:
        return reverse(nom)
    with perimetre(["F0"]):
        miens = Referent.objects.filter(agent=comptes.agent("referent-f0"), fin=None).values("enfant_id")
        mesures = Mesure.objects.filter(enfant__in=miens, fin_le=None).annotate(combien=Count("renouvellements"))
        mesure = mesures.order_by("-combien", "pk").first()
        situations = Situation.objects.exclude(evaluations=None).annotate(combien=Count("concernes"))
        situation = situations.order_by("-combien", "-pk").first()
        if mesure is None or situation is None:
            raise SystemExit("Ce département est trop petit : donnez --enfants 100 au moins.")
        cles = {"enfant": mesure.enfant_id, "mesure": mesure.pk, "situation": situation.pk}
    return reverse(nom, args=[cles[cle]])


def _compter(pages: list[tuple[str, str, str]], agents: dict[str, Any]) -> list[str]:
    """Queries and processor time of each page, in process; the pages that make too many queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    exces = []
    print(f"{'page':34} {'agent':14} {'requêtes':>8} {'Python ms':>10} {'base ms':>8}")
    for nom, role, chemin in pages:
        for _ in range(2):
            reponse = agents[role].get(chemin)
            if reponse.status_code != 200:
                raise SystemExit(f"Réponse inattendue : {chemin} ({role}) : {reponse.status_code}")
        with CaptureQueriesContext(connection) as captures:
            agents[role].get(chemin)
        requetes = sum(1 for r in captures.captured_queries if not r["sql"].startswith(HORS_COMPTE))
        calcul, base = time.process_time(), _calcul_de_la_base()
        for _ in range(5):
            agents[role].get(chemin)
        calcul, base = (time.process_time() - calcul) * 200, (_calcul_de_la_base() - base) / 5
        permis = REQUETES_DOSSIER if nom.endswith(":dossier") else REQUETES
        trop = " TROP" if requetes > permis else ""
        exces += [nom] if trop else []
        print(f"{nom:34} {role:14} {requetes:8} {calcul:10.1f} {base:8.1f}{trop}", flush=True)
    return exces


def _calcul_de_la_base() -> float:
    """Milliseconds of processor that the server process of our connection has used; not a number elsewhere."""
    from django.db import connection

    connection.ensure_connection()
    try:
        suivi = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    except OSError:
        return float("nan")
    return int(suivi.split()[0]) / 1e6


if __name__ == "__main__":
    sys.exit(main())
