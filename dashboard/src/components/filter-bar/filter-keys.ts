import type { Filters } from '../../../../api/src/contracts/filters.js'

export type FilterKey = keyof Filters

/** In the order in which chips stand and sentences list them. */
export const FILTER_KEYS = [
  'site',
  'group',
  'modality',
  'format',
  'structure',
  'focus',
  'arm',
  'measure',
  'from',
  'to',
] as const satisfies readonly FilterKey[]

export const FILTER_LABELS: Readonly<Record<FilterKey, string>> = {
  site: 'Site',
  group: 'Group',
  modality: 'Modality',
  format: 'Format',
  structure: 'Structure',
  focus: 'Focus',
  arm: 'Arm',
  measure: 'Measure',
  from: 'From',
  to: 'To',
}
