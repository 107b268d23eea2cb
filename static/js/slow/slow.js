// For who goes slowly: nothing changes under their eyes. What is new waits behind a line that says so.
(() => {
  const line = document.getElementById('new')
  let acted = 0   // when they last did something themselves: what comes of that is no surprise
  const AFTER = 2000   // ms
  const act = e => { if (e.detail.ctx.request.method !== 'GET') acted = Date.now() }
  document.addEventListener('htmx:before:request', act)   // the house may tell of it before it has answered
  document.addEventListener('htmx:after:request', act)
  document.addEventListener('htmx:before:swap', e => {
    const { ctx } = e.detail, part = ctx.sourceElement
    if (ctx.response.status !== 200 || !part.matches('[hx-trigger*="house-changed"]') || Date.now() - acted < AFTER) return
    e.preventDefault()
    const now = new DOMParser().parseFromString(ctx.text, 'text/html').getElementById(part.id)
    const said = one => one ? one.textContent.replace(/\s+/g, ' ').trim() : ''
    if (said(now) !== said(part)) line.hidden = false
  })
})();
