/** Who reads and writes standings, signals, actions, rules, fits and jobs; as in access-control/policies.ts, without OR. */

interface Rule {
  readonly role: string
  readonly may: string
  readonly where: string
  /** Where a role has more than one policy on the table. */
  readonly only?: { readonly name: string; readonly command: 'select' | 'insert' | 'update' }
}

const ownEpisode =
  'member_id = any ((select app_members())::bigint[]) and episode_id = any ((select app_episodes())::bigint[])'
const atSite = 'site_id = any ((select app_sites())::text[])'
const isUser = '(select app_is_user())'
const hasSites = '(select cardinality(app_sites())) > 0'
const isCommandLine = "(select app_actor_kind()) = 'command_line'"
const isWorker = "(select app_actor_kind()) = 'worker'"

const therapist = 'tidemark_therapist'
const director = 'tidemark_director'
const coordinator = 'tidemark_coordinator'
const integration = 'tidemark_integration'
const administrator = 'tidemark_administrator'

const processes = (may: string): Rule[] => [
  { role: 'tidemark_command_line', may, where: isCommandLine },
  { role: 'tidemark_worker', may, where: isWorker },
]

/** Whoever stores a form refreshes what follows from it. */
const entering = (may: string): Rule[] => [
  { role: therapist, may, where: ownEpisode },
  { role: coordinator, may, where: atSite },
  { role: integration, may, where: atSite },
]

const guarded: Readonly<Record<string, readonly Rule[]>> = {
  episode_standing: [
    ...entering('select, insert, update, delete'),
    { role: director, may: 'select', where: atSite },
    ...processes('select, insert, update, delete'),
  ],
  signal: [
    ...entering('select, insert, update'),
    { role: director, may: 'select', where: atSite, only: { name: 'reads', command: 'select' } },
    // A director deals with what escalates, and with nothing else.
    {
      role: director,
      may: 'update',
      where: `${atSite} and kind = 'risk_item'`,
      only: { name: 'acts', command: 'update' },
    },
    ...processes('select, insert, update'),
  ],
  signal_action: [
    { role: therapist, may: 'select, insert', where: ownEpisode },
    { role: director, may: 'select, insert', where: atSite },
    { role: coordinator, may: 'insert', where: atSite },
    { role: integration, may: 'insert', where: atSite },
    ...processes('select, insert'),
  ],
  rule_set: [
    { role: director, may: 'select, insert', where: isUser },
    { role: administrator, may: 'select, insert', where: isUser },
    { role: therapist, may: 'select', where: isUser },
    { role: coordinator, may: 'select', where: isUser },
    { role: integration, may: 'select', where: hasSites },
    ...processes('select'),
  ],
  model_fit: [
    { role: director, may: 'select', where: isUser },
    { role: therapist, may: 'select', where: isUser },
    { role: coordinator, may: 'select', where: isUser },
    { role: integration, may: 'select', where: hasSites },
    ...processes('select, insert, update'),
  ],
  job: [
    { role: director, may: 'select, insert', where: isUser },
    { role: administrator, may: 'select, insert', where: isUser },
    ...processes('select, insert, update'),
  ],
}

function secured([table, rules]: [string, readonly Rule[]]): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy of_owner on ${table} to current_user using (true) with check (true)`,
    ...rules.flatMap(({ role, may, where, only }) => [
      `grant ${may} on ${table} to ${role}`,
      policy(table, role, where, only),
    ]),
  ]
}

function policy(table: string, role: string, where: string, only: Rule['only']): string {
  const name = role.replace('tidemark_', 'of_')
  if (only === undefined)
    return `create policy ${name} on ${table} to ${role} using (${where}) with check (${where})`
  const check = only.command === 'select' ? '' : ` with check (${where})`
  return `create policy ${name}_${only.name} on ${table} for ${only.command} to ${role} using (${where})${check}`
}

export const signalPolicies = Object.entries(guarded).flatMap(secured)
