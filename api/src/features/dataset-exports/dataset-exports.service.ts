import { Injectable } from '@nestjs/common'
import {
  type DatasetChoices,
  type DatasetDefinitionContract,
  type DatasetExport,
  type DatasetExportList,
  type DatasetPreview,
  datasetExportSchema,
  datasetPreviewSchema,
  type NewDatasetExport,
} from '../../contracts/dataset-exports.js'
import { measuresOfDatasets } from '../../core/dataset/default-profile.js'
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
import { QUASI_NAMES } from '../../core/dataset/variable.js'
import { quasiVariable } from '../../core/dataset/variables.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound, ProblemError, TooManyRequests } from '../../platform/problem.js'
import { requestJob, seenJob } from '../jobs/jobs.service.js'
import {
  countMadeLately,
  countPreviewsLately,
  findDatasetExport,
  findPart,
  findPreview,
  insertDatasetExport,
  insertPreview,
  queryDatasetExports,
  recordDownload,
  type StoredDatasetExport,
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
      usual_k: USUAL_K,
      least_k: LEAST_K,
      suppression_limit: SUPPRESSION_LIMIT,
      distinct_l: DISTINCT_L,
      t: CLOSENESS_T,
      least_persons_in_k: LEAST_PERSONS_IN_K,
      quota: { data_sets: QUOTA, days: QUOTA_DAYS },
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
        detail: { k: definition.k, with_substance_use: definition.substance_use_reason !== null },
      })
      return this.#require(transaction, id)
    })
  }

  list(caller: AccessContext): Promise<DatasetExportList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const stored = await queryDatasetExports(transaction)
        const dataset_exports: DatasetExport[] = []
        for (const each of stored) dataset_exports.push(await this.#onTheWire(transaction, each))
        return { dataset_exports }
      },
      { readOnly: true },
    )
  }

  /** @throws ProblemError when there is no such data set */
  find(caller: AccessContext, id: number): Promise<DatasetExport> {
    return this.#access.run(caller, (transaction) => this.#require(transaction, id), { readOnly: true })
  }

  /**
   * The package, a part at a time; each is read anew in the name of who asked. The download is in the audit before the
   * first of them leaves.
   *
   * @throws ProblemError when there is no such data set, it is not published, or its time is over
   */
  async download(caller: AccessContext, id: number): Promise<AsyncGenerator<Buffer>> {
    await this.#access.run(caller, async (transaction) => {
      const found = await this.#require(transaction, id)
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

  async #require(transaction: Transaction, id: number): Promise<DatasetExport> {
    const stored = await findDatasetExport(transaction, id)
    if (stored === undefined) throw notFound('data_set')
    return this.#onTheWire(transaction, stored)
  }

  async #onTheWire(transaction: Transaction, stored: StoredDatasetExport): Promise<DatasetExport> {
    const { package_bytes, package_sha256, job_id } = stored
    return datasetExportSchema.parse({
      dataset_export_id: stored.dataset_export_id,
      state: stateOf(stored),
      purpose: stored.purpose,
      recipient: stored.recipient,
      definition: stored.definition,
      requested_by_you: stored.requested_by_you,
      requested_role: stored.requested_role,
      requested_at: stored.requested_at.toISOString(),
      approval: approvalOf(stored),
      job: job_id === null ? null : await seenJob(transaction, job_id),
      refusal: stored.refusal,
      summary: stored.summary,
      published_at: stored.published_at?.toISOString() ?? null,
      expires_at: stored.expires_at?.toISOString() ?? null,
      package:
        stored.has_package && package_bytes !== null && package_sha256 !== null
          ? { bytes: package_bytes, sha256: package_sha256 }
          : null,
      downloads: stored.downloads,
    })
  }
}

/** By what came of it; until then by its job, as far as that is the caller's to see. */
function stateOf({
  published_at,
  is_expired,
  refusal,
  job_state,
}: StoredDatasetExport): DatasetExport['state'] {
  if (refusal !== null) return 'refused'
  if (published_at !== null) return is_expired ? 'expired' : 'published'
  switch (job_state) {
    case 'running':
      return 'running'
    case 'failed':
    case 'cancelled':
      return job_state
    case 'done':
      return 'failed'
    default:
      return 'waiting'
  }
}

/** The usual profile needs nobody: what may leave is decided by rules. An override is its director's own. */
function approvalOf({ definition, requested_role }: StoredDatasetExport): string {
  const hasOverride =
    typeof definition === 'object' &&
    definition !== null &&
    'substance_use_reason' in definition &&
    definition.substance_use_reason !== null
  if (hasOverride) return 'Substance-use groups included by the director who asked, with a reason'
  return requested_role === 'director' ? 'Asked for by a director' : 'Not needed: the usual rules'
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
