import { type ReactElement, useState } from 'react'
import type {
  DatasetChoices,
  DatasetDefinitionContract,
} from '../../../../api/src/contracts/dataset-exports.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { formatPercent } from '../../format/percent.js'
import { AggregateCard } from './aggregate-card.js'
import { CheckCard } from './check-card.js'
import { CohortCard } from './cohort-card.js'
import { useDataSetQuestion } from './data-set-question.js'
import { useChoices } from './data-set-reads.js'
import { previewTitle } from './data-set-words.js'
import { LibraryCard } from './library-card.js'
import { RunCard } from './run-card.js'
import { SubstanceUse } from './substance-use.js'
import { usePreview } from './use-preview.js'
import { VariablesCard } from './variables-card.js'

/** From a cohort to a data set that may leave, in four steps, and the data sets so far. */
export function ResearchPage(): ReactElement {
  const { deployment } = useSignedIn()
  const choices = useChoices()
  const message = cardMessage(cardState(choices))
  return (
    <>
      {choices.data === undefined ? (
        <>
          <PageHeader name="Research" title="Data sets for research" subline="Anonymised, one row a person" />
          <CardRow layout="one">{message !== null && <Card label="Choices">{message}</Card>}</CardRow>
        </>
      ) : (
        <FourSteps choices={choices.data} />
      )}
      <CardRow layout="one">
        <AggregateCard />
        <LibraryCard timeZone={deployment.time_zone} />
      </CardRow>
    </>
  )
}

function FourSteps({ choices }: { choices: DatasetChoices }): ReactElement {
  const state = useDataSetQuestion()
  const [reason, setReason] = useState<string | null>(null)
  const definition: DatasetDefinitionContract = { ...state.question, substance_use_reason: reason }
  const preview = usePreview(definition)
  const { result, isCurrent } = preview
  const k = preview.checkedK ?? state.question.k
  return (
    <>
      <PageHeader
        name="Research"
        title={previewTitle(preview.failure === null ? result : null, k)}
        subline={`${state.question.profile === 'phases_long' ? 'One row a person and phase' : 'One row a person'}, anonymised · at most ${formatPercent(choices.suppression_limit)} of the persons are left out · nothing leaves before it is checked twice`}
        actions={<CopyLink />}
      />
      {state.dropped.length > 0 && (
        <p role="status">
          The address asks for “{state.dropped.join('”, “')}”, which is not known here; it was left out.
        </p>
      )}
      <CardRow layout="one">
        <CohortCard state={state} result={result} isCurrent={isCurrent} thisYear={new Date().getFullYear()} />
        {choices.may_include_substance_use && <SubstanceUse reason={reason} onChange={setReason} />}
        <VariablesCard state={state} choices={choices} result={result} checkedK={k} isCurrent={isCurrent} />
        <CheckCard preview={preview} />
        <RunCard
          definition={definition}
          isPassed={isCurrent && preview.failure === null && result?.outcome.kind === 'found'}
          choices={choices}
        />
      </CardRow>
    </>
  )
}
