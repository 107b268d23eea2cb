// What a tapped tile opens comes into sight. By keyboard it is the next stop anyway.
(() => {
  document.addEventListener('change', e => {
    const tile = e.target.closest && e.target.closest('.tile'), next = tile && tile.nextElementSibling
    if (next && next.matches('.tiles__next') && !e.target.matches(':focus-visible')) next.scrollIntoView({ block: 'nearest' })
  })
})();
