// The phone proposes its time zone.
(() => {
  const zone = document.querySelector('[data-propose-zone]')
  if (zone && window.Intl) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (Array.from(zone.options).some(o => o.value === here)) zone.value = here
  }
})();
