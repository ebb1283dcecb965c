"""``make bench-places``: the page of the offer over 6,000 places, beside a page that reads no place, in the same run.

First in process, one request at a time: median and p95 (ms, and processor time) of the page, of its filters, of the
other pages of the offer and of the request of a child, with how many queries each took. One line says what the page
costs when a reservation has just changed it, hence nothing is kept. Then over HTTP through gunicorn, several clients at
once, beside the login page. The drawn offer is written once in a base of its own. Exit code 1 when the p95 of the page
of the offer reaches the bar, over HTTP or in processor time.
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
AGENT = "essai"
HORS_COMPTE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config('jalons.")
"""Beginnings of what opens and ends a request, whatever the page."""
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
    lecteur.add_argument("--clients", type=int, default=16)
    lecteur.add_argument("--requetes", type=int, default=208)
    lecteur.add_argument("--sans-http", action="store_true", help="requêtes et temps de calcul seulement")
    choix = lecteur.parse_args(arguments)
    from bench.pages import chronometrer, preparer_base

    preparer_base(BASE)
    import django

    django.setup()
    client, demande = _preparer(choix.places)
    pire = _mesurer(client, demande, choix.repetitions)
    print(f"p95 de l'offre : {pire:.0f} ms de processeur, barre {BARRE_MS} ms")
    if choix.sans_http:
        return 1 if pire >= BARRE_MS else 0
    pages = [(titre, AGENT, adresse) for titre, adresse in _adresses(demande)[1:-1]]
    cookies = {AGENT: client.cookies["sessionid"].value}
    http = chronometrer(pages, cookies, choix.clients, choix.requetes)
    print(f"\nPire p95 : {http:.0f} ms ; barre : {BARRE_MS} ms.")
    return 1 if max(pire, http) >= BARRE_MS else 0


def _preparer(places: int) -> tuple[Any, int]:
    """Migrate and write, once; a logged-in client, and the key of the request of a child."""
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client

    from jalons.application.acces.models import Affectation, Agent
    from jalons.application.places.models import Demande
    from jalons.application.socle.perimetre import perimetre

    call_command("migrate", database="owner", verbosity=0)
    with perimetre(["62"]):
        demande = Demande.objects.values_list("pk", flat=True).first() or _ecrire(places)
        agent, neuf = Agent.objects.get_or_create(
            courriel="bench@exemple.invalid", defaults={"nom": "Essai", "prenom": "Essai", "is_active": True}
        )
        if neuf:
            hier = date.today() - timedelta(days=9)  # noqa: DTZ011
            for role in ("placement", "service_etablissements"):
                Affectation.objects.create(
                    agent=agent, role=role, niveau="collectivite", collectivite_id="62", debut=hier
                )
    with connections["owner"].cursor() as curseur:
        curseur.execute("ANALYZE")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    return client, demande


def _adresses(demande: int) -> list[tuple[str, str]]:
    """What is visited: the reference first, the request of a child last."""
    return [
        ("référence : catalogue du droit", "/droit/"), ("offre", "/places/"),
        ("offre, par territoire", "/places/?par=territoire"),
        ("offre, filtrée", "/places/?type=internat&age=9&libres=on"),
        ("carte", "/places/carte/"), ("occupation sur 24 mois", "/places/evolution/"),
        ("manques par trimestre", "/places/manques/trimestres/"),
        ("demande d'un enfant", f"/places/demandes/{demande}/"),
    ]  # fmt: skip


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


def _mesurer(client: Any, demande: int, repetitions: int) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pire = 0.0
    for titre, adresse in _adresses(demande):
        client.get(adresse)
        with CaptureQueriesContext(connection) as lues:
            premiere = client.get(adresse)
        if premiere.status_code != 200:
            raise SystemExit(f"{titre} : réponse {premiere.status_code}")
        requetes = sum(not r["sql"].startswith(HORS_COMPTE) for r in lues.captured_queries)
        _dire(titre, [_chronometrer(client, adresse) for _ in range(repetitions)], requetes)
        if titre == "offre":
            temps = [_chronometrer(client, adresse) for _ in range(repetitions)]
            pire = statistics.quantiles([calcul for _, calcul in temps], n=20)[-1]
            _dire("offre, juste changée", [_apres_un_changement(client, adresse) for _ in range(repetitions)], 0)
    return pire


def _apres_un_changement(client: Any, adresse: str) -> tuple[float, float]:
    from jalons.application.places import memoire

    memoire.oublier()
    return _chronometrer(client, adresse)


def _dire(titre: str, temps: list[tuple[float, float]], requetes: int) -> None:
    murs, calculs = zip(*temps, strict=True)
    print(
        f"{titre:32} médiane {statistics.median(murs):6.0f} ms  p95 {statistics.quantiles(murs, n=20)[-1]:6.0f} ms  "
        f"processeur {statistics.median(calculs):6.0f} / {statistics.quantiles(calculs, n=20)[-1]:.0f} ms"
        + (f"  requêtes {requetes}" if requetes else ""),
        flush=True,
    )


def _chronometrer(client: Any, adresse: str) -> tuple[float, float]:
    mur, calcul = time.perf_counter(), time.process_time()
    client.get(adresse)
    return 1000 * (time.perf_counter() - mur), 1000 * (time.process_time() - calcul)


if __name__ == "__main__":
    sys.exit(main())
