/**
 * When each amount of improvement was first seen, and first held at the next score; and what the joint rates of both
 * measures count. Filled here as core works it out; `tidemark rebuild --check` finds no difference afterwards.
 */

const columns = [
  `alter table episode_outcome
     add column is_not_at_caseness boolean not null default false,
     add column phq9_change smallint,
     add column gad7_change smallint`,
  `alter table episode_measure_outcome
     add column improved_points smallint[] not null default '{}',
     add column improved_days integer[] not null default '{}',
     add column held_points smallint[] not null default '{}',
     add column held_days integer[] not null default '{}'`,
]

const ofMeasure = (code: string) =>
  `left join episode_measure_outcome as ${code} on ${code}.member_id = outcome.member_id
     and ${code}.episode_id = outcome.episode_id and ${code}.measure_code = '${code}'`

/** Improvement over baseline of every score in time order, and the lesser of it and that of the next score. */
const improvements = `
  select member_id, episode_id, measure_code, place, days, points, least(points, next_points) as held,
         next_points is not null as next_is_known
  from (
    select response.member_id, response.episode_id, response.measure_code, responded_on - baseline_on as days,
           better.sign * (baseline - total) as points,
           better.sign * (baseline - lead(total) over own) as next_points,
           row_number() over own as place
    from response
    join episode_measure_outcome using (member_id, episode_id, measure_code)
    cross join lateral (select case when measure_code = 'rses' then -1 else 1 end as sign) as better
    where total is not null and not is_voided
    window own as (partition by response.member_id, response.episode_id, response.measure_code
      order by responded_on, response_id collate "C")
  ) as scored`

const records = (points: 'points' | 'held', prefix: 'improved' | 'held') => `
  update episode_measure_outcome as outcome set ${prefix}_points = found.points, ${prefix}_days = found.days
  from (
    select member_id, episode_id, measure_code, array_agg(points order by place) as points,
           array_agg(days order by place) as days
    from (
      select member_id, episode_id, measure_code, place, days, ${points} as points,
             max(${points}) over (partition by member_id, episode_id, measure_code order by place
               rows between unbounded preceding and 1 preceding) as best_before
      from (${improvements}) as improvement
      ${points === 'held' ? 'where next_is_known' : ''}
    ) as compared
    where points > 0 and points > coalesce(best_before, 0)
    group by 1, 2, 3
  ) as found
  where (outcome.member_id, outcome.episode_id, outcome.measure_code) =
    (found.member_id, found.episode_id, found.measure_code)`

const contents = [
  `update episode_outcome as outcome
   set is_not_at_caseness = coalesce(both_measures.not_at_caseness, false), phq9_change = both_measures.phq9_change,
       gad7_change = both_measures.gad7_change
   from (
     select outcome.member_id, outcome.episode_id, phq9.change_in_points as phq9_change,
            gad7.change_in_points as gad7_change,
            phq9.is_case_at_start = false and gad7.is_case_at_start = false as not_at_caseness
     from episode_outcome as outcome ${ofMeasure('phq9')} ${ofMeasure('gad7')}
   ) as both_measures
   where (outcome.member_id, outcome.episode_id) = (both_measures.member_id, both_measures.episode_id)`,
  records('points', 'improved'),
  records('held', 'held'),
]

const constraints = [
  `alter table episode_outcome alter column is_not_at_caseness drop default`,
  `alter table episode_measure_outcome
     alter column improved_points drop default,
     alter column improved_days drop default,
     alter column held_points drop default,
     alter column held_days drop default,
     add constraint episode_measure_outcome_improved_check check (cardinality(improved_points) = cardinality(improved_days)),
     add constraint episode_measure_outcome_held_check check (cardinality(held_points) = cardinality(held_days))`,
]

export const firstChanges = [...columns, ...contents, ...constraints]
