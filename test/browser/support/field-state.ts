import type { Page } from 'playwright-core'

/** The words that a field is described by: its hint and its error. */
export async function describedBy(page: Page, label: string): Promise<string> {
  const ids = await page.getByLabel(label, { exact: true }).getAttribute('aria-describedby')
  const words = (ids ?? '').split(' ').filter((id) => id !== '')
  return (await Promise.all(words.map((id) => page.locator(`[id="${id}"]`).innerText()))).join(' ').trim()
}

export function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)
}
