// By night a touch anywhere wakes the table and presses nothing; two minutes after the last touch it is night again.
(() => {
  const { wakes, sleeps } = document.body.dataset
  const go = address => document.dispatchEvent(new CustomEvent('kiosk:go', { detail: address }))
  const swallow = e => { e.preventDefault(); e.stopImmediatePropagation() }
  if (wakes) addEventListener('click', e => { swallow(e); go(wakes) }, true)
  if (!sleeps) return
  const opened = Date.now()
  let late
  // the same finger, coming down twice
  addEventListener('click', e => { if (Date.now() - opened < 700 && e.detail) swallow(e) }, true)
  const wait = () => { clearTimeout(late); late = setTimeout(() => { wait(); go(sleeps) }, 120000) }
  ;['pointerdown', 'touchstart', 'keydown', 'scroll'].forEach(kind => addEventListener(kind, wait, { passive: true }))
  wait()
})();
