import type { Browser } from 'playwright-core'
import type { z } from 'zod'
import type { Me } from '../../../api/src/contracts/sign-in.js'
import { openPage, type SignedIn } from './open-page.js'

const BUTTONS: Readonly<Record<Me['role'], string>> = {
  director: 'Sign in as clinical director',
  therapist: 'Sign in as therapist',
  researcher: 'Sign in as researcher',
  coordinator: 'Sign in as coordinator',
  administrator: 'Sign in as administrator',
}

/** Signs in to the demo clinic on the sign-in page, as a visitor does, and keeps what the browser was given. */
export async function signInToDemo(browser: Browser, origin: string, role: Me['role']): Promise<SignedIn> {
  const { page } = await openPage(browser)
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: BUTTONS[role] }).click()
  await page.waitForURL((address) => address.pathname !== '/sign-in')
  const kept = await page.context().storageState()
  await page.context().close()
  return kept
}

/** What a read below /api/v1 answers to somebody signed in, checked against its contract. */
export async function readAs<Schema extends z.ZodType>(
  browser: Browser,
  signedIn: SignedIn,
  address: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const context = await browser.newContext({ storageState: signedIn })
  try {
    const response = await context.request.get(address)
    if (!response.ok()) throw new Error(`${address} answered ${response.status()}.`)
    return schema.parse(await response.json())
  } finally {
    await context.close()
  }
}
