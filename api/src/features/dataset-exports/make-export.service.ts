/** Makes a data set: read, search, hold against the earlier ones, write, read again, publish. For worker and command line. */

import { rename } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type DatasetSummary, datasetDefinitionSchema } from '../../contracts/dataset-exports.js'
import { type MeasuredRiskContract, measuredRiskSchema } from '../../contracts/dataset-risk.js'
import { CALCULATION_VERSION } from '../../core/calculation-version.js'
import type { Day } from '../../core/calendar-day.js'
import { makeDatasetBesideInSteps } from '../../core/dataset/beside-earlier.js'
import { DatasetRefused } from '../../core/dataset/dataset-refused.js'
import { checkDifferences } from '../../core/dataset/export-limits.js'
import { hasRisen, measureRisk } from '../../core/dataset/measured-risk.js'
import { hasPhases } from '../../core/dataset/profile.js'
import type { ReleasedDataset } from '../../core/dataset/released-dataset.js'
import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import { PRODUCT_VERSION } from '../../platform/product-version.js'
import { runInSlices } from '../../platform/run-in-slices.js'
import { queryDatasetEpisodes, queryEarlierDatasets } from './dataset-episodes.query.js'
import {
  findExportToMake,
  lockPublications,
  publishExport,
  refuseExport,
  storeMeasured,
  storePackage,
} from './dataset-exports.repository.js'
import { summaryOf } from './dataset-on-the-wire.js'
import { definitionFromWire, refusalFromWire } from './definition-from-wire.js'
import { makeDraftFolder, removeDraftFolder } from './draft-folders.js'
import { queryKnownIds } from './known-ids.query.js'
import { measuredFromWire, measuredOf } from './measured-on-the-wire.js'
import { publishPackage } from './package/publish-package.js'
import { tellSearch } from './tell-search.js'

/** The package can be fetched for so long; whoever needs it later has it made again. */
export const PACKAGE_DAYS = 30

const MESSAGES = {
  reading: 'Records are read.',
  searching: 'The least generalisation is searched.',
  writing: 'The package is written.',
  checking: 'The package is read again and counted anew.',
  publishing: 'The package is published.',
} as const
const STEPS = Object.values(MESSAGES)

export interface MakeExportParts {
  readonly access: DatabaseAccess
  readonly context: AccessContext
  readonly today: Day
  readonly signal: AbortSignal
  /** Keeps count; where the work is no longer wanted it throws. */
  readonly progress: (reached: { done: number; total: number; message: string }) => Promise<void>
  /** Where the package goes; null: into the database, for the library. */
  readonly file: string | null
}

export type MadeExport =
  | {
      readonly kind: 'published'
      readonly summary: DatasetSummary
      readonly sha256: string
      readonly bytes: number
    }
  | { readonly kind: 'refused'; readonly refusal: DatasetRefused }
  /** Its risk is measured; a director decides. */
  | { readonly kind: 'awaits_approval'; readonly id: number; readonly measured: MeasuredRiskContract }
  | { readonly kind: 'over_before' }

/** @param id  of a row of `dataset_export`; twice the same comes to the same */
export async function makeExport(id: number, parts: MakeExportParts): Promise<MadeExport> {
  const { access, context } = parts
  try {
    return await publish(id, parts)
  } catch (error) {
    if (!(error instanceof DatasetRefused)) throw error
    const refusal = { code: error.code, message: error.message }
    await access.run(context, (transaction) => refuseExport(transaction, id, refusal))
    return { kind: 'refused', refusal: error }
  }
}

async function publish(id: number, parts: MakeExportParts): Promise<MadeExport> {
  const { access, context, today, signal } = parts
  const step = (message: (typeof STEPS)[number]) =>
    parts.progress({ done: STEPS.indexOf(message), total: STEPS.length, message })
  await step(MESSAGES.reading)
  const read = await access.run(
    context,
    async (transaction) => {
      const asked = await findExportToMake(transaction, id)
      if (asked === undefined || asked.is_published || asked.decision === 'declined') return null
      // A worker that was killed after it had refused: the same is said again.
      if (asked.refusal !== null) throw refusalFromWire(asked.refusal)
      const definition = definitionFromWire(datasetDefinitionSchema.parse(asked.definition))
      return {
        asked,
        definition,
        episodes: await queryDatasetEpisodes(transaction, definition, today),
        earlier: await queryEarlierDatasets(transaction),
        knownIds: await queryKnownIds(transaction),
      }
    },
    { readOnly: true },
  )
  if (read === null) return { kind: 'over_before' }
  const { asked, definition } = read
  const needsApproval = hasPhases(definition.profile)
  const isApproved = asked.decision === 'approved'
  if (needsApproval && !isApproved && asked.measured !== null) {
    return { kind: 'awaits_approval', id, measured: measuredRiskSchema.parse(asked.measured) }
  }
  await step(MESSAGES.searching)
  const dataset = await runInSlices(
    makeDatasetBesideInSteps(read.episodes, definition, read.earlier),
    tellSearch(parts, STEPS.indexOf(MESSAGES.searching), STEPS.length),
  )
  if (needsApproval && !isApproved) {
    const measured = measuredOf(dataset)
    await access.run(context, (transaction) => storeMeasured(transaction, id, measured))
    return { kind: 'awaits_approval', id, measured }
  }
  if (needsApproval) checkAsApproved(dataset, asked.measured)
  await step(MESSAGES.writing)
  // A file of the command line is written beside its place, so that it can be renamed to it.
  const folder = await makeDraftFolder(parts.file === null ? os.tmpdir() : path.dirname(parts.file))
  try {
    const draft = path.join(folder, 'package.zip')
    const published = await publishPackage(dataset, {
      file: draft,
      facts: {
        number: id,
        createdOn: today,
        codeVersion: PRODUCT_VERSION,
        calculationVersion: CALCULATION_VERSION,
        askedBy: asked.requested_role,
        withSubstanceUse: definition.filter.withSubstanceUse,
      },
      knownIds: read.knownIds,
      signal,
      onStep: (reached) => step(reached === 'written' ? MESSAGES.checking : MESSAGES.publishing),
    })
    const summary = summaryOf(dataset)
    const isNew = await access.run(context, async (transaction) => {
      await lockPublications(transaction)
      // Another one may have been published meanwhile.
      checkDifferences(new Set(dataset.persons), await queryEarlierDatasets(transaction), dataset.k)
      const isKept = await publishExport(transaction, id, {
        persons: dataset.persons,
        summary,
        ...published,
        lastingDays: PACKAGE_DAYS,
      })
      if (isKept && parts.file === null) await storePackage(transaction, id, draft)
      if (isKept) {
        transaction.record({
          action: 'record.create',
          target: `dataset_export:${id}`,
          detail: { published: true, rows: summary.rows, k: summary.k },
        })
      }
      return isKept
    })
    if (!isNew) return { kind: 'over_before' }
    if (parts.file !== null) await rename(draft, parts.file)
    return { kind: 'published', summary, ...published }
  } finally {
    await removeDraftFolder(folder)
  }
}

/** Records may have changed since it was measured: what goes out is no riskier than what a director saw. */
function checkAsApproved(dataset: ReleasedDataset, measured: unknown): void {
  if (!hasRisen(measureRisk(dataset), measuredFromWire(measured))) return
  throw new DatasetRefused(
    'risk_has_risen',
    'Records have changed since the risk was measured, and it is larger now than what was approved. Ask for the data set again.',
  )
}
