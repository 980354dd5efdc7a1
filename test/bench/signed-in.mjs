/** Somebody to call a benchmark's server as, without the cost of a password: a user and a session in its database. */
import { createHmac, randomBytes } from 'node:crypto'
import pg from 'pg'

const built = (file) => import(`../../dist/api/src/${file}`)
const { startEmbeddedPostgres } = await built('database/embedded/start-embedded-postgres.js')
const { prepareDatabase } = await built('database/roles.js')
const { readKeys } = await built('platform/secrets.js')
const { SESSION_COOKIE } = await built('platform/signed-cookie.js')

const log = { info() {}, warn() {}, error() {} }

/** Runs `use` with a connection to the embedded database of a data folder: as the superuser, past every policy. */
export async function withAdministrator(dataFolder, use) {
  const server = await startEmbeddedPostgres({ dataFolder, log })
  const { urls } = await prepareDatabase(server.adminUrl, 'tidemark')
  const url = new URL(server.adminUrl)
  url.pathname = '/tidemark'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return await use(client, urls, url.href)
  } finally {
    await client.end()
    await server.stop()
  }
}

/** A new user with the role, at every site that there is, and the headers that their browser would send. */
export async function signedIn(dataFolder, role, therapistId = null) {
  const { signIn } = await readKeys({ secret: process.env.TIDEMARK_SECRET ?? null, dataFolder })
  const id = `bench-${role}-${randomBytes(4).toString('hex')}`
  const token = randomBytes(24).toString('base64url')
  await withAdministrator(dataFolder, async (client) => {
    await client.query(
      `insert into auth."user" (id, name, email, role, two_factor_enabled) values ($1, 'Bench', $1 || '@bench.example', $2, true)`,
      [id, role],
    )
    await client.query('insert into user_site select $1, site_id from site', [id])
    if (therapistId !== null)
      await client.query('insert into user_therapist values ($1, $2)', [id, therapistId])
    await client.query(
      `insert into auth.session (id, user_id, token, expires_at, confirmed_at) values ($1, $1, $2, now() + interval '30 minutes', now())`,
      [id, token],
    )
  })
  const signature = createHmac('sha256', signIn).update(token).digest('base64')
  return { cookie: `${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}` }
}
