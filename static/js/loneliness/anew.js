// What was answered here is not shown again to whoever comes back to this page: it begins anew.
addEventListener('pageshow', e => { if (e.persisted) location.replace(location.href) })
