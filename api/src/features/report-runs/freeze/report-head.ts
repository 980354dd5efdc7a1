/** What stands on the cover of every report, whatever it is about. */

import type { Filters } from '../../../contracts/filters.js'
import type { ReportContent, ReportHead } from '../../../contracts/report-content.js'
import { USER_ROLES } from '../../../contracts/vocabulary.js'
import { CALCULATION_VERSION } from '../../../core/calculation-version.js'
import { measureRegistry } from '../../../core/measures/registry.js'
import type { AccessContext, Transaction } from '../../../database/access.js'
import { measureOnTheWire } from '../../measures/measure-on-the-wire.service.js'
import { latestDay } from '../../outcomes/provenance.service.js'
import { readSettings } from '../../settings/settings-reader.service.js'
import { queryGroupName, queryStaffName, queryWatermark } from './report-head.query.js'
import type { WithoutHead } from './report-sources.js'

/** One of the definitions, read. */
export type ReadReport = {
  [Definition in ReportContent['definition']]: WithoutHead<Definition>
}[ReportContent['definition']]

interface Cover {
  readonly caller: AccessContext
  readonly now: Date
  readonly sites: ReportHead['names']['sites']
  readonly read: ReadReport
}

export async function readHead(
  transaction: Transaction,
  { caller, now, sites, read }: Cover,
): Promise<ReportHead> {
  const { time_zone, crisis_line } = await readSettings(transaction)
  const { paper, language } = read.request
  const filters: Filters = 'filters' in read.request ? read.request.filters : {}
  const group = groupOf(read)
  return {
    schema_version: 1,
    paper,
    language,
    filters,
    names: {
      site: sites.find(({ site_id }) => site_id === filters.site)?.name ?? null,
      group: group === undefined ? null : await queryGroupName(transaction, group),
      sites: [...sites],
    },
    period: periodOf(read, filters),
    as_of: await latestDay(transaction, now),
    frozen_at: now.toISOString(),
    made_by: await madeBy(transaction, caller),
    watermark: await queryWatermark(transaction),
    calculation_version: CALCULATION_VERSION,
    signal_rules_version: signalRulesOf(read),
    outcome_rules: outcomeRulesOf(read),
    time_zone,
    crisis_line,
    measures: measureRegistry.map(measureOnTheWire),
  }
}

async function madeBy(
  transaction: Transaction,
  { actor, role }: AccessContext,
): Promise<ReportHead['made_by']> {
  const name = actor.kind === 'user' ? await queryStaffName(transaction, actor.id) : null
  return { name: name ?? actor.id, role: USER_ROLES.find((known) => known === role) ?? null }
}

function groupOf({ request }: ReadReport): string | undefined {
  if (request.definition === 'group_progress') return request.group
  return 'filters' in request && 'group' in request.filters ? request.filters.group : undefined
}

function periodOf(read: ReadReport, filters: Filters): ReportHead['period'] {
  const asked = { from: filters.from ?? null, to: filters.to ?? null }
  const whole = (from: string, to: string) => ({ ...asked, basis: null, found: { from, to } })
  switch (read.definition) {
    case 'programme_outcomes':
      return { ...asked, ...foundIn(read.parts.outcomes) }
    case 'programme_outcomes_public':
      return { ...asked, ...foundIn(read.parts.published) }
    case 'completeness':
      return { ...asked, ...foundIn(read.parts.completeness) }
    case 'group_progress': {
      const [first] = read.parts.trajectories
      return first === undefined ? { ...asked, basis: null, found: null } : { ...asked, ...foundIn(first) }
    }
    case 'member_progress':
    case 'member_progress_clinical': {
      const [first] = read.parts.trajectories
      if (first === undefined) return { ...asked, basis: null, found: null }
      return whole(first.episode.joined_on, first.episode.exited_on ?? first.as_of)
    }
    case 'comparison':
    case 'caseload_review':
      return { ...asked, basis: null, found: null }
  }
}

function foundIn({
  provenance,
}: {
  readonly provenance: {
    period_basis: ReportHead['period']['basis']
    period_found: ReportHead['period']['found']
  }
}): Pick<ReportHead['period'], 'basis' | 'found'> {
  return { basis: provenance.period_basis, found: provenance.period_found }
}

function signalRulesOf(read: ReadReport): number | null {
  switch (read.definition) {
    case 'group_progress':
      return read.parts.boards[0]?.rules_version ?? null
    case 'member_progress':
    case 'member_progress_clinical':
      return read.parts.trajectories[0]?.standing.rules_version ?? null
    case 'caseload_review':
      return read.parts.caseload.rules_version
    default:
      return null
  }
}

function outcomeRulesOf(read: ReadReport): ReportHead['outcome_rules'] {
  if (read.definition === 'programme_outcomes') return read.parts.outcomes.rules
  return read.definition === 'programme_outcomes_public' ? read.parts.published.rules : null
}
