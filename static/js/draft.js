// What is typed stays on this phone until it is sent: through a closed browser, a lost line, a restarted house.
(() => {
  const who = document.body.dataset.me
  const PREFIX = 'draft:'
  const store = { get: k => { try { return JSON.parse(localStorage.getItem(k)) } catch (e) { return null } },
    set: (k, v) => { try { localStorage.setItem(k, JSON.stringify(v)) } catch (e) { /* full, or not allowed */ } },
    drop: k => { try { localStorage.removeItem(k) } catch (e) { /* not allowed */ } },
    keys: () => { try { return Object.keys(localStorage) } catch (e) { return [] } } }
  const forget = keep => store.keys().forEach(k => { if (k.startsWith(PREFIX) && !(keep && k.startsWith(keep))) store.drop(k) })

  document.addEventListener('submit', e => { if (e.target.hasAttribute('data-sign-out')) forget() })
  if (!who) return
  const mine = `${PREFIX}${who}:`
  forget(mine)   // another person's words never wait on this phone

  const seen = new WeakSet(), gone = new WeakSet()
  const name = form => mine + form.dataset.draft
  // what is thrown away in the house is not kept on the phone either
  document.addEventListener('submit', e => { if (e.target.dataset.forgets) store.drop(mine + e.target.dataset.forgets) })
  // `once` is kept too: words whose answer was lost are sent again as the same ones
  const fields = form => Array.from(form.elements).filter(f => f.name === 'once' || (f.name && !['hidden', 'password', 'submit'].includes(f.type)))
  const typed = form => fields(form).some(f => (f.tagName === 'TEXTAREA' || f.type === 'text') && f.value.trim()) ||
    fields(form).some(f => (f.type === 'radio' || f.type === 'checkbox') && f.checked !== f.defaultChecked)

  function keep(form) {
    if (!typed(form)) return store.drop(name(form))
    store.set(name(form), fields(form).map(f => [f.name, f.value, f.type === 'radio' || f.type === 'checkbox' ? f.checked : null]))
  }
  function bringBack(form) {
    const kept = store.get(name(form))
    if (!Array.isArray(kept) || form.querySelector('[aria-invalid]')) return
    const newer = form.hasAttribute('data-newer')   // typed here since the house kept what it shows
    for (const [field, value, checked] of kept) {
      for (const f of fields(form)) {
        if (f.name !== field) continue
        if (checked === null) { if (newer || !f.value || field === 'once') f.value = value } else if (f.value === value) f.checked = checked
      }
    }
    const fold = form.closest('details')
    if (fold && typed(form)) fold.open = true
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const all = root => root.querySelectorAll('form[data-draft]')
  const sends = button => !(button && button.hasAttribute('data-unsent'))   // the others only ask for help with the words
  document.addEventListener('input', e => { const form = e.target.closest && e.target.closest('form[data-draft]'); if (form) { gone.delete(form); keep(form) } })
  // sent: the answer is in, so the words are the house's now
  document.addEventListener('htmx:after:request', e => {
    const { ctx } = e.detail, form = ctx.sourceElement
    if (form && form.matches && form.matches('form[data-draft]') && ctx.response.status < 400 && sends(ctx.request.submitter)) {
      store.drop(name(form))
      form.reset()
      gone.add(form)   // what the house put into it stands there still, until the next page
    }
  })
  // without htmx the form goes by itself; it arrived if a page comes next that was reached from it, without a mistake
  document.addEventListener('submit', e => {
    if (e.target.matches('form[data-draft]') && !window.htmx && sends(e.submitter)) store.set('sent', { draft: name(e.target), from: location.href.split('#')[0] })
  })
  const sent = store.get('sent'), wentBack = performance.navigation && performance.navigation.type === 2
  if (sent && document.referrer === sent.from && !wentBack && !document.querySelector('[aria-invalid], .kept')) store.drop(sent.draft)
  store.drop('sent')
  const look = () => all(document).forEach(form => {
    if (!seen.has(form)) { seen.add(form); bringBack(form) } else if (typed(form) && !gone.has(form)) keep(form)   // a sentence was put in
  })
  look()
  document.addEventListener('htmx:after:swap', look)
})();
