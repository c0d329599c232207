// Keys, live rows, truthful sending. Every page works without it.
const $ = (s, at = document) => at.querySelector(s);
const $$ = (s, at = document) => [...at.querySelectorAll(s)];
const body = document.body;
document.documentElement.classList.add('script');

// The server writes times in the zone of this cookie; a first visit tells it once.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && navigator.cookieEnabled && body.dataset.zone !== undefined && body.dataset.zone !== zone && !sessionStorage.getItem('tz')) {
  sessionStorage.setItem('tz', zone);
  document.cookie = `tz=${encodeURIComponent(zone)};path=/;max-age=31536000;samesite=strict`;
  if (document.contentType === 'text/html' && !location.search.includes('note=')) location.reload();
}

const pause = ms => new Promise(r => { setTimeout(r, ms); });

// The desk's clock: that of this machine may be wrong, and a deadline is not.
const skew = body.dataset.now ? Number(body.dataset.now) - Date.now() : 0;
const clock = () => Date.now() + skew;

const rows = () => $$('table.queue tbody tr');
const cursor = () => rows().findIndex(r => r.getAttribute('aria-current') === 'true');
const put = i => {
  const all = rows();
  if (!all[i]) return;
  all.forEach(r => r.removeAttribute('aria-current'));
  all[i].setAttribute('aria-current', 'true');
  if (document.activeElement !== $('a', all[i])) $('a', all[i]).focus();
  $('.queue-page #verdict-said')?.replaceChildren();
  preview(all[i]);
};

// The panel shows the row under the cursor, where the screen has room for it.
const panel = $('#panel');
const isShown = at => Boolean(at?.checkVisibility());
let asked = 0;
const preview = async (row, again) => {
  const turn = ++asked;
  if (!isShown(panel) || (panel.dataset.proposal === row.dataset.id && !again)) return;
  await pause(80);
  if (turn !== asked) return;
  const answer = await fetch(`/queue/preview?p=${encodeURIComponent(row.dataset.id)}`).catch(() => null);
  const html = answer?.ok ? await answer.text() : '';
  if (turn !== asked || html === '') return;
  panel.innerHTML = html;
  panel.dataset.proposal = row.dataset.id;
};
if (isShown(panel)) rows()[0]?.setAttribute('aria-current', 'true');
const rowOf = e => rows().indexOf(e.target.closest('table.queue tbody tr'));
document.addEventListener('click', e => { if (!e.target.closest('a, button, input, label') && rowOf(e) >= 0) put(rowOf(e)); });
document.addEventListener('focusin', e => { if (e.target.matches('.c-case a') && rowOf(e) !== cursor()) put(rowOf(e)); });

// Selection: the bar says how many, and appears with the first.
const picked = () => $$('table.queue input[name=p]:checked');
const bar = $('#bulk');
const count = () => {
  if (!bar) return;
  const n = picked().length;
  const p = $('p', bar);
  p.textContent = n === 1 ? p.dataset.one : p.dataset.many.replace('{0}', n);
  bar.classList.toggle('shown', n > 0);
  rows().forEach(r => r.toggleAttribute('data-picked', $('input[name=p]', r)?.checked));
};
document.addEventListener('change', e => {
  if (e.target.name === 'p') count();
  if (e.target.matches('form[data-auto] select')) {
    // By keys a list passes through its values one by one; then Enter or the button applies them.
    if (byKey) e.target.form.classList.add('dirty');
    else apply(e.target.form);
  }
});
let byKey = false;
document.addEventListener('keydown', () => { byKey = true; }, true);
document.addEventListener('pointerdown', () => { byKey = false; }, true);
const apply = form => {
  $$('select', form).forEach(s => { s.disabled = s.value === ''; });
  form.submit();
};
document.addEventListener('submit', e => { if (e.target.matches('form[data-auto]')) { e.preventDefault(); apply(e.target); } });
bar?.addEventListener('reset', () => setTimeout(() => { picked().forEach(c => { c.checked = false; }); count(); }));
count();

