import type { ImportReport } from '../../../../api/src/contracts/imports.js'
import { countOf, formatNumber } from '../../format/number.js'

/** The finding of a report in one sentence: what would happen, or what did. */
export function reportTitle(report: ImportReport): string {
  if (report.errors.length > 0) return refusedTitle(report)
  if (report.rows === 0) return 'These files hold no rows'
  return report.dry_run ? previewTitle(report) : storedTitle(report)
}

/** What to do next, in one sentence. */
export function reportAdvice(report: ImportReport): string {
  if (report.errors.length > 0) return 'Nothing was stored. Put the named files right and choose them again.'
  if (report.rejected > 0 && report.mode === 'all-or-nothing') {
    return report.dry_run
      ? 'In the mode “all or nothing” no row is stored while one is rejected. Put the rows below right, or take only the valid ones.'
      : 'No row was stored, because at least one was rejected. Put the rows below right and import the same files again.'
  }
  if (report.rejected > 0) {
    return `The rejected rows ${report.dry_run ? 'will stay' : 'stayed'} out; put them right and import them again, the others will count as duplicates.`
  }
  return report.dry_run
    ? 'Nothing has been stored yet.'
    : 'Importing the same files again changes nothing: every row would be a duplicate.'
}

/** Rows that are new or corrected. */
export function rowsToStore(report: ImportReport): number {
  return report.accepted + report.corrected
}

/** False when "Store" could change nothing. */
export function canStore(report: ImportReport): boolean {
  if (report.errors.length > 0 || rowsToStore(report) === 0) return false
  return report.rejected === 0 || report.mode === 'accept-valid'
}

/** True when the mode alone stands between the valid rows and the store. */
export function isStoppedByRejects(report: ImportReport): boolean {
  const hasValidRows = report.errors.length === 0 && rowsToStore(report) > 0
  return hasValidRows && report.rejected > 0 && report.mode === 'all-or-nothing'
}

function refusedTitle(report: ImportReport): string {
  const files = new Set(report.errors.map((error) => error.file)).size
  return files === 1 ? 'One file cannot be read' : `${formatNumber(files)} files cannot be read`
}

function previewTitle(report: ImportReport): string {
  const rows = countOf(report.rows, 'row')
  if (report.rejected > 0) {
    return `${formatNumber(report.rejected)} of ${rows} would be rejected`
  }
  if (rowsToStore(report) === 0) return `All ${rows} are stored already`
  return report.duplicate === 0
    ? `All ${rows} can be stored`
    : `${formatNumber(rowsToStore(report))} of ${rows} are new and can be stored`
}

function storedTitle(report: ImportReport): string {
  const rows = countOf(report.rows, 'row')
  if (!report.committed) {
    return report.rejected > 0
      ? `Nothing stored: ${formatNumber(report.rejected)} of ${rows} rejected`
      : `Nothing to store: all ${rows} were there already`
  }
  return report.rejected > 0
    ? `${formatNumber(rowsToStore(report))} of ${rows} stored, ${formatNumber(report.rejected)} rejected`
    : `${countOf(rowsToStore(report), 'row')} stored, ${countOf(report.touched_episodes, 'episode')} brought up to date`
}
