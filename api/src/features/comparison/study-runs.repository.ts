import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'
import type { StudyQuestion } from './studies.repository.js'

export interface StoredStudyRun {
  readonly study_run_id: number
  readonly site_ids: string[]
  /** On the wire. */
  readonly definition: unknown
  readonly as_of: Day
  readonly follows_today: boolean
  /** `user:..` */
  readonly requested_by: string
  readonly job_id: number | null
  readonly comparison_study_id: number | null
}

const columns = `study_run_id, site_ids, definition, as_of, follows_today, requested_by, job_id, comparison_study_id`

/** One's own; the worker finds every one. */
export async function findStudyRun(
  transaction: Transaction,
  runId: number,
): Promise<StoredStudyRun | undefined> {
  const [run] = await transaction.query<StoredStudyRun>(
    `select ${columns} from study_run where study_run_id = $1`,
    [runId],
  )
  return run
}

/** One's own run of the same question that has not ended. */
export async function findUnendedRun(
  transaction: Transaction,
  { siteIds, definition, asOf }: StudyQuestion,
): Promise<StoredStudyRun | undefined> {
  const [run] = await transaction.query<StoredStudyRun>(
    `select ${columns} from study_run
     where definition = $1::jsonb and site_ids = $2::text[] and as_of = $3
       and job_id in (select job_id from job where kind = 'run_study' and ended_at is null)
     order by study_run_id limit 1`,
    [JSON.stringify(definition), siteIds, asOf],
  )
  return run
}

/** @param studyId  the stored study that is the answer; null: it has to be worked out */
export async function insertStudyRun(
  transaction: Transaction,
  { siteIds, definition, asOf }: StudyQuestion,
  followsToday: boolean,
  studyId: number | null,
): Promise<StoredStudyRun> {
  const [run] = await transaction.query<StoredStudyRun>(
    `insert into study_run (site_ids, definition, as_of, follows_today, comparison_study_id)
     values ($1, $2, $3, $4, $5) returning ${columns}`,
    [siteIds, JSON.stringify(definition), asOf, followsToday, studyId],
  )
  if (run === undefined) throw new Error('The run was not stored.')
  return run
}

export async function storeJobOfRun(transaction: Transaction, runId: number, jobId: number): Promise<void> {
  await transaction.query('update study_run set job_id = $2 where study_run_id = $1', [runId, jobId])
}

export async function storeStudyOfRun(
  transaction: Transaction,
  runId: number,
  studyId: number,
): Promise<void> {
  await transaction.query('update study_run set comparison_study_id = $2 where study_run_id = $1', [
    runId,
    studyId,
  ])
}
