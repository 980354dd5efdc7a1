/**
 * Row-level security: one policy a table and kind of user, none with OR, so that an index carries each of them.
 * A role without a policy on a table sees none of its rows, and a transaction without a context sees none at all.
 */

export interface Rule {
  readonly role: string
  /** What the role may do where the condition holds; the table's grants. */
  readonly may:
    | 'insert'
    | 'select'
    | 'select, insert'
    | 'select, insert, update'
    | 'select, insert, update, delete'
  readonly where: string
}

/** A therapist's own: through an array that is worked out once a query and looked up by index. */
const ownGroup = 'group_id = any ((select app_groups())::text[])'
const ownMember = 'member_id = any ((select app_members())::bigint[])'
const ownEpisode = `${ownMember} and episode_id = any ((select app_episodes())::bigint[])`

/** By site: rows of an episode carry it; others go through the group, or through an episode of the member. */
const groupAtSite = (table: string) =>
  `exists (select from treatment_group at_site where at_site.group_id = ${table}.group_id)`
const memberAtSite = (table: string) =>
  `exists (select from episode at_site where at_site.member_id = ${table}.member_id)`

const atSite = 'site_id = any ((select app_sites())::text[])'
const isUser = '(select app_is_user())'
const hasSites = '(select cardinality(app_sites())) > 0'
const ownDoing = `actor = (select app_actor()) and ${hasSites}`
const isCommandLine = "(select app_actor_kind() = 'command_line')"
const isWorker = "(select app_actor_kind() = 'worker')"
const always = 'true'

const therapist = 'tidemark_therapist'
const director = 'tidemark_director'
const coordinator = 'tidemark_coordinator'
const integration = 'tidemark_integration'
const administrator = 'tidemark_administrator'
const signIn = 'tidemark_sign_in'

const READ = 'select'
const NOTE = 'insert'
const ADD = 'select, insert'
const WRITE = 'select, insert, update'
const KEEP = 'select, insert, update, delete'

const rule = (role: string, may: Rule['may'], where: string): Rule => ({ role, may, where })

/** Who enters data at a site: people and programs alike. */
const entering = (may: Rule['may'], where: string) => [
  rule(coordinator, may, where),
  rule(integration, may, where),
]

const ofEpisode = (may: Rule['may']) => [
  rule(therapist, may, ownEpisode),
  rule(director, READ, atSite),
  ...entering(may, atSite),
]

const ofGroup = (table: string, may: Rule['may']) => [
  rule(therapist, READ, ownGroup),
  rule(director, READ, groupAtSite(table)),
  ...entering(may, groupAtSite(table)),
]

/** Every table with rows of members, of one site's groups, or of staff. */
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
  episode: [rule(therapist, WRITE, ownGroup), rule(director, READ, atSite), ...entering(WRITE, atSite)],
  concurrent_treatment: [
    rule(therapist, WRITE, ownMember),
    rule(director, READ, memberAtSite('concurrent_treatment')),
    ...entering(WRITE, memberAtSite('concurrent_treatment')),
  ],
  attendance: ofEpisode(WRITE),
  response: ofEpisode(WRITE),
  response_history: ofEpisode(ADD),
  member_record_history: [
    rule(therapist, ADD, ownMember),
    ...entering(ADD, memberAtSite('member_record_history')),
  ],
  episode_outcome: ofEpisode(KEEP),
  episode_measure_outcome: ofEpisode(KEEP),
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
    rule(director, ADD, `user_id = (select app_user_id()) and ${isUser} and ${memberAtSite('break_glass')}`),
    rule(administrator, READ, isUser),
  ],
  // Staff: nobody reads who works here without being somebody. Signing in needs to know who somebody is.
  therapist: [
    rule(therapist, READ, isUser),
    rule(director, READ, isUser),
    rule(coordinator, WRITE, isUser),
    rule(integration, WRITE, hasSites),
    rule(administrator, WRITE, isUser),
  ],
  user_site: [rule(administrator, KEEP, isUser), rule(signIn, READ, always)],
  user_therapist: [rule(administrator, KEEP, isUser), rule(signIn, READ, always)],
  api_token: [rule(administrator, WRITE, isUser), rule(signIn, READ, always)],
  reference_record_history: [
    rule(coordinator, NOTE, isUser),
    rule(integration, NOTE, hasSites),
    rule(director, NOTE, isUser),
    rule(administrator, ADD, isUser),
  ],
}

/** What no kind of user may delete, the command line may not either. */
const deletable = new Set([
  'episode_outcome',
  'episode_measure_outcome',
  'group_therapist',
  'idempotency_key',
  'user_site',
  'user_therapist',
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

/** Tables without rows of anybody: questionnaires, choices of the deployment, sums over all of it. */
const openTables = [
  'revoke all on measure, setting from tidemark_app',
  `grant select on measure, setting, measure_baseline to ${KINDS}, ${PROCESSES}`,
  `grant insert, update on setting to ${administrator}, tidemark_command_line`,
  'grant update (last_used_at) on api_token to tidemark_sign_in',
  // A handover is a new version of the group, so that whoever edits it at the same time notices.
  `grant update (version) on treatment_group to ${director}, ${administrator}`,
]

/**
 * Users and what they sign in with: signing in reads all of it, administrators what they change, and nobody else a row.
 * The functions that policies ask read them as the owner.
 */
const ofSigningIn: Readonly<Record<string, string>> = {
  'auth."user"': 'select, insert, update',
  'auth.session': 'select (id, user_id, expires_at), delete',
  'auth.account': 'select (id, account_id, provider_id, user_id), insert, update (password, updated_at)',
  'auth.two_factor': 'select (user_id), delete',
  'auth.verification': 'select (value), delete',
  'auth.rate_limit': '',
}

const signingIn = [
  `grant usage on schema auth to ${administrator}`,
  ...Object.entries(ofSigningIn).flatMap(([table, may]) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy of_owner on ${table} to current_user using (true) with check (true)`,
    `create policy of_sign_in on ${table} to ${signIn} using (true) with check (true)`,
    `create policy of_command_line on ${table} to tidemark_command_line
       using (${isCommandLine}) with check (${isCommandLine})`,
    ...(may === ''
      ? []
      : [
          `grant ${may} on ${table} to ${administrator}`,
          `create policy of_administrator on ${table} to ${administrator} using (${isUser}) with check (${isUser})`,
        ]),
  ]),
]

/** The audit was made before there was a way to ask whether the context's user is an administrator. */
const audit = [`alter policy of_administrator on audit_event using (${isUser})`]

export const policies = [
  ...Object.entries(guardedTables).flatMap(securedTable),
  ...openTables,
  ...signingIn,
  ...audit,
]
