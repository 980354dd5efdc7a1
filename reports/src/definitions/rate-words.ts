import type { ControlChart } from '../../../api/src/contracts/programme-charts.js'
import {
  ARM_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../../dashboard/src/format/enumeration-labels.js'

/** What a control chart or a funnel counts. */
export const RATE_NAMES: Readonly<Record<ControlChart['metric'], string>> = {
  reliable_recovery: 'Reliable recovery',
  recovery: 'Recovery',
  reliable_improvement: 'Reliable improvement',
  reliable_deterioration: 'Reliable deterioration',
  paired_data: 'Paired data',
  dropout_by_attendance: 'Dropout by attendance',
  dropout_as_recorded: 'Dropout as recorded',
  attendance: 'Attendance',
  finished: 'Finished courses',
  mean_change: 'Mean change',
}

const STRATUM_NAMES: Readonly<Record<string, string>> = {
  ...ARM_LABELS,
  ...MODALITY_LABELS,
  ...FORMAT_LABELS,
  ...STRUCTURE_LABELS,
  all: 'All members',
  // Of gender: after the modality of the same code.
  other: 'Other',
  none: 'First episode here',
  one: 'One episode before',
  two_or_more: 'Two or more before',
  unknown: 'Not recorded',
}

/** A code of a stratum in words: "18–25", "Group only". */
export function stratumWords(code: string): string {
  const known = STRATUM_NAMES[code]
  if (known !== undefined) return known
  const ages = /^(\d+)_(\d+)$/.exec(code)
  if (ages !== null) return `${ages[1]}–${ages[2]}`
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A finding that says what it is about: "Reliable recovery by month: nothing beyond ordinary variation." */
export function namedFinding(name: string, finding: string): string {
  const subject = name.split(' by ')[0] ?? name
  if (finding.toLowerCase().startsWith(subject.toLowerCase())) return finding
  return `${name}: ${finding.charAt(0).toLowerCase()}${finding.slice(1)}`
}
