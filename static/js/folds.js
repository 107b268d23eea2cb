// What somebody has unfolded stays so when the house draws that part anew.
(() => {
  const key = fold => fold.id || fold.querySelector('summary').textContent.trim()
  const open = new Set()
  document.addEventListener('htmx:before:swap', e => {
    open.clear()
    if (e.detail.ctx.request.method !== 'GET') return   // what one did oneself is done
    document.querySelectorAll('main details[open]').forEach(fold => open.add(key(fold)))
  })
  document.addEventListener('htmx:after:swap', () => {
    document.querySelectorAll('main details:not([open])').forEach(fold => { if (open.has(key(fold))) fold.open = true })
  })
})();
