"use strict";
(function () {
  var form = document.querySelector(".filters");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#ranked tbody tr[data-gap]"));
  if (!form || !rows.length) { return; }
  form.hidden = false;
  var output = form.querySelector("output");
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  var cards = rows.map(function (row) { return document.getElementById(row.dataset.gap); });

  function field(name) { return form.querySelector('[data-filter="' + name + '"]'); }

  function apply() {
    var state = field("state").value, verdict = field("verdict").value;
    var section = field("section").value, text = field("text").value.trim().toLowerCase();
    var shown = 0;
    rows.forEach(function (row, at) {
      var fits = (!state || row.dataset.state === state) &&
        (!verdict || row.dataset.verdict === verdict) &&
        (!section || row.dataset.section.split("\n").indexOf(section) >= 0) &&
        (!text || texts[at].indexOf(text) >= 0);
      row.hidden = !fits;
      if (cards[at]) { cards[at].hidden = !fits; }
      shown += fits ? 1 : 0;
    });
    output.textContent = shown + " of " + rows.length + " shown";
  }

  // A permalink must lead somewhere even where a filter hides its card.
  function follow() {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) {
      form.reset();
      apply();
      target.scrollIntoView();
    }
  }

  function step(by) {
    var open = cards.filter(function (card) { return card && !card.hidden; });
    var now = open.findIndex(function (card) { return "#" + card.id === location.hash; });
    var next = open[Math.max(0, Math.min(open.length - 1, now < 0 ? 0 : now + by))];
    if (next) { location.hash = next.id; }
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (d) { d.open = true; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) { return; }
    if (event.key === "/") {
      event.preventDefault();
      field("text").focus();
    } else if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); }
  });
  apply();
  follow();
}());
