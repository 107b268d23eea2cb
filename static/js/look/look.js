// A chosen light, and letters of a chosen size, show at once.
(() => {
  let kept = Promise.resolve()   // one after the other, so that the last one counts
  for (const form of document.querySelectorAll('[data-look]')) {
    form.querySelector('button').hidden = true
    form.addEventListener('change', () => {
      const { look } = form.dataset
      document.documentElement.dataset[look] = form.elements[look].value
      const body = new URLSearchParams(new FormData(form))
      kept = kept.then(() => fetch(form.action, { method: 'POST', body, redirect: 'manual' })).catch(() => {})
    })
  }
})();
