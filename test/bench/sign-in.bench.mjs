import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { withAdministrator } from './signed-in.mjs'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title = 'a refused sign-in: whether its time tells if the address has an account (it must not)'

const ROUNDS = 60
const KNOWN = 'therapist@demo.example'

/** What is so before the attempt, for the account that there is. */
const cases = {
  'unknown address': { email: 'nobody@demo.example', state: '' },
  'wrong password': { email: KNOWN, state: 'failed_sign_ins = 0, locked_until = null, disabled_at = null' },
  locked: { email: KNOWN, state: "failed_sign_ins = 9, locked_until = now() + interval '1 hour'" },
  disabled: { email: KNOWN, state: 'failed_sign_ins = 0, locked_until = null, disabled_at = now()' },
}

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    // Each attempt comes from an address of its own: the limit of one address is not what is measured.
    await withServer(data, {}, async () => {})
    await withServer(data, { TRUSTED_PROXY: 'loopback' }, async ({ address }) => {
      await withAdministrator(data, async (client) => {
        const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]))
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const [name, { email, state }] of Object.entries(cases)) {
            if (state !== '') await client.query(`update auth."user" set ${state} where email = $1`, [KNOWN])
            times[name].push(await attempt(address, email, round))
          }
        }
        report(print, times)
      })
    })
  })
}

async function attempt(address, email, round) {
  const began = performance.now()
  const answer = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      origin: address,
      'content-type': 'application/json',
      'x-forwarded-for': `10.${round % 250}.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    },
    body: JSON.stringify({ email, password: 'not the password of it' }),
  })
  await answer.text()
  if (answer.status !== 401) throw new Error(`A refused sign-in was answered with ${answer.status}.`)
  return performance.now() - began
}

/** One attempt scatters far more than the reasons differ; only then do many attempts tell nothing either. */
function report(print, times) {
  const base = median(times['unknown address'])
  const scatter = spread(times['unknown address'])
  for (const [name, list] of Object.entries(times)) {
    const off = median(list) - base
    print(
      `${name}: median ${median(list).toFixed(1)} ms, middle half within ${spread(list).toFixed(1)} ms; ` +
        `off from an unknown address by ${off.toFixed(1)} ms, ${(Math.abs(off) / scatter).toFixed(2)} of its scatter`,
    )
  }
}

function spread(values) {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.floor(ordered.length * 0.75)] - ordered[Math.floor(ordered.length * 0.25)]
}
