import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the lives of signals and the merging of records needed beyond the tables of 0007 and 0008: jobs that may wait
 * side by side, an escalation that changes nothing for whoever is about to act, and merges that say whose record was
 * given up and how much went with it.
 */
export class LivesOfSignals1700000000009 implements MigrationInterface {
  readonly name = 'LivesOfSignals1700000000009'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...jobs, ...escalations, ...merges]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

// `if exists`: for a time 0008 itself was written so, and databases of that time have it already.
const jobs = [
  'drop index if exists job_waiting',
  'create index if not exists job_unended on job (job_id) where ended_at is null',
]

const escalations = [
  'alter table signal_action alter column version drop not null',
  // Nobody may change an action, so the trigger stands aside for the one statement that mends them.
  'alter table signal_action disable trigger signal_action_stays',
  `update signal_action set version = null where event = 'escalated'`,
  'alter table signal_action enable trigger signal_action_stays',
  'alter table signal_action drop constraint if exists signal_action_version_check',
  `alter table signal_action add constraint signal_action_version_check
     check ((version is null) = (event = 'escalated'))`,
]

const merges = [
  `update member_merge set moved = moved || jsonb_build_object(
     'from', (select member_code from member where member_id = from_member_id),
     'attendance', (select count(*) from attendance
        where episode_id in (select jsonb_array_elements_text(moved -> 'episodes')::bigint)),
     'responses', (select count(*) from response
        where episode_id in (select jsonb_array_elements_text(moved -> 'episodes')::bigint)))
   where not moved ? 'from'`,
]
