// Still here? Asked after a minute in which nobody touched the tablet, while somebody’s face is touched. After twenty
// seconds more they have gone: the page goes to the day, and what they typed waits for them (kept.js).
(() => {
  const dialog = document.querySelector('.still')
  if (!dialog) return
  const ASK = 60000, GO = 80000, TELL = 20000   // ms without a sign; ms between two signs that the house is told of
  const { here, leave, day } = dialog.dataset
  let last = Date.now(), told = last, before = null, gone = false

  const post = to => fetch(to, { method: 'POST', redirect: 'manual', keepalive: true })
  const toTheDay = () => location.replace(day)
  const isOpen = () => dialog.hasAttribute('open')
  function cover() {
    if (isOpen() || !dialog.isConnected) return
    before = document.activeElement
    dialog.hidden = false
    if (dialog.showModal) dialog.showModal()
    else dialog.setAttribute('open', '')
  }
  function ask() {
    cover()
    dialog.querySelector('button').focus()
    dialog.querySelector('[data-read]').click()   // aloud, where the page has a voice (kid/say.js)
  }
  function close() {
    if (gone || !isOpen()) return
    if (dialog.close) dialog.close()
    else dialog.removeAttribute('open')
    dialog.hidden = true
    if (before && before.focus) before.focus({ preventScroll: true })
  }
  // the page stays covered until the house knows: who comes next shall not read what stands below
  function go() {
    gone = true
    dialog.dataset.gone = ''
    cover()
    const leaving = () => post(leave).then(toTheDay, () => setTimeout(leaving, 5000))
    leaving()
  }
  function look() {
    const quiet = Date.now() - last
    if (gone) return
    if (quiet < 0) last = Date.now()   // the clock was set back
    else if (quiet >= GO) go()
    else if (quiet >= ASK && !isOpen()) ask()
  }
  function sign(e) {
    look()   // it may have slept, and this be somebody else
    if (gone || !e.isTrusted) return
    last = Date.now()
    if (e.type === 'keydown' && isOpen()) { e.preventDefault(); close() }
    // a finger that answers presses nothing below: its click, which comes last, still meets the question
    else if (isOpen()) setTimeout(close, 500)
    if (!here || (last - told < TELL && last >= told)) return   // where they have gone already, nobody is told
    told = last
    post(here).then(answer => { if (answer.status !== 204) toTheDay() }, () => { told = 0 })
  }
  for (const kind of ['pointerdown', 'pointermove', 'touchstart', 'touchmove', 'wheel', 'keydown', 'input']) {
    addEventListener(kind, sign, { capture: true, passive: kind !== 'keydown' })
  }
  dialog.addEventListener('click', e => { if (e.isTrusted) close() })
  dialog.addEventListener('cancel', e => e.preventDefault())
  document.addEventListener('visibilitychange', look)
  setInterval(look, 1000)
})();
