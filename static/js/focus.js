// A swap never takes the keyboard's place away: it stays, or goes to what came instead; a mistake comes into sight.
(() => {
  // what was folded away keeps the focus for one more moment, and then nothing has it
  const shown = e => e.checkVisibility ? e.checkVisibility() : e.getClientRects().length > 0
  const lost = () => { const e = document.activeElement; return !e || e === document.body || !shown(e) }
  const go = e => { if (e) e.focus({ preventScroll: true }); return !lost() }

  document.addEventListener('htmx:config:request', e => {
    const { ctx } = e.detail
    if (!ctx.sourceElement.contains(document.activeElement)) return
    ctx.focused = document.activeElement
    ctx.focusedIn = ctx.focused.closest('article[id], li[id]')
  })
  // a button that was out of use while it sent is in use again right after this event: hence the microtask
  document.addEventListener('htmx:finally:request', e => queueMicrotask(() => {
    const { ctx } = e.detail
    const target = typeof ctx.target === 'string' ? document.querySelector(ctx.target) : ctx.target
    if (!target || !ctx.response) return
    if (ctx.request.method === 'POST' && ctx.response.status >= 400) {
      const said = target.querySelector('[role=alert], .notice, .field__error')
      if (said) said.scrollIntoView({ block: 'center' })
      if (ctx.focused) go(target.querySelector('[aria-invalid=true]'))
    }
    // what lay in one place may have come to lie in another, drawn anew
    const moved = ctx.focusedIn && document.getElementById(ctx.focusedIn.id)
    if (ctx.focused && lost()) go(ctx.focused) || go(moved && moved.querySelector('a[href]')) || go(target) || go(target.querySelector('a[href]')) || go(document.getElementById('main'))
  }))
})();
