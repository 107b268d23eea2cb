// What somebody unfolded folds again a minute after the last touch: the day is for everyone who comes by.
(() => {
  let late
  const fold = () => { document.querySelectorAll('.more[open]').forEach(one => { one.open = false }); scrollTo(0, 0) }
  const wait = () => { clearTimeout(late); late = setTimeout(fold, 60000) }
  ;['toggle', 'click', 'keydown', 'scroll'].forEach(kind => addEventListener(kind, () => { if (document.querySelector('.more[open]')) wait() }, { passive: true, capture: true }))
})();
