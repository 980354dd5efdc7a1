import type { ForestEntry } from './forest.model.js'

/** What several estimates take for granted, said once under a letter. */
export interface SharedAssumption {
  readonly letter: string
  readonly words: string
}

const FEWEST_TO_SHARE = 3
const LETTERS = 'abcdefgh'

/** Sentences that stand with three or more entries are taken out of them; each entry keeps the letters and what is its own. */
export function sharedAssumptions<Entry extends ForestEntry>(
  entries: readonly Entry[],
): { readonly entries: readonly Entry[]; readonly shared: readonly SharedAssumption[] } {
  const counts = new Map<string, number>()
  for (const sentence of entries.flatMap(({ detail }) => sentencesOf(detail)))
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1)
  const shared = [...counts]
    .filter(([, count]) => count >= FEWEST_TO_SHARE)
    .slice(0, LETTERS.length)
    .map(([words], place) => ({ letter: LETTERS[place] ?? '', words }))
  return {
    shared,
    entries: entries.map((entry) => {
      const sentences = sentencesOf(entry.detail)
      const letters = shared.filter(({ words }) => sentences.includes(words)).map(({ letter }) => letter)
      const own = sentences.filter((sentence) => !shared.some(({ words }) => words === sentence))
      const assumes = letters.length === 0 ? [] : [`Assumes ${letters.join(', ')}.`]
      return { ...entry, detail: sentences.length === 0 ? null : [...assumes, ...own].join(' ') }
    }),
  }
}

function sentencesOf(detail: string | null): readonly string[] {
  return detail === null ? [] : detail.split(/(?<=\.)\s+(?=[A-Z])/)
}
