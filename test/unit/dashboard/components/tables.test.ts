import { describe, expect, test } from '@jest/globals'
import {
  type CardTable,
  cardTableColumns,
  cardTableCsv,
} from '../../../../dashboard/src/components/chart-card/card-table.js'
import { sortRows } from '../../../../dashboard/src/components/data-table/table-column.js'
import { filterLink } from '../../../../dashboard/src/components/filter-bar/filter-link.js'
import {
  filterWords,
  removableFilters,
} from '../../../../dashboard/src/components/filter-bar/filter-words.js'

const TABLE: CardTable = {
  caption: 'Rates',
  columns: [
    { name: 'rate', label: 'Rate', kind: 'text' },
    { name: 'proportion', label: 'Share', kind: 'proportion' },
    { name: 'counted', label: 'Counted', kind: 'text', isInFileOnly: true },
  ],
  rows: [
    { key: 'b', cells: ['Recovery', 0.4795, 'finished'], href: '/members', detail: 'of finished' },
    { key: 'a', cells: ['Response', null, 'paired'] },
  ],
}

describe('the table twin of a chart', () => {
  test('its file holds every column with unrounded numbers', () => {
    expect(cardTableCsv(TABLE)).toBe(
      'rate,proportion,counted\r\nRecovery,0.4795,finished\r\nResponse,,paired\r\n',
    )
  })

  test('its first cell leads to the rows counted', () => {
    const [head, ...others] = cardTableColumns(TABLE)
    expect(TABLE.rows.map((row) => head?.href?.(row))).toEqual(['/members', null])
    expect(others.map((column) => column.name)).toEqual(['proportion'])
  })

  test('rows without a value come last in both orders', () => {
    const columns = cardTableColumns(TABLE)
    const keys = (order: 'asc' | 'desc') =>
      sortRows(TABLE.rows, columns, { column: 'proportion', order }).map((row) => row.key)
    expect(keys('asc')).toEqual(['b', 'a'])
    expect(keys('desc')).toEqual(['b', 'a'])
  })
})

describe('filters', () => {
  const choices = {
    sites: [{ site_id: 'north', name: 'North' }],
    groups: null,
    measures: [{ code: 'phq9', short_name: 'PHQ-9' }],
  }

  test('travel along a link, after what the link is about', () => {
    expect(
      filterLink('/members', { to: '2026-06-30', site: 'north' }, { family: 'national', class: 'recovery' }),
    ).toBe('/members?family=national&class=recovery&site=north&to=2026-06-30')
    expect(filterLink('/members', {})).toBe('/members')
  })

  test('read as words; an id whose list has not arrived is shown as it is', () => {
    expect(filterWords({ site: 'north', group: 'g7', arm: 'combined', from: '2026-01-01' }, choices)).toEqual(
      ['Site North', 'Group g7', 'Arm Combined', 'From 1 Jan 2026'],
    )
  })

  test('each can be taken off where nothing was found', () => {
    const removed: string[] = []
    const state = { filters: { site: 'north', measure: 'phq9' }, set: (key: string) => removed.push(key) }
    const offered = removableFilters(state, choices)
    for (const each of offered) each.remove()
    expect(offered.map((each) => each.words)).toEqual(['Site North', 'Measure PHQ-9'])
    expect(removed).toEqual(['site', 'measure'])
  })
})
