// Keeps the screen on where the browser lets a page do so; it lets go by itself when the page is out of sight.
(() => {
  let lock = null
  const keep = () => {
    if (!navigator.wakeLock || document.hidden || (lock && !lock.released)) return
    navigator.wakeLock.request('screen').then(held => { lock = held }, () => {})   // the battery may be low
  }
  document.addEventListener('visibilitychange', keep)
  document.addEventListener('click', keep)   // some want a touch first
  keep()
})();
