/** The numbers that a reader takes away from a report, by name: what is compared when the records have changed. */

import type { MeanContract, ProportionContract } from '../../../contracts/estimates.js'
import type { MemberTrajectory } from '../../../contracts/members.js'
import type { ReportContent } from '../../../contracts/report-content.js'
import type { MovedNumber } from '../../../contracts/report-runs.js'

type Suppressed = { readonly suppressed: true }
type Shown = string | number | ProportionContract | MeanContract | Suppressed | null
type Numbers = readonly (readonly [label: string, value: Shown])[]

/** Which numbers of the earlier report are other ones in the later, in the order of the report. */
export function movedNumbers(earlier: ReportContent, later: ReportContent): MovedNumber[] {
  const now = new Map(keyNumbers(later))
  const then = keyNumbers(earlier)
  const before = new Set(then.map(([label]) => label))
  const gone = then.flatMap(([label, value]) => {
    const after = now.get(label) ?? NOT_THERE
    return value === after ? [] : [{ label, before: value, after }]
  })
  const added = [...now].flatMap(([label, after]) =>
    before.has(label) ? [] : [{ label, before: NOT_THERE, after }],
  )
  return [...gone, ...added]
}

const NOT_THERE = 'not in it'

/** As words: 84 of 164 (51.2 %); a mean with its n. */
export function keyNumbers(content: ReportContent): [label: string, words: string][] {
  return numbersOf(content).map(([label, value]) => [label, words(value)])
}

function numbersOf(content: ReportContent): Numbers {
  switch (content.definition) {
    case 'programme_outcomes': {
      const { outcomes } = content.parts
      return [
        ['Episodes', outcomes.episodes],
        ['Finished courses', outcomes.finished],
        ...ratesOf(outcomes),
        ...Object.entries(outcomes.by_measure).flatMap(([measure, of]) =>
          ofMeasure({ measure, ...of }, content),
        ),
      ]
    }
    case 'programme_outcomes_public': {
      const { published } = content.parts
      return [
        ['Episodes', published.episodes],
        ['Finished courses', published.finished],
        ...ratesOf(published),
        ...published.by_measure.flatMap((of) => ofMeasure(of, content)),
      ]
    }
    case 'completeness': {
      const { attendance, overall, sites } = content.parts.completeness
      return [
        ['Attendance', attendance],
        ...overall.map((of) => [`${nameOf(of.measure, content)}: completeness`, of.completeness] as const),
        ...sites.map((site) => [`Site ${site.name}: attendance`, site.attendance] as const),
      ]
    }
    case 'group_progress':
      return content.parts.trajectories.flatMap((of): Numbers => {
        const name = nameOf(of.measure, content)
        return [
          [`${name}: members`, of.episodes.length],
          [`${name}: scores`, of.members.reduce((sum, { points }) => sum + points.length, 0)],
          [`${name}: baseline`, of.composition.baseline],
          [`${name}: attendance`, of.attendance],
          [`${name}: completeness`, of.completeness],
        ]
      })
    case 'member_progress':
    case 'member_progress_clinical':
      return content.parts.trajectories.flatMap((of) => ofMember(of, nameOf(of.measure, content)))
    case 'comparison':
      // A study is stored with its figures: it says itself whether records have changed since.
      return []
    case 'caseload_review': {
      const { tiles } = content.parts.caseload
      return [
        ['Members in care', tiles.not_on_track.of],
        ['Not on track', tiles.not_on_track.n],
        ['Answers to item 9 that wait', tiles.item_9_new],
        ['Missed two sessions in a row', tiles.absent_twice],
        ['Forms missing', tiles.form_missing],
      ]
    }
  }
}

type Rate = ProportionContract | Suppressed
function ratesOf(rates: {
  readonly national: Readonly<
    Record<
      'reliable_recovery' | 'recovery' | 'reliable_improvement' | 'reliable_deterioration' | 'paired_data',
      Rate
    >
  >
  readonly dropout: Readonly<Record<'by_attendance' | 'as_recorded', Rate>>
  readonly attendance: Rate
}): Numbers {
  const { national, dropout, attendance } = rates
  return [
    ['Reliable recovery', national.reliable_recovery],
    ['Recovery', national.recovery],
    ['Reliable improvement', national.reliable_improvement],
    ['Reliable deterioration', national.reliable_deterioration],
    ['Paired-data completeness', national.paired_data],
    ['Dropout by attendance', dropout.by_attendance],
    ['Dropout as recorded', dropout.as_recorded],
    ['Attendance', attendance],
  ]
}

function ofMeasure(
  of: {
    readonly measure: string
    readonly baseline: MeanContract | Suppressed
    readonly last: MeanContract | Suppressed
    readonly change: MeanContract | Suppressed
    readonly reliably_improved: Rate
    readonly reliably_deteriorated: Rate
    readonly completeness: Rate
  },
  content: ReportContent,
): Numbers {
  const name = nameOf(of.measure, content)
  return [
    [`${name}: baseline`, of.baseline],
    [`${name}: last score`, of.last],
    [`${name}: change`, of.change],
    [`${name}: reliably improved`, of.reliably_improved],
    [`${name}: reliably deteriorated`, of.reliably_deteriorated],
    [`${name}: completeness`, of.completeness],
  ]
}

function ofMember({ episode, points }: MemberTrajectory, name: string): Numbers {
  return [
    [`${name}: sessions attended`, episode.sessions_attended],
    [`${name}: baseline`, episode.baseline],
    [`${name}: last score`, episode.last],
    [`${name}: change`, episode.change],
    [`${name}: reliable change`, episode.reliable_change.replaceAll('_', ' ')],
    [`${name}: scores`, points.map(({ responded_on, score }) => `${score} on ${responded_on}`).join(', ')],
  ]
}

function nameOf(measure: string, { measures }: ReportContent): string {
  return measures.find(({ code }) => code === measure)?.short_name ?? measure
}

function words(value: Shown): string {
  if (value === null) return 'not known'
  if (typeof value !== 'object') return String(value)
  if ('suppressed' in value) return 'kept back'
  if ('n' in value) return value.mean === null ? 'nobody' : `${value.mean.toFixed(1)} (n ${value.n})`
  const share = value.proportion === null ? '' : ` (${(value.proportion * 100).toFixed(1)} %)`
  return `${value.numerator} of ${value.denominator}${share}`
}
