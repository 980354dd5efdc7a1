import { describe, expect, test } from '@jest/globals'
import { isWiderThan } from '../../../../dashboard/src/components/filter-bar/programme-view.js'

const rows = { site: 'north', arm: 'combined', from: '2026-02-01', to: '2026-02-28' } as const

describe('the way back to the programme as it was', () => {
  test.each([
    ['', 'without filters, which a way down added'],
    ['site=north&tab=time&family=paired', 'by the same site, whatever its tab'],
    ['from=2026-01-01&to=2026-06-30', 'over a longer period'],
    ['measure=gad7', 'on another measure'],
  ])('leads to "%s": %s', (view) => {
    expect(isWiderThan(view, rows)).toBe(true)
  })

  test.each([
    ['site=east', 'another site'],
    ['group=g1', 'a filter that the rows do not have'],
    ['from=2026-02-10', 'a period that the rows exceed'],
    ['rules=gad7_5', 'other rules'],
  ])('does not lead to "%s": %s', (view) => {
    expect(isWiderThan(view, rows)).toBe(false)
  })
})
