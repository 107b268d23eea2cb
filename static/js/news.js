// What is new: said over the page that is open, in its title, softly if wished. Who is there has seen it.
(() => {
  const box = document.querySelector('[data-see]')
  if (!box) return
  const HERE = 60000   // ms since something was touched, in which somebody surely looks
  const away = box.querySelector('button'), title = document.title
  const told = new Set(), sent = new Set(), below = new Set(), put = new Set()   // keys; `below`: of what this very page is about; `put` away
  let touched = Date.now(), sound = null, waits = false
  const list = box.querySelector('#news'), news = () => Array.from(list.querySelectorAll('[data-key]'))

  const mark = yes => { waits = yes; document.title = yes ? `• ${title}` : title }
  function see() {
    const keys = [...below, ...news().map(one => one.dataset.key)].filter(key => !sent.has(key))
    if (!keys.length || document.hidden) return
    keys.forEach(key => sent.add(key))
    mark(false)
    fetch(box.dataset.see, { method: 'POST', body: new URLSearchParams({ keys: keys.join(' ') }), redirect: 'manual', keepalive: true })
      .catch(() => keys.forEach(key => sent.delete(key)))
  }
  // two soft tones, made here; browsers allow it once the page was touched
  function chime() {
    const Context = window.AudioContext || window.webkitAudioContext
    if (!Context || document.body.dataset.sound !== 'on') return
    sound = sound || new Context()
    ;[[660, 0], [880, 0.18]].forEach(([pitch, at]) => {
      const tone = sound.createOscillator(), soft = sound.createGain(), from = sound.currentTime + at
      tone.frequency.value = pitch
      soft.gain.setValueAtTime(0, from)
      soft.gain.linearRampToValueAtTime(0.08, from + 0.03)
      soft.gain.exponentialRampToValueAtTime(0.0001, from + 0.6)
      tone.connect(soft).connect(sound.destination)
      tone.start(from)
      tone.stop(from + 0.7)
    })
  }
  // the test of this page: the house says something, and the line to it is listened to
  const test = document.querySelector('form[data-try-page]')
  if (test) test.addEventListener('submit', e => {
    e.preventDefault()
    const said = test.querySelector('[role=status]'), end = word => { clearTimeout(late); said.textContent = said.dataset[word] }
    said.textContent = ''
    const late = setTimeout(() => { document.body.removeEventListener('house-changed', came); end('lost') }, 5000)
    const came = () => { end('came'); chime() }
    fetch(test.action, { method: 'POST', redirect: 'manual' })
      .then(() => document.body.addEventListener('house-changed', came, { once: true }), () => end('lost'))
  })
  function look() {
    const fresh = news().filter(one => !told.has(one.dataset.key))
    news().filter(one => put.has(one.dataset.key)).forEach(one => one.parentNode.remove())   // asked for before it was put away
    news().filter(one => one.href && new URL(one.href).pathname === location.pathname).forEach(one => {
      below.add(one.dataset.key)
      one.parentNode.remove()
    })
    if (away) away.hidden = !news().length
    clear()
    if (!fresh.length) return
    fresh.forEach(one => told.add(one.dataset.key))
    if (!document.hidden && Date.now() - touched < HERE) see()
    else if (fresh.some(one => !one.hasAttribute('data-quiet'))) { mark(true); chime() }
  }
  // what one has come to by keyboard never lies under it
  function clear() {
    const at = document.activeElement, here = at && at.closest('main') && at.getBoundingClientRect(), over = box.getBoundingClientRect()
    if (here && over.height && here.bottom > over.top && here.top < over.bottom) at.scrollIntoView({ block: 'center' })
  }
  document.addEventListener('focusin', clear)
  const touch = () => { touched = Date.now(); see() }
  ;['pointerdown', 'keydown', 'wheel', 'touchmove'].forEach(kind => addEventListener(kind, touch, { passive: true }))
  addEventListener('focus', touch)
  if (away) away.addEventListener('click', () => { news().forEach(one => put.add(one.dataset.key)); see(); list.replaceChildren(); away.hidden = true; document.getElementById('main').focus({ preventScroll: true }) })
  // who is no longer in is shown the door when they do something: never from under their fingers
  document.addEventListener('htmx:before:response', e => {
    const { ctx } = e.detail
    if (ctx.sourceElement === list && ctx.response.status === 401) e.preventDefault()
  })
  // what stands here stays until it is put away
  document.addEventListener('htmx:config:request', e => {
    const { ctx } = e.detail, keys = news().map(one => one.dataset.key).join('+')
    if (ctx.sourceElement === list && keys) ctx.request.action += `${ctx.request.action.includes('?') ? '&' : '?'}still=${keys}`
  })
  document.addEventListener('htmx:after:swap', e => { if (e.detail.ctx.sourceElement === list) look() })
  // another part of the page, drawn anew, brings its title along
  new MutationObserver(() => { if (waits && !document.title.startsWith('•')) mark(true) })
    .observe(document.querySelector('title'), { childList: true })
})();
