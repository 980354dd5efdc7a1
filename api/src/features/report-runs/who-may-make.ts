/** Who may make which report: those who see all that it holds on their pages. */

import { REPORT_DEFINITIONS, type ReportDefinition } from '../../contracts/report-requests.js'
import type { Role } from '../../core/vocabulary.js'

const MAKERS: Readonly<Record<ReportDefinition, readonly Role[]>> = {
  programme_outcomes: ['director'],
  programme_outcomes_public: ['director'],
  group_progress: ['director', 'therapist'],
  member_progress: ['director', 'therapist'],
  member_progress_clinical: ['director', 'therapist'],
  comparison: ['director'],
  completeness: ['director', 'coordinator'],
  caseload_review: ['therapist'],
}

export function mayMake(role: Role | null, definition: ReportDefinition): boolean {
  return role !== null && MAKERS[definition].includes(role)
}

/** In the order to be offered. */
export function makeableBy(role: Role | null): ReportDefinition[] {
  return REPORT_DEFINITIONS.filter((definition) => mayMake(role, definition))
}
