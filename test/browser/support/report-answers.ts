// Reports as the server would list them: one being made, one ready, one superseded, one that failed.
import type { ReportRun, ReportRunList } from '../../../api/src/contracts/report-runs.js'

const SHA = 'c0ffee0123456789c0ffee0123456789c0ffee0123456789c0ffee0123456789'

export function aReportRun(id: number, changes: Partial<ReportRun> = {}): ReportRun {
  return {
    report_run_id: id,
    definition: 'programme_outcomes',
    request: {
      definition: 'programme_outcomes',
      filters: { from: '2026-01-01', to: '2026-03-31' },
      rules: 'standard',
      by: 'month',
      paper: 'a4',
      language: 'en',
    },
    about: 'All sites',
    requested_by: 'Dana Director',
    is_own: true,
    requested_at: '2026-04-02T09:15:00Z',
    finished_at: '2026-04-02T09:15:21Z',
    state: 'done',
    message: null,
    job: null,
    frozen: { at: '2026-04-02T09:15:02Z', sha256: SHA, records_until: '2026-04-02T09:15:02Z' },
    files: (['pdf', 'html', 'xlsx', 'csv'] as const).map((format, place) => ({
      format,
      file_name: `programme-outcomes-2026-04-02.${format === 'csv' ? 'zip' : format}`,
      bytes: 120_000 * (place + 1),
      sha256: SHA,
    })),
    superseded: null,
    ...changes,
  }
}

export const BEING_MADE = aReportRun(4, {
  definition: 'completeness',
  request: { definition: 'completeness', filters: {}, paper: 'a4', language: 'en' },
  state: 'running',
  finished_at: null,
  frozen: null,
  files: [],
  job: {
    job_id: 44,
    kind: 'make_report',
    state: 'running',
    done: 3,
    total: 12,
    message: 'PDF: figures are drawn.',
    cancel_asked: false,
    created_at: '2026-04-02T10:00:00Z',
    ended_at: null,
  },
})

export const SUPERSEDED = aReportRun(2, {
  is_own: false,
  superseded: {
    at: '2026-04-09T02:30:00Z',
    moved: [{ label: 'Reliable recovery', before: '84 of 164 (51.2 %)', after: '85 of 164 (51.8 %)' }],
  },
})

export const FAILED = aReportRun(1, {
  state: 'failed',
  message: 'The disk is full.',
  finished_at: null,
  files: [],
})

export function aLibrary(runs: readonly ReportRun[]): ReportRunList {
  return {
    report_runs: [...runs],
    total: runs.length,
    page: 1,
    page_size: 50,
    may_make: [
      'programme_outcomes',
      'programme_outcomes_public',
      'group_progress',
      'member_progress',
      'comparison',
      'completeness',
    ],
  }
}
