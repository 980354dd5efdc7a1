/**
 * Row-level security: one policy a table and kind of user, none with OR, so that an index carries each of them.
 * A role without a policy on a table sees none of its rows, and a transaction without a context sees none at all.
 */

export interface Rule {
  readonly role: string
  /** What the role may do where the condition holds; the table's grants. */
  readonly may: 'select' | 'select, insert' | 'select, insert, update' | 'select, insert, update, delete'
  readonly where: string
}

/** A therapist's own: through an array that is worked out once a query and looked up by index. */
const ownGroup = 'group_id = any ((select app_groups())::text[])'
const ownMember = 'member_id = any ((select app_members())::bigint[])'
const ownEpisode = `${ownMember} and episode_id = any ((select app_episodes())::bigint[])`

/** By site: through the group, whose own policy holds the sites. */
const groupAtSite = (table: string) =>
  `exists (select from treatment_group at_site where at_site.group_id = ${table}.group_id)`
const memberAtSite = (table: string) =>
  `exists (select from episode at_site where at_site.member_id = ${table}.member_id)`
const episodeAtSite = (table: string) =>
  `exists (select from episode at_site
     where at_site.member_id = ${table}.member_id and at_site.episode_id = ${table}.episode_id)`

const atSite = 'site_id = any ((select app_sites())::text[])'
const isUser = '(select app_is_user())'
const ownDoing = 'actor = (select app_actor())'
const isCommandLine = "(select app_actor_kind()) = 'command_line'"
const isWorker = "(select app_actor_kind()) = 'worker'"

const therapist = 'tidemark_therapist'
const director = 'tidemark_director'
const coordinator = 'tidemark_coordinator'
const integration = 'tidemark_integration'
const administrator = 'tidemark_administrator'

const READ = 'select'
const ADD = 'select, insert'
const WRITE = 'select, insert, update'
const KEEP = 'select, insert, update, delete'

const rule = (role: string, may: Rule['may'], where: string): Rule => ({ role, may, where })

/** Who enters data at a site: people and programs alike. */
const entering = (may: Rule['may'], where: string) => [
  rule(coordinator, may, where),
  rule(integration, may, where),
]

const ofEpisode = (table: string, may: Rule['may']) => [
  rule(therapist, may, ownEpisode),
  rule(director, READ, episodeAtSite(table)),
  ...entering(may, episodeAtSite(table)),
]

const ofGroup = (table: string, may: Rule['may']) => [
  rule(therapist, READ, ownGroup),
  rule(director, READ, groupAtSite(table)),
  ...entering(may, groupAtSite(table)),
]

/** Every table with rows of members or of one site's groups. */
export const guardedTables: Readonly<Record<string, readonly Rule[]>> = {
  site: [
    rule(therapist, READ, 'exists (select from treatment_group led where led.site_id = site.site_id)'),
    rule(director, READ, atSite),
    ...entering(READ, atSite),
    rule(administrator, WRITE, isUser),
  ],
  treatment_group: [
    rule(therapist, READ, ownGroup),
    rule(director, READ, atSite),
    ...entering(WRITE, atSite),
    rule(administrator, READ, isUser),
  ],
  group_therapist: [
    ...ofGroup('group_therapist', KEEP).filter(({ role }) => role !== director),
    rule(director, KEEP, groupAtSite('group_therapist')),
    rule(administrator, KEEP, isUser),
  ],
  group_session: ofGroup('group_session', WRITE),
  member: [
    rule(therapist, READ, ownMember),
    rule(director, READ, memberAtSite('member')),
    ...entering(READ, memberAtSite('member')),
  ],
  member_identity: [
    rule(therapist, READ, ownMember),
    rule(director, READ, 'member_id = any ((select app_opened_identities())::bigint[])'),
    ...entering(WRITE, memberAtSite('member_identity')),
  ],
  member_identity_history: entering(ADD, memberAtSite('member_identity_history')),
  episode: [
    rule(therapist, WRITE, ownGroup),
    rule(director, READ, groupAtSite('episode')),
    ...entering(WRITE, groupAtSite('episode')),
  ],
  concurrent_treatment: [
    rule(therapist, WRITE, ownMember),
    rule(director, READ, memberAtSite('concurrent_treatment')),
    ...entering(WRITE, memberAtSite('concurrent_treatment')),
  ],
  attendance: ofEpisode('attendance', WRITE),
  response: ofEpisode('response', WRITE),
  response_history: ofEpisode('response_history', ADD),
  member_record_history: [
    rule(therapist, ADD, ownMember),
    ...entering(ADD, memberAtSite('member_record_history')),
  ],
  episode_outcome: ofEpisode('episode_outcome', KEEP),
  episode_measure_outcome: ofEpisode('episode_measure_outcome', KEEP),
  import_batch: [...entering(WRITE, ownDoing)],
  import_reject: [
    ...entering(
      ADD,
      'exists (select from import_batch own where own.import_batch_id = import_reject.import_batch_id)',
    ),
  ],
  idempotency_key: [...entering(KEEP, ownDoing)],
  therapist_cover: [rule(administrator, WRITE, isUser), rule(director, WRITE, atSite)],
  break_glass: [
    rule(director, ADD, 'user_id = (select app_user_id()) and (select app_is_user())'),
    rule(administrator, READ, isUser),
  ],
}

