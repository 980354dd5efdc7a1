import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'

/** The frozen numbers behind a report on the outcomes of the programme. */
export type ProgrammeReport = ReportContentOf<'programme_outcomes'>
