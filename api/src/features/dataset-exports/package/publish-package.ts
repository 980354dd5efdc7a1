/** From a data set to a package at its place: written as a draft, read again, then renamed. Whatever stops it leaves nothing. */

import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { requirementOf } from '../../../core/dataset/dataset-definition.js'
import type { KnownIds } from '../../../core/dataset/identifier-search.js'
import { PHASE_NAME, SCORE_NAME } from '../../../core/dataset/long-form.js'
import { isScore, type ReleasedDataset } from '../../../core/dataset/released-dataset.js'
import { SENSITIVE_NAME } from '../../../core/dataset/variable.js'
import { checkPackage } from './check-package.js'
import { type PackageFacts, packageContent, pseudonymise } from './package-content.js'
import { sha256Of, writePackage } from './write-package.js'

export interface PublishedPackage {
  readonly bytes: number
  readonly sha256: string
}

export interface PublishOptions {
  /** Where the package will be; its folder is made where it is missing. */
  readonly file: string
  readonly facts: PackageFacts
  readonly knownIds: KnownIds
  /** Made and forgotten here, unless a test wants the same bytes twice. */
  readonly key?: Uint8Array
  readonly signal?: AbortSignal
  /** Asked between two steps; what it throws ends the work. */
  readonly onStep?: (step: 'written' | 'checked') => Promise<void>
}

/**
 * @throws DatasetRefused  when the written package is not what it should be, or the disk is full; what the signal or
 *                         `onStep` threw. Then nothing is at the place that was not there before.
 */
export async function publishPackage(
  dataset: ReleasedDataset,
  options: PublishOptions,
): Promise<PublishedPackage> {
  const { file, facts, knownIds, signal, onStep } = options
  await mkdir(path.dirname(file), { recursive: true })
  const folder = await mkdtemp(`${file}.making-`)
  const draft = path.join(folder, 'package.zip')
  try {
    const rows = pseudonymise(dataset.persons, options.key ?? randomBytes(32))
    const files = path.join(folder, 'files')
    await mkdir(files)
    const content = packageContent(facts, dataset, rows)
    await writePackage(content, { folder: files, draft, ...(signal && { signal }) })
    await onStep?.('written')
    const { k, distinctL, closenessT } = requirementOf(dataset.k)
    await checkPackage(draft, {
      number: facts.number,
      k,
      distinctL,
      t: closenessT,
      rows: dataset.persons.length,
      columns: namesAllowed(dataset),
      createdOn: facts.createdOn,
      knownIds,
    })
    await onStep?.('checked')
    signal?.throwIfAborted()
    const published = { bytes: (await stat(draft)).size, sha256: await sha256Of(draft) }
    await rename(draft, file)
    await syncFolder(path.dirname(file))
    return published
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function namesAllowed({ profile, search }: ReleasedDataset): string[] {
  const names = search.variables.map(({ name }) => name)
  switch (profile) {
    case 'bands':
      return [...names, SENSITIVE_NAME]
    case 'phases_wide':
      return names
    case 'phases_long':
      return [...names.filter((name) => !isScore(name)), PHASE_NAME, SCORE_NAME]
  }
}

/** The name is on the disk as well, before anybody is told. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
