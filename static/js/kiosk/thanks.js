// One thank-you at a time, each for as long as it takes to read it twice. Hold keeps the one that is there; who likes less motion begins so.
(() => {
  const NOW = 'pinned__note--now'
  let held = matchMedia('(prefers-reduced-motion: reduce)').matches, shown = '', next = null
  const all = () => Array.from(document.querySelectorAll('.pinned__note'))

  function show() {
    const notes = all(), hold = document.querySelector('.pinned__hold')
    const now = notes.find(note => note.id === shown) || notes[0]
    notes.forEach(note => note.classList.toggle(NOW, note === now))
    if (hold) { hold.hidden = false; hold.setAttribute('aria-pressed', held) }
    shown = now ? now.id : ''
    return now
  }
  function turn() {
    clearTimeout(next)
    const now = show()
    if (now) next = setTimeout(() => {
      const notes = all(), at = notes.findIndex(note => note.id === shown)
      if (!held && !document.hidden && notes.length > 1) shown = notes[(at + 1) % notes.length].id
      turn()
    }, Math.max(14000, now.textContent.trim().length * 120))
  }
  document.addEventListener('click', e => {
    if (!e.target.closest('.pinned__hold')) return
    held = !held
    show()
  })
  document.addEventListener('htmx:after:swap', () => { const before = shown; if (show() ? shown !== before : before) turn() })
  turn()
})();
