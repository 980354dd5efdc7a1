/** A released data set and its package on the disk; and the same package with something changed in it. */

import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { makeDataset } from '../../api/src/core/dataset/make-dataset.js'
import { PHASES } from '../../api/src/core/dataset/profile.js'
import type { ReleasedDataset } from '../../api/src/core/dataset/released-dataset.js'
import type { PackageFacts } from '../../api/src/features/dataset-exports/package/package-content.js'
import { everybody, randomPersons } from './random-persons.js'

export const facts: PackageFacts = {
  number: 7,
  createdOn: '2026-03-02',
  codeVersion: '0.1.0',
  calculationVersion: 1,
  askedBy: 'researcher',
  withSubstanceUse: false,
}

export function releasedPersons(persons = 600): ReleasedDataset {
  return makeDataset(randomPersons(3, persons), {
    profile: 'bands',
    phases: [],
    measureCode: 'phq9',
    variables: (['age_band', 'gender', 'arm', 'sessions_attended', 'baseline_band'] as const).map((name) => ({
      name,
      coarsest: name === 'arm' ? 0 : null,
    })),
    k: 5,
    filter: everybody,
  })
}

/** The same persons with scores by phase. */
export function releasedPhases(profile: 'phases_wide' | 'phases_long', persons = 600): ReleasedDataset {
  return makeDataset(randomPersons(3, persons), {
    profile,
    phases: PHASES.map((phase) => ({ phase, coarsest: null })),
    measureCode: 'phq9',
    variables: [{ name: 'structure', coarsest: 0 }],
    k: 5,
    filter: everybody,
  })
}

/** By name without the folder. */
export async function filesOf(zipFile: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(zipFile)
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName.replace(/^.*\//, ''), await buffer(await zip.openReadStreamPromise(entry)))
  }
  return files
}

/** With a manifest that fits again, as somebody who changes a file would leave it. */
export async function writeZip(target: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const all = new Map(files)
  const listed = [...all].filter(([name]) => name !== 'manifest.sha256')
  const manifest = listed.map(
    ([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`,
  )
  all.set('manifest.sha256', Buffer.from(manifest.join('')))
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of all) zip.addBuffer(bytes, `tidemark-data-set-${facts.number}/${name}`)
  zip.end()
  await finished(zip.outputStream.pipe(createWriteStream(target)))
}
