import { Injectable } from '@nestjs/common'
import {
  type DatasetChoices,
  type DatasetDefinitionContract,
  type DatasetExport,
  type DatasetExportList,
  type DatasetPreview,
  datasetPreviewSchema,
  type NewDatasetExport,
} from '../../contracts/dataset-exports.js'
import { MOST_BESIDE_PHASES, measuresOfDatasets } from '../../core/dataset/dataset-definition.js'
import {
  CLOSENESS_T,
  checkQuota,
  DISTINCT_L,
  LEAST_K,
  LEAST_PERSONS_IN_K,
  QUOTA,
  QUOTA_DAYS,
  SUPPRESSION_LIMIT,
  USUAL_K,
} from '../../core/dataset/export-limits.js'
import { PHASE_LABELS, PHASES } from '../../core/dataset/profile.js'
import { phaseVariable } from '../../core/dataset/score-variables.js'
import { QUASI_NAMES } from '../../core/dataset/variable.js'
import { quasiVariable } from '../../core/dataset/variables.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound, ProblemError, TooManyRequests } from '../../platform/problem.js'
import { requestJob, seenJob } from '../jobs/jobs.service.js'
import { datasetExportOnTheWire, requireDatasetExport } from './dataset-export-on-the-wire.js'
import {
  countMadeLately,
  countPreviewsLately,
  findPart,
  findPreview,
  insertDatasetExport,
  insertPreview,
  queryDatasetExports,
  recordDownload,
  storeJobOfExport,
  storeJobOfPreview,
} from './dataset-exports.repository.js'

/** Live counts ask often; more than this in a day is a program that tries things out. */
const MOST_PREVIEWS_A_DAY = 300
const RETRY_AFTER_SECONDS = 3600

