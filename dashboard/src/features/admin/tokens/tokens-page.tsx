import { Button } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import type { Token, TokenWithSecret } from '../../../../../api/src/contracts/tokens.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { ConfirmDialog } from '../../../components/dialog/confirm-dialog.js'
import { Dialog } from '../../../components/dialog/dialog.js'
import { ListCard } from '../../../components/list-card/list-card.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { SecretOnce } from '../../../components/secret-once/secret-once.js'
import { useReadAnew, useSites, useTokens, useUsers } from '../admin-reads.js'
import { NewTokenDialog } from './new-token-dialog.js'
import { tokenColumns } from './token-columns.js'
import { revokeToken } from './token-requests.js'
import { revokeConsequences, tokenListTitle } from './token-words.js'

type Asked =
  | { readonly kind: 'new' }
  | { readonly kind: 'added'; readonly added: TokenWithSecret }
  | { readonly kind: 'revoke'; readonly token: Token }

/** What programs sign in with. */
export function TokensPage(): ReactElement {
  const { deployment } = useSignedIn()
  const tokens = useTokens()
  const sites = useSites().data?.sites
  const users = useUsers().data?.users
  const [asked, setAsked] = useState<Asked | null>(null)
  const columns = useMemo(
    () =>
      tokenColumns({
        sites: sites ?? [],
        users: users ?? [],
        timeZone: deployment.time_zone,
        onRevoke: (token) => setAsked({ kind: 'revoke', token }),
      }),
    [sites, users, deployment.time_zone],
  )
  return (
    <>
      <PageHeader
        name="Tokens"
        title={tokens.data === undefined ? 'Tokens' : tokenListTitle(tokens.data.tokens, new Date())}
        subline="A token lets one program deliver data of the sites you name; it reads nothing"
        actions={
          <Button disabled={sites === undefined} onClick={() => setAsked({ kind: 'new' })}>
            Make a token
          </Button>
        }
      />
      <ListCard
        title="Tokens"
        caption="Newest first; only how a token begins is kept, to tell one from another"
        state={cardState(tokens)}
        columns={columns}
        rows={tokens.data?.tokens ?? []}
        rowKey={(token) => token.token_id}
        emptyWords={tokens.data === undefined ? 'Loading tokens' : 'No token has been made yet.'}
      />
      {asked?.kind === 'new' && (
        <NewTokenDialog
          sites={sites ?? []}
          onAdded={(added) => setAsked({ kind: 'added', added })}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.kind === 'added' && <AddedToken added={asked.added} onDone={() => setAsked(null)} />}
      {asked?.kind === 'revoke' && <RevokeDialog token={asked.token} onClose={() => setAsked(null)} />}
    </>
  )
}

function AddedToken({ added, onDone }: { added: TokenWithSecret; onDone: () => void }): ReactElement {
  return (
    <Dialog title={`Token “${added.token.name}”`} onClose={() => {}}>
      <SecretOnce
        label="Token"
        secret={added.secret}
        words="Put it into the program that will use it, as a secret. If it is lost, revoke it and make a new one."
        onDone={onDone}
      />
    </Dialog>
  )
}

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }): ReactElement {
  const readAnew = useReadAnew()
  return (
    <ConfirmDialog
      title={`Revoke “${token.name}”?`}
      consequences={revokeConsequences(token)}
      confirmLabel="Revoke"
      isGrave
      onConfirm={async () => {
        await revokeToken(token.token_id)
        await readAnew('tokens')
      }}
      onClose={onClose}
    />
  )
}
