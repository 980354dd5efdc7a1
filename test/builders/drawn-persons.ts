/** Persons of `random-persons` as rows of a database: a clinic of some hundred in a few statements. */

import { randomPersons } from './random-persons.js'

interface Owner {
  ownerQuery<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** Derived rows are written as they were drawn: how they come about is not what is asked of a data set. */
export async function insertDrawnPersons(database: Owner, persons: number): Promise<void> {
  const seen = new Set<number>()
  const episodes = randomPersons(3, persons).filter(({ person }) => !seen.has(person) && seen.add(person))
  const groups: string[] = []
  const rows = episodes.map(({ person, ...episode }) => {
    const { modality, format, structure, focus } = episode
    const key = [modality, format, structure, focus].join()
    if (!groups.includes(key)) groups.push(key)
    return { ...episode, member: `person-${person}`, group: `group-${groups.indexOf(key)}` }
  })
  const insert = (text: string) =>
    database.ownerQuery(
      `with drawn as (select * from jsonb_to_recordset($1::jsonb) as r("member" text, "group" text, modality text,
         format text, structure text, focus text, arm text, gender text, age int, "priorEpisodes" int, "joinedInYear" int,
         "hasEnded" boolean, "sessionsAttended" int, baseline int, "isCaseAtStart" boolean, change text, "changeInPoints" int))
       ${text}`,
      [JSON.stringify(rows)],
    )
  await database.ownerQuery(`insert into site (site_id, name, time_zone) values ('north', 'North', 'UTC')`)
  await insert(
    `insert into treatment_group
       (group_id, site_id, name, modality, format, structure, focus, start_on, planned_sessions)
     select distinct on ("group") "group", 'north', 'Name of ' || "group", modality, format, structure, focus,
       date '2010-01-01', 12 from drawn`,
  )
  await insert('insert into member (member_code) select "member" from drawn')
  await insert(
    `insert into episode (member_id, group_id, joined_on, planned_end_on, exited_on, exit_reason, arm, age_at_joining,
       gender, prior_episodes)
     select member_id, "group", make_date("joinedInYear", 3, 1), make_date("joinedInYear" + case when "hasEnded" then 0 else 20 end, 6, 1),
       case when "hasEnded" then make_date("joinedInYear", 5, 20) end, case when "hasEnded" then 'completed' end,
       arm, age, gender, "priorEpisodes"
     from drawn join member on member_code = "member"`,
  )
  await insert(
    `insert into episode_outcome (member_id, episode_id, sessions_eligible, sessions_attended, trailing_absences,
       last_attended_index, has_started, has_paired_scores, forms_unscored, is_not_at_caseness, first_eligible_on, last_eligible_on, last_attended_on, calculation_version)
     select member_id, episode_id, "sessionsAttended", "sessionsAttended", 0, "sessionsAttended", true, true, 0, false,
       case when "sessionsAttended" > 0 then joined_on end, case when "sessionsAttended" > 0 then joined_on + 70 end,
       case when "sessionsAttended" > 0 then joined_on + 70 end, 1
     from drawn join member on member_code = "member" join episode using (member_id)`,
  )
  await insert(
    `insert into episode_measure_outcome (member_id, episode_id, measure_code, n_scores, sum_days, sum_days_squared,
       sum_score, sum_days_score, sum_score_squared, baseline, baseline_on, last, last_on, best, change_in_points,
       reliable_change, is_case_at_start, forms_returned, forms_valid, n_sudden_gains, calculation_version,
       week_numbers, week_n_scores, week_sum_scores, improved_points, improved_days, held_points, held_days)
     select member_id, episode_id, 'phq9', 2, 0, 0, 0, 0, 0, baseline, joined_on, baseline - coalesce("changeInPoints", 0),
       joined_on + 70, baseline, "changeInPoints", change, "isCaseAtStart", 2, 2, 0, 1,
       '{0}', '{2}', '{0}', '{}', '{}', '{}', '{}'
     from drawn join member on member_code = "member" join episode using (member_id) where baseline is not null`,
  )
  for (const [score, days] of [
    ['scoreEarly', 20],
    ['scoreMiddle', 60],
    ['scoreLate', 100],
  ] as const) {
    await database.ownerQuery(
      `insert into response (member_id, source_system, response_id, episode_id, measure_code, responded_on, total,
         n_answered, scoring)
       select member_id, 'drawn', "member" || '-' || $2, episode_id, 'phq9', joined_on + $3::int, score, 0, 'total_only'
       from jsonb_to_recordset($1::jsonb) as r("member" text, score int)
         join member on member_code = "member" join episode using (member_id) where score is not null`,
      [JSON.stringify(rows.map((row) => ({ member: row.member, score: row[score] }))), score, days],
    )
  }
}
