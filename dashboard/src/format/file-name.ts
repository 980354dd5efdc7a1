import type { Filters } from '../../../api/src/contracts/filters.js'

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
export function fileName(what: string, filters: Filters, extension: 'csv' | 'png' | 'svg'): string {
  return partedFileName(
    what,
    FILTERS_IN_FILE_NAME.map((key) => filters[key]),
    extension,
  )
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
