import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { formatNumber, formatSigned } from '../../../format/number.js'

/** Between which values the answers to the main question lie. */
export function estimatesTitle({ estimates }: Pick<StudyResultContract, 'estimates'>): string {
  const answers = estimates.filter(
    ({ role, unit, estimate }) =>
      (role === 'main' || role === 'sensitivity') && unit === 'points' && estimate !== null,
  )
  const values = answers.flatMap(({ estimate }) => estimate ?? [])
  const [first] = values
  if (first === undefined) return 'No adjusted estimate could be given'
  if (values.length === 1) return `The adjusted difference is ${formatSigned(first, 2)} points`
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const same =
    low < 0 === high < 0 ? 'all on the same side of no difference' : 'on both sides of no difference'
  return `${formatNumber(values.length)} adjusted answers lie between ${formatSigned(low, 2)} and ${formatSigned(high, 2)} points, ${same}`
}
