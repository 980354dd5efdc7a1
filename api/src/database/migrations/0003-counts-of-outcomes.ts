import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What reads over many episodes add up, kept with each outcome: the days between which its sessions lie, the forms
 * that came back, and the scores of each week. What the columns hold is filled in here as core works it out;
 * `tidemark rebuild --check` finds no difference afterwards.
 */
export class CountsOfOutcomes1700000000003 implements MigrationInterface {
  readonly name = 'CountsOfOutcomes1700000000003'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...columns, ...contents, ...constraints]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const columns = [
  `alter table episode_outcome
     add column first_eligible_on date,
     add column last_eligible_on date,
     add column forms_unscored integer not null default 0`,
  `alter table episode_measure_outcome
     add column forms_returned integer not null default 0,
     add column week_numbers smallint[] not null default '{}',
     add column week_n_scores smallint[] not null default '{}',
     add column week_sum_scores integer[] not null default '{}'`,
]

const returnedForms = `
  select response.member_id, response.episode_id, response.measure_code,
         count(distinct response.group_session_id) as forms
  from response
  join attendance on attendance.member_id = response.member_id and attendance.episode_id = response.episode_id
    and attendance.group_session_id = response.group_session_id
  where attendance.status in ('present', 'late', 'left_early') and not response.is_voided
  group by 1, 2, 3`

const contents = [
  `update episode_outcome as outcome set first_eligible_on = days.first_on, last_eligible_on = days.last_on
   from (
     select attendance.member_id, attendance.episode_id, min(session_on) as first_on, max(session_on) as last_on
     from attendance join group_session using (group_session_id) group by 1, 2
   ) as days
   where (outcome.member_id, outcome.episode_id) = (days.member_id, days.episode_id)`,
  `update episode_measure_outcome as outcome set forms_returned = returned.forms
   from (${returnedForms}) as returned
   where (outcome.member_id, outcome.episode_id, outcome.measure_code) =
     (returned.member_id, returned.episode_id, returned.measure_code)`,
  `update episode_outcome as outcome set forms_unscored = unscored.forms
   from (
     select returned.member_id, returned.episode_id, sum(returned.forms) as forms
     from (${returnedForms}) as returned
     left join episode_measure_outcome as of_measure using (member_id, episode_id, measure_code)
     where of_measure.measure_code is null
     group by 1, 2
   ) as unscored
   where (outcome.member_id, outcome.episode_id) = (unscored.member_id, unscored.episode_id)`,
  `update episode_measure_outcome as outcome
   set week_numbers = course.weeks, week_n_scores = course.counts, week_sum_scores = course.sums
   from (
     select member_id, episode_id, measure_code, array_agg(week order by week) as weeks,
            array_agg(n_scores order by week) as counts, array_agg(sum_score order by week) as sums
     from (
       select response.member_id, response.episode_id, response.measure_code,
              (responded_on - baseline_on + 3) / 7 as week, count(*) as n_scores, sum(total) as sum_score
       from response join episode_measure_outcome using (member_id, episode_id, measure_code)
       where total is not null and not is_voided
       group by 1, 2, 3, 4
     ) as weekly
     group by 1, 2, 3
   ) as course
   where (outcome.member_id, outcome.episode_id, outcome.measure_code) =
     (course.member_id, course.episode_id, course.measure_code)`,
]

const constraints = [
  `alter table episode_outcome alter column forms_unscored drop default,
     add constraint episode_outcome_forms_unscored_check check (forms_unscored >= 0),
     add constraint episode_outcome_eligible_check check (
       (sessions_eligible = 0) = (first_eligible_on is null) and (sessions_eligible = 0) = (last_eligible_on is null))`,
  `alter table episode_measure_outcome
     alter column forms_returned drop default,
     alter column week_numbers drop default,
     alter column week_n_scores drop default,
     alter column week_sum_scores drop default,
     add constraint episode_measure_outcome_forms_returned_check check (forms_returned >= forms_valid),
     add constraint episode_measure_outcome_weeks_check check (
       cardinality(week_numbers) between 1 and n_scores and cardinality(week_n_scores) = cardinality(week_numbers)
         and cardinality(week_sum_scores) = cardinality(week_numbers))`,
]
