"""The same indicators counted another way: plain loops over rows, from their definitions, without any engine.

Shares nothing with ``bases`` and ``familles`` but the file that says how kinds of measures are classed.
"""

from __future__ import annotations

import statistics
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import yaml

from jalons.analyse import indicateurs

FICHIER = Path(indicateurs.__file__).with_name("classement.yaml")
EXAMENS = ("certificat_8j", "certificat_9m", "certificat_24m", "bilan_3_4_ans")


class Lent:
    """Every figure as a method of its family, over dictionaries."""

    def __init__(self, dossier: Path, au: date, depuis: date):
        def lire(nom, cle):
            vues, lignes = set(), []
            for ligne in pl.read_parquet(dossier / f"{nom}.parquet").iter_rows(named=True):
                if (k := tuple(ligne[c] for c in cle)) not in vues:
                    vues.add(k)
                    lignes.append(ligne)
            return lignes

        self.au, self.depuis = au, depuis
        lu = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
        self.natures = {c: n for n in lu["natures"] for c in (n["code"], *n.get("alias", ()))}
        self.genres = {g["code"]: g["ase4"] for g in lu["genres"]}
        self.finess = {f["code"]: f["ase6"] for f in lu["finess"]}
        self.lieux = {x["lieu"]: x for x in lire("lieux", ["lieu"])}
        self.enfants = {e["enfant"]: e for e in lire("enfants", ["enfant"])}
        self.mesures = lire("mesures", ["mesure"])
        self.sejours = {}
        for s in sorted(lire("sejours", ["sejour"]), key=lambda s: (s["debut_le"] or date.max, s["sejour"])):
            if self.en_cours(s):
                self.sejours[s["mesure"]] = s
        self.ip = lire("informations_preoccupantes", ["ip"])
        self.nommes = lire("ip_enfants", ["ip", "enfant"])
        self.evaluations = lire("evaluations", ["evaluation"])
        self.ppe = {p["enfant"] for p in lire("ppe", ["ppe"]) if p["etabli_le"] and p["etabli_le"] <= au}
        self.entretiens = [e for e in lire("entretiens_17", ["enfant"]) if self.dans(e["dix_sept_ans_le"])]
        self.examens = {
            (x["enfant"], x["genre"]) for x in lire("examens_enfance", ["enfant", "genre"]) if x["realise_le"] <= au
        }
        self.stock = self._stock()

    # ---- small words
    def en_cours(self, x):
        return x["debut_le"] is not None and x["debut_le"] <= self.au and (x["fin_le"] is None or x["fin_le"] > self.au)

    def dans(self, jour):
        return jour is not None and self.depuis < jour <= self.au

    def n(self, mesure, propriete):
        return self.natures[mesure["type"]].get(propriete)

    def age(self, enfant, jour):
        ne = self.enfants[enfant]["naissance"]
        return jour.year - ne.year - ((jour.month, jour.day) < (ne.month, ne.day))

    def _stock(self):
        vues, lignes = set(), []
        for m in sorted(self.mesures, key=lambda m: (m["debut_le"] or date.max, m["mesure"])):
            if self.en_cours(m) and (m["enfant"], m["type"]) not in vues:
                vues.add((m["enfant"], m["type"]))
                sejour = self.sejours.get(m["mesure"])
                lignes.append(
                    m
                    | {"age": self.age(m["enfant"], self.au), "ase4": self.genres[sejour["genre"]] if sejour else None}
                    | self._lieu(m, sejour)
                )
        return lignes

    def _lieu(self, mesure, sejour):
        if sejour is None:
            return {"ase6": None, "hors": None}
        lieu = self.lieux[sejour["lieu"]]
        return {
            "ase6": self.finess.get(lieu["categorie_finess"]),
            "hors": lieu["departement_du_lieu"] != mesure["departement"],
        }

    # ---- families
    def compter(self, garde):
        return sum(garde(m) for m in self.stock)

    def distincts(self, garde):
        return len({m["enfant"] for m in self.stock if garde(m)})

    def groupe(self, *noms):
        return lambda m: self.n(m, "groupe") in noms

    def tout(self):
        confie, direct, ae = self.groupe("confie"), self.groupe("direct"), self.groupe("action_educative")
        place = self.groupe("confie", "direct")
        suivi = self.groupe("confie", "direct", "action_educative")
        c, d = self.compter, self.distincts
        n_confies = c(confie)
        seul = lambda m: self.enfants[m["enfant"]]["non_accompagne"]  # noqa: E731
        lus = {
            "suivis": d(lambda m: True), "accueillis_personnes": d(place), "confies_personnes": d(confie),
            "confies_mineurs": d(lambda m: confie(m) and m["age"] < 18), "confies_majeurs": d(lambda m: confie(m) and m["age"] >= 18),
            "milieu_ouvert_personnes": d(ae), "mesures_ase": c(suivi), "jeunes_majeurs": d(lambda m: m["age"] >= 18),
            "tiers_dignes_de_confiance": d(lambda m: self.n(m, "ase8") == "tiers"),
            "mna_mineurs": d(lambda m: confie(m) and seul(m) and m["age"] < 18),
            "ase1_confies": n_confies, "ase1_directs": c(direct), "ase1_accueillis": c(place),
            "ase2_administratives": c(lambda m: confie(m) and self.n(m, "mandat") == "administratif"),
            "ase2_judiciaires": c(lambda m: confie(m) and self.n(m, "mandat") == "judiciaire"), "ase2_total": n_confies,
            "ase3_total": n_confies, "ase4_total": n_confies, "ase7_confies": n_confies, "ase8_total": c(direct),
            "ase6_total": c(lambda m: confie(m) and m["ase4"] == "etablissements"), "ase9_total": c(ae),
            "ase10_total": c(lambda m: self.n(m, "ase9") == "aed"),
            "ase10_mineurs": c(lambda m: self.n(m, "ase9") == "aed" and m["age"] < 18),
            "ase10_majeurs": c(lambda m: self.n(m, "ase9") == "aed" and m["age"] >= 18),
            "ase11_mna": c(lambda m: confie(m) and seul(m)),
        }  # fmt: skip
        for k in ("pupilles", "ap_mineurs", "ap_majeurs", "dap", "tutelle", "retrait", "placement"):
            lus[f"ase3_{k}"] = c(lambda m, k=k: self.n(m, "ase3") == k)
        for k in ("familles_accueil", "etablissements", "autonomes", "autres"):
            lus[f"ase4_{k}"] = c(lambda m, k=k: confie(m) and m["ase4"] == k)
        for k in ("education_speciale", "mecs", "foyer", "pouponniere", "sanitaire", "lieu_de_vie", "village"):
            lus[f"ase6_{k}"] = c(lambda m, k=k: confie(m) and m["ase4"] == "etablissements" and m["ase6"] == k)
        lus |= self._ailleurs(confie)
        for k in ("tiers", "etablissement", "dap"):
            lus[f"ase8_{k}"] = c(lambda m, k=k: self.n(m, "ase8") == k)
        for k in ("aed", "aemo"):
            lus[f"ase9_{k}"] = c(lambda m, k=k: self.n(m, "ase9") == k)
        for k in ("aed_renforcee", "aemo_renforcee", "tisf", "aesf", "mjagbf", "mjie", "asap", "contrat_jeune_majeur", "parrainage",
                  "tiers_durable_benevole"):  # fmt: skip
            lus[f"mesures_{k}"] = c(lambda m, k=k: m["type"] == k)
        bornes = (0, 3, 6, 11, 16, 18, 99)
        for de, a in pairwise(bornes):
            nombre = c(lambda m, de=de, a=a: confie(m) and de <= m["age"] < a)
            lus[f"ase7_{de}_et_plus" if a == 99 else f"ase7_{de}_{a - 1}"] = nombre
            lus[f"part_age_{de}"] = 100 * nombre / n_confies
        lus |= self._parts(lus, confie, ae, seul) | self._flux() | self._episodes() | self._crip() | self._enfance()
        return lus | self._medianes(confie)

    def _ailleurs(self, confie):
        """Table 5: establishments of the ASE apart from special education and hospitals."""
        dehors = [m for m in self.stock if confie(m) and m["hors"]]
        autres = ("education_speciale", "sanitaire")
        lus = {f"ase5_{k}": sum(m["ase4"] == k for m in dehors) for k in ("familles_accueil", "autonomes", "autres")}
        etablis = [m for m in dehors if m["ase4"] == "etablissements"]
        lus["ase5_special_sanitaire"] = sum(m["ase6"] in autres for m in etablis)
        lus["ase5_etablissements"] = sum(m["ase6"] is not None and m["ase6"] not in autres for m in etablis)
        situees = sum(confie(m) and m["hors"] is not None for m in self.stock)
        return lus | {"ase5_total": len(dehors), "part_hors_departement": 100 * len(dehors) / situees}

    def _parts(self, lus, confie, ae, seul):
        logees = self.compter(lambda m: confie(m) and m["ase4"] is not None)
        n, n_ae = lus["ase1_confies"], lus["ase9_total"]
        renforcees = self.compter(lambda m: m["type"] in ("aed_renforcee", "aemo_renforcee"))
        return {
            "part_judiciaire": 100 * lus["ase2_judiciaires"] / n, "part_aemo": 100 * lus["ase9_aemo"] / n_ae,
            "part_familles_accueil": 100 * lus["ase4_familles_accueil"] / logees,
            "part_etablissements": 100 * lus["ase4_etablissements"] / logees,
            "part_accueil": 100 * lus["ase1_accueillis"] / lus["mesures_ase"], "part_renforcees": 100 * renforcees / n_ae,
            "part_mna": 100 * lus["ase11_mna"] / n,
            "part_majeurs": 100 * self.compter(lambda m: confie(m) and m["age"] >= 18) / n,
            "part_projet": 100 * self.compter(lambda m: confie(m) and m["enfant"] in self.ppe) / n,
            "part_entretiens_17": 100 * sum(e["realise_le"] is not None and e["realise_le"] <= self.au for e in self.entretiens)
            / len(self.entretiens),
        }  # fmt: skip

    def _flux(self):
        def combien(groupe, jour):
            return sum(self.n(m, "groupe") == groupe and self.dans(m[jour]) for m in self.mesures)

        lus = {}
        for groupe, nom in (("confie", "confies"), ("action_educative", "milieu_ouvert")):
            for jour, quoi in (("decidee_le", "decidees"), ("debut_le", "commencees"), ("fin_le", "finies")):
                lus[f"{nom}_{quoi}"] = combien(groupe, jour)
        attente = [
            m for m in self.mesures
            if m["decidee_le"] is not None and m["decidee_le"] <= self.au and (m["debut_le"] is None or m["debut_le"] > self.au)
            and (m["fin_le"] is None or m["fin_le"] > self.au)
        ]  # fmt: skip
        lus["en_attente"] = len(attente)
        lus["en_attente_milieu_ouvert"] = sum(self.n(m, "groupe") == "action_educative" for m in attente)
        self.attentes = [(self.au - m["decidee_le"]).days for m in attente]
        return lus

    def _temps(self):
        """Times in care of every child: measures that touch or overlap are one."""
        par_enfant = {}
        for m in sorted(self.mesures, key=lambda m: (m["debut_le"] or date.max, m["mesure"])):
            if self.n(m, "groupe") in ("confie", "direct") and m["debut_le"] is not None and m["debut_le"] <= self.au:
                if m["fin_le"] is not None and m["fin_le"] < m["debut_le"]:
                    continue
                temps = par_enfant.setdefault(m["enfant"], [])
                fin = m["fin_le"] or date.max
                if temps and temps[-1][1] >= m["debut_le"]:
                    temps[-1][1] = max(temps[-1][1], fin)
                else:
                    temps.append([m["debut_le"], fin])
        return par_enfant

    def _episodes(self):
        temps = [(e, rang, debut, fin) for e, liste in self._temps().items() for rang, (debut, fin) in enumerate(liste)]
        entrees = [(e, rang, debut) for e, rang, debut, _ in temps if self.dans(debut)]
        sorties = [(e, (fin - debut).days) for e, _, debut, fin in temps if self.dans(fin)]
        self.durees_sorties, self.ages_entrees = (
            [j for _, j in sorties],
            [self.age(e, debut) for e, _, debut in entrees],
        )
        return {
            "entrees_accueil": len({e for e, *_ in entrees}), "entrees_premieres": len({e for e, rang, _ in entrees if rang == 0}),
            "entrees_retours": len({e for e, rang, _ in entrees if rang > 0}),
            "entrees_moins_de_3": len({e for e, _, debut in entrees if self.age(e, debut) < 3}),
            "entrees_mna": len({e for e, *_ in entrees if self.enfants[e]["non_accompagne"]}),
            "sorties_accueil": len({e for e, _ in sorties}),
        }  # fmt: skip

    def _crip(self):
        recues = [i for i in self.ip if self.dans(i["recue_le"])]
        numeros = {i["ip"] for i in recues}
        triees = [i for i in recues if i["qualification"] not in (None, "jointe")]
        positives = [i for i in triees if i["qualification"] != "sans_suite"]
        rendues = [e for e in self.evaluations if self.dans(e["rapport_le"])]
        lus = {
            "ip_recues": len(recues), "ip_familles": len({i["famille"] for i in recues}),
            "ip_enfants": len({x["enfant"] for x in self.nommes if x["ip"] in numeros}),
            "ip_qualifiees": sum(i["qualification"] == "information_preoccupante" for i in recues),
            "ip_signalements": sum(i["qualification"] == "signalement" for i in recues),
            "ip_part_qualifiees": 100 * len(positives) / len(triees),
            "ip_evaluations": len({e["situation"] for e in rendues}), "ip_enfants_evalues": len({e["enfant"] for e in rendues}),
        }  # fmt: skip
        for o in ("education_nationale", "parquet", "snated_119", "pmi", "hopital", "service_social", "police_gendarmerie", "famille",
                  "anonyme"):  # fmt: skip
            lus[f"ip_part_{o}"] = 100 * sum(i["origine"] == o for i in recues) / len(recues)
        for o in (
            "classement",
            "prevention_droit_commun",
            "aide_administrative",
            "saisine_judiciaire",
            "poursuite_mesure",
        ):
            lus[f"ip_conclusion_{o}"] = 100 * sum(e["conclusion"] == o for e in rendues) / len(rendues)
        return lus

    def _enfance(self):
        suivis = {m["enfant"] for m in self.stock}
        lus = {}
        for examen, (de, a) in zip(EXAMENS, ((0, 5), (1, 5), (3, 5), (4, 5)), strict=True):
            vises = [e for e in suivis if de <= self.age(e, self.au) <= a]
            lus[f"pmi_{examen}"] = 100 * sum((e, examen) in self.examens for e in vises) / len(vises)
        return lus

    def _medianes(self, confie):
        finies = [m for m in self.mesures if self.n(m, "groupe") == "action_educative" and self.dans(m["fin_le"])]
        return {
            "age_median_confies": statistics.median(m["age"] for m in self.stock if confie(m)),
            "age_median_entrees": statistics.median(self.ages_entrees),
            "anciennete_mediane_confies": statistics.median((self.au - m["debut_le"]).days for m in self.stock if confie(m)),
            "duree_mediane_sorties": statistics.median(self.durees_sorties),
            "duree_mediane_milieu_ouvert": statistics.median((m["fin_le"] - m["debut_le"]).days for m in finies),
            "attente_mediane": statistics.median(self.attentes),
        }  # fmt: skip
