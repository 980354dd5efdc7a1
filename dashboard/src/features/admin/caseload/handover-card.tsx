import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { NewHandover } from '../../../../../api/src/contracts/caseload.js'
import { Card } from '../../../components/card.js'
import { ConfirmDialog } from '../../../components/dialog/confirm-dialog.js'
import { ChoiceList } from '../../../components/form/choice-list.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import { formatDay } from '../../../format/day.js'
import styles from '../admin-form.module.css'
import { useReadAnew } from '../admin-reads.js'
import { handOver } from './caseload-requests.js'
import { handoverConsequences, handoverDoneWords, type LedGroup, PART_LABELS } from './caseload-words.js'
import { TherapistSelect } from './therapist-select.js'
import type { Caseload } from './use-caseload.js'

type Field = 'from_therapist_id' | 'to_therapist_id' | 'group_ids' | 'reason'

/** Groups go from one therapist to another, for good. After each handover the form starts anew. */
export function HandoverCard({ caseload }: { caseload: Caseload }): ReactElement {
  const [done, setDone] = useState<readonly string[]>([])
  return (
    <Card label="Hand groups over">
      <h2 className={styles.title}>Hand groups over, for good</h2>
      <HandoverForm
        key={done.length}
        caseload={caseload}
        onDone={(sentence) => setDone([...done, sentence])}
      />
      <p role="status" className={styles.done}>
        {done.at(-1)}
      </p>
    </Card>
  )
}

function HandoverForm(props: { caseload: Caseload; onDone: (sentence: string) => void }): ReactElement {
  const { caseload } = props
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [groupIds, setGroupIds] = useState<readonly string[]>([])
  const [asked, setAsked] = useState<NewHandover | null>(null)
  const readAnew = useReadAnew()
  const groups = caseload.leaders.find((each) => each.therapist_id === from)?.groups ?? []
  const chosen = groups.filter((group) => groupIds.includes(group.group_id))
  const nameOf = (id: string): string =>
    caseload.therapists.find((each) => each.therapist_id === id)?.display_name ?? id
  const form = useForm<Field>({
    check: (value) =>
      brokenRules(
        ['from_therapist_id', from !== '', 'Choose who hands over.'],
        ['group_ids', from === '' || chosen.length > 0, 'Choose at least one group.'],
        ['to_therapist_id', to !== '', 'Choose who takes over.'],
        ['reason', value('reason').trim().length >= 3, 'Say in a few words why.'],
      ),
    send: async (value) => {
      // Exactly the groups that were on the screen: one that was added meanwhile does not go along unseen.
      setAsked({
        from_therapist_id: from,
        to_therapist_id: to,
        group_ids: chosen.map((group) => group.group_id),
        reason: value('reason'),
      })
    },
  })
  const chooseFrom = (therapistId: string): void => {
    const led = caseload.leaders.find((each) => each.therapist_id === therapistId)?.groups ?? []
    setFrom(therapistId)
    setGroupIds(led.map((group) => group.group_id))
  }
  return (
    <>
      <form {...form.props} className={styles.form}>
        <TherapistSelect
          name="from_therapist_id"
          label="From"
          value={from}
          onChange={chooseFrom}
          therapists={caseload.leaders}
          without={to}
          error={form.errorAt('from_therapist_id')}
        />
        {groups.length > 0 && (
          <ChoiceList
            kind="checkbox"
            name="group_ids"
            legend="Groups"
            chosen={groupIds}
            choices={groups.map((group) => groupChoice(group, caseload))}
            onChange={setGroupIds}
            error={form.errorAt('group_ids')}
          />
        )}
        <TherapistSelect
          name="to_therapist_id"
          label="To"
          value={to}
          onChange={setTo}
          therapists={caseload.therapists}
          without={from}
          error={form.errorAt('to_therapist_id')}
        />
        <TextField
          name="reason"
          label="Reason"
          autoComplete="off"
          maxLength={500}
          hint="Stays with the records. No names of members."
          error={form.errorAt('reason')}
        />
        <FormAlert failure={form.failure} />
        <div className={styles.actions}>
          <Button type="submit" variant="default">
            Hand over
          </Button>
        </div>
      </form>
      {asked !== null && (
        <ConfirmDialog
          title={`Hand over from ${nameOf(from)} to ${nameOf(to)}?`}
          consequences={handoverConsequences({
            from: nameOf(from),
            to: nameOf(to),
            groups: chosen,
            all: groups.length,
          })}
          confirmLabel="Hand over"
          onConfirm={async () => {
            const answer = await handOver(asked)
            await readAnew('caseload')
            props.onDone(handoverDoneWords(answer))
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function groupChoice(group: LedGroup, { sites }: Caseload): { value: string; label: string; detail: string } {
  const site = sites.find((each) => each.site_id === group.site_id)?.name ?? group.site_id
  return {
    value: group.group_id,
    label: group.name,
    detail: [
      site,
      PART_LABELS[group.part],
      ...(group.end_date === null ? [] : [`until ${formatDay(group.end_date)}`]),
    ].join(' · '),
  }
}
