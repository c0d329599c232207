// Keyboard shortcuts of the queue and the verdict bar. Pages work without it.
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const open = document.querySelector('.verdict details[open]');
  if (e.key === 'Escape' && open) {
    open.open = false;
    open.querySelector('summary').focus();
    return;
  }
  if (e.target.matches('input, textarea, select')) {
    if (e.key === 'Escape') e.target.blur();
    return;
  }
  if (document.querySelector('[popover].keys:popover-open') && e.key !== 'h') return;
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
  else if (e.key === 'h') document.getElementById('keys')?.togglePopover();
  else if (e.key === '/') { document.querySelector('input[type=search]')?.focus(); e.preventDefault(); }
  else if (/^([aert?]|Escape)$/.test(e.key)) {
    const target = document.querySelector(`[data-key="${e.key}"]`);
    if (!target) return;
    e.preventDefault();
    target.click();
    // A question or reason is typed at once after its key.
    if (target.matches('summary')) target.parentElement.querySelector('form input:not([type=hidden]), form textarea')?.focus();
  }
});
