import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Sums of the deployment, kinds of work, questionnaires, choices, and the ledger of migrations: rows of nobody. */
const OPEN = ['audit_chain', 'job_kind', 'measure', 'measure_baseline', 'migrations', 'setting']

test('every table but those without rows of anybody is under row-level security, its owner as well', async () => {
  const tables = await database.ownerQuery<{ name: string; guarded: boolean; policies: number }>(
    `select relname as name, relrowsecurity and relforcerowsecurity as guarded,
            (select count(*)::int from pg_policy where polrelid = pg_class.oid) as policies
     from pg_class where relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and relkind in ('r', 'p') order by 1`,
  )
  expect(tables.filter(({ guarded }) => !guarded).map(({ name }) => name)).toEqual(OPEN)
  for (const { guarded, policies } of tables) expect(policies > 0).toBe(guarded)
})

test('every table that names a member is guarded', async () => {
  const tables = await database.ownerQuery<{ name: string }>(
    `select distinct attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'v')
       and attname in ('member_id', 'member_ids', 'episode_id') and not relforcerowsecurity`,
  )
  expect(tables).toEqual([])
})

test('no policy has an OR: it would take the index away', async () => {
  const policies = await database.ownerQuery<{ name: string }>(
    `select polrelid::regclass || '.' || polname as name from pg_policy
     where pg_get_expr(polqual, polrelid) ~* '\\mor\\M' or pg_get_expr(polwithcheck, polrelid) ~* '\\mor\\M'`,
  )
  expect(policies).toEqual([])
})

test('each policy is for one role, and no policy is for everybody', async () => {
  const policies = await database.ownerQuery<{ name: string; roles: string[] }>(
    `select tablename || '.' || policyname as name, roles::text[] as roles from pg_policies where schemaname = 'public'
       and tablename <> 'audit_event'`,
  )
  expect(policies.length).toBeGreaterThan(100)
  for (const { roles } of policies) expect([roles.length, roles.includes('public')]).toEqual([1, false])
})

test('the login of signing in may read who somebody is, and no data', async () => {
  const grants = await database.ownerQuery<{ grant: string }>(
    `select table_schema || '.' || table_name || ' ' || lower(privilege_type) as grant
     from information_schema.role_table_grants
     where grantee = 'tidemark_sign_in' and table_schema <> 'auth' order by 1`,
  )
  expect(grants.map((row) => row.grant)).toEqual([
    'public.api_token select',
    'public.user_site select',
    'public.user_therapist select',
  ])
})

test('the login of the API may add to the audit, and nothing else until it takes a role on: not even read who there is', async () => {
  const grants = await database.ownerQuery<{ grant: string }>(
    `select table_schema || '.' || table_name || ' ' || lower(privilege_type) as grant
     from information_schema.role_table_grants where grantee = 'tidemark_app' order by 1`,
  )
  expect(grants.map((row) => row.grant)).toEqual([
    'public.audit_chain insert',
    'public.audit_chain select',
    'public.audit_event insert',
  ])
})

test('no function can be called by everybody, and none runs as its owner on a search path of the caller', async () => {
  const functions = await database.ownerQuery<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc
     where pronamespace in ('public'::regnamespace, 'auth'::regnamespace)
       and (has_function_privilege('public', oid, 'execute')
         or (prosecdef and not coalesce(array_to_string(proconfig, ' ') ~ 'search_path=pg_catalog', false)))`,
  )
  expect(functions).toEqual([])
})

test('there is no view or materialised view through which rows could pass', async () => {
  const views = await database.ownerQuery(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
  )
  expect(views).toEqual([])
})

test('the queue behind jobs is open to the worker alone: nobody else can put work of any name into it', async () => {
  const roles = await database.ownerQuery<{ role: string }>(
    `select rolname as role from pg_roles where rolname like 'tidemark\\_%' and rolname <> 'tidemark_owner'
       and (has_schema_privilege(rolname, 'graphile_worker', 'usage') or exists (
         select from pg_class where relnamespace = 'graphile_worker'::regnamespace and relkind in ('r', 'v')
           and has_table_privilege(rolname, oid, 'select, insert, update, delete')))`,
  )
  expect(roles.map(({ role }) => role)).toEqual(['tidemark_worker'])
  const open = await database.ownerQuery<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc
     where pronamespace = 'graphile_worker'::regnamespace and has_function_privilege('public', oid, 'execute')`,
  )
  expect(open).toEqual([])
})

test('jobs are written by functions and by the worker, never by those who see them', async () => {
  const grants = await database.ownerQuery<{ grant: string }>(
    `select grantee || ' ' || lower(privilege_type) as grant from information_schema.role_table_grants
     where table_name = 'job' and grantee <> 'tidemark_owner' and privilege_type <> 'SELECT' order by 1`,
  )
  expect(grants.map((row) => row.grant)).toEqual(['tidemark_worker update'])
})
