import type { ImportBatch, ImportReport } from '../../../api/src/contracts/imports.js'

/** A preview with two rejected rows, one of which holds an answer to item 9. */
export function anImportPreview(): ImportReport {
  const counts = { corrected: 0, duplicate: 0 }
  return {
    import_id: null,
    mode: 'all-or-nothing',
    dry_run: true,
    committed: false,
    rows: 1528,
    accepted: 1526,
    rejected: 2,
    ...counts,
    files: [
      { file: 'groups.csv', rows: 12, accepted: 12, rejected: 0, ...counts },
      { file: 'members.csv', rows: 96, accepted: 96, rejected: 0, ...counts },
      { file: 'responses.csv', rows: 1420, accepted: 1418, rejected: 2, ...counts },
    ],
    created: [{ kind: 'site', id: 'north' }],
    errors: [],
    notices: [
      {
        code: 'empty_optional_file',
        file: 'therapists.csv',
        message: 'Holds only a header and counts as absent.',
      },
    ],
    safety: { rejected_with_risk_answer: 1, rows: [{ file: 'responses.csv', row: 212 }] },
    first_rejects: [
      {
        file: 'responses.csv',
        row: 212,
        column: 'response_date',
        code: 'date_in_future',
        expected: 'a day not after today',
        message: 'The form is dated after today. Check the date on the form.',
        is_safety_relevant: true,
      },
      {
        file: 'responses.csv',
        row: 240,
        column: 'item3',
        code: 'answer_out_of_range',
        expected: 'a whole number from 0 to 3, or empty',
        message: 'Correct the answer, or leave it empty when it was not given.',
        is_safety_relevant: false,
      },
    ],
    rejects_total: 2,
    difference: [
      { table: 'treatment_group', added: 12, changed: 0 },
      { table: 'episode', added: 96, changed: 0 },
      { table: 'response', added: 1418, changed: 0 },
    ],
    touched_episodes: 96,
  }
}

/** The same files after the two rows were put right. */
export function aCleanImportPreview(): ImportReport {
  const preview = anImportPreview()
  return {
    ...preview,
    accepted: preview.rows,
    rejected: 0,
    files: preview.files.map((file) => ({ ...file, accepted: file.rows, rejected: 0 })),
    safety: { rejected_with_risk_answer: 0, rows: [] },
    first_rejects: [],
    rejects_total: 0,
  }
}

export function anImportBatch(over: Partial<ImportBatch> = {}): ImportBatch {
  return {
    ...aCleanImportPreview(),
    import_id: 7,
    dry_run: false,
    committed: true,
    source_system: 'file',
    started_at: '2026-10-30T08:12:00Z',
    finished_at: '2026-10-30T08:12:09Z',
    actor: 'command line',
    correct_reason: null,
    ...over,
  }
}
