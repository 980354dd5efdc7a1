/** GET /programme/dose-response: sessions attended against change, with what confounds it. */

import type { DoseResponse, DoseResponseQuery } from '../../contracts/programme-charts.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { doseResponse, sessionBin } from '../../core/programme/dose-response.js'
import { meanFromSums } from '../../core/programme/mean-from-sums.js'
import { reliableChangeAtPoints } from '../../core/programme/outcome-rules.js'
import type { Transaction } from '../../database/access.js'
import { studentTInterval } from '../../statistics/interval.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import type { Refusal } from '../../statistics/refusal.js'
import type { Correlation } from '../../statistics/summary/correlation.js'
import { proportionOnTheWire, refusalOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { readReliablePoints, rulesOnTheWire } from '../outcomes/reliable-points.service.js'
import { type DosedKind, queryDosedKinds, queryDosedPeriod } from './dosed-kinds.query.js'
import { programmeState } from './programme-state.js'
import { episodeRows } from './rows-link.js'

const CAUTION =
  'An association, confounded by leaving when well: members who recover early stop coming, and members who gain nothing stay away. It does not say that more sessions help.'

export async function readDoseResponse(
  transaction: Transaction,
  request: ReadRequest,
  rules: DoseResponseQuery['rules'],
): Promise<DoseResponse> {
  const { filters } = request
  const measure = requireMeasure(filters.measure ?? 'phq9')
  const reliable = await readReliablePoints(transaction, rules)
  const kinds = await queryDosedKinds(transaction, request, measure.code)
  const period = await queryDosedPeriod(transaction, request)
  const found = doseResponse(kinds.flatMap(({ n, ...episode }) => Array.from({ length: n }, () => episode)))
  const n = kinds.reduce((sum, kind) => sum + kind.n, 0)
  const most = Math.max(0, ...kinds.map(({ attended }) => attended))
  const binOf = ({ attended }: DosedKind) => sessionBin(attended, most)
  const bins = [...new Map(kinds.map((kind) => [binOf(kind).from, binOf(kind)])).values()].sort(
    (one, other) => one.from - other.from,
  )
  const rowsOf = { rules, class: 'paired_data', family: 'measure', open: 'no' } as const
  const bars = [...new Set(kinds.map(({ attended }) => attended))].sort((one, other) => one - other)
  const perSession =
    found.adjusted === null || found.adjusted.kind === 'refused'
      ? null
      : found.adjusted.coefficients.find(({ name }) => name === 'attended')
  return {
    measure: measure.code,
    better: 'higher',
    caution: CAUTION,
    n,
    bars: bars.map((attended) => ({
      sessions_attended: attended,
      ...barOf(
        kinds.filter((kind) => kind.attended === attended),
        reliable.of(measure),
      ),
      rows: episodeRows(filters, { ...rowsOf, attended }),
    })),
    bins: bins.map(({ from, to }) => ({
      from,
      to,
      ...barOf(
        kinds.filter(({ attended }) => attended >= from && attended <= to),
        reliable.of(measure),
      ),
      rows: episodeRows(filters, { ...rowsOf, attended_from: from, attended_to: to }),
    })),
    pearson: correlationOnTheWire(found.pearson, n),
    spearman: correlationOnTheWire(found.spearman, n),
    attendance_rate_pearson: correlationOnTheWire(found.ratePearson, found.nWithRate),
    adjusted_per_session:
      perSession === null || perSession === undefined
        ? refusalOnTheWire(
            found.adjusted?.kind === 'refused'
              ? found.adjusted
              : { reason: 'too_few_members', message: 'There are no episodes with two scores.' },
          )
        : {
            estimate: perSession.estimate,
            se: perSession.standardError,
            p: perSession.p,
            interval: studentTInterval(
              perSession.estimate,
              perSession.standardError,
              perSession.degreesOfFreedom,
              0.95,
            ),
          },
    state: await programmeState(transaction, request, { episodes: n }),
    rules: rulesOnTheWire(reliable),
    provenance: await provenanceOf(transaction, request, {
      basis: 'episode_end',
      from: period.first_end,
      to: period.last_end,
      nGroups: period.groups,
    }),
  }
}

function barOf(
  kinds: readonly DosedKind[],
  points: number | null,
): Omit<DoseResponse['bars'][number], 'sessions_attended' | 'rows'> {
  const add = (of: (kind: DosedKind) => number) => kinds.reduce((sum, kind) => sum + kind.n * of(kind), 0)
  const n = add(() => 1)
  const found = meanFromSums({
    n,
    sum: add(({ change }) => change),
    sumSquared: add(({ change }) => change ** 2),
  })
  const improved = add(({ change }) =>
    reliableChangeAtPoints(change, points) === 'reliably_improved' ? 1 : 0,
  )
  return {
    n,
    mean_change: found?.mean ?? 0,
    sd: found?.standardDeviation ?? null,
    interval: found?.interval ?? null,
    reliably_improved: proportionOnTheWire(wilsonInterval(improved, points === null ? 0 : n)),
  }
}

function correlationOnTheWire(found: Correlation | Refusal, n: number): DoseResponse['pearson'] {
  return found.kind === 'refused'
    ? refusalOnTheWire(found)
    : { estimate: found.correlation, p: found.p, interval: found.interval, n }
}
