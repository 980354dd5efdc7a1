import { parseAsString, parseAsStringLiteral } from 'nuqs'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import {
  ARM_LABELS,
  FOCUS_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { keysOf } from '../../format/labels.js'
import { parseAsDay } from './parse-as-day.js'

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

/** The URL's parameters and what they may hold; ids and codes only, never a name. */
export const filterParsers = {
  site: parseAsString,
  group: parseAsString,
  modality: parseAsStringLiteral(keysOf(MODALITY_LABELS)),
  format: parseAsStringLiteral(keysOf(FORMAT_LABELS)),
  structure: parseAsStringLiteral(keysOf(STRUCTURE_LABELS)),
  focus: parseAsStringLiteral(keysOf(FOCUS_LABELS)),
  arm: parseAsStringLiteral(keysOf(ARM_LABELS)),
  measure: parseAsString,
  from: parseAsDay,
  to: parseAsDay,
}
