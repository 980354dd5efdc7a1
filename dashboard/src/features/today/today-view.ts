import type { Caseload, CaseloadRow } from '../../../../api/src/contracts/signals.js'

/** The tiles, as the address names them. */
export const TILES = ['not_on_track', 'item_9', 'form_missing', 'absent_twice'] as const
export type Tile = (typeof TILES)[number]

/** What the address asks for. */
export interface TodayView {
  /** null: everybody, those on track folded away. */
  readonly show: Tile | null
  readonly measure: string
  /** Values of the address that mean nothing here; they act on nothing. */
  readonly dropped: readonly string[]
}

/** @param measures  of the rule set; the first is shown unless another is asked for */
export function todayView(search: URLSearchParams, measures: readonly string[]): TodayView {
  const [askedTile, askedMeasure] = [search.get('show'), search.get('measure')]
  const show = TILES.find((tile) => tile === askedTile) ?? null
  const measure = measures.find((code) => code === askedMeasure)
  return {
    show,
    measure: measure ?? measures[0] ?? 'phq9',
    dropped: [
      ...(askedTile !== null && show === null ? [askedTile] : []),
      ...(askedMeasure !== null && measure === undefined && measures.length > 0 ? [askedMeasure] : []),
    ],
  }
}

/** The address of a view; what is usual is left out of it. */
export function todayLink(view: Pick<TodayView, 'show' | 'measure'>, measures: readonly string[]): string {
  const search = new URLSearchParams()
  if (view.show !== null) search.set('show', view.show)
  if (view.measure !== measures[0]) search.set('measure', view.measure)
  const text = search.toString()
  return text === '' ? '/today' : `/today?${text}`
}

/** The rows of a tile, in the order of the server; a missing form leaves a member on track, and is shown all the same. */
export function rowsOf(
  { members, on_track: onTrack }: Pick<Caseload, 'members' | 'on_track'>,
  show: Tile | null,
): { readonly rows: readonly CaseloadRow[]; readonly folded: readonly CaseloadRow[] } {
  if (show === null) return { rows: members, folded: onTrack }
  return { rows: [...members, ...onTrack].filter((row) => belongsTo(row, show)), folded: [] }
}

/** Whether a row is one of those that a tile counts. */
export function belongsTo(row: CaseloadRow, tile: Tile): boolean {
  switch (tile) {
    case 'not_on_track':
      return row.is_open && row.status === 'not_on_track'
    case 'item_9':
      return (row.risk_item?.to_acknowledge.length ?? 0) > 0
    case 'form_missing':
      return row.is_open && hasSignal(row, 'measure_missing')
    case 'absent_twice':
      return row.is_open && hasSignal(row, 'absent_2')
  }
}

function hasSignal(
  { signals }: CaseloadRow,
  kind: CaseloadRow['signals'][number]['evidence']['kind'],
): boolean {
  return signals.some(({ evidence }) => evidence.kind === kind)
}
