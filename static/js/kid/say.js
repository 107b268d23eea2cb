// Reads aloud with a voice that lives on this device: nothing is sent anywhere. Without one, pictures and words do.
(() => {
  const synth = window.speechSynthesis, lang = document.documentElement.lang
  if (!synth || !window.SpeechSynthesisUtterance) return
  const voice = () => synth.getVoices().find(one => one.localService && one.lang.replace('_', '-').toLowerCase().startsWith(lang.toLowerCase()))
  const say = (words, then) => {
    synth.cancel()
    const spoken = new SpeechSynthesisUtterance(words)
    spoken.voice = voice()
    spoken.lang = lang
    spoken.rate = .9
    if (then) spoken.onend = then
    synth.speak(spoken)
  }
  const show = () => { if (voice()) document.querySelectorAll('[data-read]').forEach(button => { button.hidden = false }) }
  show()
  synth.addEventListener && synth.addEventListener('voiceschanged', show)
  document.addEventListener('htmx:after:swap', show)

  let going = null   // one tap goes once, however often the finger comes down
  document.addEventListener('click', e => {
    const pressed = e.target.closest('[data-read], [data-say]')
    if (!pressed || !voice()) return
    if (pressed.dataset.read) return say(pressed.dataset.read)
    const leads = pressed.matches('a[href], button:not([type=button])')
    if (!leads || going === 'through' || e.ctrlKey || e.metaKey) return leads || say(pressed.dataset.say)
    e.preventDefault()
    if (going) return
    // the word is heard to its end, or for as long as nobody minds; then the tap goes through
    const go = () => { if (going === 'through') return; going = 'through'; pressed.click(); going = null }
    going = 'soon'
    say(pressed.dataset.say, go)
    setTimeout(go, 900)
  })
  addEventListener('pageshow', () => { going = null })
})();
