import { LOCALE } from './number.js'

const FORMATS = {
  and: new Intl.ListFormat(LOCALE, { type: 'conjunction' }),
  or: new Intl.ListFormat(LOCALE, { type: 'disjunction' }),
}

/** "a", "a and b", "a, b and c". */
export function formatList(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return FORMATS[last].format(words)
}
