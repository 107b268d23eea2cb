// A face grows as one chooses.
(() => {
  document.addEventListener('input', e => {
    const form = e.target.closest && e.target.closest('form[data-face]')
    if (!form || !['shape', 'ink', 'hair'].includes(e.target.name)) return
    const own = form.querySelector('[name="look"][value="own"]')
    if (own) own.checked = true
    const chosen = name => form.elements[name].value
    form.querySelectorAll('.tile .face').forEach(face => redraw(face, chosen, face.closest('.tile').querySelector('input')))
    redraw(form.querySelector('[data-face-preview] .face'), chosen, null)
  })
  // each part of a face is a <use> of the sprite: point it at another drawing
  function redraw(face, chosen, tile) {
    const of = name => tile && tile.name === name ? tile.value : chosen(name)
    const uses = Array.from(face.querySelectorAll('use')), file = uses[0].getAttribute('href').split('#')[0]
    const mood = uses[uses.length - 1].getAttribute('href').split('#')[1]
    const hair = of('hair'), parts = []
    if (['bun', 'plaits', 'curls'].includes(hair)) parts.push([`${hair}-back`])
    parts.push([of('shape'), 'face__ink'], [of('shape')])
    if (hair !== 'none') parts.push([`${hair}-front`])
    parts.push([mood])
    face.setAttribute('class', face.getAttribute('class').replace(/face--(clay|sage|honey|dusk|rose|oat)/, `face--${of('ink')}`))
    face.replaceChildren(...parts.map(([id, ink]) => {
      const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
      use.setAttribute('href', `${file}#${id}`)
      if (ink) { use.setAttribute('class', ink); use.setAttribute('transform', 'translate(2 2)') }
      return use
    }))
  }
})();
