import type { ReactElement } from 'react'
import { useParams } from 'react-router'
import { OpenLink } from '../../components/access/open-link.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { HideNamesSwitch } from '../../components/hidden-names/hide-names-switch.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { IdentityStrip } from './identity/identity-strip.js'
import { MemberCourse } from './member-course.js'

/** Who is this member, and are they getting better? */
export function MemberPage(): ReactElement {
  const { memberId = '' } = useParams()
  const { role } = useSignedIn()
  return role === 'coordinator' ? (
    <MemberWithoutScores memberId={memberId} />
  ) : (
    <MemberCourse memberId={memberId} />
  )
}

/** Coordinators see who a member is, not how they fare. */
function MemberWithoutScores({ memberId }: { memberId: string }): ReactElement {
  return (
    <>
      <PageHeader
        name={`Member ${memberId}`}
        title={`Member ${memberId}`}
        subline="Who it is; scores and outcomes are for therapists and clinical directors"
        crumbs={[
          { label: 'Members', href: '/members' },
          { label: `Member ${memberId}`, href: null },
        ]}
        actions={
          <>
            <OpenLink to={`/members/${encodeURIComponent(memberId)}/record`}>Record</OpenLink>
            <HideNamesSwitch />
          </>
        }
      />
      <IdentityStrip key={memberId} memberId={memberId} />
    </>
  )
}
