import type {
  StudyDefinitionContract,
  StudyHead,
  StudyResultContract,
} from '../../../../api/src/contracts/studies.js'
import type { Status } from '../../components/status-pill/status-pill.js'
import { formatInstant } from '../../format/day.js'
import { THIN_SPACE } from '../../format/number.js'

type VerdictCode = StudyResultContract['verdict']['code']

export const ESTIMAND_WORDS: Readonly<Record<StudyDefinitionContract['estimand'], string>> = {
  overlap: 'members who could have had either treatment',
  ate: 'all members',
  att: 'members who had combined treatment',
}

export const COMBINATION_WORDS: Readonly<Record<StudyDefinitionContract['combinations'][number], string>> = {
  individual: 'Individual therapy',
  medication: 'Medication',
  both: 'Both',
}

const VERDICTS: Readonly<Record<VerdictCode, string>> = {
  combined_better: 'Combined goes with better outcomes',
  group_only_better: 'Group only goes with better outcomes',
  no_relevant_difference: 'No relevant difference',
  cannot_tell: 'These data cannot tell',
  refused: 'No adjusted comparison',
}

/** A verdict in a few words; a code that is not known yet is shown as it is. */
export function verdictWords(code: string): string {
  return isVerdict(code) ? VERDICTS[code] : code
}

/** The verdict as a title: a number and its percent sign stay on one line. */
export function verdictTitle({ verdict }: Pick<StudyResultContract, 'verdict'>): string {
  return verdict.text.replace(/(\d) %/g, `$1${THIN_SPACE}%`)
}

/** That these data cannot tell is no fault, and neither arm is the good one: only a refusal is something missing. */
export function verdictStatus(code: VerdictCode): Status {
  return code === 'refused' ? 'missing' : 'neutral'
}

/** Who made it, when, on which records. */
export function madeWords(study: Pick<StudyHead, 'created_at' | 'created_by'>, timeZone: string): string {
  const by = study.created_by === null ? '' : ` by ${study.created_by}`
  return `made ${formatInstant(study.created_at, timeZone)}${by}`
}

/** What a frozen study is bound to, and what one that is not frozen means. */
export function keptWords({ frozen_at }: Pick<StudyHead, 'frozen_at'>): string {
  return frozen_at === null
    ? 'Not frozen. Freeze it before you quote it.'
    : 'Frozen: this version cannot be changed. A changed question becomes a new version.'
}

function isVerdict(code: string): code is VerdictCode {
  return Object.hasOwn(VERDICTS, code)
}
