// Where a browser can't read htmx, a page that would keep itself fresh is fetched anew each minute, as long as the house is there.
if (!window.htmx && document.querySelector('[hx-get]')) {
  setInterval(() => {
    if (!document.hidden) fetch(location.href, { cache: 'no-store', credentials: 'same-origin' }).then(answer => { if (answer.ok) location.replace(location.href.split('#')[0]) }, () => {})
  }, 60000)
}
