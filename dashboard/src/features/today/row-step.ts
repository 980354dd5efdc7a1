import type { CaseloadRow } from '../../../../api/src/contracts/signals.js'
import type { LivingSignal } from '../../components/signals/signal-words.js'
import { livingSignals } from './row-words.js'

/** The one thing to do next about a row. */
export interface RowStep {
  readonly signal: LivingSignal
  readonly first: 'acknowledge' | 'act'
  /** Item 9: earlier answers that wait as well. */
  readonly earlierOpen: number
}

/** An answer to item 9 that waits comes before everything else, then the gravest signal that is open; else nothing. */
export function nextStepOf(row: CaseloadRow): RowStep | null {
  const [waiting, ...earlier] = row.risk_item?.to_acknowledge ?? []
  if (waiting !== undefined) {
    const signal = {
      evidence: { kind: 'risk_item', sentence: waiting.sentence },
      life: waiting.life,
    } as const
    return { signal, first: 'acknowledge', earlierOpen: earlier.length }
  }
  const open = livingSignals(row).find(({ life }) => life.state === 'open')
  return open === undefined ? null : { signal: open, first: 'act', earlierOpen: 0 }
}
