import type { TrapParameters } from '../simulate/trap-clinic.js'

export const TRAP_NAMES = ['trap-a6', 'trap-a10', 'trap-b', 'trap-c', 'trap-d'] as const
export type TrapName = (typeof TRAP_NAMES)[number]

interface Trap extends TrapParameters {
  readonly summary: string
}

/** Each is a way in which "ever combined" misleads; the true answer is in `effectPerSession`. */
export const traps: Readonly<Record<TrapName, Trap>> = {
  'trap-a6': {
    summary:
      'anyone may start another treatment in session 6, without effect: who starts had to stay until then',
    session: 6,
    startsIfImproved: 0.4,
    startsIfNot: 0.4,
    effectPerSession: 0,
  },
  'trap-a10': {
    summary: 'as trap-a6, in session 10: more time that had to be survived',
    session: 10,
    startsIfImproved: 0.4,
    startsIfNot: 0.4,
    effectPerSession: 0,
  },
  'trap-b': {
    summary: 'members who have not improved by session 6 start another treatment, without effect',
    session: 6,
    startsIfImproved: 0.05,
    startsIfNot: 0.6,
    effectPerSession: 0,
  },
  'trap-c': {
    summary:
      'members who have not improved by session 6 start another treatment, which helps by 0.3 points a session',
    session: 6,
    startsIfImproved: 0.05,
    startsIfNot: 0.6,
    effectPerSession: -0.3,
  },
  'trap-d': {
    summary: 'members who have improved by session 6 start another treatment, without effect',
    session: 6,
    startsIfImproved: 0.6,
    startsIfNot: 0.05,
    effectPerSession: 0,
  },
}
