/** A data set from the records to its files, against PostgreSQL's own COPY of the same rows in the same run. */
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { withAdministrator } from './signed-in.mjs'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title = 'a data set (search 1 s; CSV 0.70 and Parquet 0.50 of COPY; memory flat in the rows)'

const SIZES = [20_000, 100_000, 300_000]
const COMPARED = 100_000
const ROUNDS = 5
const VARIABLES = ['age_band', 'gender', 'modality', 'arm', 'baseline_band', 'sessions_attended']
/** Tells the largest memory of the process when it ends. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\nmaxRSS="+process.resourceUsage().maxRSS))'

const built = (file) => import(`../../dist/api/src/${file}`)
const { codeColumn } = await built('core/disclosure/coded-table.js')
const { fitHierarchy } = await built('core/disclosure/hierarchy.js')
const { foldTable } = await built('core/disclosure/tuples.js')
const { searchLattice } = await built('core/disclosure/search-lattice.js')
const { makeDataset } = await built('core/dataset/make-dataset.js')
const { applicationDataSource } = await built('database/data-source.js')
const { DatabaseAccess } = await built('database/access.js')
const { workerContext } = await built('database/process-contexts.js')
const { queryDatasetEpisodes } = await built('features/dataset-exports/dataset-episodes.query.js')
const { pseudonymise } = await built('features/dataset-exports/package/package-content.js')
const { writeCsv, writeParquet } = await built('features/dataset-exports/package/table-files.js')

export async function bench(print) {
  await search(print)
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    await withServer(data, { TIDEMARK_DEMO: 'off' }, async () => {})
    const peaks = []
    let before = 0
    for (const size of SIZES) {
      await withAdministrator(data, async (client, urls, url) => {
        await fill(client, before, size)
        if (size === COMPARED) await compare(print, { client, url, workerUrl: urls.worker, folder })
      })
      before = size
      peaks.push(whole(print, { data, folder, size }))
    }
    const slope = (1024 * 1024 * (peaks.at(-1) - peaks[0])) / (SIZES.at(-1) - SIZES[0])
    print(`each further person: ${slope.toFixed(0)} bytes of memory at the peak`)
  })
}

/** 100,000 rows, 6 columns of 4, 4, 4, 4, 5 and 2 levels: 2,560 nodes. */
async function search(print) {
  const rows = 100_000
  const random = generator(7)
  const sizes = [
    [16, 4, 2, 1],
    [12, 6, 3, 1],
    [24, 8, 2, 1],
    [20, 10, 2, 1],
    [32, 16, 8, 4, 1],
    [3, 1],
  ]
  const columns = sizes.map(([domain], place) =>
    codeColumn(
      `q${place}`,
      Array.from({ length: rows }, () => String(Math.floor(random() ** 1.5 * domain))),
    ),
  )
  const hierarchies = sizes.map((levels, place) =>
    fitHierarchy(
      columns[place],
      Array.from({ length: levels[0] }, (_, value) =>
        levels.map((size, level) =>
          level === 0 ? String(value) : `${level}.${Math.floor((value * size) / levels[0])}`,
        ),
      ),
    ),
  )
  const change = codeColumn(
    'change',
    Array.from({ length: rows }, () => 'abc'[Math.floor(random() * 3)]),
  )
  const seconds = { fold: [], search: [] }
  let found
  for (let round = 0; round < ROUNDS; round += 1) {
    let began = performance.now()
    const tuples = foldTable(columns, hierarchies, [change])
    seconds.fold.push((performance.now() - began) / 1000)
    began = performance.now()
    found = await searchLattice(tuples, { k: 11, suppressionLimit: 0.05, distinctL: 2, closenessT: 0.3 })
    seconds.search.push((performance.now() - began) / 1000)
  }
  print(
    `search of ${found.nodes} nodes over ${rows} rows: ${median(seconds.search).toFixed(2)} s (${median(seconds.search).toFixed(2)} of the limit), ${found.evaluated} grouped; the fold before it ${median(seconds.fold).toFixed(2)} s`,
  )
}

