// A button for what the browser can do anyway: the agreement on one sheet of paper.
(() => {
  const show = () => document.querySelectorAll('[data-print]').forEach(button => { button.hidden = false })
  document.addEventListener('click', e => { if (e.target.closest('[data-print]')) print() })
  document.addEventListener('htmx:after:swap', show)   // drawn anew by the house, which hides it
  show()
})();
