import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { formatNumber, formatSigned } from '../../../format/number.js'

/** By how much adjusting moves the difference, and where the arms began; null where one of both is refused. */
export function movedWords({
  estimates,
  balance,
}: Pick<StudyResultContract, 'estimates' | 'balance'>): string | null {
  const crude = estimates.find(({ name }) => name === 'crude')?.estimate ?? null
  const main = estimates.find(({ role }) => role === 'main')?.estimate ?? null
  if (crude === null || main === null) return null
  const start = balance.find(({ name }) => name === 'baseline')
  const [combined, groupOnly] = [start?.combined.mean ?? null, start?.group_only.mean ?? null]
  const began =
    combined === null || groupOnly === null
      ? ''
      : ` Members with combined treatment began at ${formatNumber(combined, 1)} and the others at ${formatNumber(groupOnly, 1)}.`
  return `Comparing members with others like them moves the difference by ${formatSigned(main - crude, 2)} points, from ${formatSigned(crude, 2)} to ${formatSigned(main, 2)}.${began}`
}

/** "Was (version 1): These data cannot tell. Now: .." in two parts; the same verdict is said to be the same. */
export function changeOfVerdict(was: string, now: string): string {
  return was === now ? 'The verdict stays as it was' : 'The verdict has changed'
}
