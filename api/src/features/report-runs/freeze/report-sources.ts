/** Where a report gets its answers: the services behind the routes, all in one transaction and at one moment. */

import type { ReportContent, ReportContentOf, ReportHead } from '../../../contracts/report-content.js'
import type { AccessContext, DatabaseAccess } from '../../../database/access.js'
import type { Clock } from '../../../platform/clock.js'
import { StudiesService } from '../../comparison/studies.service.js'
import { GroupsService } from '../../groups/groups.service.js'
import { MembersService } from '../../members/members.service.js'
import { CompletenessService } from '../../programme/completeness.service.js'
import { ProgrammeService } from '../../programme/programme.service.js'
import { ProgrammePartsService } from '../../programme/programme-parts.service.js'
import { CaseloadService } from '../../signals/today/caseload.service.js'

/** Tells what is read next, reads it, and ends where the report is no longer wanted. */
export type Step = <T>(message: string, read: () => Promise<T>) => Promise<T>

export interface ReportSources {
  readonly programme: ProgrammeService
  readonly parts: ProgrammePartsService
  readonly completeness: CompletenessService
  readonly groups: GroupsService
  readonly members: MembersService
  readonly studies: StudiesService
  readonly caseload: CaseloadService
  readonly step: Step
}

export interface ReadFor {
  readonly caller: AccessContext
  /** All that the caller sees, in order of id. */
  readonly sites: ReportHead['names']['sites']
}

/** A report before it is said when, by whom and of which records it was made. */
export type WithoutHead<Definition extends ReportContent['definition']> = Pick<
  ReportContentOf<Definition>,
  'definition' | 'request' | 'parts'
>

export function reportSources(access: DatabaseAccess, clock: Clock, step: Step): ReportSources {
  return {
    programme: new ProgrammeService(access, clock),
    parts: new ProgrammePartsService(access, clock),
    completeness: new CompletenessService(access, clock),
    groups: new GroupsService(access, clock),
    members: new MembersService(access, clock),
    studies: new StudiesService(access, clock),
    caseload: new CaseloadService(access, clock),
    step,
  }
}
