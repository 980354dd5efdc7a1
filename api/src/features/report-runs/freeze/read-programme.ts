/** What a report on the programme, or on its records, holds: the answers of the routes, one after another. */

import type { CONTROL_METRICS } from '../../../contracts/programme-charts.js'
import type { ReportRequestOf } from '../../../contracts/report-requests.js'
import { publishProgramme } from './publish-programme.js'
import type { ReadFor, ReportSources, WithoutHead } from './report-sources.js'

/** The headline, its opposite, and whether people come. */
const CHARTED: readonly (typeof CONTROL_METRICS)[number][] = [
  'reliable_recovery',
  'reliable_deterioration',
  'attendance',
]

export async function readProgramme(
  { programme, parts, completeness: forms, step }: ReportSources,
  { caller, sites }: ReadFor,
  request: ReportRequestOf<'programme_outcomes'>,
): Promise<WithoutHead<'programme_outcomes'>> {
  const { filters, rules, by } = request
  const query = { ...filters, rules }
  const outcomes = await step('Outcomes are worked out.', () => programme.outcomes(caller, query))
  const control_charts = []
  for (const metric of CHARTED)
    control_charts.push(
      await step('Months are compared with each other.', () =>
        parts.controlChart(caller, { ...query, metric, by }),
      ),
    )
  const funnels = []
  const units =
    sites.length > 1 && filters.site === undefined ? (['site', 'group'] as const) : (['group'] as const)
  for (const unit of units)
    funnels.push(
      await step('Groups are held against the limits of chance.', () =>
        parts.funnel(caller, { ...query, rate: 'reliable_recovery', family: 'national', by: unit }),
      ),
    )
  const times_to_change = []
  for (const event of ['first_observed', 'dropout_by_attendance'] as const)
    times_to_change.push(
      await step('Times to change are worked out.', () =>
        parts.timeToChange(caller, { ...query, event, by: 'arm' }),
      ),
    )
  return {
    definition: 'programme_outcomes',
    request,
    parts: {
      outcomes,
      control_charts,
      funnels,
      times_to_change,
      trajectory: await step('Courses of scores are read.', () => programme.trajectory(caller, filters)),
      dose_response: await step('Sessions are held against change.', () => parts.doseResponse(caller, query)),
      missing_data: await step('Missing scores are judged.', () => parts.missingData(caller, query)),
      equity: await step('Kinds of members are compared.', () => parts.equity(caller, query)),
      flow: await step('Members are followed from joining to the outcome.', () =>
        parts.flow(caller, filters),
      ),
      completeness: await step('Forms are counted.', () => forms.read(caller, filters)),
    },
  }
}

export async function readPublicProgramme(
  { programme, parts, step }: ReportSources,
  { caller }: ReadFor,
  request: ReportRequestOf<'programme_outcomes_public'>,
): Promise<WithoutHead<'programme_outcomes_public'>> {
  const query = { ...request.filters, rules: request.rules }
  const outcomes = await step('Outcomes are worked out.', () => programme.outcomes(caller, query))
  const equity = await step('Kinds of members are compared.', () => parts.equity(caller, query))
  const published = await step('Small numbers are kept back.', async () => publishProgramme(outcomes, equity))
  return { definition: 'programme_outcomes_public', request, parts: { published } }
}

export async function readCompleteness(
  { completeness: forms, step }: ReportSources,
  { caller }: ReadFor,
  request: ReportRequestOf<'completeness'>,
): Promise<WithoutHead<'completeness'>> {
  const query = { ...request.filters, by: 'session' as const }
  return {
    definition: 'completeness',
    request,
    parts: {
      completeness: await step('Forms are counted.', () => forms.read(caller, query)),
    },
  }
}
