// The worker of the house (static/worker.js) is called where the browser allows one, once somebody is in.
// At the door, where nobody is, nothing stays behind: no notice, and no line by which more could come.
(() => {
  const { dataset } = document.body
  const call = () => navigator.serviceWorker.register(dataset.worker)
  async function forget() {
    const worker = await navigator.serviceWorker.getRegistration()
    if (!worker) return
    const line = worker.pushManager && await worker.pushManager.getSubscription()
    if (line) await line.unsubscribe()
    const shown = await worker.getNotifications()
    shown.forEach(notice => notice.close())
  }
  const quietly = async deed => { try { await deed() } catch (e) { /* this browser does without */ } }

  if (!window.isSecureContext || !('serviceWorker' in navigator)) return
  if ('door' in dataset) quietly(forget)
  else if (dataset.worker) addEventListener('load', () => quietly(call))
})();
