import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { signedIn, withAdministrator } from './signed-in.mjs'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title =
  'a therapist with 60 members among 100,000 loads the caseload (goal 100 ms on an idle machine)'

const MEMBERS = 100_000
const FORMS = 10
const REQUESTS = 21
const THERAPIST = 't7'
/** The whole of a therapist's day, names, evidence and ranges included; and the plain list of the same episodes. */
const CASELOAD = '/api/v1/caseload'
const PEER = '/api/v1/episodes?open=yes&page_size=100'
const LIMIT_MILLISECONDS = 100

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    // The server makes and migrates the database; the members are put there past it, as rows.
    await withServer(data, { TIDEMARK_DEMO: 'off' }, async () => {})
    await withAdministrator(data, async (client) => {
      await client.query("set session_replication_role = 'replica'")
      for (const statement of members) await client.query(statement)
      await client.query('analyze')
    })
    const headers = await signedIn(data, 'therapist', THERAPIST)
    await withServer(data, { TIDEMARK_DEMO: 'off' }, async ({ address }) => {
      const { episodes, total } = await read(`${address}/api/v1/episodes?open=yes&page_size=100`, headers)
      print(`${total} open episodes of the therapist, ${MEMBERS} members in all`)
      const [{ member_id: member, group_id: group }] = episodes
      const medians = new Map()
      for (const path of [
        CASELOAD,
        PEER,
        '/api/v1/members?page_size=100',
        `/api/v1/groups/${group}/board`,
        `/api/v1/members/${member}/trajectory`,
      ]) {
        const milliseconds = []
        for (let request = 0; request < REQUESTS; request += 1) {
          const began = performance.now()
          await read(address + path, headers)
          milliseconds.push(performance.now() - began)
        }
        medians.set(path, median(milliseconds))
        print(`${path}: median ${median(milliseconds).toFixed(1)} ms, first ${milliseconds[0].toFixed(1)} ms`)
      }
      const { tiles } = await read(address + CASELOAD, headers)
      const ofLimit = medians.get(CASELOAD) / LIMIT_MILLISECONDS
      const ofPeer = medians.get(CASELOAD) / medians.get(PEER)
      print(
        `${CASELOAD} of ${tiles.not_on_track.of} members: ${ofLimit.toFixed(2)} of the limit of ${LIMIT_MILLISECONDS} ms, ` +
          `${ofPeer.toFixed(2)} of the plain list of the same episodes`,
      )
    })
    await withAdministrator(data, (client) => explain(client, print))
  })
}

async function read(url, headers) {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer.json()
}

/** How the policy of responses is carried out: by index, with the arrays worked out once. */
async function explain(client, print) {
  const { rows: users } = await client.query('select user_id from user_therapist where therapist_id = $1', [
    THERAPIST,
  ])
  await client.query('begin')
  await client.query("set local role tidemark_therapist; set local app.actor_kind = 'user'")
  await client.query("select set_config('app.user_id', $1, true)", [users[0].user_id])
  const { rows } = await client.query(
    'explain (analyze, costs off, timing off, summary off) select * from response',
  )
  await client.query('rollback')
  for (const row of rows) print(`  ${row['QUERY PLAN']}`)
}

const BASELINE = `jsonb_build_object('total', 12, 'on', current_date - 133)`
const LATEST = `jsonb_build_object('total', 12, 'on', current_date - 70)`
const EVIDENCE = `jsonb_build_object('baseline', ${BASELINE}, 'latest', ${LATEST}, 'attendedSessions', ${FORMS},
  'afterSessions', 6, 'reliablePoints', 6)`

