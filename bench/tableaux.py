"""``make bench-tableaux``: the dashboards of the observatory over HTTP, from runs already made, 16 clients at once.

The demonstration is loaded once in a base of its own. Two statements a second rewrite a run meanwhile, so that pages
are drawn again. Prints the ratio to the login page of the same run; exit code 1 when a page exceeds the bar.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from bench import pages

BASE = "jalons_bench_demonstration"
NOMS = ("delais", "tableaux_chiffres", "tableaux_parcours", "tableaux_projection", "tableaux_comparaison")
AGENT = "observatoire-f0@demo.invalid"


def remplir() -> dict[str, Any]:
    """Migrate and load the demonstration, once; the cookie of the analyst."""
    import django

    django.setup()
    from django.core.management import call_command

    from jalons.application.acces.models import Agent

    call_command("migrate", database="owner", verbosity=0)
    if not Agent.objects.using("owner").filter(courriel=AGENT).exists():
        from jalons.cli import main

        main(["demo"])
    return {AGENT: pages._session(Agent.objects.using("owner").get(courriel=AGENT))}


def main() -> int:
    """Measure, print, compare with the bar."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--clients", type=int, default=16)
    analyseur.add_argument("--requetes", type=int, default=208)
    analyseur.add_argument("--ecritures", type=float, default=2, help="statements a second; 0: nothing changes")
    analyseur.add_argument("--sans-memoire", action="store_true", help="keep no page")
    options = analyseur.parse_args()
    os.environ["JALONS_DEMO"] = "oui"
    if options.sans_memoire:
        os.environ["JALONS_PAGES_GARDEES_MO"] = "0"
    pages.preparer_base(BASE)
    cookies = remplir()
    from django.urls import reverse

    adresses = [(f"observatoire:{nom}", AGENT, reverse(f"observatoire:{nom}")) for nom in NOMS]
    with pages.travail_d_un_autre(options.ecritures, tables={"observatoire_calcul": pages.SANS_CHANGER}, code="F0"):
        pire = pages.chronometrer(adresses, cookies, options.clients, options.requetes)
    print(f"\nPire p95 : {pire:.0f} ms ; barre : {pages.BARRE_MS} ms.")
    return 0 if pire < pages.BARRE_MS else 1


if __name__ == "__main__":
    sys.exit(main())
