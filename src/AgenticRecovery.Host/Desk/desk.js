// Keyboard shortcuts of the queue and the verdict bar. Pages work without it.
document.addEventListener('keydown', e => {
  if (e.target.matches('input, textarea, select') || e.ctrlKey || e.metaKey || e.altKey) return;
  const rows = [...document.querySelectorAll('table.queue tbody tr')];
  const at = rows.findIndex(r => r.getAttribute('aria-current') === 'true');
  const go = i => {
    if (!rows[i]) return;
    rows.forEach(r => r.removeAttribute('aria-current'));
    rows[i].setAttribute('aria-current', 'true');
    rows[i].querySelector('a').focus();
  };
  if (e.key === 'j') go(Math.min(at + 1, rows.length - 1));
  else if (e.key === 'k') go(Math.max(at - 1, 0));
  else if (e.key === '/') { document.querySelector('input[type=search]')?.focus(); e.preventDefault(); }
  else document.querySelector(`[data-key="${e.key}"]`)?.click();
});
