import type { ReportContent } from '../../contracts/report-content.js'
import type { ReportFormat } from '../../contracts/report-requests.js'

const ENDINGS: Readonly<Record<ReportFormat, string>> = { pdf: 'pdf', xlsx: 'xlsx', csv: 'zip', html: 'html' }

/** `programme-outcomes-2026-06-01.pdf`: what and of which day; never of whom, because names of files travel. */
export function reportFileName({ definition, as_of }: ReportContent, format: ReportFormat): string {
  return `${definition.replaceAll('_', '-')}-${as_of}.${ENDINGS[format]}`
}