/** Data sets as whoever asks sees them: what they asked for, and what came of it. No member's row is read here. */
@Injectable()
export class DatasetExportsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  choices({ role }: AccessContext): DatasetChoices {
    const measure = requireMeasure('phq9')
    const year = this.#clock.now().getUTCFullYear()
    const facts = { measure, firstYear: year, lastYear: year, topSessions: 12 }
    return {
      measures: measuresOfDatasets().map(({ code, shortName }) => ({ code, name: shortName })),
      variables: QUASI_NAMES.map((name) => {
        const { label, description, levels } = quasiVariable(name, facts)
        const isOfMeasure = name === 'baseline_band'
        return {
          name,
          label: isOfMeasure ? 'Score at the start' : label,
          description: isOfMeasure
            ? 'Band of the first valid score of the measure.'
            : name === 'sessions_attended'
              ? 'Group sessions that the member attended; from the largest count that k persons reach on it is one value.'
              : description,
          levels: levels.map((level) => level.name),
        }
      }),
      phases: PHASES.map((phase) => {
        const { description, levels } = phaseVariable(measure, phase)
        return {
          phase,
          label: PHASE_LABELS[phase],
          description: description.replace(`${measure.shortName} `, ''),
          levels: levels.map((level) => level.name),
        }
      }),
      usual_k: USUAL_K,
      least_k: LEAST_K,
      suppression_limit: SUPPRESSION_LIMIT,
      distinct_l: DISTINCT_L,
      t: CLOSENESS_T,
      least_persons_in_k: LEAST_PERSONS_IN_K,
      quota: { data_sets: QUOTA, days: QUOTA_DAYS },
      most_beside_phases: MOST_BESIDE_PHASES,
      may_include_substance_use: role === 'director',
    }
  }

  /** @throws ProblemError for a reason that is not a director's, or more previews than a day has */
  preview(caller: AccessContext, definition: DatasetDefinitionContract): Promise<DatasetPreview> {
    refuseOverride(caller, definition)
    return this.#access.run(caller, async (transaction) => {
      if ((await countPreviewsLately(transaction)) >= MOST_PREVIEWS_A_DAY) {
        throw new TooManyRequests(RETRY_AFTER_SECONDS)
      }
      const id = await insertPreview(transaction, definition)
      const jobId = await requestJob(transaction, 'preview_dataset', `dataset_preview:${id}`)
      await storeJobOfPreview(transaction, id, jobId)
      transaction.record({
        action: 'record.create',
        target: `dataset_preview:${id}`,
        detail: { k: definition.k },
      })
      return requirePreview(transaction, id)
    })
  }

  /** @throws ProblemError when there is no such preview of the caller's */
  findPreview(caller: AccessContext, id: number): Promise<DatasetPreview> {
    return this.#access.run(caller, (transaction) => requirePreview(transaction, id), { readOnly: true })
  }

  /** @throws ProblemError for a reason that is not a director's; DatasetRefused when the quota is reached */
  create(caller: AccessContext, request: NewDatasetExport): Promise<DatasetExport> {
    const { purpose, recipient, ...definition } = request
    refuseOverride(caller, definition)
    return this.#access.run(caller, async (transaction) => {
      checkQuota(await countMadeLately(transaction, QUOTA_DAYS))
      const id = await insertDatasetExport(transaction, { purpose, recipient, definition })
      const jobId = await requestJob(transaction, 'make_dataset', `dataset_export:${id}`)
      await storeJobOfExport(transaction, id, jobId)
      transaction.record({
        action: 'record.create',
        target: `dataset_export:${id}`,
        detail: {
          k: definition.k,
          profile: definition.profile,
          with_substance_use: definition.substance_use_reason !== null,
        },
      })
      return requireDatasetExport(transaction, id, caller)
    })
  }

  list(caller: AccessContext): Promise<DatasetExportList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const stored = await queryDatasetExports(transaction)
        const dataset_exports: DatasetExport[] = []
        for (const each of stored)
          dataset_exports.push(await datasetExportOnTheWire(transaction, each, caller))
        return { dataset_exports }
      },
      { readOnly: true },
    )
  }

  /** @throws ProblemError when there is no such data set */
  find(caller: AccessContext, id: number): Promise<DatasetExport> {
    return this.#access.run(caller, (transaction) => requireDatasetExport(transaction, id, caller), {
      readOnly: true,
    })
  }

  /**
   * The package, a part at a time; each is read anew in the name of who asked. The download is in the audit before the
   * first of them leaves.
   *
   * @throws ProblemError when there is no such data set, it is not published, or its time is over
   */
  async download(caller: AccessContext, id: number): Promise<AsyncGenerator<Buffer>> {
    await this.#access.run(caller, async (transaction) => {
      const found = await requireDatasetExport(transaction, id, caller)
      if (found.state === 'expired') {
        throw new ProblemError(
          410,
          'data_set_expired',
          'No longer there',
          'The package of this data set has expired. Ask for the data set again.',
        )
      }
      if (found.package === null) throw notFound('data_set')
      await recordDownload(transaction, id)
      transaction.record({
        action: 'export.download',
        target: `dataset_export:${id}`,
        detail: { sha256: found.package.sha256, rows: found.summary?.rows ?? 0 },
      })
    })
    return this.#parts(caller, id)
  }

  async *#parts(caller: AccessContext, id: number): AsyncGenerator<Buffer> {
    for (let part = 0; ; part += 1) {
      const content = await this.#access.run(caller, (transaction) => findPart(transaction, id, part), {
        readOnly: true,
      })
      if (content === undefined) return
      yield content
    }
  }
}

function refuseOverride({ role }: AccessContext, { substance_use_reason }: DatasetDefinitionContract): void {
  if (substance_use_reason === null || role === 'director') return
  throw new ProblemError(
    403,
    'director_needed',
    'Only for a director',
    'Members of substance-use groups are left out. Only a director may include them, with a reason.',
  )
}

async function requirePreview(transaction: Transaction, id: number): Promise<DatasetPreview> {
  const stored = await findPreview(transaction, id)
  if (stored === undefined) throw notFound('data_set')
  return datasetPreviewSchema.parse({
    preview_id: stored.dataset_preview_id,
    definition: stored.definition,
    job: stored.job_id === null ? null : await seenJob(transaction, stored.job_id),
    result: stored.result,
  })
}
