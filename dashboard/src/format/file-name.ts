import type { Filters } from '../../../api/src/contracts/filters.js'
import type { OutcomeRulesContract } from '../../../api/src/contracts/programme-query.js'

/** In the order in which a file name lists them. */
const FILTERS_IN_FILE_NAME = [
  'measure',
  'site',
  'group',
  'modality',
  'format',
  'structure',
  'focus',
  'arm',
  'from',
  'to',
] as const

/** The name says what the file is: `mean-trajectory_phq9_north_2026-01-01_2026-06-30.csv`. */
export function fileName(
  what: string,
  { rules, ...filters }: Filters & { readonly rules?: OutcomeRulesContract },
  extension: 'csv' | 'png' | 'svg',
): string {
  const others = rules === 'standard' ? undefined : rules
  return partedFileName(what, [...FILTERS_IN_FILE_NAME.map((key) => filters[key]), others], extension)
}

/** A name of what the file is and of what was asked for; what was not asked for is left out. */
export function partedFileName(
  what: string,
  parts: readonly (string | undefined)[],
  extension: 'csv' | 'png' | 'svg',
): string {
  const given = parts.flatMap((part) => (part === undefined || part === '' ? [] : [safePart(part)]))
  return `${[safePart(what), ...given].join('_')}.${extension}`
}

function safePart(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
