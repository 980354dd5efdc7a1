import type { ReactElement } from 'react'
import type { ReportRun } from '../../../../api/src/contracts/report-runs.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { FORMATS_IN_ORDER, reportFileAddress } from '../../components/report/report-reads.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { formatBytes } from '../../format/bytes.js'
import { formatInstant } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { REPORT_FORMAT_LABELS, REPORT_LABELS } from '../../format/report-words.js'
import { askedWords } from './asked-words.js'
import styles from './library.module.css'
import { STATE_LABELS } from './library-filters.js'
import { RunProgress } from './run-progress.js'

export function libraryColumns(timeZone: string, onEnd: () => void): TableColumn<ReportRun>[] {
  return [
    {
      name: 'report',
      label: 'Report',
      kind: 'text',
      value: ({ definition }) => REPORT_LABELS[definition],
      detail: (run) => [run.about, ...askedWords(run.request)].join(' · '),
      isRowHeader: true,
      isSortable: false,
    },
    {
      name: 'state',
      // Beside the report, so that a phone shows it: what most come for is the file.
      label: 'State and files',
      kind: 'text',
      value: ({ state }) => STATE_LABELS[state],
      cell: (run) => <State run={run} timeZone={timeZone} onEnd={onEnd} />,
      isSortable: false,
    },
    {
      name: 'asked_for_at',
      label: 'Asked for',
      kind: 'day',
      value: (run) => run.requested_at,
      text: (run) => formatInstant(run.requested_at, timeZone),
      detail: (run) => (run.is_own ? 'by you' : `by ${run.requested_by}`),
      isSortable: false,
    },
    {
      name: 'sha256',
      label: 'Hash of the numbers',
      kind: 'text',
      value: ({ frozen }) => frozen?.sha256 ?? null,
      cell: ({ frozen }) => (frozen === null ? '–' : <Hash sha256={frozen.sha256} />),
      isSortable: false,
    },
  ]
}

function State({
  run,
  timeZone,
  onEnd,
}: {
  run: ReportRun
  timeZone: string
  onEnd: () => void
}): ReactElement {
  const { state, message, job, superseded } = run
  if ((state === 'waiting' || state === 'running') && job !== null)
    return <RunProgress run={run} job={job} onEnd={onEnd} />
  return (
    <div className={styles.state}>
      {superseded !== null ? (
        <StatusPill status="watch">Superseded</StatusPill>
      ) : (
        <StatusPill status={state === 'done' ? 'good' : state === 'failed' ? 'bad' : 'neutral'}>
          {STATE_LABELS[state]}
        </StatusPill>
      )}
      <Files run={run} />
      {message !== null && <span className={styles.words}>{message}</span>}
      {superseded !== null && <Moved superseded={superseded} timeZone={timeZone} />}
    </div>
  )
}

/** Which numbers are other ones by now. The files stay what they were. */
function Moved({
  superseded,
  timeZone,
}: {
  superseded: NonNullable<ReportRun['superseded']>
  timeZone: string
}): ReactElement {
  return (
    <details className={styles.moved}>
      <summary>
        {countOf(superseded.moved.length, 'number')} moved by later records, noticed{' '}
        {formatInstant(superseded.at, timeZone)}
      </summary>
      <ul>
        {superseded.moved.map(({ label, before, after }) => (
          <li key={label}>
            {label}: {before} then, {after} now
          </li>
        ))}
      </ul>
    </details>
  )
}

function Files({ run }: { run: ReportRun }): ReactElement | null {
  const files = FORMATS_IN_ORDER.flatMap((format) => run.files.filter((file) => file.format === format))
  if (files.length === 0) return null
  return (
    <span className={styles.files}>
      {files.map((file) => (
        <a
          key={file.format}
          href={reportFileAddress(run, file)}
          download={file.file_name}
          className={styles.file}
        >
          {REPORT_FORMAT_LABELS[file.format]}
          <span className={styles.size}>{formatBytes(file.bytes)}</span>
          <span className={styles.hidden}>
            {' '}
            of {REPORT_LABELS[run.definition]}, {run.about}
          </span>
        </a>
      ))}
    </span>
  )
}

/** As it stands on every page of the report; its beginning is enough to compare by eye. */
function Hash({ sha256 }: { sha256: string }): ReactElement {
  return (
    <code className={styles.hash} title={sha256}>
      {sha256.slice(0, 12)}
      <span className={styles.hidden}>{sha256.slice(12)}</span>
    </code>
  )
}
