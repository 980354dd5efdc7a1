import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

/** A program's way in: its scopes and sites, until a day. Of the token itself only the SHA-256 is kept. */
@Entity('api_token')
@Unique('api_token_token_hash_key', ['tokenHash'])
export class ApiToken {
  @PrimaryColumn('text', { name: 'token_id' })
  tokenId: string

  @Column('text')
  name: string

  @Column('text', { name: 'token_hash' })
  tokenHash: string

  /** Its first characters, to tell tokens apart. */
  @Column('text')
  prefix: string

  @Column('text', { array: true })
  scopes: string[]

  @Column('text', { name: 'site_ids', array: true })
  siteIds: string[]

  @Column('text', { name: 'created_by' })
  createdBy: string

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null
}
