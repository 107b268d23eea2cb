// What somebody typed at the kitchen tablet and did not send waits ten minutes there, for the same face and no other.
// It comes before all other scripts: those forget another's words at once (draft.js).
(() => {
  const { me, forget } = document.currentScript.dataset
  const WAITS = 'waits:', DRAFT = 'draft:', KEPT = 600000   // ms
  const mine = `${DRAFT}${me}:`
  const age = key => { try { return Date.now() - JSON.parse(sessionStorage.getItem(key)).at } catch (e) { return -1 } }
  const fresh = key => { const old = age(key); return old >= 0 && old < KEPT }
  const waiting = () => Object.keys(sessionStorage).filter(key => key.startsWith(WAITS))
  const sweep = all => waiting().forEach(key => { if (all || !fresh(key)) sessionStorage.removeItem(key) })

  function change() {
    Object.keys(localStorage).filter(key => key.startsWith(DRAFT) && !key.startsWith(mine)).forEach(key => {
      sessionStorage.setItem(WAITS + key, JSON.stringify({ at: Date.now(), words: localStorage.getItem(key) }))
      localStorage.removeItem(key)
    })
    sweep(forget !== undefined)
    waiting().filter(key => key.startsWith(WAITS + mine)).forEach(key => {
      localStorage.setItem(key.slice(WAITS.length), JSON.parse(sessionStorage.getItem(key)).words)
      sessionStorage.removeItem(key)
    })
  }
  try {
    change()
    setInterval(sweep, 30000, false)   // the page after this one may stand here for days
  } catch (e) { /* this browser keeps nothing: then nothing waits */ }
})();
