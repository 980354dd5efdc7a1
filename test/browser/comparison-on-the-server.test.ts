import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../acceptance/support/tidemark-process.js'
import { accessibilityFaults, launchBrowser, openPage, type SignedIn } from './support/open-page.js'
import { signInToDemo } from './support/sign-in-to-demo.js'

// A comparison on the delivered server, worked out by its worker.

let installation: Installation
let server: RunningTidemark
let browser: Browser
let director: SignedIn

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start({ TIDEMARK_DEMO: 'on' })
  browser = await launchBrowser()
  director = await signInToDemo(browser, server.address, 'director')
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await installation.remove()
})

test('a director goes from the programme to a comparison, changes its target trial and reads the changed verdict', async () => {
  const { page, complaints, failures } = await openPage(browser, { signedIn: director })
  page.setDefaultTimeout(60_000)
  await page.goto(`${server.address}/programme`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('link', { name: 'Compare the arms' }).click()
  await page.getByText(/members would be compared/).waitFor()
  await page.getByRole('button', { name: 'Work it out and save' }).click()
  await page.getByRole('heading', { level: 1, name: /members compared with others like them/ }).waitFor()
  await page.getByRole('row', { name: 'Eligibility' }).getByRole('button').click()
  await page.getByLabel('Baseline of this or worse').fill('26')
  await page.keyboard.press('Enter')
  await page.getByText(/The verdict would be: No adjusted comparison/).waitFor()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await page.getByRole('heading', { level: 1, name: /There is no adjusted comparison/ }).waitFor()
  const beside = page.getByRole('region', { name: 'Beside the version before' })
  await beside.getByText('The verdict has changed').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page
    .getByRole('table', { name: 'From every episode to those compared' })
    .getByRole('link')
    .first()
    .click()
  await page.waitForURL((address) => address.pathname === '/members')
  // Left only when its rows are there: a list under way would be broken off, which counts as a failure.
  await page.getByRole('table').getByRole('row').nth(1).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: /There is no adjusted comparison/ }).waitFor()
  expect([complaints, failures]).toEqual([[], []])
}, 180_000)
