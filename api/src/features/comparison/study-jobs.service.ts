/** The worker's side of a study: read, compare part by part, store; all in the name of who asked. */

import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { studyDefinitionSchema } from '../../contracts/studies.js'
import { STUDY_PARTS, type StudyPart, type StudyResult, studySteps } from '../../core/comparison/run-study.js'
import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import type { Clock } from '../../platform/clock.js'
import { JobRefused, type JobWork, type RunningJob } from '../jobs/run-job.service.js'
import { definitionFromWire } from './definition-on-the-wire.js'
import { storeStudy } from './stored-study.service.js'
import { queryReachableSites } from './studies.repository.js'
import { studyOnTheWire } from './study-on-the-wire.js'
import { readStudyRows, type SettledQuestion } from './study-question.service.js'
import { findStudyRun, type StoredStudyRun, storeStudyOfRun } from './study-runs.repository.js'

const WORDS: Readonly<Record<StudyPart, string>> = {
  trial: 'Who stands in the comparison is settled.',
  balance: 'The arms are weighted to be alike.',
  estimates: 'The difference between the arms is estimated.',
  adjusted_course: 'Scores after baseline are modelled.',
  crude_course: 'The courses of both arms are modelled.',
  times: 'Recovery and times to improvement are compared.',
  sensitivity: 'Missing outcomes and subgroups are looked at.',
  verdict: 'The verdict is put into words.',
}
const READING = 'Records are read.'
const STORING = 'The comparison is stored.'
/** Beside the parts of the comparison: reading, and storing. */
const TOTAL = STUDY_PARTS.length + 2

export function studyJobs(
  access: DatabaseAccess,
  context: AccessContext,
  clock: Clock,
): Pick<JobWork, 'run_study'> {
  return { run_study: (job) => runStudyJob(access, context, clock, job) }
}

async function runStudyJob(
  access: DatabaseAccess,
  context: AccessContext,
  clock: Clock,
  job: RunningJob,
): Promise<string> {
  const run = await access.run(context, (transaction) => findStudyRun(transaction, runIdOf(job)), {
    readOnly: true,
  })
  if (run === undefined) throw new JobRefused('There is no such run of a study any more.')
  // The worker was killed between storing and saying so.
  if (run.comparison_study_id !== null) return doneSentence(null)
  const asker = contextOf(run)
  const question = questionOf(run)
  await job.progress({ done: 0, total: TOTAL, message: READING })
  const rows = await access.run(
    asker,
    async (transaction) => {
      const inReach = await queryReachableSites(transaction, question.siteIds)
      if (inReach.length < question.siteIds.length)
        throw new JobRefused('Not all of its sites are yours any more. Ask again for those that are.')
      return readStudyRows(transaction, question, clock.now())
    },
    { readOnly: true },
  )
  const result = await compare(question, rows.episodes, job)
  await job.progress({ done: TOTAL - 1, total: TOTAL, message: STORING })
  const onTheWire = studyOnTheWire(result)
  await access.run(asker, async (transaction) => {
    const { comparison_study_id } = await storeStudy(transaction, question, rows, onTheWire)
    await storeStudyOfRun(transaction, run.study_run_id, comparison_study_id)
  })
  return doneSentence(result)
}

/** Between two parts it is told how far it is, may be cancelled, and lets requests of the same process in. */
async function compare(
  { asked, asOf }: SettledQuestion,
  episodes: Parameters<typeof studySteps>[1],
  job: RunningJob,
): Promise<StudyResult> {
  const steps = studySteps(asked, episodes, asOf)
  await job.progress({ done: 1, total: TOTAL, message: WORDS[STUDY_PARTS[0]] })
  let step = steps.next()
  while (!step.done) {
    const { done, next } = step.value
    if (next !== null) await job.progress({ done: done + 1, total: TOTAL, message: WORDS[next] })
    await setImmediate()
    step = steps.next()
  }
  return step.value
}

function doneSentence(result: StudyResult | null): string {
  const n = result?.flow.at(-1)?.n
  return n === undefined
    ? 'The comparison is there.'
    : `The comparison of ${n.toLocaleString('en')} members is there.`
}

/** Row-level security asks again whether the user is enabled and which sites are theirs. */
function contextOf({ requested_by }: StoredStudyRun): AccessContext {
  const [kind, ...id] = requested_by.split(':')
  if (kind !== 'user') throw new JobRefused('A study is run in the name of a director.')
  return { actor: { kind: 'user', id: id.join(':') }, role: 'director', requestId: randomUUID() }
}

function questionOf(run: StoredStudyRun): SettledQuestion {
  const definition = studyDefinitionSchema.parse(run.definition)
  return {
    asked: definitionFromWire(definition),
    definition,
    siteIds: run.site_ids,
    asOf: run.as_of,
    followsToday: run.follows_today,
  }
}

function runIdOf({ subject }: RunningJob): number {
  const [kind, id] = (subject ?? '').split(':')
  const runId = Number(id)
  if (kind !== 'study_run' || !Number.isSafeInteger(runId))
    throw new JobRefused('The job does not say which study it runs.')
  return runId
}
