import type { ImportReport } from '../../api/src/contracts/imports.js'
import type { AccessContext, DatabaseAccess } from '../../api/src/database/access.js'
import type { ImportsService } from '../../api/src/features/imports/imports.service.js'
import { loadScenario } from './load.js'

/**
 * Fills a database that has never seen an import with the demo clinic; leaves any other alone.
 *
 * @param caller  the command line's context, which alone may fill a database
 * @param asOf  the day on which the clinic's story ends; today
 * @returns     the report of its import, or null where there was something already
 */
export async function loadDemoClinic(
  access: DatabaseAccess,
  caller: AccessContext,
  imports: ImportsService,
  asOf: string,
): Promise<ImportReport | null> {
  const [found] = await access.run(
    caller,
    (transaction) =>
      transaction.query<{ is_untouched: boolean }>(
        'select not exists (select from import_batch) and not exists (select from site) as is_untouched',
      ),
    { readOnly: true },
  )
  return found?.is_untouched ? loadScenario(imports, caller, { scenario: 'clinic', asOf }) : null
}
