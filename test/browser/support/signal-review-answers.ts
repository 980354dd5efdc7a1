import type { SignalBurden, SignalContract, SignalList } from '../../../api/src/contracts/signals.js'
import { aLife, aRiskItem, noReliableChange } from './signal-answers.js'

export function aSignal(over: Partial<SignalContract> = {}): SignalContract {
  return {
    member_id: 'M0042',
    episode_id: 42,
    group_id: 'tue-cbt',
    group_name: 'Tuesday CBT',
    site_id: 'north',
    evidence: noReliableChange(),
    life: aLife(),
    ...over,
  }
}

/** An answer to item 9 that waited beyond its time. */
export function anEscalatedAnswer(): SignalContract {
  return aSignal({
    member_id: 'M0007',
    episode_id: 7,
    evidence: aRiskItem(),
    life: aLife({
      signal_id: 7,
      escalated_at: '2026-11-18T17:10:00.000Z',
      escalates_at: '2026-11-18T17:10:00.000Z',
    }),
  })
}

export function aSignalList(signals: readonly SignalContract[], total = signals.length): SignalList {
  return { signals: [...signals], total, page: 1, page_size: 50 }
}

/** One therapist with few alerts, one with many from few months, one without members. */
export function aBurden(): SignalBurden {
  const none = { members: 0, member_months: 0, alerts: 0, alerts_a_member_a_month: null, by_kind: [] }
  return {
    from: '2026-09-02',
    to: '2026-11-30',
    therapists: [
      {
        therapist_id: 'T1',
        display_name: 'Dr. Ada Low',
        members: 8,
        member_months: 24,
        alerts: 6,
        alerts_a_member_a_month: 0.25,
        by_kind: [{ kind: 'absent_2', alerts: 6 }],
      },
      {
        therapist_id: 'T2',
        display_name: 'Dr. Bea High',
        members: 3,
        member_months: 4,
        alerts: 8,
        alerts_a_member_a_month: 2,
        by_kind: [{ kind: 'risk_item', alerts: 8 }],
      },
      { ...none, therapist_id: 'T3', display_name: 'Dr. Cay None' },
    ],
    all: {
      members: 11,
      member_months: 28,
      alerts: 14,
      alerts_a_member_a_month: 0.5,
      by_kind: [
        { kind: 'risk_item', alerts: 8 },
        { kind: 'absent_2', alerts: 6 },
      ],
    },
  }
}
