import type { MemberStanding } from '../../../../api/src/contracts/member-standing.js'
import { countOf } from '../../format/number.js'

/** "2 reasons to look at how this member is doing": the sentences follow and are not repeated; item 9 has its banner. */
export function standingTitle({ status, signals }: Pick<MemberStanding, 'status' | 'signals'>): string {
  const reasons = signals.filter(
    ({ evidence }) => evidence.level !== 'badge' && evidence.kind !== 'risk_item',
  )
  const hasAnswer = signals.some(({ evidence }) => evidence.kind === 'risk_item')
  if (status === null) return `${countOf(signals.length, 'signal')} of the ended episode to deal with`
  switch (status) {
    case 'not_on_track':
    case 'watch':
      if (reasons.length === 0)
        return 'The answer to item 9 is the reason to look at how this member is doing'
      return `${countOf(reasons.length, 'reason')}${hasAnswer ? ' beside item 9' : ''} to look at how this member is doing`
    case 'insufficient_data':
      return 'Too few scores to say how this member is doing'
    case 'on_track':
      return 'Nothing says that the plan needs a review'
  }
}