/** What no kind of user may delete, the command line may not either. */
const deletable = new Set([
  'episode_outcome',
  'episode_measure_outcome',
  'group_therapist',
  'idempotency_key',
])

const workerReads = [
  'site',
  'treatment_group',
  'group_therapist',
  'group_session',
  'member',
  'episode',
  'concurrent_treatment',
  'attendance',
  'response',
  'episode_outcome',
  'episode_measure_outcome',
]

function processRules(table: string): Rule[] {
  const rules = [rule('tidemark_command_line', deletable.has(table) ? KEEP : WRITE, isCommandLine)]
  if (workerReads.includes(table)) {
    const may = table.startsWith('episode') ? (deletable.has(table) ? KEEP : WRITE) : READ
    rules.push(rule('tidemark_worker', may, isWorker))
  }
  return rules
}

/** Everything that one table needs: FORCE binds the owner as well, whose own policy migrations and RI checks use. */
function securedTable([table, rules]: [string, readonly Rule[]]): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `revoke all on ${table} from tidemark_app`,
    `create policy of_owner on ${table} to current_user using (true) with check (true)`,
    ...[...rules, ...processRules(table)].flatMap(({ role, may, where }) => [
      `grant ${may} on ${table} to ${role}`,
      `create policy ${role.replace('tidemark_', 'of_')} on ${table} to ${role} using (${where}) with check (${where})`,
    ]),
  ]
}

const KINDS = `${therapist}, ${director}, ${coordinator}, ${integration}, ${administrator}, tidemark_researcher`
const PROCESSES = 'tidemark_worker, tidemark_command_line'

/** Tables without rows of members: names of staff, questionnaires, choices of the deployment. */
const openTables = [
  'revoke all on therapist, measure, setting, reference_record_history from tidemark_app',
  `grant select on measure, setting, measure_baseline to ${KINDS}, ${PROCESSES}`,
  `grant select on therapist to ${therapist}, ${director}, ${coordinator}, ${integration}, ${administrator}, ${PROCESSES}`,
  `grant insert, update on therapist to ${coordinator}, ${integration}, ${administrator}, tidemark_command_line`,
  `grant insert on reference_record_history
     to ${coordinator}, ${integration}, ${administrator}, ${director}, tidemark_command_line`,
  `grant select on reference_record_history to ${administrator}, tidemark_command_line`,
  `grant insert, update on setting to ${administrator}, tidemark_command_line`,
  'grant select on setting, user_site, user_therapist to tidemark_app',
  `grant select, insert, update, delete on user_site, user_therapist to ${administrator}, tidemark_command_line`,
  'grant select on api_token to tidemark_app',
  'grant update (last_used_at) on api_token to tidemark_app',
  `grant select, insert, update on api_token to ${administrator}, tidemark_command_line`,
]

/** The audit was made before there was a way to ask whether the context's user is an administrator. */
const audit = [`alter policy of_administrator on audit_event using (${isUser})`]

export const policies = [...Object.entries(guardedTables).flatMap(securedTable), ...openTables, ...audit]
