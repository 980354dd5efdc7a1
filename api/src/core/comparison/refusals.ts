/** When a comparison may not be given: rules of the study, stricter than the arithmetic. */

import { ARMS, type Arm } from '../vocabulary.js'
import type { Overlap } from './arms-alike.js'
import type { StudyRefusal } from './study-estimate.js'

/** With fewer in an arm, one member's illness moves the answer. */
export const FEWEST_IN_AN_ARM = 10

const ARM_WORDS: Readonly<Record<Arm, string>> = {
  combined: 'the combined arm',
  group_only: 'the arm of group therapy alone',
}

/** null when there are members enough, in groups enough. */
export function refuseComparison(
  members: readonly { readonly arm: Arm; readonly groupId: string }[],
  fewest: number = FEWEST_IN_AN_ARM,
): StudyRefusal | null {
  const n = (arm: Arm) => members.filter((member) => member.arm === arm).length
  const small = ARMS.filter((arm) => n(arm) < fewest)
  if (small.length > 0) {
    const found = small.map((arm) => `${n(arm)} in ${ARM_WORDS[arm]}`).join(', ')
    return {
      reason: 'too_few_in_arm',
      message: `An adjusted comparison needs at least ${fewest} members in each arm; there are ${found}. Ask for a longer period, a lower threshold or a wider window.`,
    }
  }
  if (new Set(members.map(({ groupId }) => groupId)).size < 2)
    return {
      reason: 'one_group',
      message:
        'All members were in one group: what belongs to the group cannot be told from what belongs to the treatment. Ask for more groups.',
    }
  return null
}

/** null when members of both arms have propensities in common. */
export function refuseOverlap({ inCommon }: Overlap, fewest: number = FEWEST_IN_AN_ARM): StudyRefusal | null {
  const lonely = ARMS.filter((arm) => inCommon[arm] < fewest)
  if (lonely.length === 0) return null
  const found = lonely.map((arm) => `${inCommon[arm]} in ${ARM_WORDS[arm]}`).join(', ')
  return {
    reason: 'no_overlap',
    message: `The arms are different kinds of members: fewer than ${fewest} are like any member of the other arm (${found}). Nobody can be compared.`,
  }
}
