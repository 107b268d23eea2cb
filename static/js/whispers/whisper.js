// What comes up under a draft, on this device alone. It waits for a pause; it keeps no word, and sends none.
(() => {
  const PAUSE = 2000, WEEK = 7 * 24 * 3600 * 1000   // ms
  const LEFT = 2   // so many in a row that nobody wanted, and it rests
  // beside the drafts, so that it goes when they do: when somebody else comes in on this device, or nobody is in
  const REST = `draft:${document.body.dataset.me}:whispers`
  const rest = () => { try { return JSON.parse(localStorage.getItem(REST)) || {} } catch (e) { return {} } }
  const keep = what => { try { localStorage.setItem(REST, JSON.stringify(what)) } catch (e) { /* full, or not allowed */ } }
  const leave = () => { const left = (rest().left || 0) + 1; keep(left < LEFT ? { left } : { until: Date.now() + WEEK }) }
  const heed = () => { if (rest().left) keep({}) }
  const rests = () => rest().until > Date.now()

  let reading, timer, shown, kept, before, hushed
  const whisper = () => document.getElementById('whisper')
  const box = () => { const here = whisper(); return here && document.getElementById(here.dataset.box) }
  const part = name => whisper().querySelector(name)

  // the way back to the writer's own words stays for as long as there are any
  function say(line, choices) {
    part('[role=status]').textContent = line
    part('[data-choices]').hidden = !choices
    part('[data-undo]').hidden = before === undefined
    whisper().classList.toggle('notice', !!line)
  }
  const hush = line => { hushed = true; shown = null; if (whisper()) say(line) }
  const fallSilent = () => { shown = null; if (whisper()) say('') }

  function look() {
    if (!reading || hushed || kept || rests() || document.activeElement !== box()) return
    const { whisper: kind, touch } = whisper().dataset
    const found = reading.read(kind, box().value, touch !== undefined)
    if (!found) { if (shown) heed(); return fallSilent() }
    before = undefined
    if (found.hint !== (shown && shown.hint)) {
      say(found.hint, true)
      whisper().scrollIntoView({ block: 'nearest' })   // with all three choices
    }
    shown = found
  }
  function put(text) {
    const field = box()
    field.focus({ preventScroll: true })
    field.select()
    // typed in, so that the phone can take it back too; where that is not possible, simply put there
    if (!(document.execCommand && document.execCommand('insertText', false, text)) || field.value !== text) {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    field.setSelectionRange(text.length, text.length)
    field.scrollIntoView({ block: 'nearest' })
    clearTimeout(timer)
  }
  const choices = {
    keep() { leave(); kept = true; fallSilent(); box().focus({ preventScroll: true }) },
    turn() {
      heed()
      before = box().value
      const { whisper: kind, own, start } = whisper().dataset
      const turned = reading.turn(kind, before, shown)
      shown = null
      kept = true   // what follows is theirs
      put(turned.text)
      say(turned.own ? own : start)
    },
    undo() {
      const now = box().value
      put(before)
      kept = true
      before = now.trim() ? now : undefined   // and the other way round again, so that nothing typed in between is lost
      say('')
    },
  }

  document.addEventListener('click', e => {
    const button = e.target.closest && e.target.closest('#whisper [data-choice]')
    if (button) choices[button.dataset.choice]()
  })
  document.addEventListener('input', e => {
    if (!whisper() || e.target !== box()) return
    clearTimeout(timer)
    if (!e.target.value.trim()) { kept = false; return fallSilent() }
    timer = setTimeout(look, PAUSE)
  })
  // a finger on its way to a button finds it where it was
  document.addEventListener('pointerdown', () => clearTimeout(timer))
  // sent as it is, even if with a mistake elsewhere, or left: that was an answer, and the same draft is asked no more
  const ends = () => { clearTimeout(timer); if (shown) { leave(); kept = true; fallSilent() } }
  document.addEventListener('submit', e => {
    if (!whisper()) return
    const helps = e.submitter && e.submitter.hasAttribute('data-unsent')   // with the words, and sends nothing
    if (e.target === box().form && !helps) ends()
    if (e.target.id !== 'hush') return
    hush('')
    keep({ until: Date.now() + WEEK })   // at least here, should the house be away
    box().focus({ preventScroll: true })
  })
  // said when the house knows it: it may be away
  document.addEventListener('htmx:after:request', e => {
    const { sourceElement, response } = e.detail.ctx
    if (sourceElement.id !== 'hush' || !(response && response.status < 400)) return
    keep({ hushed: Date.now() })
    if (whisper()) say(whisper().dataset.hushed)
  })
  // in another window of this browser; each page that is opened from now on comes without a whisper
  addEventListener('storage', e => { if (e.key === REST && JSON.parse(e.newValue || '{}').hushed) hush('') })
  addEventListener('pagehide', ends)
  // the page was drawn anew around it: what was sent is gone, and so is what was said about it
  document.addEventListener('htmx:after:swap', () => {
    if (!box() || !box().value.trim()) { kept = false; before = undefined }
    if (box() && !part('[role=status]').textContent) fallSilent()
  })

  const idly = window.requestIdleCallback || (step => setTimeout(step, 20))
  const warm = steps => idly(() => { steps.pop()(); if (steps.length) warm(steps) })
  const start = async () => {
    reading = window.Reading(await (await fetch(whisper().dataset.rules)).json())
    warm(reading.ready(whisper().dataset.whisper))
  }
  if (whisper()) start().catch(() => { /* the house is away, or this browser too old to read by its rules: silence */ })
})();
