import type { ReportFormat, ReportRequest } from '../../../../api/src/contracts/report-requests.js'
import type { ReportRun } from '../../../../api/src/contracts/report-runs.js'
import { apiAddress } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

/** What is left out is as the server has it by default: A4, English, standard rules. */
export type AskedReport = {
  [Definition in ReportRequest['definition']]: Partial<Extract<ReportRequest, { definition: Definition }>> & {
    readonly definition: Definition
  }
}[ReportRequest['definition']]

/** Asked for again while the same is being made, that one is the answer. */
export function askForReport(request: AskedReport): Promise<ReportRun> {
  return sendJson<ReportRun>('POST', '/report-runs', request)
}

/** An attachment: a link leads straight to it. */
export function reportFileAddress(
  { report_run_id: id }: Pick<ReportRun, 'report_run_id'>,
  { format }: Pick<ReportRun['files'][number], 'format'>,
): string {
  return apiAddress(`/report-runs/${id}/file`, { format })
}

/** The one to print first, the one for other programs last. */
export const FORMATS_IN_ORDER = ['pdf', 'html', 'xlsx', 'csv'] as const satisfies readonly ReportFormat[]