/** The rows of a data set as CSV and as Parquet; the peer has the same rows in a table and copies them out. */
async function compare(print, { client, url, workerUrl, folder }) {
  const dataSource = await applicationDataSource(workerUrl).initialize()
  try {
    const access = new DatabaseAccess(dataSource, null)
    const steps = new Steps()
    let dataset
    let rows
    let query
    const csv = join(folder, 'data.csv')
    for (let round = 0; round < 3; round += 1) {
      const episodes = await steps.time('records read', () =>
        access.run(
          workerContext('bench'),
          (transaction) =>
            queryDatasetEpisodes(
              listening(transaction, (asked) => (query = asked)),
              definition,
              AS_OF,
            ),
          {
            readOnly: true,
          },
        ),
      )
      dataset = await steps.time('formed and searched', () => makeDataset(episodes, definition))
      rows = await steps.time('pseudonyms', () => pseudonymise(dataset.persons, Buffer.alloc(32, round)))
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      await steps.time('csv', () => writeCsv(csv, dataset, rows))
      await steps.time('parquet', () => writeParquet(join(folder, 'data.parquet'), dataset, rows))
    }
    print(`of ${COMPARED} episodes, ${dataset.persons.length} persons released: ${steps.words()}`)
    await intoTable(client, csv, dataset)
    const bare = new pg.Client({ connectionString: url })
    await bare.connect()
    for (let round = 0; round < ROUNDS; round += 1) {
      await steps.time('copy', () => copyOut(bare, 'select * from released', join(folder, 'copied.csv')))
      await steps.time('copy sorted', () =>
        copyOut(bare, 'select * from released order by pseudonym', join(folder, 'copied.csv')),
      )
    }
    for (let round = 0; round < 3; round += 1) {
      await steps.time('copy of the query', () => copyOut(bare, query, join(folder, 'copied.csv')))
    }
    await bare.end()
    await client.query('drop table released')
    const of = (what, peer) => (steps.of(peer) / steps.of(what)).toFixed(2)
    print(
      `COPY of the same rows: ${ms(steps.of('copy'))}, sorted by pseudonym ${ms(steps.of('copy sorted'))}`,
    )
    const way =
      steps.of('records read') + steps.of('formed and searched') + steps.of('pseudonyms') + steps.of('csv')
    const copied = steps.of('copy of the query')
    print(
      `from records to CSV: ${ms(way)}, ${(copied / way).toFixed(2)} of the speed of a COPY of the records as they are (${ms(copied)})`,
    )
    print(`CSV: ${of('csv', 'copy')} of COPY's speed, ${of('csv', 'copy sorted')} of COPY sorted`)
    print(`Parquet: ${of('parquet', 'copy')} of COPY's speed, ${of('parquet', 'copy sorted')} of COPY sorted`)
  } finally {
    await dataSource.destroy()
  }
}

