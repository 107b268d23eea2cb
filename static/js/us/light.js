// The light changes at once.
(() => {
  const light = document.querySelector('[data-theme-form]')
  if (light) {
    light.querySelector('button').hidden = true
    let kept = Promise.resolve()   // one after the other, so that the last one counts
    light.addEventListener('change', () => {
      document.documentElement.dataset.theme = light.elements.theme.value
      const body = new URLSearchParams(new FormData(light))
      kept = kept.then(() => fetch(light.action, { method: 'POST', body, redirect: 'manual' })).catch(() => {})
    })
  }
})();
