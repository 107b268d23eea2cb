// A browser from before 2022 knows no layers, and so none of our styles: it gets them in one sheet without.
if (!window.CSSLayerBlockRule) {
  var sheet = document.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = document.currentScript.getAttribute('data-sheet')
  document.head.appendChild(sheet)
}
