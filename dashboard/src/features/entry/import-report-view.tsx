import type { ReactElement } from 'react'
import type { ImportReject, ImportReport } from '../../../../api/src/contracts/imports.js'
import { API_ROOT } from '../../api-client/read-json.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { saveFile, textFile } from '../../components/chart-card/save-file.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { toCsv } from '../../format/csv.js'
import { countOf } from '../../format/number.js'
import styles from './import-report-view.module.css'

type FileCounts = ImportReport['files'][number]

const FILE_COLUMNS: readonly TableColumn<FileCounts>[] = [
  { name: 'file', label: 'File', kind: 'text', value: (row) => row.file, isRowHeader: true },
  { name: 'rows', label: 'Rows', kind: 'number', value: (row) => row.rows },
  { name: 'accepted', label: 'New', kind: 'number', value: (row) => row.accepted },
  { name: 'corrected', label: 'Corrected', kind: 'number', value: (row) => row.corrected },
  {
    name: 'rejected',
    label: 'Rejected',
    kind: 'number',
    value: (row) => row.rejected,
    cell: (row) => <Rejected count={row.rejected} />,
  },
  { name: 'duplicate', label: 'Stored already', kind: 'number', value: (row) => row.duplicate },
]

const REJECT_COLUMNS: readonly TableColumn<ImportReject>[] = [
  { name: 'file', label: 'File', kind: 'text', value: (row) => row.file },
  { name: 'row', label: 'Row', kind: 'number', value: (row) => row.row },
  { name: 'column', label: 'Column', kind: 'text', value: (row) => row.column },
  {
    name: 'code',
    label: 'Code',
    kind: 'text',
    value: (row) => row.code,
    cell: (row) => <code>{row.code}</code>,
  },
  { name: 'expected', label: 'Expected', kind: 'text', value: (row) => row.expected },
  {
    name: 'message',
    label: 'What to do',
    kind: 'text',
    value: (row) => row.message,
    cell: (row) => (
      <>
        {row.is_safety_relevant && <StatusPill status="item9">Item 9 above zero</StatusPill>} {row.message}
      </>
    ),
  },
]

/** A report of an import, of a preview or of the real thing: files refused, rows, difference, every reason. */
export function ImportReportView({ report }: { report: ImportReport }): ReactElement {
  return (
    <>
      <Errors report={report} />
      {report.files.length > 0 && (
        <CardRow layout="wide-narrow">
          <Card label="Rows by file">
            <h2 className={styles.title}>Rows by file</h2>
            <DataTable
              caption="Rows = new + corrected + rejected + stored already"
              columns={FILE_COLUMNS}
              rows={report.files}
              rowKey={(row) => row.file}
            />
          </Card>
          <Card label="Difference">
            <Difference report={report} />
          </Card>
        </CardRow>
      )}
      {report.rejects_total > 0 && (
        <CardRow layout="one">
          <Card label="Rejected rows">
            <Rejects report={report} />
          </Card>
        </CardRow>
      )}
    </>
  )
}

function Rejected({ count }: { count: number }): ReactElement {
  return count === 0 ? <>0</> : <strong className={styles.rejected}>{count}</strong>
}

function Errors({ report }: { report: ImportReport }): ReactElement | null {
  if (report.errors.length === 0) return null
  return (
    <section className={styles.errors} role="alert" aria-label="Files that cannot be read">
      <ul>
        {report.errors.map((error) => (
          <li key={`${error.file} ${error.code}`}>
            <strong>{error.file}</strong> <code>{error.code}</code>
            <br />
            {error.message}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Difference({ report }: { report: ImportReport }): ReactElement {
  const changed = report.difference.filter((table) => table.added > 0 || table.changed > 0)
  const verb = report.dry_run ? 'would change' : 'changed'
  return (
    <>
      <h2 className={styles.title}>What {verb}</h2>
      {changed.length === 0 ? (
        <p className={styles.words}>Nothing {verb}.</p>
      ) : (
        <DataTable
          caption={`Stored rows, by table · ${countOf(report.touched_episodes, 'episode')} touched`}
          columns={[
            {
              name: 'table',
              label: 'Table',
              kind: 'text',
              value: (row) => row.table.replaceAll('_', ' '),
              isRowHeader: true,
            },
            { name: 'added', label: 'Added', kind: 'number', value: (row) => row.added },
            { name: 'changed', label: 'Changed', kind: 'number', value: (row) => row.changed },
          ]}
          rows={changed}
          rowKey={(row) => row.table}
        />
      )}
      <Created created={report.created} />
      {report.notices.map((notice) => (
        <p key={`${notice.file} ${notice.code}`} className={styles.words}>
          <strong>{notice.file}</strong>: {notice.message}
        </p>
      ))}
    </>
  )
}

/** Sites and therapists that no file describes; the list is long in a first import, so it opens on demand. */
function Created({ created }: { created: ImportReport['created'] }): ReactElement | null {
  if (created.length === 0) return null
  const idsOf = (kind: 'site' | 'therapist'): string[] =>
    created
      .filter((each) => each.kind === kind)
      .map((each) => each.id)
      .sort()
  const sites = idsOf('site')
  const therapists = idsOf('therapist')
  const counts = [
    ...(sites.length > 0 ? [countOf(sites.length, 'site')] : []),
    ...(therapists.length > 0 ? [countOf(therapists.length, 'therapist')] : []),
  ]
  return (
    <details className={styles.words}>
      <summary>{counts.join(' and ')} made, because no file describes them</summary>
      {sites.length > 0 && <p>Sites: {sites.join(', ')}</p>}
      {therapists.length > 0 && <p>Therapists: {therapists.join(', ')}</p>}
    </details>
  )
}

function Rejects({ report }: { report: ImportReport }): ReactElement {
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>{countOf(report.rejects_total, 'reason')} for rejecting rows</h2>
        <RejectsFile report={report} />
      </div>
      <DataTable
        caption="Row = line in the file; the header is line 1"
        columns={REJECT_COLUMNS}
        rows={report.first_rejects}
        rowKey={(row) => `${row.file} ${row.row} ${row.column} ${row.code}`}
        total={report.rejects_total}
        counted="reasons"
      />
    </>
  )
}

/** The whole list as a file: from the server where the import has a number, else from the report when it is whole. */
function RejectsFile({ report }: { report: ImportReport }): ReactElement | null {
  if (report.import_id !== null) {
    return (
      <a className={styles.download} href={`${API_ROOT}/imports/${report.import_id}/rejects.csv`} download>
        Save rejects.csv
      </a>
    )
  }
  if (report.first_rejects.length < report.rejects_total) return null
  const save = (): void => saveFile('rejects.csv', textFile(rejectsCsv(report.first_rejects), 'text/csv'))
  return (
    <button type="button" className={styles.download} onClick={save}>
      Save rejects.csv
    </button>
  )
}

function rejectsCsv(rejects: readonly ImportReject[]): string {
  return toCsv(
    ['file', 'row', 'column', 'code', 'expected', 'message'],
    rejects.map((each) => [each.file, each.row, each.column, each.code, each.expected, each.message]),
  )
}
