// Leave now: the page is blank at once, this device is signed out, and a page of kitchen measures takes its place.
(() => {
  const form = () => document.querySelector('form[data-leave]')
  const tell = () => document.querySelectorAll('[data-keys]').forEach(words => { words.hidden = false })   // it works, so it is said
  tell()
  document.addEventListener('htmx:after:swap', tell)
  function leave({ action, dataset }) {
    document.documentElement.replaceChildren()
    try { Object.keys(localStorage).forEach(key => { if (key.startsWith('draft:')) localStorage.removeItem(key) }) } catch (e) { /* not allowed */ }
    fetch(action, { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => {})
    location.replace(dataset.leave)
  }
  document.addEventListener('submit', e => {
    if (!e.target.matches('form[data-leave]')) return
    e.preventDefault()
    leave(e.target)
  })
  // Shift three times, with no other key between: typing in capitals is no wish to leave
  let pressed = []
  document.addEventListener('keydown', e => {
    pressed = e.key === 'Shift' && !e.repeat ? [...pressed, Date.now()].slice(-3) : e.repeat ? pressed : []
    if (pressed.length === 3 && pressed[2] - pressed[0] < 2000 && form()) leave(form())
  })
  document.addEventListener('pointerdown', () => { pressed = [] })   // nor is choosing a few things with Shift held
  // what a browser kept of this page while it was away is not shown again
  addEventListener('pageshow', e => {
    if (!e.persisted) return
    document.documentElement.replaceChildren()
    location.reload()
  })
})();
