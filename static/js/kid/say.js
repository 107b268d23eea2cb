// Reads aloud with a voice that lives on this device: nothing is sent anywhere. Without one, pictures and words do.
(() => {
  const synth = window.speechSynthesis, lang = document.documentElement.lang.replace('_', '-')
  if (!synth || !window.SpeechSynthesisUtterance) return
  const language = tag => tag.split(/[-_]/)[0].toLowerCase()
  const voice = () => synth.getVoices().find(one => one.localService && language(one.lang) === language(lang))
  const say = (words, on = {}) => {
    if (synth.speaking || synth.pending) synth.cancel()
    const spoken = Object.assign(new SpeechSynthesisUtterance(words), { voice: voice(), lang, rate: .9 })
    for (const name in on) spoken[`on${name}`] = on[name]
    synth.speak(spoken)
  }

  // How an ask stands is said once, as the page opens and whenever it has changed, where the browser lets a page speak.
  const known = {}   // by ask, what was said of it last; also on the next pages of this window, if it may be kept
  const last = about => { try { return sessionStorage.getItem(`said-${about}`) } catch { return known[about] } }
  const keep = (about, mark) => { known[about] = mark; try { sessionStorage.setItem(`said-${about}`, mark) } catch { /* kept here */ } }
  let going = null, telling = null
  const tell = () => {
    const part = document.querySelector('[data-aloud]')
    if (!part || going || document.hidden || !voice()) return
    const { aloud, about, mark } = part.dataset
    if (last(about) === mark || telling === mark) return
    telling = mark
    const over = () => { if (telling === mark) telling = null }
    say(aloud, { start: () => keep(about, mark), end: over, error: over })
  }
  const show = () => {
    if (voice()) document.querySelectorAll('[data-read]').forEach(button => { button.hidden = false })
    tell()
  }
  show()
  if (synth.addEventListener) synth.addEventListener('voiceschanged', show)
  document.addEventListener('htmx:after:swap', show)
  document.addEventListener('visibilitychange', tell)

  // The word on what is tapped is heard to its end, or for as long as nobody minds; then the tap goes through, once.
  document.addEventListener('click', e => {
    const pressed = e.target.closest('[data-read], [data-say]')
    if (!pressed || !voice() || e.defaultPrevented) return
    if (pressed.dataset.read) return say(pressed.dataset.read)
    if (pressed.matches('label') && pressed.control && e.target !== pressed.control) return   // the tap comes again, from there
    if (!pressed.matches('a[href], button:not([type=button])')) return say(pressed.dataset.say)
    if (going === 'through' || e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    if (going) return
    going = 'soon'
    let late
    const go = () => {
      clearTimeout(late)
      if (going !== 'soon') return
      going = 'through'
      pressed.click()
      going = 'gone'
      setTimeout(() => { going = null }, 600)   // a second tap of the same finger; then all can be tapped again
    }
    late = setTimeout(go, 900)
    say(pressed.dataset.say, { start: () => { clearTimeout(late); late = setTimeout(go, 2500) }, end: go, error: go })
  })
  addEventListener('pageshow', () => { going = null })
})();
