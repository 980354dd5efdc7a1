import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { DataSource } from 'typeorm'
import { entities } from '../../../api/src/database/entities/all-entities.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let owner: DataSource

beforeAll(async () => {
  database = await createTestDatabase()
  owner = await new DataSource({ type: 'postgres', url: database.ownerUrl, entities }).initialize()
})
afterAll(async () => {
  await owner.destroy()
  await database.drop()
})

test('every table of the migrations has an entity', async () => {
  const tables = await database.ownerQuery<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_name <> 'migrations' order by 1`,
  )
  expect(owner.entityMetadatas.map((entity) => entity.tableName).sort()).toEqual(
    tables.map((table) => table.name),
  )
})

test('entities and migrations describe the same tables', async () => {
  await tellGeneratedColumns()
  const checks = await database.ownerQuery<{ drop: string }>(
    `select format('ALTER TABLE %I DROP CONSTRAINT %I', conrelid::regclass::text, conname) as drop
     from pg_constraint where connamespace = 'public'::regnamespace
       and (contype in ('c', 'x') or (contype = 'f' and confrelid = 'auth."user"'::regclass))`,
  )
  // Checks and exclusions stand in the migrations alone. TypeORM compares them by name only: a second copy of their
  // rules in the entities could differ without being noticed. Users are the sign-in library's and have no entity.
  const exempt = new Set(checks.map(({ drop }) => drop.replaceAll('"', '')))
  const { upQueries } = await owner.driver.createSchemaBuilder().log()
  const differences = upQueries
    .map(({ query }) => query)
    .filter((query) => !exempt.has(query.replaceAll('"', '')))
  expect(differences).toEqual([])
})

/** TypeORM keeps the expressions of generated columns in a table of its own; it is told those of the database. */
async function tellGeneratedColumns(): Promise<void> {
  await database.ownerQuery(
    `create table typeorm_metadata (type text, database text, schema text, "table" text, name text, value text)`,
  )
  await database.ownerQuery(
    `insert into typeorm_metadata
     select 'GENERATED_COLUMN', table_catalog, table_schema, table_name, column_name, generation_expression
     from information_schema.columns where is_generated = 'ALWAYS' and table_schema = 'public'`,
  )
}
