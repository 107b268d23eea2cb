// How a draft is read, on this device alone, by the rules of its language. Only says what it finds; keeps nothing.
window.Reading = rules => {
  const regex = source => new RegExp(source)
  const { letters } = rules
  const word = new RegExp(`[${letters}]+(?:'[${letters}]+)*`, 'g'), drawn = new RegExp(`([${letters}])\\1\\1+`, 'g')
  const odd = new RegExp(`[^${letters}0-9 .,!?;:'\\-]`, 'g'), ours = new RegExp(`[${letters}]`, 'g')
  const endings = Object.entries(rules.endings), harm = rules.harm.patterns.map(regex)
  const tokens = new RegExp(`[${letters}]+|[0-9]+|[.,?!]`, 'g')
  const known = kind => {
    const { pattern, offer = [], turn, leave } = rules[kind]
    return {
      offers: offer.map(regex),
      patterns: pattern.map(one => ({ weight: 2, ...one, find: regex(one.regex), but: one.unless && regex(one.unless) })),
      turns: turn.map(one => ({ ...one, find: new RegExp(one.regex, 'i') })),
      leave: leave.map(one => new RegExp(one, 'gi')),
    }
  }
  const ways = { ask: known('ask'), reply: known('reply') }

  const spelledOut = said => {
    if (Object.hasOwn(rules.spelled_out, said)) return rules.spelled_out[said]
    const ending = endings.find(([end]) => said.endsWith(end) && said !== end)
    return ending ? said.slice(0, -ending[0].length) + ending[1] : said
  }
  const straight = text => text.normalize('NFKC').toLowerCase()
    .replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, ', ').replace(/…/g, '...')
    .replace(/[ \t]*[\r\n][ \t\r\n]*/g, '. ')
  const plain = text => text.replace(drawn, '$1').replace(word, spelledOut).replace(odd, ' ').replace(/ +/g, ' ').trim()
  const mostly = text => {
    const written = (text.match(/\p{L}/gu) || []).join('').toLowerCase()
    return !written || (written.match(ours) || []).length / [...written].length >= rules.mostly
  }

  // how far its words tip, of all the weighed ones found in it: each once, and the more there are, the less each weighs
  const weighed = (kind, said) => {
    const { words, base } = rules[kind].weighed
    const row = ['^', ...(said.match(tokens) || []).map(one => /^[0-9]/.test(one) ? '0' : one), '$'], found = new Set()
    row.forEach((_, at) => [1, 2, 3].forEach(long => {
      const some = at + long <= row.length && row.slice(at, at + long).join(' ')
      if (some && Object.hasOwn(words, some)) found.add(some)
    }))
    const sum = [...found].reduce((sum, one) => sum + words[one], 0)
    return found.size ? sum / Math.sqrt(found.size) + base : base
  }

  // what its beginning calls for: a pattern with its line, or the line for all; or nothing
  function judge(kind, said, touch) {
    const { patterns, offers } = ways[kind]
    let sum = 0, best = null, offered
    for (const one of patterns) {
      if (one.unless_touch && touch) continue
      const match = one.find.exec(said)
      if (!match || (one.but && one.but.test(said))) continue
      if (one.unless_offered && (offered = offered ?? offers.some(offer => offer.test(said)))) continue
      sum += one.weight
      const heavier = best ? one.weight - best.weight : 1
      if (heavier > 0 || (heavier === 0 && match.index < best.at)) best = { ...one, at: match.index }
    }
    if (sum >= rules.enough) return best
    if (touch || !rules[kind].weighed || weighed(kind, said) < 0) return null
    return best || { id: 'weighed', hint: rules[kind].hint }
  }

  // what is shown under this draft of an "ask" or a "reply", if anything
  function read(kind, text, touch = false) {
    if (text.length > rules.longest || !mostly(text)) return null
    const all = straight(text), whole = plain(all)
    const said = all.includes('"') ? plain(all.replace(/"[^"]{0,300}"/g, ' ')) : whole
    const best = judge(kind, said.slice(0, rules.read), touch)
    return best && !harm.some(one => one.test(whole)) ? best : null
  }

  // the writer's own sentence turned round, what they ask for or can give first; a start (not `own`) where there is none
  function turn(kind, text, { start = rules[kind].start } = {}) {
    const { turns, leave } = ways[kind]
    const tidy = said => leave.reduce((rest, one) => rest.replace(one, ' '), said)
      .replace(/\s+/g, ' ').replace(/ (?=[.,?!])/g, '').replace(/^[\s,;:.-]+|[\s,;:.?!-]+$/g, '')
    const turned = sentence => {
      for (const { find, to, ends } of turns) {
        const match = find.exec(sentence.trim()), said = match && tidy(to.replace(/\$(\d)/g, (_, place) => match[place] || ''))
        if (said && said.includes(' ') && !read(kind, said + ends)) return said.replace(/(?:^|\. )./g, first => first.toUpperCase()) + ends
      }
    }
    const sentences = text.replace(/\s+/g, ' ').match(/(?:[^.?!]|[.?!](?=\S))+[.?!]*/g) || []
    const said = []
    for (const sentence of sentences) {   // no further than needed: a whole letter may have been put in by now
      const one = said.length < rules[kind].most && turned(sentence)
      if (one) said.push(one)
    }
    const own = said.length > 0 && said.join(' ') !== text
    return { own, text: own ? said.join(' ') : start }
  }

  // a browser makes a pattern ready when it first needs it, and quick a little later: small steps, for when nobody waits
  const ready = kind => [
    ...Array(12).fill(() => read(kind, rules[kind].tried)),   // taken last: the others come first
    ...[...harm, ...ways[kind].offers, ...ways[kind].patterns.flatMap(one => [one.find, one.but || one.find])]
      .map(one => () => { for (let time = 0; time < 3; time++) one.test(rules[kind].tried) }),
  ]
  return { read, turn, ready }
}
