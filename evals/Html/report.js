"use strict";
// Everything shown is set as text, never as markup: the words of customers and models stay words.
const data = JSON.parse(document.getElementById("data").textContent);
const others = new Map((data.others || []).map(t => [t.k, t]));
const say = i => data.texts[i];
const at = id => document.getElementById(id);
function el(tag, text, cls) {
  const node = document.createElement(tag);
  if (text !== undefined && text !== null) node.textContent = text;
  if (cls) node.className = cls;
  return node;
}
function fill(id, values) {
  for (const value of [...new Set(values)].filter(Boolean).sort()) at(id).append(new Option(value, value));
}
fill("mode", data.trials.map(t => t.s.mode));
fill("language", data.trials.map(t => t.s.language));
fill("grader", data.trials.flatMap(t => t.fi.map(f => f[0])));
fill("blame", data.trials.map(t => t.bl && t.bl[0]));

const outcome = t => t.e ? "error" : t.p ? "passed" : "failed";
function words(t) {
  return [t.k, say(t.a), t.e, ...t.fi.map(f => say(f[1])), ...t.pr.map(p => p[0] + " " + p[2])].join(" ").toLowerCase();
}
function fits(t) {
  const state = at("state").value, find = at("find").value.toLowerCase();
  return (!state || (state === "differs" ? others.has(t.k) && others.get(t.k).p !== t.p : outcome(t) === state || (state === "failed" && !t.p)))
    && (!at("mode").value || t.s.mode === at("mode").value)
    && (!at("language").value || t.s.language === at("language").value)
    && (!at("grader").value || t.fi.some(f => f[0] === at("grader").value))
    && (!at("blame").value || (t.bl && t.bl[0] === at("blame").value))
    && (!find || words(t).includes(find));
}
function row(t) {
  const tr = el("tr");
  tr.tabIndex = 0;
  tr.append(el("td", t.k, outcome(t) === "passed" ? "good" : "bad"), el("td", t.s.mode), el("td", t.x), el("td", t.f),
    el("td", t.e || (t.fi[0] ? t.fi[0][0] + ": " + say(t.fi[0][1]) : "")));
  tr.onclick = () => show(t, tr);
  tr.onkeydown = e => { if (e.key === "Enter") show(t, tr); };
  return tr;
}
// Rows come in portions, so that the first are there at once; a newer list stops the older.
let newest = 0;
function add(chosen, from, turn) {
  if (turn !== newest) return;
  const rows = document.createDocumentFragment();
  for (const t of chosen.slice(from, from + 150)) rows.append(row(t));
  at("rows").append(rows);
  if (from + 150 < chosen.length) setTimeout(add, 0, chosen, from + 150, turn);
}
function list() {
  const chosen = data.trials.filter(fits);
  at("rows").replaceChildren();
  at("count").textContent = chosen.length + " of " + data.trials.length;
  add(chosen, 0, ++newest);
}
function block(title, nodes) {
  const part = el("div");
  if (nodes.length) part.append(el("h3", title), ...nodes);
  return part;
}
function without(from, gone) {
  const left = [...from];
  for (const line of gone) { const i = left.indexOf(line); if (i >= 0) left.splice(i, 1); }
  return left;
}
function entry(who, title, text) {
  const node = el("div", null, "entry " + who);
  node.append(el("b", who + ": " + title), el("pre", text));
  return node;
}
function trial(t, name) {
  const node = el("div");
  node.append(el("h2", t.k + (name ? " (" + name + ")" : "")), el("p", say(t.a)));
  node.append(el("p", outcome(t) + "; expected " + t.x + ", found " + t.f + "; given " + (t.g / 100).toFixed(2) + "; " + t.n + " model calls, cost " + (t.u / 1e6).toFixed(4), t.p ? "good" : "bad"));
  if (t.e) node.append(el("p", t.e, "bad"));
  if (t.bl) node.append(el("p", (t.bl[2] ? "fault of " : "likely fault of ") + t.bl[0] + ": " + say(t.bl[1])));
  node.append(block("What was wrong", t.fi.map(f => el("div", f[0] + ": " + say(f[1]), "bad"))));
  node.append(block("End state", [...without(t.rt, t.af).map(i => el("div", "missing: " + say(i), "missing")), ...without(t.af, t.rt).map(i => el("div", "besides: " + say(i), "besides"))]));
  node.append(block("Proposals and decisions", t.pr.map(p => entry("policy", p[0] + ": " + (p[1] || "not decided") + (p[2] ? " by " + p[2] : "") + (p[5] ? ", " + p[5] : ""), say(p[3]) + "\n" + say(p[4])))));
  node.append(block("Transcript", t.t.map(e => entry(e[0], say(e[1]), say(e[2])))));
  return node;
}
function show(t, tr) {
  for (const old of document.querySelectorAll("tr.chosen")) old.classList.remove("chosen");
  tr.classList.add("chosen");
  const other = others.get(t.k);
  if (!other) { at("detail").replaceChildren(trial(t)); return; }
  const side = el("div", null, "side");
  side.append(trial(other, "other run"), trial(t, "this run"));
  at("detail").replaceChildren(side);
}
at("filters").addEventListener("input", list);
list();
document.documentElement.dataset.openedMs = Math.round(performance.now());
