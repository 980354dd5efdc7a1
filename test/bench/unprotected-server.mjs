/**
 * The API on a database that is there already, with every row in reach and nothing recorded: what a benchmark measures
 * row-level security and the audit against. Signing in is the same. It exists for benchmarks alone.
 */
import 'reflect-metadata'
import { generateKeyPairSync } from 'node:crypto'

const built = (file) => import(`../../dist/api/src/${file}`)
const { appModule } = await built('app.module.js')
const { DatabaseAccess } = await built('database/access.js')
const { AuditChain } = await built('database/audit/audit-chain.js')
const { applicationDataSource } = await built('database/data-source.js')
const { SignInPool } = await built('database/sign-in-pool.js')
const { NO_DEMO_ACCOUNTS } = await built('features/sign-in/demo-accounts.js')
const { Argon2Hasher } = await built('features/sign-in/password-hashing.js')
const { SystemClock } = await built('platform/clock.js')
const { createHttpServer } = await built('platform/http-server.js')
const { createLog } = await built('platform/logging.js')
const { readKeys } = await built('platform/secrets.js')
const { withAdministrator } = await import('./signed-in.mjs')

const { TIDEMARK_DATA: dataFolder, PORT: port } = process.env

class EverythingInReach extends DatabaseAccess {
  run(context, work, options) {
    const actor = { kind: 'command_line', id: 'bench' }
    return super.run({ ...context, actor, role: null }, work, options)
  }
}

await withAdministrator(dataFolder, async (_client, urls) => {
  const log = createLog('error')
  const { signIn: key } = await readKeys({ secret: null, dataFolder })
  const dataSource = await applicationDataSource(urls.command_line).initialize()
  const access = new EverythingInReach(
    dataSource,
    new AuditChain(dataSource, generateKeyPairSync('ed25519').privateKey),
  )
  const signIn = {
    pool: new SignInPool(urls.api),
    key,
    hasher: new Argon2Hasher(),
    demoAccounts: NO_DEMO_ACCOUNTS,
    publicUrl: null,
  }
  const audit = { append: async () => {} }
  const server = await createHttpServer(
    appModule({ dataSource, access, audit, clock: new SystemClock(), log, signIn }),
    {
      log,
      version: 'bench',
      dashboardFolder: '/nowhere',
      web: {
        publicUrl: null,
        trustedProxy: null,
        certificate: null,
        requestsPerMinute: 100_000_000,
        signInKey: key,
      },
    },
  )
  await server.listen(Number(port), '127.0.0.1')
  await new Promise((resolve) => process.once('SIGTERM', resolve))
  await server.close()
  await signIn.pool.close()
  await dataSource.destroy()
})
