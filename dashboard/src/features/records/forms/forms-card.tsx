import { type ReactElement, useState } from 'react'
import type { MeasureContract } from '../../../../../api/src/contracts/measures.js'
import type { MemberRecord } from '../../../../../api/src/contracts/member-records.js'
import type { ResponseRow } from '../../../../../api/src/contracts/members.js'
import type { SavedResponse } from '../../../../../api/src/contracts/response-entry.js'
import { useMeasures } from '../../../api-client/catalogue-reads.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { RiskAnswerNotice } from '../../../components/measure-form/risk-answer-notice.js'
import { formatDay } from '../../../format/day.js'
import { measureName } from '../../../format/measure-words.js'
import styles from '../record-dialog.module.css'
import { CorrectFormDialog, NewFormDialog, VoidFormDialog } from './form-dialogs.js'
import { useForms } from './form-requests.js'

type Opened = { readonly step: 'new' } | { readonly step: 'correct' | 'void'; readonly form: ResponseRow }

/** Every form of the member, void ones too: enter one, correct it with a reason, void it. */
export function FormsCard({ record }: { record: MemberRecord }): ReactElement {
  const { member_id: memberId } = record
  const forms = useForms(memberId)
  const measures = useMeasures().data
  const [opened, setOpened] = useState<Opened | null>(null)
  const [saved, setSaved] = useState<SavedResponse | null>(null)
  const close = (): void => setOpened(null)
  const measureOf = (wanted: string): MeasureContract | undefined =>
    measures?.find((each) => each.code === wanted)
  const storedMeasure = opened === null || opened.step === 'new' ? undefined : measureOf(opened.form.measure)
  const ofDialog = { onStored: setSaved, onClose: close }
  return (
    <>
      {saved?.risk_item_answered === true && (
        <RiskAnswerNotice
          label={`Item 9 of member ${memberId}`}
          titles={[
            `The ${measureName(saved.response.measure)} of ${formatDay(saved.response.responded_on)} has an answer above zero to item 9`,
          ]}
          crisisLine={saved.crisis_line}
          isStored
        />
      )}
      <ListCard
        title="Forms"
        caption="In order of day; a correction or a void keeps what stood there before"
        state={cardState(forms)}
        columns={formColumns((step, form) => setOpened({ step, form }))}
        rows={forms.data?.responses ?? []}
        rowKey={({ source_system, response_id }) => `${source_system} ${response_id}`}
        emptyWords="No form has come in."
        {...(measures === undefined
          ? {}
          : { add: { label: 'Enter a form', onAdd: () => setOpened({ step: 'new' }) } })}
      />
      {opened?.step === 'new' && measures !== undefined && (
        <NewFormDialog memberId={memberId} measures={measures} episodes={record.episodes} {...ofDialog} />
      )}
      {opened?.step === 'correct' && storedMeasure !== undefined && (
        <CorrectFormDialog memberId={memberId} form={opened.form} measure={storedMeasure} {...ofDialog} />
      )}
      {opened?.step === 'void' && storedMeasure !== undefined && (
        <VoidFormDialog
          form={opened.form}
          measure={storedMeasure}
          onStored={() => setSaved(null)}
          onClose={close}
        />
      )}
    </>
  )
}

function formColumns(
  onStep: (step: 'correct' | 'void', form: ResponseRow) => void,
): TableColumn<ResponseRow>[] {
  const nameOf = (form: ResponseRow): string =>
    `the ${measureName(form.measure)} of ${formatDay(form.responded_on)}`
  return [
    {
      name: 'responded_on',
      label: 'Day',
      kind: 'day',
      value: (form) => form.responded_on,
      isRowHeader: true,
    },
    { name: 'measure', label: 'Measure', kind: 'text', value: (form) => measureName(form.measure) },
    { name: 'total', label: 'Total', kind: 'number', value: (form) => form.total },
    { name: 'session_number', label: 'Session', kind: 'number', value: (form) => form.session_number },
    { name: 'source_system', label: 'Source', kind: 'text', value: (form) => form.source_system },
    { name: 'version', label: 'Version', kind: 'number', value: (form) => form.version },
    {
      name: 'state',
      label: 'State',
      kind: 'text',
      value: (form) => (form.is_voided ? 'void, counts no more' : 'counts'),
    },
    {
      name: 'steps',
      label: 'Change',
      kind: 'text',
      value: () => null,
      cell: (form) => (
        <span className={styles.buttons}>
          <RowButton
            label={form.is_voided ? 'Bring back' : 'Correct'}
            of={nameOf(form)}
            onClick={() => onStep('correct', form)}
          />
          {!form.is_voided && (
            <RowButton label="Void" of={nameOf(form)} onClick={() => onStep('void', form)} />
          )}
        </span>
      ),
      isSortable: false,
    },
  ]
}
