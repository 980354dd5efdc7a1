import type { ResponseRow } from '../../../../api/src/contracts/members.js'
import { SCORING_LABELS } from '../../format/enumeration-labels.js'

/** What a reader of the form must know before trusting it. */
export function responseFlags(row: ResponseRow): string[] {
  const flags: string[] = []
  if (row.scoring !== 'complete') flags.push(SCORING_LABELS[row.scoring].toLowerCase())
  if (row.n_missing > 0 && row.answers !== null) flags.push(`${row.n_missing} not answered`)
  if (row.risk_item === 'unknown') flags.push('item 9 not answered')
  if (row.is_voided) flags.push('voided: not counted')
  if (row.version > 1) flags.push(`corrected, version ${row.version}`)
  if (row.same_day_forms > 1) flags.push(`${row.same_day_forms} forms on this day`)
  if (row.member_was_absent) flags.push('recorded as absent that day')
  return flags
}

const MODE_WORDS: Readonly<Record<string, string>> = {
  paper: 'on paper',
  tablet: 'on a tablet',
  link: 'by link',
  interview: 'in an interview',
  import: 'not known (imported)',
}

/** How the member filled the form in. */
export function modeWords(mode: string): string {
  return MODE_WORDS[mode] ?? mode
}

/** Where the form came from: typed in on screen, or a file of another system. */
export function sourceWords({
  source_system,
  import_id,
}: Pick<ResponseRow, 'source_system' | 'import_id'>): string {
  if (source_system === 'screen') return 'entered on screen'
  return import_id === null ? source_system : `${source_system}, import ${import_id}`
}
