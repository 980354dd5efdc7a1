import { parseAsString, parseAsStringLiteral } from 'nuqs'
import {
  ARM_LABELS,
  FOCUS_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { keysOf } from '../../format/labels.js'
import { parseAsDay } from './parse-as-day.js'

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
