// Once somebody has let this phone in, it goes in by itself. Where a browser can't read htmx, the page is fetched anew.
(function () {
  var gone = false
  function go() {
    var form = document.querySelector('[data-come-in]')
    if (form && !gone) { gone = true; form.submit() }
  }
  document.addEventListener('htmx:after:swap', go)
  addEventListener('pageshow', function (e) { if (e.persisted) { gone = false; go() } })
  go()
  if (!window.htmx) setTimeout(function () { location.reload() }, 10000)
})()
