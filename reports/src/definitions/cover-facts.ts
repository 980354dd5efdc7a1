import type { ReportHead } from '../../../api/src/contracts/report-content.js'
import { formatDay, formatExactTime } from '../../../dashboard/src/format/day.js'
import { measureName } from '../../../dashboard/src/format/measure-words.js'
import { countOf, formatNumber } from '../../../dashboard/src/format/number.js'
import { OUTCOME_RULE_LABELS, PERIOD_BASIS_WORDS } from '../../../dashboard/src/format/outcome-words.js'
import { ROLE_LABELS } from '../../../dashboard/src/format/role-words.js'
import type { Fact } from '../document/report-document.js'
import { filterWords, periodWords } from './filter-words.js'

/** What every cover says of where its numbers come from; `included` is the definition's own count. */
export function coverFacts(head: ReportHead, included: string): Fact[] {
  const words = filterWords(head)
  const { watermark } = head
  return [
    ...(head.period.basis === null
      ? []
      : [
          { name: 'Period', value: periodWords(head) },
          { name: 'Counted by', value: PERIOD_BASIS_WORDS[head.period.basis] },
          { name: 'Filters', value: words.length === 0 ? 'None: every group in reach' : words.join('; ') },
        ]),
    { name: 'Included', value: included },
    { name: 'As of', value: formatDay(head.as_of) },
    {
      name: 'Records until',
      value: `${formatExactTime(watermark.records_until, head.time_zone)}: ${countOf(watermark.episodes, 'episode')}, ${countOf(watermark.responses, 'form')}, ${countOf(watermark.attendance, 'attendance record')} in reach`,
    },
    { name: 'Corrections', value: correctionWords(head) },
    { name: 'Rules', value: rulesWords(head) },
    { name: 'Made', value: `${formatExactTime(head.frozen_at, head.time_zone)} by ${makerWords(head)}` },
  ]
}

function correctionWords({ watermark: { corrections } }: ReportHead): string {
  return corrections === 0
    ? 'No stored record has been changed'
    : `${countOf(corrections, 'change')} to stored records so far; a later report with more of them may differ`
}

function rulesWords(head: ReportHead): string {
  const signals =
    head.signal_rules_version === null ? '' : `, signal rules ${formatNumber(head.signal_rules_version)}`
  const versions = `calculation version ${formatNumber(head.calculation_version)}${signals}`
  if (head.outcome_rules === null) return versions
  return `${OUTCOME_RULE_LABELS[head.outcome_rules.code]}; ${reliablePointsWords(head.outcome_rules)}; ${versions}`
}

/** "reliable from 6 points on PHQ-9, 4 on GAD-7". */
export function reliablePointsWords({ reliable_points }: NonNullable<ReportHead['outcome_rules']>): string {
  const known = Object.entries(reliable_points).flatMap(([code, points]) =>
    points === null ? [] : [`${formatNumber(points)} on ${measureName(code)}`],
  )
  return known.length === 0
    ? 'no threshold of reliable change is known'
    : `reliable from ${known.join(', ')} points`
}

function makerWords({ made_by }: ReportHead): string {
  return made_by.role === null ? made_by.name : `${made_by.name} (${ROLE_LABELS[made_by.role].toLowerCase()})`
}
