import type { Dispatch, ReactElement, ReactNode } from 'react'
import { ConflictPanel } from './conflict-panel.js'
import { ReasonForm } from './reason-form.js'
import { RefusalNotice } from './refusal-notice.js'
import { RiskNotice } from './risk-notice.js'
import panelStyles from './row-panels.module.css'
import styles from './session-grid.module.css'
import type { SheetAction } from './sheet-reducer.js'
import { type EntryRow, lacksReason, type SheetState } from './sheet-state.js'

interface NoticeProps {
  readonly row: EntryRow
  readonly state: SheetState
  readonly dispatch: Dispatch<SheetAction>
  readonly name: string
}

/** Whatever a row needs a person for, right under it. */
export function RowNotices(props: NoticeProps): ReactElement {
  const span = props.state.columns.length + props.state.measures.length + 2
  return (
    <>
      {noticesOf(props).map(({ key, notice }) => (
        <tr key={key}>
          <td colSpan={span} className={styles.notice}>
            {notice}
          </td>
        </tr>
      ))}
    </>
  )
}

export function noticesOf({
  row,
  state,
  dispatch,
  name,
}: NoticeProps): readonly { key: string; notice: ReactNode }[] {
  const { sending } = row
  const memberId = row.stored.member_id
  return [
    row.isRiskTold && {
      key: 'risk',
      notice: <RiskNotice row={row} state={state} dispatch={dispatch} name={name} />,
    },
    sending.kind === 'refused' && {
      key: 'refusal',
      notice: (
        <RefusalNotice refusal={sending.refusal} state={state} row={row} dispatch={dispatch} name={name} />
      ),
    },
    sending.kind === 'conflict' && {
      key: 'conflict',
      notice: (
        <ConflictPanel row={row} picked={sending.picked} state={state} dispatch={dispatch} name={name} />
      ),
    },
    row.isDue &&
      lacksReason(state, row) && {
        key: 'reason',
        notice: (
          <ReasonForm
            name={name}
            words="What you changed was stored before this page was opened. Say why it is changed; the old version stays."
            sendLabel="Store the change"
            onReason={(reason) => dispatch({ kind: 'reason', memberId, reason })}
            backLabel="Take the change back"
            onBack={() => dispatch({ kind: 'take_back', memberId })}
          />
        ),
      },
    row.notices.length > 0 && {
      key: 'notices',
      notice: (
        <p className={panelStyles.said} role="status">
          {name}: {row.notices.join(' ')}
        </p>
      ),
    },
  ].filter((each) => each !== false)
}
