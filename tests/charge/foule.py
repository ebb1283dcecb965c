"""A process in which many agents act at once, each on her own connection, then the count of what is left.

``python -m tests.charge.foule AGENTS ACTES GRAINE`` prints one JSON object: what happened, and every fault found.
"""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from html import unescape
from typing import Any

import django

PATIENCE = 0.03
"""Longest pause between opening a form and sending it, in seconds."""


@dataclass
class Reponse:
    """One form sent.

    Attributes:
        issue: "fait", "conflit" (409), "refus" (422, or a message on the page it leads to), or the status of a fault.
        dit: what the refusal says.
    """

    agent: int
    acte: str
    trace: str
    avance: list[tuple[str, int]]
    marque: str
    issue: str
    dit: str = ""


@dataclass
class Recit:
    """What everybody did."""

    reponses: list[Reponse] = field(default_factory=list)
    fautes: list[str] = field(default_factory=list)
    verrou: threading.Lock = field(default_factory=threading.Lock)

    def noter(self, reponse: Reponse) -> None:
        with self.verrou:
            self.reponses.append(reponse)

    def accuser(self, phrase: str) -> None:
        with self.verrou:
            self.fautes.append(phrase)


class Collegue(threading.Thread):
    """One agent at her browser."""

    def __init__(self, client: Any, pk: int, scene: Any, recit: Recit, actes: int, graine: int) -> None:
        super().__init__()
        self.client, self.pk, self.scene, self.recit, self.nombre = client, pk, scene, recit, actes
        self.hasard = random.Random(graine * 1000 + pk)  # noqa: S311 - which act comes next

    def run(self) -> None:
        try:
            for rang in range(self.nombre):
                self._agir(f"Marque-{self.pk}-{rang}")
        except BaseException as erreur:  # noqa: BLE001 - a thread that dies in silence would prove nothing
            self.recit.accuser(f"{type(erreur).__name__}: {erreur}")

    def _agir(self, marque: str) -> None:
        from tests.charge.actes import ACTES, reunir_ou_separer

        if self.hasard.random() < 0.1:
            envoi = reunir_ou_separer(self._lire, self.scene)
        else:
            envoi = self.hasard.choice(ACTES).preparer(self._lire, marque, self.hasard, self.scene)
        if envoi is None:
            return
        time.sleep(self.hasard.uniform(0, PATIENCE))
        reponse, texte = self._envoyer(envoi)
        issue, dit = juger(reponse.status_code, texte)
        if issue == "conflit":
            self._verifier_le_conflit(texte, envoi, marque)
        self.recit.noter(Reponse(self.pk, envoi.journal, envoi.trace, envoi.avance, marque, issue, dit))

    def _lire(self, adresse: str) -> str:
        reponse = self._demander("get", adresse)
        if reponse.status_code >= 500:
            self.recit.accuser(f"GET {adresse}: {reponse.status_code}")
        return reponse.content.decode()

    def _envoyer(self, envoi: Any) -> tuple[Any, str]:
        """The answer, with the messages of the page to which it leads."""
        reponse = self._demander("post", envoi.adresse, envoi.champs)
        suite = self._demander("get", reponse.headers["Location"]) if reponse.status_code == 302 else reponse
        return reponse, suite.content.decode()

    def _demander(self, methode: str, adresse: str, champs: Any = None) -> Any:
        from django.db import connections

        try:
            return getattr(self.client, methode)(adresse, champs)
        finally:
            connections.close_all()

    def _verifier_le_conflit(self, texte: str, envoi: Any, marque: str) -> None:
        """It names a colleague, says when, and keeps what was typed."""
        lu = unescape(texte)
        collegues = [nom for pk, nom in self.scene.agents.items() if pk != self.pk and nom in lu.split("<main", 1)[-1]]
        if not collegues:
            self.recit.accuser(f"{envoi.adresse}: a conflict that names nobody")
        if not re.search(r"\d{2}/\d{2}/\d{4}|\d{1,2} novembre|\d{1,2}\s\w+\s20\d\d", lu):
            self.recit.accuser(f"{envoi.adresse}: a conflict that does not say when")
        if envoi.trace and "n'est pas possible" not in lu and marque not in lu:
            self.recit.accuser(f"{envoi.adresse}: a conflict that loses what was typed")


def juger(statut: int, texte: str) -> tuple[str, str]:
    """What the answer means, and what it says when it refuses: a page of faults, or a message where it leads."""
    rouges = [bloc.split("</ul>")[0].split("</div>")[0] for bloc in texte.split('class="alerte ton-danger"')[1:]]
    dit = unescape(
        re.sub(r"<[^>]*>|\s+", " ", " ".join(rouges)).partition("rien n'a été enregistré ")[2] or " ".join(rouges)
    )
    dit = re.sub(r"<[^>]*>|\s+", " ", dit).strip(" >")
    if statut == 409:
        return "conflit", ""
    if statut == 422 or (statut == 302 and rouges):
        return "refus", " ".join(dit.split())
    return ("fait", "") if statut == 302 else (str(statut), texte[-300:])


def main(agents: int, actes: int, graine: int) -> dict[str, Any]:
    """Everybody at once; then what is left."""
    from django.core.signals import got_request_exception
    from django.db import connections
    from django.test import Client
    from tests.charge.compte import Compte
    from tests.charge.scene import CODE, planter

    from jalons.application.acces.models import Agent
    from jalons.application.socle.perimetre import perimetre

    recit = Recit()
    # a starved machine opens connections slowly: that is not what is tried here
    connections["default"].settings_dict["OPTIONS"]["pool"] |= {"timeout": 300}

    def entendre(**_: Any) -> None:
        recit.accuser(f"{sys.exc_info()[0].__name__}: {sys.exc_info()[1]}")

    got_request_exception.connect(entendre)
    with perimetre([CODE]):
        scene = planter(agents)
    compte = Compte(CODE, scene)
    collegues = []
    for pk in scene.agents:
        client = Client(raise_request_exception=False)
        client.force_login(Agent.objects.get(pk=pk))
        collegues.append(Collegue(client, pk, scene, recit, actes, graine))
    debut = time.monotonic()
    for collegue in collegues:
        collegue.start()
    for collegue in collegues:
        collegue.join()
    duree = time.monotonic() - debut
    fautes = [*recit.fautes, *compte.fautes(recit.reponses)]
    return {
        "secondes": round(duree, 1), "envois": len(recit.reponses), "issues": Counter(r.issue for r in recit.reponses),
        "par_acte": Counter(f"{r.acte} {r.issue}" for r in recit.reponses),
        "refus": Counter(r.dit for r in recit.reponses if r.issue == "refus"),
        "etranges": [asdict(r) for r in recit.reponses if r.issue not in ("fait", "conflit", "refus")][:5],
        "attentes": compte.etreintes(), "fautes": fautes,
    }  # fmt: skip


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))  # noqa: T201
