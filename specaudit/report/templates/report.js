"use strict";
(function () {
  var root = document.documentElement;
  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }
  each(".tools", function (tools) { tools.hidden = false; });

  // Characters that Markdown would read as markup stand for themselves; only text is taken.
  function plain(node) {
    var text = node ? node.textContent.replace(/\s+/g, " ").trim() : "";
    return text.replace(/[\\`*_{}\[\]<>#|@!~]/g, "\\$&");
  }

  function markdown(card) {
    var mark = document.querySelector(".strip");
    var rows = (mark ? [plain(mark), ""] : []).concat("### " + plain(card.querySelector("h3")), "", plain(card.querySelector(".claim")));
    each("figure", function (figure) {
      rows.push("", plain(figure.querySelector("figcaption")), "");
      rows.push("> " + plain(figure.querySelector("blockquote")));
    }, card);
    rows.push("");
    each(".facts dt", function (name) {
      rows.push("- **" + plain(name) + ":** " + plain(name.nextElementSibling));
    }, card);
    return rows.join("\n") + "\n";
  }

  // Pages opened from disk may not be allowed to write to the clipboard: select the text instead.
  function copy(button) {
    var text = markdown(button.closest(".card"));
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("aria-label", "Markdown of this gap");
    button.after(area);
    area.select();
    var done = document.execCommand("copy");
    if (done) { area.remove(); }
    button.textContent = done ? "Copied" : "Press Ctrl+C";
  }

  function turn() {
    var dark = root.dataset.theme ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  }

  document.addEventListener("click", function (event) {
    var wanted = event.target.dataset && event.target.dataset.do;
    if (wanted === "copy") { copy(event.target); }
    if (wanted === "theme") { turn(); }
    if (wanted === "print") { print(); }
  });

  var form = document.querySelector(".filters");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#ranked tbody tr[data-gap]"));
  if (!form || !rows.length) { return; }
  form.hidden = false;
  var output = form.querySelector("output");
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  var cards = rows.map(function (row) { return document.getElementById(row.dataset.gap); });

  function field(name) { return form.querySelector('[data-filter="' + name + '"]'); }

  function apply() {
    var state = field("state").value;
    var section = field("section").value, text = field("text").value.trim().toLowerCase();
    var shown = 0;
    rows.forEach(function (row, at) {
      var fits = (!state || row.dataset.state === state) &&
        (!section || row.dataset.section.split("\n").indexOf(section) >= 0) &&
        (!text || texts[at].indexOf(text) >= 0);
      row.hidden = !fits;
      if (cards[at]) { cards[at].hidden = !fits; }
      shown += fits ? 1 : 0;
    });
    output.textContent = shown < rows.length ? shown + " of " + rows.length + " shown" : "";
  }

  // A permalink must lead somewhere even where a filter hides its card.
  function follow() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    var fold = target.closest("details");
    if (!target.hidden && (!fold || fold.open)) { return; }
    if (fold) { fold.open = true; }
    if (target.hidden) {
      form.reset();
      apply();
    }
    target.scrollIntoView();
  }

  function step(by) {
    var open = cards.filter(function (card) { return card && !card.hidden; });
    var now = open.findIndex(function (card) { return "#" + card.id === location.hash; });
    var next = open[Math.max(0, Math.min(open.length - 1, now < 0 ? 0 : now + by))];
    if (next) { location.hash = next.id; }
  }

  function key(row, column) {
    var text = row.cells[column].textContent.trim(), number = parseFloat(text);
    return isNaN(number) ? text : number;
  }

  function sort(header, column) {
    var down = header.getAttribute("aria-sort") === "ascending";
    each("#ranked th[aria-sort]", function (other) { other.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.slice().sort(function (one, two) {
      var a = key(one, column), b = key(two, column);
      return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1);
    }).forEach(function (row) { row.parentNode.append(row); });
  }

  each("#ranked thead th", function (header, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", function () { sort(header, column); });
    header.replaceChildren(button);
  });

  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", follow);
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
