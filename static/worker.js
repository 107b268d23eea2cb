// What stands in the browser for the house: it brings word, and one calm page while the house can't be reached.
// The house writes in front of it what HOUSE is. Nothing that anybody wrote is ever kept here.
const ours = HOUSE.cache.slice(0, HOUSE.cache.lastIndexOf(':') + 1)   // other houses may live on the same host
const files = new Set(HOUSE.files.map(file => new URL(file, self.location).href))
const kept = url => caches.open(HOUSE.cache).then(cache => cache.match(url, { ignoreVary: true }))
const dark = answer => answer.status === 502 || answer.status === 504   // a proxy says so of the house behind it

self.addEventListener('install', event => event.waitUntil((async () => {
  // where the browser knows how, all that is no page goes its way without waiting until this here wakes up
  const routes = [...HOUSE.files.map(file => ({ condition: { urlPattern: file }, source: 'fetch-event' })),
    { condition: { not: { requestMode: 'navigate' } }, source: 'network' }]
  if (event.addRoutes) await event.addRoutes(routes).catch(() => {})
  const cache = await caches.open(HOUSE.cache)
  await cache.addAll([HOUSE.page, ...HOUSE.files].map(url => new Request(url, { credentials: 'omit' })))   // as a stranger
  await self.skipWaiting()
})()))

self.addEventListener('activate', event => event.waitUntil((async () => {
  const old = (await caches.keys()).filter(name => name.startsWith(ours) && name !== HOUSE.cache)
  await Promise.all(old.map(name => caches.delete(name)))
  const { navigationPreload } = self.registration
  if (navigationPreload) await navigationPreload.enable()   // the house is asked while this here wakes up
  await self.clients.claim()
})()))

self.addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(visit(event))
  else if (files.has(request.url)) event.respondWith(kept(request.url).then(file => file || fetch(request)))
})

async function visit(event) {
  try {
    const answer = await event.preloadResponse || await fetch(event.request)
    if (!dark(answer)) return answer
  } catch (e) { /* no way to the house */ }
  return await kept(HOUSE.page) || Response.error()
}

self.addEventListener('push', event => event.waitUntil(show(told(event.data))))
self.addEventListener('pushsubscriptionchange', event => event.waitUntil(show({ text: HOUSE.lost, id: 'lost' })))

function told(data) {
  try { return data.json() || {} } catch (e) { return {} }   // browsers want to see something whatever came
}
function show({ text, url, id }) {
  const word = (it, otherwise) => typeof it === 'string' && it.trim() ? it : otherwise
  return self.registration.showNotification(HOUSE.name, {
    body: word(text, HOUSE.text), tag: word(id, 'household'), icon: HOUSE.icon, badge: HOUSE.badge, data: { url: inside(url) },
  })
}
// A page of this house, else where it begins.
function inside(url) {
  const { scope } = self.registration
  try {
    const page = new URL(url || '', scope).href
    return page.startsWith(scope) ? page : scope
  } catch (e) { return scope }
}

self.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(lead(inside((event.notification.data || {}).url)))
})
// An open page is led nowhere else, for somebody may be typing there.
async function lead(page) {
  const { scope } = self.registration
  const open = (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(one => one.url.startsWith(scope))
  const there = open.find(one => one.url === page) || (page === scope && open[0])
  try {
    if (there) return await there.focus()
  } catch (e) { /* it may not come forward */ }
  return self.clients.openWindow(page)
}
