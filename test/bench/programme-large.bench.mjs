import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { signedIn, withAdministrator } from './signed-in.mjs'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title = 'the programme at 100,000 episodes for a director of every site (limit 300 ms)'

const EPISODES = 100_000
const REQUESTS = 7
const LIMIT = 300
const PATHS = [
  'outcomes',
  'outcomes?site=s3',
  'outcomes?modality=support&arm=combined&from=2025-01-01',
  'outcomes?rules=gad7_5',
  'control-chart',
  'control-chart?metric=mean_change&by=quarter',
  'funnel?by=site',
  'funnel?by=group&rate=reliable_improvement',
  'time-to-change',
  'time-to-change?event=dropout_by_attendance&by=modality',
  'missing-data',
  'dose-response',
  'equity',
  'flow',
  'trajectory',
]

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    await withServer(data, { TIDEMARK_DEMO: 'off' }, async () => {})
    await withAdministrator(data, async (client) => {
      await client.query("set session_replication_role = 'replica'")
      for (const statement of episodes) await client.query(statement)
      await client.query('analyze')
    })
    await withAdministrator(data, peer(print))
    const headers = await signedIn(data, 'director')
    await withServer(data, { TIDEMARK_DEMO: 'off' }, async ({ address }) => {
      for (const path of PATHS) {
        const milliseconds = []
        for (let i = 0; i < REQUESTS; i += 1) {
          const began = performance.now()
          const answer = await fetch(`${address}/api/v1/programme/${path}`, { headers })
          await answer.arrayBuffer()
          if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
          milliseconds.push(performance.now() - began)
        }
        const middle = median(milliseconds)
        print(`${path}: median ${middle.toFixed(0)} ms, ${(middle / LIMIT).toFixed(2)} of the limit`)
      }
    })
  })
}

/** What the machine needs for one pass over the same rows, in the same run: a bare client, no policy, one count. */
function peer(print) {
  return async (_client, _urls, url) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const milliseconds = []
    for (let i = 0; i < REQUESTS; i += 1) {
      const began = performance.now()
      await client.query(
        'select group_id, count(*) filter (where is_recovered), sum(sessions_attended) from episode_outcome group by 1',
      )
      milliseconds.push(performance.now() - began)
    }
    await client.end()
    print(
      `one pass over ${EPISODES} outcomes by a bare client, counted by group: ${median(milliseconds).toFixed(0)} ms`,
    )
  }
}

const MODALITIES = `(array['psychoeducational', 'skills_development', 'cognitive_behavioral', 'support', 'interpersonal_process'])`
const SCORES = 8

/** 12,500 groups of 8 members over four years; scores fall by design, a fifth drop out. */
const episodes = [
  `insert into site select 's' || i, 'Site ' || i, 'UTC' from generate_series(0, 9) i`,
  `insert into therapist select 't' || i, 'T ' || i, 's' || (i % 10) from generate_series(0, 499) i`,
  `insert into treatment_group (group_id, site_id, name, modality, format, structure, start_on, planned_sessions)
   select 'g' || i, 's' || (i % 10), 'G' || i, ${MODALITIES}[i % 5 + 1], (array['in_person', 'online'])[i % 2 + 1],
          (array['open', 'closed'])[i % 2 + 1], date '2022-01-01' + i % 1400, 12
   from generate_series(0, 12499) i`,
  `insert into group_therapist select 'g' || i, 't' || (i % 500), 'lead' from generate_series(0, 12499) i`,
  `insert into member (member_code) select 'm' || i from generate_series(1, ${EPISODES}) i`,
  `insert into episode (member_id, group_id, joined_on, planned_end_on, exited_on, exit_reason, arm, age_at_joining,
     gender, prior_episodes, site_id)
   select member_id, group_id, start_on, start_on + 84, start_on + 40 + (member_id % 45)::int,
          case when member_id % 5 = 0 then 'dropped_out' else 'completed' end,
          (array['group_only', 'combined'])[member_id % 2 + 1], (18 + member_id % 60)::int,
          (array['female', 'male', 'nonbinary'])[member_id % 3 + 1], (member_id % 3)::int, site_id
   from member join treatment_group on group_id = 'g' || (member_id % 12500)`,
  `insert into episode_outcome (member_id, episode_id, sessions_eligible, sessions_attended, trailing_absences,
     last_attended_index, last_attended_on, has_started, has_dropped_out, has_paired_scores, is_case_at_start,
     is_recovered, is_reliably_improved, is_reliably_deteriorated, is_reliably_recovered, risk_item,
     calculation_version, first_eligible_on, last_eligible_on, forms_unscored, is_not_at_caseness, phq9_change,
     gad7_change, site_id, group_id, joined_on, planned_end_on, exited_on, ended_on, exit_reason, arm)
   select member_id, episode_id, 12, (4 + member_id % 9)::int, 0, (4 + member_id % 9)::int, joined_on + 30, true,
          member_id % 5 = 0, true, true, member_id % 2 = 0, member_id % 3 > 0, member_id % 17 = 0,
          member_id % 2 = 0 and member_id % 3 > 0, 'no', 1, joined_on, joined_on + 77, 0, false, (member_id % 14 - 2)::int,
          (member_id % 11 - 2)::int, site_id, group_id, joined_on, planned_end_on, exited_on, ended_on, exit_reason, arm
   from episode`,
  `insert into episode_measure_outcome (member_id, episode_id, measure_code, n_scores, sum_days, sum_days_squared,
     sum_score, sum_days_score, sum_score_squared, baseline, baseline_on, last, last_on, best, change_in_points,
     reliable_change, is_case_at_start, is_case_at_end, n_sudden_gains, calculation_version, forms_returned, forms_valid,
     week_numbers, week_n_scores, week_sum_scores, improved_points, improved_days, held_points, held_days, site_id,
     group_id, joined_on, ended_on, arm)
   select member_id, episode_id, measure_code, ${SCORES}, made.days, made.days_squared, made.score, made.days_score,
          made.score_squared, made.first, joined_on, made.last, joined_on + 49, made.last, made.first - made.last,
          'no_reliable_change', made.first >= 10, made.last >= 10, 0, 1, 4, 4, made.weeks,
          '{1,1,1,1,1,1,1,1}', made.scores, array[2, 6, 8], array[7, 21, 42], array[2, 6], array[7, 28], site_id, group_id,
          joined_on, ended_on, arm
   from episode
   cross join (values ('phq9'), ('gad7')) as measure (measure_code)
   cross join lateral (
     select sum(7 * week) as days, sum(49 * week * week) as days_squared, sum(score) as score,
            sum(7 * week * score) as days_score, sum(score * score) as score_squared,
            array_agg(week order by week) as weeks, array_agg(score order by week) as scores,
            (array_agg(score order by week))[1] as first, (array_agg(score order by week desc))[1] as last
     from (
       select week, greatest(0, 9 + (member_id * 7 % 11) - week * (member_id % 3) / 2 + (member_id * week) % 4)::int as score
       from generate_series(0, ${SCORES - 1}) as week
     ) as weekly
   ) as made`,
]
