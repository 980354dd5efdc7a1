import { type ReactElement, useState } from 'react'
import { useParams } from 'react-router'
import type {
  EpisodeRecord,
  MemberRecord,
  TreatmentRecord,
} from '../../../../../api/src/contracts/member-records.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { HideNamesSwitch } from '../../../components/hidden-names/hide-names-switch.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { formatDay } from '../../../format/day.js'
import { ARM_LABELS } from '../../../format/enumeration-labels.js'
import { stayWords } from '../episode-labels.js'
import { FormsCard } from '../forms/forms-card.js'
import styles from '../record-dialog.module.css'
import { useMemberRecord } from '../record-reads.js'
import { CloseDialog, MoveDialog, ReopenDialog } from './episode-dialogs.js'
import { IdentityCard } from './identity-card.js'
import { memberRecordTitle, TREATMENT_LABELS } from './member-record-words.js'
import { MergeCard } from './merge-card.js'
import { EndTreatmentDialog, NewTreatmentDialog } from './treatment-dialogs.js'

/** What is kept of a member: who it is, episodes of care, treatments beside the group, forms, merged records. */
export function MemberRecordPage(): ReactElement {
  const { memberId = '' } = useParams()
  const record = useMemberRecord(memberId)
  const isCoordinator = useSignedIn().role === 'coordinator'
  const found = record.data
  return (
    <>
      <PageHeader
        name={`Record of member ${memberId}`}
        title={found === undefined ? `Member ${memberId}` : memberRecordTitle(found)}
        subline={
          isCoordinator
            ? 'Every change keeps what stood there before, with who changed it and why'
            : 'You can keep forms, and say when an episode ended and why; coordinators keep the rest'
        }
        crumbs={[
          { label: 'Members', href: '/members' },
          { label: `Member ${memberId}`, href: `/members/${encodeURIComponent(memberId)}` },
          { label: 'Record', href: null },
        ]}
        actions={<HideNamesSwitch />}
      />
      {found === undefined ? (
        <Card>{cardMessage(cardState(record)) ?? <p role="status">Loading the record</p>}</Card>
      ) : (
        <CardRow layout="one">
          <IdentityCard record={found} isCoordinator={isCoordinator} />
          <EpisodesCard record={found} isCoordinator={isCoordinator} />
          <TreatmentsCard record={found} isCoordinator={isCoordinator} />
          <FormsCard record={found} />
          {isCoordinator && <MergeCard record={found} />}
        </CardRow>
      )}
    </>
  )
}

interface OfRecord {
  readonly record: MemberRecord
  readonly isCoordinator: boolean
}
type Step = 'close' | 'reopen' | 'move'

function EpisodesCard({ record, isCoordinator }: OfRecord): ReactElement {
  const [opened, setOpened] = useState<{ step: Step; episode: EpisodeRecord } | null>(null)
  const close = (): void => setOpened(null)
  return (
    <>
      <ListCard
        title="Episodes of care"
        caption="Oldest first; the arm follows from what ran beside the group in the first 14 days"
        state={{ kind: 'ready' }}
        columns={episodeColumns(isCoordinator, (step, episode) => setOpened({ step, episode }))}
        rows={record.episodes}
        rowKey={({ episode_id }) => String(episode_id)}
        emptyWords="No episode in your reach."
      />
      {opened?.step === 'close' && <CloseDialog episode={opened.episode} onClose={close} />}
      {opened?.step === 'reopen' && <ReopenDialog episode={opened.episode} onClose={close} />}
      {opened?.step === 'move' && <MoveDialog episode={opened.episode} onClose={close} />}
    </>
  )
}

function episodeColumns(
  isCoordinator: boolean,
  onStep: (step: Step, episode: EpisodeRecord) => void,
): TableColumn<EpisodeRecord>[] {
  const button = (label: string, step: Step, episode: EpisodeRecord): ReactElement => (
    <RowButton
      label={label}
      of={`the episode in ${episode.group_name}`}
      onClick={() => onStep(step, episode)}
    />
  )
  return [
    {
      name: 'group',
      label: 'Group',
      kind: 'text',
      value: (episode) => episode.group_name,
      href: (episode) => `/groups/${encodeURIComponent(episode.group_id)}/record`,
      isRowHeader: true,
    },
    { name: 'joined_on', label: 'Joined', kind: 'day', value: (episode) => episode.joined_on },
    { name: 'planned_end_on', label: 'Planned end', kind: 'day', value: (episode) => episode.planned_end_on },
    { name: 'stay', label: 'Now', kind: 'text', value: stayWords },
    {
      name: 'arm',
      label: 'Arm',
      kind: 'text',
      value: (episode) => (episode.arm === null ? 'not known' : ARM_LABELS[episode.arm]),
    },
    {
      name: 'steps',
      label: 'Change',
      kind: 'text',
      value: () => null,
      cell: (episode) => (
        <span className={styles.buttons}>
          {button(episode.exited_on === null ? 'Close' : 'Correct the end', 'close', episode)}
          {episode.exited_on !== null && button('Reopen', 'reopen', episode)}
          {episode.exited_on === null && isCoordinator && button('Move', 'move', episode)}
        </span>
      ),
      isSortable: false,
    },
  ]
}

function TreatmentsCard({ record, isCoordinator }: OfRecord): ReactElement {
  const [isAdding, setAdding] = useState(false)
  const [ended, setEnded] = useState<TreatmentRecord | null>(null)
  return (
    <>
      <ListCard
        title="Treatments beside the group"
        caption="Individual therapy and medication, as far as they are known"
        state={{ kind: 'ready' }}
        columns={treatmentColumns(isCoordinator, setEnded)}
        rows={record.treatments}
        rowKey={({ kind, started_on }) => `${kind} ${started_on}`}
        emptyWords="None is recorded."
        {...(isCoordinator ? { add: { label: 'Add a treatment', onAdd: () => setAdding(true) } } : {})}
      />
      {isAdding && <NewTreatmentDialog memberId={record.member_id} onClose={() => setAdding(false)} />}
      {ended !== null && <EndTreatmentDialog treatment={ended} onClose={() => setEnded(null)} />}
    </>
  )
}

function treatmentColumns(
  isCoordinator: boolean,
  onEnd: (treatment: TreatmentRecord) => void,
): TableColumn<TreatmentRecord>[] {
  const columns: TableColumn<TreatmentRecord>[] = [
    {
      name: 'kind',
      label: 'Kind',
      kind: 'text',
      value: ({ kind }) => TREATMENT_LABELS[kind],
      isRowHeader: true,
    },
    { name: 'started_on', label: 'Began', kind: 'day', value: (treatment) => treatment.started_on },
    {
      name: 'ended_on',
      label: 'Ended',
      kind: 'text',
      value: ({ ended_on }) => (ended_on === null ? 'goes on' : formatDay(ended_on)),
    },
  ]
  if (!isCoordinator) return columns
  return [
    ...columns,
    {
      name: 'change',
      label: 'Change',
      kind: 'text',
      value: () => null,
      cell: (treatment) => (
        <RowButton
          label={treatment.ended_on === null ? 'End' : 'Correct the end'}
          of={`${TREATMENT_LABELS[treatment.kind]} since ${formatDay(treatment.started_on)}`}
          onClick={() => onEnd(treatment)}
        />
      ),
      isSortable: false,
    },
  ]
}
