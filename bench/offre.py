"""``make bench-places``: the page of the offer over 6,000 places, beside a page that reads no place, in the same run.

Prints median and p95 (ms, and processor time) of the page, of its filters and of the request of a child, with how many
queries each took. Everything is written in one transaction that is undone. Exit code 1 when the p95 of the page of the
offer, in processor time, reaches the bar.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from datetime import date, timedelta
from typing import Any

BASE = "jalons_bench_places"
PLACES, BARRE_MS, MOYEN = 6_000, 300, 0.93
GRAINE = 5
TAILLES = {
    "famille_accueil": (1, 3),
    "internat": (10, 60),
    "village_enfants": (20, 50),
    "lieu_de_vie": (3, 7),
    "domicile": (10, 60),
}
PARTS = {"famille_accueil": 0.45, "internat": 0.3, "village_enfants": 0.05, "lieu_de_vie": 0.05, "domicile": 0.15}


def main(arguments: list[str] | None = None) -> int:
    """Write, measure, undo."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("--places", type=int, default=PLACES)
    lecteur.add_argument("--repetitions", type=int, default=25)
    choix = lecteur.parse_args(arguments)
    from bench.pages import preparer_base

    preparer_base(BASE)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from jalons.application.socle.perimetre import perimetre

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", database="owner", verbosity=0)
    with perimetre(["62"]):
        demande = _ecrire(choix.places)
        pire = _mesurer(demande, choix.repetitions)
        transaction.set_rollback(True)
    print(f"p95 de l'offre : {pire:.0f} ms de processeur, barre {BARRE_MS} ms")
    return 1 if pire >= BARRE_MS else 0


def _ecrire(nombre: int) -> int:
    """Units, acts, children, stays; one request, whose key is given."""
    from jalons.application.enfants.models import Enfant
    from jalons.application.etablissements.models import Acte, Etablissement, Organisme, UniteAccueil
    from jalons.application.places.models import Demande, Occupation
    from jalons.application.territoires.models import UniteLocale
    from jalons.noyau.dates import DateCivile

    alea, code = random.Random(GRAINE), "62"
    lieu = {"collectivite_id": code}
    territoires = UniteLocale.objects.bulk_create(
        UniteLocale(code=f"T{n}", nom=f"Territoire {n}", **lieu) for n in range(9)
    )
    organisme = Organisme.objects.create(code="O", nom="Organisme", **lieu)
    capacites = [
        (genre, n) for genre, part in PARTS.items() for n in _tailles(alea, TAILLES[genre], int(nombre * part))
    ]
    maisons = Etablissement.objects.bulk_create(
        Etablissement(organisme=organisme, nom=f"Maison {i}", unite=alea.choice(territoires), **lieu)
        for i in range(len(capacites))
    )
    unites = UniteAccueil.objects.bulk_create(
        UniteAccueil(etablissement=m, nom="Unité", type=genre, age_min=0, age_max=17, **lieu)
        for m, (genre, _) in zip(maisons, capacites, strict=True)
    )
    ouvert = date(2015, 1, 1)
    Acte.objects.bulk_create(
        Acte(unite=u, nature="ouverture", places=n, effet_le=ouvert, ouvert_le=ouvert, **lieu)
        for u, (_, n) in zip(unites, capacites, strict=True)
    )
    sieges = [
        (u, r) for u, (_, n) in zip(unites, capacites, strict=True) for r in range(1, n + 1) if alea.random() < MOYEN
    ]
    enfants = Enfant.objects.bulk_create(
        (Enfant(numero=f"B{i}", nom="Essai", naissance=DateCivile(2015), **lieu) for i in range(len(sieges) + 1)),
        batch_size=1000,
    )
    Occupation.objects.bulk_create(
        (
            Occupation(unite=u, rang=r, enfant=e, nature="sejour", numero=f"S{e.pk}", du=date(2025, 1, 1), **lieu)
            for (u, r), e in zip(sieges, enfants, strict=False)
        ),
        batch_size=1000,
    )
    places = sum(n for _, n in capacites)
    print(f"{places} places, {len(unites)} unités, {len(sieges)} enfants accueillis")
    demande = Demande.objects.create(enfant=enfants[-1], type="internat", demandee_le=date(2025, 5, 1), **lieu)
    return demande.pk


def _tailles(alea: random.Random, bornes: tuple[int, int], total: int) -> list[int]:
    tirees: list[int] = []
    while sum(tirees) < total:
        tirees.append(alea.randint(*bornes))
    return tirees


def _mesurer(demande: int, repetitions: int) -> float:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, pire = _connecter(Client()), 0.0
    for titre, adresse in (
        ("référence : catalogue du droit", "/droit/"), ("offre", "/places/"),
        ("offre, par territoire", "/places/?par=territoire"),
        ("offre, filtrée", "/places/?type=internat&age=9&libres=on"),
        ("demande d'un enfant", f"/places/demandes/{demande}/"),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as lues:
            premiere = client.get(adresse)
        requetes = sum(
            "SAVEPOINT" not in r["sql"] for r in lues.captured_queries
        )  # at once: the next request forgets them
        if premiere.status_code != 200:
            print(f"{titre} : réponse {premiere.status_code}", file=sys.stderr)
            continue
        murs, calculs = zip(*(_chronometrer(client, adresse) for _ in range(repetitions)), strict=True)
        p95 = statistics.quantiles(calculs, n=20)[-1]
        print(
            f"{titre:32} médiane {statistics.median(murs):6.0f} ms  "
            f"p95 {statistics.quantiles(murs, n=20)[-1]:6.0f} ms  "
            f"processeur {statistics.median(calculs):6.0f} / {p95:.0f} ms  "
            f"requêtes {requetes}"
        )
        pire = p95 if titre == "offre" else pire
    return pire


def _chronometrer(client: Any, adresse: str) -> tuple[float, float]:
    mur, calcul = time.perf_counter(), time.process_time()
    client.get(adresse)
    return 1000 * (time.perf_counter() - mur), 1000 * (time.process_time() - calcul)


def _connecter(client: Any) -> Any:
    from jalons.application.acces.models import Affectation, Agent

    agent = Agent.objects.create(courriel="bench@exemple.invalid", nom="Essai", prenom="Essai", is_active=True)
    Affectation.objects.create(
        agent=agent,
        role="placement",
        niveau="collectivite",
        collectivite_id="62",
        debut=date.today() - timedelta(days=9),  # noqa: DTZ011
    )
    client.force_login(agent)
    return client


if __name__ == "__main__":
    sys.exit(main())
