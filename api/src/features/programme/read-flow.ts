/** GET /programme/flow: from joining to a paired outcome; everybody who does not reach the next step is named. */

import type { ProgrammeFlow } from '../../contracts/programme-parts.js'
import type { Transaction } from '../../database/access.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { type FlowClass, queryFlowCounts, queryJoined } from './flow-counts.query.js'
import { programmeState } from './programme-state.js'
import { episodeRows } from './rows-link.js'

type Step = ProgrammeFlow['steps'][number]

/** Each step is the next one and its exits together. */
const steps: readonly {
  step: Step['step']
  class: FlowClass
  exits: readonly Step['exits'][number]['exit'][]
}[] = [
  { step: 'joined', class: 'all', exits: ['not_yet_attended', 'never_attended'] },
  { step: 'attended', class: 'attended', exits: ['in_care'] },
  { step: 'ended', class: 'ended', exits: ['ended_after_one_session'] },
  { step: 'finished', class: 'finished', exits: ['without_baseline', 'without_last_score'] },
  { step: 'paired_data', class: 'paired_data', exits: [] },
]

export async function readFlow(transaction: Transaction, request: ReadRequest): Promise<ProgrammeFlow> {
  const counts = await queryFlowCounts(transaction, request)
  const joined = await queryJoined(transaction, request)
  const rowsOf = (outcomeClass: FlowClass) =>
    episodeRows(request.filters, { class: outcomeClass, family: 'flow', period: 'joining_date' })
  return {
    steps: steps.map(({ step, class: own, exits }, place) => {
      const before = steps[place - 1]
      return {
        step,
        n: counts[own],
        share:
          before === undefined
            ? null
            : proportionOnTheWire(wilsonInterval(counts[own], counts[before.class])),
        rows: rowsOf(own),
        exits: exits.map((exit) => ({ exit, n: counts[exit], rows: rowsOf(exit) })),
      }
    }),
    state: await programmeState(transaction, request, { episodes: counts.all, periodOf: 'joining_date' }),
    provenance: await provenanceOf(transaction, request, {
      basis: 'joining_date',
      from: joined.first_joined,
      to: joined.last_joined,
      nGroups: joined.groups,
    }),
  }
}
