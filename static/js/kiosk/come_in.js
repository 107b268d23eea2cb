// A tablet that is let in goes in by itself.
(() => {
  const go = () => {
    const button = document.querySelector('[data-come-in] > button')
    if (button) button.click()
  }
  document.addEventListener('htmx:after:swap', go)
  go()
})();
