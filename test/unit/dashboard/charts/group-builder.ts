import type { GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import { PHQ9 } from './measures.js'
import { aMember, dayAfterStart } from './member-builder.js'

const GROUP: GroupTrajectory['group'] = {
  group_id: 'G1',
  name: 'Tuesday CBT',
  site_id: 'N',
  site_name: 'North',
  therapists: [],
  modality: 'cognitive_behavioral',
  format: 'in_person',
  structure: 'closed',
  focus: 'depression',
  start_date: dayAfterStart(0),
  end_date: null,
  last_session_date: null,
  planned_sessions: 12,
  session_minutes: 90,
  capacity: 12,
  status: 'running',
  sessions_held: 4,
  n_episodes: 2,
  n_open_episodes: 2,
}
const NOBODY = { numerator: 0, denominator: 0, proportion: null, interval: null }

/** A simulated group: for each member the scores at x = 1, 2, 3 ..; null = no form there. */
export function aGroup(
  courses: readonly (readonly (number | null)[])[],
  rest: Partial<GroupTrajectory> = {},
): GroupTrajectory {
  const members = courses.map((course, index) => ({
    member_id: `M${index + 1}`,
    episode_id: index + 1,
    points: course.flatMap((score, place) =>
      score === null
        ? []
        : [
            {
              x: place + 1,
              score,
              responded_on: dayAfterStart(place * 7),
              response_id: `r${index + 1}-${place + 1}`,
            },
          ],
    ),
  }))
  const episode = aMember(PHQ9, [{ week: 0, score: 14 }]).episode
  return {
    group: GROUP,
    measure: 'phq9',
    clock: 'session_number',
    members,
    mean: [],
    points_left_out: 0,
    counts: [],
    standings: [],
    composition: {
      baseline: { n: 0, mean: null, sd: null, interval: null },
      case_at_start: NOBODY,
      combined: NOBODY,
    },
    attendance: NOBODY,
    completeness: NOBODY,
    measures_used: ['phq9'],
    episodes: members.map((member, index) => ({
      ...episode,
      member_id: member.member_id,
      episode_id: member.episode_id,
      joined_on: dayAfterStart(index),
    })),
    provenance: {
      as_of: dayAfterStart(30),
      filters: {},
      period_basis: 'session_date',
      period_found: null,
      calculation_version: 1,
      n_groups: 1,
    },
    ...rest,
  }
}
