import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'

/** A person attending a group, by code. Names live in member_identity. */
@Entity('member')
@Unique('member_member_code_key', ['memberCode'])
export class Member {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'member_id', generatedIdentity: 'ALWAYS' })
  memberId: number

  @Column('text', { name: 'member_code' })
  memberCode: string
}
