// What waited at the door goes in by itself, once somebody has let it in.
(function () {
  var gone = false
  function go() {
    var form = document.querySelector('[data-come-in]')
    if (form && !gone) { gone = true; form.submit() }
  }
  document.addEventListener('htmx:after:swap', go)
  addEventListener('pageshow', function (e) { if (e.persisted) { gone = false; go() } })
  go()
})()
