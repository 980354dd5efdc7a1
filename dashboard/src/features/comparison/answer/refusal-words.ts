import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { countOf, formatNumber } from '../../../format/number.js'

type Refusal = StudyResultContract['refusals'][number]
type Limit = NonNullable<Refusal['limit']>

/** Why the main estimate was kept back; null where it was given. */
export function mainRefusal({
  estimates,
  refusals,
}: Pick<StudyResultContract, 'estimates' | 'refusals'>): Refusal | null {
  const main = estimates.find(({ role }) => role === 'main')
  if (main === undefined || main.refusal === null) return null
  const explained = refusals.find((each) => each.estimates.includes(main.name))
  return explained ?? { ...main.refusal, estimates: [main.name], limit: null, relax: [] }
}

/** What was needed, and what was found. */
export function limitWords({ what, needed, combined, group_only, all }: Limit): readonly {
  readonly label: string
  readonly words: string
}[] {
  const found =
    combined !== null && group_only !== null
      ? `${formatNumber(combined)} combined, ${formatNumber(group_only)} group only`
      : formatNumber(all ?? 0)
  switch (what) {
    case 'members_in_each_arm':
      return [
        { label: 'Needed', words: `${countOf(needed, 'member')} in each arm` },
        { label: 'Found', words: found },
      ]
    case 'members_alike_in_each_arm':
      return [
        {
          label: 'Needed',
          words: `${countOf(needed, 'member')} in each arm who are like somebody in the other arm`,
        },
        { label: 'Found', words: found },
      ]
    case 'groups':
      return [
        { label: 'Needed', words: countOf(needed, 'group') },
        { label: 'Found', words: found },
      ]
  }
}