const members = [
  `insert into site select 's' || i, 'Site ' || i, 'UTC' from generate_series(1, 10) i`,
  `insert into therapist select 't' || i, 'T ' || i, 's' || (i % 10 + 1) from generate_series(1, 1600) i`,
  `insert into treatment_group (group_id, site_id, name, modality, format, structure, start_on, planned_sessions)
   select 'g' || i, 's' || (i % 10 + 1), 'G' || i, 'support', 'in_person', 'open', current_date - 140, 40
   from generate_series(1, 10000) i`,
  `insert into group_therapist select 'g' || i, 't' || (i % 1600 + 1), 'lead' from generate_series(1, 10000) i`,
  `insert into group_session (session_id, group_id, session_number, session_on, status)
   select 'g' || i || '-' || k, 'g' || i, k, current_date - 140 + 7 * k, 'held'
   from generate_series(1, 10000) i, generate_series(1, ${FORMS}) k`,
  `insert into member (member_code) select 'm' || i from generate_series(1, ${MEMBERS}) i`,
  `insert into episode (member_id, group_id, joined_on, planned_end_on, arm, site_id)
   select member_id, 'g' || (member_id % 10000 + 1), current_date - 140, current_date + 140, 'group_only',
          's' || ((member_id % 10000 + 1) % 10 + 1) from member`,
  `insert into response (member_id, source_system, response_id, episode_id, group_session_id, measure_code,
     responded_on, answers, total, n_answered, scoring, site_id)
   select episode.member_id, 'file', episode.member_id || '-' || session_number, episode_id, group_session_id, 'phq9',
          session_on, '111111111', 9, 9, 'complete', site_id
   from episode join group_session using (group_id)`,
  `insert into attendance (member_id, group_session_id, episode_id, status, site_id)
   select member_id, group_session_id, episode_id, 'present', site_id from episode join group_session using (group_id)`,
  `insert into episode_outcome (member_id, episode_id, sessions_eligible, sessions_attended, trailing_absences,
     last_attended_index, last_attended_on, has_started, has_paired_scores, risk_item, calculation_version,
     first_eligible_on, last_eligible_on, forms_unscored, is_not_at_caseness, site_id, group_id, joined_on,
     planned_end_on, ended_on, arm)
   select member_id, episode_id, ${FORMS}, ${FORMS}, 0, ${FORMS}, current_date - 70, true, true, 'no', 1,
          current_date - 133, current_date - 70, 0, false, site_id, group_id, joined_on, planned_end_on, ended_on, arm
   from episode`,
  `insert into episode_measure_outcome (member_id, episode_id, measure_code, n_scores, sum_days, sum_days_squared,
     sum_score, sum_days_score, sum_score_squared, baseline, baseline_on, last, last_on, best, change_in_points,
     reliable_change, is_case_at_start, is_case_at_end, n_sudden_gains, calculation_version, forms_returned,
     forms_valid, week_numbers, week_n_scores, week_sum_scores, improved_points, improved_days, held_points, held_days,
     site_id, group_id, joined_on, ended_on, arm)
   select member_id, episode_id, 'phq9', ${FORMS}, 0, 0, 90, 0, 810, 9, current_date - 133, 9, current_date - 70, 9, 0,
          'no_reliable_change', false, false, 0, 1, ${FORMS}, ${FORMS}, '{0}', '{1}', '{9}', '{}', '{}', '{}', '{}', site_id,
          group_id, joined_on, ended_on, arm from episode`,
  `insert into member_identity (member_id, full_name) select member_id, 'Bench Member ' || member_id from member`,
  `insert into model_fit (measure_code, is_on, episodes, as_of, data_until, rules_version, calculation_version, content, fitted_by)
   select measure_code, true, 240, current_date, now(), 1, 1, jsonb_build_object('reliableChangeLimits', null, 'fit',
     jsonb_build_object('kind', 'fitted', 'measureCode', measure_code, 'calculationVersion', 1, 'episodes', 240,
       'members', 240, 'scores', 1600, 'aic', '{"week": 0, "logWeek": 1}'::jsonb, 'forecast', null, 'forecastOff', null,
       'course', '{"timeFunction": "week", "meanBaseline": 15, "level": 15, "perTime": -1, "perBaselinePoint": 1,
         "perTimeAndBaselinePoint": 0, "response": {"member": {"a": 0.9, "b": 0, "c": 0}, "residualVariance": 5},
         "lastWeek": 12, "isSingular": false}'::jsonb,
       'limits', '{"overall": {"p84": 1, "p90": 1.7}, "byBand": []}'::jsonb)), 'bench'
   from unnest(array['phq9', 'gad7']) measure_code`,
  `insert into signal (member_id, episode_id, kind, measure_code, level, since, inputs, sentence, rules_version, site_id)
   select member_id, episode_id, 'no_reliable_change_by_k', 'phq9', 'not_on_track', current_date - 70, ${EVIDENCE},
          'Less than 6 points of improvement after 10 sessions (12 at the start, 12 now)', 1, site_id
   from episode where member_id % 3 = 0`,
  `insert into episode_standing (member_id, episode_id, status, sentence, measures, signals, model_fit_ids, rules_version,
     calculation_version, site_id)
   select member_id, episode_id, case when member_id % 3 = 0 then 'not_on_track' else 'on_track' end, '', measures,
     case when member_id % 3 <> 0 then '[]' else jsonb_build_array(jsonb_build_object('kind', 'no_reliable_change_by_k',
       'level', 'not_on_track', 'measureCode', 'phq9', 'since', current_date - 70, 'rulesVersion', 1,
       'modelFitId', null, 'inputs', ${EVIDENCE},
       'sentence', 'Less than 6 points of improvement after 10 sessions (12 at the start, 12 now)')) end,
     '{}', 1, 1, site_id
   from episode, (select jsonb_agg(jsonb_build_object('measureCode', code, 'status', 'on_track', 'nScores', ${FORMS},
       'baseline', ${BASELINE}, 'latest', ${LATEST}, 'changeInPoints', 0, 'probabilityOfNoImprovement', null, 'scores',
       (select jsonb_agg(jsonb_build_object('total', 12, 'on', current_date - 140 + 7 * k))
        from generate_series(1, ${FORMS}) k))) as measures from unnest(array['phq9', 'gad7']) code) of_measures`,
]
