"use strict";
(function () {
  var form = document.querySelector(".filters");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#ranked tbody tr[data-state]"));
  if (!form || !rows.length) { return; }
  form.hidden = false;
  var output = form.querySelector("output");
  function value(name) { return form.querySelector('[data-filter="' + name + '"]').value; }
  function apply() {
    var state = value("state"), verdict = value("verdict"), text = value("text").toLowerCase();
    var shown = 0;
    rows.forEach(function (row) {
      var fits = (!state || row.dataset.state === state) &&
        (!verdict || row.dataset.verdict === verdict) &&
        (!text || row.textContent.toLowerCase().indexOf(text) >= 0);
      row.hidden = !fits;
      var card = document.getElementById(row.querySelector("a").textContent);
      if (card) { card.hidden = !fits; }
      shown += fits ? 1 : 0;
    });
    output.textContent = shown + " of " + rows.length + " shown";
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (d) { d.open = true; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
      event.preventDefault();
      form.querySelector('[data-filter="text"]').focus();
    }
  });
  apply();
}());