/** The command from beginning to end in a process of its own. */
function whole(print, { data, folder, size }) {
  const began = performance.now()
  const { status, stderr, stdout } = spawnSync(
    'node',
    [
      '--import',
      TELL_MEMORY,
      'dist/api/src/cli.js',
      'export',
      'run',
      '--out',
      join(folder, `${size}.zip`),
      '--purpose',
      'The figures of the bench',
      '--recipient',
      'The figures of the bench',
      '--variables',
      VARIABLES.join(),
      '--json',
    ],
    { encoding: 'utf8', env: { ...process.env, TIDEMARK_DATA: data, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(`export run: ${stderr} ${stdout}`)
  const seconds = (performance.now() - began) / 1000
  const megabytes = Number(/maxRSS=(\d+)/.exec(stderr)[1]) / 1024
  print(`the command at ${size} persons: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB at the peak`)
  return megabytes
}

class Steps {
  #seconds = new Map()

  async time(step, work) {
    const began = performance.now()
    const result = await work()
    this.#seconds.set(step, [...(this.#seconds.get(step) ?? []), (performance.now() - began) / 1000])
    return result
  }

  of(step) {
    return median(this.#seconds.get(step))
  }

  words() {
    return [...this.#seconds.keys()].map((step) => `${step} ${ms(this.of(step))}`).join(', ')
  }
}

/** Tells the query of a cursor, with its values in it. */
function listening(transaction, told) {
  return {
    ...transaction,
    query: (text, values = []) => {
      const [, asked] = text.split(' cursor for ')
      if (asked)
        told(values.reduce((query, value, place) => query.replaceAll(`$${place + 1}`, `'${value}'`), asked))
      return transaction.query(text, values)
    },
  }
}

const ms = (seconds) => `${(seconds * 1000).toFixed(0)} ms`

async function intoTable(client, csv, dataset) {
  const { createReadStream } = await import('node:fs')
  const names = ['pseudonym', ...dataset.columns.flatMap(({ name }) => [name, `${name}_label`])]
  await client.query(`create table released (${names.map((name) => `${name} text not null`).join(', ')})`)
  await pipeline(
    createReadStream(csv),
    client.query(copyFrom('copy released from stdin with (format csv, header)')),
  )
  await client.query('vacuum (analyze) released')
}

function copyOut(client, query, file) {
  return pipeline(
    client.query(copyTo(`copy (${query}) to stdout with (format csv, header)`)),
    createWriteStream(file),
  )
}

/** Mulberry32: the same rows in every run. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const AS_OF = '2026-06-01'
const definition = {
  profile: 'bands',
  phases: [],
  measureCode: 'phq9',
  variables: VARIABLES.map((name) => ({ name, coarsest: null })),
  k: 11,
  filter: {
    modalities: [],
    formats: [],
    structures: [],
    arms: [],
    joinedFrom: null,
    joinedTo: null,
    onlyCasesAtStart: false,
    withSubstanceUse: false,
  },
}

/** Persons `from + 1` to `to`, one ended episode each, eight to a group. */
async function fill(client, from, to) {
  await client.query("set session_replication_role = 'replica'")
  const part = [from, to]
  const groups = [Math.floor(from / 8), Math.floor(to / 8) - 1]
  await client.query(`insert into site values ('s', 'Site', 'UTC') on conflict do nothing`)
  await client.query(
    `insert into treatment_group (group_id, site_id, name, modality, format, structure, start_on, planned_sessions)
     select 'g' || i, 's', 'G' || i,
       (array['psychoeducational', 'skills_development', 'cognitive_behavioral', 'support', 'interpersonal_process'])[i % 5 + 1],
       (array['in_person', 'online'])[i % 2 + 1], (array['open', 'closed'])[i % 2 + 1], date '2018-01-01' + i % 2400, 12
     from generate_series($1::int, $2::int) i`,
    groups,
  )
  await client.query(
    `insert into member (member_code) select 'm' || i from generate_series($1::int + 1, $2::int) i`,
    part,
  )
  await client.query(
    `insert into episode (member_id, group_id, joined_on, planned_end_on, exited_on, exit_reason, arm, age_at_joining,
       gender, prior_episodes, site_id)
     select member_id, group_id, start_on, start_on + 84, start_on + 80, 'completed',
       case when random() < 0.4 then 'combined' else 'group_only' end, (18 + 60 * random())::int,
       (array['female', 'female', 'male', 'nonbinary'])[1 + floor(3.05 * random())::int], (3 * random())::int, 's'
     from (select member_id, substr(member_code, 2)::int as i from member) as numbered
     join treatment_group on group_id = 'g' || ((i - 1) / 8) where i > $1 and i <= $2`,
    part,
  )
  await client.query(
    `insert into episode_outcome (member_id, episode_id, sessions_eligible, sessions_attended, trailing_absences,
       last_attended_index, has_started, has_paired_scores, forms_unscored, is_not_at_caseness, first_eligible_on,
       last_eligible_on, last_attended_on, calculation_version, site_id, group_id, joined_on, planned_end_on, exited_on,
       ended_on, exit_reason, arm)
     select member_id, episode_id, attended, attended, 0, attended, true, true, 0, false,
       case when attended > 0 then joined_on end, case when attended > 0 then joined_on + 70 end,
       case when attended > 0 then joined_on + 70 end, 1, site_id, group_id, joined_on, planned_end_on, exited_on, ended_on,
       exit_reason, arm
     from (select *, floor(13 * sqrt(random()))::int as attended from episode) as went
     where not exists (select from episode_outcome as its where its.member_id = went.member_id)`,
  )
  await client.query(
    `insert into episode_measure_outcome (member_id, episode_id, measure_code, n_scores, sum_days, sum_days_squared,
       sum_score, sum_days_score, sum_score_squared, baseline, baseline_on, last, last_on, best, change_in_points,
       reliable_change, is_case_at_start, is_case_at_end, n_sudden_gains, calculation_version, forms_returned, forms_valid,
       week_numbers, week_n_scores, week_sum_scores, improved_points, improved_days, held_points, held_days, site_id,
       group_id, joined_on, ended_on, arm)
     select member_id, episode_id, 'phq9', 2, 0, 0, 0, 0, 0, first, joined_on, first - change, joined_on + 70, first - change,
       change, case when change >= 6 then 'reliably_improved' when change <= -6 then 'reliably_deteriorated'
         else 'no_reliable_change' end, first >= 10, first - change >= 10, 0, 1, 2, 2, '{0}', '{2}', '{0}', '{}', '{}', '{}', '{}',
       site_id, group_id, joined_on, ended_on, arm
     from (select *, floor(28 * random())::int as first from episode) as started
     cross join lateral (select floor(-8 + random() * (9 + least(first, 14)))::int as change) as changed
     where not exists (select from episode_measure_outcome as its where its.member_id = started.member_id)`,
  )
  await client.query('analyze')
}
