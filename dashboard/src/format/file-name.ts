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
  const parts = FILTERS_IN_FILE_NAME.flatMap((key) => {
    const value = filters[key]
    return value === undefined ? [] : [safePart(value)]
  })
  return `${[safePart(what), ...parts].join('_')}.${extension}`
}

function safePart(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
