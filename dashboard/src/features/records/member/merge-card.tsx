import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router'
import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import type {
  MemberMerge,
  MemberMergeList,
  MemberRecord,
} from '../../../../../api/src/contracts/member-records.js'
import { readJson } from '../../../api-client/read-json.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { formatDay } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import { RecordDialog } from '../record-dialog.js'
import styles from '../record-dialog.module.css'
import { OneOfField, WordsField } from '../record-fields.js'
import { useMemberRecord } from '../record-reads.js'
import { movedWords } from './member-record-words.js'
import { findMembers, mergeMembers, undoMerge } from './member-requests.js'

/** Merges that this record took part in, each to be undone; and the way to merge it with another one. */
export function MergeCard({ record }: { record: MemberRecord }): ReactElement {
  const merges = useQuery({
    queryKey: ['member-merges'],
    queryFn: ({ signal }) => readJson<MemberMergeList>('/member-merges', { signal }),
  })
  const [isMerging, setMerging] = useState(false)
  const [undone, setUndone] = useState<MemberMerge | null>(null)
  const own = (merges.data?.merges ?? []).filter(
    ({ from, into }) => from === record.member_id || into === record.member_id,
  )
  return (
    <>
      <ListCard
        title="Merged records"
        caption="Two records of one person, made one; a merge can be undone at any time"
        state={cardState(merges)}
        columns={mergeColumns(setUndone)}
        rows={own}
        rowKey={({ merge_id }) => String(merge_id)}
        emptyWords="This record was never merged."
        add={{ label: 'Merge with another record', onAdd: () => setMerging(true) }}
      />
      {isMerging && <MergeDialog record={record} onClose={() => setMerging(false)} />}
      {undone !== null && (
        <RecordDialog
          title="Undo the merge"
          words={`${movedWords(undone)}. All of it goes back, with everything that was entered for it since.`}
          sendLabel="Undo the merge"
          fields={[]}
          hasReason
          check={() => []}
          send={(value) => undoMerge(undone.merge_id, value('reason'))}
          onClose={() => setUndone(null)}
        >
          {() => null}
        </RecordDialog>
      )}
    </>
  )
}

function mergeColumns(onUndo: (merge: MemberMerge) => void): TableColumn<MemberMerge>[] {
  return [
    {
      name: 'from',
      label: 'Given up',
      kind: 'text',
      value: (merge) => merge.from,
      detail: (merge) => `for ${merge.into}`,
      isRowHeader: true,
    },
    { name: 'moved', label: 'What moved', kind: 'text', value: movedWords },
    { name: 'reason', label: 'Reason', kind: 'text', value: (merge) => merge.reason },
    { name: 'merged_at', label: 'On', kind: 'day', value: (merge) => merge.merged_at.slice(0, 10) },
    {
      name: 'undo',
      label: 'Undo',
      kind: 'text',
      value: (merge) => merge.undone_at,
      cell: (merge) =>
        merge.undone_at === null ? (
          <RowButton label="Undo" of={`the merge of ${merge.from}`} onClick={() => onUndo(merge)} />
        ) : (
          `undone ${formatDay(merge.undone_at.slice(0, 10))}: ${merge.undo_reason ?? ''}`
        ),
      isSortable: false,
    },
  ]
}

/** Find the other record, compare both side by side, say which id stays, and why. */
function MergeDialog({ record, onClose }: { record: MemberRecord; onClose: () => void }): ReactElement {
  const navigate = useNavigate()
  const own = record.member_id
  const [text, setText] = useState('')
  const [found, setFound] = useState<FoundMembers['members'] | null>(null)
  const [other, setOther] = useState<string | null>(null)
  const areHidden = useHiddenNames()
  const search = async (): Promise<void> => {
    if (text.trim() === '') return
    const { members } = await findMembers(text)
    setFound(members.filter(({ member_id }) => member_id !== own))
  }
  return (
    <RecordDialog
      title={`Merge ${own} with another record`}
      words="Only for two records of one person. It is audited, and can be undone."
      sendLabel="Merge the two records"
      fields={['search', 'stays']}
      hasReason
      check={(value) =>
        brokenRules(
          ['search', other !== null, 'Find the other record and choose it.'],
          ['stays', other === null || value('stays') !== '', 'Choose the id that stays.'],
        )
      }
      send={async (value) => {
        if (other === null) return
        const into = value('stays') === other ? other : own
        await mergeMembers(into === own ? other : own, into, value('reason'))
        // The record that was given up names nobody now: it is not read again.
        setOther(null)
        if (into !== own) await navigate(`/members/${encodeURIComponent(into)}/record`, { replace: true })
      }}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <div onInput={(event) => event.target instanceof HTMLInputElement && setText(event.target.value)}>
            <WordsField name="search" label="Other record: id or name" error={errorAt('search')} />
          </div>
          <div className={styles.buttons}>
            <Button size="xs" variant="default" onClick={() => void search()}>
              Find
            </Button>
          </div>
          {found !== null && found.length === 0 && <p role="status">No other record matches.</p>}
          {found !== null && (
            <ul className={styles.found}>
              {found.map(({ member_id, full_name, n_episodes }) => (
                <li key={member_id}>
                  <Button
                    size="xs"
                    variant={other === member_id ? 'filled' : 'default'}
                    aria-pressed={other === member_id}
                    onClick={() => setOther(member_id)}
                  >
                    {member_id}
                  </Button>{' '}
                  {areHidden ? '' : `${full_name ?? 'no name'}, `}
                  {countOf(n_episodes, 'episode')}
                </li>
              ))}
            </ul>
          )}
          {other !== null && <Compared own={record} otherId={other} />}
          {other !== null && (
            <OneOfField
              name="stays"
              label="Id that stays"
              hint="Episodes, attendance, forms and treatments of the other one move to it; its own name and birth stay."
              value={own}
              values={[own, other]}
              labels={{ [own]: own, [other]: other }}
              error={errorAt('stays')}
            />
          )}
        </>
      )}
    </RecordDialog>
  )
}

function Compared({ own, otherId }: { own: MemberRecord; otherId: string }): ReactElement {
  const other = useMemberRecord(otherId)
  const areHidden = useHiddenNames()
  if (other.data === undefined) {
    return <p role="status">{other.isError ? other.error.message : 'Loading the other record'}</p>
  }
  const both = [own, other.data]
  const name = (record: MemberRecord): string =>
    areHidden ? 'hidden' : (record.identity.full_name ?? 'not known')
  const stays = (record: MemberRecord): string =>
    record.episodes
      .map(
        ({ group_name, joined_on, exited_on }) =>
          `${group_name}, ${formatDay(joined_on)} to ${exited_on === null ? 'now' : formatDay(exited_on)}`,
      )
      .join('; ')
  const lines: readonly (readonly [string, (record: MemberRecord) => string])[] = [
    ['Name', name],
    ['Born', (record) => (areHidden ? 'hidden' : formatDay(record.identity.date_of_birth))],
    ['Episodes', stays],
    ['Treatments', (record) => String(record.treatments.length)],
  ]
  return (
    <table className={styles.compared}>
      <caption>Side by side</caption>
      <thead>
        <tr>
          <td />
          {both.map(({ member_id }) => (
            <th key={member_id} scope="col">
              {member_id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, words]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {both.map((record) => (
              <td key={record.member_id}>{words(record)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
