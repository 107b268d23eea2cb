// A button may send its form elsewhere (formaction): htmx, which would not hear of it, is told.
(() => {
  document.addEventListener('htmx:config:request', e => {
    const { request } = e.detail.ctx, there = request.submitter && request.submitter.getAttribute('formaction')
    if (there) request.action = there
  })
})();
