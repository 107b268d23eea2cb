// What the other will read, drawn on this phone while one chooses. Nothing is sent.
(() => {
  const draw = form => {
    const sheet = form.querySelector('[data-preview-sheet]')
    if (!sheet) return
    const chosen = name => form.querySelector(`[name="${name}"]:checked`)
    const word = chosen('word') || form.querySelector('[name="word"][type="hidden"]'), when = chosen('when')
    const own = form.elements.own.value.trim() || (word && word.dataset.said) || ''
    const feels = chosen('feeling'), reader = chosen('who')
    const slot = (name, text) => sheet.querySelectorAll(`[data-slot="${name}"]`).forEach(e => { e.textContent = text })
    const reads = when && when.value === 'pick' && form.elements.at.value ? new Date(form.elements.at.value)
      .toLocaleString(document.documentElement.lang, { weekday: 'long', hour: 'numeric', minute: '2-digit' }) : when ? when.dataset.reads : ''
    const variant = (word ? 'told' : 'own') + (reads ? '-when' : '')
    const pattern = sheet.querySelector(`template[data-variant="${variant}"]`)
    sheet.querySelector('[data-preview-words]').replaceChildren(pattern.content.cloneNode(true))
    slot('what', word ? word.dataset.told : '')
    slot('own', own)
    slot('when', reads)
    slot('reader', reader ? reader.dataset.reader : '')
    slot('feels', feels ? feels.dataset.feels : '')
    slot('quote', own ? `“${own}”` : '')
    sheet.querySelector('[data-slot="quote"]').hidden = !(word && own)
    sheet.querySelector('[data-slot="feels"]').hidden = !(feels && feels.value)
    sheet.hidden = !(word || own)
  }
  const start = () => document.querySelectorAll('form[data-preview]').forEach(draw)
  document.addEventListener('input', e => {
    const form = e.target.closest && e.target.closest('form[data-preview]')
    if (!form) return
    // another group's word is no longer in sight, so it is no longer chosen
    if (e.target.name === 'group') form.querySelectorAll('[name="word"]').forEach(f => {
      if (!f.closest('.tiles__words').previousElementSibling.contains(e.target)) f.checked = false
    })
    draw(form)
  })
  document.addEventListener('htmx:after:swap', start)
  start()
})();
