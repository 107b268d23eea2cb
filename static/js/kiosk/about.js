// What this browser can do for a tablet on the wall, each told in one of two sentences.
(() => {
  const tell = (what, can) => {
    document.querySelectorAll(`[data-can=${what}]`).forEach(one => { one.hidden = !can })
    document.querySelectorAll(`[data-cannot=${what}]`).forEach(one => { one.hidden = can })
  }
  const language = tag => tag.split(/[-_]/)[0].toLowerCase()
  const voices = () => (window.speechSynthesis ? speechSynthesis.getVoices() : [])
    .some(one => one.localService && language(one.lang) === language(document.documentElement.lang))
  tell('screen', 'wakeLock' in navigator)
  const aloud = () => tell('aloud', voices())
  aloud()
  if (window.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener('voiceschanged', aloud)
})();
