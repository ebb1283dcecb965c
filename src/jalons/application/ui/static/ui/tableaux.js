// Tables wider than their room. Progressive enhancement only: without this file they scroll sideways.
(function () {
  "use strict";
  var etroit = window.matchMedia("(max-width: 640px)");
  var PEU = 3; // columns that a telephone can show side by side

  // Words of each heading, by column; nothing when headings span columns: their cells cannot be named.
  function entetes(table) {
    var lignes = table.querySelectorAll(":scope > thead > tr");
    if (lignes.length !== 1) return null;
    var noms = [];
    for (var cellule of lignes[0].cells) {
      if (cellule.colSpan > 1) return null;
      var copie = cellule.cloneNode(true);
      copie.querySelectorAll(".visually-hidden, svg").forEach(function (cache) { cache.remove(); });
      noms.push(copie.textContent.trim().replace(/\s+/g, " "));
    }
    return noms;
  }

  function nommer(table, noms) {
    table.querySelectorAll(":scope > :is(tbody, tfoot) > tr").forEach(function (ligne) {
      var rang = 0;
      for (var cellule of ligne.cells) {
        if (cellule.tagName === "TD" && cellule.dataset.nom === undefined && noms[rang]) cellule.dataset.nom = noms[rang];
        rang += cellule.colSpan;
      }
    });
  }

  function deborde(zone) { return zone.scrollWidth > zone.clientWidth + 1; }

  // On a wide screen: cells come closer, then words wrap, then a table leaves the side of its picture for below it.
  function serrer(zone) {
    zone.classList.add("tableau-serre");
    if (!deborde(zone)) return;
    zone.classList.add("tableau-plie");
    var figure = zone.closest(".figure-corps");
    if (figure && deborde(zone)) figure.classList.add("figure-empilee");
  }

  // A row becomes a few lines on a telephone.
  function ajuster(zone) {
    if (zone.closest(".lignes-compactes, .matrice") && !zone.classList.contains("lignes-compactes")) return;
    zone.classList.remove("lignes-compactes", "tableau-etroit", "tableau-serre", "tableau-plie");
    var table = zone.querySelector(":scope > table");
    if (!table || !zone.clientWidth) return;
    var noms = entetes(table);
    if (etroit.matches && noms && noms.length <= PEU) zone.classList.add("tableau-etroit");
    if (!deborde(zone)) return;
    zone.classList.remove("tableau-etroit");
    if (!etroit.matches) serrer(zone);
    else if (noms) {
      nommer(table, noms);
      zone.classList.add("lignes-compactes");
    }
  }

  function tous(racine) { racine.querySelectorAll(".tableau").forEach(ajuster); }
  function partout() { tous(document); }

  document.addEventListener("DOMContentLoaded", partout);
  document.addEventListener("htmx:afterSettle", partout);
  document.addEventListener("toggle", function (event) { if (event.target.open) tous(event.target); }, true);
  var attendu = 0;
  window.addEventListener("resize", function () {
    cancelAnimationFrame(attendu);
    attendu = requestAnimationFrame(partout);
  });
})();
