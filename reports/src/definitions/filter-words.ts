import type { ReportHead } from '../../../api/src/contracts/report-content.js'
import { formatPeriod } from '../../../dashboard/src/format/day.js'
import {
  ARM_LABELS,
  FOCUS_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../../dashboard/src/format/enumeration-labels.js'

/** What the filters leave, in words; empty without filters. The period has its own place. */
export function filterWords({ filters, names }: Pick<ReportHead, 'filters' | 'names'>): string[] {
  const { site, group, modality, format, structure, focus, arm } = filters
  return [
    ...(site === undefined ? [] : [names.site ?? site]),
    ...(group === undefined ? [] : [names.group ?? group]),
    ...(modality === undefined ? [] : [MODALITY_LABELS[modality]]),
    ...(format === undefined ? [] : [FORMAT_LABELS[format]]),
    ...(structure === undefined ? [] : [`${STRUCTURE_LABELS[structure]} groups`]),
    ...(focus === undefined ? [] : [FOCUS_LABELS[focus]]),
    ...(arm === undefined ? [] : [`${ARM_LABELS[arm]} members`]),
  ]
}

/** From the day asked for to the day asked for; where one was left open, to what was found. */
export function periodWords({ period }: Pick<ReportHead, 'period'>): string {
  return formatPeriod(period.from ?? period.found?.from ?? null, period.to ?? period.found?.to ?? null)
}
