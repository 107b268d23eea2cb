// The line to the house: signals when something changed, asks by itself when the line is down, says so quietly.
(() => {
  const url = document.body.dataset.live
  const line = document.getElementById('offline')
  // what a browser kept of this page is not shown again: somebody may have left, or signed out
  addEventListener('pageshow', e => { if (e.persisted) { document.body.hidden = true; location.reload() } })
  if (!url) return
  const tell = () => document.body.dispatchEvent(new CustomEvent('house-changed', { bubbles: true }))
  const reachable = yes => { if (line) line.hidden = yes }
  const tokens = {}   // what each part of the page was made of, so that the house need not send the same again
  const region = ctx => ctx.request.method === 'GET' && ctx.sourceElement.id
  document.addEventListener('htmx:config:request', e => {
    const { ctx } = e.detail, known = region(ctx) && (tokens[region(ctx)] || (line && line.dataset.token))
    if (known) ctx.request.headers['If-None-Match'] = `"${known}"`
  })
  document.addEventListener('htmx:after:swap', e => {
    const { ctx } = e.detail, token = ctx.response && ctx.response.headers.get('ETag')
    if (token && region(ctx)) tokens[region(ctx)] = token.replace(/^W\/|"/g, '')
  })
  let source = null, asking = null, retry = null, sleep = null

  const ask = () => {
    fetch(new URL('health', new URL(url, location)), { cache: 'no-store' }).then(answer => { if (!answer.ok) throw answer; reachable(true); tell() }).catch(() => reachable(false))
  }
  const askEvery = seconds => { if (!asking) asking = setInterval(ask, seconds * 1000) }
  const stopAsking = () => { clearInterval(asking); asking = null }
  const hangUp = () => { if (source) source.close(); source = null; clearTimeout(retry) }

  function connect() {
    hangUp()
    if (!window.EventSource) return askEvery(10)
    source = new EventSource(url)
    source.onopen = () => { stopAsking(); reachable(true); tell() }
    source.addEventListener('house-changed', tell)
    source.onerror = () => {
      ask()
      askEvery(5)
      if (source && source.readyState === 2) { hangUp(); retry = setTimeout(connect, 15000) }   // refused, or no room
    }
  }
  const wake = () => { connect(); tell() }
  document.addEventListener('resume', wake)
  document.addEventListener('visibilitychange', () => {
    clearTimeout(sleep)
    if (document.hidden && !document.body.dataset.sound) { sleep = setTimeout(hangUp, 10000); return }   // a page nobody looks at or listens to needs no line
    if (!source || source.readyState === 2) connect()
    tell()
  })
  addEventListener('pagehide', hangUp)
  // a plain form leads away, to somebody else's page perhaps: what was asked for besides leads nowhere before it is answered
  let leaving = false
  document.addEventListener('submit', e => { if (!e.defaultPrevented) { leaving = true; setTimeout(() => { leaving = false }, 15000) } })
  document.addEventListener('htmx:before:response', e => { if (leaving) e.preventDefault() })
  addEventListener('online', connect)
  addEventListener('offline', () => reachable(false))
  document.addEventListener('htmx:error', () => ask())
  connect()
})();
