import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type BuiltDashboard, serveBuiltDashboard } from './support/built-dashboard.js'
import { aCleanImportPreview, anImportBatch, anImportPreview } from './support/import-answers.js'
import { aProblem, mockApi, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, launchBrowser, type OpenedPage, openPage } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

let browser: Browser
let dashboard: BuiltDashboard
beforeAll(async () => {
  dashboard = await serveBuiltDashboard()
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await dashboard.close()
})

interface Sent {
  readonly key: string | null
  readonly body: string
}

/** The import page with one answer after another to what it sends. */
async function openImport(
  answers: readonly { status: number; body: unknown }[],
  scheme: 'light' | 'dark' = 'light',
): Promise<OpenedPage & { sent: Sent[] }> {
  const opened = await openPage(browser, { scheme })
  const sent: Sent[] = []
  await mockApi(opened.page, { ...USUAL_ANSWERS, '/me': ok(someoneInRole('coordinator')) })
  await opened.page.route('**/api/v1/imports', async (route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.fallback()
    const answer = answers[sent.length] ?? aProblem(500, 'unexpected')
    sent.push({ key: await request.headerValue('idempotency-key'), body: request.postData() ?? '' })
    await route.fulfill({
      status: answer.status,
      contentType: answer.status < 400 ? 'application/json' : 'application/problem+json',
      body: JSON.stringify(answer.body),
    })
  })
  await opened.page.goto(`${dashboard.address}/entry/import`)
  return { ...opened, sent }
}

async function choose(page: Page, ...names: string[]): Promise<void> {
  const files = names.map((name) => ({ name, mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }))
  await page.getByLabel('Files of an import').setInputFiles(files)
}

describe('the import page', () => {
  test.each(['light', 'dark'] as const)(
    'has no accessibility fault and no complaint in %s',
    async (scheme) => {
      const { page, complaints } = await openImport([{ status: 200, body: anImportPreview() }], scheme)
      await page.getByText('Newest first').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await choose(page, 'groups.csv', 'members.csv')
      await page.getByRole('button', { name: 'See what would happen' }).click()
      await page.getByRole('heading', { name: '2 of 1,528 rows would be rejected' }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  test('a rejected answer to item 9 is an alert of its own with file and row', async () => {
    const { page } = await openImport([{ status: 200, body: anImportPreview() }])
    await choose(page, 'responses.csv')
    await page.getByRole('button', { name: 'See what would happen' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'item 9' })
    await alert.waitFor()
    expect(await alert.innerText()).toContain('responses.csv, row 212')
    expect(await page.getByRole('button', { name: 'Store', exact: true }).isDisabled()).toBe(true)
  })

  test('the preview stores nothing; storing sends the same files with a key', async () => {
    const stored = anImportBatch()
    const { page, sent } = await openImport([
      { status: 200, body: aCleanImportPreview() },
      { status: 200, body: stored },
    ])
    await choose(page, 'members.csv', 'groups.csv')
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByRole('button', { name: 'Store 1,528 rows' }).click()
    await page.getByRole('heading', { name: '1,528 rows stored, 96 episodes brought up to date' }).waitFor()
    const [preview, store] = sent
    expect(preview?.key).toBeNull()
    expect(preview?.body).toMatch(/name="dry_run"\r\n\r\ntrue/)
    expect(store?.key).toMatch(/^[0-9a-f]{32}$/)
    expect(store?.body).toMatch(/name="dry_run"\r\n\r\nfalse/)
    for (const request of sent)
      expect(request.body).toMatch(/filename="groups.csv"[\s\S]*filename="members.csv"/)
  })

  test('a failed storing is retried under the same key', async () => {
    const { page, sent } = await openImport([
      { status: 200, body: aCleanImportPreview() },
      aProblem(503, 'busy'),
      { status: 200, body: anImportBatch() },
    ])
    await choose(page, 'members.csv')
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByRole('button', { name: 'Store 1,528 rows' }).click()
    await page.getByText('Request req-4711').waitFor()
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('heading', { name: /rows stored/ }).waitFor()
    expect(sent[1]?.key).toBe(sent[2]?.key)
  })

  test('the valid rows alone are previewed again before they are stored', async () => {
    const validOnly = { ...anImportPreview(), mode: 'accept-valid' }
    const { page, sent } = await openImport([
      { status: 200, body: anImportPreview() },
      { status: 200, body: validOnly },
    ])
    await choose(page, 'responses.csv')
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByRole('button', { name: 'Take only the valid rows' }).click()
    await page.getByRole('button', { name: 'Store 1,526 rows' }).waitFor()
    expect(sent[1]?.body).toMatch(/name="mode"\r\n\r\naccept-valid/)
    expect(sent[1]?.body).toMatch(/name="dry_run"\r\n\r\ntrue/)
  })

  test('files that are no import files are named with the reason and not sent', async () => {
    const { page } = await openImport([])
    await choose(page, 'groups.csv', 'notes.docx', 'members.xlsx')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(/notes\.docx: not a CSV file[\s\S]*members\.xlsx: a workbook/)
    expect(await page.getByRole('list', { name: 'Chosen files' }).getByRole('listitem').count()).toBe(1)
  })
})
