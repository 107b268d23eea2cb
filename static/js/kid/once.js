// One tap goes once, however often the finger comes down: the second would come with a cookie that is worth nothing any more.
(() => {
  let gone = null
  document.addEventListener('submit', e => {
    if (gone === e.target) e.preventDefault()
    gone = e.target
    setTimeout(() => { gone = null }, 3000)   // where no answer comes, one may tap again
  })
  addEventListener('pageshow', () => { gone = null })
})();
