import { Button } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import type { StudyHead } from '../../../../api/src/contracts/studies.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { CardRow } from '../../components/card-row.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { ListCard } from '../../components/list-card/list-card.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { formatInstant } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { DEFAULT_DEFINITION } from './default-definition.js'
import { useStudies } from './study-reads.js'
import { verdictWords } from './study-words.js'
import { TargetTrialCard } from './target-trial-card.js'

/** The questions asked so far about group therapy alone and combined treatment. */
export function StudyListPage(): ReactElement {
  const { deployment } = useSignedIn()
  const studies = useStudies()
  const [isAsking, setAsking] = useState(false)
  const columns = useMemo(() => studyColumns(deployment.time_zone), [deployment.time_zone])
  const found = studies.data?.studies
  return (
    <>
      <PageHeader
        name="Comparison"
        title={listTitle(found)}
        subline="Group therapy only beside combined treatment: associations in your own records, not proof of a cause"
        actions={<Button onClick={() => setAsking(true)}>New study</Button>}
      />
      <CardRow layout="one">
        {isAsking && <TargetTrialCard title="New study" from={DEFAULT_DEFINITION} sites={null} />}
        <ListCard
          title="Studies"
          caption="Latest first; a changed question is a new version"
          state={cardState(studies)}
          columns={columns}
          rows={found ?? []}
          rowKey={(study) => String(study.study_id)}
          emptyWords={
            found === undefined
              ? 'Loading studies'
              : 'No study yet. “New study” begins from the default question.'
          }
        />
      </CardRow>
    </>
  )
}

function listTitle(studies: readonly StudyHead[] | undefined): string {
  if (studies === undefined) return 'Comparison of group only and combined treatment'
  if (studies.length === 0) return 'No comparison has been made yet'
  return `${countOf(studies.length, 'comparison')} of group only and combined treatment`
}

function studyColumns(timeZone: string): TableColumn<StudyHead>[] {
  return [
    {
      name: 'name',
      label: 'Study',
      kind: 'text',
      value: (study) => study.name,
      href: (study) => `/comparison/${study.study_id}`,
      isRowHeader: true,
    },
    { name: 'version', label: 'Version', kind: 'number', value: (study) => study.version },
    { name: 'verdict', label: 'Verdict', kind: 'text', value: (study) => verdictWords(study.verdict) },
    { name: 'as_of', label: 'Up to', kind: 'day', value: (study) => study.as_of },
    {
      name: 'created_at',
      label: 'Made',
      kind: 'day',
      value: (study) => study.created_at,
      text: (study) => formatInstant(study.created_at, timeZone),
    },
    {
      name: 'frozen',
      label: 'Frozen',
      kind: 'day',
      value: (study) => study.frozen_at,
      text: (study) => (study.frozen_at === null ? 'no' : formatInstant(study.frozen_at, timeZone)),
    },
  ]
}
