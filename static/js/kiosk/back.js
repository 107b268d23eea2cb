// A page that somebody left open turns back into the day two minutes after the last touch: it hangs on a wall.
(() => {
  let late
  const turn = () => { wait(); document.dispatchEvent(new CustomEvent('kiosk:go', { detail: document.body.dataset.day })) }
  const wait = () => { clearTimeout(late); late = setTimeout(turn, 120000) }
  ;['pointerdown', 'touchstart', 'keydown', 'scroll'].forEach(kind => addEventListener(kind, wait, { passive: true, capture: true }))
  wait()
})();
