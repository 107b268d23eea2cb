// Where a browser can't read htmx, a tablet that waits at the door asks anew all the same, as long as the house is there.
if (!window.htmx && document.querySelector('[hx-get]')) {
  setInterval(() => {
    fetch(location.href, { cache: 'no-store', credentials: 'same-origin' }).then(answer => { if (answer.ok) location.reload() }, () => {})
  }, 5000)
}
