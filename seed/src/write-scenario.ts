import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Day } from '../../api/src/core/calendar-day.js'
import { isMessy, type ScenarioName, simulateScenario } from './scenarios/all-scenarios.js'
import { spoilFiles } from './scenarios/messy/spoil-files.js'
import { importTables, writeImportFiles } from './write-import-files.js'

/** One of the draws of 400 members whose own rates, not only those of many draws, are typical. */
export const DEFAULT_SEED = 28

export interface ScenarioRequest {
  readonly scenario: ScenarioName
  /** Persons; the scenario's own number when left out. */
  readonly members?: number
  /** `DEFAULT_SEED` when left out. */
  readonly seed?: number
  /** The reference day; everything lies before it, but for planned sessions and planned ends. */
  readonly asOf: Day
}

export interface WrittenFile {
  /** Relative to the folder. */
  readonly file: string
  readonly bytes: number
}

/**
 * The files of a scenario, by their path in the folder; the same request gives the same bytes.
 *
 * @throws RangeError when `members` is no whole number from 1
 */
export function scenarioFiles({ scenario, members, seed, asOf }: ScenarioRequest): Map<string, Uint8Array> {
  const clinic = simulateScenario(scenario, { members: members ?? null, seed: seed ?? DEFAULT_SEED, asOf })
  if (isMessy(scenario)) return spoilFiles(importTables(clinic), asOf)
  return new Map([...writeImportFiles(clinic)].map(([file, text]) => [file, Buffer.from(text)]))
}

/** Makes a scenario and writes its files into a folder, which is made when it is not there. */
export async function writeScenario(
  request: ScenarioRequest & { readonly outFolder: string },
): Promise<WrittenFile[]> {
  const written: WrittenFile[] = []
  for (const [file, bytes] of scenarioFiles(request)) {
    const target = path.join(request.outFolder, file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, bytes)
    written.push({ file, bytes: bytes.length })
  }
  return written
}
