// Word to this browser (Web Push): says what is in the way here, or asks the browser when the button is pressed.
(() => {
  const place = document.querySelector('[data-push]'), form = place && place.querySelector('form')
  if (!form) return
  const button = form.querySelector('button'), said = place.querySelector('[role=status]')
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1)
  const atHome = navigator.standalone === true || matchMedia('(display-mode: standalone)').matches

  function inTheWay() {
    if (!window.isSecureContext) return 'open'
    if (!navigator.serviceWorker || !window.PushManager || !window.Notification) return apple && !atHome ? 'home-screen' : 'without'
    return Notification.permission === 'denied' ? 'denied' : ''
  }
  function look() {
    const why = inTheWay()
    place.querySelectorAll('[data-why]').forEach(words => { words.hidden = words.dataset.why !== why })
    button.hidden = Boolean(why)
    return why
  }
  async function ask() {
    const answer = await Notification.requestPermission()   // first of all: browsers want it straight after the press
    if (answer !== 'granted') return look() ? '' : said.dataset.no
    await navigator.serviceWorker.register(document.body.dataset.worker)
    const { pushManager } = await navigator.serviceWorker.ready
    const line = () => pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key })
    const { endpoint, keys } = (await line().catch(async e => {
      const old = e.name === 'InvalidStateError' && await pushManager.getSubscription()   // to a key the house had before
      if (!old) throw e
      await old.unsubscribe()
      return line()
    })).toJSON()
    Object.entries({ endpoint, ...keys }).forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value })
    form.submit()
    return ''
  }
  form.addEventListener('submit', async e => {
    e.preventDefault()
    button.disabled = true
    said.textContent = ''
    said.textContent = await ask().catch(() => said.dataset.failed)
    button.disabled = false
  })
  look()
})();
