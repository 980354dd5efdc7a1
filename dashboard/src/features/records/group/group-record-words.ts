import type { GroupPage } from '../../../../../api/src/contracts/group-records.js'
import { countOf } from '../../../format/number.js'

/** What stands in the record: "Tue CBT: 8 sessions held, 4 planned; 9 members attend". */
export function groupRecordTitle({ group, sessions, episodes, today }: GroupPage): string {
  const held = sessions.filter(({ status }) => status === 'held').length
  const planned = sessions.filter(({ status }) => status === 'planned').length
  const attending = episodes.filter(
    ({ joined_on, exited_on }) => joined_on <= today && (exited_on === null || exited_on > today),
  ).length
  const members = `${countOf(attending, 'member')} ${attending === 1 ? 'attends' : 'attend'}`
  return `${group.name}: ${countOf(held, 'session')} held, ${planned} planned; ${members}`
}
