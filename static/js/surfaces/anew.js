// Where a browser can't read htmx, a page that would keep itself fresh is fetched anew each minute, or as often as it says, as long as the house is there.
(function () {
  var seconds = document.currentScript.getAttribute('data-seconds') || 60
  function anew() { location.replace(location.href.split('#')[0]) }
  function look() {
    if (document.hidden) return
    if (!window.fetch) return anew()   // too old to ask first
    fetch(location.href, { cache: 'no-store', credentials: 'same-origin' }).then(function (answer) { if (answer.ok) anew() }, function () {})
  }
  if (!window.htmx && document.querySelector('[hx-get]')) setInterval(look, seconds * 1000)
})()
