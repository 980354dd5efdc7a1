import type { ImportReport } from '../../api/src/contracts/imports.js'
import type { AccessContext } from '../../api/src/database/access.js'
import type { ImportProgress } from '../../api/src/features/imports/import-progress.js'
import type { ImportsService } from '../../api/src/features/imports/imports.service.js'
import { sourceFromUploads } from '../../api/src/features/imports/reading/import-source.js'
import { isMessy } from './scenarios/all-scenarios.js'
import { type ScenarioRequest, scenarioFiles } from './write-scenario.js'

export interface LoadRequest extends ScenarioRequest {
  readonly onProgress?: ImportProgress
  readonly signal?: AbortSignal
}

/**
 * Loads a scenario through the real import. A clean scenario is stored whole; of a messy one, the valid rows.
 *
 * @throws ImportCancelled when `signal` aborts: nothing is stored
 */
export async function loadScenario(
  imports: ImportsService,
  caller: AccessContext,
  { onProgress, signal, ...scenario }: LoadRequest,
): Promise<ImportReport> {
  const files = [...scenarioFiles(scenario)].filter(([name]) => !name.includes('/'))
  const { report } = await imports.run(caller, {
    source: sourceFromUploads(files.map(([name, bytes]) => ({ name, bytes }))),
    mode: isMessy(scenario.scenario) ? 'accept-valid' : 'all-or-nothing',
    dryRun: false,
    correctReason: null,
    sourceSystem: 'demo',
    ignoreUnknown: false,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  })
  return report
}
