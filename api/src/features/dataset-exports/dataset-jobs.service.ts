/** The worker's side of data sets. It reads every record, and gives back nothing but what may leave. */

import { datasetDefinitionSchema } from '../../contracts/dataset-exports.js'
import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import type { Clock } from '../../platform/clock.js'
import { JobRefused, type JobWork, type RunningJob } from '../jobs/run-job.service.js'
import { latestDay } from '../outcomes/provenance.service.js'
import { queryDatasetEpisodes, queryEarlierDatasets } from './dataset-episodes.query.js'
import { findPreview, forgetExpired, storePreviewResult } from './dataset-exports.repository.js'
import { previewOf } from './dataset-on-the-wire.js'
import { definitionFromWire } from './definition-from-wire.js'
import { removeLeftDrafts } from './draft-folders.js'
import { makeExport } from './make-export.service.js'
import { tellSearch } from './tell-search.js'

const PREVIEW_DAYS = 7

export function datasetJobs(
  access: DatabaseAccess,
  context: AccessContext,
  clock: Clock,
): Pick<JobWork, 'make_dataset' | 'preview_dataset'> {
  return {
    make_dataset: async (job) => {
      const today = await access.run(context, (transaction) => latestDay(transaction, clock.now()))
      const { progress, signal } = job
      const made = await makeExport(numberIn(job, 'dataset_export'), {
        access,
        context,
        today,
        signal,
        progress: (reached) => progress(reached),
        file: null,
      })
      if (made.kind === 'refused') throw new JobRefused(made.refusal.message)
      if (made.kind === 'awaits_approval') return 'The risk is measured. A director has to approve it.'
      if (made.kind === 'over_before') return 'The data set is there.'
      return `The data set of ${made.summary.rows.toLocaleString('en')} persons is there.`
    },
    preview_dataset: async (job) => {
      const id = numberIn(job, 'dataset_preview')
      await job.progress({ done: 0, total: 1, message: 'Records are read.' })
      const read = await access.run(
        context,
        async (transaction) => {
          const preview = await findPreview(transaction, id)
          if (preview === undefined) return null
          const definition = definitionFromWire(datasetDefinitionSchema.parse(preview.definition))
          const today = await latestDay(transaction, clock.now())
          return {
            definition,
            episodes: await queryDatasetEpisodes(transaction, definition, today),
            earlier: await queryEarlierDatasets(transaction),
          }
        },
        { readOnly: true },
      )
      if (read === null) throw new JobRefused('There is no such preview any more.')
      const result = await previewOf(read.episodes, read.definition, read.earlier, tellSearch(job, 0, 1))
      await access.run(context, (transaction) => storePreviewResult(transaction, id, result))
      return 'The preview is there.'
    },
  }
}

/** By the calendar, and when a worker starts: expired packages, old previews and what killed workers left on the disk go. */
export async function forgetExpiredDatasets(access: DatabaseAccess, context: AccessContext): Promise<void> {
  await removeLeftDrafts()
  await access.run(context, (transaction) => forgetExpired(transaction, PREVIEW_DAYS))
}

function numberIn({ subject }: RunningJob, kind: 'dataset_export' | 'dataset_preview'): number {
  const [found, id] = (subject ?? '').split(':')
  const number = Number(id)
  if (found !== kind || !Number.isSafeInteger(number))
    throw new JobRefused('The job does not say what it makes.')
  return number
}
