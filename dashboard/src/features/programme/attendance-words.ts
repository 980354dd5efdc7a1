import type { ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import type { DoseResponse } from '../../../../api/src/contracts/programme-charts.js'
import { formatInterval } from '../../format/interval.js'
import { formatNumber, formatSigned } from '../../format/number.js'
import { formatP } from '../../format/p-value.js'
import { formatProportion } from '../../format/percent.js'

type Correlation = DoseResponse['pearson']

/** What the data say of sessions and change, without a word of cause. */
export function doseFinding({ spearman, pearson, state }: DoseResponse): string {
  if (state.kind !== 'answered') return 'Change by sessions attended'
  const direction = directionOf(pearson)
  switch (direction) {
    case 'more':
      return 'Members who attended more sessions improved more; that does not say that more sessions help'
    case 'less':
      return 'Members who attended more sessions improved less; that does not say that sessions harm'
    case 'unclear':
      return 'No clear link between sessions attended and change'
    case 'unknown':
      return 'refused' in spearman
        ? 'Change by sessions attended'
        : 'Change by sessions attended: too few members for more than a look'
  }
}

function directionOf(correlation: Correlation): 'more' | 'less' | 'unclear' | 'unknown' {
  if ('refused' in correlation || correlation.interval === null) return 'unknown'
  if (correlation.interval.low > 0) return 'more'
  return correlation.interval.high < 0 ? 'less' : 'unclear'
}

/** The association in numbers: correlation, and points a session at the same baseline. */
export function doseNumbers({ pearson, adjusted_per_session }: DoseResponse): string {
  const linear =
    'refused' in pearson
      ? pearson.message
      : `Correlation r = ${formatNumber(pearson.estimate, 2)}${pearson.interval === null ? '' : ` (${formatInterval(pearson.interval, 2)})`}, ${formatP(pearson.p)}.`
  const adjusted =
    'refused' in adjusted_per_session
      ? adjusted_per_session.message
      : `At the same first score: ${formatSigned(adjusted_per_session.estimate, 2)} points for each further session attended (${formatInterval(adjusted_per_session.interval, 2)}).`
  return `${linear} ${adjusted}`
}

/** How many came at first and later, where both stand on enough members. */
export function attendanceFinding(answer: ProgrammeCompleteness): string {
  const sessions = (answer.by_session ?? []).filter(
    ({ attendance }) => attendance.denominator >= FEWEST_FOR_A_TITLE,
  )
  const first = sessions[0]
  const last = sessions.at(-1)
  if (first === undefined || last === undefined || first === last) return 'Attendance by session'
  return `Of the members due, ${formatProportion(first.attendance)} came to session ${first.session_number} and ${formatProportion(last.attendance)} to session ${last.session_number}`
}

/** Below this a share is no finding. */
const FEWEST_FOR_A_TITLE = 30
