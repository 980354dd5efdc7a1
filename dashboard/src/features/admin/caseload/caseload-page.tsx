import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { caseloadTitle } from './caseload-words.js'
import { CoversCard } from './covers-card.js'
import { HandoverCard } from './handover-card.js'
import { LeadersCard } from './leaders-card.js'
import { NewCoverDialog } from './new-cover-dialog.js'
import { useCaseload } from './use-caseload.js'

/** Who sees whose groups: for some days by a cover, for good by a handover. */
export function CaseloadPage(): ReactElement {
  const { caseload, state } = useCaseload()
  const [isArranging, setArranging] = useState(false)
  return (
    <>
      <PageHeader
        name="Caseload"
        title={caseload === null ? 'Caseload' : caseloadTitle(caseload.covers)}
        subline="A cover lets a colleague see the groups for some days; a handover gives them away for good"
        actions={
          <Button disabled={caseload === null} onClick={() => setArranging(true)}>
            Arrange a cover
          </Button>
        }
      />
      {caseload === null ? (
        <Card>{cardMessage(state) ?? <p role="status">Loading therapists, groups and covers</p>}</Card>
      ) : (
        <>
          <CardRow layout="one">
            <CoversCard caseload={caseload} />
          </CardRow>
          <CardRow layout="halves">
            <HandoverCard caseload={caseload} />
            <LeadersCard caseload={caseload} />
          </CardRow>
          {isArranging && <NewCoverDialog caseload={caseload} onClose={() => setArranging(false)} />}
        </>
      )}
    </>
  )
}
