import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { AuditPage, AuditRow } from '../../../../../api/src/contracts/audit.js'
import { readJson } from '../../../api-client/read-json.js'

const CHANGES_READ = 50

/** The latest changes of settings, as the activity keeps them. */
export function useSettingChanges(): UseQueryResult<AuditPage> {
  return useQuery({
    queryKey: ['settings', 'changes'],
    queryFn: ({ signal }) =>
      readJson<AuditPage>('/audit', {
        query: { action: 'setting.change', outcome: 'success', page_size: CHANGES_READ },
        signal,
      }),
  })
}

export interface SettingChange {
  readonly key: string
  readonly setting: string
  /** "24 to 12". */
  readonly words: string
  readonly who: string
  readonly at: string
}

/** The last change of each setting, the latest first: records come newest first. */
export function lastChanges(records: readonly AuditRow[]): readonly SettingChange[] {
  const known = new Set<string>()
  return records.flatMap((record) => {
    const setting = record.target?.replace(/^setting:/, '')
    if (setting === undefined || known.has(setting)) return []
    known.add(setting)
    return [
      {
        key: `${record.chain_day}.${record.number}.${setting}`,
        setting: setting.replaceAll('_', ' '),
        words: `${valueWords(record.detail.from)} → ${valueWords(record.detail.to)}`,
        who: record.actor.name ?? record.actor.id,
        at: record.occurred_at,
      },
    ]
  })
}

function valueWords(value: string | number | boolean | undefined): string {
  if (value === true) return 'on'
  if (value === false) return 'off'
  return value === undefined ? 'unknown' : String(value)
}
