// Keeps the clock going between two words of the house, by its zone and its way of writing hours, whatever this tablet thinks; and moves the picture a little, so that none burns in.
(() => {
  let ahead = 0, next = null   // ms by which the house is ahead of this tablet
  const two = number => String(number).padStart(2, '0')
  const day = (at, timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

  function tick() {
    clearTimeout(next)
    const clock = document.getElementById('clock'), date = document.getElementById('clock-day')
    if (!clock) return
    const at = new Date(Date.now() + ahead), timeZone = clock.dataset.zone
    next = setTimeout(tick, 60000 - at % 60000 + 20)
    let hour, minute
    try {
      [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at).split(':').map(Number)
      if (date && day(at, timeZone) !== date.dateTime) {   // over midnight without the house
        date.dateTime = day(at, timeZone)
        date.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(at)
      }
    } catch (e) { return }   // this browser knows no zones: the house says what time it is
    const said = { H: hour, HH: two(hour), h: hour % 12 || 12, hh: two(hour % 12 || 12), mm: two(minute) }
    const shows = clock.dataset.face.replace(/HH?|hh?|mm/g, part => said[part])
    if (clock.textContent !== shows) { clock.textContent = shows; clock.dateTime = shows }
    document.querySelectorAll('[data-place]').forEach(part => { part.dataset.place = Math.floor(minute / 5) % 12 })
  }
  const set = () => {
    const clock = document.getElementById('clock')
    if (clock) ahead = clock.dataset.now - Date.now()
    tick()
  }
  set()
  document.addEventListener('htmx:after:swap', set)
  document.addEventListener('visibilitychange', tick)
})();