// Countdowns: once a minute, in the last five minutes once a second.
const span = ms => {
  const m = Math.floor(ms / 60000);
  if (ms < 300000) return `${m}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
  return m < 60 ? `${m} min` : m < 1440 ? `${Math.floor(m / 60)} h ${String(m % 60).padStart(2, '0')}` : `${Math.floor(m / 1440)} d ${Math.floor(m / 60) % 24} h`;
};
const tick = () => rows().forEach(r => {
  const left = Number(r.dataset.due) - clock();
  const at = $('[data-left]', r);
  if (!at || !r.dataset.due || left < 0) return;
  const text = span(left);
  if (at.textContent !== text) at.textContent = text;
  at.classList.toggle('now', left < 900000);
  at.classList.toggle('soon', left >= 900000 && left < 3600000);
});
setInterval(tick, 1000);

// Live rows: values change in place, nothing moves; what is new waits behind a link, what is gone fades for ten seconds.
const table = $('#queue');
const patch = async () => {
  const answer = await fetch(table.dataset.rows, { headers: { 'X-Live': '1' } });
  if (!answer.ok) throw new Error(answer.status);
  const fresh = document.createElement('template');
  fresh.innerHTML = `<table><tbody>${await answer.text()}</tbody></table>`;
  const next = new Map($$('tr', fresh.content).map(r => [r.dataset.id, r]));
  for (const row of rows()) {
    const now = next.get(row.dataset.id);
    next.delete(row.dataset.id);
    if (!now) {
      if (row.classList.contains('gone')) continue;
      row.classList.add('gone');
      const tickBox = $('input[name=p]', row);
      if (tickBox) { tickBox.checked = false; tickBox.disabled = true; count(); }
      setTimeout(() => { if (row.getAttribute('aria-current') !== 'true' && !row.contains(document.activeElement)) row.remove(); }, 10000);
      continue;
    }
    for (const part of ['.c-cost', '.c-sla', '.c-value', '.c-claim']) {
      const [was, is] = [$(part, row), $(part, now)];
      if (was && is && was.innerHTML !== is.innerHTML && !was.contains(document.activeElement)) was.replaceChildren(...is.childNodes);
    }
    row.dataset.due = now.dataset.due;
  }
  const news = $('#news');
  if (news) {
    news.hidden = next.size === 0;
    news.textContent = next.size === 1 ? news.dataset.one : news.dataset.many.replace('{0}', next.size);
  }
};
const live = $('#live');
if (body.dataset.events && window.EventSource) {
  const stream = new EventSource(body.dataset.events);
  let due;
  let since;
  const stamp = () => new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const fine = () => { live.hidden = false; live.classList.remove('stale'); since = undefined; live.textContent = body.dataset.live.replace('{0}', stamp()); };
  const changed = () => {
    fine();
    clearTimeout(due);
    due = setTimeout(() => { if (table) patch().catch(() => {}); else changedCase(); }, 400);
  };
  stream.onopen = fine;
  stream.onmessage = changed;
  for (const kind of ['approval.added', 'approval.changed', 'approval.decided', 'case.changed']) stream.addEventListener(kind, changed);
  stream.onerror = () => {
    since ??= stamp();
    live.hidden = false;
    live.classList.add('stale');
    live.textContent = body.dataset.stale.replace('{0}', since);
  };
}
// An open case says so when somebody else decided it or facts reopened it; the page itself stays as it was read.
const changedCase = async () => {
  const head = $('.case-head[data-proposal]');
  if (!head?.dataset.proposal || head.dataset.told) return;
  const stands = await standing(head.dataset.proposal).catch(() => null);
  if (stands && !stands.isOpen) {
    head.dataset.told = '1';
    $('#verdict-said').append(notice(stands.state));
  }
};
const notice = text => {
  const at = document.createElement('section');
  at.className = 'notice';
  const p = document.createElement('p');
  p.textContent = text;
  at.append(p);
  return at;
};

// A verdict is sent once. Without an answer the desk is asked whether it arrived; only then may it be sent again.
const standing = async id => {
  const answer = await fetch(`/standing?proposal=${encodeURIComponent(id)}`);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};
// After a verdict in the panel the queue stays: what became of it is told, and the cursor goes to the next row.
const goOn = async html => {
  const told = $('#verdict-said .notice', new DOMParser().parseFromString(html, 'text/html'));
  const here = rows()[cursor()];
  await patch().catch(() => {});
  const isGone = here?.classList.contains('gone');
  const all = rows();
  const next = isGone ? all.findIndex((r, i) => i > all.indexOf(here) && !r.classList.contains('gone')) : -1;
  if (next >= 0) put(next);
  else if (isGone) panel.replaceChildren();
  else if (here) preview(here, true);
  if (told) $('#verdict-said').replaceChildren(document.adoptNode(told));
};
const send = async (form, button) => {
  const bar = form.closest('.verdict');
  const said = $('#verdict-said');
  const tell = text => said.replaceChildren(notice(text));
  const data = new URLSearchParams(new FormData(form));
  data.set(button.name, button.value);
  $$('button, summary', bar).forEach(b => { b.inert = true; });
  tell(bar.dataset.sending);
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, redirect: 'follow' });
    if (answer.redirected && panel?.contains(form) && new URL(answer.url).pathname === '/case') { await goOn(await answer.text()); return; }
    if (answer.redirected) { location.assign(answer.url); return; }
    document.open();
    document.write(await answer.text());
    document.close();
    return;
  } catch {
    tell(bar.dataset.lost);
  }
  const id = data.get('Proposal');
  for (let tries = 0; ; tries++) {
    try {
      const stands = await standing(id);
      if (!stands.isOpen || stands.by.length > 0) { location.assign(`/case?id=${encodeURIComponent(stands.case)}`); return; }
      if (tries < 2) { await pause(1000); continue; }
      tell(bar.dataset.notSent);
      $$('button, summary', bar).forEach(b => { b.inert = false; });
      return;
    } catch {
      tell(bar.dataset.unknown);
      await pause(Math.min(15000, 1000 * 2 ** Math.min(tries, 4)));
    }
  }
};
document.addEventListener('submit', e => {
  if (!e.target.matches('.verdict form')) return;
  e.preventDefault();
  if (e.target.dataset.sent) return;
  e.target.dataset.sent = '1';
  send(e.target, e.submitter ?? $('button[name=Word]', e.target)).finally(() => { delete e.target.dataset.sent; });
});

let go = false;
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const open = $('.verdict details[open]');
  if (e.key === 'Escape' && open) {
    open.open = false;
    $('summary', open).focus();
    return;
  }
  if (e.target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')) {
    if (e.key === 'Escape') e.target.blur();
    if (e.key === 'Enter' && e.target.matches('form.dirty[data-auto] select')) { e.preventDefault(); apply(e.target.form); }
    return;
  }
  if (body.dataset.keys === 'off') return;
  if ($('[popover].keys:popover-open') && e.key !== 'h') return;
  const at = cursor();
  const row = rows()[at];
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (go) {
    go = false;
    const to = { q: '/', d: '/dashboard', p: '/policy' }[key];
    if (to) { e.preventDefault(); location.assign(to); return; }
  }
  if (key === 'j' || key === 'k') {
    if (e.shiftKey && row) { $('input[name=p]', row).checked = true; }
    put(key === 'j' ? Math.min(at + 1, rows().length - 1) : Math.max(at - 1, 0));
    if (e.shiftKey) { const box = rows()[cursor()] && $('input[name=p]', rows()[cursor()]); if (box) box.checked = true; count(); }
  } else if (key === 'x' && row) { const box = $('input[name=p]', row); box.checked = !box.checked; count(); }
  else if (key === 'b' && bar && picked().length > 0) bar.requestSubmit();
  else if (key === 'c' && row) $('.c-claim button', row)?.click();
  else if (key === 'Enter' && row && e.target === body) $('.c-case a', row).click();
  else if (key === 'h') $('#keys')?.togglePopover();
  else if (key === 'g') go = true;
  else if (key === '/') { $('input[type=search]')?.focus(); e.preventDefault(); }
  else if (key === 'Escape' && picked().length > 0) { picked().forEach(c => { c.checked = false; }); count(); }
  else if (key === 'u') {
    // What can be taken back at once is the claim; beyond it the plan says how and until when.
    const back = $('[data-undo]') ?? (row && $('.c-claim .me', row));
    if (back) back.click();
    else { const plan = $('#und'); plan?.scrollIntoView(); plan?.focus(); }
  } else if (/^([aertc?]|Escape)$/.test(key)) {
    const target = $(`[data-key="${key}"]`);
    if (!target || target.inert || !isShown(target)) return;
    // A verdict by key is one on the row that the panel shows.
    if (panel?.contains(target) && panel.dataset.proposal !== row?.dataset.id) return;
    e.preventDefault();
    target.click();
    // A question or reason is typed at once after its key.
    if (target.matches('summary')) $('form input:not([type=hidden]), form textarea', target.parentElement)?.focus();
  } else return;
  if (key.length === 1 && key !== '/') e.preventDefault();
});
