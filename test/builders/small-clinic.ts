/** Two sites, three groups, ten episodes, each in a different state of the field's words. */

import { aGroup, anEpisode, aSite, type ClinicSeed } from './clinic.js'

/** Seen from 2026-06-01: every episode has ended but that of `goes-on`. */
export const smallClinic: ClinicSeed = {
  sites: [aSite('north'), aSite('south', { timeZone: 'America/New_York' })],
  groups: [
    aGroup('g1', 'north'),
    aGroup('g2', 'south', { structure: 'open', format: 'online', modality: 'support', focus: 'anxiety' }),
    aGroup('g3', 'south', { startOn: '2026-07-06', heldSessions: 0, focus: null }),
  ],
  episodes: [
    anEpisode('recovers', 'g1', {
      attendance: 'pplp',
      forms: { phq9: [18, 14, 12, 9], gad7: [12, 10, 'no_form', 6] },
    }),
    anEpisode('recovers-unreliably', 'g1', {
      arm: 'combined',
      attendance: 'pppp',
      forms: { phq9: [11, 10, 9, 8], gad7: [7, 7, 7, 6] },
    }),
    anEpisode('improves', 'g1', {
      attendance: 'pppp',
      forms: { phq9: [24, 20, 18, 17], gad7: [15, 15, 14, 14] },
    }),
    anEpisode('deteriorates', 'g1', {
      arm: 'combined',
      attendance: 'pppa',
      forms: { phq9: [12, 15, 19], gad7: [10, 12, 13] },
      riskAnswer: 2,
    }),
    anEpisode('mixed', 'g2', {
      attendance: 'ppp',
      forms: { phq9: [17, 14, 10], gad7: [8, 10, 13], rses: ['no_form', 'unscorable'] },
    }),
    anEpisode('below-caseness', 'g2', { attendance: 'pp', forms: { phq9: [6, 3], gad7: [4, 4] } }),
    anEpisode('drops-out', 'g2', {
      attendance: 'ppuu',
      exitedOn: '2026-02-02',
      exitReason: 'dropped_out',
      forms: { phq9: [16, 15], gad7: ['unscorable', 11] },
    }),
    anEpisode('came-once', 'g2', {
      attendance: 'pa',
      exitedOn: '2026-01-20',
      exitReason: 'other',
      forms: { phq9: [14] },
    }),
    anEpisode('goes-on', 'g2', {
      plannedEndOn: '2026-12-31',
      attendance: 'pppppppp',
      arm: 'combined',
      forms: {
        phq9: [20, 18, 16, 15, 13, 12, 10, 8],
        gad7: [14, 12, 12, 10, 9, 8, 7, 6],
        rses: [10, 'no_form', 14, 'no_form', 19],
      },
    }),
    anEpisode('recovers', 'g2', {
      firstSession: 13,
      plannedEndOn: '2026-05-15',
      attendance: '',
      forms: {},
    }),
  ],
}
