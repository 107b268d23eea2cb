// What this phone can and can't do here, measured on it and sent nowhere: it shows the lines of the page that are true.
(() => {
  const place = document.querySelector('[data-measured]')
  if (!place) return
  const safe = window.isSecureContext, far = 90000, slow = 700, patience = 6000   // milliseconds
  place.querySelector('[data-unmeasured]').hidden = true

  function show(name, which, good) {
    const line = place.querySelector(`[data-line="${name}"]`)
    line.querySelectorAll('[data-when]').forEach(said => { said.hidden = said.dataset.when !== which })
    line.classList.toggle('check--good', good)
    line.hidden = false
    return line
  }
  const can = (name, it) => show(name, it ? 'can' : 'not', Boolean(it))

  show('way', location.protocol === 'https:' ? 'locked' : safe ? 'here' : 'open', safe)
  const may = safe && window.Notification && Notification.permission
  if (may === 'default') show('notices', 'could', true); else can('notices', may === 'granted')
  const offers = [can('awake', navigator.wakeLock), can('passkeys', window.PublicKeyCredential),
    can('offline', navigator.serviceWorker), can('copy', navigator.clipboard)]
  const lacks = !may || may === 'denied' || offers.some(line => !line.classList.contains('check--good'))
  if (lacks) show('why', safe ? 'locked' : 'open', false)

  try {
    localStorage.setItem('measure', '1')
    localStorage.removeItem('measure')
    can('keeps', true)
  } catch (e) { can('keeps', false) }

  // the line for news: open at once where it is, silent where something on the way holds it back
  if (window.EventSource && document.body.dataset.live) {
    const source = new EventSource(document.body.dataset.live)
    const heard = yes => { clearTimeout(waiting); source.close(); can('news', yes) }
    const waiting = setTimeout(heard, patience, false)
    source.onopen = () => heard(true)
    source.onerror = () => heard(false)
  } else can('news', false)

  // three short questions: the quickest says how far the house is, its answer what time it is there
  async function ask() {
    const asked = Date.now()
    const answer = await fetch(place.dataset.health, { cache: 'no-store' })
    const heard = Date.now()
    return { took: heard - asked, apart: (asked + heard) / 2 - Date.parse(answer.headers.get('Date')) - 500 }
  }
  async function ping() {
    const tries = [await ask(), await ask(), await ask()]
    const best = tries.reduce((a, b) => a.took <= b.took ? a : b)
    can('pace', best.took < slow)
    if (Number.isNaN(best.apart)) return
    const line = can('clock', Math.abs(best.apart) < far), said = line.querySelector('[data-when="not"]')
    said.textContent = said.textContent.replace('{minutes}', Math.round(Math.abs(best.apart) / 60000))
  }
  ping().catch(() => {})   // the house can't be reached: the page says so itself
})();
