import type { Cover, Handover, TherapistCaseloadList } from '../../../../../api/src/contracts/caseload.js'
import type { Status } from '../../../components/status-pill/status-pill.js'
import { formatPeriod } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'

export type TherapistCaseload = TherapistCaseloadList['therapists'][number]
export type LedGroup = TherapistCaseload['groups'][number]

export const COVER_LABELS: Readonly<Record<Cover['status'], string>> = {
  running: 'Running',
  planned: 'Coming',
  past: 'Over',
  ended: 'Ended early',
}

export const COVER_STATUS: Readonly<Record<Cover['status'], Status>> = {
  running: 'good',
  planned: 'watch',
  past: 'neutral',
  ended: 'neutral',
}

/** The page's title: who is covered now and soon. */
export function caseloadTitle(covers: readonly Cover[]): string {
  const running = covers.filter((cover) => cover.status === 'running')
  const planned = covers.filter((cover) => cover.status === 'planned').length
  const coming = planned === 0 ? '' : `; ${countOf(planned, 'cover is', 'covers are')} coming`
  const [only] = running
  if (only === undefined) return `No therapist is covered now${coming}`
  if (running.length > 1) return `${running.length} covers are running${coming}`
  return `${only.substitute.display_name} covers for ${only.covered.display_name}${coming}`
}

/** What a cover opens, to whom, and when it closes. */
export function coverConsequences(cover: {
  covered: string
  substitute: string
  site: string | null
  from: string
  to: string
}): string[] {
  const where = cover.site === null ? '' : ` at ${cover.site}`
  return [
    `${cover.substitute} sees the groups${where} of ${cover.covered} with their members, names, scores and answers, ${formatPeriod(cover.from, cover.to)}, both days included.`,
    'It begins and ends by itself; nobody has to switch it off.',
  ]
}

export function endCoverConsequences(cover: Cover): string[] {
  const { covered, substitute } = cover
  return [
    cover.status === 'planned'
      ? `${substitute.display_name} will not get to see the groups of ${covered.display_name}.`
      : `${substitute.display_name} loses sight of the groups of ${covered.display_name} at the next click.`,
    `If ${covered.display_name} is still away, arrange another cover first: an answer to item 9 must not wait.`,
  ]
}

/** Which groups change hands, and who sees them then. */
export function handoverConsequences(handover: {
  from: string
  to: string
  groups: readonly LedGroup[]
  all: number
}): string[] {
  const { from, to, groups, all } = handover
  const left = all - groups.length
  return [
    `${to} leads ${groups.map((group) => group.name).join(', ')} from now on, and sees the members with scores and names.`,
    left === 0
      ? `${from} then leads no group here and sees no member of them.`
      : `${from} no longer sees ${groups.length === 1 ? 'this group' : 'these groups'}, and keeps ${countOf(left, 'other')}.`,
    'Records of past sessions and responses stay as they are. To take it back, hand the groups over again.',
  ]
}

/** What has just happened. */
export function handoverDoneWords(handover: Handover): string {
  return `${handover.to.display_name} took ${countOf(handover.groups.length, 'group')} over from ${handover.from.display_name}.`
}

export const PART_LABELS: Readonly<Record<LedGroup['part'], string>> = {
  lead: 'leads',
  co_lead: 'co-leads',
}
