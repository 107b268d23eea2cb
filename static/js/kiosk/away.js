// The house may be away: then no touch leads into nothing. Each way on is tried first, and the page stays as it is until the house is back.
(() => {
  const { dataset } = document.body, line = document.getElementById('offline')
  const health = new URL('health', new URL(dataset.live, location))
  const away = yes => { if (line) line.hidden = !yes }
  let going = false, through = null

  // `then` leads on, or to another page, as soon as it is sure that somebody answers there
  function go(then) {
    if (going) return
    going = true
    fetch(health, { cache: 'no-store' }).then(answer => { if (!answer.ok) throw answer }).then(
      () => { away(false); then(); setTimeout(() => { going = false }, 15000) },   // where nothing comes of it one may try again
      () => { away(true); going = false })
  }
  addEventListener('pageshow', () => { going = false })

  document.addEventListener('click', e => {
    const link = e.target.closest('a[href]')
    if (!link || link.origin !== location.origin || link.hasAttribute('hx-get') || e.ctrlKey || e.metaKey || e.shiftKey) return
    if (link.hash && link.pathname === location.pathname) return   // a place on this page
    e.preventDefault()
    go(() => location.assign(link.href))
  }, true)
  document.addEventListener('submit', e => {
    const form = e.target, pressed = e.submitter
    if (form.hasAttribute('hx-post') && window.htmx) return   // htmx stays on the page by itself
    if (through === form) { through = null; return }
    e.preventDefault()
    go(() => {
      if (!form.isConnected) return
      through = form
      if (form.requestSubmit) form.requestSubmit(pressed || undefined)
      else form.submit()
    })
  }, true)
  // pages that turn into others by themselves ask for it here
  document.addEventListener('kiosk:go', e => go(() => location.replace(e.detail)))

  // what the house says to a part of the page that looked for news: whoever is no longer let in goes to the tablet's own door
  document.addEventListener('htmx:before:response', e => {
    const { request, response } = e.detail.ctx
    if (request.method !== 'GET' || response.status < 400) return
    e.preventDefault()
    if (response.status === 401) go(() => location.replace(dataset.door))
    else if (response.status < 500) go(() => location.replace(dataset.day))
    else away(true)
  })
  // after an update of the house its pages are other pages
  document.addEventListener('htmx:after:swap', () => {
    const part = document.querySelector('main [data-build]')
    if (part && part.dataset.build !== dataset.build) go(() => location.reload())
  })
})();
